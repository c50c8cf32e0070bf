import type {
  AttemptStatus, Notification, OtherAttempt, PayoutAttemptFailed, PayoutCancelled, PayoutCompleted, PayoutFailed,
  PayoutMismatched, PayoutPaidAfterClose, PayoutPaidTwice, Plain
} from '../../schemas/generated.ts'
import type { Tables } from '../decider.ts'
import { isTransient } from '../failure.ts'
import { findTenant } from '../tenant.ts'
import { later } from '../time.ts'
import { currentIndex, isFinished, isSettled, isUnresolved, referenceOf, wordsOf } from './rows.ts'
import type { OfPayout, PayoutRow } from './rows.ts'
import type { Spoken } from './spoken.ts'

/** Enquiries about a provider whose row has gone: the schema's own defaults. */
const enquiryMsDefault = { enquiryFirstMs: 60_000, enquiryMaxMs: 21_600_000 }

/**
 * An attempt was paid, and how it finds the payout decides what that means: it completes it; or its hold was given back
 * already, and the owner has the money twice; or another payment came first.
 *
 * @param by the operator who says so; empty for the provider
 */
export function paidAsAsked(
  spoken: Spoken, by = ''
): PayoutCompleted | PayoutPaidAfterClose | PayoutPaidTwice {
  const { command, payout, index, said } = spoken
  const { reference, invoice, amount, details } = said
  const { provider, terminal, postings, hasTurnover } = payout.attempts[index]!
  const matched = [...wordsOf(payout, reference), ...otherPayment(spoken)]
  const common = {
    withdrawal: command.withdrawal, reference, provider, invoice, amount, currency: payout.currency, details, matched
  }
  if (isSettled(payout)) return { type: 'PayoutPaidTwice', ...common, terminal, hasTurnover }
  if (isFinished(payout)) return { type: 'PayoutPaidAfterClose', ...common }
  return {
    type: 'PayoutCompleted', ...common, terminal, postings, by, hasTurnover, other: otherAttempt(command, payout, index)
  }
}

/** A payment in dispute by another invoice is no mistake that is corrected now: it is one more, and looked at next. */
function otherPayment({ payout, index, said }: Spoken): readonly Plain<Notification>[] {
  const { status, invoice, paid: amount } = payout.attempts[index]!
  if (status !== 'mismatched' || invoice === said.invoice || amount <= 0n) return []
  return [{ ...said, kind: 'paid', invoice, amount, details: '' }]
}

/** Not what was asked for. Nothing is posted and nothing given back until the provider corrects itself. */
export function paidOtherwise(
  { command, payout, index, said }: Spoken, tables: Tables, at: number
): PayoutMismatched {
  const { provider, amount } = payout.attempts[index]!
  const { enquiryFirstMs, enquiryMaxMs } = enquiriesOf(command.tenant, provider, tables)
  return {
    type: 'PayoutMismatched',
    withdrawal: command.withdrawal,
    reference: said.reference,
    provider,
    invoice: said.invoice,
    amount,
    currency: payout.currency,
    paidAmount: said.amount,
    paidCurrency: said.currency,
    details: said.details,
    enquiryFirstMs,
    enquiryMaxMs,
    dueAt: later(at, enquiryFirstMs),
    other: otherAttempt(command, payout, index)
  }
}

export function enquiriesOf(
  tenant: string, provider: string, tables: Tables
): { readonly enquiryFirstMs: number, readonly enquiryMaxMs: number } {
  const { enquiryFirstMs, enquiryMaxMs } = tables.get('providers', tenant, provider) ?? enquiryMsDefault
  return { enquiryFirstMs, enquiryMaxMs }
}

/** It was taken for failed, and another one went out. If this one ends the payout, the other has to stop. */
export function otherAttempt(command: OfPayout, payout: PayoutRow, index: number): Plain<OtherAttempt> | null {
  const other = currentIndex(payout)
  if (other === -1 || other === index) return null
  const { provider, terminal, status } = payout.attempts[other]!
  const reference = referenceOf(command, other + 1)
  return { reference, provider, terminal, currency: payout.currency, isSent: status === 'open' }
}

/** Why an attempt is over, and who says so. */
export interface Failure extends Pick<Notification, 'invoice' | 'reason' | 'details'> {
  readonly outcome: AttemptStatus
  /** The operator; empty for the provider. */
  readonly by: string
}

/**
 * An attempt has failed for certain: only now may another one leave. It does if the failure may pass and attempts are
 * left; if the client wants the money back, or the way was fixed by a quote, it does not.
 */
export function failedForCertain(
  { command, payout, index }: Omit<Spoken, 'said'>, failure: Failure, tables: Tables
): PayoutAttemptFailed | PayoutCancelled | PayoutFailed {
  const { provider, terminal, amount, hasTurnover } = payout.attempts[index]!
  const { outcome, reason, details, invoice, by } = failure
  const common = {
    withdrawal: command.withdrawal, reference: referenceOf(command, index + 1), provider, terminal, amount,
    currency: payout.currency, outcome, invoice, reason, details, by, hasTurnover
  }
  const isOpenStill = payout.attempts.some((attempt, other) => other !== index && isUnresolved(attempt))
  if (isFinished(payout) || isOpenStill) return { type: 'PayoutAttemptFailed', ...common, isRetried: false }
  if (payout.isCancelRequested) return { type: 'PayoutCancelled', ...common }
  if (mayRetry(command, payout, reason, tables)) return { type: 'PayoutAttemptFailed', ...common, isRetried: true }
  return { type: 'PayoutFailed', ...common, rejected: [] }
}

function mayRetry({ tenant }: OfPayout, { order, attempts }: PayoutRow, reason: string, tables: Tables): boolean {
  if (order === null || order.route !== null) return false
  const row = findTenant(tables, tenant)
  const sent = attempts.filter(({ status }) => status !== 'not_sent').length
  return row !== undefined && sent < row.attemptsMax && isTransient(reason, row, order.party)
}
