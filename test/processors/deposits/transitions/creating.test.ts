import { suite } from 'uvu'

import { usualAt } from '../../../support/given.ts'
import { fixed, policyOf, posting, share } from '../../../support/plans.ts'
import { hour, second, story, unsure } from '../deposit-story.ts'

/** Each name stands in the table of docs/deposits.md. */
const test = suite('transitions: creating')

const paid = { 'source/bank': -50_00n }
const whole = posting('source', 'wallet', share(1, 1))
const most = 2n ** 63n - 1n

test('completed at once', () => {
  story().deposits()
    .emits(['DepositCompleted', {
      deposit: 'd-1', source: 'bank', amount: 50_00n, credited: 50_00n, sourceRevision: 0, tenantRevision: 7,
      postings: [{ debit: 'source/bank', credit: 'wallet/alice', amount: 50_00n, currency: 'EUR' }]
    }])
    .becomes('completed').leaves({ posted: 150_00n }, paid)
})

test('completed at once, of a source that is authorized', () => {
  story({ source: {} }).deposits().emits(['DepositCompleted', { sourceRevision: 4 }])
    .becomes('completed').leaves({ posted: 150_00n }, paid)
})

test('completed at once, without an id', () => {
  story().deposits({ deposit: '' }).emits(['DepositCompleted', { deposit: '' }])
    .becomes(undefined).leaves({ posted: 150_00n }, paid)
    .reverts().emits(['OperationRefused', { reason: 'deposit_not_found' }])
})

test('completed at once, with fees', () => {
  const depositPlan = [whole, posting('wallet', 'system', share(1, 100)), posting('source', 'subagent', fixed(10n))]
  story({ tenant: { depositPlan } }).deposits().emits(['DepositCompleted', { amount: 50_00n, credited: 49_50n }])
    .becomes('completed')
    .leaves({ posted: 149_50n }, { 'source/bank': -50_10n, 'system/settlement': 50n, 'system/subagent': 10n })
})

test('of which the wallet would get nothing', () => {
  const depositPlan = [whole, posting('wallet', 'system', fixed(50_00n))]
  story({ tenant: { depositPlan } }).deposits().emits(['OperationRefused', { reason: 'amount_mismatch' }])
    .becomes(undefined).leaves({})
    .deposits({ amount: 50_01n }).emits(['DepositCompleted', { credited: 1n }])
    .becomes('completed').leaves({ posted: 100_01n }, { 'source/bank': -50_01n, 'system/settlement': 50_00n })
})

test('a second time under one id', () => {
  story().deposits().deposits().emits(['OperationRefused', { reason: 'deposit_already_exists' }])
    .becomes('completed').leaves({ posted: 150_00n }, paid)
})

test('created, as its source is not authorized', () => {
  story({ source: unsure }).deposits()
    .emits(['DepositCreated', {
      credited: 50_00n, sourceRevision: 4, dueAt: usualAt + second, failsAt: usualAt + hour,
      balance: { posted: 100_00n, held: 0n }
    }])
    .becomes('pending').leaves({ incoming: 50_00n })
})

test('of a source that is not authorized, without an id', () => {
  story({ source: unsure }).deposits({ deposit: '' })
    .emits(['OperationRefused', { reason: 'invalid_id', fields: ['deposit'] }]).becomes(undefined).leaves({})
})

test('created without room for it', () => {
  const amount = most - 150_00n
  story({ source: unsure }).deposits().deposits({ deposit: 'd-2', amount: amount + 1n })
    .emits(['OperationRefused', { reason: 'balance_over_limit' }]).becomes('pending').leaves({ incoming: 50_00n })
    .deposits({ deposit: 'd-2', amount }).emits(['DepositCreated']).leaves({ incoming: most - 100_00n })
    .knows({ isAuthorized: true }).passes(second).emits(['DepositCompleted'], ['DepositCompleted'])
    .leaves({ posted: most }, { 'source/bank': 100_00n - most })
})

test('created beyond a limit', () => {
  const limits = [policyOf({ measure: 'balance', upper: { value: 150_00n, isInclusive: true } })]
  story({ source: unsure, tenant: { limits } }).deposits().deposits({ deposit: 'd-2', amount: 1n })
    .emits(['OperationRefused', { reason: 'limit_exceeded' }]).becomes('pending').leaves({ incoming: 50_00n })
})

test.run()
