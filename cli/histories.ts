import { resolve } from 'node:path'

import type { Config } from '../runtime/config.ts'
import { History, HistoryOverlay, historyIdentity, type Moment } from '../runtime/history.ts'
import { ownName } from '../runtime/own-topics.ts'
import { partitionOf } from '../runtime/partition.ts'
import { Replay, type ReplayContext } from '../runtime/replay.ts'
import type { Flat } from '../schemas/record.ts'
import { messageKey } from '../state/key.ts'
import { LevelStores } from '../state/level-store.ts'
import type { Store, StoreFactory } from '../state/store.ts'
import { historyFolder } from './open-log.ts'
import { readPartition } from './read-partition.ts'
import { storeErrors } from './replay.ts'
import type { Connection } from './connection.ts'

/** A history, up to where its changelog ended when it was asked for. */
export interface OpenHistory {
  readonly history: History
  /** The event of a moment, whole: it is in the changelog alone. */
  readonly eventOf: (moment: Moment) => Promise<Committed>
}

export interface Committed {
  readonly event: Flat
  /** When the broker got it, in milliseconds since 1970. */
  readonly committedAt: number
}

export interface HistoriesOptions {
  readonly connection: Pick<Connection, 'log' | 'schemas'>
  readonly context: ReplayContext
  readonly stores: StoreFactory
  /** Told of each changelog that is read, one after the other. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** In the data folder of the settings, or in another one. @param onRebuild is told of one that is begun again */
export function historyStores(
  config: Config, folder: string | undefined, onRebuild: (folder: string, why: string) => void
): StoreFactory {
  const where = folder === undefined ? config : { ...config, dataFolder: resolve(folder) }
  return new LevelStores(historyFolder(where), onRebuild)
}

/** The histories that somebody looks into, each caught up with its changelog first. They are locked meanwhile. */
export class Histories {
  readonly #options: HistoriesOptions
  readonly #opened = new Map<string, Promise<OpenHistory>>()
  readonly #stores: Store[] = []

  constructor(options: HistoriesOptions) {
    this.#options = options
  }

  /**
   * The history that has a key of a processor.
   * @throws CommandFailure when its folder cannot be used
   */
  of(processor: string, key: readonly string[]): Promise<OpenHistory> {
    const { topology, tables } = this.#options.context
    const owner = key[topology.processors[processor]!.key.indexOf(topology.own!.key)]!
    const home = topology.own!.processors.includes(processor) ? tables.home(owner) : topology
    const name = home === topology ? processor : ownName(topology, owner, processor)
    const partition = partitionOf(messageKey(key), home.processors[processor]!.commands.partitions)
    const place = `${name}-${partition}`
    const opening = this.#opened.get(place) ??
      storeErrors(() => this.#open(new Replay(this.#options.context, { name, processor, topology: home, partition })))
    this.#opened.set(place, opening)
    return opening
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#opened.values())
    for (const store of this.#stores) await store.close()
  }

  async #open(replay: Replay): Promise<OpenHistory> {
    const { connection, stores, onProgress } = this.#options
    const { end } = await replay.bounds()
    const store = await stores.open(historyIdentity(await replay.identity()))
    this.#stores.push(store)
    const from = store.checkpoint()?.changelogNext ?? 0
    await replay.run(store, end, {
      onFolded: (_, next) => onProgress?.(next - from, end - from),
      overlay: at => new HistoryOverlay(at, replay.processor)
    })
    if (from < end) onProgress?.(end - from, end - from)
    const { topic, partition } = replay.changelog
    const eventOf = async ({ offset }: Moment): Promise<Committed> => {
      for await (const { value, timestamp } of readPartition(connection.log, topic, partition, { from: offset })) {
        const read = await connection.schemas.decode(topic, value)
        if ('record' in read) return { event: read.record, committedAt: timestamp }
        break
      }
      throw new Error(`${topic}/${partition} at ${offset} is not an event of ours`)
    }
    return { history: new History(store, replay), eventOf }
  }
}
