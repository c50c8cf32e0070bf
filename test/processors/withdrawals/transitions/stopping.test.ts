import { suite } from 'uvu'

import { limitOf } from '../../../support/plans.ts'
import {
  busy, declined, fee, first, issued, limitedTo, minute, paid, rapid, start, story, swift
} from '../payout-story.ts'
import type { Configuration, Story } from '../payout-story.ts'

/** Each name stands in the table of docs/withdrawals.md. */
const test = suite('transitions: stopping')

const levelPolicies = [{ operation: 'withdrawal', currency: 'EUR', above: 0n, level: 1 }] as const
const limited = limitedTo(swift, limitOf('amount', 'day', 30_00n))

/** Whoever withdraws has to be identified. */
function guarded({ tenant, ...rest }: Configuration = {}): Story {
  return story({ isOwned: true, tenant: { ...tenant, levelPolicies }, ...rest })
}

test('stopped while it waits for approval', () => {
  guarded({ tenant: { approvals: [{ currency: 'EUR', above: 0n }] } }).withdraws().expires()
    .emits(['PayoutFailed', { reason: 'identification_expired', reference: '', outcome: 'not_sent', amount: 30_00n }])
    .becomes('failed', [])
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
    .approves().emits(['OperationRefused', { reason: 'payout_not_awaiting_approval' }])
})

test('stopped while it is scheduled', () => {
  guarded().withdraws({ scheduledAt: start + 60 * minute }).expires()
    .emits(['PayoutFailed', { reason: 'identification_expired', reference: '', outcome: 'not_sent', amount: 30_00n }])
    .becomes('failed', [], { dueAt: 0 })
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
    .passes(60 * minute).emits()
})

test('stopped while it waits for turnover', () => {
  guarded({ providers: [limited, rapid] }).terminalsSleep().withdraws().expires()
    .emits(['PayoutFailed', {
      reason: 'identification_expired', reference: first, outcome: 'not_sent', hasTurnover: true
    }])
    .becomes('failed', ['not_sent'])
    .sends('FailWithdrawal', 't-1 ReleaseTurnover 1')
    .leaves(100_00n, 0n)
    .terminalsWake().emits(['OperationRefused', { reason: 'payout_not_reserving' }]).uses('t-1', 0n)
})

test('stopped between two attempts', () => {
  guarded().withdraws().hearsAndExpires(declined(busy))
    .emits(
      ['PayoutAttemptFailed', { reference: first, isRetried: true }],
      ['PayoutFailed', { reason: 'identification_expired', reference: first, outcome: 'declined', hasTurnover: false }]
    )
    .becomes('failed', ['declined'])
    .keeps(1, { reason: busy })
    .sends('FailWithdrawal')
    .leaves(100_00n, 0n)
})

test('not stopped: it has left', () => {
  guarded().withdraws().hears(issued()).expires()
    .emits(['PayoutNotStopped', { reason: 'identification_expired' }])
    .becomes('invoice_open', ['open'], { dueAt: start + 15 * minute })
    .sends()
    .leaves(100_00n, 31_00n)
})

test('not stopped, then paid', () => {
  guarded().withdraws().expires().hears(paid())
    .emits(['PayoutCompleted', { reference: first }])
    .becomes('completed', ['paid'])
    .sends('CompleteWithdrawal')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test('not stopped, then failed: no other route is tried', () => {
  guarded({ providers: [limited, rapid] }).withdraws().expires().hears(declined(busy))
    .emits(['PayoutFailed', { reference: first, outcome: 'declined', reason: busy }])
    .becomes('failed', ['declined'])
    .sends('FailWithdrawal', 't-1 ReleaseTurnover 1')
    .leaves(100_00n, 0n)
})

test('not stopped: it has ended', () => {
  // Both are on their way at once: the wallet still holds the money.
  guarded().withdraws().hearsAndExpires(paid())
    .emits(['PayoutCompleted'], ['PayoutNotStopped', { reason: 'identification_expired' }])
    .becomes('completed', ['paid'])
    .sends('CompleteWithdrawal')
    .leaves(69_00n, 0n, { 'provider/swift': 30_00n, ...fee })
})

test.run()
