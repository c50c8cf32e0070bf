import { suite } from 'uvu'

import { limitOf } from '../../../support/plans.ts'
import {
  busy, cancelled, declined, fee, first, issued, limitedTo, minute, paid, rapid, start, story, swift
} from '../payout-story.ts'
import type { Story } from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: cancelling')

const limited = limitedTo(swift, limitOf('amount', 'day', 30_00n))

/** The provider was asked, and the client wants the money back. */
function cancelling(): Story {
  return story({ providers: [limited, rapid] }).withdraws().hears(issued()).cancels()
}

test('cancelled while it waits for approval', () => {
  story({ tenant: { approvals: [{ currency: 'EUR', above: 0n }] } }).withdraws().cancels()
    .emits(['PayoutCancelled', { reference: '', outcome: 'not_sent' }])
    .becomes('cancelled', [])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('cancelled while it is scheduled', () => {
  story().withdraws({ scheduledAt: start + 60 * minute }).cancels()
    .emits(['PayoutCancelled', { reference: '', outcome: 'not_sent' }])
    .becomes('cancelled', [], { dueAt: 0 })
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
    .passes(60 * minute).emits()
})

test('cancelled while it waits for turnover', () => {
  story({ providers: [limited, rapid] }).terminalsSleep().withdraws().cancels()
    .emits(['PayoutCancelled', { reference: first, outcome: 'not_sent', hasTurnover: true }])
    .becomes('cancelled', ['not_sent'])
    .sends('FailWithdrawal', 't-1 ReleaseTurnover 1')
    .leaves(100_00n, 0n)
    .terminalsWake().emits(['OperationRefused', { reason: 'payout_not_reserving' }]).uses('t-1', 0n)
})

test('cancelled between two attempts', () => {
  story().withdraws().hearsAndCancels(declined(busy))
    .emits(
      ['PayoutAttemptFailed', { reference: first, isRetried: true }],
      ['PayoutCancelled', { reference: first, outcome: 'declined', hasTurnover: false }]
    )
    .becomes('cancelled', ['declined'])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('cancel requested', () => {
  story().withdraws().hears(issued()).cancels()
    .emits(['PayoutCancelRequested', { reference: first, provider: 'swift' }])
    .becomes('cancel_requested', ['open'], { isCancelRequested: true, dueAt: start + 15 * minute })
    .sends('swift CancelInvoice 1')
    .leaves(100_00n, 31_00n)
})

test('cancel requested again', () => {
  cancelling().cancels()
    .emits(['PayoutCancelRequested', { reference: first }])
    .becomes('cancel_requested', ['open'])
    .sends('swift CancelInvoice 1')
    .leaves(100_00n, 31_00n)
})

test('cancel requested, then cancelled', () => {
  cancelling().hears(cancelled())
    .emits(['PayoutCancelled', { reference: first, outcome: 'cancelled', invoice: 'inv-1', hasTurnover: true }])
    .becomes('cancelled', ['cancelled'], { dueAt: 0 })
    .sends('FailWithdrawal', 't-1 ReleaseTurnover 1')
    .uses('t-1', 0n)
    .leaves(100_00n, 0n)
})

test('cancel requested, then paid', () => {
  cancelling().hears(paid())
    .emits(['PayoutCompleted', { reference: first }])
    .becomes('completed', ['paid'])
    .sends('CompleteWithdrawal', 't-1 CommitTurnover 1')
    .uses('t-1', 30_00n)
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('cancel requested, then declined: no other route is tried', () => {
  cancelling().hears(declined(busy))
    .emits(['PayoutCancelled', { reference: first, outcome: 'declined', reason: busy }])
    .becomes('cancelled', ['declined'])
    .sends('FailWithdrawal', 't-1 ReleaseTurnover 1')
    .leaves(100_00n, 0n)
})

test('cancel requested, then silent', () => {
  cancelling().passes(15 * minute)
    .emits(['PayoutOutcomeUnknown', { reference: first }])
    .becomes('outcome_unknown', ['open'], { isCancelRequested: true })
    .sends('swift RequestInvoiceStatus 1')
    .leaves(100_00n, 31_00n)
    .hears(cancelled()).emits(['PayoutCancelled'])
})

test('cancel requested while the outcome is unknown', () => {
  story().withdraws().passes(15 * minute).cancels()
    .emits(['PayoutCancelRequested', { reference: first }])
    .becomes('outcome_unknown', ['open'], { isCancelRequested: true })
    .sends('swift CancelInvoice 1')
    .leaves(100_00n, 31_00n)
    .resolves('failed').emits(['PayoutCancelled', { outcome: 'written_off', by: 'eve' }]).leaves(100_00n, 0n)
})

test('cancel requested too late', () => {
  // Both are on their way at once: the wallet still holds the money.
  story().withdraws().hearsAndCancels(paid())
    .emits(['PayoutCompleted'], ['OperationRefused', { reason: 'payout_already_completed' }])
    .becomes('completed', ['paid'])
    .sends('CompleteWithdrawal')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test.run()
