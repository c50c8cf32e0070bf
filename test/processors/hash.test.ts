import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { hash } from '../../processors/hash.ts'

const test = suite('hash')

test('is the same for ever: what was chosen by it is chosen again', () => {
  assert.equal(['', 'a', 'acme/alice/w-1/2', 'é', '\ud83d\ude00'].map(hash),
    [2872998923, 444641715, 1382966559, 3136788073, 1787143206])
})

test('is a whole number of 32 bits', () => {
  for (let index = 0; index < 10_000; index++) {
    const value = hash(`w-${index}`)
    assert.ok(Number.isInteger(value) && value >= 0 && value < 2 ** 32)
  }
})

test('spreads texts that differ little evenly, by the lowest and by the highest bits', () => {
  for (const partOf of [(value: number) => value % 10, (value: number) => Math.floor(value / 2 ** 32 * 10)]) {
    const counts = new Array<number>(10).fill(0)
    for (let index = 0; index < 10_000; index++) counts[partOf(hash(`acme/alice/w-${index}/2`))]! += 1
    assert.ok(counts.every(count => count > 900 && count < 1_100), String(counts))
  }
})

test.run()
