import type { Reason } from '../../../schemas/generated.ts'
import { fixed, posting, share } from '../../support/plans.ts'
import * as usual from '../examples.ts'
import type { Fault, Scenario } from '../refusals.test.ts'
import * as examples from './examples.ts'

/** Commands of deposits that have an id, and what makes them be refused. */
const configured = { tenant: usual.acme, source: examples.bank }

export const depositScenarios: Readonly<Record<string, Scenario>> = {
  ReviewDeposit: {
    ...configured, wallets: examples.expecting, deposits: examples.expected, command: examples.reviewDeposit
  },
  RevertDeposit: { ...configured, wallets: usual.open, deposits: examples.deposited, command: examples.revertDeposit }
}

const creating = ['CreateDeposit']
const reverting = ['RevertDeposit']
const { owner } = usual
const source = { ...examples.strange }
const whole = posting('source', 'wallet', share(1, 1))

/** What the wallet would get nothing of, and what cannot be computed. */
const barren = [
  [whole, posting('wallet', 'system', fixed(50_00n))], [whole, posting('wallet', 'system', fixed(50_01n))],
  [posting('source', 'system', share(1, 1))], [posting('provider', 'wallet', share(1, 1))],
  [posting('source', 'wallet', fixed(1n, 'JPY'))]
]

export const faultsOfDeposits: Readonly<Partial<Record<Reason, readonly Fault[]>>> = {
  invalid_id: [
    { of: creating, set: { command: { deposit: 'a b' } } }, { of: creating, set: { command: { deposit: '' }, source } },
    { of: ['ReviewDeposit'], set: { command: { deposit: '' } } },
    ...[{ deposit: '' }, { revert: '' }, { reason: 'a\nb' }, { reason: 'x'.repeat(257) }].map(command =>
      ({ of: reverting, set: { command } }))
  ],
  owner_blocked: [{ of: reverting, set: { wallets: { owner: { ...owner, isBlocked: true } } } }],
  deposit_not_found: [{ of: reverting, set: { deposits: 'gone' } }],
  deposit_already_exists: (['pending', 'completed', 'failed'] as const).map(status =>
    ({ of: creating, set: { command: { deposit: 'd-1' }, deposits: { status } } })),
  deposit_already_failed: [{ of: reverting, set: { deposits: { status: 'failed' } } }],
  deposit_still_pending: [{ of: reverting, set: { deposits: { status: 'pending' } } }],
  revert_already_exists: [{ of: reverting, set: { reverts: { status: 'completed' } } }],
  amount_mismatch: [
    ...barren.map(depositPlan => ({ of: creating, set: { command: { amount: 50_00n }, tenant: { depositPlan } } })),
    { of: reverting, set: { command: { amount: 50_01n } } },
    { of: reverting, set: { deposits: { reverted: 30_01n } } },
    { of: reverting, set: { deposits: { credited: 19_99n } } }
  ],
  limit_exceeded: [
    { of: reverting, set: { tenant: { limits: [limitOf({ lower: { value: 80_01n, isInclusive: true } })] } } },
    { of: creating, set: { tenant: { limits: [limitOf({ upper: { value: 149_99n, isInclusive: true } })] } } },
    { of: creating, set: { tenant: { limits: [limitOf({
      measure: 'amount', operations: ['deposit'], upper: { value: 49_99n, isInclusive: true }
    })] } } }
  ],
  balance_over_limit: [{ of: creating, set: { wallets: { incoming: 2n ** 63n - 1n - 149_99n } } }]
}

/** One that all wallets of its currency have. */
export function limitOf(change: object): object {
  return {
    limit: 'most', operations: [], wallets: [], identities: [], parties: [], currency: 'EUR', measure: 'balance',
    period: 'day', lower: null, upper: null, ...change
  }
}
