import type { Flat } from '../schemas/record.ts'
import { emptyCheckpoint, type Checkpoint, type Store, type StoreIdentity } from '../state/store.ts'
import { Contradiction } from './contradiction.ts'
import { Decisions } from './decide.ts'
import type { Bounds, Log } from './log/log.ts'
import { ownName } from './own-topics.ts'
import { restore, type FoldOverlay } from './restore.ts'
import { rowsOf, STORE_VERSION, type Rows } from './rows.ts'
import type { Schemas } from './schemas.ts'
import type { GlobalTables } from './tables.ts'
import type { Processor, Topology } from './topology.ts'

/** What a replay reads. It writes nowhere but into stores. */
export interface ReplayContext {
  readonly log: Pick<Log, 'id' | 'bounds' | 'reader'>
  /** Deployed. */
  readonly topology: Topology
  readonly schemas: Schemas
  /** Started. */
  readonly tables: GlobalTables
}

/** One partition of one processor, on shared topics or on those of an owner. */
export interface Part {
  /** As its group is called, without the prefix: `wallets`, `tenant-acme-wallets`. */
  readonly name: string
  /** The processor's key in the topology. */
  readonly processor: string
  readonly topology: Topology
  readonly partition: number
}

/** Every part that a service has: of the shared topics, and of all own ones. */
export function partsOf({ topology, tables }: ReplayContext): readonly Part[] {
  const parts = Object.keys(topology.processors).flatMap(name => partitionsOf(topology, name, name))
  tables.followHomes((id, home) => {
    for (const name of topology.own!.processors) parts.push(...partitionsOf(home, ownName(topology, id, name), name))
  })
  tables.followHomes(() => {})
  return parts
}

function partitionsOf(topology: Topology, name: string, processor: string): Part[] {
  const { partitions } = topology.processors[processor]!.commands
  return Array.from({ length: partitions }, (_, partition) => ({ name, processor, topology, partition }))
}

/** Rebuilds what one part has, from its changelog. */
export class Replay {
  readonly part: Part
  readonly processor: Processor
  readonly rows: Rows
  readonly #context: ReplayContext
  readonly #decisions: Decisions

  constructor(context: ReplayContext, part: Part) {
    const { schemas, tables } = context
    const { topology, partition } = part
    const processor = topology.processors[part.processor]!
    const { name, value } = processor.changelog
    schemas.add(name, value!)
    this.#context = context
    this.part = part
    this.processor = processor
    this.rows = rowsOf(topology, processor, schemas.codec)
    this.#decisions = new Decisions({
      topology, processor, rows: this.rows, codec: schemas.codec, tables, homes: tables, partition
    })
  }

  get changelog(): { readonly topic: string, readonly partition: number } {
    return { topic: this.processor.changelog.name, partition: this.part.partition }
  }

  /** As a task of the service has it: what is rebuilt under it, a service can go on with. */
  async identity(): Promise<StoreIdentity> {
    const { name, topology, partition } = this.part
    return {
      cluster: await this.#context.log.id(), processor: `${topology.prefix ?? ''}${name}`, partition,
      partitions: this.processor.commands.partitions, version: STORE_VERSION, format: this.rows.format
    }
  }

  /** Of the changelog. @throws Contradiction when its beginning is lost */
  async bounds(): Promise<Bounds> {
    const { topic, partition } = this.changelog
    const bounds = await this.#context.log.bounds(topic, partition)
    if (bounds.start > 0) throw new Contradiction(`${topic}/${partition} begins at ${bounds.start}: history is lost`)
    return bounds
  }

  /**
   * The offset of the first event that is later than `time`, or `end`: in front of it is what there was by then.
   * Processors decide what comes by several topics, so the times of a changelog need not be in order.
   */
  async offsetAt(time: number, end: number, onProgress?: (next: number) => void): Promise<number> {
    const { log, schemas: { codec } } = this.#context
    const reader = log.reader([{ ...this.changelog, offset: 0 }])
    try {
      for (let next = 0; next < end;) {
        for (const batch of await reader.read()) {
          for (const { offset, value } of batch.records) {
            if (offset >= end) return end
            const decoded = codec.decode(batch.topic, value)
            if (!('record' in decoded)) throw new Contradiction(`${batch.topic} at ${offset} is not an event of ours`)
            if ((decoded.record['at'] as number) > time) return offset
          }
          next = batch.next
          onProgress?.(Math.min(next, end))
        }
      }
      return end
    } finally {
      await reader.close()
    }
  }

  /**
   * Folds the changelog into the store, from where the store is to `end`. Cancelled, it returns how far it came.
   * @throws Contradiction as a restore does, and for a store that is ahead of `end`
   */
  async run(store: Store, end: number, options: {
    readonly isCancelled?: () => boolean
    readonly onFolded?: (events: readonly Flat[], next: number) => void
    readonly overlay?: (store: Store) => FoldOverlay
  } = {}): Promise<Checkpoint> {
    const { log, schemas: { codec } } = this.#context
    const from = store.checkpoint() ?? emptyCheckpoint
    if (from.changelogNext > end) {
      const { topic, partition } = this.changelog
      throw new Contradiction(`the store of ${topic}/${partition} is at ${from.changelogNext}, beyond ${end}`)
    }
    return restore({
      log, store, codec, decisions: this.#decisions, changelog: this.changelog, from, end, ...options
    })
  }
}
