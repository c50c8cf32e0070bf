import type { Period } from '../../schemas/generated.ts'
import { dayMs, firstDayOf } from '../calendar.ts'

/** When the period of `at` began, in UTC, both in milliseconds since 1970. */
export function startOf(period: Period, at: number): number {
  return firstDayOf(period, Math.floor(at / dayMs)) * dayMs
}
