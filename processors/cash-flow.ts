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
export interface PlanOrder extends Whole {
  readonly wallet: string
  readonly provider: string
}

interface Whole {
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

/** The plan of a payout with its accounts and amounts, or the reason why it has none, for people. */
export function finalize(plan: readonly Plain<PlanPosting>[], order: PlanOrder): CashFlow | string {
  return flowOf(plan, order, payoutAccounts(order))
}

/**
 * A plan with its accounts and amounts, or the reason why it has none, for people. What moves nothing is left out: a
 * volume of zero, an account that pays itself.
 */
export function flowOf(
  plan: readonly Plain<PlanPosting>[], order: Whole, accounts: Accounts, whole = wholeAmount
): CashFlow | string {
  if (plan.length > postingsMax) return `more than ${postingsMax} postings`
  const entries = plan.length > 0 ? plan : whole
  const postings: Plain<Posting>[] = []
  for (let index = 0; index < entries.length; index++) {
    const posting = posted(entries[index]!, order, accounts)
    if (typeof posting === 'string') return `posting ${index + 1}: ${posting}`
    if (posting.amount > 0n && posting.debit !== posting.credit) postings.push(posting)
  }

  const debited = -credited(postings, accounts.wallet!)
  const paidOut = accounts.destination === undefined ? 0n : credited(postings, accounts.destination)
  const most = isTooMuch(debited) ? debited : isTooMuch(paidOut) ? paidOut : undefined
  return most === undefined ? { postings, debited, paidOut } : `a sum of ${most < 0n ? -most : most} is too much`
}

function isTooMuch(sum: bigint): boolean {
  return sum > postedMax || sum < -postedMax
}

function posted(
  { debit: from, credit: to, volume }: Plain<PlanPosting>, order: Whole, accounts: Accounts
): Plain<Posting> | string {
  const [debit, credit] = [accounts[from], accounts[to]]
  if (debit === undefined || credit === undefined) return 'the account is unknown'

  const amount = computed(volume, order, 1)
  if (typeof amount === 'string') return amount
  if (amount > postedMax) return `${amount} is too much`

  return { debit, credit, amount, currency: order.currency }
}

function computed(volume: Plain<Volume>, order: Whole, depth: number): bigint | string {
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

function extreme({ kind, of }: Plain<Volume>, order: Whole, depth: number): bigint | string {
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

/** Whose the accounts of a plan are, once it is known. Those that a kind of operation does not have are left out. */
export type Accounts = Readonly<Partial<Record<PlanAccount, string>>>

/** Of a payout. Money at the destination is what the provider pays out for us; its fees are what it takes for that. */
function payoutAccounts({ wallet, provider }: { wallet: string, provider: string }): Accounts {
  return { ...accountsOf(wallet), destination: `provider/${provider}`, provider: `fees/${provider}` }
}

export function depositAccounts({ wallet, source }: { wallet: string, source: string }): Accounts {
  return {
    wallet: `wallet/${wallet}`, system: 'system/settlement', subagent: 'system/subagent', source: `source/${source}`
  }
}

/** Of a transfer, on the side that pays. Until it has arrived money is on its way, in an account of its own. */
export function transferAccounts({ wallet }: { wallet: string }): Accounts {
  return { ...accountsOf(wallet), destination: transit }
}

/** Where the money of transfers is between two wallets. Empty, when none is on its way. */
export const transit = 'transit/transfers'

function accountsOf(wallet: string): Accounts {
  return { wallet: `wallet/${wallet}`, system: 'system/settlement', subagent: 'system/subagent' }
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

/** What has to move for all that moved to be `after` and not `before`. */
export function difference(
  before: readonly Plain<Posting>[], after: readonly Plain<Posting>[]
): readonly Plain<Posting>[] {
  return netted([...before.map(posting => ({ ...posting, debit: posting.credit, credit: posting.debit })), ...after])
}

/** The same with what goes there and back left out, and between two accounts no more postings than it takes. */
export function netted(postings: readonly Plain<Posting>[]): readonly Plain<Posting>[] {
  const pairs = new Map<string, Plain<Posting>>()
  for (const posting of postings) {
    const { debit, credit, amount, currency } = posting
    const isForward = debit < credit
    const [low, high] = isForward ? [debit, credit] : [credit, debit]
    const key = `${low} ${high} ${currency}`
    const sum = (pairs.get(key)?.amount ?? 0n) + (isForward ? amount : -amount)
    pairs.set(key, { debit: low, credit: high, amount: sum, currency })
  }
  return [...pairs.values()].flatMap(forwards).flatMap(inLongs)
}

function forwards({ debit, credit, amount, currency }: Plain<Posting>): readonly Plain<Posting>[] {
  if (amount > 0n) return [{ debit, credit, amount, currency }]
  return amount < 0n ? [{ debit: credit, credit: debit, amount: -amount, currency }] : []
}

/** A sum of many amounts may be more than one of them can be. */
function inLongs(posting: Plain<Posting>): readonly Plain<Posting>[] {
  const { amount } = posting
  if (amount <= postedMax) return [posting]
  return [{ ...posting, amount: postedMax }, ...inLongs({ ...posting, amount: amount - postedMax })]
}

const all: Plain<Volume> = {
  kind: 'share', amount: 0n, currency: '', numerator: 1, denominator: 1, rounding: 'half_away_from_zero', of: []
}

const wholeAmount: readonly Plain<PlanPosting>[] = [{ debit: 'wallet', credit: 'destination', volume: all }]

/** What a deposit moves if nothing else is said. */
export const wholeDeposit: readonly Plain<PlanPosting>[] = [{ debit: 'source', credit: 'wallet', volume: all }]
