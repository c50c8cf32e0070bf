import type { Plain, Provider, Tenant, Terminal } from '../../schemas/generated.ts'
import type { Random } from '../simulation/random.ts'
import { fixed, limitOf, maxOf, minOf, posting, providerOf, share, tenantOf, terminalOf } from '../support/plans.ts'

export const TENANT = 'acme'
export const CURRENCY = 'EUR'
export const WALLETS = ['alice', 'bob'] as const
export const TRANSIENT = 'authorization_failed:temporarily_unavailable'

const SECOND = 1_000

/** What one sequence is played under. */
export interface Configuration { readonly tenant: Plain<Tenant>, readonly providers: readonly Plain<Provider>[] }

export function configurationOf(random: Random): Configuration {
  return {
    tenant: tenantOf({
      withdrawalPlan: random.pick(plans),
      approvals: random.chance(0.3) ? [{ currency: CURRENCY, above: 5_000n }] : [],
      attemptsMax: random.between(1, 3),
      transientFailures: random.pick([[TRANSIENT], ['authorization_failed', 'invoice_expired'], []]),
      quoteMs: 30 * SECOND
    }),
    providers: Array.from({ length: random.between(1, 3) }, (_, index) => providerWith(`p${index}`, random))
  }
}

function providerWith(id: string, random: Random): Plain<Provider> {
  return providerOf(id, {
    currencies: [CURRENCY],
    terminals: Array.from({ length: random.between(0, 2) }, (_, index) => terminalWith(`t${index}`, random)),
    answerMs: random.pick([10, 60]) * SECOND,
    enquiryFirstMs: random.pick([5, 20]) * SECOND,
    enquiryMaxMs: 160 * SECOND
  })
}

function terminalWith(id: string, random: Random): Plain<Terminal> {
  return terminalOf(id, {
    priority: random.between(0, 1),
    weight: random.between(0, 3),
    fee: random.pick([[], [posting('system', 'provider', minOf(fixed(10n), share(5, 100, 'half_towards_zero')))],
      [posting('wallet', 'provider', fixed(25n))]]),
    limits: random.chance(0.4)
      ? [limitOf('count', 'day', BigInt(random.between(1, 3))), limitOf('amount', 'month', 9_000n)]
      : []
  })
}

const plans: readonly Tenant['withdrawalPlan'][] = [
  [],
  [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', maxOf(fixed(30n), share(1, 100)))],
  [
    posting('wallet', 'destination', share(1, 1)), posting('destination', 'system', share(10, 100)),
    posting('destination', 'subagent', share(10, 100))
  ]
]
