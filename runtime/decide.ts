import type { Flat, RecordShape } from '../schemas/record.ts'
import type { Codec } from '../schemas/codec.ts'
import { messageKey } from '../state/key.ts'
import type { Overlay } from '../state/overlay.ts'
import { Addresses } from './addresses.ts'
import { HASH_FIELD, placeholder, seal, type Chain } from './chain.ts'
import { Contradiction } from './contradiction.ts'
import { decisionText, differingFields, fingerprint, sameOperation } from './fingerprint.ts'
import type { LogRecord, OutgoingRecord } from './log/log.ts'
import { deadLetter } from './dead-letter.ts'
import { forget, remember } from './expiry.ts'
import { readInput } from './input.ts'
import type { Homes } from './own-topics.ts'
import { partitionOf } from './partition.ts'
import {
  aggregateKey, answerRow, markDue, operationKey, type Aggregate, type Operation, type Rows
} from './rows.ts'
import { RowFinder } from './row-finder.ts'
import {
  nothingMade, type CommandInput, type Decision, type Input, type Made, type RouteInput, type UnreadableInput
} from './slice.ts'
import { TopicNotKnown } from './topic-not-known.ts'
import {
  topicName, type FollowUp, type Processor, type Tables, type Topology, type Unchanged,
  type Vault
} from './topology.ts'
import { systemVault } from './vault.ts'

/** Decides slices of one task. Synchronous and without effects but on the overlay: it may be run again. */
export class Decisions {
  readonly #processor: Processor
  readonly #rows: Rows
  readonly #codec: Codec
  readonly #tables: Tables
  readonly #partition: number
  readonly #vault: Vault
  readonly #personal: ReadonlySet<string>
  readonly #finder: RowFinder
  readonly #addresses: Addresses
  /** Whether commands may expect a revision of their key. */
  readonly #mayExpect: boolean
  /** Whether its events tell what followed in one transaction. */
  readonly #hasSteps: boolean
  /** Whether its events are a chain. */
  readonly hasChain: boolean
  readonly #events: RecordShape

  /** @param options.homes who has topics of its own; without it nobody has */
  constructor(options: {
    topology: Topology, processor: Processor, rows: Rows, codec: Codec, tables: Tables, homes?: Homes, partition: number
    vault?: Vault | undefined
  }) {
    this.#processor = options.processor
    this.#rows = options.rows
    this.#codec = options.codec
    this.#tables = options.tables
    this.#partition = options.partition
    this.#finder = new RowFinder(options.rows.others)
    this.#addresses = new Addresses(options)
    this.#vault = options.vault ?? systemVault
    this.#personal = new Set(options.processor.personal)
    this.#mayExpect = options.codec.shape(options.processor.commands.value!).head.includes(EXPECTED)
    this.#events = options.codec.shape(options.processor.changelog.value!)
    this.hasChain = this.#events.head[0] === HASH_FIELD
    this.#hasSteps = this.#events.head.includes('step')
  }

  /** The rows that these inputs will ask for. */
  * keys(inputs: readonly Input[]): Iterable<string> {
    for (const input of inputs) {
      if (input.kind !== 'command') continue
      yield input.aggregateRow
      yield input.operationRow
      for (const store of this.#finder.find(input.command)) yield store.rowKey
    }
  }

  /**
   * @param chain the hash of the event before these
   * @throws RowNotFetched when a row is wanted that `keys` could not foresee, TopicNotKnown for a follow-up's
   */
  decide(topic: string, inputs: readonly Input[], overlay: Overlay, chain: Chain): Decision {
    const made = nothingMade(topic, chain)
    for (const input of inputs) {
      if (made.locals > LOCALS_MANY) break
      if (input.kind === 'command') this.#commandWithLocals(input, overlay, made)
      else if (input.kind === 'route') this.#route(input, made)
      else this.#unreadable(input, made)
      made.inputs++
    }
    // What many records of a slice touch is written once for all of them.
    if (made.summary !== undefined) {
      for (const followUp of made.summary.sum.followUps(made.summary.name)) this.#send(followUp, made)
    }
    return made
  }

  /**
   * A command and, in the same transaction, those commands for this partition that follow from it and are local. Level
   * by level, so that the rows of one level can be fetched together.
   */
  #commandWithLocals(input: CommandInput, overlay: Overlay, made: Made): void {
    made.step = 0
    this.#command(input, overlay, made)
    while (made.local.length > 0) {
      const level = made.local.splice(0)
      overlay.require(this.keys(level))
      for (const local of level) this.#command(local, overlay, made)
    }
  }

  #command(input: CommandInput, overlay: Overlay, made: Made): void {
    const { counts } = made
    const { record, command, variant, key, aggregateRow } = input
    if (this.#addresses.isAstray(this.#processor.commands, command)) return this.#astray(record, made)
    const operationId = command['operationId'] as string
    const print = fingerprint(variant, command, this.#personal)
    const answered = this.#answered(input, operationId, print, overlay)
    if (answered.by !== undefined) {
      counts.duplicates++
      made.answeredAt.push(answered.by.revision)
      return
    }

    const aggregate = overlay.get(aggregateRow, this.#rows.aggregate) ?? unborn
    const revision = aggregate.revision + 1
    const rows = this.#read(command, aggregate, overlay)
    const answer = answered.differing !== undefined ? refused(command, REUSED, answered.differing)
      : this.#isStale(command, aggregate) ? refused(command, STALE)
        : this.#processor.decider.decide(command, rows, this.#tables, record.timestamp)
    if (answer.type === UNCHANGED) {
      counts.unchanged++
      for (const followUp of (answer as Unchanged).followUps) this.#send(followUp, made)
      return
    }
    const sealed = this.#seal(command, answer, rows)
    const head: Record<string, unknown> = {
      operationId, revision, at: record.timestamp, sourceTopic: made.topic, sourceOffset: record.offset,
      fingerprint: print, step: made.step++, [HASH_FIELD]: placeholder(made.chain),
      keptUntil: this.#processor.decider.keptUntil?.(command, this.#tables, record.timestamp)
    }
    for (let index = 0; index < key.length; index++) head[this.#processor.key[index]!] = key[index]!
    const event = this.#events.join(head, sealed.event)

    overlay.set(answered.row, this.#rows.operation, { revision, fingerprint: print })
    this.#keepInMind(event, answered.row, overlay)
    const evolved = this.#evolve(event, aggregateRow, aggregate, revision, overlay)
    const after = evolved ?? rows
    if (evolved !== undefined) this.#sum(event, rows, evolved, made)
    this.#append(input.messageKey, event, made)
    counts.events++
    if (event.type === REFUSED) counts.refusals++
    const alarm = this.#processor.decider.alarm?.(event)
    if (alarm !== undefined) made.alarms.push(alarm)
    for (const followUp of sealed.followUps) this.#send(followUp, made)
    for (const followUp of this.#processor.decider.react?.(event, after) ?? []) {
      if (!this.#stays(followUp, record, made)) this.#send(followUp, made)
    }
  }

  /** Takes a follow-up for this partition that is local. @returns whether it did: any other goes by the log */
  #stays(followUp: FollowUp, { offset, timestamp }: LogRecord, made: Made): boolean {
    const { record, isLocal = false } = followUp
    const { commands } = this.#processor
    if (!isLocal || !this.#hasSteps || this.#addresses.topicOf(followUp) !== commands) return false
    const key = Buffer.from(messageKey(this.#key(record)))
    if (partitionOf(key, commands.partitions) !== this.#partition) return false

    // As it would come back from the log.
    const context = { codec: this.#codec, processor: this.#processor, partition: this.#partition }
    const value = this.#codec.encode(commands.name, record)
    const input = readInput(context, { name: commands.name, kind: 'commands' },
      { offset, timestamp, key, value, headers: {} })
    if (!('kind' in input) || input.kind !== 'command') throw new Contradiction(`${record.type} cannot be read`)
    if (++made.locals > LOCALS_MAX) throw new Contradiction('what follows from one command has no end')
    made.local.push(input)
    made.counts.followUps++
    return true
  }

  /** Whether its sender has seen another revision than there is by now, and does not want it decided by that. */
  #isStale(command: Flat, { revision }: Aggregate): boolean {
    return this.#mayExpect && command[EXPECTED] !== 0 && command[EXPECTED] !== revision
  }

  /** The one step that a restore does not repeat: each time it comes out otherwise. */
  #seal(command: Flat, event: { readonly type: string }, rows: Record<string, unknown>): Sealed {
    const { decider } = this.#processor
    if (event.type === REFUSED || decider.seal === undefined) return { event, followUps: [] }
    return decider.seal(command, event, rows, this.#tables, this.#vault)
  }

  /** Where an operation's answer is kept, or is to be kept. */
  #answered(
    { key, variant, operationRow }: CommandInput, operationId: string, print: Buffer, overlay: Overlay
  ): Answered {
    const known = overlay.get(operationRow, this.#rows.operation)
    if (known === undefined || sameOperation(known.fingerprint, print)) return { row: operationRow, by: known }
    const row = operationKey(key, operationId, decisionText(print))
    const by = overlay.get(row, this.#rows.operation)
    return by === undefined ? { row, by, differing: differingFields(variant, known.fingerprint, print) } : { row, by }
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
      for (const store of this.#finder.find(event)) yield store.rowKey
    }
  }

  /** @returns the rows as the event left them, or undefined: a refusal changes none */
  #evolve(
    event: Flat, aggregateRow: string, aggregate: Aggregate, revision: number, overlay: Overlay
  ): Record<string, unknown> | undefined {
    const { main } = this.#rows
    let row = aggregate.row
    let after: Record<string, unknown> | undefined
    if (event.type !== REFUSED) {
      const before = this.#read(event, aggregate, overlay)
      after = this.#processor.decider.evolve(before, event) as Record<string, unknown>
      if (main !== undefined) row = after[main]
      for (const store of this.#finder.find(event)) {
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
    for (const store of this.#finder.find(record)) rows[store.name] = overlay.get(store.rowKey, store.codec)
    return rows
  }

  #key(record: Flat): string[] {
    return this.#processor.key.map(field => record[field] as string)
  }

  #route({ record, notification, route, params }: RouteInput, made: Made): void {
    if (this.#addresses.isAstray(route.from, notification)) return this.#astray(record, made)
    this.#send(route.map(notification, params), made)
  }

  #sum(event: Flat, before: unknown, after: unknown, made: Made): void {
    const { summarize } = this.#processor.decider
    if (summarize === undefined) return
    made.summary ??= { name: `${made.topic}/${this.#partition}/${event['sourceOffset']}`, sum: summarize() }
    made.summary.sum.add(event, before, after)
  }

  #astray(record: LogRecord, made: Made): void {
    this.#unreadable({ kind: 'unreadable', record, reason: 'wrong_topic' }, made)
  }

  #send(followUp: FollowUp, { outgoing, counts }: Made): void {
    const { params, record } = followUp
    const topic = this.#addresses.topicOf(followUp)
    const name = topicName(topic, params)
    if (!this.#codec.has(name) || !this.#codec.canEncode(name)) throw new TopicNotKnown(topic, name)
    const key = messageKey((topic.key ?? []).map(field => (record as Flat)[field] as string))
    outgoing.push(this.#outgoing(name, key, record, partitionOf(key, topic.partitions)))
    counts.followUps++
  }

  #unreadable({ record, reason }: UnreadableInput, made: Made): void {
    const { topic, outgoing, counts } = made
    outgoing.push(deadLetter(this.#processor.deadLetters.name, topic, this.#partition, record, reason))
    const event: Flat = {
      type: DEAD_LETTERED, reason, operationId: '', revision: 0, at: record.timestamp, sourceTopic: topic,
      sourceOffset: record.offset, fingerprint: nothing, keptUntil: 0, [HASH_FIELD]: placeholder(made.chain),
      ...Object.fromEntries(this.#processor.key.map(field => [field, '']))
    }
    this.#append(null, event, made)
    counts.deadLetters++
  }

  /** Writes an event: as the next one of its changelog's chain, if that has one. */
  #append(key: string | null, event: Flat, made: Made): void {
    const { name: topic } = this.#processor.changelog
    const value = this.#codec.encode(topic, event)
    if (this.hasChain) made.chain = seal(value)
    made.outgoing.push({ topic, partition: this.#partition, key, value })
  }

  #outgoing(topic: string, key: string, record: { readonly type: string }, partition: number): OutgoingRecord {
    return { topic, partition, key, value: this.#codec.encode(topic, record) }
  }
}

interface Answered {
  readonly row: string
  /** The same operation, which was answered already. */
  readonly by: Operation | undefined
  /** The fields in which it differs from an earlier operation of that id. */
  readonly differing?: readonly string[]
}

interface Sealed { readonly event: { readonly type: string }, readonly followUps: readonly FollowUp[] }

const REFUSED = 'OperationRefused'
const REUSED = 'operation_id_reused'
const STALE = 'revision_mismatch'
/** Local commands after which a slice takes no other input, and more than those of one slice ever are. */
const LOCALS_MANY = 1_000
export const LOCALS_MAX = 10_000

/** In the head of commands. A field of that name in a body is the domain's. */
const EXPECTED = 'expectedRevision'
const UNCHANGED = 'Unchanged'
export const DEAD_LETTERED = 'RecordDeadLettered'
const unborn: Aggregate = { revision: 0, row: undefined }
const nothing = Buffer.alloc(0)

function refused(command: Flat, reason: string, fields: readonly string[] = []): { readonly type: string } {
  return { type: REFUSED, command: command.type, reason, fields } as { readonly type: string }
}
