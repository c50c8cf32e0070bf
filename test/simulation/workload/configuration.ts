import type { Plain, Provider, Tenant, Terminal, Verifier } from '../../../schemas/generated.ts'
import { limitOf, posting, providerOf, share, tenantOf, terminalOf } from '../../support/plans.ts'
import { currencies, firstProvider, tenants } from './deployment.ts'
import { classes, levelPolicies, personalKey, quota, serviceLimits } from './policies.ts'

/** Silence is taken for an unknown outcome, and asked about, within the seconds that a run takes. */
const ANSWER_MS = 3_000
const ENQUIRY_FIRST_MS = 1_000
const ENQUIRY_MAX_MS = 4_000
export const QUOTE_MS = 5_000

/** Whose failure passes, by its first token. */
export const TRANSIENT = 'temporary'

/** One of the tenants takes a fee for itself, and has to approve what is large. */
const payingTenant = tenants[0]
export const APPROVED_ABOVE = 50n

const FEE_PERCENT = 3
const BANK_FEE_PERCENT = 5

/** Longer than anything is sent again after, shorter than most runs. */
const RETENTION_MS = 60_000

/** The terminal whose provider is paid by the wallet's owner. */
const BANK = 'bank'

export function tenantRow(tenant: string, revision = 1): Tenant {
  const fees = tenant === payingTenant
    ? [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', share(FEE_PERCENT, 100))]
    : []
  return { type: 'Tenant', ...tenantOf({
    tenant, revision, currencies: currencies.map(code => ({ code, exponent: 2 })), withdrawalPlan: fees,
    approvals: tenant === payingTenant ? [{ currency: currencies[0], above: APPROVED_ABOVE }] : [],
    attemptsMax: 3, transientFailures: [TRANSIENT], quoteMs: QUOTE_MS, personalKey: personalKey(tenant), classes,
    levelPolicies: levelPolicies(tenant), serviceLimits: serviceLimits(tenant), operationsPerSecond: quota(tenant),
    operationRetentionMs: tenant === payingTenant ? RETENTION_MS : 0
  }) }
}

export function verifierRow(tenant: string, verifier: string): Verifier {
  return { type: 'Verifier', tenant, verifier, revision: 1 }
}

/** The limits of the first provider's terminals. */
export interface Limits { readonly count: bigint, readonly amount: bigint }

export function providerRow(
  tenant: string, provider: string, revision: number, supported: readonly string[], limits: Limits
): Provider {
  return { type: 'Provider', ...providerOf(provider, {
    tenant, revision, currencies: supported, terminals: provider === firstProvider ? terminals(limits) : [],
    answerMs: ANSWER_MS, enquiryFirstMs: ENQUIRY_FIRST_MS, enquiryMaxMs: ENQUIRY_MAX_MS
  }) }
}

function terminals({ count, amount }: Limits): readonly Plain<Terminal>[] {
  return [
    terminalOf('card', {
      priority: 1, fee: [posting('system', 'provider', share(1, 100))],
      limits: [limitOf('count', 'day', count, currencies[0])]
    }),
    terminalOf(BANK, {
      fee: [posting('wallet', 'provider', share(BANK_FEE_PERCENT, 100))],
      limits: [limitOf('amount', 'month', amount, currencies[0])]
    })
  ]
}

/** What a withdrawal takes from its wallet, by this terminal: in whole units, for the models. */
export function debitOf(tenant: string, terminal: string, amount: bigint): bigint {
  const fee = tenant === payingTenant ? percent(amount, FEE_PERCENT) : 0n
  return amount + fee + (terminal === BANK ? percent(amount, BANK_FEE_PERCENT) : 0n)
}

/** What may have to be held for a withdrawal: it depends on which terminals could pay it out just then. */
export function possibleHolds(tenant: string, provider: string, amount: bigint): readonly bigint[] {
  const least = debitOf(tenant, '', amount)
  return provider === '' || provider === firstProvider ? [least, debitOf(tenant, BANK, amount)] : [least]
}

function percent(amount: bigint, rate: number): bigint {
  return BigInt(Math.round(Number(amount) * rate / 100))
}
