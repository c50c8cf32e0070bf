import { parties } from '../processors/parties/index.ts'
import type {
  ChallengeRow, DestinationRow, IdentityRow, PartyRow, PartyRows
} from '../processors/parties/rows.ts'
import type { PartyEvent } from '../schemas/generated.ts'

/** Of an identity: its row, and what that does not keep. */
export interface FoldedIdentity {
  readonly row: IdentityRow
  readonly createdAt: number
  /** The revision that its contact data is of. 0: it has none. */
  readonly contactRevision: number
}

/** Of a challenge: its row, and what that does not keep. */
export interface FoldedChallenge {
  readonly row: ChallengeRow
  readonly class: string
  readonly startedAt: number
  /** 0 while it is pending. */
  readonly endedAt: number
  /** Why it was denied or failed: a code. */
  readonly reason: string
}

/** Folds the events of one party, with the domain's own code. */
export class PartyFold {
  #party: PartyRow | undefined
  #revision = 0
  #erasedAt: number | undefined
  readonly #identities = new Map<string, FoldedIdentity>()
  /** By identity and id. */
  readonly #challenges = new Map<string, Map<string, FoldedChallenge>>()
  readonly #destinations = new Map<string, DestinationRow>()

  /** @throws Error when an event is missing */
  add(event: PartyEvent): void {
    const { revision } = event
    if (revision !== this.#revision + 1) throw new Error(`events are missing: ${revision} follows ${this.#revision}`)
    this.#revision = revision
    if (event.type === 'PersonalDataErased') this.#erasedAt = event.at
    this.#keep(event, parties.evolve(this.#rowsOf(event), event))
  }

  /** Undefined when it was never registered. */
  get party(): PartyRow | undefined {
    return this.#party
  }

  /** Of its last event, refusals included. */
  get revision(): number {
    return this.#revision
  }

  get erasedAt(): number | undefined {
    return this.#erasedAt
  }

  get identities(): ReadonlyMap<string, FoldedIdentity> {
    return this.#identities
  }

  challengesOf(identity: string): ReadonlyMap<string, FoldedChallenge> {
    return this.#challenges.get(identity) ?? new Map()
  }

  destinationsOf(identity: string): readonly (readonly [string, DestinationRow])[] {
    return [...this.#destinations].filter(([, row]) => row.identity === identity)
  }

  #rowsOf(event: PartyEvent): PartyRows {
    const { identity, challenge, destinationId } = idsOf(event)
    return {
      parties: this.#party,
      identities: this.#identities.get(identity)?.row,
      challenges: this.#challenges.get(identity)?.get(challenge)?.row,
      destinations: this.#destinations.get(destinationId)
    }
  }

  #keep(event: PartyEvent, { parties: party, identities, challenges, destinations }: PartyRows): void {
    const { identity, challenge, destinationId } = idsOf(event)
    this.#party = party
    if (identities !== undefined) {
      this.#identities.set(identity, foldIdentity(this.#identities.get(identity), identities, event))
    }
    if (challenges !== undefined) {
      const others = this.#challenges.get(identity) ?? new Map<string, FoldedChallenge>()
      this.#challenges.set(identity, others.set(challenge, foldChallenge(others.get(challenge), challenges, event)))
    }
    if (destinations !== undefined) this.#destinations.set(destinationId, destinations)
  }
}

/** What an event is about. Empty: it is about none. */
function idsOf(event: PartyEvent) {
  return {
    identity: 'identity' in event ? event.identity : '',
    challenge: 'challenge' in event ? event.challenge : '',
    destinationId: 'destinationId' in event ? event.destinationId : ''
  }
}

function foldIdentity(before: FoldedIdentity | undefined, row: IdentityRow, event: PartyEvent): FoldedIdentity {
  const { createdAt = event.at, contactRevision = 0 } = before ?? {}
  const hasContact = 'contact' in event && event.contact.length > 0
  return { row, createdAt, contactRevision: hasContact ? event.identityRevision : contactRevision }
}

function foldChallenge(before: FoldedChallenge | undefined, row: ChallengeRow, event: PartyEvent): FoldedChallenge {
  switch (event.type) {
    case 'ChallengeStarted': return { row, class: event.class, startedAt: event.at, endedAt: 0, reason: '' }
    case 'ChallengeDenied':
    case 'ChallengeFailed': return { ...before!, row, endedAt: event.at, reason: event.reason }
    default: {
      // What comes after the end, a cancellation once more for one, does not end it again.
      const endedAt = before!.endedAt === 0 && row.status !== 'pending' ? event.at : before!.endedAt
      return { ...before!, row, endedAt }
    }
  }
}
