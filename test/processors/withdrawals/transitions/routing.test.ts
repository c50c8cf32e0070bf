import { suite } from 'uvu'

import { fixed, limitOf, posting, terminalOf } from '../../../support/plans.ts'
import {
  busy, declined, expired, fee, first, limitedTo, minute, paid, rapid, second, start, story, swift
} from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: routing and attempts')

const limited = limitedTo(swift, limitOf('amount', 'day', 30_00n))
const full = limitedTo(swift, limitOf('amount', 'day', 29_99n))
const fullToo = limitedTo(rapid, limitOf('count', 'day', 0n))

test('turnover asked for', () => {
  story({ providers: [limited, rapid] }).terminalsSleep().withdraws()
    .emits(['PayoutRouted', { provider: 'swift', terminal: 't-1', reference: first, attempt: 1 }])
    .becomes('reserving', ['reserving'], { dueAt: 0 })
    .sends('t-1 HoldTurnover 1')
    .leaves(100_00n, 31_00n)
})

test('turnover held', () => {
  story({ providers: [limited, rapid] }).terminalsSleep().withdraws().passes(minute).terminalsWake()
    .emits(['PayoutStarted', { reference: first, attempt: 1, hasTurnover: true, order: null }])
    .becomes('invoice_requested', ['open'], { dueAt: start + 16 * minute })
    .sends('swift RequestInvoice 1')
    .uses('t-1', 30_00n, 'held')
    .leaves(100_00n, 31_00n)
    .hears(paid()).sends('CompleteWithdrawal', 't-1 CommitTurnover 1').uses('t-1', 30_00n)
})

test('turnover exceeded: the next terminal is tried', () => {
  story({ providers: [full, rapid] }).terminalsSleep().withdraws().terminalsWake()
    .emits(['PayoutStarted', {
      reference: second, provider: 'rapid', attempt: 2, rejected: [
        { provider: 'swift', terminal: 't-1', reason: 'turnover_limit', details: 'EUR amount per day: 0 of 2999 used' }
      ]
    }])
    .becomes('invoice_requested', ['not_sent', 'open'])
    .sends('rapid RequestInvoice 2')
    .uses('t-1', 0n)
    .leaves(100_00n, 31_00n)
})

test('turnover exceeded everywhere', () => {
  story({ providers: [full, fullToo] }).withdraws()
    .emits(['PayoutRouted', { reference: first }], ['PayoutRouted', { reference: second }], ['PayoutFailed', {
      reason: 'no_route_found', rejected: [
        { provider: 'rapid', terminal: 't-2', reason: 'turnover_limit', details: 'EUR count per day: 0 of 0 used' },
        { provider: 'swift', terminal: 't-1', reason: 'turnover_limit', details: 'EUR amount per day: 0 of 2999 used' }
      ]
    }])
    .becomes('failed', ['not_sent', 'not_sent'])
    .sends('t-1 HoldTurnover 1', 't-2 HoldTurnover 2', 'FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('failed for certain, and it may pass: the next route is tried', () => {
  story({ providers: [limited, rapid] }).withdraws().passes(minute).hears(declined(busy))
    .emits(
      ['PayoutAttemptFailed', {
        reference: first, outcome: 'declined', reason: busy, isRetried: true, hasTurnover: true
      }],
      ['PayoutStarted', {
        reference: second, provider: 'rapid', attempt: 2,
        rejected: [{ provider: 'swift', terminal: 't-1', reason: 'already_tried', details: '' }]
      }]
    )
    .becomes('invoice_requested', ['declined', 'open'], { dueAt: start + 16 * minute })
    .sends('t-1 ReleaseTurnover 1', 'rapid RequestInvoice 2')
    .uses('t-1', 0n)
    .leaves(100_00n, 31_00n)
})

test('failed for certain, and it will not pass', () => {
  story({ providers: [limited, rapid] }).withdraws().hears(declined('no_such_card'))
    .emits(['PayoutFailed', { reference: first, outcome: 'declined', reason: 'no_such_card', invoice: 'inv-1' }])
    .becomes('failed', ['declined'], { dueAt: 0 })
    .sends('FailWithdrawal', 't-1 ReleaseTurnover 1')
    .uses('t-1', 0n)
    .leaves(100_00n, 0n)
})

test('attempts exhausted: the last failure stands', () => {
  story({ tenant: { attemptsMax: 2 } }).withdraws().hears(declined(busy))
    .hears(declined(`${busy}:limit`, { attempt: 2 }))
    .emits(['PayoutFailed', { reference: second, provider: 'rapid', reason: `${busy}:limit`, outcome: 'declined' }])
    .becomes('failed', ['declined', 'declined'])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('routes exhausted: the last failure stands', () => {
  story({ tenant: { attemptsMax: 3 }, providers: [swift, fullToo] }).withdraws().hears(declined(busy))
    .emits(
      ['PayoutAttemptFailed', { reference: first, isRetried: true }],
      ['PayoutRouted', { reference: second, provider: 'rapid' }],
      ['PayoutFailed', { reference: first, reason: busy, outcome: 'declined', details: 'no other route' }]
    )
    .becomes('failed', ['declined', 'not_sent'])
    .sends('t-2 HoldTurnover 2', 'FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('the next route has another fee', () => {
  const cheaper = { ...rapid, terminals: [terminalOf('t-2')] }
  const dearer = terminalOf('t-1', { priority: 2, fee: [posting('wallet', 'provider', fixed(50n))] })
  const dear = { ...swift, terminals: [dearer] }
  story({ providers: [dear, cheaper], tenant: { transientFailures: ['invoice_expired'] } })
    .withdraws().leaves(100_00n, 31_50n)
    .hears(expired())
    .emits(['PayoutAttemptFailed', { outcome: 'expired', reason: 'invoice_expired' }], ['PayoutStarted'])
    .hears(paid({ attempt: 2 }))
    .emits(['PayoutCompleted', { reference: second, amount: 30_00n }])
    .becomes('completed', ['expired', 'paid'])
    .sends('CompleteWithdrawal')
    .leaves(69_00n, 0n, { 'provider/rapid': 30_00n, ...fee })
})

test.run()
