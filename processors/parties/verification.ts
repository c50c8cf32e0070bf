import type {
  Approval, ChallengeApproved, ChallengeCancelled, ChallengeDenied, ChallengeFailed, PartyCommandHead, Plain,
  RecordVerification, Verification, VerificationIgnored, VerificationResult
} from '../../schemas/generated.ts'
import { assert, refuse, unchanged, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Unchanged } from '../decider.ts'
import { joinIds, shortId } from '../ids.ts'
import { identificationAt, knownAfter } from './identification.ts'
import { formatReference, parseReference } from './reference.ts'
import type { ChallengeRow, PartyRows } from './rows.ts'

/**
 * A verifier keys by what it likes, we key by party: what it says comes back to us as a command. Nothing is lost on the
 * way. A reference that is not ours, or not this tenant's, stands for a party of its own, where no challenge can be: so
 * the refusal is an event like any other.
 */
export function verified(said: VerificationResult, { verifier }: { readonly verifier: string }): FollowUp {
  const { tenant, reference } = said
  const ours = parseReference(reference)
  const { party, identity, challenge } = ours?.tenant === tenant ? ours : { ...nobody, party: shortId(reference) }
  const verification = { ...wordsOf(said), verifier, reference }
  const operationId = nameOf(verification)
  return {
    to: 'partyCommands',
    record: { type: 'RecordVerification', tenant, party, operationId, identity, challenge, verification }
  }
}

const nobody = { identity: '', challenge: '' }

function wordsOf(said: VerificationResult): Omit<Plain<Verification>, 'verifier' | 'reference'> {
  switch (said.type) {
    case 'VerificationApproved': return { kind: 'approved', validUntil: said.validUntil, reason: '' }
    case 'VerificationDenied': return { kind: 'denied', validUntil: 0, reason: shortId(said.reason) }
    case 'VerificationFailed': return { kind: 'failed', validUntil: 0, reason: shortId(said.reason) }
    case 'VerificationCancelled': return { kind: 'cancelled', validUntil: 0, reason: shortId(said.reason) }
    default: return unreachable(said)
  }
}

/** The id says all that was said. So a repeat is the same operation and adds no event, a correction is another one. */
function nameOf({ verifier, kind, validUntil, reason, reference }: Plain<Verification>): string {
  return joinIds('verified', verifier, kind, String(validUntil), reason, reference)
}

/**
 * A verifier has spoken. Its first word ends the challenge, and no later one changes that: what it says otherwise
 * afterwards is written down, and counts for nothing.
 */
export function recordVerification(command: Recorded, rows: PartyRows, at: number): Heard {
  const { identity: identityId, verification: said } = command
  const { identities: identity, challenges: challenge } = rows
  const isOurs = said.reference === formatReference(command)
  if (challenge === undefined || !isOurs) return refuse(command, 'challenge_not_found')
  if (challenge.verifier !== said.verifier) return refuse(command, 'verifier_mismatch')
  if (challenge.status !== 'pending') return saidLate(command, challenge)

  assert(identity !== undefined, 'a challenge needs its identity')
  const { reason, validUntil, verifier, reference } = said
  const common = { identity: identityId, identityRevision: identity.revision + 1, challenge: command.challenge }
  switch (said.kind) {
    case 'approved': {
      const known = knownAfter(identity, approvalOf(common.challenge, challenge, validUntil), at)
      return { type: 'ChallengeApproved', ...common, validUntil, identification: identificationAt(known, at) }
    }
    case 'denied': return { type: 'ChallengeDenied', ...common, reason }
    case 'failed': return { type: 'ChallengeFailed', ...common, reason }
    case 'cancelled': return { type: 'ChallengeCancelled', ...common, verifier, reference, isByVerifier: true }
    // A word that only a newer version understands.
    case 'unknown': return unchanged()
    default: return unreachable(said.kind)
  }
}

/** What an approval of the challenge is worth. */
export function approvalOf(
  challenge: string, { fromLevel, toLevel }: ChallengeRow, validUntil: number
): Plain<Approval> {
  return { challenge, fromLevel, toLevel, validUntil }
}

/** The same again is no news, in whatever words for people. */
function saidLate(
  { identity, challenge: id, verification }: Recorded, challenge: ChallengeRow
): VerificationIgnored | Unchanged {
  const { status, validUntil } = challenge
  if (verification.kind === 'unknown') return unchanged()
  if (verification.kind === status && verification.validUntil === validUntil) return unchanged()
  return { type: 'VerificationIgnored', identity, challenge: id, status, verification }
}

type Recorded = PartyCommandHead & RecordVerification

type Ended = ChallengeApproved | ChallengeDenied | ChallengeFailed | ChallengeCancelled

type Heard = Ended | VerificationIgnored | Refusal | Unchanged
