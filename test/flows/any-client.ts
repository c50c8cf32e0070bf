import { hash } from '../../processors/hash.ts'
import type { Flat } from '../../schemas/record.ts'
import { Random } from '../simulation/random.ts'
import { providerOf, tenantOf } from '../support/plans.ts'
import type { Sent } from '../support/sagas.ts'
import type { World } from '../support/world.ts'

const wallets = ['w1', 'w2', 'w3']
const parties = ['p1', 'p2']
const identities = ['i1', 'i2']

/** A client of one tenant, who asks for anything at all. Clients of the same seed ask for the same. */
export class AnyClient {
  readonly #tenant: string
  readonly #random: Random
  #operations = 0

  constructor(tenant: string, seed: number) {
    this.#tenant = tenant
    this.#random = new Random(seed, `client of ${tenant}`)
  }

  /** First what nothing goes without. */
  * first(): Iterable<Sent> {
    for (const party of parties) {
      yield this.#ofParty('RegisterParty', party, {})
      for (const identity of identities) yield this.#ofParty('CreateIdentity', party, { identity, ...person })
    }
  }

  next(): Sent {
    return this.#random.chance(0.6) ? this.#walletCommand() : this.#partyCommand()
  }

  #walletCommand(): Sent {
    const random = this.#random
    const wallet = random.pick(wallets)
    const withdrawal = `x${random.between(1, 6)}`
    const terms = { amount: BigInt(random.between(1, 90)), currency: 'EUR', ...this.#whereTo() }
    switch (random.weighted(walletKinds)) {
      case 'open': return this.#ofWallet('OpenWallet', wallet, { currency: 'EUR', ...this.#owner() })
      case 'deposit':
        return this.#ofWallet('CreateDeposit', wallet, {
          source: 'bank', amount: BigInt(random.between(1, 200)), currency: 'EUR'
        })
      case 'withdraw': return this.#ofWallet('CreateWithdrawal', wallet, { withdrawal, ...terms })
      case 'quote': return this.#ofWallet('QuoteWithdrawal', wallet, { quote: `q${random.between(1, 4)}`, ...terms })
      case 'cancel': return this.#ofWallet('CancelWithdrawal', wallet, { withdrawal })
      case 'block': return this.#ofWallet('BlockWallet', wallet, {})
      case 'unblock': return this.#ofWallet('UnblockWallet', wallet, {})
      case 'close': return this.#ofWallet('CloseWallet', wallet, {})
    }
  }

  #partyCommand(): Sent {
    const random = this.#random
    const party = random.pick(parties)
    const identity = random.pick(identities)
    const challenge = `c${random.between(1, 5)}`
    const destinationId = `d${random.between(1, 3)}`
    const token = `tok-${random.between(1, 9)}`
    switch (random.weighted(partyKinds)) {
      case 'start':
        return this.#ofParty('StartChallenge', party, {
          identity, challenge, class: random.pick(['passport', 'visit']), proofs: [{ kind: 'passport', token }]
        })
      case 'cancel': return this.#ofParty('CancelChallenge', party, { identity, challenge })
      case 'destination':
        return this.#ofParty('AddDestination', party, { identity, destinationId, kind: 'bank_account', token })
      case 'change': return this.#ofParty('ChangeDestination', party, { destinationId, token })
      case 'remove': return this.#ofParty('RemoveDestination', party, { destinationId })
      case 'block': return this.#ofParty('BlockParty', party, {})
      case 'unblock': return this.#ofParty('UnblockParty', party, {})
      case 'create': return this.#ofParty('CreateIdentity', party, { identity: `i${random.between(1, 4)}`, ...person })
    }
  }

  #owner(): object {
    return this.#random.chance(0.7)
      ? { party: this.#random.pick(parties), identity: this.#random.pick(identities) }
      : { party: '', identity: '' }
  }

  #whereTo(): object {
    return this.#random.chance(0.6)
      ? { destination: '', destinationId: `d${this.#random.between(1, 3)}` }
      : { destination: 'tok', destinationId: '' }
  }

  #ofWallet(type: string, wallet: string, fields: object): Sent {
    return ['walletCommands', { type, tenant: this.#tenant, wallet, operationId: this.#operation(), ...fields }]
  }

  #ofParty(type: string, party: string, fields: object): Sent {
    return ['partyCommands', { type, tenant: this.#tenant, party, operationId: this.#operation(), ...fields }]
  }

  /** Now and then one that was used. */
  #operation(): string {
    return `o${this.#random.chance(0.03) ? this.#random.between(0, this.#operations) : this.#operations++}`
  }
}

const person = { class: 'person', contact: null }
const walletKinds = { open: 6, deposit: 8, withdraw: 10, quote: 2, cancel: 3, block: 1, unblock: 2, close: 1 }
const partyKinds = { start: 8, cancel: 2, destination: 4, change: 1, remove: 1, block: 1, unblock: 2, create: 1 }

/** A tenant as such a client needs it. */
export function tenantOfClient(tenant: string): ReturnType<typeof tenantOf> {
  const challenges = [
    { class: 'passport', verifier: 'idly', proofs: ['passport'], fromLevel: 0, toLevel: 1, answerMs: 0 },
    { class: 'visit', verifier: 'idly', proofs: [], fromLevel: 1, toLevel: 2, answerMs: 0 }
  ]
  return tenantOf({
    tenant, revision: 1, classes: [{ class: 'person', levels: [], initialLevel: 0, challenges }],
    levelPolicies: [{ operation: 'withdrawal', currency: 'EUR', above: 40n, level: 1 }],
    serviceLimits: [{ kind: 'wallets', party: '', ceiling: 2 }]
  })
}

/** With a provider and a verifier. */
export async function configure(world: World, tenant: string): Promise<void> {
  await world.send('tenants', { type: 'Tenant', ...tenantOfClient(tenant) })
  await world.send('providers', { type: 'Provider', ...providerOf('acme', { tenant, revision: 1 }) })
  await world.send('verifiers', { type: 'Verifier', tenant, verifier: 'idly', revision: 1 })
}

/** What a provider or a verifier says to a request: the same to the same, or nothing. */
export function answerTo(request: Flat, seed: number): Sent | undefined {
  const { tenant, reference, type } = request
  const said = hash(`${seed} ${type} ${reference}`) % 10
  const head = { tenant, reference }
  if (type === 'RequestInvoice') {
    const { amount, currency } = request
    if (said < 6) {
      return ['providerInvoicePaid', { provider: 'acme', ...head, type: 'InvoicePaid', invoice: 'i', amount, currency }]
    }
    if (said === 9) return undefined
    return ['providerInvoicePaid', { provider: 'acme', ...head, type: 'InvoiceDeclined', reason: 'no' }]
  }
  if (type === 'RequestVerification') {
    if (said < 6) return ['verifierResults', { verifier: 'idly', ...head, type: 'VerificationApproved' }]
    return said < 9 ? ['verifierResults', { verifier: 'idly', ...head, type: 'VerificationDenied' }] : undefined
  }
  return undefined
}
