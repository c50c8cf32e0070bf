import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { parties } from '../../../processors/parties/index.ts'
import { formatReference, parseReference } from '../../../processors/parties/reference.ts'
import { verified } from '../../../processors/parties/verification.ts'
import { schemas } from '../../../schemas/generated.ts'
import type {
  PartyCommandHead, RecordVerification, VerificationResult, VerificationKind
} from '../../../schemas/generated.ts'
import { flatRecords } from '../../schemas/arbitrary.ts'
import { specification, usualAt } from '../../support/given.ts'
import {
  approves, challenged, pending, recordVerification, reference, registered, tables
} from './examples.ts'

const given = specification(parties, tables)

const route = suite('what verifiers say')

const approved = { type: 'VerificationApproved', tenant: 'acme', reference, validUntil: 0 } as const

function routed(change: object = {}, verifier = 'checkit'): PartyCommandHead & RecordVerification {
  const { to, record } = verified({ ...approved, ...change } as VerificationResult, { verifier })
  assert.is(to, 'partyCommands')
  return record as PartyCommandHead & RecordVerification
}

route('finds the challenge by the reference', () => {
  assert.equal(routed(), {
    ...recordVerification, operationId: 'verified/checkit/approved/0//acme%2Fp-1%2Falice%2Fkyc-1'
  })
  assert.equal(routed({ validUntil: 7 }).verification, { ...approves, validUntil: 7 })
  for (const [type, kind] of [
    ['VerificationDenied', 'denied'], ['VerificationFailed', 'failed'], ['VerificationCancelled', 'cancelled']
  ] as const) assert.equal(routed({ type, reason: 'so' }).verification, { ...approves, kind, reason: 'so' })
})

route('gives what is not ours a party of its own, in the tenant that said it', () => {
  for (const text of ['', 'alice', 'acme/p-1/alice', `${reference}/1`, 'other/p-1/alice/kyc-1', '\0']) {
    const command = routed({ reference: text })
    assert.equal([command.tenant, command.party, command.identity, command.challenge], ['acme', text, '', ''])
    assert.is(command.verification.reference, text)
    given({}).when(command).refuses('challenge_not_found')
  }
})

route('lets no tenant speak of the challenges of another', () => {
  const command = routed({ tenant: 'other' })
  assert.equal([command.tenant, command.party], ['other', reference])
})

route('makes one operation of a repeat and two of a correction', () => {
  assert.is(routed().operationId, routed().operationId)
  const denied = { type: 'VerificationDenied', reason: '' }
  const ids = [
    routed(), routed({ validUntil: 1 }), routed({}, 'other'), routed({ reference: `${reference}1` }), routed(denied),
    routed({ ...denied, reason: 'blurred' }), routed({ ...denied, type: 'VerificationFailed' }),
    routed({ ...denied, type: 'VerificationCancelled' })
  ].map(({ operationId }) => operationId)
  assert.is(new Set(ids).size, ids.length)
})

route('derives ids that no client can have, and keeps them short', () => {
  fc.assert(fc.property(flatRecords(schemas.VerificationResult), said => {
    const { record } = verified(said as unknown as VerificationResult, { verifier: 'checkit' })
    assert.match((record as PartyCommandHead).operationId, /^verified\//)
  }), { seed: 1 })
  const long = 'x'.repeat(60_000)
  const command = routed({ reference: long, type: 'VerificationDenied', reason: long })
  assert.ok(command.operationId.length < 2_000)
  assert.ok(command.party.length <= 256)
  assert.is(command.verification.reason.length, 256)
})

route('takes the word of the verifier that was asked, of the challenge that it names', () => {
  const rows = { parties: registered, identities: challenged, challenges: pending }
  given(rows).when({ ...recordVerification, verification: { ...approves, verifier: 'other' } })
    .refuses('verifier_mismatch')
  given(rows).when({ ...recordVerification, verification: { ...approves, reference: `${reference}1` } })
    .refuses('challenge_not_found')
})

route('does nothing at a word that only a newer version understands, whatever has become of the challenge', () => {
  const verification = { ...approves, kind: 'unknown' as VerificationKind }
  for (const status of ['pending', 'approved', 'cancelled'] as const) {
    const rows = { identities: challenged, challenges: { ...pending, status } }
    assert.equal(parties.decide({ ...recordVerification, verification }, rows, tables, usualAt),
      { type: 'Unchanged', followUps: [] })
  }
})

route.run()

const references = suite('references of challenges')

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/)

references('come back as they went', () => {
  fc.assert(fc.property(id, id, id, id, (tenant, party, identity, challenge) => {
    const parts = { tenant, party, identity, challenge }
    assert.equal(parseReference(formatReference(parts)), parts)
  }), { seed: 2 })
})

references('are written in one way: whatever is read is written the same', () => {
  const part = fc.oneof(id, fc.string({ unit: 'binary', maxLength: 3 }))
  const texts = fc.array(part, { minLength: 3, maxLength: 6 }).map(parts => parts.join('/'))
  fc.assert(fc.property(texts, text => {
    const parsed = parseReference(text)
    if (parsed !== undefined) assert.is(formatReference(parsed), text)
  }), { seed: 3, numRuns: 1000 })
})

references('are nothing else', () => {
  for (const text of [
    '', '/', '///', '////', 'acme/p-1/alice', 'acme/p-1/alice/', '/p-1/alice/kyc', 'acme//alice/kyc', 'a/b/c/d/e',
    'a/b/c/d/', 'a/b/c/d\n', 'a/b/c/d ', 'a/b c/d/e', 'a/../c/d', `${'a'.repeat(65)}/b/c/d`, '/'.repeat(100_000)
  ]) assert.is(parseReference(text), undefined, JSON.stringify(text.slice(0, 50)))
})

references.run()
