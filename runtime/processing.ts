import { RegistryUnavailable } from '../schemas/registry.ts'
import { Overlay } from '../state/overlay.ts'
import type { Checkpoint, Store } from '../state/store.ts'
import { readChain } from './chain.ts'
import { commit as commitProtocol } from './commit.ts'
import type { TaskContext } from './context.ts'
import { Contradiction } from './contradiction.ts'
import { LOCALS_MAX, type Decisions } from './decide.ts'
import { decideSlice } from './decide-slice.ts'
import type { Input } from './slice.ts'
import { readInput, type Source } from './input.ts'
import { Expiry } from './expiry.ts'
import { errorFields } from './logger.ts'
import type { Batch, LogRecord, OutgoingRecord, Position, Reader, TransactionalProducer } from './log/log.ts'
import type { Ticks } from './ticks.ts'
import { TopicNotKnown } from './topic-not-known.ts'

/** Records in one transaction, and their bytes. Larger ones cost latency and win little. */
const SLICE_RECORDS_MAX = 2_000
const SLICE_BYTES_MAX = 512 * 1024

const REGISTRY_RETRY_MS = 1_000
const TOPIC_RETRY_MS = 1_000

/** What a task hands over once it is the only owner and its store is restored. */
export interface Owned {
  readonly partition: number
  readonly decisions: Decisions
  readonly ticks: Ticks
  readonly producer: TransactionalProducer
  readonly store: Store
  readonly checkpoint: Checkpoint
}

/** The loop of a task: consume, decide, produce; a slice of records in each transaction. */
export class Processing {
  readonly #context: TaskContext
  readonly #partition: number
  readonly #decisions: Decisions
  readonly #ticks: Ticks
  readonly #producer: TransactionalProducer
  readonly #store: Store
  readonly #positions = new Map<string, number>()
  readonly #expiry = new Expiry()
  #checkpoint: Checkpoint
  #commits = 0
  #isTicking = false
  /** Of the last transaction, by the clock. */
  #committedAt = -Infinity
  #stopped = false
  #signalStopped = () => {}
  readonly #whenStopped = new Promise<void>(resolve => { this.#signalStopped = resolve })
  #reader: Reader | undefined

  constructor(context: TaskContext, { partition, decisions, ticks, producer, store, checkpoint }: Owned) {
    this.#context = context
    this.#partition = partition
    this.#decisions = decisions
    this.#ticks = ticks
    this.#producer = producer
    this.#store = store
    this.#checkpoint = checkpoint
  }

  /** Where the store stands. */
  get checkpoint(): Checkpoint {
    return this.#checkpoint
  }

  /** Next offset of each input; what was read but led to nothing counts too. */
  get positions(): ReadonlyMap<string, number> {
    return this.#positions
  }

  /** Transactions committed. */
  get commits(): number {
    return this.#commits
  }

  /** When a row is to be asked next what it has to say; 0 while its answer is being written, Infinity for none. */
  get dueAt(): number {
    return this.#isTicking ? 0 : this.#ticks.next
  }

  /** `run` ends after the transaction under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#signalStopped()
    await this.#reader?.close()
  }

  /** Reads, decides and commits until it is stopped, or fails. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      const version = this.#context.tables.version
      const sources = this.#sources()
      const reader = this.#context.log.reader(await this.#startPositions(sources))
      this.#reader = reader
      try {
        while (!this.#stopped && !this.#sourcesChanged(version, sources)) {
          await this.#pace()
          const batches = await reader.read()
          for (const batch of batches) await this.#batch(sources.get(batch.topic)!, batch)
          if (batches.every(({ records }) => records.length === 0)) await this.#tick()
        }
      } finally {
        await reader.close()
      }
    }
  }

  /** Waits, where the processor is not to have its next transaction yet; records gather meanwhile. */
  async #pace(): Promise<void> {
    const { clock, processor: { paceMs = 0 } } = this.#context
    const waitMs = this.#committedAt + paceMs - clock.now()
    if (paceMs > 0 && waitMs > 0) await Promise.race([clock.sleep(waitMs), this.#whenStopped])
  }

  #sources(): ReadonlyMap<string, Source> {
    const { processor, tables } = this.#context
    const sources: Source[] = [{ name: processor.commands.name, kind: 'commands' }]
    for (const route of processor.routes ?? []) {
      for (const { name, params } of tables.topicsOf(route.from)) sources.push({ name, kind: 'route', route, params })
    }
    return new Map(sources.map(source => [source.name, source]))
  }

  /** A provider that appears brings its topic along. */
  #sourcesChanged(version: number, sources: ReadonlyMap<string, Source>): boolean {
    if (version === this.#context.tables.version || this.#context.processor.routes?.length === 0) return false
    return [...this.#sources().keys()].join() !== [...sources.keys()].join()
  }

  async #startPositions(sources: ReadonlyMap<string, Source>): Promise<Position[]> {
    const positions: Position[] = []
    for (const source of sources.values()) {
      const offset = this.#positions.get(source.name) ?? await this.#startPosition(source)
      this.#positions.set(source.name, offset)
      positions.push({ topic: source.name, partition: this.#partition, offset })
    }
    return positions
  }

  /**
   * Commands go on where the changelog ends; the group's offset is a mirror of that. A route leaves no event, so
   * its position is the group's; forwarding a record twice does no harm, as the command is the same operation.
   */
  async #startPosition({ name, kind }: Source): Promise<number> {
    const { log, group } = this.#context
    const own = this.#checkpoint.inputs[name]
    const mirrored = await log.committed(group, name, this.#partition)
    // The end comes last. A successor may be at work already, and its offset would lie past an end read before it.
    const { start, end } = await log.bounds(name, this.#partition)
    const position = kind === 'route' ? Math.max(own ?? 0, mirrored ?? 0) : own ?? 0
    if (position > end)
      throw new Contradiction(`${name} ends at ${end} and we were at ${position}: it lost records or is another one`)
    if (position >= start) return position
    // Records that led to no event (repeats) were consumed without a trace in the changelog: the mirror knows.
    if (mirrored !== undefined && mirrored >= start) return mirrored
    if (position > 0)
      throw new Contradiction(`${name} begins at ${start} and we were at ${position}: commands are lost`)
    return start
  }

  async #batch(source: Source, batch: Batch): Promise<void> {
    const position = this.#positions.get(source.name)!
    let records = batch.records.filter(({ offset }) => offset >= position)
    while (records.length > 0) {
      if (this.#stopped) return
      const inputs = await this.#read(source, records)
      const next = inputs.length === records.length ? batch.next : undefined
      if (inputs.length > 0) records = records.slice(await this.#slice(source, inputs, next))
      // After each slice, however many there are, and also while inputs wait for something.
      await this.#tick()
    }
    this.#positions.set(source.name, Math.max(batch.next, position))
  }

  /** As many of the records as one transaction takes; none when the registry has to be waited for. */
  async #read(source: Source, records: readonly LogRecord[]): Promise<Input[]> {
    const { schemas: { codec }, processor } = this.#context
    const inputs: Input[] = []
    let bytes = 0
    for (const record of records) {
      if (inputs.length >= SLICE_RECORDS_MAX || bytes >= SLICE_BYTES_MAX) break
      const input = readInput({ codec, processor, partition: this.#partition }, source, record)
      if (!('unknownId' in input)) {
        inputs.push(input)
        bytes += record.value?.length ?? 0
      } else if (inputs.length > 0) {
        break
      } else if (await this.#isUnknown(source.name, input.unknownId)) {
        return [{ kind: 'unreadable', record, reason: 'unknown_schema' }]
      } else {
        return []
      }
    }
    return inputs
  }

  /** While the registry does not answer, the partition waits: a good record is never taken for a bad one. */
  async #isUnknown(topic: string, id: number): Promise<boolean> {
    try {
      return !await this.#context.schemas.resolve(topic, id)
    } catch (error) {
      if (!(error instanceof RegistryUnavailable)) throw error
      const { logger, name: processor } = this.#context
      logger.warn({ processor, partition: this.#partition, id, ...errorFields(error) }, 'registry.unavailable')
      await this.#context.clock.sleep(REGISTRY_RETRY_MS)
      return false
    }
  }

  /** @returns how many of the inputs: none, as long as something has to be waited for */
  async #slice(source: Source, inputs: readonly Input[], batchNext: number | undefined): Promise<number> {
    const { clock } = this.#context
    const t0 = clock.now()
    const overlay = new Overlay(this.#store)
    await overlay.fetch(this.#decisions.keys(inputs))
    await this.#expiry.fetch(overlay, inputs.length + LOCALS_MAX, () => inputs.map(({ record }) => record.timestamp))
    const t1 = clock.now()
    const decision = await decideSlice({
      decisions: this.#decisions, tables: this.#context.tables, topic: source.name, inputs, overlay,
      chain: readChain(this.#checkpoint.chain), isFound: error => this.#isFound(error)
    })
    if (decision === undefined) return 0
    const t2 = clock.now()
    const isAll = decision.inputs === inputs.length
    const next = isAll && batchNext !== undefined ? batchNext : inputs[decision.inputs - 1]!.record.offset + 1
    const position = { topic: source.name, partition: this.#partition, offset: next }
    // Before the commit: better told twice than not at all, should this process end in between.
    for (const alarm of decision.alarms) this.#tellAlarm(alarm)
    await this.#commit(decision.outgoing, [position], overlay, decision.chain)
    this.#ticks.follow(overlay.marks())
    this.#expiry.follow(overlay)
    this.#positions.set(source.name, next)
    if (decision.counts.deadLetters > 0) this.#tellDeadLetters(source, decision.counts.deadLetters)
    this.#context.observer?.onSlice?.({
      ...decision.counts, partition: this.#partition, records: decision.inputs,
      readMs: t1 - t0, decideMs: t2 - t1, commitMs: clock.now() - t2
    })
    return decision.inputs
  }

  /**
   * What rows that are due have to say: one transaction at most, so that inputs have their turn after it. It goes to
   * the log as any command does, and comes back as an input.
   */
  async #tick(): Promise<void> {
    const now = Math.floor(this.#context.clock.now())
    let outgoing: readonly OutgoingRecord[] = []
    this.#isTicking = true
    try {
      while (outgoing.length === 0 && this.#ticks.next <= now && !this.#stopped) outgoing = await this.#ticks.ask(now)
    } catch (error) {
      if (!(error instanceof TopicNotKnown)) throw error
      await this.#isFound(error)
    }
    if (outgoing.length > 0) {
      await this.#commit(outgoing, [], new Overlay(this.#store))
      this.#context.observer?.onTicks?.(this.#partition, outgoing.length)
    }
    this.#isTicking = false
  }

  async #commit(
    outgoing: readonly OutgoingRecord[], positions: readonly Position[], overlay: Overlay,
    chain = readChain(this.#checkpoint.chain)
  ): Promise<void> {
    const { group, processor, commit = commitProtocol } = this.#context
    const changelog = { topic: processor.changelog.name, partition: this.#partition }
    const work = { outgoing, positions, overlay, changelog, group, chain }
    this.#checkpoint = await commit(this.#producer, this.#store, this.#checkpoint, work)
    this.#commits++
    this.#committedAt = this.#context.clock.now()
  }

  #tellDeadLetters({ name: topic }: Source, records: number): void {
    const { logger, name: processor } = this.#context
    logger.warn({ processor, partition: this.#partition, topic, records }, 'records.dead_lettered')
  }

  #tellAlarm(alarm: string): void {
    const { logger, name: processor } = this.#context
    logger.error({ processor, partition: this.#partition, alarm }, 'alarm.raised')
  }

  /** What an event sends must not get lost, so the partition waits for a topic that is not there. */
  async #isFound({ topic, topicName }: TopicNotKnown): Promise<boolean> {
    const { clock, logger, name: processor, schemas } = this.#context
    if (await schemas.canWrite(topic, topicName)) return true
    logger.warn({ processor, partition: this.#partition, topic: topicName }, 'topic.missing')
    await clock.sleep(TOPIC_RETRY_MS)
    return false
  }
}
