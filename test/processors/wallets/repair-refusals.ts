import { usualAt } from '../../support/given.ts'
import * as usual from '../examples.ts'
import type { Refusals } from '../refusals.test.ts'
import * as examples from './repair-examples.ts'

/** Repairs that go through, and what makes them be refused. */
const given = { tenant: usual.acme, wallets: usual.holding }
const { longAgo } = usual
const ofWallets = ['RepairOpening', 'RepairDeposit', 'RepairTransfer', 'RepairBatch', 'RepairWithdrawal']
const all = [...ofWallets, 'RepairPayout', 'RepairChallenge']
const holding = ['RepairTransfer', 'RepairBatch', 'RepairWithdrawal']
/** The row of what each repairs. */
const rows = {
  RepairOpening: 'wallets', RepairDeposit: 'deposits', RepairTransfer: 'transfers', RepairBatch: 'batches',
  RepairWithdrawal: 'withdrawals', RepairPayout: 'payouts', RepairChallenge: 'challenges'
}
const guarded = { ...usual.acme, isRepairApproved: true }
const oneMs = 1

export const repairs: Refusals = {
  scenarios: {
    RepairOpening: { ...given, command: examples.repairOpening, wallets: examples.opening },
    RepairDeposit: {
      ...given, command: examples.repairDeposit, wallets: { ...usual.open, incoming: 50_00n },
      deposits: examples.deposit
    },
    RepairTransfer: { ...given, command: examples.repairTransfer, transfers: examples.transfer },
    RepairBatch: {
      ...given, command: examples.repairBatch, wallets: { ...usual.open, held: 50_00n }, batches: examples.batch
    },
    RepairWithdrawal: { ...given, command: examples.repairWithdrawal, withdrawals: examples.withdrawal }
  },

  faults: {
    invalid_id: [
      ...[
        { author: '' }, { author: 'a\nb' }, { reason: '' }, { reason: ' ' }, { reason: 'x'.repeat(257) },
        { approver: 'a\nb' }, { deposit: '' }, { withdrawal: '' }, { transfer: '' }, { batch: '' }, { identity: '' },
        { challenge: '' }
      ].map(command => ({ of: all, set: { command } })),
      { of: ['RepairWithdrawal'], set: { command: { provider: 'A B' } } },
      { of: all.filter(name => name !== 'RepairPayout'), set: { command: { operationId: 'repair/1' } } },
      { of: ['RepairPayout'], set: { command: { operationId: 'repair-1' } } }
    ],
    wallet_not_opening: ['open', 'blocked', 'closed'].map(status =>
      ({ of: ['RepairOpening'], set: { wallets: { status } } })),
    deposit_not_found: [{ of: ['RepairDeposit'], set: { deposits: 'gone' } }],
    deposit_already_completed: [{ of: ['RepairDeposit'], set: { deposits: { status: 'completed' } } }],
    deposit_already_failed: [{ of: ['RepairDeposit'], set: { deposits: { status: 'failed' } } }],
    transfer_not_found: [{ of: ['RepairTransfer'], set: { transfers: 'gone' } }],
    transfer_already_completed: [{ of: ['RepairTransfer'], set: { transfers: { status: 'completed' } } }],
    transfer_already_failed: [{ of: ['RepairTransfer'], set: { transfers: { status: 'failed' } } }],
    batch_not_found: [{ of: ['RepairBatch'], set: { batches: 'gone' } }],
    batch_already_completed: [{ of: ['RepairBatch'], set: { batches: { status: 'completed' } } }],
    batch_already_failed: [{ of: ['RepairBatch'], set: { batches: { status: 'failed' } } }],
    withdrawal_not_confirmed: [{
      of: ['RepairWithdrawal'],
      set: { command: { outcome: 'complete' }, withdrawals: { hold: examples.unconfirmed.hold } }
    }],
    payout_not_found: ['gone' as const, { status: 'unmatched' }].map(payouts =>
      ({ of: ['RepairPayout'], set: { payouts } })),
    repair_not_approved: ['', 'Ada', ' ada '].map(approver =>
      ({ of: all, set: { tenant: guarded, command: { approver } } })),
    invalid_repair: [
      { of: all, set: { command: { outcome: 'unknown', hold: 'keep' } } },
      ...['unknown', 'keep', 'release'].map(hold => ({ of: holding, set: { command: { hold } } })),
      { of: holding, set: { command: { outcome: 'fail' } } }, { of: holding, set: { command: { outcome: 'retry' } } },
      ...['unknown', 'post', 'release'].map(hold =>
        ({ of: ['RepairOpening', 'RepairDeposit', 'RepairChallenge'], set: { command: { hold } } })),
      ...['unknown', 'post', 'keep'].map(hold => ({ of: ['RepairPayout'], set: { command: { hold } } })),
      ...['retry', 'complete'].map(outcome => ({ of: ['RepairPayout'], set: { command: { outcome } } })),
      { of: ['RepairPayout'], set: { command: { outcome: 'complete', hold: 'post' } } },
      { of: ['RepairWithdrawal'], set: { withdrawals: { hold: { ...examples.withdrawal.hold!, provider: '' } } } }
    ],
    process_not_stuck: [
      ...Object.entries(rows).map(([name, row]) => ({ of: [name], set: { [row]: { since: longAgo + oneMs } } })),
      ...Object.entries(rows).map(([name, row]) => ({ of: [name], set: { [row]: { since: usualAt } } })),
      { of: all, set: { tenant: { stuckAfterMs: usual.acme.stuckAfterMs + oneMs } } }
    ]
  },

  rows: {}
}
