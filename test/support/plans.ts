import type {
  LimitPolicy, Plain, PlanAccount, PlanPosting, Provider, Rounding, Rule, Tenant, Terminal, TurnoverLimit, Volume
} from '../../schemas/generated.ts'
import { defaultTerminal } from '../../processors/routing.ts'

/** Configuration for examples: what is not told is as in the schemas. */
export function tenantOf(change: Partial<Plain<Tenant>> = {}): Plain<Tenant> {
  return {
    tenant: 'acme',
    revision: 7,
    currencies: [{ code: 'EUR', exponent: 2 }],
    withdrawalPlan: [],
    approvals: [],
    attemptsMax: 1,
    transientFailures: ['authorization_failed:temporarily_unavailable'],
    parties: [],
    quoteMs: 600_000,
    personalKey: '',
    classes: [],
    levelPolicies: [],
    isOwnerRequired: false,
    serviceLimits: [],
    operationsPerSecond: 0,
    operationRetentionMs: 0,
    timeZone: 'UTC',
    limits: [],
    depositPlan: [],
    transferPlan: [],
    stuckAfterMs: 3_600_000,
    isRepairApproved: false,
    stopped: '',
    ownTopics: null,
    ...change
  }
}

export function providerOf(provider: string, change: Partial<Plain<Provider>> = {}): Plain<Provider> {
  return {
    tenant: 'acme',
    provider,
    revision: 3,
    currencies: ['EUR'],
    terminals: [],
    answerMs: 900_000,
    enquiryFirstMs: 60_000,
    enquiryMaxMs: 21_600_000,
    ...change
  }
}

export function terminalOf(terminal: string, change: Partial<Plain<Terminal>> = {}): Plain<Terminal> {
  return { ...defaultTerminal, terminal, ...change }
}

export function ruleOf(change: Partial<Plain<Rule>> = {}): Plain<Rule> {
  return {
    description: '',
    wallets: [],
    parties: [],
    currencies: [],
    methods: [],
    destinations: [],
    amountMin: 0n,
    amountMax: 0n,
    ...change
  }
}

export function limitOf(
  measure: TurnoverLimit['measure'], period: TurnoverLimit['period'], max: bigint, currency = 'EUR'
): Plain<TurnoverLimit> {
  return { currency, measure, period, max }
}

export function policyOf(change: Partial<Plain<LimitPolicy>> = {}): Plain<LimitPolicy> {
  return {
    limit: 'limit',
    operations: [],
    wallets: [],
    identities: [],
    parties: [],
    currency: 'EUR',
    measure: 'amount',
    period: 'day',
    lower: null,
    upper: null,
    ...change
  }
}

export function posting(debit: PlanAccount, credit: PlanAccount, volume: Plain<Volume>): Plain<PlanPosting> {
  return { debit, credit, volume }
}

export function fixed(amount: bigint, currency = 'EUR'): Plain<Volume> {
  return { ...zero, kind: 'fixed', amount, currency }
}

export function share(
  numerator: number, denominator: number, rounding: Rounding = 'half_away_from_zero'
): Plain<Volume> {
  return { ...zero, kind: 'share', numerator, denominator, rounding }
}

export function minOf(...of: readonly Plain<Volume>[]): Plain<Volume> {
  return { ...zero, kind: 'min_of', of }
}

export function maxOf(...of: readonly Plain<Volume>[]): Plain<Volume> {
  return { ...zero, kind: 'max_of', of }
}

const zero: Plain<Volume> = {
  kind: 'unknown', amount: 0n, currency: '', numerator: 0, denominator: 1, rounding: 'half_away_from_zero', of: []
}
