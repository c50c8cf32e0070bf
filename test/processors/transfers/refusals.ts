import { fixed, posting, share } from '../../support/plans.ts'
import { usualAt } from '../../support/given.ts'
import { acme, holding, open, owner } from '../examples.ts'
import type { Fault, Refusals } from '../refusals.test.ts'
import { completeTransfer, createTransfer, creditTransfer, failTransfer, received, sent } from './examples.ts'

/** Transfers that go through, and what makes them be refused. */
const configured = { tenant: acme }
const pending = { ...configured, wallets: holding, transfers: sent }

const most = 2n ** 63n - 1n
const money = ['CreateTransfer', 'CreditTransfer']
const ends = ['CompleteTransfer', 'FailTransfer']
/** One level above the owner's, for every amount. */
const levelPolicies = (['transfer_out', 'transfer_in'] as const).map(operation =>
  ({ operation, currency: 'EUR', above: 0n, level: 2 }))
const lapsed = { ...owner.identification, validUntil: usualAt }
const expired = { ...owner.identification, status: 'expired', level: 1 }

export const transfers: Refusals = {
  scenarios: {
    CreateTransfer: { ...configured, command: createTransfer, wallets: open },
    CreditTransfer: { ...configured, command: creditTransfer, wallets: open },
    CompleteTransfer: { ...pending, command: completeTransfer },
    FailTransfer: { ...pending, command: failTransfer }
  },

  faults: {
    invalid_id: ['transfer', 'to', 'from'].map(field =>
      ({ of: [...money, ...ends], set: { command: { [field]: '' } } })),
    transfer_to_itself: [{ of: ['CreateTransfer'], set: { command: { to: 'alice' } } }],
    owner_blocked: [{ of: money, set: { wallets: { owner: { ...owner, isBlocked: true } } } }],
    transfer_not_found: [{ of: ends, set: { transfers: 'gone' } }],
    transfer_already_exists: (['pending', 'completed', 'failed'] as const).map(status =>
      ({ of: ['CreateTransfer'], set: { transfers: { status } } })),
    transfer_already_completed: [{ of: ends, set: { transfers: { status: 'completed' } } }],
    transfer_already_failed: [{ of: ends, set: { transfers: { status: 'failed' } } }],
    credit_already_exists: (['reserved', 'credited', 'returned'] as const).map(status =>
      ({ of: ['CreditTransfer'], set: { credits: { status } } })),
    amount_mismatch: [
      [posting('wallet', 'system', share(1, 1))], [posting('source', 'destination', share(1, 1))],
      [posting('system', 'destination', share(1, 1))], [posting('wallet', 'destination', fixed(0n))]
    ].map(transferPlan => ({ of: ['CreateTransfer'], set: { tenant: { transferPlan } } })),
    identification_required: [guardedFrom(null)],
    identification_expired: [lapsed, expired].map(identification => guardedFrom({ ...owner, identification })),
    identification_level_too_low: [guardedFrom(owner)],
    balance_over_limit: [
      { of: ['CreditTransfer'], set: { wallets: { posted: most } } },
      { of: ['CreditTransfer'], set: { command: { amount: most } } },
      { of: ['CreditTransfer'], set: { wallets: { incoming: most - 100_00n } } }
    ]
  },

  rows: { transfers: sent, credits: received }
}

function guardedFrom(whose: object | null): Fault {
  return { of: money, set: { tenant: { levelPolicies }, wallets: { owner: whose } } }
}
