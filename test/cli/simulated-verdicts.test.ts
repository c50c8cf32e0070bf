import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { conducts, lastVerdict, verdictOf, type SimulatedJudgement } from '../../cli/simulated-verdicts.ts'

const head = { tenant: 'demo', reference: 'demo/p-1/alice/kyc-1' }
const now = 1_000

function asked(...tokens: readonly string[]): Parameters<typeof verdictOf>[0] {
  const proofs = tokens.map((token, index) => ({ kind: `kind-${index}`, token }))
  return { ...head, type: 'RequestVerification', class: 'passport', proofs }
}

function said(tokens: readonly string[], judgement: SimulatedJudgement = {}): string {
  return verdictOf(asked(...tokens), judgement, now)?.type ?? 'nothing'
}

const untold = 'VerificationFailed'

test('the beginning of a token tells what becomes of it', () => {
  assert.equal(conducts.map(conduct => said([`${conduct}_7f3a`])), [
    'nothing', 'VerificationFailed', 'VerificationDenied', 'nothing', 'VerificationApproved'
  ])
  assert.equal(conducts.map(conduct => said([conduct])), conducts.map(conduct => said([`${conduct}_7f3a`])))
})

test('nothing is approved by accident', () => {
  for (const token of ['doc_7f3a', 'approved_1', 'Approve_1', ' approve_1', 'not_approve_1', 'approve-1']) {
    assert.equal(verdictOf(asked(token), {}, now), { ...head, type: untold, reason: 'simulated:not_told' }, token)
  }
  assert.is(said([]), untold)
  assert.is(said(['approve_1', 'doc_7f3a']), untold, 'every proof has to tell')
  assert.is(said(['approve_1', 'approve_2']), 'VerificationApproved')
})

test('what it is told for all counts for tokens that do not tell', () => {
  const tokens = ['doc_7f3a']
  assert.equal(conducts.map(otherwise => said(tokens, { otherwise })), conducts.map(conduct => said([conduct])))
  assert.is(said([], { otherwise: 'approve' }), 'VerificationApproved')
  assert.is(said(['deny_1'], { otherwise: 'approve' }), 'VerificationDenied')
  assert.is(said(['approve_1'], { otherwise: 'deny' }), 'VerificationApproved')
})

test('of several proofs the least favourable counts', () => {
  for (const [index, worse] of conducts.entries()) {
    for (const better of conducts.slice(index)) {
      assert.is(said([better, worse]), said([worse]), `${better}, ${worse}`)
      assert.is(said([worse, better]), said([worse]), `${worse}, ${better}`)
    }
  }
})

test('an approval is valid for as long as it is told, a denial and a failure have the reason', () => {
  const approval = { ...head, type: 'VerificationApproved' }
  assert.equal(verdictOf(asked('approve'), {}, now), { ...approval, validUntil: 0 })
  assert.equal(verdictOf(asked('approve'), { validForMs: 500 }, now), { ...approval, validUntil: 1_500 })
  assert.equal(verdictOf(asked('deny'), {}, now), { ...head, type: 'VerificationDenied', reason: 'simulated' })
  assert.equal(verdictOf(asked('fail'), { reason: 'no_match' }, now), {
    ...head, type: 'VerificationFailed', reason: 'no_match'
  })
})

test('given up, it has cancelled it; what it said before it says again; one that is late approves then', () => {
  const cancelled = { ...head, type: 'VerificationCancelled', reason: '' }
  assert.equal(lastVerdict(asked('silent_1'), undefined, {}, now), cancelled)
  assert.equal(lastVerdict(asked('doc_7f3a'), undefined, {}, now), cancelled)
  assert.equal(lastVerdict(asked('approve_1'), undefined, {}, now), cancelled, 'it never got to approve')
  const before = verdictOf(asked('approve_1'), { validForMs: 500 }, now)
  assert.equal(lastVerdict(asked('approve_1'), before, { otherwise: 'deny' }, 2_000), before)
  const late = { ...head, type: 'VerificationApproved', validUntil: 1_500 }
  assert.equal(lastVerdict(asked('late_1'), undefined, { validForMs: 500 }, now), late)
  assert.equal(lastVerdict(asked('doc_7f3a'), undefined, { otherwise: 'late', validForMs: 500 }, now), late)
})

test.run()
