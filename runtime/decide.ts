import type { Flat, Variant } from '../schemas/record.ts'
import type { Codec } from '../schemas/codec.ts'
import type { DeadLetterReason } from '../schemas/generated.ts'
import { messageKey } from '../state/key.ts'
import type { Overlay } from '../state/overlay.ts'
import { decisionText, differingFields, fingerprint, sameOperation } from './fingerprint.ts'
import type { LogRecord, OutgoingRecord } from './log/log.ts'
import { deadLetter } from './dead-letter.ts'
import { forget, remember } from './expiry.ts'
import { ownTopicKeys, type Homes } from './own-topics.ts'
import { partitionOf } from './partition.ts'
import { aggregateKey, dueMark, operationKey, storeKey, type Aggregate, type OtherStore, type Rows } from './rows.ts'
import {
  topicName, type FollowUp, type Processor, type Route, type Tables, type Topic, type Topology, type Unchanged,
  type Vault
} from './topology.ts'
import { systemVault } from './vault.ts'

/** One input record after decoding: what it asks for, or why it cannot be read. */
export type Input =
  | CommandInput
  | RouteInput
  | UnreadableInput

export interface CommandInput {
  readonly kind: 'command'
  readonly record: LogRecord
  readonly command: Flat
  readonly variant: Variant
  /** The values of the processor's key fields, and the record's key that they make. */
  readonly key: readonly string[]
  readonly messageKey: string
  /** Keys of the rows that every command asks for, made once: they are looked up several times. */
  readonly aggregateRow: string
  readonly operationRow: string
}

export interface RouteInput {
  readonly kind: 'route'
  readonly record: LogRecord
  readonly notification: Flat
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

export interface UnreadableInput {
  readonly kind: 'unreadable'
  readonly record: LogRecord
  readonly reason: DeadLetterReason
}

export interface SliceCounts {
  events: number
  refusals: number
  duplicates: number
  deadLetters: number
  followUps: number
  /** Commands that said nothing new. */
  unchanged: number
}

/** What a slice leads to, all of it in memory. */
export interface Decision {
  readonly outgoing: readonly OutgoingRecord[]
  readonly counts: SliceCounts
}

/** Decides slices of one task. Synchronous and without effects but on the overlay: it may be run again. */
export class Decisions {
  readonly #topology: Topology
  readonly #processor: Processor
  readonly #rows: Rows
  readonly #codec: Codec
  readonly #tables: Tables
  readonly #homes: Homes | undefined
  readonly #partition: number
  readonly #vault: Vault
  readonly #personal: ReadonlySet<string>
  readonly #storesByType = new Map<string, readonly OtherStore[]>()
  readonly #lastRows = new Map<OtherStore, StoreRow & { readonly part: string }>()
  /** Keys in the topology: of the topics that there may be one of for each owner, and of those it may send to. */
  readonly #own: ReadonlySet<string>
  readonly #sends: ReadonlySet<string>
  /** Topics whose records have to be of somebody who lives here. */
  readonly #checked: ReadonlySet<Topic>

  /** @param options.homes who has topics of its own; without it nobody has */
  constructor(options: {
    topology: Topology, processor: Processor, rows: Rows, codec: Codec, tables: Tables, homes?: Homes, partition: number
    vault?: Vault | undefined
  }) {
    this.#topology = options.topology
    this.#processor = options.processor
    this.#rows = options.rows
    this.#codec = options.codec
    this.#tables = options.tables
    this.#homes = options.homes
    this.#partition = options.partition
    const { topics } = options.topology
    const { sends } = options.processor
    this.#own = options.homes === undefined ? noKeys : ownTopicKeys(options.topology)
    this.#sends = new Set(Object.keys(topics).filter(key => sends.includes(topics[key]!)))
    this.#checked = new Set([...this.#own].map(key => topics[key]!))
    this.#vault = options.vault ?? systemVault
    this.#personal = new Set(options.processor.personal)
  }

  /** The rows that these inputs will ask for. */
  * keys(inputs: readonly Input[]): Iterable<string> {
    for (const input of inputs) {
      if (input.kind !== 'command') continue
      yield input.aggregateRow
      yield input.operationRow
      for (const store of this.#storesOf(input.command)) yield store.rowKey
    }
  }

  /** @throws RowNotFetched when a row is wanted that `keys` could not foresee, TopicNotKnown for a follow-up's */
  decide(topic: string, inputs: readonly Input[], overlay: Overlay): Decision {
    const outgoing: OutgoingRecord[] = []
    const counts = { events: 0, refusals: 0, duplicates: 0, deadLetters: 0, followUps: 0, unchanged: 0 }
    for (const input of inputs) {
      if (input.kind === 'command') this.#command(topic, input, overlay, outgoing, counts)
      else if (input.kind === 'route') this.#route(topic, input, outgoing, counts)
      else this.#unreadable(topic, input, outgoing, counts)
    }
    return { outgoing, counts }
  }

  #command(
    topic: string, input: CommandInput, overlay: Overlay, outgoing: OutgoingRecord[], counts: SliceCounts
  ): void {
    const { record, command, variant, key, aggregateRow } = input
    if (this.#isAstray(this.#processor.commands, command)) return this.#astray(topic, record, outgoing, counts)
    const operationId = command['operationId'] as string
    const print = fingerprint(variant, command, this.#personal)
    const answered = this.#answered(input, operationId, print, overlay)
    if (answered === undefined) return void counts.duplicates++

    const aggregate = overlay.get(aggregateRow, this.#rows.aggregate) ?? unborn
    const revision = aggregate.revision + 1
    const rows = this.#read(command, aggregate, overlay)
    const answer = answered.differing === undefined
      ? this.#processor.decider.decide(command, rows, this.#tables, record.timestamp)
      : reused(command, answered.differing)
    if (answer.type === UNCHANGED) {
      counts.unchanged++
      for (const followUp of (answer as Unchanged).followUps) this.#send(followUp, outgoing, counts)
      return
    }
    const sealed = this.#seal(command, answer, rows)
    const event = sealed.event as Writable<Flat>
    for (let index = 0; index < key.length; index++) event[this.#processor.key[index]!] = key[index]!
    event['operationId'] = operationId
    event['revision'] = revision
    event['at'] = record.timestamp
    event['sourceTopic'] = topic
    event['sourceOffset'] = record.offset
    event['fingerprint'] = print
    if (this.#processor.decider.keptUntil !== undefined) {
      event['keptUntil'] = this.#processor.decider.keptUntil(command, this.#tables, record.timestamp)
    }

    overlay.set(answered.row, this.#rows.operation, { revision, fingerprint: print })
    this.#keepInMind(event, answered.row, overlay)
    const after = this.#evolve(event, aggregateRow, aggregate, revision, overlay) ?? rows
    outgoing.push(this.#outgoing(this.#processor.changelog.name, input.messageKey, event, this.#partition))
    counts.events++
    if (event.type === REFUSED) counts.refusals++
    for (const followUp of sealed.followUps) this.#send(followUp, outgoing, counts)
    for (const followUp of this.#processor.decider.react?.(event, after) ?? []) this.#send(followUp, outgoing, counts)
  }

  /** The one step that a restore does not repeat: each time it comes out otherwise. */
  #seal(command: Flat, event: { readonly type: string }, rows: Record<string, unknown>): Sealed {
    const { decider } = this.#processor
    if (event.type === REFUSED || decider.seal === undefined) return { event, followUps: [] }
    return decider.seal(command, event, rows, this.#tables, this.#vault)
  }

  /**
   * The row under which the operation's answer is to be kept, and the fields in which it differs from an earlier
   * operation of that id; undefined when it was answered already.
   */
  #answered(
    { key, variant, operationRow }: CommandInput, operationId: string, print: Buffer, overlay: Overlay
  ): { readonly row: string, readonly differing?: readonly string[] } | undefined {
    const known = overlay.get(operationRow, this.#rows.operation)
    if (known === undefined) return { row: operationRow }
    if (sameOperation(known.fingerprint, print)) return undefined
    const conflict = operationKey(key, operationId, decisionText(print))
    if (overlay.get(conflict, this.#rows.operation) !== undefined) return undefined
    return { row: conflict, differing: differingFields(variant, known.fingerprint, print) }
  }

  /** Folds one event of the changelog into the rows: the same code that folded it when it was decided. */
  fold(event: Flat, overlay: Overlay): void {
    const key = this.#key(event)
    const aggregateRow = aggregateKey(key)
    const aggregate = overlay.get(aggregateRow, this.#rows.aggregate) ?? unborn
    const revision = event['revision'] as number
    if (revision !== aggregate.revision + 1) {
      const at = `${messageKey(key)} is at revision ${aggregate.revision}`
      throw new Contradiction(`${at} and the changelog goes on with ${revision}`)
    }
    // One event, one answer: whatever is folded once was never answered before.
    const operation = { revision, fingerprint: event['fingerprint'] as Buffer }
    const row = answerRow(key, event)
    overlay.create(row, this.#rows.operation, operation)
    this.#keepInMind(event, row, overlay)
    this.#evolve(event, aggregateRow, aggregate, revision, overlay)
  }

  /** How long an event's operation is remembered, and which others no longer are. */
  #keepInMind(event: Flat, row: string, overlay: Overlay): void {
    // Events from before there was such a time have none.
    const keptUntil = event['keptUntil'] as number | undefined ?? 0
    if (keptUntil > 0) remember(overlay, row, keptUntil)
    forget(overlay, this.#rows.operation, event['at'] as number)
  }

  /** The rows that folding these events will ask for. */
  * foldKeys(events: readonly Flat[]): Iterable<string> {
    for (const event of events) {
      const key = this.#key(event)
      yield aggregateKey(key)
      for (const store of this.#storesOf(event)) yield store.rowKey
    }
  }

  /** @returns the rows as the event left them, or undefined: a refusal changes none */
  #evolve(event: Flat, aggregateRow: string, aggregate: Aggregate, revision: number, overlay: Overlay): unknown {
    const { main } = this.#rows
    let row = aggregate.row
    let after: Record<string, unknown> | undefined
    if (event.type !== REFUSED) {
      const before = this.#read(event, aggregate, overlay)
      after = this.#processor.decider.evolve(before, event) as Record<string, unknown>
      if (main !== undefined) row = after[main]
      for (const store of this.#storesOf(event)) {
        if (after[store.name] === before[store.name]) continue
        overlay.set(store.rowKey, store.codec, after[store.name])
        if (store.due !== undefined) markDue(store.rowKey, store.due, before[store.name], after[store.name], overlay)
      }
    }
    overlay.set(aggregateRow, this.#rows.aggregate, { revision, row })
    return after
  }

  #read(record: Flat, aggregate: Aggregate, overlay: Overlay): Record<string, unknown> {
    const rows: Record<string, unknown> = {}
    if (this.#rows.main !== undefined) rows[this.#rows.main] = aggregate.row
    for (const store of this.#storesOf(record)) rows[store.name] = overlay.get(store.rowKey, store.codec)
    return rows
  }

  /** The stores whose key fields the record has, each with the key of its row. */
  #storesOf(record: Flat): readonly StoreRow[] {
    let stores = this.#storesByType.get(record.type)
    if (stores === undefined) {
      stores = this.#rows.others.filter(store => store.key.every(field => field in record))
      this.#storesByType.set(record.type, stores)
    }
    if (stores.length === 0) return noStores
    return stores.map(store => this.#rowOf(store, record))
  }

  /** Rows with one field for a key, as those of tenants are, are asked for again and again: the last one is kept. */
  #rowOf(store: OtherStore, record: Flat): StoreRow {
    const { name, key, codec, due } = store
    if (key.length > 1) return { name, codec, due, rowKey: storeKey(name, key.map(field => record[field] as string)) }
    const part = record[key[0]!] as string
    const last = this.#lastRows.get(store)
    if (last?.part === part) return last
    const row = { part, name, codec, due, rowKey: storeKey(name, [part]) }
    this.#lastRows.set(store, row)
    return row
  }

  #key(record: Flat): string[] {
    return this.#processor.key.map(field => record[field] as string)
  }

  #route(
    topic: string, { record, notification, route, params }: RouteInput, outgoing: OutgoingRecord[], counts: SliceCounts
  ): void {
    if (this.#isAstray(route.from, notification)) return this.#astray(topic, record, outgoing, counts)
    this.#send(route.map(notification, params), outgoing, counts)
  }

  /** Whether a record is of somebody whose records of this kind are in another topic. */
  #isAstray(topic: Topic, record: Flat): boolean {
    return this.#checked.has(topic) && this.#home(record) !== this.#topology
  }

  #astray(topic: string, record: LogRecord, outgoing: OutgoingRecord[], counts: SliceCounts): void {
    this.#unreadable(topic, { kind: 'unreadable', record, reason: 'wrong_topic' }, outgoing, counts)
  }

  #home(record: Flat): Topology {
    return this.#homes!.home(record[this.#topology.own!.key] as string)
  }

  #send({ to, params, record }: FollowUp, outgoing: OutgoingRecord[], counts: SliceCounts): void {
    if (!this.#sends.has(to)) throw new Contradiction(`a follow-up may not go to ${to}`)
    // It follows its owner: what comes by a shared topic leaves by the owner's own.
    const topic = (this.#own.has(to) ? this.#home(record) : this.#topology).topics[to]!
    const name = topicName(topic, params)
    if (!this.#codec.has(name) || !this.#codec.canEncode(name)) throw new TopicNotKnown(topic, name)
    const key = messageKey((topic.key ?? []).map(field => (record as Flat)[field] as string))
    outgoing.push(this.#outgoing(name, key, record, partitionOf(key, topic.partitions)))
    counts.followUps++
  }

  #unreadable(
    topic: string, { record, reason }: UnreadableInput, outgoing: OutgoingRecord[], counts: SliceCounts
  ): void {
    outgoing.push(deadLetter(this.#processor.deadLetters.name, topic, this.#partition, record, reason))
    const event: Flat = {
      type: DEAD_LETTERED, reason, operationId: '', revision: 0, at: record.timestamp, sourceTopic: topic,
      sourceOffset: record.offset, fingerprint: nothing, keptUntil: 0,
      ...Object.fromEntries(this.#processor.key.map(field => [field, '']))
    }
    const { name } = this.#processor.changelog
    outgoing.push({ topic: name, partition: this.#partition, key: null, value: this.#codec.encode(name, event) })
    counts.deadLetters++
  }

  #outgoing(topic: string, key: string, record: { readonly type: string }, partition: number): OutgoingRecord {
    return { topic, partition, key, value: this.#codec.encode(topic, record) }
  }
}

const noStores: readonly StoreRow[] = []
const noKeys: ReadonlySet<string> = new Set()

type Writable<Type> = { -readonly [Field in keyof Type]: Type[Field] } & Record<string, unknown>

interface Sealed { readonly event: { readonly type: string }, readonly followUps: readonly FollowUp[] }

type StoreRow = Pick<OtherStore, 'name' | 'codec' | 'due'> & { readonly rowKey: string }

/** Something that cannot be, is: the partition stops and keeps the data. */
export class Contradiction extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Contradiction'
  }
}

/** A topic is to be written of which this process knows nothing yet: find out, and decide again. */
export class TopicNotKnown extends Error {
  readonly topic: Topic
  /** Where `topic` stands for many, the one. */
  readonly topicName: string

  constructor(topic: Topic, name: string) {
    super(`nothing is known of topic ${name}`)
    this.topic = topic
    this.topicName = name
  }
}

const REFUSED = 'OperationRefused'
const REUSED = 'operation_id_reused'
const UNCHANGED = 'Unchanged'
export const DEAD_LETTERED = 'RecordDeadLettered'
const unborn: Aggregate = { revision: 0, row: undefined }
const nothing = Buffer.alloc(0)

/** Keeps a row's mark where the row says. Of a row that changes and stays due, it is written over itself. */
function markDue(rowKey: string, field: string, before: unknown, after: unknown, overlay: Overlay): void {
  const was = dueOf(before, field)
  const is = dueOf(after, field)
  if (was > 0 && was !== is) overlay.mark(dueMark(was, rowKey), true, false)
  if (is > 0) overlay.mark(dueMark(is, rowKey), was === is, true)
}

function dueOf(row: unknown, field: string): number {
  return row === undefined ? 0 : (row as Record<string, number>)[field]!
}

/** Where the answer to an operation is kept: under its id, or for a re-used id under id and parameters. */
function answerRow(key: readonly string[], event: Flat): string {
  const operationId = event['operationId'] as string
  const isReuse = event.type === REFUSED && event['reason'] === REUSED
  return isReuse
    ? operationKey(key, operationId, decisionText(event['fingerprint'] as Buffer))
    : operationKey(key, operationId)
}

function reused(command: Flat, fields: readonly string[]): { readonly type: string } {
  return { type: REFUSED, command: command.type, reason: REUSED, fields, balance: null } as { readonly type: string }
}
