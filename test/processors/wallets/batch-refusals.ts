import { usualAt } from '../../support/given.ts'
import { fixed, posting, share } from '../../support/plans.ts'
import { acme, holding, open, owner } from '../examples.ts'
import type { Fault, Refusals } from '../refusals.test.ts'
import {
  cancelCredit, confirmCredit, createBatch, pendingBatch, recordReservation, reserveCredit, reserved
} from './batch-examples.ts'

/** Commands of batches that go through, and what makes them be refused. */
const configured = { tenant: acme }
const pending = { ...configured, wallets: { ...holding, held: 50_00n }, batches: pendingBatch }
const expecting = { ...configured, wallets: { ...open, incoming: 30_00n }, credits: reserved }

const first = createBatch.transfers[0]!
const most = 2n ** 63n - 1n
const toLegs = ['ReserveCredit', 'ConfirmCredit', 'CancelCredit']
const ends = ['ConfirmCredit', 'CancelCredit']
/** One level above the owner's, for every amount. */
const levelPolicies = [{ operation: 'transfer_out', currency: 'EUR', above: 0n, level: 2 }]
const lapsed = { ...owner.identification, validUntil: usualAt }
const expired = { ...owner.identification, status: 'expired', level: 1 }

export const batches: Refusals = {
  scenarios: {
    CreateBatch: { ...configured, command: createBatch, wallets: open },
    ReserveCredit: { ...configured, command: reserveCredit, wallets: open },
    RecordReservation: { ...pending, command: recordReservation },
    ConfirmCredit: { ...expecting, command: confirmCredit },
    CancelCredit: { ...expecting, command: cancelCredit }
  },

  faults: {
    invalid_id: [
      ...['CreateBatch', 'RecordReservation'].map(type => ({ of: [type], set: { command: { batch: 'a b' } } })),
      ...['t-1', 'a b/t-1', ''].map(transfer => ({ of: toLegs, set: { command: { transfer } } })),
      { of: toLegs, set: { command: { from: '' } } }
    ],
    invalid_batch: [
      [], [{ ...first, transfer: 'a b' }], [{ ...first, to: 'a b' }], [{ ...first, to: 'alice' }], [first, first],
      Array.from({ length: 501 }, (_, index) => ({ ...first, transfer: `t-${index}` }))
    ].map(ofBatches),
    amount_not_positive: [0n, -1n].map(amount => ofBatches([first, { transfer: 't-2', to: 'bob', amount }])),
    owner_blocked: [{ of: ['CreateBatch'], set: { wallets: { owner: { ...owner, isBlocked: true } } } }],
    batch_not_found: [{ of: ['RecordReservation'], set: { batches: 'gone' } }],
    batch_already_exists: (['pending', 'completed', 'failed'] as const).map(status =>
      ({ of: ['CreateBatch'], set: { batches: { status } } })),
    batch_already_completed: [{ of: ['RecordReservation'], set: { batches: { status: 'completed' } } }],
    batch_already_failed: [{ of: ['RecordReservation'], set: { batches: { status: 'failed' } } }],
    credit_not_found: [
      { of: ends, set: { credits: 'gone' } },
      { of: ['RecordReservation'], set: { command: { transfer: 't-3' } } },
      { of: ['RecordReservation'], set: { batches: { waiting: ['t-2'] } } }
    ],
    credit_already_exists: (['reserved', 'credited', 'cancelled'] as const).map(status =>
      ({ of: ['ReserveCredit'], set: { credits: { status } } })),
    credit_not_reserved: (['credited', 'cancelled'] as const).map(status =>
      ({ of: ends, set: { credits: { status } } })),
    amount_mismatch: [
      ...[
        [posting('wallet', 'system', share(1, 1))], [posting('source', 'destination', share(1, 1))],
        [posting('system', 'destination', share(1, 1))], [posting('wallet', 'destination', fixed(0n))]
      ].map(transferPlan => ({ of: ['CreateBatch'], set: { tenant: { transferPlan } } })),
      ofBatches([{ ...first, amount: most }, { transfer: 't-2', to: 'bob', amount: 1n }])
    ],
    identification_required: [guardedFrom(null)],
    identification_expired: [lapsed, expired].map(identification => guardedFrom({ ...owner, identification })),
    identification_level_too_low: [guardedFrom(owner)],
    insufficient_funds: [ofBatches([{ ...first, amount: 100_01n }])]
  },

  rows: { batches: pendingBatch }
}

function ofBatches(transfers: readonly object[]): Fault {
  return { of: ['CreateBatch'], set: { command: { transfers } } }
}

function guardedFrom(whose: object | null): Fault {
  return { of: ['CreateBatch'], set: { tenant: { levelPolicies }, wallets: { owner: whose } } }
}
