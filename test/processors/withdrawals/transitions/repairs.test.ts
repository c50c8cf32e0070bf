import { suite } from 'uvu'

import { limitOf } from '../../../support/plans.ts'
import {
  busy, declined, fee, first, issued, limitedTo, minute, paid, rapid, returned, second, start, story, swift
} from '../payout-story.ts'
import type { Story } from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: repairs')

const limited = limitedTo(swift, limitOf('amount', 'day', 100_00n))

/** Its turnover is held, and the invoice was asked for. */
function asked(): Story {
  return story({ providers: [limited, rapid] }).withdraws()
}

/** The first attempt failed, the second is under way, and now the first is paid otherwise. */
function doubtful(): Story {
  return story().withdraws().hears(declined(busy)).hears(paid({ amount: 29_00n }))
}

test('repaired: the invoice is asked for again', () => {
  asked().repairs('retry')
    .emits(['PayoutRepaired', {
      outcome: 'retry', hold: 'keep', before: 'invoice_requested', status: 'invoice_requested', reference: first,
      attempt: 'open', author: 'eve', reason: 'ticket 7', approver: '', isForced: true, postings: []
    }])
    .becomes('invoice_requested', ['open'], { dueAt: start + 15 * minute, since: start })
    .sends('swift RequestInvoice 1')
    .leaves(100_00n, 31_00n)
    .hears(paid()).emits(['PayoutCompleted', { reference: first }])
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('repaired: the provider is asked what became of it', () => {
  asked().hears(issued()).repairs('retry')
    .emits(['PayoutRepaired', { before: 'invoice_open', status: 'invoice_open', invoice: 'inv-1' }])
    .becomes('invoice_open', ['open'])
    .sends('swift RequestInvoiceStatus 1')
    .leaves(100_00n, 31_00n)
})

test('repaired: every attempt of which nobody knows is asked after', () => {
  asked().passes(15 * minute).repairs('retry')
    .emits(['PayoutRepaired', { status: 'outcome_unknown' }])
    .becomes('outcome_unknown', ['open'])
    .sends('swift RequestInvoiceStatus 1')
  doubtful().repairs('retry')
    .emits(['PayoutRepaired', { status: 'mismatched', reference: second }])
    .sends('swift RequestInvoiceStatus 1', 'rapid RequestInvoiceStatus 2')
    .leaves(100_00n, 31_00n)
})

test('repaired: the cancellation is asked for again', () => {
  asked().cancels().repairs('retry')
    .emits(['PayoutRepaired', { status: 'cancel_requested', reference: first }])
    .becomes('cancel_requested', ['open'], { isCancelRequested: true })
    .sends('swift CancelInvoice 1')
    .leaves(100_00n, 31_00n)
})

test('repaired: room is asked for again', () => {
  story({ providers: [limited, rapid] }).terminalsSleep().withdraws().repairs('retry')
    .emits(['PayoutRepaired', { status: 'reserving', attempt: 'reserving', reference: first }])
    .becomes('reserving', ['reserving'])
    .sends('t-1 HoldTurnover 1')
    .terminalsWake().emits(['PayoutStarted', { reference: first }]).uses('t-1', 30_00n, 'held')
})

test('repaired: its time has come and no clock said so', () => {
  story().withdraws({ scheduledAt: start + minute }).waits(2 * minute).repairs('retry')
    .emits(['PayoutRepaired', { status: 'scheduled', reference: '', attempt: 'unknown' }],
      ['PayoutStarted', { reference: first }])
    .becomes('invoice_requested', ['open'])
    .sends('swift RequestInvoice 1')
})

test('asked again, and people have to approve', () => {
  story({ tenant: { approvals: [{ currency: 'EUR', above: 1n }] } }).withdraws().repairs('retry')
    .emits(['OperationRefused', { reason: 'invalid_repair', fields: ['outcome'] }])
    .becomes('awaiting_approval', [])
})

test('asked again, of an attempt that is not waited for', () => {
  story().withdraws().hears(declined(busy)).repairs('retry', { reference: first })
    .emits(['OperationRefused', { reason: 'invalid_repair', fields: ['reference'] }])
    .becomes('invoice_requested', ['declined', 'open'])
    .sends()
    .repairs('retry', { reference: second }).sends('rapid RequestInvoice 2')
})

test('repaired as paid', () => {
  asked().hears(issued()).repairs('complete')
    .emits(['PayoutRepaired', {
      outcome: 'complete', hold: 'post', before: 'invoice_open', status: 'completed', reference: first, attempt: 'paid',
      invoice: 'inv-1', amount: 30_00n, other: null
    }])
    .becomes('completed', ['paid'], { waiting: null, dueAt: 0, since: 0 })
    .sends('CompleteWithdrawal', 't-1 CommitTurnover 1')
    .uses('t-1', 30_00n)
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('repaired as paid, and its provider said before what came back', () => {
  asked().hears(returned(10_00n)).repairs('complete')
    .emits(['PayoutRepaired', { status: 'completed' }], ['ReturnRecorded', { amount: 10_00n }])
    .becomes('completed', ['paid'], { kept: [] })
    .leaves(79_00n, 0n, { 'provider/swift': 20_00n, ...fee })
})

test('an invoice named after it was repaired as paid', () => {
  asked().repairs('complete').hears(paid())
    .emits(['InvoiceRecorded', { invoice: 'inv-1' }])
    .becomes('completed', ['paid'])
    .hears(paid({ invoice: 'inv-2' })).emits(['PayoutPaidTwice', { invoice: 'inv-2' }])
    .leaves(69_00n, 0n, { 'provider/swift': 60_00n, 'receivable/alice': -30_00n, ...fee })
})

test('a failure after it was repaired as paid', () => {
  asked().repairs('complete').hears(declined())
    .emits(['PayoutContradicted', { conflict: 'declined_after_paid' }])
    .becomes('completed', ['paid'])
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('repaired as paid, of an attempt that had failed for certain', () => {
  story().withdraws().hears(declined(busy)).repairs('complete', { reference: first })
    .emits(['PayoutRepaired', {
      reference: first, status: 'completed',
      other: { reference: second, provider: 'rapid', terminal: 't-2', currency: 'EUR', isSent: true }
    }])
    .becomes('completed', ['paid', 'open'])
    .sends('CompleteWithdrawal', 'rapid CancelInvoice 2')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('repaired as paid, and it never left', () => {
  story({ providers: [limited, rapid] }).terminalsSleep().withdraws().repairs('complete')
    .emits(['OperationRefused', { reason: 'invalid_repair', fields: ['outcome'] }])
    .becomes('reserving', ['reserving'])
    .leaves(100_00n, 31_00n)
})

test('repaired as failed', () => {
  asked().repairs('fail')
    .emits(['PayoutRepaired', {
      outcome: 'fail', hold: 'release', before: 'invoice_requested', status: 'failed', attempt: 'written_off'
    }])
    .becomes('failed', ['written_off'], { order: null, waiting: null, dueAt: 0, since: 0 })
    .keeps(1, { reason: 'written_off', hasTurnover: false })
    .sends('FailWithdrawal', 't-1 ReleaseTurnover 1')
    .uses('t-1', 0n)
    .leaves(100_00n, 0n)
})

test('repaired as failed before it left', () => {
  story({ tenant: { approvals: [{ currency: 'EUR', above: 1n }] } }).withdraws().repairs('fail')
    .emits(['PayoutRepaired', {
      before: 'awaiting_approval', status: 'failed', reference: '', attempt: 'not_sent', amount: 30_00n
    }])
    .becomes('failed', []).sends('FailWithdrawal').leaves(100_00n, 0n)
  story({ providers: [limited, rapid] }).terminalsSleep().withdraws().repairs('fail')
    .emits(['PayoutRepaired', { before: 'reserving', attempt: 'not_sent' }])
    .becomes('failed', ['not_sent']).sends('FailWithdrawal', 't-1 ReleaseTurnover 1').leaves(100_00n, 0n)
    .terminalsWake().uses('t-1', 0n)
})

test('repaired as failed, while another attempt is under way', () => {
  doubtful().repairs('fail', { reference: first })
    .emits(['PayoutRepaired', {
      reference: first, attempt: 'written_off', status: 'failed',
      other: { reference: second, provider: 'rapid', terminal: 't-2', currency: 'EUR', isSent: true }
    }])
    .becomes('failed', ['written_off', 'open'])
    .sends('FailWithdrawal', 'rapid CancelInvoice 2')
    .leaves(100_00n, 0n)
    .hears(paid({ attempt: 2 })).becomes('paid_after_close', ['written_off', 'paid'])
})

test('paid after it was repaired as failed', () => {
  asked().repairs('fail').hears(paid())
    .emits(['PayoutPaidAfterClose', { reference: first }])
    .becomes('paid_after_close', ['paid'])
    .sends('ClaimWithdrawal')
    .leaves(70_00n, 0n, { 'provider/swift': 30_00n })
})

test('repaired too early', () => {
  asked().waits(60 * minute - 1).repairs('fail', { isForced: false })
    .emits(['OperationRefused', { reason: 'process_not_stuck' }])
    .becomes('invoice_requested', ['open'])
    .waits(1).repairs('fail', { isForced: false }).emits(['PayoutRepaired', { isForced: false }])
  // Its time has not come, however long it has been there.
  story().withdraws({ scheduledAt: start + 100 * minute }).waits(99 * minute).repairs('fail', { isForced: false })
    .emits(['OperationRefused', { reason: 'process_not_stuck' }])
})

test('repaired, and another attempt has begun meanwhile', () => {
  asked().waits(59 * minute).hears(declined(busy)).waits(59 * minute).repairs('fail', { isForced: false })
    .emits(['OperationRefused', { reason: 'process_not_stuck' }])
    .becomes('invoice_requested', ['declined', 'open'], { since: start + 59 * minute })
})

test('repaired by one person, where there have to be two', () => {
  story({ tenant: { isRepairApproved: true } }).withdraws().repairs('fail')
    .emits(['OperationRefused', { reason: 'repair_not_approved' }])
    .becomes('invoice_requested', ['open'])
    .repairs('fail', { approver: 'adam' }).emits(['PayoutRepaired', { author: 'eve', approver: 'adam' }])
})

test('repaired, and its money goes elsewhere', () => {
  asked().repairs('fail', { hold: 'post' })
    .emits(['OperationRefused', { reason: 'invalid_repair', fields: ['hold'] }])
    .becomes('invoice_requested', ['open'])
    .repairs('complete', { hold: 'keep' }).emits(['OperationRefused', { reason: 'invalid_repair', fields: ['hold'] }])
    .leaves(100_00n, 31_00n)
})

test('repaired, of no attempt', () => {
  asked().repairs('fail', { reference: second })
    .emits(['OperationRefused', { reason: 'attempt_not_found' }])
    .becomes('invoice_requested', ['open'])
})

test('repaired after its end', () => {
  asked().hears(paid()).repairs('fail')
    .emits(['OperationRefused', { reason: 'payout_already_completed' }]).becomes('completed', ['paid'])
  asked().hears(declined()).repairs('complete')
    .emits(['OperationRefused', { reason: 'payout_already_failed' }]).becomes('failed', ['declined'])
})

test.run()
