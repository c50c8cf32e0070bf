import type { Period } from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'

/** When the period of `at` began, in UTC, both in milliseconds since 1970. Integer arithmetic, so no clock is near. */
export function startOf(period: Period, at: number): number {
  const day = Math.floor(at / dayMs)
  switch (period) {
    case 'day': return day * dayMs
    case 'week': return (day - dayOfWeek(day)) * dayMs
    case 'month': return (day - dayOfMonth(day) + 1) * dayMs
    default: return unreachable(period)
  }
}

const dayMs = 24 * 60 * 60 * 1000

/** 0 is Monday. 1970 began on a Thursday. */
function dayOfWeek(day: number): number {
  const daysSinceMonday = (day + 3) % 7
  return daysSinceMonday < 0 ? daysSinceMonday + 7 : daysSinceMonday
}

/**
 * From 1 on, in the Gregorian calendar. Its years are taken to begin in March, so that the day of a leap year is their
 * last and all months before have their places: after H. Hinnant's days_from_civil.
 */
function dayOfMonth(day: number): number {
  const daysSinceMarch0000 = day + 719_468
  const dayOfEra = daysSinceMarch0000 - Math.floor(daysSinceMarch0000 / daysOfEra) * daysOfEra
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) -
    Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const month = Math.floor((5 * dayOfYear + 2) / 153)
  return dayOfYear - Math.floor((153 * month + 2) / 5) + 1
}

/** 400 years: after that the calendar repeats. */
const daysOfEra = 146_097
