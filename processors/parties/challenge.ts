import type {
  CancelChallenge, ChallengeCancelled, ChallengeClass, ChallengeStarted, PartyCommandHead, Plain, StartChallenge, Tenant
} from '../../schemas/generated.ts'
import { refuse, unreachable } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidPartyIds, isVerifierId } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { later } from '../time.ts'
import { identificationAt } from './identification.ts'
import { areProofs, suffice } from './proofs.ts'
import { formatReference } from './reference.ts'
import { activeParty, knownParty } from './rows.ts'
import type { IdentityRow, PartyRows } from './rows.ts'

/** Asks a verifier, and believes nothing until it has answered. One at a time: each builds on the level before it. */
export function startChallenge(
  command: PartyCommandHead & StartChallenge, rows: PartyRows, tables: Tables, at: number
): ChallengeStarted | Refusal {
  const { identity: identityId, challenge, proofs } = command
  const { identities: identity } = rows
  const fields = invalidPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  const tenant = findTenant(tables, command.tenant)
  const challengeClass = classOf(tenant, identity, command.class)
  const isProven = areProofs(proofs) && (challengeClass === undefined || suffice(proofs, challengeClass))
  if (!isProven) return refuse(command, 'invalid_proofs', { fields: ['proofs'] })

  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  const party = activeParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  if (identity === undefined) return refuse(command, 'identity_not_found')
  if (rows.challenges !== undefined) return refuse(command, 'challenge_already_exists')
  if (identity.pending !== '') return refuse(command, 'challenge_pending')
  if (challengeClass === undefined) return refuse(command, 'challenge_class_not_found')

  const { verifier, fromLevel, toLevel, answerMs } = challengeClass
  if (identificationAt(identity, at).level !== fromLevel) return refuse(command, 'challenge_level_mismatch')
  const row = isVerifierId(verifier) ? tables.get('verifiers', command.tenant, verifier) : undefined
  if (row === undefined) return refuse(command, 'verifier_not_found')

  return {
    type: 'ChallengeStarted',
    identity: identityId,
    identityRevision: identity.revision + 1,
    challenge,
    class: command.class,
    verifier,
    reference: formatReference(command),
    proofs,
    fromLevel,
    toLevel,
    dueAt: answerMs > 0 ? later(at, answerMs) : 0,
    tenantRevision: tenant.revision,
    verifierRevision: row.revision
  }
}

/** A class that leads to no higher level is none, whatever its row says. */
function classOf(
  tenant: Plain<Tenant> | undefined, identity: IdentityRow | undefined, name: string
): Plain<ChallengeClass> | undefined {
  const identityClass = tenant?.classes.find(each => each.class === identity?.class)
  const found = identityClass?.challenges.find(each => each.class === name)
  return found !== undefined && found.toLevel > found.fromLevel ? found : undefined
}

/**
 * The client gives a challenge up, of a blocked party too. Again, it is cancelled still, and nobody is told: the event
 * names no verifier.
 */
export function cancelChallenge(
  command: PartyCommandHead & CancelChallenge, rows: PartyRows
): ChallengeCancelled | Refusal {
  const { identities: identity, challenges: challenge } = rows
  const fields = invalidPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const party = knownParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  if (identity === undefined) return refuse(command, 'identity_not_found')
  if (challenge === undefined) return refuse(command, 'challenge_not_found')

  const cancelled = {
    type: 'ChallengeCancelled', identity: command.identity, challenge: command.challenge,
    reference: formatReference(command), isByVerifier: false
  } as const
  switch (challenge.status) {
    case 'pending':
      return { ...cancelled, identityRevision: identity.revision + 1, verifier: challenge.verifier }
    case 'cancelled': return { ...cancelled, identityRevision: identity.revision, verifier: '' }
    case 'approved':
    case 'denied': return refuse(command, 'challenge_already_completed')
    case 'failed': return refuse(command, 'challenge_already_failed')
    default: return unreachable(challenge.status)
  }
}
