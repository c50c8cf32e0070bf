import { suite } from 'uvu'

import { fixed, policyOf, posting, share } from '../../../support/plans.ts'
import { story } from '../transfer-story.ts'

/** Each name stands in the table of docs/transfers.md. */
const test = suite('transitions: ending')

test('completed', () => {
  story().sends().arrives().ends()
    .emits(['TransferCompleted', {
      to: 'bob', amount: 30_00n, balance: { posted: 70_00n, held: 0n },
      postings: [{ debit: 'wallet/alice', credit: 'transit/transfers', amount: 30_00n, currency: 'EUR' }]
    }])
    .becomes('completed')
    .tells()
    .leaves({ alice: [70_00n, 0n], bob: [30_00n, 0n] })
})

test('completed, with fees', () => {
  const transferPlan = [
    posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(1_00n)),
    posting('destination', 'subagent', share(1, 100))
  ]
  story({ tenant: { transferPlan } }).sends().arrives().ends()
    .emits(['TransferCompleted', { amount: 30_00n }])
    .becomes('completed')
    .leaves({ alice: [69_00n, 0n], bob: [29_70n, 0n] }, { 'system/settlement': 1_00n, 'system/subagent': 30n })
})

test('completed while the wallet is blocked', () => {
  story().sends().arrives({ type: 'BlockWallet' }).ends()
    .emits(['TransferCompleted'])
    .becomes('completed')
    .leaves({ alice: [70_00n, 0n], bob: [30_00n, 0n] })
})

test('completed after the money was spent', () => {
  const spends = {
    type: 'CreateTransfer', wallet: 'bob', transfer: 't-9', to: 'alice', amount: 30_00n, currency: 'EUR'
  } as const
  story().sends().arrives(spends).ends()
    .emits(['TransferCompleted'])
    .becomes('completed')
    .leaves({ alice: [70_00n, 0n], bob: [30_00n, 30_00n] })
    .ends().emits(['TransferCredited', { from: 'bob' }])
    .ends().emits(['TransferCompleted', { to: 'alice' }])
    .leaves({ alice: [100_00n, 0n], bob: [0n, 0n] })
})

test('failed', () => {
  story({ bob: { isMissing: true } }).sends().arrives().ends()
    .emits(['TransferFailed', { reason: 'wallet_not_found', amount: 30_00n, balance: { posted: 100_00n, held: 0n } }])
    .becomes('failed')
    .tells()
    .leaves({ alice: [100_00n, 0n] })
})

test('failed, with fees', () => {
  const transferPlan = [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(1_00n))]
  story({ tenant: { transferPlan }, bob: { isMissing: true } }).sends().arrives().ends()
    .emits(['TransferFailed', { amount: 30_00n }])
    .becomes('failed')
    .leaves({ alice: [100_00n, 0n] })
})

test('failed while the wallet is blocked', () => {
  story({ bob: { isMissing: true } }).sends().arrives({ type: 'BlockWallet' }).ends()
    .emits(['TransferFailed'])
    .becomes('failed')
    .leaves({ alice: [100_00n, 0n] })
})

test('failed, and what it had used of a limit is free again', () => {
  const limits = [policyOf({ operations: ['transfer_out'], measure: 'count', upper: { value: 1n, isInclusive: true } })]
  const another = { type: 'CreateTransfer', transfer: 't-2', to: 'bob', amount: 1n, currency: 'EUR' } as const
  story({ tenant: { limits }, bob: { isMissing: true } }).sends().arrives().ends()
    .emits(['TransferFailed'])
    .becomes('failed')
    .hears(another).emits(['TransferCreated'])
  story({ tenant: { limits } }).sends().arrives().ends()
    .hears(another).emits(['OperationRefused', { reason: 'limit_exceeded' }])
})

test('the wallet cannot be closed while money is on its way', () => {
  story().sends({ amount: 100_00n }, { type: 'CloseWallet' })
    .emits(['TransferCreated'], ['OperationRefused', { reason: 'wallet_not_empty' }])
    .becomes('pending')
    .arrives().ends().hears({ type: 'CloseWallet' })
    .emits()
    .becomes('completed')
    .leaves({ alice: [0n, 0n], bob: [100_00n, 0n] })
})

test('said to have arrived, and it has ended', () => {
  const says = { type: 'CompleteTransfer', operationId: 'bob/again/complete', transfer: 't-1' } as const
  story().sends().arrives().ends().hears(says)
    .emits(['OperationRefused', { reason: 'transfer_already_completed' }])
    .becomes('completed')
    .leaves({ alice: [70_00n, 0n], bob: [30_00n, 0n] })
  story({ bob: { isMissing: true } }).sends().arrives().ends().hears(says)
    .emits(['OperationRefused', { reason: 'transfer_already_failed' }])
})

test('said to be declined, and it has ended', () => {
  const says = { type: 'FailTransfer', operationId: 'bob/again/fail', transfer: 't-1', reason: 'no' } as const
  story({ bob: { isMissing: true } }).sends().arrives().ends().hears(says)
    .emits(['OperationRefused', { reason: 'transfer_already_failed' }])
    .becomes('failed')
    .leaves({ alice: [100_00n, 0n] })
  story().sends().arrives().ends().hears(says)
    .emits(['OperationRefused', { reason: 'transfer_already_completed' }])
})

test('its id is used again after it failed', () => {
  story({ bob: { isMissing: true } }).sends().arrives().ends().sends()
    .emits(['OperationRefused', { reason: 'transfer_already_exists' }])
    .becomes('failed')
})

test.run()
