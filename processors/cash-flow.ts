import type { Plain, PlanAccount, PlanPosting, Posting, Tenant, Terminal, Volume } from '../schemas/generated.ts'
import { postedMax } from './balance.ts'
import { unreachable } from './decider.ts'

/** What one attempt moves between accounts when it is paid. */
export interface CashFlow {
  readonly postings: readonly Plain<Posting>[]
  /** Net debit of the wallet. */
  readonly debited: bigint
  /** Net credit of the destination: what the provider is asked to pay. */
  readonly paidOut: bigint
}

/** What a plan is finalized for. The amount is positive. */
export interface PlanOrder {
  readonly wallet: string
  readonly provider: string
  readonly amount: bigint
  readonly currency: string
}

/** Volumes in volumes: more than anybody needs, and no more than the stack bears. */
export const volumeDepthMax = 8

/** They go into commands, which have to stay small enough for their topic. */
export const postingsMax = 100

/** The tenant's plan, and what the provider takes for this terminal. */
export function planOf(tenant: Plain<Tenant>, terminal: Plain<Terminal>): readonly Plain<PlanPosting>[] {
  const { withdrawalPlan } = tenant
  return [...withdrawalPlan.length > 0 ? withdrawalPlan : wholeAmount, ...terminal.fee]
}

/**
 * A plan with its accounts and amounts, or the reason why it has none, for people. What moves nothing is left out: a
 * volume of zero, an account that pays itself.
 */
export function finalize(plan: readonly Plain<PlanPosting>[], order: PlanOrder): CashFlow | string {
  if (plan.length > postingsMax) return `more than ${postingsMax} postings`
  const accounts = accountsOf(order)
  const postings: Plain<Posting>[] = []
  for (const [index, each] of (plan.length > 0 ? plan : wholeAmount).entries()) {
    const posting = posted(each, order, accounts)
    if (typeof posting === 'string') return `posting ${index + 1}: ${posting}`
    if (posting.amount > 0n && posting.debit !== posting.credit) postings.push(posting)
  }

  const debited = -credited(postings, accounts.wallet)
  const paidOut = credited(postings, accounts.destination)
  const most = [debited, -debited, paidOut, -paidOut].find(sum => sum > postedMax)
  return most === undefined ? { postings, debited, paidOut } : `a sum of ${most} is too much`
}

function posted(
  { debit: from, credit: to, volume }: Plain<PlanPosting>, order: PlanOrder, accounts: Accounts
): Plain<Posting> | string {
  if (from === 'unknown' || to === 'unknown') return 'the account is unknown'

  const amount = computed(volume, order, 1)
  if (typeof amount === 'string') return amount
  if (amount > postedMax) return `${amount} is too much`

  return { debit: accounts[from], credit: accounts[to], amount, currency: order.currency }
}

function computed(volume: Plain<Volume>, order: PlanOrder, depth: number): bigint | string {
  const { kind, amount, currency } = volume
  switch (kind) {
    case 'fixed': {
      if (currency !== order.currency) return `a fixed volume of ${currency} is none of ${order.currency}`
      return amount < 0n ? 'a fixed volume is negative' : amount
    }
    case 'share': return share(volume, order.amount)
    case 'min_of':
    case 'max_of': return extreme(volume, order, depth)
    case 'unknown': return 'the kind of volume is unknown'
    default: return unreachable(kind)
  }
}

/** Exact: there is no fraction of a minor unit before the last step. */
function share({ numerator, denominator, rounding }: Plain<Volume>, amount: bigint): bigint | string {
  if (denominator <= 0) return 'the denominator of a share is not positive'
  if (numerator < 0) return 'a share is negative'

  // Twice everything, so that a half is a whole.
  const parts = 2n * amount * BigInt(numerator)
  const whole = BigInt(denominator)
  const half = rounding === 'half_towards_zero' ? whole - 1n : whole
  return (parts + half) / (2n * whole)
}

function extreme({ kind, of }: Plain<Volume>, order: PlanOrder, depth: number): bigint | string {
  if (of.length === 0) return `${kind} has no volumes`
  if (depth === volumeDepthMax) return `volumes are nested more than ${volumeDepthMax} deep`

  let found: bigint | undefined
  for (const each of of) {
    const volume = computed(each, order, depth + 1)
    if (typeof volume === 'string') return volume
    if (found === undefined || (kind === 'min_of' ? volume < found : volume > found)) found = volume
  }
  return found!
}

type Accounts = Readonly<Record<Exclude<PlanAccount, 'unknown'>, string>>

/** Money at the destination is what the provider pays out for us; its fees are what it takes for that. */
function accountsOf({ wallet, provider }: PlanOrder): Accounts {
  return {
    wallet: `wallet/${wallet}`,
    destination: `provider/${provider}`,
    system: 'system/settlement',
    subagent: 'system/subagent',
    provider: `fees/${provider}`
  }
}

/** What an account gains by these postings; less than zero when it pays. */
export function credited(postings: readonly Plain<Posting>[], account: string): bigint {
  let sum = 0n
  for (const { debit, credit, amount } of postings) {
    if (credit === account) sum += amount
    if (debit === account) sum -= amount
  }
  return sum
}

const wholeAmount: readonly Plain<PlanPosting>[] = [{
  debit: 'wallet',
  credit: 'destination',
  volume: {
    kind: 'share', amount: 0n, currency: '', numerator: 1, denominator: 1, rounding: 'half_away_from_zero', of: []
  }
}]
