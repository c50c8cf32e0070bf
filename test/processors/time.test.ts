import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { later } from '../../processors/time.ts'

const test = suite('time')

const year = 366 * 24 * 60 * 60 * 1_000

test('what is to come is later than now, and can be written down', () => {
  assert.is(later(1_000, 500), 1_500)
  for (const ms of [0, -1, -(2 ** 53)]) assert.is(later(1_000, ms), 1_001)
  for (const ms of [year + 1, 2 ** 53, 1e18, Infinity]) assert.is(later(1_000, ms), 1_000 + year)
})

test.run()
