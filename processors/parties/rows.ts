import type { Challenge, Destination, Identity, Party, Plain, Reason } from '../../schemas/generated.ts'

/** The rows of one command. A store is absent when the command has no key of it. */
export interface PartyRows {
  readonly parties?: Plain<Party> | undefined
  readonly identities?: Plain<Identity> | undefined
  readonly challenges?: Plain<Challenge> | undefined
  readonly destinations?: Plain<Destination> | undefined
}

export type PartyRow = Plain<Party>
export type IdentityRow = Plain<Identity>
export type ChallengeRow = Plain<Challenge>
export type DestinationRow = Plain<Destination>

/** The party, or why it is none. What has begun may be ended, blocked or not. */
export function knownParty({ parties: party }: PartyRows): PartyRow | Reason {
  if (party === undefined) return 'party_not_found'
  return party.status === 'erased' ? 'party_erased' : party
}

/** The party, or why nothing may be begun for it. */
export function activeParty(rows: PartyRows): PartyRow | Reason {
  const party = knownParty(rows)
  return typeof party === 'object' && party.status === 'blocked' ? 'party_blocked' : party
}

interface Named { readonly wallet: string, readonly withdrawal: string }

/** Whether both are one withdrawal. */
export function isSame(left: Named, right: Named): boolean {
  return left.wallet === right.wallet && left.withdrawal === right.withdrawal
}
