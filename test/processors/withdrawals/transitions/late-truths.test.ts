import { suite } from 'uvu'

import { postedMax } from '../../../../processors/balance.ts'
import { limitOf } from '../../../support/plans.ts'
import {
  busy, cancelled, declined, expired, fee, first, limitedTo, minute, paid, rapid, returned, second, start, story, swift
} from '../payout-story.ts'
import type { Story } from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: late payments')

const limited = limitedTo(rapid, limitOf('amount', 'day', 90_00n))

/** The first attempt was declined, and the next one is under way. */
function retried(): Story {
  return story({ providers: [swift, limited] }).withdraws().hears(declined(busy))
}

test('paid by another invoice too', () => {
  story().withdraws().hears(paid()).hears(paid({ invoice: 'inv-9' }))
    .emits(['PayoutPaidTwice', { reference: first, invoice: 'inv-9', amount: 30_00n }])
    .becomes('completed', ['paid'])
    .sends('ClaimWithdrawal')
    .leaves(69_00n, 0n, { 'provider/swift': 60_00n, 'receivable/alice': -30_00n, ...fee })
    .owes(30_00n)
    .hears(paid({ invoice: 'inv-9', details: 'again' })).emits()
})

test('paid by the same invoice, but another amount', () => {
  story().withdraws().hears(paid()).hears(paid({ amount: 35_00n }))
    .emits(['PayoutContradicted', { conflict: 'paid_other_amount' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('paid by ever more invoices', () => {
  const many = Array.from({ length: 16 }, (_, index) => paid({ invoice: `inv-1${index}` }))
  story().withdraws().hears(paid()).hears(...many).hears(paid({ invoice: 'inv-99' }))
    .emits(['PayoutContradicted', { conflict: 'paid_too_often' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 17n * 30_00n, 'receivable/alice': -16n * 30_00n, ...fee })
})

test('paid more than can be counted', () => {
  story().withdraws().hears(paid()).hears(paid({ invoice: 'inv-9', amount: postedMax }))
    .emits(['PayoutContradicted', { conflict: 'paid_too_much' }])
    .becomes('completed', ['paid'])
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('paid late, while the next attempt is under way', () => {
  retried().hears(paid())
    .emits(['PayoutCompleted', {
      reference: first, provider: 'swift',
      other: { reference: second, provider: 'rapid', terminal: 't-2', currency: 'EUR', isSent: true }
    }])
    .becomes('completed', ['paid', 'open'], { dueAt: start + 15 * minute })
    .sends('CompleteWithdrawal', 'rapid CancelInvoice 2')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('paid late, and the other attempt is cancelled', () => {
  retried().hears(paid()).hears(cancelled({ attempt: 2 }))
    .emits(['PayoutAttemptFailed', { reference: second, outcome: 'cancelled', isRetried: false, hasTurnover: true }])
    .becomes('completed', ['paid', 'cancelled'], { dueAt: 0 })
    .sends('t-2 ReleaseTurnover 2')
    .uses('t-2', 0n)
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('both attempts are paid', () => {
  retried().hears(paid()).hears(paid({ attempt: 2 }))
    .emits(['PayoutPaidTwice', { reference: second, provider: 'rapid', hasTurnover: true }])
    .becomes('completed', ['paid', 'paid'], { dueAt: 0 })
    .sends('ClaimWithdrawal', 't-2 CommitTurnover 2')
    .uses('t-2', 30_00n)
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, 'provider/rapid': 30_00n, 'receivable/alice': -30_00n, ...fee })
    .owes(30_00n)
})

test('paid late, and the other attempt is silent', () => {
  retried().hears(paid()).passes(15 * minute)
    .emits(['PayoutOutcomeUnknown', { reference: second, provider: 'rapid' }])
    .becomes('completed', ['paid', 'open'], { dueAt: start + 16 * minute })
    .sends('rapid RequestInvoiceStatus 2')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
    .resolves('failed', second).emits(['PayoutAttemptFailed', { outcome: 'written_off', by: 'eve' }])
    .becomes('completed', ['paid', 'written_off'], { dueAt: 0, waiting: null })
})

test('paid late, and the other attempt is paid with another amount', () => {
  retried().hears(paid()).hears(paid({ attempt: 2, amount: 29_00n }))
    .emits(['PayoutPaidTwice', { reference: second, amount: 29_00n }])
    .becomes('completed', ['paid', 'paid'], { dueAt: 0 })
    .sends('ClaimWithdrawal', 't-2 CommitTurnover 2')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, 'provider/rapid': 29_00n, 'receivable/alice': -29_00n, ...fee })
})

test('paid late, and the other attempt is paid in another currency', () => {
  retried().hears(paid()).hears(paid({ attempt: 2, currency: 'JPY' }))
    .emits(['PayoutMismatched', { reference: second, paidCurrency: 'JPY', other: null }])
    .becomes('completed', ['paid', 'mismatched'], { dueAt: start + minute })
    .sends()
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
    .resolves('failed', second).emits(['PayoutAttemptFailed', { outcome: 'written_off', isRetried: false }])
    .becomes('completed', ['paid', 'written_off'], { dueAt: 0, waiting: null }).sends('t-2 ReleaseTurnover 2')
})

test('paid late, while the next attempt waits for turnover', () => {
  retriedAsleep().hears(paid())
    .emits(['PayoutCompleted', {
      reference: first, other: { reference: second, provider: 'rapid', terminal: 't-2', currency: 'EUR', isSent: false }
    }])
    .becomes('completed', ['paid', 'not_sent'], { dueAt: 0 })
    .sends('CompleteWithdrawal', 't-2 ReleaseTurnover 2')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
    .terminalsWake().uses('t-2', 0n)
})

test('paid late with another amount, while the next attempt waits for turnover', () => {
  retriedAsleep().hears(paid({ amount: 29_00n }))
    .emits(['PayoutMismatched', { reference: first, paidAmount: 29_00n }])
    .becomes('mismatched', ['mismatched', 'not_sent'], { dueAt: start + minute })
    .sends('t-2 ReleaseTurnover 2')
    .leaves(100_00n, 31_00n)
    .terminalsWake().uses('t-2', 0n)
    .hears(paid()).emits(['PayoutCompleted']).leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

function retriedAsleep(): Story {
  return story({ providers: [swift, limited] }).withdraws().terminalsSleep().hears(declined(busy))
}

test('paid after it was declined', () => {
  story().withdraws().hears(declined()).leaves(100_00n, 0n).hears(paid())
    .emits(['PayoutPaidAfterClose', { reference: first, invoice: 'inv-1', amount: 30_00n }])
    .becomes('paid_after_close', ['paid'])
    .sends('ClaimWithdrawal')
    .leaves(70_00n, 0n, { 'provider/swift': 30_00n })
    .owes(0n)
})

test('paid after it expired', () => {
  story().withdraws().hears(expired()).leaves(100_00n, 0n).hears(paid())
    .emits(['PayoutPaidAfterClose', { reference: first }])
    .becomes('paid_after_close', ['paid'])
    .sends('ClaimWithdrawal')
    .leaves(70_00n, 0n, { 'provider/swift': 30_00n })
})

test('paid after it was cancelled', () => {
  story().withdraws().cancels().hears(cancelled()).leaves(100_00n, 0n).hears(paid())
    .emits(['PayoutPaidAfterClose', { reference: first }])
    .becomes('paid_after_close', ['paid'])
    .sends('ClaimWithdrawal')
    .leaves(70_00n, 0n, { 'provider/swift': 30_00n })
})

test('an earlier attempt is paid after all of them failed', () => {
  retried().hears(declined('no_such_card', { attempt: 2 })).leaves(100_00n, 0n).hears(paid())
    .emits(['PayoutPaidAfterClose', { reference: first, provider: 'swift' }])
    .becomes('paid_after_close', ['paid', 'declined'])
    .sends('ClaimWithdrawal')
    .leaves(70_00n, 0n, { 'provider/swift': 30_00n })
    .hears(paid({ attempt: 2 })).emits(['PayoutPaidTwice', { reference: second }]).owes(30_00n)
})

test('paid with another amount after it was declined', () => {
  story().withdraws().hears(declined()).hears(paid({ amount: 29_00n }))
    .emits(['PayoutPaidAfterClose', { reference: first, amount: 29_00n }])
    .becomes('paid_after_close', ['paid'])
    .sends('ClaimWithdrawal')
    .leaves(71_00n, 0n, { 'provider/swift': 29_00n })
})

test('paid in another currency after it was declined', () => {
  story().withdraws().hears(declined()).hears(paid({ currency: 'JPY' }))
    .emits(['PayoutContradicted', { conflict: 'paid_other_currency' }])
    .becomes('failed', ['declined'])
    .sends()
    .leaves(100_00n, 0n)
})

test('paid after it was declined, and the money is spent', () => {
  story().withdraws().hears(declined()).withdraws({ withdrawal: 'w-2', amount: 89_00n }).leaves(100_00n, 90_00n)
    .hears(paid())
    .emits(['PayoutPaidAfterClose', { reference: first, amount: 30_00n }])
    .becomes('paid_after_close', ['paid'])
    .sends('ClaimWithdrawal')
    .leaves(90_00n, 90_00n, { 'provider/swift': 30_00n, 'receivable/alice': -20_00n })
    .owes(20_00n)
    .hears(returned(25_00n))
    .leaves(95_00n, 90_00n, { 'provider/swift': 5_00n })
    .owes(0n)
})

test.run()
