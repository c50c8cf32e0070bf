import { suite } from 'uvu'

import { limitOf } from '../../../support/plans.ts'
import {
  answered, busy, declined, fee, first, issued, limitedTo, minute, paid, rapid, second, start, story, swift
} from '../payout-story.ts'
import type { Story } from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: silence and operators')

const limited = limitedTo(swift, limitOf('amount', 'day', 30_00n))
const waiting = {
  since: start, dueAt: start + 16 * minute, enquiryFirstMs: minute, enquiryMaxMs: 360 * minute
}

/** Nothing is heard, and the deadline has passed. */
function silent(): Story {
  return story({ providers: [limited, rapid] }).withdraws().passes(15 * minute)
}

test('silent', () => {
  story().withdraws().passes(15 * minute - 1).emits().passes(1)
    .emits(['PayoutOutcomeUnknown', { reference: first, provider: 'swift', since: start, dueAt: start + 16 * minute }])
    .becomes('outcome_unknown', ['open'], { dueAt: start + 16 * minute, waiting })
    .sends('swift RequestInvoiceStatus 1')
    .leaves(100_00n, 31_00n)
})

test('silent still: enquiries at growing intervals', () => {
  const asked = 'swift RequestInvoiceStatus 1'
  silent().passes(minute).emits().sends(asked).becomes('outcome_unknown', ['open'], { waiting })
    .passes(2 * minute).emits().sends(asked)
    .passes(4 * minute - 1).sends().passes(1).emits().sends(asked)
    .passes(24 * 60 * minute)
    .emits()
    .becomes('outcome_unknown', ['open'], { waiting, dueAt: waiting.dueAt })
    // After 8, 16 … 256 minutes, and then every six hours.
    .sends(...Array.from({ length: 8 }, () => asked))
    .leaves(100_00n, 31_00n)
})

test('an enquiry without news', () => {
  silent().passes(minute).hears(answered('pending'), answered('pending', { details: 'queued' }), answered('unknown'))
    .emits()
    .becomes('outcome_unknown', ['open'], { waiting })
    .sends()
    .leaves(100_00n, 31_00n)
})

test('issued after silence', () => {
  silent().hears(issued())
    .emits(['InvoiceRecorded', { invoice: 'inv-1', dueAt: 0 }])
    .becomes('outcome_unknown', ['open'], { waiting, dueAt: waiting.dueAt })
    .keeps(1, { invoice: 'inv-1', since: start })
    .sends()
    .leaves(100_00n, 31_00n)
})

test('paid after silence', () => {
  silent().hears(answered('paid'))
    .emits(['PayoutCompleted', { reference: first, invoice: 'inv-1', by: '' }])
    .becomes('completed', ['paid'], { waiting: null, dueAt: 0 })
    .sends('CompleteWithdrawal', 't-1 CommitTurnover 1')
    .uses('t-1', 30_00n)
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('declined after silence', () => {
  silent().hears(answered('declined'))
    .emits(['PayoutFailed', { reference: first, outcome: 'declined', reason: 'invoice_declined' }])
    .becomes('failed', ['declined'], { waiting: null, dueAt: 0 })
    .sends('FailWithdrawal', 't-1 ReleaseTurnover 1')
    .uses('t-1', 0n)
    .leaves(100_00n, 0n)
})

test('declined after silence, and it may pass: the next route is tried', () => {
  silent().hears(declined(busy))
    .emits(['PayoutAttemptFailed', { reference: first, isRetried: true }], ['PayoutStarted', { reference: second }])
    .becomes('invoice_requested', ['declined', 'open'], { waiting: null, dueAt: start + 30 * minute })
    .sends('t-1 ReleaseTurnover 1', 'rapid RequestInvoice 2')
    .leaves(100_00n, 31_00n)
})

test('resolved by an operator as paid', () => {
  silent().resolves('paid')
    .emits(['PayoutCompleted', { reference: first, invoice: '', by: 'eve', details: 'statement', amount: 30_00n }])
    .becomes('completed', ['paid'], { waiting: null, dueAt: 0 })
    .sends('CompleteWithdrawal', 't-1 CommitTurnover 1')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('resolved by an operator as failed', () => {
  silent().resolves('failed')
    .emits(['PayoutFailed', { reference: first, outcome: 'written_off', reason: 'written_off', by: 'eve' }])
    .becomes('failed', ['written_off'], { waiting: null, dueAt: 0 })
    .sends('FailWithdrawal', 't-1 ReleaseTurnover 1')
    .leaves(100_00n, 0n)
})

test('resolved too early', () => {
  story().withdraws().resolves('paid')
    .emits(['OperationRefused', { reason: 'payout_not_unresolved' }])
    .becomes('invoice_requested', ['open'])
    .sends()
    .leaves(100_00n, 31_00n)
})

test('an invoice named after an operator said paid', () => {
  silent().resolves('paid').hears(paid())
    .emits(['InvoiceRecorded', { reference: first, invoice: 'inv-1', dueAt: 0 }])
    .becomes('completed', ['paid'], { dueAt: 0 })
    .keeps(1, { invoice: 'inv-1', since: start })
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
    .hears(paid({ details: 'again' })).emits()
})

test('another amount than an operator said was paid', () => {
  silent().resolves('paid').hears(paid({ amount: 29_99n }))
    .emits(['PayoutContradicted', { conflict: 'paid_other_amount' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
    .owes(0n)
})

test('paid after an operator said failed', () => {
  silent().resolves('failed').hears(paid())
    .emits(['PayoutPaidAfterClose', { reference: first, amount: 30_00n }])
    .becomes('paid_after_close', ['paid'])
    .sends('ClaimWithdrawal')
    .leaves(70_00n, 0n, { 'provider/swift': 30_00n })
})

test('a failure after an operator said paid', () => {
  silent().resolves('paid').hears(declined())
    .emits(['PayoutContradicted', { conflict: 'declined_after_paid' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test.run()
