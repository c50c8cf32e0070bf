import type { Flat } from '../../../schemas/record.ts'
import { ceilingOf, classes, personalKey } from '../workload/policies.ts'
import {
  identificationOf, identityFault, ignoredFault, textOfIdentification, type ModelIdentification, type ModelIdentity,
  type Told
} from './identity-model.ts'
import type { Effect } from './multiset.ts'
import { partyRefusal, rejectionFault } from './party-reasons.ts'
import type { Since } from './wallet-reasons.ts'

/** A party, as anybody would keep it who has read the documentation. */
export interface ModelParty {
  readonly tenant: string
  readonly party: string
  readonly hasKey: boolean
  status: 'registered' | 'blocked' | 'erased'
  readonly identities: Map<string, ModelIdentity>
  readonly destinations: Map<string, ModelDestination>
  /** What each of its wallets was told of its owner. */
  readonly wallets: Map<string, Told>
  /** The identity of each of its open withdrawals, by `wallet/withdrawal`. */
  readonly withdrawals: Map<string, string>
}

export interface ModelDestination {
  readonly identity: string
  readonly kind: string
  revision: number
  token: string
  isRemoved: boolean
}

/** The parties of a run, by their events and the commands that these answer. It shares no code with the decider. */
export class PartyModel {
  readonly parties = new Map<string, ModelParty>()
  /** What the events cause, by what is known of parties. */
  readonly effects: Effect[] = []
  readonly #since: Since

  constructor(since: Since) {
    this.#since = since
  }

  /** @returns what is wrong with the event as an answer to the command, if anything. */
  apply(event: Flat, command: Flat): string | undefined {
    const key = `${event['tenant']}/${event['party']}`
    const party = this.parties.get(key)
    switch (event.type) {
      case 'OperationRefused': return partyRefusal(event, command, party, this.#since)
      case 'PartyRegistered': return this.#registered(key, event, command, party)
      case 'RegistrationRejected': return this.#rejected(event, command, party)
    }
    if (party === undefined) return `${event.type} without a party`
    if (party.status === 'erased' && !afterErasure.includes(event.type)) return `${event.type} of an erased party`
    switch (event.type) {
      case 'PartyBlocked': return this.#become(party, 'registered', 'blocked')
      case 'PartyUnblocked': return this.#become(party, 'blocked', 'registered')
      case 'PersonalDataErased': return this.#erased(party)
      case 'IdentityCreated': return created(party, event, command)
      case 'DestinationAdded':
      case 'DestinationChanged':
      case 'DestinationRemoved': return destinationFault(party, event, command)
      case 'VerificationIgnored': return ignoredFault(party.identities.get(event['identity']), event, command)
      case 'WalletRegistered': return this.#walletRegistered(party, event, command)
      case 'WalletUnregistered':
        party.wallets.delete(event['wallet'])
        return undefined
      case 'WithdrawalRegistered': return this.#withdrawalRegistered(party, event, command)
      case 'WithdrawalUnregistered':
        party.withdrawals.delete(`${event['wallet']}/${event['withdrawal']}`)
        return undefined
      default: return this.#identityChanged(party, event, command)
    }
  }

  #registered(key: string, event: Flat, command: Flat, party: ModelParty | undefined): string | undefined {
    const { tenant, party: id, publicKey } = event as Flat & { tenant: string, party: string, publicKey: Buffer }
    if (party !== undefined || command.type !== 'RegisterParty') return 'registered twice, or by something else'
    const hasKey = personalKey(tenant) !== ''
    this.parties.set(key, {
      tenant, party: id, hasKey, status: 'registered', identities: new Map(), destinations: new Map(),
      wallets: new Map(), withdrawals: new Map()
    })
    if (hasKey) this.effects.push(['PartyKey', `${key} new`])
    return publicKey.length > 0 === hasKey ? undefined : `has a key of ${publicKey.length} bytes`
  }

  #become(party: ModelParty, from: ModelParty['status'], to: ModelParty['status']): string | undefined {
    if (party.status !== from) return `${party.status} becomes ${to}`
    party.status = to
    for (const wallet of party.wallets.keys()) this.#tell(party, wallet)
    return undefined
  }

  #erased(party: ModelParty): string | undefined {
    if (party.wallets.size > 0) return 'erased with wallets'
    party.status = 'erased'
    this.effects.push(['PartyKey', `${party.tenant}/${party.party} erased`])
    return undefined
  }

  #identityChanged(party: ModelParty, event: Flat, command: Flat): string | undefined {
    const { identity: id, identityRevision } = event as Flat & { identity: string, identityRevision: number }
    const identity = party.identities.get(id)
    if (identity === undefined) return `${event.type} of nobody`
    const levelBefore = identificationOf(identity, event['at'])
    const wasCancelled = identity.challenges.get(event['challenge'])?.status === 'cancelled'
    const fault = identityFault(identity, event, command)
    if (fault !== undefined) return fault
    if (!wasCancelled) identity.revision++
    if (identityRevision !== identity.revision) return `revision ${identityRevision}, not ${identity.revision}`
    const { level } = identificationOf(identity, event['at'])
    if (level > levelBefore.level && event.type !== 'ChallengeApproved') return 'a level that rose by itself'
    this.#follow(party, identity, event, wasCancelled)
    return undefined
  }

  #follow(party: ModelParty, identity: ModelIdentity, event: Flat, wasCancelled: boolean): void {
    const { type, identity: id, identification, reference, isByVerifier } = event as Flat & { reference: string }
    if (type === 'ChallengeStarted') this.effects.push(['RequestVerification', reference])
    if (type === 'ChallengeCancelled' && isByVerifier === false && !wasCancelled) {
      this.effects.push(['CancelVerification', reference])
    }
    if (type !== 'ChallengeApproved' && type !== 'IdentificationExpired') return
    for (const [wallet, { identity: of }] of party.wallets) {
      if (of !== id) continue
      party.wallets.set(wallet, { identity: id, revision: identity.revision, identification })
      this.#tell(party, wallet)
    }
    if (type === 'ChallengeApproved') return
    for (const [withdrawal, of] of party.withdrawals) {
      if (of === id) this.effects.push(['ReviewWithdrawal', `${party.tenant}/${withdrawal}`])
    }
  }

  #tell(party: ModelParty, wallet: string): void {
    this.effects.push(['UpdateOwner', `${party.tenant}/${wallet} ${textOfOwner(ownerOf(party, wallet))}`])
  }

  #walletRegistered(party: ModelParty, event: Flat, command: Flat): string | undefined {
    const { tenant, wallet, identity: id, owner } = event as Flat & { wallet: string, identity: string, owner: Flat }
    const identity = party.identities.get(id)
    const isAsked = command.type === 'RegisterWallet' && command['identity'] === id && command['wallet'] === wallet
    if (!isAsked) return 'a wallet that nobody asked for'
    if (party.status !== 'registered' || identity === undefined) return 'of a party that may own nothing'
    if ((party.wallets.get(wallet)?.identity ?? id) !== id) return 'of somebody else'
    const { revision } = identity
    party.wallets.set(wallet, { identity: id, revision, identification: identificationOf(identity, 0) })
    if (party.wallets.size > ceilingOf(party.tenant, party.party, 'wallets')) return 'one wallet too many'
    const [found, expected] = [textOfOwner(owner), textOfOwner(ownerOf(party, wallet))]
    this.effects.push(['ConfirmWallet', `${tenant}/${wallet} ${expected}`])
    return found === expected ? undefined : `tells of ${found}, not ${expected}`
  }

  #withdrawalRegistered(party: ModelParty, event: Flat, command: Flat): string | undefined {
    const { wallet, withdrawal, destination: token, method, pinned, at } = event as Flat & { at: number }
    const { identity: id, destinationId, level } = command as Flat & { identity: string, destinationId: string }
    const [identity, destination] = [party.identities.get(id), party.destinations.get(destinationId)]
    if (party.status !== 'registered' || identity === undefined) return 'of a party that may do nothing'
    if (destination?.isRemoved !== false || destination.identity !== id) return 'to a destination that is none'
    if (identificationOf(identity, at).level < level) return 'of somebody who is not known well enough'
    party.withdrawals.set(`${wallet}/${withdrawal}`, id)
    if (party.withdrawals.size > ceilingOf(party.tenant, party.party, 'withdrawals')) return 'one withdrawal too many'
    this.effects.push(['ConfirmWithdrawal', `${party.tenant}/${wallet}/${withdrawal}`])
    const isPinned = pinned.identity === id && pinned.party === party.party && pinned.destinationId === destinationId &&
      pinned.identityRevision === identity.revision && pinned.destinationRevision === destination.revision
    return isPinned && token === destination.token && method === destination.kind ? undefined : 'to another destination'
  }

  #rejected(event: Flat, command: Flat, party: ModelParty | undefined): string | undefined {
    const of = `${event['tenant']}/${event['wallet']}`
    const { withdrawal } = event as Flat & { withdrawal: string }
    this.effects.push(withdrawal === '' ? ['RejectWallet', of] : ['FailWithdrawal', `${of}/${withdrawal}`])
    return rejectionFault(event, command, party)
  }
}

/** What may still happen to a party whose data is gone: all that others do without asking. */
const afterErasure = [
  'ChallengeApproved', 'ChallengeDenied', 'ChallengeFailed', 'ChallengeCancelled', 'IdentificationExpired',
  'VerificationIgnored', 'WalletUnregistered', 'WithdrawalUnregistered'
]

export interface ModelOwner {
  readonly party: string
  readonly identity: string
  readonly revision: number
  readonly isBlocked: boolean
  readonly identification: ModelIdentification
}

/** What a party tells one of its wallets. */
export function ownerOf({ party, status, wallets }: ModelParty, wallet: string): ModelOwner {
  return { party, isBlocked: status === 'blocked', ...wallets.get(wallet)! }
}

export function textOfOwner(owner: Flat | ModelOwner): string {
  const { party, identity, revision, isBlocked, identification } = owner as ModelOwner
  return `${party}/${identity} ${revision}${isBlocked ? ' blocked' : ''} ${textOfIdentification(identification)}`
}

function created(party: ModelParty, event: Flat, command: Flat): string | undefined {
  const { identity: id, class: name, identityRevision: revision, contact, identification } = event as Flat
  const found = classes.find(({ class: other }) => other === name)
  if (party.status !== 'registered' || found === undefined || name !== command['class']) return 'created otherwise'
  if (party.identities.has(id) || revision !== 1) return 'created twice'
  const { initialLevel: level } = found
  const none = { level, status: 'none', validUntil: 0, levelAfter: level, challenge: '' } as const
  party.identities.set(id, {
    class: name, revision: 1, challenges: new Map(), approvals: [], hasExpired: false, owesExpiry: false
  })
  if (party.identities.size > ceilingOf(party.tenant, party.party, 'identities')) return 'one identity too many'
  if (contact.length > 0 !== (command['contact'] !== null)) return `has ${contact.length} bytes of contact data`
  const [expected, known] = [none, identification].map(each => textOfIdentification(each as ModelIdentification))
  return expected === known ? undefined : `is known as ${known} at the beginning`
}

function destinationFault(party: ModelParty, event: Flat, command: Flat): string | undefined {
  const { type, destinationId, destinationRevision: revision } = event as Flat & { destinationId: string }
  const known = party.destinations.get(destinationId)
  if (party.status !== 'registered' && type !== 'DestinationRemoved') return `${type} of what is ${party.status}`
  if (type === 'DestinationAdded') {
    const { identity, kind, token } = event as Flat & { identity: string, kind: string, token: string }
    if (known !== undefined || !party.identities.has(identity)) return 'a destination twice, or of nobody'
    if (token !== command['token'] || kind !== command['kind']) return 'another destination than asked'
    party.destinations.set(destinationId, { identity, kind, token, revision: 1, isRemoved: false })
    const active = [...party.destinations.values()].filter(({ isRemoved }) => !isRemoved)
    return active.length > ceilingOf(party.tenant, party.party, 'destinations') ? 'one destination too many' : undefined
  }
  if (known?.isRemoved !== false || revision !== known.revision + 1) return `${type} of what is not there`
  known.revision++
  if (type === 'DestinationRemoved') known.isRemoved = true
  else known.token = event['token']
  return known.isRemoved || known.token === command['token'] ? undefined : 'another token than asked'
}
