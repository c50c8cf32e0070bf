import { suite } from 'uvu'

import { usualAt } from '../../../support/given.ts'
import { policyOf } from '../../../support/plans.ts'
import { block, hour, release, story } from '../hold-story.ts'

/** Each name stands in the table of docs/holds.md. */
const test = suite('transitions: placing')

test('placed', () => {
  story().places()
    .emits(['HoldPlaced', { counterparty: 'shop', amount: 30_00n, expiresAt: usualAt + hour, tenantRevision: 7 }])
    .becomes('placed').leaves({ held: 30_00n })
})

test('placed by an owner', () => {
  story({ owner: {} }).places().emits(['HoldPlaced', { identity: 'ada', identityRevision: 3 }])
    .becomes('placed').leaves({ held: 30_00n })
})

test('placed for more than may be spent', () => {
  const balance = { posted: 100_00n, held: 30_00n }
  story().places().places({ holdId: 'h-2', amount: 70_01n })
    .emits(['OperationRefused', { reason: 'insufficient_funds', balance }]).leaves({ held: 30_00n })
    .places({ holdId: 'h-2', amount: 70_00n }).emits(['HoldPlaced']).leaves({ held: 100_00n })
})

test('placed until a time that has passed', () => {
  story().places({ expiresAt: usualAt }).emits(['OperationRefused', { reason: 'expiry_in_past' }])
    .becomes(undefined).leaves({})
})

test('placed a second time under one id', () => {
  story().places().places({ amount: 1n }).emits(['OperationRefused', { reason: 'hold_already_exists' }])
    .becomes('placed').leaves({ held: 30_00n })
})

test('placed under the id of one that is over', () => {
  story().places().does(release(0n)).places().emits(['OperationRefused', { reason: 'hold_already_exists' }])
    .becomes('released').leaves({})
})

test('placed on a blocked wallet', () => {
  story().does(block).places().emits(['OperationRefused', { reason: 'wallet_blocked' }]).becomes(undefined).leaves({})
})

test('placed by an owner who is not known well enough', () => {
  const levelPolicies = [{ operation: 'hold', currency: 'EUR', above: 0n, level: 2 }] as const
  story({ tenant: { levelPolicies }, owner: {} }).places()
    .emits(['OperationRefused', { reason: 'identification_level_too_low' }]).becomes(undefined).leaves({})
})

test('placed beyond a limit', () => {
  const limits = [policyOf({
    operations: ['hold'], measure: 'turnover', upper: { value: 59_99n, isInclusive: true }
  })]
  story({ tenant: { limits } }).places().places({ holdId: 'h-2' })
    .emits(['OperationRefused', { reason: 'limit_exceeded', balance: { posted: 100_00n, held: 30_00n } }])
    .becomes('placed').leaves({ held: 30_00n })
})

test.run()
