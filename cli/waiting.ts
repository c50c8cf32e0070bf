import { formatReference } from '../processors/withdrawals/reference.ts'
import { isFinished, isUnresolved } from '../processors/withdrawals/rows.ts'
import type {
  Attempt, Batch, Challenge, Credit, Deposit, Payout, PlacedHold, Plain, Transfer, Wallet, Withdrawal
} from '../schemas/generated.ts'
import type { FoldedRow } from '../runtime/row-fold.ts'
import { routeName } from './format.ts'

/** What may wait, by the names that `wallets repair` has for it where there is such a repair. */
export type WaitingKind =
  | 'opening' | 'deposit' | 'transfer' | 'adjustment' | 'credit' | 'batch' | 'withdrawal' | 'payout' | 'hold'
  | 'challenge'

/** A process that waits for somebody. */
export interface Waiting {
  readonly kind: WaitingKind
  /** Its tenant and its ids: `demo/alice/w-1`. */
  readonly name: string
  readonly tenant: string
  /** Where it stands: a status. */
  readonly step: string
  /** When that began, in milliseconds since 1970; of what waits for its time, that time. */
  readonly since: number
  /** In words. */
  readonly waitsFor: string
  /** What a wallet has set aside for it. */
  readonly held: bigint
  /** What a wallet has its room for. */
  readonly expected: bigint
  /** Of both; empty where there is no money in it. */
  readonly currency: string
}

type Found = Omit<Waiting, 'tenant' | 'name' | 'currency' | 'held' | 'expected'> &
  Partial<Pick<Waiting, 'currency' | 'held' | 'expected'>>

/**
 * What a row of any store waits for; undefined: for nothing, or for nothing but its time.
 *
 * @param currencyOf the currency of a wallet of the same partition
 */
export function waitingOf(
  { store, key, row, changedAt }: FoldedRow, currencyOf: (tenant: string, wallet: string) => string
): Waiting | undefined {
  // As repairs count it. What they know nothing of has waited since it was changed last.
  const { since = 0 } = row as { readonly since?: number }
  const found = finders[store]?.(row, key, since > 0 ? since : changedAt)
  if (found === undefined) return undefined
  const [tenant = '', wallet = ''] = key
  const { held = 0n, expected = 0n } = found
  const currency = held > 0n || expected > 0n ? currencyOf(tenant, wallet) : ''
  return { tenant, name: key.join('/'), currency, ...found, held, expected }
}

type Finder = (row: any, key: readonly string[], since: number) => Found | undefined

const finders: Readonly<Record<string, Finder>> = {
  wallets: opening, deposits: deposit, transfers: transfer, credits: credit, batches: batch, withdrawals: withdrawal,
  payouts: payout, holds: hold, challenges: challenge
}

function opening({ status, owner }: Plain<Wallet>, [tenant]: readonly string[], since: number): Found | undefined {
  if (status !== 'opening') return undefined
  return { kind: 'opening', step: status, since, waitsFor: `the answer of party ${tenant}/${owner?.party}` }
}

function deposit(row: Plain<Deposit>, [tenant]: readonly string[], since: number): Found | undefined {
  const { status, source, credited: expected } = row
  if (status !== 'pending') return undefined
  return { kind: 'deposit', step: status, since, waitsFor: `source ${tenant}/${source} to be authorized`, expected }
}

function transfer(row: Plain<Transfer>, [tenant]: readonly string[], since: number): Found | undefined {
  const { status, to, hold: held, adjustment } = row
  const waitsFor = `the answer of wallet ${tenant}/${to}`
  if (status === 'pending') return { kind: 'transfer', step: status, since, waitsFor, held }
  return adjustment === '' ? undefined
    : { kind: 'adjustment', step: status, since, waitsFor: `${waitsFor} to ${adjustment}` }
}

function credit(row: Plain<Credit>, [tenant, , from]: readonly string[], since: number): Found | undefined {
  const { status, amount: expected, batch: of } = row
  if (status !== 'reserved') return undefined
  return { kind: 'credit', step: status, since, waitsFor: `batch ${of} of wallet ${tenant}/${from} to end`, expected }
}

/** Wallets that a line names at most. */
const namesMax = 3

function batch(row: Plain<Batch>, [tenant]: readonly string[], since: number): Found | undefined {
  const { status, legs, waiting, hold: held } = row
  if (status !== 'pending') return undefined
  const names = legs.filter(leg => waiting.includes(leg.transfer)).map(({ to }) => `${tenant}/${to}`)
  const more = names.length > namesMax ? ` and ${names.length - namesMax} more` : ''
  const waitsFor = `the answer of ${names.length === 1 ? 'wallet' : 'wallets'} ${names.slice(0, namesMax).join(', ')}`
  return { kind: 'batch', step: status, since, waitsFor: waitsFor + more, held }
}

/** Of one that its party has confirmed, the payout knows better: see `readWaiting`. */
function withdrawal(row: Plain<Withdrawal>, [tenant]: readonly string[], since: number): Found | undefined {
  const { status, hold: money } = row
  if (status !== 'pending' || money === null) return undefined
  const { isConfirmed, order: { party } } = money
  const waitsFor = isConfirmed ? 'its payout' : `the answer of party ${tenant}/${party}`
  const step = isConfirmed ? status : 'unconfirmed'
  return { kind: 'withdrawal', step, since, waitsFor, held: money.hold }
}

/** When it is due its owner has it back by itself: if that time has passed, its clock has not come. */
function hold({ status, left: held, expiresAt }: Plain<PlacedHold>): Found | undefined {
  if (expiresAt === 0) return undefined
  return { kind: 'hold', step: status, since: expiresAt, waitsFor: 'its expiry', held }
}

function challenge({ status, verifier }: Plain<Challenge>, key: readonly string[], since: number): Found | undefined {
  if (status !== 'pending') return undefined
  return { kind: 'challenge', step: status, since, waitsFor: `the answer of verifier ${key[0]}/${verifier}` }
}

/** One that has ended still waits while there is an attempt of which nobody knows whether it was paid. */
function payout(row: Plain<Payout>, key: readonly string[], since: number): Found | undefined {
  const { status, order, currency, waiting, attempts, dueAt } = row
  const waitsFor = payoutWaitsFor(row, key)
  if (waitsFor === undefined) return undefined
  const asked = waiting?.since ?? attempts.find(isUnresolved)?.since ?? since
  const from = status === 'scheduled' ? dueAt : isFinished(row) ? asked : since
  return { kind: 'payout', step: status, since: from, waitsFor, held: order?.hold ?? 0n, currency }
}

function payoutWaitsFor({ status, attempts }: Plain<Payout>, key: readonly string[]): string | undefined {
  const index = Math.max(attempts.findIndex(isUnresolved), attempts.findIndex(each => each.status === 'reserving'))
  const attempt = attempts[index]
  switch (status) {
    case 'unmatched': return undefined
    case 'awaiting_approval': return "an operator's approval"
    case 'scheduled': return 'its time'
    case 'ready': return 'its next attempt'
    default: return attempt && attemptWaitsFor(status, attempt, key, index + 1)
  }
}

function attemptWaitsFor(
  status: Plain<Payout>['status'], attempt: Plain<Attempt>, [tenant, ...ids]: readonly string[], number: number
): string {
  const [wallet = '', withdrawal = ''] = ids
  const reference = formatReference({ tenant: tenant!, wallet, withdrawal, attempt: number })
  const provider = `provider ${tenant}/${attempt.provider}`
  switch (status) {
    case 'reserving': return `terminal ${tenant}/${routeName(attempt)} to have room`
    case 'invoice_requested': return `${provider}'s invoice for ${reference}`
    case 'invoice_open': return `${provider}'s notification for invoice ${attempt.invoice}`
    case 'cancel_requested': return `${provider}'s answer to the cancellation of ${reference}`
    default: return `${provider}'s word on ${reference}, or an operator's decision`
  }
}
