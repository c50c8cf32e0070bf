import type {
  InvoiceRecorded, Notification, PayoutAttemptFailed, PayoutCancelled, PayoutCompleted, PayoutFailed, PayoutMismatched,
  PayoutOutcomeUnknown, PayoutPaidAfterClose, PayoutPaidTwice, PayoutRepaired, PayoutRouted, PayoutStarted, Plain,
  ReturnRecorded, WithdrawalEvent, WithdrawalEventHead
} from '../../schemas/generated.ts'
import { assert, unreachable } from '../decider.ts'
import { answerMsDefault } from './attempt.ts'
import { newPayout } from './beginning.ts'
import { parseReference } from './reference.ts'
import { isFinished, isUnderWay, isUnresolved, withoutLeaving } from './rows.ts'
import type { AttemptRow, PayoutRow, PayoutRows } from './rows.ts'
import { conflictOf } from './spoken.ts'

/** Folds what happened to a payout into its row. Once finished, it keeps only what a late truth is compared with. */
export function evolvePayout(rows: PayoutRows, event: WithdrawalEvent): PayoutRows {
  if (!('withdrawal' in event)) return rows
  const payouts = fold(rows.payouts, event)
  return payouts === rows.payouts || payouts === undefined ? rows : { payouts: dated(payouts, rows.payouts, event.at) }
}

/** It waits for its next step since it came to this one. What is finished waits for nothing. */
function dated(payout: PayoutRow, before: PayoutRow | undefined, at: number): PayoutRow {
  const isSameStep = payout.status === before?.status && payout.attempts.length === before.attempts.length
  const since = isFinished(payout) ? 0 : isSameStep ? payout.since : at
  return since === payout.since ? payout : { ...payout, since }
}

type OfPayoutEvent = Extract<WithdrawalEvent, { readonly withdrawal: string }>

function fold(payout: PayoutRow | undefined, event: OfPayoutEvent): PayoutRow | undefined {
  switch (event.type) {
    case 'PayoutApprovalRequired': return { ...newPayout(event.order, payout), status: 'awaiting_approval' }
    case 'PayoutScheduled': {
      const begun = event.order === null ? known(payout) : newPayout(event.order, payout)
      return { ...begun, status: 'scheduled', dueAt: event.scheduledAt }
    }
    case 'PayoutApproved': return { ...known(payout), status: 'ready' }
    case 'PayoutRouted': return routed(payout, event)
    case 'PayoutStarted': return started(payout, event)
    case 'InvoiceRecorded': return recorded(known(payout), event)
    case 'PayoutOutcomeUnknown': return unknown(known(payout), event)
    // Without an order there is no other attempt, should this one fail.
    case 'PayoutNotStopped': return { ...known(payout), order: null }
    case 'PayoutCancelRequested': {
      const { status } = known(payout)
      const isQuiet = status === 'invoice_requested' || status === 'invoice_open'
      return { ...known(payout), status: isQuiet ? 'cancel_requested' : status, isCancelRequested: true }
    }
    case 'PayoutAttemptFailed': return attemptFailed(known(payout), event)
    case 'PayoutFailed':
    case 'PayoutCancelled': return closed(payout, event)
    case 'PayoutCompleted': return completed(known(payout), event)
    case 'PayoutMismatched': return mismatched(known(payout), event)
    case 'PayoutPaidAfterClose':
    case 'PayoutPaidTwice': return paidBeside(known(payout), event)
    case 'ReturnRecorded': return returned(known(payout), event)
    case 'NotificationKept': return kept(payout, event.notification)
    case 'PayoutContradicted': {
      const conflict = conflictOf(event.conflict, event.notification)
      return withAttempt(known(payout), event.notification.reference, attempt =>
        ({ ...attempt, conflicts: [...attempt.conflicts, conflict] }))
    }
    case 'PayoutRepaired': return repaired(known(payout), event)
    default: return unreachable(event)
  }
}

function known(payout: PayoutRow | undefined): PayoutRow {
  assert(payout !== undefined, 'an event needs its payout')
  return payout
}

function routed(payout: PayoutRow | undefined, event: WithdrawalEventHead & PayoutRouted): PayoutRow {
  const begun = event.order === null ? known(payout) : newPayout(event.order, payout)
  return { ...begun, status: 'reserving', dueAt: 0, attempts: attemptsWith(begun, event, 'reserving', true) }
}

function started(payout: PayoutRow | undefined, event: WithdrawalEventHead & PayoutStarted): PayoutRow {
  // Events from before there were orders begin a payout, and have none; nor a deadline, and silence would be for ever.
  const begun = event.order !== null || payout === undefined || payout.status === 'unmatched'
    ? newPayout(event.order, payout, event.currency)
    : payout
  return {
    ...begun,
    status: 'invoice_requested',
    dueAt: event.dueAt > 0 ? event.dueAt : event.at + answerMsDefault,
    attempts: attemptsWith(begun, event, 'open', event.hasTurnover),
    kept: others(begun, event.reference)
  }
}

/** Adds the attempt, or replaces it by what it has become. One before it that waited for its terminal never left. */
function attemptsWith(
  { attempts }: PayoutRow, event: WithdrawalEventHead & (PayoutStarted | PayoutRouted), status: 'open' | 'reserving',
  hasTurnover: boolean
): readonly AttemptRow[] {
  const { provider, terminal, amount, postings, at, attempt, rejected } = event
  const before = attempts.slice(0, attempt - 1).map(each => {
    const why = rejected.find(other => other.provider === each.provider && other.terminal === each.terminal)
    return withoutLeaving(each, why?.details ?? '')
  })
  return [...before, {
    provider, terminal, amount, status, invoice: '', hasTurnover, paid: 0n, returned: 0n, since: at, postings,
    reason: '', again: [], returns: [], conflicts: []
  }]
}

function recorded(payout: PayoutRow, event: WithdrawalEventHead & InvoiceRecorded): PayoutRow {
  const { invoice, dueAt, at } = event
  const opened = withAttempt(payout, event.reference, attempt =>
    ({ ...attempt, invoice, since: attempt.status === 'open' && dueAt > 0 ? at : attempt.since }))
  const status = payout.status === 'invoice_requested' ? 'invoice_open' : payout.status
  return { ...opened, status, dueAt: dueAt > 0 ? dueAt : payout.dueAt }
}

function unknown(payout: PayoutRow, event: WithdrawalEventHead & PayoutOutcomeUnknown): PayoutRow {
  const { since, dueAt, enquiryFirstMs, enquiryMaxMs } = event
  const status = isFinished(payout) ? payout.status : 'outcome_unknown'
  return { ...payout, status, dueAt, waiting: { since, dueAt, enquiryFirstMs, enquiryMaxMs } }
}

/** Its plan stays until the payout is finished: it may turn out to be paid after all. */
type Ended = Pick<PayoutAttemptFailed | PayoutFailed | PayoutCancelled, 'reference' | 'outcome' | 'reason' | 'invoice'>

function endAttempt(payout: PayoutRow, { reference, outcome, reason, invoice }: Ended): PayoutRow {
  return withAttempt(payout, reference, attempt => {
    // A payout that ends between two attempts does not end the one before for another reason than it had.
    const hasEnded = !isUnresolved(attempt) && !isUnderWay(attempt)
    return {
      ...attempt, status: outcome, hasTurnover: false, reason: reason === '' || hasEnded ? attempt.reason : reason,
      invoice: invoice === '' ? attempt.invoice : invoice
    }
  })
}

function attemptFailed(payout: PayoutRow, event: WithdrawalEventHead & PayoutAttemptFailed): PayoutRow {
  const ended = endAttempt(payout, event)
  if (event.isRetried) return { ...ended, status: 'ready', dueAt: 0, waiting: null }
  return resting({ ...ended, status: isFinished(payout) ? payout.status : statusOf(ended) })
}

/** Of a payout that is not finished, by the attempts that are left open. */
function statusOf({ attempts, waiting }: PayoutRow): PayoutRow['status'] {
  if (attempts.some(({ status }) => status === 'mismatched')) return 'mismatched'
  return waiting === null ? 'invoice_requested' : 'outcome_unknown'
}

function closed(
  payout: PayoutRow | undefined, event: WithdrawalEventHead & (PayoutFailed | PayoutCancelled)
): PayoutRow {
  const begun = payout === undefined || payout.status === 'unmatched'
    ? newPayout(null, payout, event.currency)
    : payout
  const ended = event.reference === '' ? begun : endAttempt(begun, event)
  return finished(ended, event.type === 'PayoutFailed' ? 'failed' : 'cancelled')
}

function completed(
  payout: PayoutRow, event: Pick<PayoutCompleted, 'reference' | 'invoice' | 'amount'>
): PayoutRow {
  const { reference, invoice, amount } = event
  const paid = withAttempt(payout, reference, attempt =>
    ({ ...attempt, status: 'paid', invoice, paid: amount, hasTurnover: false, reason: '' }))
  return finished({ ...paid, kept: others(payout, reference) }, 'completed')
}

/** Asked again, it waits as it did. */
function repaired(payout: PayoutRow, event: WithdrawalEventHead & PayoutRepaired): PayoutRow {
  switch (event.outcome) {
    case 'complete': return completed(payout, event)
    case 'fail': {
      const { reference, attempt: outcome, invoice } = event
      const ended = reference === '' ? payout
        : endAttempt(payout, { reference, outcome, invoice, reason: outcome === 'written_off' ? outcome : '' })
      return finished(ended, 'failed')
    }
    default: return payout
  }
}

function mismatched(payout: PayoutRow, event: WithdrawalEventHead & PayoutMismatched): PayoutRow {
  const { reference, invoice, currency, paidAmount, paidCurrency, enquiryFirstMs, enquiryMaxMs, dueAt, at } = event
  const paid = paidCurrency === currency ? paidAmount : 0n
  const conflict = conflictOf('mismatched', {
    invoice, return: '', amount: paidAmount, currency: paidCurrency, reason: ''
  })
  const doubtful = withAttempt(payout, reference, attempt =>
    ({ ...attempt, status: 'mismatched', invoice, paid, conflicts: [...attempt.conflicts, conflict] }))
  const attempts = doubtful.attempts.map(attempt => withoutLeaving(attempt, ''))
  const waiting = payout.waiting ?? { since: at, dueAt, enquiryFirstMs, enquiryMaxMs }
  const status = isFinished(payout) ? payout.status : 'mismatched'
  return { ...doubtful, attempts, status, waiting, dueAt: waiting.dueAt }
}

/** Paid beside what completes the payout, or after its end. */
function paidBeside(
  payout: PayoutRow, event: WithdrawalEventHead & (PayoutPaidAfterClose | PayoutPaidTwice)
): PayoutRow {
  const { reference, invoice, amount } = event
  const paid = withAttempt(payout, reference, attempt => attempt.status === 'paid'
    ? { ...attempt, paid: attempt.paid + amount, again: [...attempt.again, { id: invoice, amount }] }
    : { ...attempt, status: 'paid', invoice, paid: amount, hasTurnover: false, reason: '', postings: [] })
  const status = event.type === 'PayoutPaidAfterClose' ? 'paid_after_close' : payout.status
  return resting({ ...paid, status, kept: others(payout, reference) })
}

function returned(payout: PayoutRow, event: WithdrawalEventHead & ReturnRecorded): PayoutRow {
  const { reference, amount, returned: sum } = event
  return withAttempt(payout, reference, attempt =>
    ({ ...attempt, returned: sum, returns: [...attempt.returns, { id: event.return, amount }] }))
}

function kept(payout: PayoutRow | undefined, notification: Plain<Notification>): PayoutRow {
  const begun = payout ?? { ...newPayout(null, undefined), status: 'unmatched' }
  return { ...begun, kept: [...begun.kept, notification] }
}

function finished(payout: PayoutRow, status: 'completed' | 'failed' | 'cancelled'): PayoutRow {
  const attempts = payout.attempts.map(attempt => ({ ...withoutLeaving(attempt, ''), postings: [] }))
  return resting({ ...payout, status, order: null, attempts })
}

/** With every attempt resolved there is nothing to wait for. */
function resting(payout: PayoutRow): PayoutRow {
  return payout.attempts.some(isUnresolved) ? payout : { ...payout, dueAt: 0, waiting: null }
}

function others({ kept: words }: PayoutRow, reference: string): PayoutRow['kept'] {
  return words.some(said => said.reference === reference) ? words.filter(said => said.reference !== reference) : words
}

function withAttempt(payout: PayoutRow, reference: string, change: (attempt: AttemptRow) => AttemptRow): PayoutRow {
  const number = parseReference(reference)?.attempt
  const attempts = payout.attempts.map((attempt, index) => index + 1 === number ? change(attempt) : attempt)
  return { ...payout, attempts }
}
