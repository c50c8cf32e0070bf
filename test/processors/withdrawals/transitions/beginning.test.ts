import { suite } from 'uvu'

import { fixed, limitOf, posting, ruleOf, terminalOf } from '../../../support/plans.ts'
import { busy, declined, fee, first, limitedTo, minute, paid, rapid, start, story, swift } from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: beginning')

const approvals = [{ currency: 'EUR', above: 29_99n }]
const later = start + 60 * minute

test('routed to the best terminal', () => {
  story().withdraws()
    .emits(['PayoutStarted', {
      provider: 'swift', terminal: 't-1', attempt: 1, reference: first, amount: 30_00n, hasTurnover: false
    }])
    .becomes('invoice_requested', ['open'], { dueAt: start + 15 * minute, waiting: null })
    .sends('swift RequestInvoice 1')
    .leaves(100_00n, 31_00n)
  const others = [{ currency: 'EUR', above: 30_00n }, { currency: 'JPY', above: 0n }]
  story({ tenant: { approvals: others } }).withdraws({ scheduledAt: start }).emits(['PayoutStarted'])
})

test('no route found', () => {
  const closed = { ...swift, terminals: [terminalOf('t-1', { prohibit: [ruleOf({ description: 'out of order' })] })] }
  const inYen = { ...rapid, currencies: ['JPY'] }
  story({ providers: [closed, inYen] }).withdraws()
    .emits(['PayoutFailed', {
      reason: 'no_route_found', reference: '', outcome: 'not_sent', rejected: [
        { provider: 'rapid', terminal: 't-2', reason: 'currency_not_supported', details: 'EUR' },
        { provider: 'swift', terminal: 't-1', reason: 'prohibited', details: 'out of order' }
      ]
    }])
    .becomes('failed', [])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('approval required', () => {
  story({ tenant: { approvals } }).withdraws()
    .emits(['PayoutApprovalRequired'])
    .becomes('awaiting_approval', [], { dueAt: 0 })
    .sends()
    .leaves(100_00n, 31_00n)
})

test('approved', () => {
  story({ tenant: { approvals } }).withdraws().approves()
    .emits(['PayoutApproved', { by: 'eve' }], ['PayoutStarted', { reference: first, provider: 'swift', order: null }])
    .becomes('invoice_requested', ['open'])
    .sends('swift RequestInvoice 1')
    .leaves(100_00n, 31_00n)
  story({ tenant: { approvals } }).withdraws({ scheduledAt: start }).approves()
    .emits(['PayoutApproved'], ['PayoutStarted'])
})

test('approved, and scheduled', () => {
  story({ tenant: { approvals } }).withdraws({ scheduledAt: later }).approves()
    .emits(['PayoutScheduled', { by: 'eve', scheduledAt: later, order: null }])
    .becomes('scheduled', [], { dueAt: later })
    .sends()
    .leaves(100_00n, 31_00n)
})

test('rejected', () => {
  story({ tenant: { approvals } }).withdraws().rejects()
    .emits(['PayoutFailed', { reason: 'rejected', details: 'suspicious', by: 'eve', outcome: 'not_sent' }])
    .becomes('failed', [])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
    .approves().emits(['OperationRefused', { reason: 'payout_not_awaiting_approval' }])
})

test('scheduled', () => {
  story().withdraws({ scheduledAt: later })
    .emits(['PayoutScheduled', { scheduledAt: later, by: '' }])
    .becomes('scheduled', [], { dueAt: later })
    .sends()
    .leaves(100_00n, 31_00n)
})

test('due', () => {
  story().withdraws({ scheduledAt: later }).passes(60 * minute - 1).emits().passes(1)
    .emits(['PayoutStarted', { reference: first }])
    .becomes('invoice_requested', ['open'], { dueAt: later + 15 * minute })
    .sends('swift RequestInvoice 1')
    .leaves(100_00n, 31_00n)
})

test('said to be due too early', () => {
  story().withdraws({ scheduledAt: later }).wakesEarly(later)
    .emits()
    .becomes('scheduled', [], { dueAt: later })
    .sends()
    .passes(60 * minute + 5_000).emits(['PayoutStarted'])
})

test('quoted: route and fee are fixed', () => {
  const dearer = terminalOf('t-1', { fee: [posting('wallet', 'provider', fixed(5_00n))], amountMax: 1n })
  story().quotes().configures({ ...swift, revision: 4, terminals: [dearer] }, rapid).withdraws({ quote: 'q-1' })
    .emits(['PayoutStarted', { provider: 'swift', terminal: 't-1', providerRevision: 3, amount: 30_00n }])
    .becomes('invoice_requested', ['open'])
    .sends('swift RequestInvoice 1')
    .hears(paid()).leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('quoted: no other route is tried', () => {
  story().quotes().withdraws({ quote: 'q-1' }).hears(declined(busy))
    .emits(['PayoutFailed', { reference: first, reason: busy }])
    .becomes('failed', ['declined'])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('quoted before the destination was known, and its route does not take it', () => {
  const choosy = { ...swift, terminals: [terminalOf('t-1', {
    priority: 2, prohibit: [ruleOf({ description: 'not there', destinations: ['card-'] })]
  })] }
  story({ isOwned: true, providers: [choosy, rapid] }).quotes().withdraws({ quote: 'q-1' })
    .emits(['PayoutFailed', {
      reason: 'no_route_found', reference: '',
      rejected: [{ provider: 'swift', terminal: 't-1', reason: 'prohibited', details: 'not there' }]
    }])
    .becomes('failed', [])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('quoted: over the limit of its terminal', () => {
  const limited = limitedTo(swift, limitOf('amount', 'day', 29_99n))
  story({ providers: [limited, rapid] }).quotes().withdraws({ quote: 'q-1' })
    .emits(['PayoutRouted', { terminal: 't-1' }], ['PayoutFailed', {
      reason: 'no_route_found', rejected: [
        { provider: 'swift', terminal: 't-1', reason: 'turnover_limit', details: 'EUR amount per day: 0 of 2999 used' }
      ]
    }])
    .becomes('failed', ['not_sent'])
    .sends('t-1 HoldTurnover 1', 'FailWithdrawal')
    .leaves(100_00n, 0n)
})

test.run()
