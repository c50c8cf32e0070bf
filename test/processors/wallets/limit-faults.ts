import type { LimitPolicy, Plain } from '../../../schemas/generated.ts'
import { policyOf } from '../../support/plans.ts'
import type { Fault } from '../refusals.test.ts'

const spending = ['CreateWithdrawal', 'CreateTransfer', 'CreateBatch', 'PlaceHold']

/** Limits that nothing may pass, and whom they are for. */
const limits: readonly (readonly [readonly string[], Partial<Plain<LimitPolicy>>])[] = [
  [[...spending, 'CreateDeposit'], { measure: 'amount', upper: { value: 1n, isInclusive: false } }],
  [[...spending, 'CreateDeposit'], { measure: 'count', upper: { value: 0n, isInclusive: true }, wallets: ['alice'] }],
  [[...spending, 'RevertDeposit'], { measure: 'balance', lower: { value: 1_000_000n, isInclusive: true } }],
  [['CreateDeposit'], { measure: 'balance', upper: { value: 0n, isInclusive: true } }]
]

export const limitFaults: readonly Fault[] = limits.map(([of, policy]) =>
  ({ of, set: { tenant: { limits: [policyOf(policy)] } } }))
