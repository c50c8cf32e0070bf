import * as assert from 'uvu/assert'

import { empty } from '../../processors/balance.ts'
import { refuse } from '../../processors/decider.ts'
import type { Tables, Unchanged, Vault } from '../../processors/decider.ts'
import { verified } from '../../processors/parties/verification.ts'
import { decided } from '../../processors/withdrawals/decision.ts'
import { notified } from '../../processors/withdrawals/notification.ts'
import type { FollowUp, Processor, Store } from '../../runtime/topology.ts'
import type {
  Account, AccountEvent, Batch, Challenge, Credit, Deposit, Destination, Identity, Party, PartyCommand, PartyEvent,
  PartyKey, Payout, PlacedHold, Plain, ProviderNotification, ProviderRequest, Quote, Rate, Reservation, Revert,
  Tenant, TenantCommand, TenantEvent, TerminalEvent, Transfer, Turnover, VerificationRequest, VerificationResult,
  Wallet, WalletCommand, WalletEvent, Withdrawal, WithdrawalDecision, WithdrawalEvent
} from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'
import { usualAt } from '../support/given.ts'
import { toyVault } from './toy-vault.ts'

export type Name = keyof typeof topology.processors

/** Any command or event: what the engine knows of it. */
export interface Flat { readonly type: string, readonly operationId: string, readonly [field: string]: unknown }

/** The rows of all processors, by store and key. */
export interface Stores {
  readonly wallets: Map<string, Plain<Wallet>>
  readonly withdrawals: Map<string, Plain<Withdrawal>>
  readonly quotes: Map<string, Plain<Quote>>
  readonly holds: Map<string, Plain<PlacedHold>>
  readonly deposits: Map<string, Plain<Deposit>>
  readonly reverts: Map<string, Plain<Revert>>
  readonly transfers: Map<string, Plain<Transfer>>
  readonly credits: Map<string, Plain<Credit>>
  readonly batches: Map<string, Plain<Batch>>
  readonly payouts: Map<string, Plain<Payout>>
  readonly turnovers: Map<string, Plain<Turnover>>
  readonly reservations: Map<string, Plain<Reservation>>
  readonly parties: Map<string, Plain<Party>>
  readonly identities: Map<string, Plain<Identity>>
  readonly challenges: Map<string, Plain<Challenge>>
  readonly destinations: Map<string, Plain<Destination>>
  readonly accounts: Map<string, Plain<Account>>
  readonly announced: Map<string, Plain<Tenant>>
  /** Two processors have them, each its own. */
  readonly rates: Map<string, Plain<Rate>>
}

/**
 * The processors and their topics, without an engine: queues that are worked off in any order, each in its own, and a
 * clock that moves when it is told to. What must hold after each event is checked there and then.
 */
export class Domain {
  readonly rows = emptyStores()
  readonly walletEvents: WalletEvent[] = []
  readonly withdrawalEvents: WithdrawalEvent[] = []
  readonly terminalEvents: TerminalEvent[] = []
  readonly partyEvents: PartyEvent[] = []
  readonly accountEvents: AccountEvent[] = []
  readonly tenantEvents: TenantEvent[] = []
  /** Of providers: in the order in which they were sent. */
  readonly requests: { readonly provider: string, readonly request: ProviderRequest }[] = []
  /** Of verifiers, likewise. */
  readonly verifications: { readonly verifier: string, readonly request: VerificationRequest }[] = []
  /** Of parties, as a compacted topic keeps them. */
  readonly partyKeys = new Map<string, PartyKey>()
  /** What the processor of tenants says of each of them: rows of a table. */
  readonly published = new Map<string, Plain<Tenant>>()
  /** All events in the order in which they happened, each with the rows as it left them. */
  readonly history: Happened[] = []
  /** What each event, or each command that was no news, has caused. */
  readonly sent: FollowUp[] = []
  now = usualAt
  /** Whether two keys are in one partition: then what is local between them is decided at once. */
  areTogether: (left: string, right: string) => boolean = () => false

  readonly #queues: Readonly<Record<Name, Flat[]>> =
    { wallets: [], withdrawals: [], terminals: [], parties: [], accounts: [], tenants: [] }
  readonly #events = {
    wallets: this.walletEvents, withdrawals: this.withdrawalEvents, terminals: this.terminalEvents,
    parties: this.partyEvents, accounts: this.accountEvents, tenants: this.tenantEvents
  } as unknown as Readonly<Record<Name, Flat[]>>
  /** What follows in the transaction that is under way. */
  readonly #locals: Flat[] = []
  readonly #answered = new Map<string, string>()
  readonly #asked = new Map<string, Alarm>()
  readonly #tables: Tables
  readonly #vault: Vault = toyVault()

  readonly #played: readonly Name[]

  /** @param played processors that the test plays itself: what they are sent is in `sent` */
  constructor(tables: Tables, played: readonly Name[] = []) {
    this.#tables = tables
    this.#played = played
  }

  send(command: WalletCommand): void {
    this.#queues.wallets.push(flat(command))
  }

  sendToParty(command: PartyCommand): void {
    this.#queues.parties.push(flat(command))
  }

  sendToTenant(command: TenantCommand): void {
    this.#queues.tenants.push(flat(command))
  }

  verify(verifier: string, result: VerificationResult): void {
    this.#follow(verified(result, { verifier }))
  }

  notify(provider: string, notification: ProviderNotification): void {
    this.#follow(notified(notification, { provider }))
  }

  decide(decision: WithdrawalDecision): void {
    this.#follow(decided(decision))
  }

  /**
   * Works off one command of a processor.
   *
   * @param pick of which of the keys that have commands: each may be in a partition of its own
   */
  step(name: Name, pick = 0): void {
    let command = this.#take(name, pick)
    while (command !== undefined) {
      this.#work(name, command)
      command = this.#locals.shift()
    }
  }

  #work(name: Name, command: Flat): void {
    if (this.#isAnswered(name, command)) return

    const { decider } = processors[name]
    const rows = rowsOf(this.rows, name, command)
    const before = copyOf(rows)
    const body = decider.decide(command, rows, this.#tables, this.now)
    assert.equal(decider.decide(command, rows, this.#tables, this.now), body, 'decide is pure')
    assert.equal(rows, before, 'decide changes no row')
    if (body.type === 'Unchanged') this.#send((body as Unchanged).followUps)
    else this.#happen(name, command, this.#seal(name, command, body, rows))
  }

  /** Works off all, until there is nothing left to do. */
  settle(...names: readonly Name[]): void {
    const working = names.length > 0 ? names : everybody
    while (working.some(name => this.#queues[name].length > 0)) for (const name of working) this.step(name)
  }

  /** Asks every row that is due what its clock has to say, as often as the engine would. */
  tick(): void {
    for (const alarm of this.#alarms()) {
      if (alarm.at > this.now) continue
      const { name, store, key, row } = alarm
      const { command, next = Infinity } = processors[name].decider.tick!(store, key.split('/'), row, this.now)
      if (command !== undefined) this.#queues[name].push(command as Flat)
      assert.ok(next > this.now, 'a clock is asked again later')
      this.#asked.set(`${store}/${key}`, { ...alarm, at: next })
    }
  }

  /** Lets time pass. Whatever becomes due meanwhile is decided at its time. */
  pass(ms: number): void {
    const end = this.now + ms
    for (;;) {
      const next = this.#alarms().reduce((least, { at }) => Math.min(least, at), Infinity)
      if (next > end) break
      this.now = Math.max(this.now, next)
      this.tick()
      this.settle()
    }
    this.now = end
  }

  #take(name: Name, pick: number): Flat | undefined {
    const queue = this.#queues[name]
    if (pick === 0) return queue.shift()
    const keys = [...new Set(queue.map(command => keyIn(name, command)))]
    const first = queue.findIndex(command => keyIn(name, command) === keys[pick % keys.length])
    return queue.splice(first, 1)[0]
  }

  #happen(name: Name, command: Flat, body: object): void {
    this.#answered.set(operationOf(name, command), parametersOf(command))
    const event = this.#write(name, command, body)
    const before = copyOf(rowsOf(this.rows, name, event))
    this.history.push({ name, event, rows: fold(this.rows, name, event) })
    const { decider } = processors[name]
    const after = rowsOf(this.rows, name, event)
    const followUps = [...decider.react?.(event, after) ?? [], ...this.#summary(name, event, before, after)]
    if (event.type === 'OperationRefused') assert.equal(followUps, [], 'a refusal causes nothing')
    const locals = followUps.filter(({ isLocal, record }) =>
      isLocal === true && this.areTogether(keyIn(name, event), keyIn(name, record as Flat)))
    this.#locals.push(...locals.map(({ record }) => record as Flat))
    this.sent.push(...locals)
    this.#send(followUps.filter(each => !locals.includes(each)))
  }

  /** The engine's part, of a transaction with one event. */
  #summary(name: Name, event: Flat, before: object, after: object): readonly FollowUp[] {
    const { summarize } = processors[name].decider
    if (summarize === undefined || event.type === 'OperationRefused') return []
    const summary = summarize()
    summary.add(event, before, after)
    return summary.followUps(`${name}/0/${this.history.length}`) as readonly FollowUp[]
  }

  /** The engine's part as well: what is personal is put in by the vault. */
  #seal(name: Name, command: Flat, body: object, rows: object): object {
    const { seal } = processors[name].decider
    if (seal === undefined) return body
    const { event, followUps } = seal(command, body, rows, this.#tables, this.#vault)
    this.#send(followUps)
    return event as object
  }

  /** The event with the head that the engine gives it, in the changelog. */
  #write(name: Name, command: Flat, body: object): Flat {
    const { key, commands } = processors[name]
    const log = this.#events[name]
    const names = Object.fromEntries(key.map(field => [field, command[field]]))
    const event = {
      ...body, ...names, operationId: command.operationId,
      revision: log.filter(other => key.every(field => other[field] === command[field])).length + 1, at: this.now,
      sourceTopic: commands.name, sourceOffset: log.length, fingerprint: Buffer.alloc(0), keptUntil: 0
    } as unknown as Flat
    log.push(event)
    return event
  }

  #send(followUps: readonly FollowUp[]): void {
    this.sent.push(...followUps)
    for (const followUp of followUps) this.#follow(followUp)
  }

  #follow({ to, params, record }: FollowUp): void {
    const topic = topology.topics[to as keyof typeof topology.topics]
    const receiver = everybody.find(name => processors[name].commands === topic)
    if (receiver !== undefined && this.#played.includes(receiver)) return
    if (receiver !== undefined) this.#queues[receiver].push(record as Flat)
    else if (to === 'providerInvoiceRequests') {
      this.requests.push({ provider: params!['provider']!, request: record as ProviderRequest })
    } else if (to === 'verifierRequests') {
      this.verifications.push({ verifier: params!['verifier']!, request: record as VerificationRequest })
    } else if (to === 'tenants') {
      const row = record as Tenant
      this.published.set(row.tenant, row)
    } else if (to === 'partyKeys') {
      const key = record as PartyKey
      this.partyKeys.set(`${key.tenant}/${key.party}`, key)
    } else assert.unreachable(`nobody takes what goes to ${to}`)
  }

  #alarms(): readonly Alarm[] {
    return everybody.flatMap(name => processors[name].stores.flatMap(store => {
      const { due }: Store = topology.stores[store as keyof Stores]
      if (due === undefined) return []
      return [...this.rows[store as keyof Stores]].flatMap(([key, row]): readonly Alarm[] => {
        const known = this.#asked.get(`${store}/${key}`)
        const dueAt = (row as unknown as Readonly<Record<string, number>>)[due]!
        if (dueAt === 0) return []
        return [known?.row === row ? known : { name, store, key, row, at: dueAt }]
      })
    }))
  }

  /** The engine's part: a repeat has its event, and an id that is used again for something else is refused. */
  #isAnswered(name: Name, command: Flat): boolean {
    const before = this.#answered.get(operationOf(name, command))
    if (before === undefined || before === parametersOf(command)) return before !== undefined
    this.#write(name, command, refuse(command, 'operation_id_reused'))
    return true
  }
}

export interface Happened {
  readonly name: Name
  readonly event: Flat
  readonly rows: Readonly<Record<string, unknown>>
}

interface Alarm {
  readonly name: Name
  readonly store: string
  readonly key: string
  readonly row: object
  readonly at: number
}

const processors: Readonly<Record<Name, Processor>> = topology.processors
const everybody: readonly Name[] = ['wallets', 'withdrawals', 'terminals', 'parties', 'accounts', 'tenants']

export function emptyStores(): Stores {
  return {
    wallets: new Map(), withdrawals: new Map(), quotes: new Map(), payouts: new Map(), turnovers: new Map(),
    reservations: new Map(), parties: new Map(), identities: new Map(), challenges: new Map(), destinations: new Map(),
    announced: new Map(), rates: new Map(), holds: new Map(), deposits: new Map(), reverts: new Map(),
    transfers: new Map(), credits: new Map(), batches: new Map(), accounts: new Map()
  }
}

/** Folds one event into the rows, as a restore does. Returns the rows that it touches, as they are then. */
export function fold(stores: Stores, name: Name, event: Flat): Readonly<Record<string, unknown>> {
  const before = rowsOf(stores, name, event)
  const copy = copyOf(before)
  const after = processors[name].decider.evolve(before, event) as Record<string, unknown>
  assert.equal(before, copy, 'evolve changes no row')
  if (event.type === 'OperationRefused') assert.is(after, before, 'a refusal changes nothing')

  for (const store of Object.keys(before)) {
    const row = after[store]
    const rows = stores[store as keyof Stores] as Map<string, unknown>
    if (row === undefined) rows.delete(keyOf(name, store, event))
    else rows.set(keyOf(name, store, event), row)
  }
  if ('balance' in event && event['balance'] !== null) {
    // Of a wallet that there is not, an event may say that it has nothing.
    const { posted, held } = after['wallets'] as Plain<Wallet> | undefined ?? empty
    assert.equal(event['balance'], { posted, held }, 'an event carries the balance that its row has')
  }
  return after
}

/** Those of the processor's stores whose key fields the record has. */
function rowsOf(stores: Stores, name: Name, record: Flat): Readonly<Record<string, unknown>> {
  return Object.fromEntries(processors[name].stores
    .filter(store => keyFieldsOf(store).every(field => field in record && record[field] !== ''))
    .map(store => [store, stores[store as keyof Stores].get(keyOf(name, store, record))]))
}

/** A deep copy. `structuredClone` would make other arrays of buffers. */
function copyOf<Value>(value: Value): Value {
  if (Buffer.isBuffer(value)) return Buffer.from(value) as Value
  if (Array.isArray(value)) return value.map(copyOf) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, copyOf(each)])) as Value
}

/** By which a record is in its partition. */
function keyIn(name: Name, record: Flat): string {
  return processors[name].key.map(field => record[field]).join('/')
}

function keyOf(name: Name, store: string, record: Flat): string {
  const key = keyFieldsOf(store).map(field => record[field]).join('/')
  return store === 'rates' ? `${name}/${key}` : key
}

function keyFieldsOf(store: string): readonly string[] {
  return topology.stores[store as keyof Stores].key
}

function operationOf(name: Name, command: Flat): string {
  return JSON.stringify([name, processors[name].key.map(field => command[field]), command.operationId])
}

function parametersOf(command: Flat): string {
  return JSON.stringify(command, (_, value: unknown) => typeof value === 'bigint' ? `${value}` : value)
}

function flat(record: object): Flat {
  return record as Flat
}
