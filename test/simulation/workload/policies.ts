import type { IdentityClass, LevelPolicy, LimitKind, Plain, ServiceLimit } from '../../../schemas/generated.ts'
import { currencies, firstVerifier, lateVerifier, tenants } from './deployment.ts'

/** One of the tenants may have personal data; the other has a quota. */
const [personalTenant, hurriedTenant] = tenants

/** Silence ends challenges within the seconds that a run takes, but for one class, whose verifier may take for ever. */
const ANSWER_MS = 11_000

const QUOTA = 5

export const classes: readonly Plain<IdentityClass>[] = [
  {
    class: 'person', initialLevel: 0, levels: [{ level: 0, name: 'stranger' }, { level: 2, name: 'proven' }],
    challenges: [
      { class: 'phone', verifier: firstVerifier, proofs: [], fromLevel: 0, toLevel: 1, answerMs: ANSWER_MS },
      { class: 'passport', verifier: firstVerifier, proofs: ['passport'], fromLevel: 1, toLevel: 2, answerMs: 0 },
      { class: 'video', verifier: lateVerifier, proofs: [], fromLevel: 0, toLevel: 2, answerMs: ANSWER_MS }
    ]
  },
  {
    class: 'company', initialLevel: 1, levels: [],
    challenges: [
      { class: 'extract', verifier: firstVerifier, proofs: ['extract'], fromLevel: 1, toLevel: 2, answerMs: ANSWER_MS }
    ]
  }
]

/** So low that most of them are reached. */
const ceilings: Readonly<Record<string, readonly Plain<ServiceLimit>[]>> = {
  [personalTenant]: [
    { kind: 'identities', party: '', ceiling: 2 }, { kind: 'wallets', party: '', ceiling: 2 },
    { kind: 'wallets', party: 'ben', ceiling: 1 }, { kind: 'destinations', party: '', ceiling: 2 },
    { kind: 'withdrawals', party: '', ceiling: 2 }
  ],
  [hurriedTenant]: [
    { kind: 'identities', party: '', ceiling: 3 }, { kind: 'destinations', party: 'ann', ceiling: 1 },
    { kind: 'withdrawals', party: '', ceiling: 2 }, { kind: 'withdrawals', party: 'ben', ceiling: 1 }
  ]
}

const policies: Readonly<Record<string, readonly Plain<LevelPolicy>[]>> = {
  [personalTenant]: [
    { operation: 'withdrawal', currency: currencies[0], above: 60n, level: 1 },
    { operation: 'withdrawal', currency: currencies[0], above: 80n, level: 2 },
    { operation: 'deposit', currency: currencies[0], above: 270n, level: 1 }
  ],
  [hurriedTenant]: [{ operation: 'withdrawal', currency: currencies[0], above: 60n, level: 1 }]
}

export function levelPolicies(tenant: string): readonly Plain<LevelPolicy>[] {
  return policies[tenant] ?? []
}

export function serviceLimits(tenant: string): readonly Plain<ServiceLimit>[] {
  return ceilings[tenant] ?? []
}

export function personalKey(tenant: string): string {
  return tenant === personalTenant ? Buffer.alloc(32, 7).toString('base64') : ''
}

/** How many operations of clients there may be in a second, in one partition. 0: any number. */
export function quota(tenant: string): number {
  return tenant === hurriedTenant ? QUOTA : 0
}

/** The same for models, which look it up in their own way. */
export function ceilingOf(tenant: string, party: string, kind: LimitKind): number {
  const limits = serviceLimits(tenant).filter(limit => limit.kind === kind)
  return (limits.find(limit => limit.party === party) ?? limits.find(limit => limit.party === ''))?.ceiling ?? 1_000
}

/** The least level that an amount needs, by the dearest of the policies. */
export function neededLevel(
  tenant: string, operation: 'deposit' | 'withdrawal', currency: string, amount: bigint
): number {
  const applying = levelPolicies(tenant).filter(policy =>
    policy.operation === operation && policy.currency === currency && amount > policy.above)
  return Math.max(0, ...applying.map(({ level }) => level))
}

export function challengeClassOf(className: string, challengeClass: string) {
  const of = classes.find(({ class: name }) => name === className)
  return of?.challenges.find(({ class: name }) => name === challengeClass)
}
