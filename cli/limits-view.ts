import { available } from '../processors/balance.ts'
import { leastOf, mostOf } from '../processors/bounds.ts'
import { dayAfter, firstDayOf } from '../processors/calendar.ts'
import { startOfDay } from '../processors/time-zone.ts'
import { isFor } from '../processors/wallets/limits.ts'
import { isOfPeriod, localDayOf, usageOf } from '../processors/wallets/usages.ts'
import type { LimitPolicy, Plain, Tenant, Wallet } from '../schemas/generated.ts'
import type { WalletFold } from './wallet-fold.ts'

/** The limits that a wallet has, and how far they are used. */
export interface LimitsView {
  readonly tenant: string
  readonly wallet: string
  /** That the wallet has, or was to be looked at. */
  readonly revision: number
  readonly currency: string
  readonly timeZone: string
  readonly limits: readonly LimitView[]
}

/** Amounts are minor units; those of a limit of `count` are operations. */
export interface LimitView extends Pick<Plain<LimitPolicy>, 'limit' | 'measure' | 'operations' | 'lower' | 'upper'> {
  /** Towards the upper end: what the wallet has and expects, or what operations have used in the period. */
  readonly used?: bigint
  /** How much more the upper end lets in. */
  readonly left?: bigint
  /** How much may go before the lower end of a balance is reached. */
  readonly spendable?: bigint
  readonly period?: PeriodView
}

/** Milliseconds since 1970. */
export interface PeriodView {
  readonly period: LimitPolicy['period']
  readonly startsAt: number
  /** When it is over, and nothing is used of the next one. */
  readonly endsAt: number
}

/** By the rules of `tenant`, at a time: what was used until then. Undefined when no wallet was ever opened. */
export function limitsView(
  fold: WalletFold, tenant: Plain<Tenant>, name: string, at: number
): LimitsView | undefined {
  const { wallet, revision } = fold
  if (wallet === undefined) return undefined
  const { currency } = wallet
  const { timeZone } = tenant
  const limits = tenant.limits.filter(policy => isFor(policy, wallet, name))
    .map(policy => limitView(policy, wallet, timeZone, localDayOf(tenant, wallet, at)))
  return { tenant: tenant.tenant, wallet: name, revision, currency, timeZone, limits }
}

function limitView(policy: Plain<LimitPolicy>, wallet: Plain<Wallet>, timeZone: string, day: number): LimitView {
  const { limit, measure, operations, lower, upper, period } = policy
  const said = { limit, measure, operations, lower, upper }
  if (measure === 'balance') {
    const used = wallet.posted + wallet.incoming
    return {
      ...said,
      ...upper !== null && { used, left: atLeastNothing(mostOf(upper) - used) },
      ...lower !== null && { spendable: atLeastNothing(available(wallet) - leastOf(lower)) }
    }
  }
  if (!isOfPeriod(policy)) return said

  const { amount, count } = usageOf(wallet.usages, operations, period, day)
  const used = measure === 'count' ? BigInt(count) : amount
  const [startsAt, endsAt] = [firstDayOf(period, day), dayAfter(period, day)].map(first => startOfDay(timeZone, first))
  return {
    ...said, used, ...upper !== null && { left: atLeastNothing(mostOf(upper) - used) },
    period: { period, startsAt: startsAt!, endsAt: endsAt! }
  }
}

function atLeastNothing(amount: bigint): bigint {
  return amount > 0n ? amount : 0n
}
