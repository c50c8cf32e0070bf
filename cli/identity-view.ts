import { identificationAt, knownAt } from '../processors/parties/identification.ts'
import type { ChallengeRow, DestinationRow } from '../processors/parties/rows.ts'
import type { Identification, PartyStatus, Plain } from '../schemas/generated.ts'
import type { IdentityId } from './identity-id.ts'
import type { FoldedIdentity, PartyFold } from './party-fold.ts'

/** An identity in short, as its events leave it and as the time has it. */
export interface IdentitySummary {
  readonly identity: string
  readonly class: string
  /** Of the identity: what operations pin. */
  readonly revision: number
  /** Of the time: what has expired counts no more, whether the clock has said so already or not. */
  readonly identification: Plain<Identification>
  /** The challenge that is pending. */
  readonly pending?: string
}

/** All of an identity but its contact data, which is encrypted. */
export interface IdentityView extends IdentityId, IdentitySummary {
  readonly createdAt: number
  readonly partyStatus: PartyStatus
  /** The revision that its contact data is of. 0: it has none. */
  readonly contactRevision: number
  /** When its contact data was erased, with all that is personal of the party. */
  readonly erasedAt?: number
  /** In the order in which they began. */
  readonly challenges: readonly ChallengeView[]
  readonly destinations: readonly DestinationView[]
}

export interface ChallengeView extends ChallengeRow {
  readonly challenge: string
  readonly class: string
  readonly startedAt: number
  /** 0 while it is pending. */
  readonly endedAt: number
  /** Why it was denied or failed: a code. */
  readonly reason: string
  /** Whether it is approved and the level is built on it. */
  readonly counts: boolean
}

export interface DestinationView extends Omit<DestinationRow, 'identity'> {
  readonly destinationId: string
}

/** @param at milliseconds since 1970, for what has expired */
export function summaryOf(identity: string, { row }: FoldedIdentity, at: number): IdentitySummary {
  const { class: name, revision, pending } = row
  return {
    identity, class: name, revision, identification: identificationAt(row, at), ...pending !== '' && { pending }
  }
}

/** Undefined when there is no such identity. @param at milliseconds since 1970, for what has expired */
export function identityView(fold: PartyFold, id: IdentityId, at: number): IdentityView | undefined {
  const { tenant, party, identity } = id
  const folded = fold.identities.get(identity)
  if (folded === undefined) return undefined
  const { createdAt, contactRevision } = folded
  const counting = knownAt(folded.row, at).approvals.map(({ challenge }) => challenge)
  return {
    tenant, party, ...summaryOf(identity, folded, at), createdAt, partyStatus: fold.party!.status, contactRevision,
    ...fold.erasedAt !== undefined && { erasedAt: fold.erasedAt },
    challenges: [...fold.challengesOf(identity)].map(([challenge, { row, ...facts }]) =>
      ({ challenge, ...row, ...facts, counts: counting.includes(challenge) })),
    destinations: fold.destinationsOf(identity).map(([destinationId, { identity: _, ...row }]) =>
      ({ destinationId, ...row }))
  }
}
