import type { Tables } from '../../../processors/decider.ts'
import { available } from '../../../processors/balance.ts'
import type {
  LimitPolicy, PartyCommand, Plain, ProviderNotification, ProviderRequest, Source, WalletCommand
} from '../../../schemas/generated.ts'
import { tablesOf } from '../../support/given.ts'
import { fixed, posting, providerOf, share, tenantOf, terminalOf } from '../../support/plans.ts'
import { Domain } from '../domain.ts'
import { euro, yen } from '../examples.ts'
import type { Action, Said } from './actions.ts'
import { commandFor } from './aims.ts'
import type { Aim } from './aims.ts'

const minute = 60_000

/** Deposits and transfers cost 1 of 100, withdrawals 1.00. Dora's wallet belongs to Ada; a day begins in Berlin. */
export const acme = tenantOf({
  currencies: [euro, yen],
  withdrawalPlan: [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(1_00n))],
  depositPlan: [posting('source', 'wallet', share(1, 1)), posting('wallet', 'system', share(1, 100))],
  transferPlan: [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', share(1, 100))],
  classes: [{ class: 'person', levels: [], initialLevel: 0, challenges: [] }],
  timeZone: 'Europe/Berlin'
})
/** Nothing costs anything. */
const globex = tenantOf({ tenant: 'globex', currencies: [euro, yen] })

/** The wallets of two tenants, which know nothing of each other, in a domain that does whatever it is told to. */
export class Life {
  readonly domain: Domain
  readonly sources = new Map<string, Plain<Source>>()
  /** By clients, in their order. */
  readonly sent: WalletCommand[] = []
  readonly #limits: readonly Plain<LimitPolicy>[]

  constructor(limits: readonly Plain<LimitPolicy>[] = []) {
    this.#limits = limits
    this.domain = new Domain(this.#tables())
    // Alice and Bob are in one partition, the others in others.
    this.domain.areTogether = (...keys) => keys.every(key => /alice|bob/.test(key))
    this.authorize({ tenant: 'acme', source: 'shop', revision: 0, isAuthorized: false, waitMs: 0 })
    for (const command of beginning) this.domain.sendToParty(command)
    this.domain.settle()
    for (const tenant of ['acme', 'globex']) {
      for (const wallet of ['alice', 'bob']) {
        this.#open({ tenant, wallet, party: '', identity: '' })
        this.send({
          type: 'CreateDeposit', tenant, wallet, operationId: 'first', source: 'bank', amount: 25_00n, currency: 'EUR',
          deposit: 'd-0'
        })
      }
    }
    this.#open({ tenant: 'acme', wallet: 'dora', party: 'p-1', identity: 'ada' })
    this.#open({ tenant: 'acme', wallet: 'carol', party: '', identity: '' }, 'JPY')
    this.domain.settle()
  }

  act(action: Action): void {
    const { domain } = this
    switch (action.do) {
      case 'send': return this.send(action.command)
      case 'repeat': return this.#repeat(action.pick)
      case 'aim': return this.#aim(action.aim)
      case 'leave': return this.#leave(action)
      case 'step': return domain.step(action.name, action.pick)
      case 'settle': return domain.settle()
      case 'say': return this.#say(action.pick, action.said)
      case 'decide': return domain.decide(action.decision)
      case 'pass':
        domain.now += action.minutes * minute
        return domain.tick()
      case 'authorize': return this.authorize(action.source)
      case 'tell': return domain.sendToParty(action.command)
      case 'stop': return domain.sendToTenant({ type: 'StopTenant', ...ofTenant(action), reason: 'to find out' })
      case 'resume': return this.resume(action.tenant, action.operationId)
    }
  }

  send(command: WalletCommand): void {
    this.sent.push(command)
    this.domain.send(command)
  }

  authorize(source: Plain<Source>): void {
    const key = `${source.tenant}/${source.source}`
    this.sources.set(key, { ...source, revision: (this.sources.get(key)?.revision ?? 0) + 1 })
  }

  resume(tenant: string, operationId: string): void {
    this.domain.sendToTenant({
      type: 'ResumeTenant', ...ofTenant({ tenant, operationId }), author: 'eve', reason: 'found'
    })
  }

  #repeat(pick: number): void {
    const command = this.sent[pick % this.sent.length]!
    this.domain.send(command)
  }

  #aim(aim: Aim): void {
    const command = commandFor(this.domain, aim)
    if (command !== undefined) this.send(command)
  }

  #leave({ tenant, wallet, operationId }: Extract<Action, { readonly do: 'leave' }>): void {
    const row = this.domain.rows.wallets.get(`${tenant}/${wallet}`)
    const head = { tenant, wallet }
    if (row !== undefined && available(row) > 0n) {
      const holdId = `all-${operationId}`
      this.send({
        type: 'PlaceHold', ...head, operationId: `${operationId}-1`, holdId, counterparty: 'inn',
        amount: available(row), currency: row.currency, expiresAt: 0
      })
      this.send({ type: 'PostHold', ...head, operationId: `${operationId}-2`, holdId, amount: 0n, isFinal: true })
    }
    this.send({ type: 'CloseWallet', ...head, operationId: `${operationId}-3` })
  }

  /** About something that was asked for. */
  #say(pick: number, said: Said): void {
    const asked = this.domain.requests[pick]
    if (asked !== undefined) this.domain.notify(asked.provider, this.answerTo(asked.request, said))
  }

  answerTo({ tenant, reference }: ProviderRequest, said: Said): ProviderNotification {
    const first = this.domain.requests.find(({ request }) =>
      request.type === 'RequestInvoice' && request.reference === reference)
    const { amount, currency } = first!.request as Extract<ProviderRequest, { readonly amount: bigint }>
    const paid = said.type === 'InvoiceDeclined' ? {} : { amount, currency }
    return { ...paid, ...said, tenant, reference } as never
  }

  #open(of: Pick<Opening, 'tenant' | 'wallet' | 'party' | 'identity'>, currency = 'EUR'): void {
    this.send({ type: 'OpenWallet', ...of, operationId: 'open', currency })
  }

  /** As they are at the moment: sources change, and tenants stop. */
  #tables(): Tables {
    const fixed = tablesOf({ tenants: [{ ...acme, limits: this.#limits }, globex], providers })
    const get = (table: string, ...key: readonly string[]): unknown => {
      if (table === 'sources') return this.sources.get(key.join('/'))
      if (table === 'tenants') return this.domain.published.get(key[0]!) ?? fixed.get('tenants', key[0]!)
      return (fixed.get as (...path: readonly string[]) => unknown)(table, ...key)
    }
    return { get: get as Tables['get'], list: (...key) => fixed.list(...key) }
  }
}

const ofAda = { tenant: 'acme', party: 'p-1' }
const beginning: readonly PartyCommand[] = [
  { type: 'RegisterParty', ...ofAda, operationId: 'register' },
  { type: 'CreateIdentity', ...ofAda, operationId: 'identity', identity: 'ada', class: 'person', contact: null },
  {
    type: 'AddDestination', ...ofAda, operationId: 'card', destinationId: 'card', identity: 'ada', kind: 'bank_card',
    token: 'card-tok'
  }
]

const swift = providerOf('swift', { terminals: [terminalOf('t-1')] })
const providers = ['acme', 'globex'].map(tenant => ({ ...swift, tenant }))

type Opening = Extract<WalletCommand, { readonly type: 'OpenWallet' }>

function ofTenant({ tenant, operationId }: { readonly tenant: string, readonly operationId: string }) {
  return { tenant, operationId: `tenant-${operationId}` }
}
