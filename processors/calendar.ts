import type { LimitPeriod } from '../schemas/generated.ts'
import { unreachable } from './decider.ts'

/** Days are counted from 1970-01-01, which is 0. Integer arithmetic, so no clock is near. */
export const dayMs = 24 * 60 * 60 * 1_000

/** The first day of the period that a day is in: of its ISO week, which begins on Monday, its month, its year. */
export function firstDayOf(period: LimitPeriod, day: number): number {
  switch (period) {
    case 'day': return day
    case 'week': return day - dayOfWeek(day)
    case 'month': return day - dayOfMonth(marchDay(day))
    case 'year': return day - dayOfYear(marchDay(day))
    default: return unreachable(period)
  }
}

/** The first day after the period that a day is in. No period is longer by more than the days that it may lack. */
export function dayAfter(period: LimitPeriod, day: number): number {
  return firstDayOf(period, firstDayOf(period, day) + longest[period])
}

const longest = { day: 1, week: 7, month: 31, year: 366 }

/** 0 is Monday. 1970 began on a Thursday. */
function dayOfWeek(day: number): number {
  return modulo(day + 3, 7)
}

interface MarchDay {
  /** The year of the Gregorian calendar, of those from March to December: 0 to 399 in its era. */
  readonly yearOfEra: number
  /** 0 is the first of March. */
  readonly day: number
}

/**
 * Years are taken to begin in March, so that the day of a leap year is their last and all months before have their
 * places: after H. Hinnant's days_from_civil. An era is 400 years: after that the calendar repeats.
 */
function marchDay(day: number): MarchDay {
  const dayOfEra = modulo(day + 719_468, 146_097)
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) -
    Math.floor(dayOfEra / 146_096)) / 365)
  return {
    yearOfEra, day: dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  }
}

/** 0 is the first of the month. */
function dayOfMonth({ day }: MarchDay): number {
  const month = Math.floor((5 * day + 2) / 153)
  return day - Math.floor((153 * month + 2) / 5)
}

/** 0 is the first of January. */
function dayOfYear({ yearOfEra, day }: MarchDay): number {
  return day >= january ? day - january : day + (isLeap(yearOfEra) ? 60 : 59)
}

/** The first of January, counted from the first of March before it. */
const january = 306

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** From 0 on, for days before 1970 too. */
function modulo(value: number, divisor: number): number {
  const rest = value % divisor
  return rest < 0 ? rest + divisor : rest
}
