import { suite } from 'uvu'

import { limitOf } from '../../../support/plans.ts'
import {
  answered, busy, cancelled, declined, fee, first, limitedTo, minute, paid, rapid, second, start, story, swift
} from '../payout-story.ts'
import type { Story } from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: paid otherwise')

const limited = limitedTo(swift, limitOf('amount', 'day', 30_00n))
const waiting = { since: start, dueAt: start + minute, enquiryFirstMs: minute, enquiryMaxMs: 360 * minute }

/** 29.99 was paid where 30.00 was asked for. */
function mismatched(): Story {
  return story({ providers: [limited, rapid] }).withdraws().hears(paid({ amount: 29_99n }))
}

test('paid with another amount', () => {
  mismatched()
    .emits(['PayoutMismatched', {
      reference: first, invoice: 'inv-1', amount: 30_00n, paidAmount: 29_99n, paidCurrency: 'EUR', other: null
    }])
    .becomes('mismatched', ['mismatched'], { waiting, dueAt: start + minute })
    .keeps(1, { invoice: 'inv-1', paid: 29_99n })
    .sends()
    .uses('t-1', 30_00n, 'held')
    .leaves(100_00n, 31_00n)
    .hears(paid({ amount: 29_99n, details: 'again' })).emits()
})

test('paid in another currency', () => {
  story().withdraws().hears(paid({ currency: 'JPY' }))
    .emits(['PayoutMismatched', { paidAmount: 30_00n, currency: 'EUR', paidCurrency: 'JPY' }])
    .becomes('mismatched', ['mismatched'], { waiting, dueAt: start + minute })
    .keeps(1, { invoice: 'inv-1', paid: 0n })
    .sends()
    .leaves(100_00n, 31_00n)
    .hears(paid({ currency: 'JPY', details: 'again' })).emits()
})

test('mismatched still: enquiries go out', () => {
  mismatched().passes(minute)
    .emits()
    .becomes('mismatched', ['mismatched'], { waiting })
    .sends('swift RequestInvoiceStatus 1')
    .leaves(100_00n, 31_00n)
})

test('mismatched, then corrected', () => {
  mismatched().hears(answered('paid'))
    .emits(['PayoutCompleted', { reference: first, amount: 30_00n }])
    .becomes('completed', ['paid'], { waiting: null, dueAt: 0 })
    .sends('CompleteWithdrawal', 't-1 CommitTurnover 1')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('mismatched, then paid as asked by another invoice', () => {
  mismatched().hears(paid({ invoice: 'inv-2' }))
    .emits(
      ['PayoutCompleted', { reference: first, invoice: 'inv-2', amount: 30_00n }],
      ['PayoutPaidTwice', { reference: first, invoice: 'inv-1', amount: 29_99n }])
    .becomes('completed', ['paid'], { waiting: null, dueAt: 0 })
    .keeps(1, { invoice: 'inv-2', paid: 59_99n, again: [{ id: 'inv-1', amount: 29_99n }] })
    .leaves(69_00n, 0n, { 'provider/swift': 59_99n, 'receivable/alice': -29_99n, ...fee })
    .owes(29_99n)
})

test('mismatched, then declined', () => {
  mismatched().hears(declined())
    .emits(['PayoutContradicted', { conflict: 'declined_after_mismatch' }])
    .becomes('mismatched', ['mismatched'])
    .sends()
    .leaves(100_00n, 31_00n)
})

test('mismatched, then resolved by an operator as paid', () => {
  mismatched().resolves('paid')
    .emits(['PayoutCompleted', { reference: first, invoice: 'inv-1', amount: 30_00n, by: 'eve' }])
    .becomes('completed', ['paid'], { waiting: null })
    .sends('CompleteWithdrawal', 't-1 CommitTurnover 1')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('mismatched, then resolved by an operator as failed', () => {
  mismatched().resolves('failed')
    .emits(['PayoutFailed', { reference: first, outcome: 'written_off', by: 'eve' }])
    .becomes('failed', ['written_off'], { waiting: null })
    .sends('FailWithdrawal', 't-1 ReleaseTurnover 1')
    .uses('t-1', 0n)
    .leaves(100_00n, 0n)
})

test('mismatched, and the client wants it cancelled', () => {
  mismatched().cancels()
    .emits(['PayoutCancelRequested', { reference: first }])
    .becomes('mismatched', ['mismatched'], { isCancelRequested: true })
    .sends('swift CancelInvoice 1')
    .leaves(100_00n, 31_00n)
    .resolves('failed').emits(['PayoutCancelled', { outcome: 'written_off' }]).leaves(100_00n, 0n)
})

test('paid late with another amount, while the next attempt is under way', () => {
  doubtful()
    .emits(['PayoutMismatched', {
      reference: first, paidAmount: 29_00n,
      other: { reference: second, provider: 'rapid', terminal: 't-2', currency: 'EUR', isSent: true }
    }])
    .becomes('mismatched', ['mismatched', 'open'])
    .sends('rapid CancelInvoice 2')
    .leaves(100_00n, 31_00n)
})

test('a doubtful attempt, and the other one is declined: no further route is tried', () => {
  doubtful().hears(declined(busy, { attempt: 2 }))
    .emits(['PayoutAttemptFailed', { reference: second, outcome: 'declined', isRetried: false }])
    .becomes('mismatched', ['mismatched', 'declined'])
    .sends()
    .leaves(100_00n, 31_00n)
    .hears(paid()).emits(['PayoutCompleted', { reference: first }])
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('a doubtful attempt, and the other one is paid', () => {
  doubtful().hears(paid({ attempt: 2 }))
    .emits(['PayoutCompleted', { reference: second, other: null }])
    .becomes('completed', ['mismatched', 'paid'], { dueAt: start + minute })
    .sends('CompleteWithdrawal')
    .leaves(69_00n, 0n, { 'provider/rapid': 30_00n, ...fee })
    .hears(paid()).emits(['PayoutPaidTwice', { reference: first, amount: 30_00n }])
    .leaves(69_00n, 0n, { 'provider/rapid': 30_00n, 'provider/swift': 30_00n, 'receivable/alice': -30_00n, ...fee })
})

test('a doubtful attempt is written off: the other one goes on', () => {
  doubtful().resolves('failed')
    .emits(['PayoutAttemptFailed', { reference: first, outcome: 'written_off', isRetried: false, by: 'eve' }])
    .becomes('outcome_unknown', ['written_off', 'open'], { dueAt: start + minute })
    .sends()
    .leaves(100_00n, 31_00n)
    .hears(cancelled({ attempt: 2 })).emits(['PayoutFailed', { reference: second }]).leaves(100_00n, 0n)
})

function doubtful(): Story {
  return story().withdraws().hears(declined(busy)).hears(paid({ amount: 29_00n }))
}

test.run()
