import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Tables } from '../../../processors/decider.ts'
import { parties } from '../../../processors/parties/index.ts'
import type { ChallengeClass, Plain, Proof } from '../../../schemas/generated.ts'
import { specification, tablesOf, usualAt } from '../../support/given.ts'
import {
  acme, alice, blocked, challenged, checkit, day, eventOf, expiring, identified, passport, pending, person, reference,
  registered, startChallenge, tables
} from './examples.ts'

const given = specification(parties, tables)
const rows = { parties: registered, identities: alice }

const test = suite('challenges')

const challengeStarted = {
  type: 'ChallengeStarted', identity: 'alice', identityRevision: 2, challenge: 'kyc-1', class: 'passport',
  verifier: 'checkit', reference, proofs: startChallenge.proofs, fromLevel: 0, toLevel: 1, dueAt: usualAt + day,
  tenantRevision: 7, verifierRevision: 2
} as const

function having(change: Partial<Plain<ChallengeClass>>, verifiers = [checkit]): Tables {
  const challenges = [{ ...passport, ...change }]
  return tablesOf({ tenants: [{ ...acme, classes: [{ ...person, challenges }] }], verifiers })
}

test('asks the verifier of the class, by a name of ours', () => {
  given(rows).when(startChallenge).emits(challengeStarted)
  assert.equal(parties.react!(eventOf(challengeStarted), rows), [{
    to: 'verifierRequests',
    params: { verifier: 'checkit' },
    record: {
      type: 'RequestVerification', tenant: 'acme', reference, class: 'passport', proofs: startChallenge.proofs
    }
  }])
  assert.equal(parties.evolve(rows, eventOf(challengeStarted)), {
    parties: registered, identities: challenged, challenges: pending
  })
})

test('gives a verifier the time that the class says, or all the time there is', () => {
  given(rows, having({ answerMs: 1 })).when(startChallenge).emits({ ...challengeStarted, dueAt: usualAt + 1 })
  for (const answerMs of [0, -1]) {
    given(rows, having({ answerMs })).when(startChallenge).emits({ ...challengeStarted, dueAt: 0 })
  }
})

test('takes the proofs that the class asks for, and more', () => {
  const proofOf = (kind: string, token = 'doc_1'): Plain<Proof> => ({ kind, token })
  const many = Array.from({ length: 20 }, (_, index) => proofOf(index === 0 ? 'passport' : `kind-${index}`))
  for (const proofs of [[proofOf('passport', '~'.repeat(256))], [proofOf('selfie'), proofOf('passport')], many]) {
    given(rows).when({ ...startChallenge, proofs }).emits({ ...challengeStarted, proofs })
  }
  given(rows, having({ proofs: [] })).when({ ...startChallenge, proofs: [] })
    .emits({ ...challengeStarted, proofs: [] })
  for (const proofs of [
    [], [proofOf('selfie')], [proofOf('passport'), proofOf('passport', 'doc_2')], [proofOf('passport', '')],
    [proofOf('passport', 'ü')], [proofOf('passport', 'x'.repeat(257))], [proofOf('passport'), proofOf('')],
    [proofOf('passport'), proofOf('a b')], [...many, proofOf('one-more')]
  ]) given(rows).when({ ...startChallenge, proofs }).refuses('invalid_proofs', { fields: ['proofs'] })
})

test('begins where the identity is now, by the time of the command', () => {
  given({ ...rows, identities: identified }).when(startChallenge).refuses('challenge_level_mismatch')
  given({ ...rows, identities: expiring }, tables, usualAt - 1).when(startChallenge)
    .refuses('challenge_level_mismatch')
  given({ ...rows, identities: expiring }).when(startChallenge).emits({ ...challengeStarted, identityRevision: 4 })
})

test('is of a class that leads higher', () => {
  given(rows).when({ ...startChallenge, class: 'nonsense' }).refuses('challenge_class_not_found')
  for (const toLevel of [0, -1]) {
    given(rows, having({ toLevel })).when(startChallenge).refuses('challenge_class_not_found')
  }
  given({ ...rows, identities: { ...alice, class: 'company' } }).when(startChallenge)
    .refuses('challenge_class_not_found')
})

test('wants a verifier that the tenant has, by an id that can be part of a topic name', () => {
  given(rows, having({}, [])).when(startChallenge).refuses('verifier_not_found')
  given(rows, having({}, [{ ...checkit, tenant: 'other' }])).when(startChallenge).refuses('verifier_not_found')
  const hostile = { verifier: 'a/../b' }
  given(rows, having(hostile, [{ ...checkit, ...hostile }])).when(startChallenge).refuses('verifier_not_found')
})

test('is not begun for a blocked party, or while another one is pending', () => {
  given({ ...rows, parties: blocked }).when(startChallenge).refuses('party_blocked')
  given({ ...rows, identities: { ...alice, pending: 'kyc-0' } }).when(startChallenge).refuses('challenge_pending')
})

test('stops at an event without its challenge: the log contradicts itself', () => {
  const denied = {
    type: 'ChallengeDenied', identity: 'alice', identityRevision: 3, challenge: 'kyc-1', reason: ''
  } as const
  assert.throws(() => parties.evolve(rows, eventOf(denied)), /an event needs its challenge/)
  assert.throws(() => parties.evolve({ challenges: pending }, eventOf(denied)), /an event needs its identity/)
})

test.run()

const clock = suite('clock of parties')

clock('asks for what is due, in an operation of the row as it is', () => {
  const now = usualAt + 60_000
  assert.equal(parties.tick!('identities', ['acme', 'p-1', 'alice'], expiring, now), {
    command: {
      type: 'ExpireIdentification', tenant: 'acme', party: 'p-1', operationId: 'expire/identity/alice/3',
      identity: 'alice', dueAt: usualAt
    },
    next: now + 5_000
  })
  assert.equal(parties.tick!('challenges', ['acme', 'p-1', 'alice', 'kyc-1'], pending, now), {
    command: {
      type: 'ExpireChallenge', tenant: 'acme', party: 'p-1', operationId: 'expire/challenge/alice/kyc-1',
      identity: 'alice', challenge: 'kyc-1', dueAt: usualAt + day
    },
    next: now + 5_000
  })
})

clock('says nothing new when it is ahead, or late', () => {
  const head = { tenant: 'acme', party: 'p-1', operationId: 'expire/1', identity: 'alice' }
  const identification = { type: 'ExpireIdentification', ...head, dueAt: usualAt } as const
  const challenge = { type: 'ExpireChallenge', ...head, challenge: 'kyc-1', dueAt: pending.dueAt } as const
  const nothing = { type: 'Unchanged', followUps: [] }
  for (const [command, row, at] of [
    [identification, { identities: expiring }, usualAt - 1], [identification, { identities: identified }, usualAt],
    [identification, { identities: { ...expiring, dueAt: usualAt - 1 } }, usualAt], [identification, {}, usualAt],
    [{ ...identification, dueAt: 0 }, { identities: identified }, usualAt],
    [challenge, { identities: challenged, challenges: pending }, pending.dueAt - 1],
    [challenge, { identities: alice, challenges: { ...pending, status: 'denied', dueAt: 0 } }, pending.dueAt],
    [challenge, {}, pending.dueAt]
  ] as const) assert.equal(parties.decide(command, row, tables, at), nothing)
})

clock.run()
