import { suite } from 'uvu'

import { fixed, policyOf, posting, share } from '../../../support/plans.ts'
import { block, holds, hour, story, unsure } from '../deposit-story.ts'

/** Each name stands in the table of docs/deposits.md. */
const test = suite('transitions: reverting')

const paid = { 'source/bank': -50_00n }

test('reverted in part', () => {
  story().deposits().reverts()
    .emits(['DepositReverted', {
      source: 'bank', amount: 20_00n, left: 30_00n, balance: { posted: 130_00n, held: 0n },
      postings: [{ debit: 'wallet/alice', credit: 'source/bank', amount: 20_00n, currency: 'EUR' }]
    }])
    .becomes('completed').leaves({ posted: 130_00n }, { 'source/bank': -30_00n })
})

test('reverted to its end, in parts', () => {
  story().deposits().reverts().reverts({ revert: 'r-2', amount: 29_99n }).reverts({ revert: 'r-3', amount: 1n })
    .emits(['DepositReverted', { left: 0n }]).becomes('completed').leaves({})
})

test('reverted beyond what is left', () => {
  story().deposits().reverts().reverts({ revert: 'r-2', amount: 30_01n })
    .emits(['OperationRefused', { reason: 'amount_mismatch' }])
    .becomes('completed').leaves({ posted: 130_00n }, { 'source/bank': -30_00n })
})

test('reverted, and the fee is not given back', () => {
  const depositPlan = [posting('source', 'wallet', share(1, 1)), posting('wallet', 'system', fixed(1_00n))]
  story({ tenant: { depositPlan } }).deposits().reverts({ amount: 49_01n })
    .emits(['OperationRefused', { reason: 'amount_mismatch' }])
    .reverts({ amount: 49_00n }).emits(['DepositReverted', { left: 0n }])
    .becomes('completed').leaves({}, { 'source/bank': -1_00n, 'system/settlement': 1_00n })
})

test('reverted, and the money is spent', () => {
  const balance = { posted: 150_00n, held: 130_01n }
  story().deposits().does(holds(130_01n)).reverts()
    .emits(['OperationRefused', { reason: 'insufficient_funds', balance }])
    .becomes('completed').leaves({ posted: 150_00n, held: 130_01n }, paid)
    .reverts({ amount: 19_99n }).emits(['DepositReverted'])
    .leaves({ posted: 130_01n, held: 130_01n }, { 'source/bank': -30_01n })
})

test('reverted below a limit of the balance', () => {
  const limits = [policyOf({ measure: 'balance', lower: { value: 130_01n, isInclusive: true } })]
  story({ tenant: { limits } }).deposits().reverts().emits(['OperationRefused', { reason: 'limit_exceeded' }])
    .becomes('completed').leaves({ posted: 150_00n }, paid)
})

test('reverted, whatever else is limited', () => {
  const limits = (['amount', 'turnover'] as const).map(measure =>
    policyOf({ measure, upper: { value: 50_00n, isInclusive: true } }))
  story().changes({ limits }).deposits().reverts().emits(['DepositReverted'])
    .becomes('completed').leaves({ posted: 130_00n }, { 'source/bank': -30_00n })
})

test('reverted a second time under one id', () => {
  story().deposits().reverts().reverts().emits(['OperationRefused', { reason: 'revert_already_exists' }])
    .becomes('completed').leaves({ posted: 130_00n }, { 'source/bank': -30_00n })
})

test('reverted under the id of a revert of another deposit', () => {
  story().deposits().deposits({ deposit: 'd-2' }).reverts({ deposit: 'd-2' }).reverts().emits(['DepositReverted'])
    .becomes('completed').leaves({ posted: 160_00n }, { 'source/bank': -60_00n })
})

test('reverted from a blocked wallet', () => {
  story().deposits().does(block).reverts().emits(['OperationRefused', { reason: 'wallet_blocked' }])
    .becomes('completed').leaves({ posted: 150_00n }, paid)
})

test('reverted before it is completed', () => {
  story({ source: unsure }).deposits().reverts().emits(['OperationRefused', { reason: 'deposit_still_pending' }])
    .becomes('pending').leaves({ incoming: 50_00n })
})

test('reverted after it failed', () => {
  story({ source: unsure }).deposits().passes(hour).reverts()
    .emits(['OperationRefused', { reason: 'deposit_already_failed' }]).becomes('failed').leaves({})
})

test('reverted, and there is none', () => {
  story().reverts().emits(['OperationRefused', { reason: 'deposit_not_found' }]).becomes(undefined).leaves({})
})

test.run()
