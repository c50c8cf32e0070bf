import type {
  GuardedOperation, LimitPeriod, LimitPolicy, Plain, Tenant, Wallet, WalletUsage
} from '../../schemas/generated.ts'
import { postedMax } from '../balance.ts'
import { firstDayOf } from '../calendar.ts'
import { localDay } from '../time-zone.ts'

type Usages = readonly Plain<WalletUsage>[]

/** An operation as limits of a period count it. */
export interface Counted {
  readonly operation: GuardedOperation
  /** Of the operation, without fees. Minor units. */
  readonly amount: bigint
  /** Of `localDayOf`, as the event tells it. 0: it counts towards nothing. */
  readonly localDay: number
}

/**
 * The day on which an operation counts, in days since 1970, by the tenant's time zone. 0 for a tenant without limits of
 * a period, whose operations are not counted.
 *
 * Time may step back into a day that is over: brokers' clocks differ, and a tenant may move to another zone. Then it
 * counts on the latest day that the wallet has seen: a limit may be reached too early, but none is ever passed.
 */
export function localDayOf({ limits, timeZone }: Plain<Tenant>, { usages }: Plain<Wallet>, at: number): number {
  if (!limits.some(isOfPeriod)) return 0
  return Math.max(1, latestDay(usages), localDay(timeZone, at))
}

export function isOfPeriod({ measure }: Plain<LimitPolicy>): boolean {
  return measure === 'turnover' || measure === 'count'
}

/** What a wallet has used with one operation more. What is of periods that are over is left out. */
export function used(usages: Usages, { operation, amount, localDay: told }: Counted): Usages {
  if (told === 0) return usages

  const day = Math.max(told, latestDay(usages))
  const current = usages.filter(({ period, start }) => start === firstDayOf(period, day))
  const others = current.filter(usage => usage.operation !== operation)
  return [...others, ...periods.map(period => {
    const before = current.find(usage => usage.operation === operation && usage.period === period)
    const start = firstDayOf(period, day)
    return {
      operation, period, start, amount: atMostLong((before?.amount ?? 0n) + amount), count: (before?.count ?? 0) + 1
    }
  })]
}

/** The same with one less: it came to nothing, in the periods in which it was counted and that are not over. */
export function unused(usages: Usages, counted: Counted): Usages {
  return without(usages, counted, 1)
}

/** The same where a part of an operation came to nothing: the amount is free again, the operation still counts. */
export function lessUsed(usages: Usages, counted: Counted): Usages {
  return without(usages, counted, 0)
}

function without(usages: Usages, { operation, amount, localDay: day }: Counted, count: number): Usages {
  if (day === 0) return usages
  return usages.map(usage => {
    const isCounted = usage.operation === operation && usage.start === firstDayOf(usage.period, day)
    if (!isCounted) return usage
    // More than a long was used: what is left of that is not known any more, and may not be too little.
    const left = usage.amount === postedMax ? postedMax : usage.amount - amount
    return { ...usage, amount: left, count: usage.count - count }
  })
}

/** What operations of these kinds have used in the period of a day. Of no kinds: of all. */
export function usageOf(
  usages: Usages, operations: readonly GuardedOperation[], period: LimitPeriod, day: number
): { readonly amount: bigint, readonly count: number } {
  const start = firstDayOf(period, day)
  let [amount, count] = [0n, 0]
  for (const usage of usages) {
    if (usage.period !== period || usage.start !== start) continue
    if (operations.length > 0 && !operations.includes(usage.operation)) continue
    amount += usage.amount
    count += usage.count
  }
  return { amount, count }
}

/** 0 if nothing has counted yet. */
function latestDay(usages: Usages): number {
  return usages.reduce((latest, { start }) => Math.max(latest, start), 0)
}

/** An amount is a `long` on disk. As used as that, no limit is met by anything more. */
function atMostLong(amount: bigint): bigint {
  return amount > postedMax ? postedMax : amount
}

const periods: readonly LimitPeriod[] = ['day', 'week', 'month', 'year']
