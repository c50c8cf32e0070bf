import type { ProviderNotification } from '../schemas/generated.ts'
import type { PartitionedTopic } from '../connector/topics.ts'
import type { Log } from '../runtime/log/log.ts'
import { partitionOf } from '../runtime/partition.ts'
import type { Schemas } from '../runtime/schemas.ts'
import { readPartition } from './read-partition.ts'
import { isFinal } from './simulated-answers.ts'

export interface SimulatedMemoryOptions {
  readonly log: Log
  readonly schemas: Schemas
  /** What it says goes there, and nobody else writes there. */
  readonly topic: PartitionedTopic
  /** Words of a partition in memory. More than a connector has handled and not written yet. */
  readonly recentMax?: number
}

interface Recent {
  /** By reference, the latest last. */
  readonly words: Map<string, ProviderNotification>
  /** Nothing was said of a reference that is not among them. */
  isAll: boolean
}

const recentByDefault = 10_000

/**
 * What a simulated provider said became of its invoices; of each reference the last word counts. All of it is in its
 * topic. The latest is in memory: what is not written yet, and, after a start, what it may be asked for again.
 */
export class SimulatedMemory {
  readonly #options: SimulatedMemoryOptions
  readonly #recentMax: number
  readonly #recent = new Map<number, Promise<Recent>>()

  constructor(options: SimulatedMemoryOptions) {
    this.#options = options
    this.#recentMax = options.recentMax ?? recentByDefault
  }

  /** What was said of a reference lately. */
  async recall(reference: string): Promise<ProviderNotification | undefined> {
    return (await this.#recentOf(reference)).words.get(reference)
  }

  /** What was said of a reference ever. */
  async find(reference: string, signal: AbortSignal): Promise<ProviderNotification | undefined> {
    const { words, isAll } = await this.#recentOf(reference)
    if (isAll || words.has(reference)) return words.get(reference)
    let last: ProviderNotification | undefined
    for await (const word of this.#read(this.#partitionOf(reference))) {
      signal.throwIfAborted()
      if (word.reference === reference) last = word
    }
    return last
  }

  /** A word that goes to the topic, now or soon. */
  async keep(word: ProviderNotification): Promise<void> {
    const recent = await this.#recentOf(word.reference)
    recent.words.delete(word.reference)
    recent.words.set(word.reference, word)
    if (recent.words.size <= this.#recentMax) return
    const [oldest] = recent.words.keys()
    recent.words.delete(oldest!)
    recent.isAll = false
  }

  #partitionOf(reference: string): number {
    return partitionOf(reference, this.#options.topic.partitions)
  }

  #recentOf(reference: string): Promise<Recent> {
    const partition = this.#partitionOf(reference)
    const known = this.#recent.get(partition)
    if (known !== undefined) return known
    const loading = this.#load(partition)
    this.#recent.set(partition, loading)
    loading.catch(() => this.#recent.delete(partition))
    return loading
  }

  async #load(partition: number): Promise<Recent> {
    const { log, topic } = this.#options
    const { start, end } = await log.bounds(topic.name, partition)
    const from = Math.max(start, end - this.#recentMax)
    const words = new Map<string, ProviderNotification>()
    for await (const word of this.#read(partition, from)) words.set(word.reference, word)
    return { words, isAll: from === start }
  }

  async* #read(partition: number, from = 0): AsyncGenerator<ProviderNotification> {
    const { log, schemas, topic: { name } } = this.#options
    for await (const { value } of readPartition(log, name, partition, { from })) {
      const read = await schemas.decode(name, value)
      const word = 'record' in read ? read.record as unknown as ProviderNotification : undefined
      if (word !== undefined && isFinal(word)) yield word
    }
  }
}
