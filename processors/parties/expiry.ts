import type {
  ChallengeFailed, ExpireChallenge, ExpireIdentification, IdentificationExpired, PartyCommand, PartyCommandHead
} from '../../schemas/generated.ts'
import { assert, refuse, unchanged } from '../decider.ts'
import type { Refusal, Tick, Unchanged } from '../decider.ts'
import { invalidDerivedPartyIds } from '../ids.ts'
import { tickRetryMs } from '../time.ts'
import { identificationAt } from './identification.ts'
import type { ChallengeRow, IdentityRow, PartyRows } from './rows.ts'

/** An approval is valid no more, says the clock. It is decided by the time that the broker gave the command. */
export function expireIdentification(
  command: PartyCommandHead & ExpireIdentification, { identities: identity }: PartyRows, at: number
): IdentificationExpired | Refusal | Unchanged {
  const fields = invalidDerivedPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (identity === undefined || !isDue(identity, command, at)) return unchanged()

  return {
    type: 'IdentificationExpired',
    identity: command.identity,
    identityRevision: identity.revision + 1,
    identification: identificationAt(identity, at)
  }
}

/** The verifier was silent for too long. It may have been asked in vain: nobody is approved by silence. */
export function expireChallenge(
  command: PartyCommandHead & ExpireChallenge, { identities: identity, challenges: challenge }: PartyRows, at: number
): ChallengeFailed | Refusal | Unchanged {
  const fields = invalidDerivedPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (challenge === undefined || !isDue(challenge, command, at)) return unchanged()

  assert(identity !== undefined, 'a challenge needs its identity')
  return {
    type: 'ChallengeFailed',
    identity: command.identity,
    identityRevision: identity.revision + 1,
    challenge: command.challenge,
    reason: 'no_answer'
  }
}

/** When an approval expires. Once more, should this machine's clock be ahead of the broker's. */
export function tickIdentity(
  [tenant = '', party = '', identity = '']: readonly string[], { dueAt, revision }: IdentityRow, now: number
): Tick<PartyCommand> {
  // An identity expires more than once, so the operation is named after what it was when it did.
  const operationId = `expire/identity/${identity}/${revision}`
  return {
    command: { type: 'ExpireIdentification', tenant, party, operationId, identity, dueAt }, next: now + tickRetryMs
  }
}

/** When its verifier has been silent for too long. */
export function tickChallenge(
  [tenant = '', party = '', identity = '', challenge = '']: readonly string[], { dueAt }: ChallengeRow, now: number
): Tick<PartyCommand> {
  const operationId = `expire/challenge/${identity}/${challenge}`
  return {
    command: { type: 'ExpireChallenge', tenant, party, operationId, identity, challenge, dueAt },
    next: now + tickRetryMs
  }
}

interface Due { readonly dueAt: number }

function isDue({ dueAt }: Due, command: Due, at: number): boolean {
  return dueAt > 0 && dueAt === command.dueAt && at >= dueAt
}
