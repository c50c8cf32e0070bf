import { suite } from 'uvu'

import { fixed, policyOf, posting, share } from '../../../support/plans.ts'
import { story } from '../transfer-story.ts'

/** Each name stands in the table of docs/transfers.md. */
const test = suite('transitions: asking')

test('asked for', () => {
  story().sends()
    .emits(['TransferCreated', { to: 'bob', amount: 30_00n, hold: 30_00n, credited: 30_00n, tenantRevision: 7 }])
    .becomes('pending')
    .tells('CreditTransfer bob')
    .leaves({ alice: [100_00n, 30_00n], bob: [0n, 0n] })
})

test('asked for, with fees', () => {
  const transferPlan = [
    posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(1_00n)),
    posting('destination', 'subagent', share(1, 100))
  ]
  story({ tenant: { transferPlan } }).sends()
    .emits(['TransferCreated', { amount: 30_00n, hold: 31_00n, credited: 29_70n }])
    .becomes('pending')
    .tells('CreditTransfer bob')
    .leaves({ alice: [100_00n, 31_00n], bob: [0n, 0n] })
})

test('asked for to the wallet itself', () => {
  story().sends({ to: 'alice' })
    .emits(['OperationRefused', { reason: 'transfer_to_itself' }])
    .becomes(undefined)
    .tells()
    .leaves({ alice: [100_00n, 0n] })
})

test('asked for a second time under one id', () => {
  const again = { type: 'CreateTransfer', transfer: 't-1', to: 'bob', amount: 1_00n, currency: 'EUR' } as const
  story().sends({}, again)
    .emits(['TransferCreated', { amount: 30_00n }], ['OperationRefused', { reason: 'transfer_already_exists' }])
    .becomes('pending')
    .leaves({ alice: [100_00n, 30_00n] })
})

test('asked for from an empty wallet', () => {
  story().sends({ amount: 100_01n })
    .emits(['OperationRefused', { reason: 'insufficient_funds', balance: { posted: 100_00n, held: 0n } }])
    .becomes(undefined)
    .leaves({ alice: [100_00n, 0n] })
  const another = { type: 'CreateTransfer', transfer: 't-2', to: 'bob', amount: 70_01n, currency: 'EUR' } as const
  story().sends({}, another)
    .emits(['TransferCreated'], ['OperationRefused', { reason: 'insufficient_funds' }])
    .leaves({ alice: [100_00n, 30_00n] })
})

test('asked for, and fees would leave nothing', () => {
  for (const fee of [fixed(30_00n), fixed(30_01n), fixed(1n, 'JPY')]) {
    const transferPlan = [posting('wallet', 'destination', share(1, 1)), posting('destination', 'system', fee)]
    story({ tenant: { transferPlan } }).sends()
      .emits(['OperationRefused', { reason: 'amount_mismatch' }])
      .becomes(undefined)
      .leaves({ alice: [100_00n, 0n] })
  }
})

test('asked for by an owner who is not known well enough', () => {
  const levelPolicies = [{ operation: 'transfer_out', currency: 'EUR', above: 29_99n, level: 2 }] as const
  story({ tenant: { levelPolicies }, owners: { alice: {} } }).sends()
    .emits(['OperationRefused', { reason: 'identification_level_too_low' }])
    .becomes(undefined)
  story({ tenant: { levelPolicies } }).sends()
    .emits(['OperationRefused', { reason: 'identification_required' }])
  story({ tenant: { levelPolicies } }).sends({ amount: 29_99n }).emits(['TransferCreated'])
})

test('asked for, and a limit of the wallet has no room', () => {
  const upper = { value: 30_00n, isInclusive: true }
  const limits = [policyOf({ operations: ['transfer_out'], measure: 'turnover', upper })]
  const another = { type: 'CreateTransfer', transfer: 't-2', to: 'bob', amount: 1n, currency: 'EUR' } as const
  story({ tenant: { limits } }).sends({}, another)
    .emits(['TransferCreated'], ['OperationRefused', { reason: 'limit_exceeded', command: 'CreateTransfer' }])
    .becomes('pending')
  story({ tenant: { limits } }).sends({ amount: 30_01n })
    .emits(['OperationRefused', { reason: 'limit_exceeded', balance: { posted: 100_00n, held: 0n } }])
    .becomes(undefined)
})

test('asked for, and the tenant is stopped', () => {
  story().stops().sends()
    .emits(['OperationRefused', { reason: 'tenant_stopped' }])
    .becomes(undefined)
    .leaves({ alice: [100_00n, 0n] })
})

test.run()
