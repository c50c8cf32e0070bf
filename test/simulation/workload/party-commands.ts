import type { Contact, PartyCommand, Plain } from '../../../schemas/generated.ts'
import type { Flat } from '../../../schemas/record.ts'
import type { Random } from '../random.ts'
import { tenants } from './deployment.ts'
import { challengeClassOf, classes, personalKey } from './policies.ts'

/** Those who are registered at the beginning, most often, and one who is not. */
const parties = ['ann', 'ben'] as const
const stranger = 'zed'

const kinds = {
  register: 4, block: 4, unblock: 8, erase: 2, identity: 9, contact: 6, challenge: 30, cancel: 8, add: 9, change: 7,
  remove: 6
} as const

/** What no record but its command may have in it. */
export const PERSONAL = 'Zoe'

/** Looks like the number of a card. */
const CARD = '4111 1111-1111 1111'

type Identity = Extract<PartyCommand, { type: 'CreateIdentity' }>
type Destination = Extract<PartyCommand, { type: 'AddDestination' }>
type Challenge = Extract<PartyCommand, { type: 'StartChallenge' }>

/** Commands about parties, of clients who err now and then. They have no operation ids yet. */
export class PartyCommands {
  readonly #random: Random
  readonly #identities: Identity[] = []
  /** Those that are there, as far as anybody has looked. */
  readonly #destinations: Place[] = []
  readonly #challenges: Challenge[] = []
  readonly #blocked: Omit<Head, 'operationId'>[] = []

  constructor(random: Random) {
    this.#random = random
  }

  /** Most parties, each with somebody who is about to be known. */
  * first(): Iterable<PartyCommand> {
    const random = this.#random
    for (const tenant of tenants) {
      for (const party of parties) {
        if (random.chance(0.1)) continue
        yield { type: 'RegisterParty', ...this.#head(tenant, party) }
        const identity = this.#identity(this.#head(tenant, party))
        yield identity
        yield this.#destination({ ...this.#head(tenant, party), identity: identity.identity })
        if (random.chance(0.8)) yield this.#challengeOf(identity)
      }
    }
  }

  next(): PartyCommand {
    const random = this.#random
    const head = this.#head(random.pick(tenants), random.chance(0.05) ? stranger : random.pick(parties))
    switch (random.weighted(kinds)) {
      case 'register': return { type: 'RegisterParty', ...head }
      case 'block':
        this.#blocked.push({ tenant: head.tenant, party: head.party })
        return { type: 'BlockParty', ...head }
      case 'unblock': return { type: 'UnblockParty', ...head, ...this.#blocked.pop() }
      case 'erase': return { type: 'ErasePersonalData', ...head }
      case 'identity': return this.#identity(head)
      case 'contact': return this.#changeContact(head)
      case 'challenge': return this.#challengeOf(this.#anyIdentity(head))
      case 'cancel': return this.#cancel(head)
      case 'add': return this.#destination(this.#anyIdentity(head))
      case 'change': return { type: 'ChangeDestination', ...head, ...this.#anyDestination(head), token: this.#token() }
      case 'remove': return { type: 'RemoveDestination', ...head, ...this.#anyDestination(head) }
    }
  }

  /** Who was approved may want to go on; what is there can be named. */
  after(event: Flat): readonly PartyCommand[] {
    if (event.type === 'DestinationAdded') this.#destinations.push(event as unknown as Place)
    if (event.type === 'DestinationRemoved') return this.#replaced(event)
    if (event.type !== 'ChallengeApproved' || !this.#random.chance(0.5)) return []
    const { tenant, party, identity } = event as Flat & { tenant: string, party: string, identity: string }
    const known = this.#identities.filter(each => each.tenant === tenant && each.party === party)
    return known.filter(each => each.identity === identity).slice(0, 1).map(each => this.#challengeOf(each, 'passport'))
  }

  /** By another one of the same identity, most often. */
  #replaced({ tenant, party, destinationId }: Flat): readonly PartyCommand[] {
    const removed = this.#destinations.find(each =>
      each.tenant === tenant && each.party === party && each.destinationId === destinationId)
    return removed !== undefined && this.#random.chance(0.7) ? [this.#destination(removed)] : []
  }

  /** Another operation under the id of this one. */
  reuse({ tenant, party, operationId }: PartyCommand): PartyCommand {
    const destinationId = `d-${this.#random.between(1_000, 9_999)}`
    return { type: 'RemoveDestination', tenant, party, operationId, destinationId }
  }

  /** Somebody of the tenant who may own a wallet; now and then nobody does. */
  owner(tenant: string): { readonly party: string, readonly identity: string } {
    const known = this.#identities.filter(identity => identity.tenant === tenant)
    if (known.length === 0 || this.#random.chance(0.04)) return { party: stranger, identity: 'i-0' }
    // Those who may come to be known have more to do.
    const challenged = known.filter(({ party, identity }) => this.#challenges.some(challenge =>
      challenge.tenant === tenant && challenge.party === party && challenge.identity === identity))
    const some = challenged.length > 0 && this.#random.chance(0.7) ? challenged : known
    const { party, identity } = this.#random.pick(some)
    return { party, identity }
  }

  /** A destination of the owner, most often; or of somebody else of the party. */
  destinationOf({ tenant, party, identity }: Omit<Head, 'operationId'> & { readonly identity: string }): string {
    const random = this.#random
    const ofParty = this.#destinations.filter(each => each.tenant === tenant && each.party === party)
    const own = ofParty.filter(each => each.identity === identity)
    const some = own.length > 0 && random.chance(0.93) ? own : ofParty
    return some.length === 0 || random.chance(0.03) ? 'd-1' : random.pick(some).destinationId
  }

  #head(tenant: string, party: string): Head {
    return { tenant, party, operationId: '' }
  }

  #identity({ tenant, party, operationId }: Head): Identity {
    const random = this.#random
    const contact = random.chance(personalKey(tenant) === '' ? 0.05 : 0.6) ? this.#contact() : null
    const name = random.chance(0.03) ? 'ghost' : random.weighted({ person: 75, company: 25 })
    const identity = `i-${random.between(1, 3)}`
    const made: Identity = { type: 'CreateIdentity', tenant, party, operationId, identity, class: name, contact }
    this.#identities.push(made)
    return made
  }

  #changeContact(head: Head): PartyCommand {
    const { tenant, party, identity } = this.#anyIdentity(head)
    return { type: 'ChangeContact', tenant, party, operationId: head.operationId, identity, contact: this.#contact() }
  }

  /** Not every class is one of the identity, nor are all proofs what was asked for. */
  #challengeOf({ tenant, party, identity, class: of }: Identity, wanted = ''): Challenge {
    const random = this.#random
    const ways = classes.find(({ class: name }) => name === of)?.challenges ?? []
    const way = ways.find(({ class: each }) => each === wanted) ?? random.pick(ways.slice(0, random.between(1, 3)))
    const name = way === undefined || random.chance(0.04) ? 'rumour' : way.class
    const asked = random.chance(0.06) ? ['letter'] : challengeClassOf(of, name)?.proofs ?? []
    const proofs = asked.map(kind => ({ kind, token: `proof-${random.between(1, 99)}` }))
    const challenge = `c-${random.between(1, 12)}`
    const made: Challenge = {
      type: 'StartChallenge', tenant, party, operationId: '', identity, challenge, class: name,
      proofs: random.chance(0.03) ? [] : proofs
    }
    this.#challenges.push(made)
    return made
  }

  /** Most often one that may be pending still. */
  #cancel(head: Head): PartyCommand {
    const recent = this.#challenges.slice(-5)
    const { tenant, party, identity, challenge } = recent.length > 0 && this.#random.chance(0.95)
      ? this.#random.pick(recent)
      : { ...head, identity: 'i-1', challenge: 'c-0' }
    return { type: 'CancelChallenge', tenant, party, operationId: head.operationId, identity, challenge }
  }

  #destination({ tenant, party, identity }: Omit<Head, 'operationId'> & { readonly identity: string }): Destination {
    const random = this.#random
    const destinationId = `d-${random.between(1, 8)}`
    const kind = random.pick(['bank_card', 'bank_account', 'digital_wallet', 'crypto_wallet'] as const)
    return {
      type: 'AddDestination', tenant, party, operationId: '', destinationId, identity, kind, token: this.#token()
    }
  }

  #anyIdentity(head: Head): Identity {
    const unknown: Identity = { type: 'CreateIdentity', ...head, identity: 'i-0', class: 'person', contact: null }
    if (this.#identities.length === 0 || this.#random.chance(0.03)) return unknown
    return this.#random.pick(this.#identities)
  }

  #anyDestination(head: Head): Omit<Head, 'operationId'> & { readonly destinationId: string } {
    const found = this.#destinations.length === 0 || this.#random.chance(0.03)
      ? { ...head, destinationId: 'd-0' }
      : this.#random.pick(this.#destinations)
    return { tenant: found.tenant, party: found.party, destinationId: found.destinationId }
  }

  #token(): string {
    return this.#random.chance(0.04) ? CARD : `token-${this.#random.between(1, 999)}`
  }

  #contact(): Plain<Contact> {
    const random = this.#random
    const good = {
      phone: `+49151${random.between(100_000, 999_999)}`, email: `${PERSONAL}@example.org`, firstName: PERSONAL,
      middleName: '', lastName: `${PERSONAL}-${random.between(1, 99)}`
    }
    if (!random.chance(0.05)) return good
    return { ...good, ...random.pick([{ phone: '12' }, { email: PERSONAL }, { lastName: `${PERSONAL}\n` }]) }
  }
}

type Place = Pick<Destination, 'tenant' | 'party' | 'identity' | 'destinationId'>

interface Head { readonly tenant: string, readonly party: string, readonly operationId: string }
