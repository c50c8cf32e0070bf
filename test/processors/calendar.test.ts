import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { dayAfter, dayMs, firstDayOf } from '../../processors/calendar.ts'
import type { LimitPeriod } from '../../schemas/generated.ts'

const test = suite('calendar')

const periods: readonly LimitPeriod[] = ['day', 'week', 'month', 'year']

test('periods begin and end where Date says, in any year', () => {
  fc.assert(fc.property(fc.integer({ min: -2_000 * 365, max: 8_000 * 365 }), day => {
    for (const period of periods) {
      const [first, next] = expected(period, day)
      assert.equal([firstDayOf(period, day), dayAfter(period, day)], [first, next], `${period} of ${iso(day)}`)
    }
  }), { seed: 61, numRuns: 20_000 })
})

test('and on every day from 1896 to 2404, leap years and none', () => {
  for (let day = dayOf('1896-01-01'); day < dayOf('2405-01-01'); day++) {
    for (const period of periods) {
      const [first, next] = expected(period, day)
      if (firstDayOf(period, day) !== first || dayAfter(period, day) !== next) assert.unreachable(iso(day))
    }
  }
})

test('weeks are those of ISO 8601: they go over the turn of the year', () => {
  for (const [day, first, next] of [
    ['2020-12-31', '2020-12-28', '2021-01-04'], ['2021-01-03', '2020-12-28', '2021-01-04'],
    ['2021-01-04', '2021-01-04', '2021-01-11'], ['2024-12-30', '2024-12-30', '2025-01-06'],
    ['2026-01-01', '2025-12-29', '2026-01-05'], ['1970-01-01', '1969-12-29', '1970-01-05']
  ] as const) {
    assert.is(iso(firstDayOf('week', dayOf(day))), first)
    assert.is(iso(dayAfter('week', dayOf(day))), next)
  }
})

test('a leap year has its day', () => {
  for (const [period, day, first, next] of [
    ['month', '2024-02-29', '2024-02-01', '2024-03-01'], ['month', '2100-02-28', '2100-02-01', '2100-03-01'],
    ['month', '2000-02-29', '2000-02-01', '2000-03-01'], ['year', '2024-02-29', '2024-01-01', '2025-01-01'],
    ['year', '2024-12-31', '2024-01-01', '2025-01-01'], ['year', '2100-12-31', '2100-01-01', '2101-01-01']
  ] as const) {
    assert.is(iso(firstDayOf(period, dayOf(day))), first)
    assert.is(iso(dayAfter(period, dayOf(day))), next)
  }
})

test.run()

/** The first day of a period and the first one after it, by the calendar of JavaScript. */
function expected(period: LimitPeriod, day: number): readonly [number, number] {
  const date = new Date(day * dayMs)
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  const monday = dayOfMonth - (date.getUTCDay() + 6) % 7
  switch (period) {
    case 'day': return [at(year, month, dayOfMonth), at(year, month, dayOfMonth + 1)]
    case 'week': return [at(year, month, monday), at(year, month, monday + 7)]
    case 'month': return [at(year, month, 1), at(year, month + 1, 1)]
    case 'year': return [at(year, 0, 1), at(year + 1, 0, 1)]
  }
}

/** `Date.UTC` takes the years from 0 to 99 to be of the 20th century. */
function at(year: number, month: number, day: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  return date.getTime() / dayMs
}

function dayOf(date: string): number {
  return Date.parse(date) / dayMs
}

function iso(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}
