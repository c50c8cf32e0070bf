import type { Period, Plain, Reservation, Turnover, Usage } from '../../schemas/generated.ts'
import { startOf } from './periods.ts'

/** The rows of one command. A store is absent when the command has no key of it. */
export interface TerminalRows {
  readonly turnovers?: Plain<Turnover> | undefined
  readonly reservations?: Plain<Reservation> | undefined
}

/**
 * When something counts that is held at `at`. Brokers' clocks differ, so time may step back into a period that is
 * forgotten: then it counts in the latest one. Its limit may be reached too early, but none is ever passed.
 */
export function countedAt(turnover: Plain<Turnover> | undefined, at: number): number {
  return turnover === undefined ? at : Math.max(at, turnover.days.start)
}

/** What counts already in the period of `at`, which is a time of `countedAt`. */
export function usageOf(turnover: Plain<Turnover> | undefined, period: Period, at: number): Plain<Usage> {
  const start = startOf(period, at)
  const usage = turnover?.[usages[period]]
  return usage?.start === start ? usage : { start, amount: 0n, count: 0 }
}

/** All three count whatever the limits are: one that is set today knows of yesterday. */
export function withHeld(turnover: Plain<Turnover> | undefined, amount: bigint, at: number): Plain<Turnover> {
  const add = (period: Period): Plain<Usage> => {
    const usage = usageOf(turnover, period, at)
    return { start: usage.start, amount: usage.amount + amount, count: usage.count + 1 }
  }
  return { days: add('day'), weeks: add('week'), months: add('month') }
}

/** What was held in a period that is over is in none of the three any more. */
export function withoutHeld(turnover: Plain<Turnover>, { amount, at }: Plain<Reservation>): Plain<Turnover> {
  const subtract = (period: Period): Plain<Usage> => {
    const usage = turnover[usages[period]]
    if (usage.start !== startOf(period, at)) return usage
    return { start: usage.start, amount: usage.amount - amount, count: usage.count - 1 }
  }
  return { days: subtract('day'), weeks: subtract('week'), months: subtract('month') }
}

const usages = { day: 'days', week: 'weeks', month: 'months' } as const
