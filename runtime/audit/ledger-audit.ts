import type { Codec } from '../../schemas/codec.ts'
import type { Flat } from '../../schemas/record.ts'
import { messageKey } from '../../state/key.ts'
import { Addresses } from '../addresses.ts'
import { HASH_FIELD } from '../chain.ts'
import { DEAD_LETTERED } from '../decide.ts'
import type { LogRecord } from '../log/log.ts'
import { partitionOf } from '../partition.ts'
import type { Processor, Topic, Topology } from '../topology.ts'
import { Answered } from './answered.ts'
import { ChainAudit } from './chain-audit.ts'
import { CommandsAudit, followUpKinds } from './commands-audit.ts'
import type { AuditContext, Report } from './context.ts'
import type { Cursor } from './cursor.ts'
import type { EngineKind, Findings, Place } from './finding.ts'
import type { FollowUps, Kinds } from './follow-ups.ts'
import { Locals } from './locals.ts'
import { RowsInMemory, type Folded, type KeyState } from './rows-in-memory.ts'
import { decisionText, identityOf, isDerived, partitionOfSent, sentOf, sideText, type Sent } from './sending.ts'
import type { Sources } from './sources.ts'

export const deadLetterKinds: Kinds = {
  missing: 'dead_letter_missing', orphaned: 'dead_letter_orphaned', altered: 'dead_letter_altered'
}

export interface LedgerAuditOptions {
  readonly context: AuditContext
  readonly topology: Topology
  /** The processor's name. */
  readonly name: string
  readonly processor: Processor
  /** Of consumers that have its positions. */
  readonly group: string
  readonly changelog: Cursor
  readonly commands: Cursor
  readonly sources: Sources
  readonly findings: Findings
  readonly followUps: FollowUps
  readonly isSummary: (operationId: string) => boolean
}

/** One partition of a changelog, in its order, beside its commands. */
export class LedgerAudit {
  readonly cursor: Cursor
  readonly commands: Cursor
  readonly #options: LedgerAuditOptions
  readonly #codec: Codec
  readonly #processor: Processor
  readonly #addresses: Addresses
  readonly #rows: RowsInMemory
  readonly #answered = new Answered()
  readonly #answers: CommandsAudit
  readonly #locals: Locals
  readonly #states = new Map<string, KeyState>()
  /** Next offset of each topic that events answer records of. */
  readonly #next = new Map<string, number>()
  readonly #inputs: ReadonlySet<string>
  readonly #hasSteps: boolean
  readonly #chain: ChainAudit | undefined
  readonly #report: Report
  #lastStep = -1
  #events = 0
  #undecidedSince = Infinity

  constructor(options: LedgerAuditOptions) {
    const { context: { schemas: { codec }, tables }, topology, processor, commands, findings } = options
    const { changelog, followUps, isSummary } = options
    this.cursor = changelog
    this.commands = commands
    this.#options = options
    this.#codec = codec
    this.#processor = processor
    this.#report = (kind, place, key, detail) => findings.add(kind, place, key, detail)
    this.#addresses = new Addresses({ topology, processor, homes: tables })
    this.#rows = new RowsInMemory(topology, processor, codec)
    const answered = this.#answered
    const causesSince = options.sources.oldestOf(this.#routed())
    this.#answers = new CommandsAudit({
      processor, codec, commands, answered, findings, followUps, isSummary, causesSince
    })
    this.#locals = new Locals(answered, findings)
    this.#inputs = new Set([processor.commands.name, ...this.#routed()])
    const { head } = codec.shape(processor.changelog.value!)
    this.#hasSteps = head.includes('step')
    this.#chain = head[0] === HASH_FIELD ? new ChainAudit(findings, changelog.start === 0) : undefined
    if (changelog.start > 0) {
      this.#add('history_lost', this.#placeOf(changelog.start), '', `${changelog.topic} begins at ${changelog.start}`)
    }
  }

  /** Events that were read. */
  get events(): number {
    return this.#events
  }

  /** The processor's name. */
  get name(): string {
    return this.#options.name
  }

  /** When the first command was written that has no event yet; Infinity when there is none. Once it is finished. */
  get undecidedSince(): number {
    return this.#undecidedSince
  }

  get group(): string {
    return this.#options.group
  }

  /** Keys that have events. */
  get keys(): number {
    return this.#states.size
  }

  /** When the next event was written; Infinity when there is none. */
  get time(): number {
    return this.cursor.first?.timestamp ?? Infinity
  }

  /** Takes events that are read already, and so many at most. */
  async advance(eventsMax: number): Promise<void> {
    const { topic } = this.commands
    for (let count = 0; count < eventsMax; count++) {
      const record = this.cursor.first
      if (record === undefined) return
      const event = this.#decode(record)
      if (event !== undefined && event['sourceTopic'] === topic) {
        const offset = event['sourceOffset'] as number
        if (!this.commands.has(offset) && offset < this.commands.end) await this.commands.fill(offset)
      }
      this.cursor.shift()
      this.#events++
      if (event !== undefined) this.#take(record, event)
    }
  }

  /** Commands up to here were read before the changelog ended. */
  async finish(committed: number): Promise<void> {
    this.#locals.end()
    while (this.commands.position < Math.min(committed, this.commands.end)) {
      await this.commands.fill()
      const { first } = this.commands
      if (first === undefined || first.offset >= committed) break
      this.#answers.skipTo(Math.min(committed, first.offset + 1))
    }
    while (this.commands.position < this.commands.end) {
      await this.commands.fill()
      const { first } = this.commands
      if (first === undefined) break
      this.#undecidedSince = Math.min(this.#undecidedSince, first.timestamp)
      this.#answers.pending()
    }
  }

  /** Names of the topics of others that it reads. */
  #routed(): readonly string[] {
    const { processor: { routes = [] }, context: { tables } } = this.#options
    return routes.flatMap(({ from }) => tables.topicsOf(from).map(({ name }) => name))
  }

  #decode(record: LogRecord): Flat | undefined {
    const decoded = this.#codec.decode(this.cursor.topic, record.value)
    if ('record' in decoded) return decoded.record
    const why = 'unreadable' in decoded ? decoded.unreadable : `schema ${decoded.unknownId} is not known`
    this.#add('undecodable', this.#placeOf(record.offset), record.key?.toString() ?? '', why)
    return undefined
  }

  #take(record: LogRecord, event: Flat): void {
    const place = this.#placeOf(record.offset)
    this.#chain?.take(place, record, event)
    if (event.type === DEAD_LETTERED) {
      this.#deadLettered(place, record, event)
      return
    }
    const key = messageKey(this.#processor.key.map(field => event[field] as string))
    if (!isKey(record.key, key)) this.#add('wrong_key', place, key, `its key is ${record.key?.toString() ?? 'null'}`)
    const state = this.#stateOf(key)
    if (state.isAstray) {
      const { partitions } = this.#processor.changelog
      this.#add('wrong_partition', place, key, `it belongs to partition ${partitionOf(key, partitions)}`)
    }
    const before = this.#remember(place, key, event)
    if (before !== undefined) {
      this.#add('operation_answered_twice', place, key, `${event['operationId']} has an event at ${before}`)
      if (event['revision'] === state.revision + 1) state.revision++
      return
    }
    this.#position(place, key, event)
    const isFirstSeen = state.revision === 0
    this.#revision(place, key, event, state, isFirstSeen)
    this.#fold(place, key, record, event, state)
  }

  #remember({ offset }: Place, key: string, event: Flat): number | undefined {
    const { operationId, fingerprint, at, keptUntil = 0 } = event as unknown as Head
    const isReuse = event.type === 'OperationRefused' && event['reason'] === 'operation_id_reused'
    return this.#answered.add(key, operationId, isReuse, { fingerprint, keptUntil, at, offset })
  }

  /** Where the event stands among those of its inputs, and the command that it answers. */
  #position(place: Place, key: string, event: Flat): void {
    const { sourceTopic, sourceOffset, step = 0, operationId, fingerprint } = event as unknown as Head
    const next = this.#next.get(sourceTopic) ?? 0
    if (sourceTopic !== this.commands.topic) {
      this.#add('wrong_source', place, key, `it answers a record of ${sourceTopic}`)
      return
    }
    if (step > 0) {
      const isNext = sourceOffset === next - 1 && step === this.#lastStep + 1
      if (sourceOffset >= next) this.#forward(sourceTopic, sourceOffset + 1)
      if (!isNext) this.#add('step_out_of_order', place, key, `step ${step} of ${sourceTopic} at ${sourceOffset}`)
      this.#lastStep = step
      this.#locals.take(place, key, operationId, fingerprint)
      return
    }
    this.#locals.end()
    this.#lastStep = 0
    if (sourceOffset < next) {
      this.#add('source_out_of_order', place, key, `${sourceTopic} at ${sourceOffset}, after ${next - 1}`)
      return
    }
    this.#answers.answer(place, key, event)
    this.#next.set(sourceTopic, sourceOffset + 1)
  }

  /** The commands before an offset are behind us, though no event is there for the last of them. */
  #forward(topic: string, offset: number): void {
    this.#locals.end()
    this.#answers.skipTo(offset)
    this.#next.set(topic, offset)
  }

  #revision(place: Place, key: string, event: Flat, state: KeyState, isFirstSeen: boolean): void {
    const revision = event['revision'] as number
    const expected = state.revision + 1
    if (revision === expected) {
      state.revision = revision
      return
    }
    state.isDamaged = true
    // Whose beginning is lost with the beginning of the changelog is one finding, and not one for each key.
    if (isFirstSeen && this.cursor.start > 0) {
      state.revision = revision
      return
    }
    const kind = revision > expected ? 'revision_gap' : 'revision_repeated'
    this.#add(kind, place, key, `revision ${revision} comes where ${expected} should`)
    state.revision = Math.max(state.revision, revision)
  }

  #fold(place: Place, key: string, record: LogRecord, event: Flat, state: KeyState): void {
    const { context: { inspector }, name } = this.#options
    let folded: Folded
    try {
      folded = this.#rows.fold(event, state)
    } catch (error) {
      if (!state.isDamaged) this.#add('evolve_failed', place, key, `${event.type}: ${(error as Error).message}`)
      state.isDamaged = true
      return
    }
    const { before, after } = folded
    const { isDamaged } = state
    inspector?.event({
      processor: name, commands: this.commands.topic, place, key, writtenAt: record.timestamp, event, before, after,
      isDamaged
    }, this.#report)
    for (const followUp of this.#processor.decider.react?.(event, after) ?? []) {
      const sent = sentOf(this.#codec, this.#addresses, followUp)
      if (this.#stays(sent, followUp.isLocal)) this.#locals.add(sent, place)
      else this.#caused(sent, place, record)
    }
  }

  #stays(sent: Sent, isLocal = false): boolean {
    return isLocal && this.#hasSteps && sent.topic === this.#processor.commands &&
      partitionOfSent(sent) === this.cursor.partition
  }

  #caused(sent: Sent, place: Place, { timestamp }: LogRecord): void {
    const { sources, followUps } = this.#options
    const { name, key, record, print } = sent
    if (!isCompared(this.#options.topology, sent.topic) || !isDerived(record)) return
    const kept = sources.keeps(name, partitionOfSent(sent), timestamp)
    if (kept === 'no') return
    followUps.caused(identityOf(name, key, record), followUpKinds, {
      print: decisionText(print), place, key, what: `${sideText(record)} for ${name}`, at: timestamp,
      isLenient: kept === 'maybe'
    })
  }

  #deadLettered(place: Place, record: LogRecord, event: Flat): void {
    const { sourceTopic, sourceOffset, reason } = event as unknown as Head & { readonly reason: string }
    const { partition } = this.cursor
    this.#locals.end()
    this.#lastStep = 0
    const next = this.#next.get(sourceTopic) ?? 0
    if (!this.#inputs.has(sourceTopic)) this.#add('wrong_source', place, '', `a record of ${sourceTopic}`)
    if (sourceOffset < next) {
      this.#add('source_out_of_order', place, '', `${sourceTopic} at ${sourceOffset}, after ${next - 1}`)
    } else {
      if (sourceTopic === this.commands.topic) this.#answers.bury(place, sourceOffset)
      this.#next.set(sourceTopic, sourceOffset + 1)
    }
    const { sources, followUps } = this.#options
    const { name } = this.#processor.deadLetters
    const kept = sources.keeps(name, partition, record.timestamp)
    if (kept === 'no') return
    const what = `the dead letter of ${sourceTopic}/${partition} at ${sourceOffset}`
    followUps.caused(`${name} ${partition} ${sourceTopic} ${sourceOffset}`, deadLetterKinds, {
      print: reason, place, key: '', what, at: record.timestamp, isLenient: kept === 'maybe'
    })
  }

  #stateOf(key: string): KeyState {
    const known = this.#states.get(key)
    if (known !== undefined) return known
    const isAstray = partitionOf(key, this.#processor.changelog.partitions) !== this.cursor.partition
    const state: KeyState = { revision: 0, row: undefined, isAstray, isDamaged: false }
    this.#states.set(key, state)
    return state
  }

  #placeOf(offset: number): Place {
    return { topic: this.cursor.topic, partition: this.cursor.partition, offset }
  }

  #add(kind: EngineKind, place: Place, key: string, detail: string): void {
    this.#options.findings.add(kind, place, key, detail)
  }
}

/** Operators write rows of tables too, and a compacted topic loses what was sent: neither is compared. */
export function isCompared({ tables }: Topology, topic: Topic): boolean {
  return topic.config['cleanup.policy'] !== 'compact' && !Object.values(tables).some(table => table.topic === topic)
}

interface Head {
  readonly operationId: string
  readonly at: number
  readonly sourceTopic: string
  readonly sourceOffset: number
  readonly fingerprint: Buffer
  readonly keptUntil?: number
  readonly step?: number
}

function isKey(found: Buffer | null, key: string): boolean {
  return found !== null && (found.toString('latin1') === key || found.toString() === key)
}
