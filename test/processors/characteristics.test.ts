import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { checkCharacteristics, isSame, rowOf } from '../../processors/tenants/characteristics.ts'
import type { Bound, ChallengeClass, IdentityClass, LimitPolicy, Plain, Tenant } from '../../schemas/generated.ts'
import { fixed, policyOf, posting, share, tenantOf } from '../support/plans.ts'

const passport: Plain<ChallengeClass> = {
  class: 'passport', verifier: 'idcheck', proofs: ['document', 'selfie'], fromLevel: 0, toLevel: 2, answerMs: 60_000
}
const person: Plain<IdentityClass> = {
  class: 'person', levels: [{ level: 0, name: 'nobody' }, { level: 2, name: 'somebody' }], initialLevel: 0,
  challenges: [passport]
}
const policy = { operation: 'withdrawal', currency: 'EUR', above: 100n, level: 2 } as const
const limit = { kind: 'wallets', party: '', ceiling: 10 } as const
const ownTopics = { partitions: 12, replication: 3, commandRetentionMs: 86_400_000 }
const key = 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI='

const balance = policyOf({
  limit: 'balance', measure: 'balance', lower: end(0n), upper: end(100_000n), wallets: ['alice'], identities: ['ada'],
  parties: ['p-1']
})

const full = tenantOf({
  personalKey: key, classes: [person, { ...person, class: 'company', challenges: [] }], levelPolicies: [policy],
  isOwnerRequired: true, serviceLimits: [limit, { ...limit, party: 'vip', ceiling: 5_000 }], operationsPerSecond: 500,
  operationRetentionMs: 60_000,
  timeZone: 'America/Argentina/Buenos_Aires',
  limits: [balance, policyOf({ limit: 'daily', measure: 'turnover', upper: end(5_000n), operations: ['withdrawal'] })],
  depositPlan: [posting('source', 'wallet', share(1, 1)), posting('wallet', 'system', fixed(10n))],
  transferPlan: [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'subagent', share(1, 100))],
  ownTopics
})

const right = suite('characteristics that are right')

right('everything at once, and nothing at all', () => {
  assert.equal(problemsOf(full), [])
  assert.equal(problemsOf(tenantOf()), [])
})

for (const [what, change] of [
  ['limits of nothing', { serviceLimits: [{ ...limit, ceiling: 0 }] }],
  ['the same kind for two parties', { serviceLimits: [{ ...limit, party: 'a' }, { ...limit, party: 'b' }] }],
  ['policies that overlap', { levelPolicies: [policy, policy] }],
  ['a limit that lets nothing through', withLimit({ lower: null, upper: end(0n) })],
  ['a range of one value', withLimit({ lower: end(9n, false), upper: end(10n) })],
  ['a lower end alone', withLimit({ lower: end(1n, false), upper: null })],
  ['levels without names', { classes: [{ ...person, levels: [], initialLevel: 100 }] }],
  ['a verifier that may be silent for ever', withChallenge({ answerMs: 0 })],
  ['topics as the deployment\'s others', { ownTopics: { partitions: 1, replication: 0, commandRetentionMs: 0 } }]
] as const satisfies readonly (readonly [string, Partial<Plain<Tenant>>])[]) {
  right(what, () => assert.equal(problemsOf({ ...full, ...change }), []))
}

right.run()

const wrong = suite('characteristics that are wrong')

const word = '1 to 64 letters, digits and . _ : - are expected'
const many = Array.from({ length: 1_001 }, (_, index) => `a${index}`)
const topicId = '1 to 64 lower-case letters, digits and dashes are expected'
const publicKey = 'personalKey: a public key of X25519 is expected: 32 bytes in base64'
const challenge = 'classes[0].challenges[0]'

for (const [because, change] of [
  [publicKey, { personalKey: 'abc' }],
  [publicKey, { personalKey: key.replace('=', '') }],
  [publicKey, { personalKey: `${'A'.repeat(43)}=` }],
  [`classes[0].class: ${word}`, { classes: [{ ...person, class: '' }] }],
  ['classes: one is there twice', { classes: [person, person] }],
  ['classes[0].levels[1].level: 0 to 100 is expected', withLevels(1, 101)],
  ['classes[0].levels[0].level: 0 to 100 is expected', withLevels(-1, 1)],
  ['classes[0].levels: one is there twice', withLevels(1, 1)],
  ['classes[0].initialLevel: 0 to 100 is expected', { classes: [{ ...person, initialLevel: -1 }] }],
  ['classes[0].challenges: one is there twice', { classes: [{ ...person, challenges: [passport, passport] }] }],
  [`${challenge}.class: ${word}`, withChallenge({ class: 'a b' })],
  [`${challenge}.verifier: ${topicId}`, withChallenge({ verifier: 'IDcheck' })],
  [`${challenge}.proofs[1]: ${word}`, withChallenge({ proofs: ['document', ''] })],
  [`${challenge}.proofs: one is there twice`, withChallenge({ proofs: ['selfie', 'selfie'] })],
  [`${challenge}.proofs: at most 20 are expected`,
    withChallenge({ proofs: Array.from({ length: 21 }, (_, index) => `p${index}`) })],
  [`${challenge}.fromLevel: 0 to 100 is expected`, withChallenge({ fromLevel: -1 })],
  [`${challenge}.toLevel: 0 to 100 is expected`, withChallenge({ toLevel: 101 })],
  [`${challenge}.toLevel: a higher level than fromLevel is expected`, withChallenge({ fromLevel: 2 })],
  [`${challenge}.answerMs: 0 to 31622400000 is expected`, withChallenge({ answerMs: -1 })],
  [`${challenge}.answerMs: 0 to 31622400000 is expected`, withChallenge({ answerMs: 31_622_400_001 })],
  ['levelPolicies[0].operation: one of deposit, withdrawal, transfer_out, transfer_in, hold is expected',
    { levelPolicies: [{ ...policy, operation: 'unknown' }] }],
  ['levelPolicies[0].currency: one of EUR is expected', { levelPolicies: [{ ...policy, currency: 'JPY' }] }],
  ['levelPolicies[0].above: it is negative', { levelPolicies: [{ ...policy, above: -1n }] }],
  ['levelPolicies[1].level: 1 to 100 is expected', { levelPolicies: [policy, { ...policy, level: 0 }] }],
  ['levelPolicies[0].level: 1 to 100 is expected', { levelPolicies: [{ ...policy, level: 101 }] }],
  ['serviceLimits[0].kind: one of identities, wallets, destinations, withdrawals is expected',
    { serviceLimits: [{ ...limit, kind: 'unknown' }] }],
  [`serviceLimits[0].party: ${word}`, { serviceLimits: [{ ...limit, party: 'a b' }] }],
  ['serviceLimits[0].ceiling: 0 to 5000 is expected', { serviceLimits: [{ ...limit, ceiling: -1 }] }],
  ['serviceLimits[0].ceiling: 0 to 5000 is expected', { serviceLimits: [{ ...limit, ceiling: 5_001 }] }],
  ['serviceLimits: one is there twice', { serviceLimits: [limit, { ...limit, ceiling: 11 }] }],
  ['operationsPerSecond: it is negative', { operationsPerSecond: -1 }],
  ...[-1, 1, 59_999, 3_162_240_000_001].map(operationRetentionMs => [
    'operationRetentionMs: 0, or 60000 to 3162240000000 milliseconds are expected', { operationRetentionMs }
  ] as const),
  ...['', 'Mars/Olympus', '+02:00'].map(timeZone => [
    'timeZone: a name in the IANA database of time zones is expected: Europe/Berlin', { timeZone }
  ] as const),
  ['limits: at most 200 are expected',
    { limits: Array.from({ length: 201 }, (_, index) => ({ ...balance, limit: `l${index}` })) }],
  ['limits: one is there twice', { limits: [balance, balance] }],
  [`limits[0].limit: ${word}`, withLimit({ limit: '' })],
  ['limits[0].operations[1]: one of deposit, withdrawal, transfer_out, transfer_in, hold is expected',
    withLimit({ operations: ['hold', 'unknown'] })],
  ['limits[0].operations: one is there twice', withLimit({ operations: ['hold', 'hold'] })],
  [`limits[0].wallets[1]: ${word}`, withLimit({ wallets: ['alice', 'a b'] })],
  ['limits[0].wallets: one is there twice', withLimit({ wallets: ['alice', 'alice'] })],
  ['limits[0].wallets: at most 1000 are expected', withLimit({ wallets: many })],
  [`limits[0].identities[0]: ${word}`, withLimit({ identities: [''] })],
  ['limits[0].identities: at most 1000 are expected', withLimit({ identities: many })],
  [`limits[0].parties[0]: ${word}`, withLimit({ parties: ['p/1'] })],
  ['limits[0].parties: at most 1000 are expected', withLimit({ parties: many })],
  ['limits[0].currency: one of EUR is expected', withLimit({ currency: 'JPY' })],
  ['limits[0].measure: one of balance, amount, turnover, count is expected', withLimit({ measure: 'unknown' })],
  ['limits[0]: a lower or an upper end is expected', withLimit({ lower: null, upper: null })],
  ['limits[0]: a lower or an upper end is expected', withLimit({ measure: 'amount', lower: null, upper: null })],
  ['limits[0].upper: it is missing', withLimit({ measure: 'turnover', lower: null, upper: null })],
  ['limits[0].upper: it is missing', withLimit({ measure: 'count', lower: null, upper: null })],
  ['limits[0].lower: a limit of turnover has an upper end alone', withLimit({ measure: 'turnover' })],
  ['limits[0].lower: a limit of count has an upper end alone', withLimit({ measure: 'count' })],
  ['limits[0].lower.value: it is negative', withLimit({ lower: end(-1n) })],
  ['limits[0]: nothing is between its ends', withLimit({ lower: end(11n), upper: end(10n) })],
  ['limits[0]: nothing is between its ends', withLimit({ lower: end(10n), upper: end(10n, false) })],
  ['limits[0]: nothing is between its ends', withLimit({ lower: end(10n, false), upper: end(11n, false) })],
  ['limits[0]: nothing is between its ends', withLimit({ lower: null, upper: end(0n, false) })],
  ['depositPlan[0].credit: one of wallet, source, system, subagent is expected',
    { depositPlan: [posting('source', 'destination', fixed(1n)), ...full.depositPlan] }],
  ['depositPlan: nothing leaves the source', { depositPlan: [posting('system', 'wallet', fixed(1n))] }],
  ['depositPlan: nothing reaches the wallet', { depositPlan: [posting('source', 'system', fixed(1n))] }],
  ['transferPlan[0].debit: one of wallet, destination, system, subagent is expected',
    { transferPlan: [posting('provider', 'wallet', fixed(1n)), ...full.transferPlan] }],
  ['transferPlan: nothing leaves the wallet', { transferPlan: [posting('system', 'destination', fixed(1n))] }],
  ['transferPlan: nothing reaches the destination', { transferPlan: [posting('wallet', 'system', fixed(1n))] }],
  ['ownTopics.partitions: 1 to 200 is expected', { ownTopics: { ...ownTopics, partitions: 0 } }],
  ['ownTopics.partitions: 1 to 200 is expected', { ownTopics: { ...ownTopics, partitions: 201 } }],
  ['ownTopics.replication: 0 to 9 is expected', { ownTopics: { ...ownTopics, replication: 10 } }],
  ['ownTopics.commandRetentionMs: 0, or 60000 to 3162240000000 milliseconds are expected',
    { ownTopics: { ...ownTopics, commandRetentionMs: 59_999 } }],
  [`tenant: ${topicId}`, { tenant: 'Acme' }],
  [`tenant: ${topicId}`, { tenant: '*' }],
  ['currencies: at most 1000 are expected',
    { currencies: Array.from({ length: 1_001 }, (_, index) => ({ code: `C${index}`, exponent: 2 })) }]
] as const satisfies readonly (readonly [string, Partial<Plain<Tenant>>])[]) {
  wrong(because, () => assert.equal(problemsOf({ ...full, ...change }), [because]))
}

wrong('everything is told, each in its place', () => {
  const row = { ...full, attemptsMax: 0, quoteMs: 0, classes: [{ ...person, class: '' }] }
  assert.equal(problemsOf(row).map(problem => problem.split(':')[0]), ['attemptsMax', 'quoteMs', 'classes[0].class'])
})

wrong.run()

const same = suite('characteristics that are the same')

same('whatever objects they are, and in which order their fields', () => {
  const reversed = Object.fromEntries(Object.entries(structuredClone(full)).reverse())
  assert.ok(isSame(full, reversed))
  assert.ok(isSame(rowOf('acme', 7, full), { ...full }))
})

same('and none that differ', () => {
  for (const [one, other] of [
    [[1], [1, 2]], [[1, 2], [2, 1]], [{ a: 1 }, { b: 1 }], [{ a: 1 }, { a: 1, b: undefined }], [{ a: undefined }, {}],
    [1, 1n], ['', null], [null, {}], [{}, null], [[{ a: [1n] }], [{ a: [2n] }]]
  ]) assert.not.ok(isSame(one, other))
})

same.run()

function problemsOf(row: Plain<Tenant>): readonly string[] {
  const problems: string[] = []
  checkCharacteristics(row, (path, problem) => void problems.push(`${path}: ${problem}`))
  return problems
}

function withChallenge(change: Partial<Plain<ChallengeClass>>): Partial<Plain<Tenant>> {
  return { classes: [{ ...person, challenges: [{ ...passport, ...change }] }] }
}

function withLevels(...levels: readonly number[]): Partial<Plain<Tenant>> {
  return { classes: [{ ...person, levels: levels.map(level => ({ level, name: 'any' })) }] }
}

function withLimit(change: Partial<Plain<LimitPolicy>>): Partial<Plain<Tenant>> {
  return { limits: [{ ...balance, ...change }] }
}

function end(value: bigint, isInclusive = true): Plain<Bound> {
  return { value, isInclusive }
}
