import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { startOf } from '../../processors/terminals/periods.ts'

const dayMs = 24 * 60 * 60 * 1000

const test = suite('periods')

test('begin where the calendar says', () => {
  fc.assert(fc.property(fc.integer({ min: -80 * 366 * dayMs, max: 500 * 366 * dayMs }), at => {
    const date = new Date(at)
    const today = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
    assert.is(startOf('day', at), today)
    assert.is(startOf('week', at), today - (date.getUTCDay() + 6) % 7 * dayMs)
    assert.is(startOf('month', at), Date.UTC(date.getUTCFullYear(), date.getUTCMonth()))
  }), { seed: 51, numRuns: 5_000 })
})

test('begin with every day from 1896 to 2404, leap years and none', () => {
  for (let at = Date.UTC(1896, 0); at < Date.UTC(2405, 0); at += dayMs) {
    const date = new Date(at)
    const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
    if (startOf('month', at) !== month) assert.unreachable(date.toISOString())
  }
})

test('begin with their first millisecond and end with their last', () => {
  for (const [period, start, next] of [
    ['day', '2024-02-29', '2024-03-01'], ['week', '2023-12-25', '2024-01-01'], ['week', '2024-12-30', '2025-01-06'],
    ['month', '2024-02-01', '2024-03-01'], ['month', '2100-02-01', '2100-03-01'], ['month', '1970-01-01', '1970-02-01']
  ] as const) {
    assert.is(startOf(period, Date.parse(start)), Date.parse(start))
    assert.is(startOf(period, Date.parse(next) - 1), Date.parse(start))
    assert.is(startOf(period, Date.parse(next)), Date.parse(next))
  }
})

test.run()
