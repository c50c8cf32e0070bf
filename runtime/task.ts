import { emptyCheckpoint, StoreError, type Checkpoint, type Store } from '../state/store.ts'
import type { TaskContext, TaskState } from './context.ts'
import { Contradiction } from './contradiction.ts'
import { Decisions } from './decide.ts'
import { actionFor } from './errors.ts'
import { errorFields, type Logger } from './logger.ts'
import type { Bounds, Membership, TransactionalProducer } from './log/log.ts'
import { inputsOf } from './own-topics.ts'
import { Processing } from './processing.ts'
import { restore } from './restore.ts'
import { RestoreProgress } from './restore-progress.ts'
import { rowsOf, STORE_VERSION, type Rows } from './rows.ts'
import { Ticks } from './ticks.ts'
import type { Topic } from './topology.ts'

const BACKOFF_MS_MIN = 200
const BACKOFF_MS_MAX = 5_000

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
  #processing: Processing | undefined
  #store: Store | undefined
  #checkpoint: Checkpoint = emptyCheckpoint
  readonly #finished: Promise<void>

  constructor(context: TaskContext, membership: Membership, partition: number) {
    this.#context = context
    this.#membership = membership
    this.partition = partition
    this.#logger = context.logger
    const { topology, processor, schemas: { codec }, tables, vault } = context
    this.#rows = rowsOf(topology, processor, codec)
    this.#decisions = new Decisions({
      topology, processor, rows: this.#rows, codec, tables, homes: tables, partition, vault
    })
    this.#finished = this.#live()
  }

  /** The processor's name. */
  get processor(): string {
    return this.#context.name
  }

  /** Every topic that it may read from. */
  get inputs(): readonly Topic[] {
    return inputsOf(this.#context.processor)
  }

  get state(): TaskState {
    return this.#state
  }

  /** Where its store stands. */
  get checkpoint(): Checkpoint {
    return this.#processing?.checkpoint ?? this.#checkpoint
  }

  /** Next offset of each input; what was read but led to nothing counts too. */
  get positions(): ReadonlyMap<string, number> {
    return this.#processing?.positions ?? nowhere
  }

  /** When a row is to be asked next what it has to say; 0 while its answer is being written, Infinity for none. */
  get dueAt(): number {
    return this.#processing?.dueAt ?? Infinity
  }

  /** Finishes the transaction under way, then closes the store. */
  async close(): Promise<void> {
    this.#closing = true
    this.#signalClosing()
    // While it opens there is no transaction to finish, and the log may be what keeps it waiting.
    if (this.#state === 'opening') await this.#producer?.close()
    await this.#processing?.stop()
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
        const level = action === 'stop' ? 'error' : 'warn'
        this.#logger[level]({ ...this.#fields(), action, ...errorFields(error) }, 'task.failed')
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
    const { log, processor, group, schemas: { codec } } = this.#context
    // A member that was frozen learns here that it is none any more, before it takes the partition from its successor.
    await Promise.race([this.#membership.confirmed(), this.#whenClosing])
    if (this.#closing) return
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
      const ticks = await Ticks.load({ processor, rows: this.#rows, codec, store, partition: this.partition })
      if (!this.#closing) await this.#process(producer, store, ticks)
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
    const progress = new RestoreProgress(from.changelogNext, end, started)
    this.#checkpoint = await restore({
      log, store, codec, decisions: this.#decisions, from, end,
      changelog: { topic: processor.changelog.name, partition: this.partition },
      isCancelled: () => this.#closing,
      onFolded: (_, next) => {
        const told = progress.at(next, clock.now())
        if (told !== undefined) this.#logger.info({ ...this.#fields(), ...told }, 'task.restoring')
        this.#context.observer?.onRestored?.(this.partition, next - from.changelogNext, end - from.changelogNext)
      }
    })
    const { changelogNext, digest } = this.#checkpoint
    const ms = Math.round(clock.now() - started)
    const range = { from: from.changelogNext, to: changelogNext }
    this.#logger.info({ ...this.#fields(), ...range, ms, ...digest }, 'task.restored')
  }

  async #process(producer: TransactionalProducer, store: Store, ticks: Ticks): Promise<void> {
    const { partition } = this
    const processing = new Processing(this.#context, {
      partition, decisions: this.#decisions, ticks, producer, store, checkpoint: this.#checkpoint
    })
    this.#processing = processing
    this.#become('running')
    try {
      await processing.run()
    } finally {
      if (processing.commits > 0) this.#failures = 0
      this.#checkpoint = processing.checkpoint
      this.#processing = undefined
    }
  }

  async #abandonStore(): Promise<void> {
    const store = this.#store
    this.#store = undefined
    await store?.abandon()
  }

  async #release(): Promise<void> {
    const parts = [this.#producer, this.#store]
    this.#producer = this.#store = undefined
    for (const closed of await Promise.allSettled(parts.map(part => part?.close()))) {
      if (closed.status === 'fulfilled') continue
      this.#logger.warn({ ...this.#fields(), ...errorFields(closed.reason) }, 'task.close_failed')
    }
  }

  #openStore(): Promise<Store> {
    const { cluster, group, processor, stores } = this.#context
    return stores.open({
      cluster, processor: group, partition: this.partition, partitions: processor.commands.partitions,
      version: STORE_VERSION, format: this.#rows.format
    })
  }

  #trusted(found: Checkpoint | undefined, { start, end }: Bounds): Checkpoint {
    const checkpoint = found ?? emptyCheckpoint
    if (checkpoint.changelogNext < start)
      throw new Contradiction(`the changelog begins at ${start}: history before it is lost`)
    if (checkpoint.changelogNext > end) {
      const at = `the changelog ends at ${end} and the store is at ${checkpoint.changelogNext}`
      throw new Contradiction(`${at}: the log lost records or is another one`)
    }
    return checkpoint
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

const nowhere: ReadonlyMap<string, number> = new Map()
