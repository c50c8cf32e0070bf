import type { ExceededLimit, GuardedOperation, LimitPolicy, Plain, Tenant, Wallet } from '../../schemas/generated.ts'
import { available, postedMax } from '../balance.ts'
import { isAbove, isBelow } from '../bounds.ts'
import { unreachable } from '../decider.ts'
import { localDayOf, usageOf } from './usages.ts'

/** What an operation would do to a wallet, as limits see it. Minor units of the wallet's currency. */
export interface Demand {
  readonly wallet: string
  /** `unknown` for what is none of them: nothing but the balance limits it. */
  readonly operation: GuardedOperation
  /** Of the operation, without fees. */
  readonly amount: bigint
  /** What would leave what may be spent, fees included. */
  readonly out: bigint
  /** What would arrive, or be expected. */
  readonly in: bigint
}

/** The first limit that the operation would break, or undefined. Only the side that it worsens is looked at. */
export function brokenLimit(
  tenant: Plain<Tenant>, wallet: Plain<Wallet>, demand: Demand, at: number
): Plain<ExceededLimit> | undefined {
  if (tenant.limits.length === 0) return undefined

  const day = localDayOf(tenant, wallet, at)
  for (const policy of tenant.limits) {
    if (!isFor(policy, wallet, demand.wallet) || !isAbout(policy, demand.operation)) continue
    const broken = brokenBy(policy, wallet, demand, day)
    if (broken !== undefined) return exceeded(policy, broken)
  }
  return undefined
}

/** Whether a wallet has the limit. Where several lists are given it has to be on each of them. */
export function isFor(
  { currency, wallets, identities, parties }: Plain<LimitPolicy>, { currency: own, owner }: Plain<Wallet>, name: string
): boolean {
  return currency === own && isAmong(wallets, name) && isAmong(identities, owner?.identity) &&
    isAmong(parties, owner?.party)
}

function isAmong(names: readonly string[], name: string | undefined): boolean {
  return names.length === 0 || name !== undefined && names.includes(name)
}

function isAbout({ operations, measure }: Plain<LimitPolicy>, operation: GuardedOperation): boolean {
  if (operation === 'unknown' && measure !== 'balance') return false
  return operations.length === 0 || operations.includes(operation)
}

/** What the wallet has or has used, and what the operation would take from it or add to it. */
type Step = Pick<Plain<ExceededLimit>, 'used' | 'amount'>

function brokenBy(
  policy: Plain<LimitPolicy>, wallet: Plain<Wallet>, demand: Demand, day: number
): Step | undefined {
  const { measure, operations, period, lower, upper } = policy
  const { amount, out, in: into } = demand
  switch (measure) {
    case 'balance': {
      const [free, expected] = [available(wallet), wallet.posted + wallet.incoming]
      if (out > 0n && isBelow(free - out, lower)) return { used: free, amount: out }
      return into > 0n && isAbove(expected + into, upper) ? { used: expected, amount: into } : undefined
    }
    case 'amount': return isBelow(amount, lower) || isAbove(amount, upper) ? { used: 0n, amount } : undefined
    case 'turnover': {
      const { amount: used } = usageOf(wallet.usages, operations, period, day)
      return isAbove(used + amount, upper) ? { used, amount } : undefined
    }
    case 'count': {
      const used = BigInt(usageOf(wallet.usages, operations, period, day).count)
      return isAbove(used + 1n, upper) ? { used, amount: 1n } : undefined
    }
    // A limit that a newer version has written. Nothing goes past what is not understood.
    case 'unknown': return { used: 0n, amount }
    default: return unreachable(measure)
  }
}

function exceeded(
  { limit, measure, period, lower, upper }: Plain<LimitPolicy>, { used, amount }: Step
): Plain<ExceededLimit> {
  return { limit, measure, period, lower, upper, used: asLong(used), amount }
}

/** Several of the largest sums together are more than one. */
function asLong(sum: bigint): bigint {
  return sum > postedMax ? postedMax : sum < -postedMax ? -postedMax : sum
}
