import { RegistryUnavailable } from '../schemas/registry.ts'
import { Overlay, RowNotFetched } from '../state/overlay.ts'
import { emptyDigest } from '../state/digest.ts'
import { StoreError, type Checkpoint, type Store, type StoreFactory } from '../state/store.ts'
import type { Clock } from './clock.ts'
import { commit as commitProtocol, type CommitProtocol } from './commit.ts'
import { Contradiction, Decisions, type Decision, type Input, type SliceCounts } from './decide.ts'
import { actionFor } from './errors.ts'
import { readInput, type Source } from './input.ts'
import { errorFields, type Logger } from './logger.ts'
import type { Batch, Log, LogRecord, Membership, Position, Reader, TransactionalProducer } from './log/log.ts'
import { restore } from './restore.ts'
import { rowsOf, type Rows } from './rows.ts'
import type { Schemas } from './schemas.ts'
import type { GlobalTables } from './tables.ts'
import type { Processor, Topology } from './topology.ts'

/** Everything that the tasks of one processor share. */
export interface TaskContext {
  readonly log: Log
  readonly cluster: string
  readonly topology: Topology
  readonly name: string
  readonly processor: Processor
  /** Consumer group; with the partition it makes the transactional id. */
  readonly group: string
  readonly stores: StoreFactory
  readonly schemas: Schemas
  readonly tables: GlobalTables
  readonly clock: Clock
  readonly logger: Logger
  readonly observer?: TaskObserver
  /** The simulation puts broken ones here, to show that it notices. */
  readonly commit?: CommitProtocol
}

/** Told what a task does; for metrics, benchmarks and tests. */
export interface TaskObserver {
  onState?(partition: number, state: TaskState): void
  onSlice?(slice: SliceReport): void
}

export interface SliceReport extends Readonly<SliceCounts> {
  readonly partition: number
  readonly records: number
  /** Milliseconds spent on each step. */
  readonly readMs: number
  readonly decideMs: number
  readonly commitMs: number
}

/**
 * opening → restoring → running, back to opening after any error, and from anywhere to closed, or to stopped:
 * that is a contradiction, which an operator has to look at.
 */
export type TaskState = 'opening' | 'restoring' | 'running' | 'stopped' | 'closed'

/** Records in one transaction, and their bytes. Larger ones cost latency and win little. */
const SLICE_RECORDS_MAX = 2_000
const SLICE_BYTES_MAX = 512 * 1024

const BACKOFF_MS_MIN = 200
const BACKOFF_MS_MAX = 5_000
const REGISTRY_RETRY_MS = 1_000

/** The work of one partition number of one processor. */
export class Task {
  readonly partition: number
  readonly #context: TaskContext
  readonly #membership: Membership
  readonly #rows: Rows
  readonly #decisions: Decisions
  readonly #logger: Logger
  #state: TaskState = 'opening'
  #closing = false
  #failures = 0
  #signalClosing = () => {}
  readonly #whenClosing = new Promise<void>(resolve => { this.#signalClosing = resolve })
  #producer: TransactionalProducer | undefined
  #reader: Reader | undefined
  #store: Store | undefined
  #checkpoint: Checkpoint = { changelogNext: 0, inputs: {}, digest: emptyDigest }
  readonly #positions = new Map<string, number>()
  readonly #finished: Promise<void>

  constructor(context: TaskContext, membership: Membership, partition: number) {
    this.#context = context
    this.#membership = membership
    this.partition = partition
    this.#logger = context.logger
    const { topology, processor, schemas: { codec }, tables } = context
    this.#rows = rowsOf(topology, processor, codec)
    this.#decisions = new Decisions({ topology, processor, rows: this.#rows, codec, tables, partition })
    this.#finished = this.#live()
  }

  /** The processor's name. */
  get processor(): string {
    return this.#context.name
  }

  get state(): TaskState {
    return this.#state
  }

  /** Where its store stands. */
  get checkpoint(): Checkpoint {
    return this.#checkpoint
  }

  /** Next offset of each input; what was read but led to nothing counts too. */
  get positions(): ReadonlyMap<string, number> {
    return this.#positions
  }

  /** Finishes the transaction under way, then closes the store. */
  async close(): Promise<void> {
    this.#closing = true
    this.#signalClosing()
    // While it opens there is no transaction to finish, and the log may be what keeps it waiting.
    if (this.#state === 'opening') await this.#producer?.close()
    await this.#reader?.close()
    await this.#finished
    this.#become('closed')
  }

  async #live(): Promise<void> {
    // The constructor's caller goes on first: nothing happens before it holds the task.
    await Promise.resolve()
    while (!this.#closing) {
      try {
        await this.#work()
      } catch (error) {
        if (this.#closing) return
        const action = actionFor(error)
        this.#logger[action === 'stop' ? 'error' : 'warn']({ ...this.#fields(), action, ...errorFields(error) }, 'task.failed')
        if (action === 'stop') return this.#become('stopped')
        this.#become('opening')
        await Promise.race([this.#context.clock.sleep(this.#backoffMs()), this.#whenClosing])
      }
    }
  }

  /** Tasks that failed together do not come back together. */
  #backoffMs(): number {
    const grown = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** this.#failures++)
    return grown * (1 + (this.partition % 8) / 16)
  }

  /** Fence, read the end, restore, process: in this order, or two owners could both be right. */
  async #work(): Promise<void> {
    const { log, processor, group } = this.#context
    // A member that was frozen learns here that it is none any more, before it takes the partition from its successor.
    await Promise.race([this.#membership.confirmed(), this.#whenClosing])
    if (this.#closing) return
    this.#positions.clear()
    const producer = log.producer(`${group}-${this.partition}`)
    this.#producer = producer
    try {
      await producer.fence()
      const bounds = await log.bounds(processor.changelog.name, this.partition)
      const store = await this.#openStore()
      this.#store = store
      this.#checkpoint = this.#trusted(store.checkpoint(), bounds)
      this.#become('restoring')
      await this.#restore(store, bounds.end)
      if (!this.#closing) await this.#process(producer, store)
    } catch (error) {
      // Sealed, a damaged store would be trusted at the next open.
      if (error instanceof StoreError) await this.#abandonStore()
      throw error
    } finally {
      await this.#release()
    }
  }

  async #restore(store: Store, end: number): Promise<void> {
    const { log, clock, processor, schemas: { codec } } = this.#context
    const started = clock.now()
    const from = this.#checkpoint
    this.#checkpoint = await restore({
      log, store, codec, decisions: this.#decisions, from, end, changelog: { topic: processor.changelog.name, partition: this.partition },
      isCancelled: () => this.#closing
    })
    const { changelogNext, digest } = this.#checkpoint
    const ms = Math.round(clock.now() - started)
    this.#logger.info({ ...this.#fields(), from: from.changelogNext, to: changelogNext, ms, ...digest }, 'task.restored')
  }

  async #abandonStore(): Promise<void> {
    const store = this.#store
    this.#store = undefined
    await store?.abandon()
  }

  async #release(): Promise<void> {
    const parts = [this.#reader, this.#producer, this.#store]
    this.#reader = this.#producer = this.#store = undefined
    for (const closed of await Promise.allSettled(parts.map(part => part?.close()))) {
      if (closed.status === 'rejected') this.#logger.warn({ ...this.#fields(), ...errorFields(closed.reason) }, 'task.close_failed')
    }
  }

  #openStore(): Promise<Store> {
    const { cluster, name, processor, stores } = this.#context
    return stores.open({
      cluster, processor: name, partition: this.partition, partitions: processor.commands.partitions, format: this.#rows.format
    })
  }

  #trusted(found: Checkpoint | undefined, { start, end }: { readonly start: number, readonly end: number }): Checkpoint {
    const checkpoint = found ?? { changelogNext: 0, inputs: {}, digest: emptyDigest }
    if (checkpoint.changelogNext < start) throw new Contradiction(`the changelog begins at ${start}: history before it is lost`)
    if (checkpoint.changelogNext > end) {
      throw new Contradiction(`the changelog ends at ${end} and the store is at ${checkpoint.changelogNext}: the log lost records or is another one`)
    }
    return checkpoint
  }

  async #process(producer: TransactionalProducer, store: Store): Promise<void> {
    this.#become('running')
    while (!this.#closing) {
      const version = this.#context.tables.version
      const sources = this.#sources()
      const reader = this.#context.log.reader(await this.#startPositions(sources))
      this.#reader = reader
      try {
        while (!this.#closing && !this.#sourcesChanged(version, sources)) {
          for (const batch of await reader.read()) await this.#batch(producer, store, sources.get(batch.topic)!, batch)
        }
      } finally {
        await reader.close()
      }
    }
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
      positions.push({ topic: source.name, partition: this.partition, offset })
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
    const mirrored = await log.committed(group, name, this.partition)
    // The end comes last. A successor may be at work already, and its offset would lie past an end read before it.
    const { start, end } = await log.bounds(name, this.partition)
    const position = kind === 'route' ? Math.max(own ?? 0, mirrored ?? 0) : own ?? 0
    if (position > end) throw new Contradiction(`${name} ends at ${end} and we were at ${position}: it lost records or is another one`)
    if (position >= start) return position
    // Records that led to no event (repeats) were consumed without a trace in the changelog: the mirror knows.
    if (mirrored !== undefined && mirrored >= start) return mirrored
    if (position > 0) throw new Contradiction(`${name} begins at ${start} and we were at ${position}: commands are lost`)
    return start
  }

  async #batch(producer: TransactionalProducer, store: Store, source: Source, batch: Batch): Promise<void> {
    const position = this.#positions.get(source.name)!
    let records = batch.records.filter(({ offset }) => offset >= position)
    while (records.length > 0) {
      if (this.#closing) return
      const inputs = await this.#read(source, records)
      records = records.slice(inputs.length)
      if (inputs.length > 0) await this.#slice(producer, store, source, inputs, records.length === 0 ? batch.next : undefined)
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
      const input = readInput({ codec, processor, partition: this.partition }, source, record)
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
      this.#logger.warn({ ...this.#fields(), id, ...errorFields(error) }, 'registry.unavailable')
      await this.#context.clock.sleep(REGISTRY_RETRY_MS)
      return false
    }
  }

  async #slice(
    producer: TransactionalProducer, store: Store, source: Source, inputs: readonly Input[], batchNext: number | undefined
  ): Promise<void> {
    const { clock, group, processor, commit = commitProtocol } = this.#context
    const t0 = clock.now()
    const overlay = new Overlay(store)
    await overlay.fetch(this.#decisions.keys(inputs))
    const t1 = clock.now()
    const decision = await this.#decide(source.name, inputs, overlay)
    const t2 = clock.now()
    const next = batchNext ?? inputs.at(-1)!.record.offset + 1
    this.#checkpoint = await commit(producer, store, this.#checkpoint, {
      outgoing: decision.outgoing,
      positions: [{ topic: source.name, partition: this.partition, offset: next }],
      overlay,
      changelog: { topic: processor.changelog.name, partition: this.partition },
      group
    })
    this.#positions.set(source.name, next)
    this.#failures = 0
    this.#context.observer?.onSlice?.({
      ...decision.counts, partition: this.partition, records: inputs.length,
      readMs: t1 - t0, decideMs: t2 - t1, commitMs: clock.now() - t2
    })
  }

  /** Decides, and decides again with more: rows that nobody foresaw, or tables that have grown meanwhile. */
  async #decide(topic: string, inputs: readonly Input[], overlay: Overlay): Promise<Decision> {
    const { tables } = this.#context
    let caughtUp = false
    for (;;) {
      const { misses } = tables
      try {
        const decision = this.#decisions.decide(topic, inputs, overlay)
        if (tables.misses === misses || caughtUp) return decision
        await tables.caughtUp()
        caughtUp = true
      } catch (error) {
        if (!(error instanceof RowNotFetched)) throw error
        await overlay.fetch([error.key])
      }
      overlay.reset()
    }
  }

  #become(state: TaskState): void {
    if (state === this.#state) return
    this.#state = state
    this.#context.observer?.onState?.(this.partition, state)
    this.#logger.debug({ ...this.#fields(), state }, 'task.state')
  }

  #fields(): object {
    return { processor: this.#context.name, partition: this.partition }
  }
}
