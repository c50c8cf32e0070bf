import type { Reason } from '../../../schemas/generated.ts'
import { usualAt } from '../../support/given.ts'
import { acme, owner } from '../examples.ts'
import { limitOf } from './deposit-refusals.ts'
import type { Fault, Scenario } from '../refusals.test.ts'
import * as usual from '../examples.ts'
import * as examples from './examples.ts'

/** Commands of holds that go through, and what makes them be refused. */
const held = { tenant: acme, wallets: { ...usual.open, held: 30_00n }, holds: examples.placed }

export const holdScenarios: Readonly<Record<string, Scenario>> = {
  PlaceHold: { tenant: acme, wallets: usual.open, command: examples.placeHold },
  PostHold: { ...held, command: examples.postHold },
  ReleaseHold: { ...held, command: examples.releaseHold },
  ExpireHold: { ...held, command: examples.expireHold }
}

const placing = ['PlaceHold']
const ending = ['PostHold', 'ReleaseHold']
const levelPolicies = [{ operation: 'hold', currency: 'EUR', above: 0n, level: 2 }]
const lapsed = { ...owner.identification, validUntil: usualAt }

export const faultsOfHolds: Readonly<Partial<Record<Reason, readonly Fault[]>>> = {
  invalid_id: [
    ...['holdId', 'counterparty'].map(field =>
      ({ of: Object.keys(holdScenarios), set: { command: { [field]: '' } } })),
    { of: ['ExpireHold'], set: { command: { operationId: 'expire-1' } } }
  ],
  expiry_in_past: [usualAt, usualAt - 1, -1].map(expiresAt => ({ of: placing, set: { command: { expiresAt } } })),
  owner_blocked: [{ of: placing, set: { wallets: { owner: { ...owner, isBlocked: true } } } }],
  hold_not_found: [{ of: ending, set: { holds: 'gone' } }],
  hold_already_exists: (['placed', 'posted', 'released', 'expired'] as const).map(status =>
    ({ of: placing, set: { holds: { status } } })),
  hold_already_posted: [{ set: { holds: { status: 'posted' } } }],
  hold_already_released: [{ set: { holds: { status: 'released' } } }],
  hold_already_expired: [
    { set: { holds: { status: 'expired' } } }, { of: ending, set: { holds: { expiresAt: usualAt } } }
  ],
  amount_mismatch: [
    { of: ending, set: { command: { amount: 30_01n } } },
    { of: ending, set: { command: { amount: 30_00n }, holds: { left: 29_99n } } }
  ],
  identification_required: guardedFrom(null),
  identification_expired: guardedFrom({ ...owner, identification: lapsed }),
  identification_level_too_low: guardedFrom(owner),
  limit_exceeded: [
    { of: placing, set: { tenant: { limits: [limitOf({ lower: { value: 70_01n, isInclusive: true } })] } } },
    { of: placing, set: { tenant: { limits: [limitOf({
      measure: 'turnover', operations: ['hold'], upper: { value: 29_99n, isInclusive: true }
    })] } } }
  ]
}

/** What needs a level, when the wallet has this owner. */
function guardedFrom(by: object | null): readonly Fault[] {
  return [{ of: placing, set: { tenant: { levelPolicies }, wallets: { owner: by } } }]
}
