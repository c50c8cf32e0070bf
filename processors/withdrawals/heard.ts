import type {
  AttemptStatus, InvoiceRecorded, Notification, NotificationKept, NotificationKind, Plain, RecordInvoicePaid,
  RecordNotification, WithdrawalCommandHead
} from '../../schemas/generated.ts'
import { postedMax } from '../balance.ts'
import { refuse, unchanged } from '../decider.ts'
import type { Refusal, Tables, Unchanged } from '../decider.ts'
import { shortId } from '../ids.ts'
import { later } from '../time.ts'
import { failedForCertain, paidAsAsked, paidOtherwise } from './outcome.ts'
import { returned } from './returned.ts'
import { isFinished, isUnderWay, numberOf } from './rows.ts'
import type { PayoutRow, PayoutRows } from './rows.ts'
import { contradicted, knownConflict } from './spoken.ts'
import type { Heard, Spoken } from './spoken.ts'

/** Words that wait for their payout. Those of a provider that makes up references are refused from then on. */
const keptMax = 16

/**
 * A provider has spoken. It may repeat itself, be late, early, or contradict itself, and each of that has an answer in
 * docs/withdrawals.md. What is no news is no event.
 */
export function recordNotification(
  recorded: WithdrawalCommandHead & RecordNotification, { payouts: payout }: PayoutRows, tables: Tables, at: number
): Heard {
  const command = { ...recorded, notification: bounded(recorded.notification) }
  const { notification: said } = command
  const number = numberOf(command, said.reference)
  if (number === undefined) return refuse(command, 'payout_not_found')

  const attempt = payout?.attempts[number - 1]
  if (payout === undefined || attempt === undefined) return keep(command, payout)
  if (attempt.provider !== said.provider) return refuse(command, 'provider_mismatch')
  if (attempt.status === 'reserving') return keep(command, payout)

  const spoken = { command, payout, index: number - 1, said }
  switch (said.kind) {
    case 'issued': return issued(spoken, tables, at)
    case 'paid': return paid(spoken, tables, at)
    case 'declined':
    case 'expired':
    case 'cancelled':
    case 'not_found': return failed(spoken, said.kind, tables)
    case 'returned': return returned(spoken, () => keep(command, payout))
    // Still pending, or a word that only a newer version understands.
    default: return unchanged()
  }
}

/** What it says goes into events and rows, several words at a time: what is longer than anybody needs is cut. */
function bounded(said: Plain<Notification>): Plain<Notification> {
  const { invoice, return: id, currency, reason, details } = said
  return {
    ...said, invoice: shortId(invoice), return: shortId(id), currency: shortId(currency), reason: shortId(reason),
    details: details.slice(0, detailsMax)
  }
}

const detailsMax = 1_000

/** The form in which notifications were re-keyed before there were others. Some may still be in the topic. */
export function recordInvoicePaid(
  command: WithdrawalCommandHead & RecordInvoicePaid, rows: PayoutRows, tables: Tables, at: number
): Heard {
  const { provider, reference, invoice, amount, currency } = command
  const notification = {
    kind: 'paid', provider, reference, invoice, amount, currency, return: '', reason: '', details: ''
  } as const
  return recordNotification({ ...command, type: 'RecordNotification', notification }, rows, tables, at)
}

/** The payout is not there, or not yet. */
function keep(
  command: WithdrawalCommandHead & RecordNotification, payout: PayoutRow | undefined
): NotificationKept | Refusal | Unchanged {
  const { withdrawal, notification } = command
  if (notification.kind === 'pending' || notification.kind === 'unknown') return unchanged()
  const kept = payout?.kept ?? []
  if (kept.some(known => isSame(known, notification))) return unchanged()
  if (kept.length >= keptMax) return refuse(command, 'notifications_full')
  return { type: 'NotificationKept', withdrawal, notification }
}

/** Words for people do not make it another statement. */
function isSame(left: Plain<Notification>, right: Plain<Notification>): boolean {
  return statement.every(field => left[field] === right[field])
}

const statement = ['provider', 'reference', 'kind', 'invoice', 'return', 'amount', 'currency', 'reason'] as const

/** An invoice gives the provider its time anew. It does not end a silence: it is not said that anything was paid. */
function issued({ command, payout, index, said }: Spoken, tables: Tables, at: number): InvoiceRecorded | Unchanged {
  const { status, invoice, provider } = payout.attempts[index]!
  if (status !== 'open' || invoice === said.invoice) return unchanged()
  const answerMs = tables.get('providers', command.tenant, provider)?.answerMs
  const dueAt = payout.waiting !== null || answerMs === undefined ? 0 : later(at, answerMs)
  return invoiceRecorded({ command, payout, index, said }, dueAt)
}

function invoiceRecorded({ command, said }: Spoken, dueAt: number): InvoiceRecorded {
  const { provider, reference, invoice, details } = said
  return { type: 'InvoiceRecorded', withdrawal: command.withdrawal, reference, provider, invoice, dueAt, details }
}

function paid(spoken: Spoken, tables: Tables, at: number): Heard {
  const { payout, index, said } = spoken
  const attempt = payout.attempts[index]!
  const isAsAsked = said.amount === attempt.amount && said.currency === payout.currency
  if (said.amount <= 0n) return contradicted(spoken, 'paid_nothing')
  if (attempt.status === 'paid') return paidAgain(spoken, isAsAsked)
  if (isAsAsked) return paidAsAsked(spoken)
  // Its money is the owner's already, or given back: what was really paid is claimed.
  if (isFinished(payout) && said.currency === payout.currency) return paidAsAsked(spoken)
  if (isFinished(payout) && !isUnderWay(attempt)) return contradicted(spoken, 'paid_other_currency')
  return knownConflict(spoken, 'mismatched') ?? paidOtherwise(spoken, tables, at)
}

/** By the same invoice it is a repeat. By another one the provider paid twice. */
function paidAgain(spoken: Spoken, isAsAsked: boolean): Heard {
  const { payout, index, said } = spoken
  const attempt = payout.attempts[index]!
  // An operator had decided that it was paid; now the provider says by which invoice.
  if (attempt.invoice === '' && isAsAsked && attempt.again.length === 0) {
    return said.invoice === '' ? unchanged() : invoiceRecorded(spoken, payout.dueAt)
  }
  if (said.currency !== payout.currency) return contradicted(spoken, 'paid_other_currency')
  // It is that payment which is spoken of, not a second one.
  if (attempt.invoice === '' && attempt.again.length === 0) return contradicted(spoken, 'paid_other_amount')
  const known = attempt.invoice === said.invoice
    ? attempt.paid - attempt.again.reduce((sum, { amount }) => sum + amount, 0n)
    : attempt.again.find(({ id }) => id === said.invoice)?.amount
  if (known === said.amount) return unchanged()
  if (known !== undefined) return contradicted(spoken, 'paid_other_amount')
  if (attempt.paid + said.amount > postedMax) return contradicted(spoken, 'paid_too_much')
  return attempt.again.length < againMax ? paidAsAsked(spoken) : contradicted(spoken, 'paid_too_often')
}

/** Of one attempt. A provider that pays more often than this does not know what it says. */
const againMax = 16

type Failure = Extract<NotificationKind & AttemptStatus, 'declined' | 'expired' | 'cancelled' | 'not_found'>

function failed(spoken: Spoken, outcome: Failure, tables: Tables): Heard {
  const { payout, index, said } = spoken
  switch (payout.attempts[index]!.status) {
    case 'open': {
      const reason = said.reason === '' ? reasons[outcome] : said.reason
      return failedForCertain(spoken, { ...said, outcome, reason, by: '' }, tables)
    }
    case 'mismatched': return contradicted(spoken, `${outcome}_after_mismatch`)
    case 'paid': return contradicted(spoken, `${outcome}_after_paid`)
    // It has failed for certain, and once is enough.
    default: return unchanged()
  }
}

const reasons: Readonly<Record<Failure, string>> = {
  declined: 'invoice_declined', expired: 'invoice_expired', cancelled: 'invoice_cancelled',
  not_found: 'invoice_not_found'
}
