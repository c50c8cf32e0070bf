import type { PartitionedTopic } from '../connector/topics.ts'
import type { Log } from '../runtime/log/log.ts'
import { partitionOf } from '../runtime/partition.ts'
import type { Schemas } from '../runtime/schemas.ts'
import { readPartition } from './read-partition.ts'

export interface SimulatedMemoryOptions<Word> {
  readonly log: Log
  readonly schemas: Schemas
  /** Where its words are. Whoever writes there says so with `keep`. */
  readonly topic: PartitionedTopic
  /** Whether a word says what became of its reference; others leave what was said before as it was. */
  readonly isFinal: (word: Word) => boolean
  /** Words of a partition in memory. More than a connector has handled and not written yet. */
  readonly recentMax?: number
}

interface Recent<Word> {
  /** By reference, the latest last. */
  readonly words: Map<string, Word>
  /** Nothing was said of a reference that is not among them. */
  isAll: boolean
}

const recentByDefault = 10_000

/**
 * What a simulated provider or verifier said, or what it was asked; of each reference the last word counts. All of it
 * is in its topic. The latest is in memory: what is not written yet, and, after a start, what it may be asked again.
 */
export class SimulatedMemory<Word extends { readonly reference: string }> {
  readonly #options: SimulatedMemoryOptions<Word>
  readonly #recentMax: number
  readonly #recent = new Map<number, Promise<Recent<Word>>>()

  constructor(options: SimulatedMemoryOptions<Word>) {
    this.#options = options
    this.#recentMax = options.recentMax ?? recentByDefault
  }

  /** What was said of a reference lately. */
  async recall(reference: string): Promise<Word | undefined> {
    return (await this.#recentOf(reference)).words.get(reference)
  }

  /** What was said of a reference ever. */
  async find(reference: string, signal: AbortSignal): Promise<Word | undefined> {
    const { words, isAll } = await this.#recentOf(reference)
    if (isAll || words.has(reference)) return words.get(reference)
    let last: Word | undefined
    for await (const word of this.#read(this.#partitionOf(reference))) {
      signal.throwIfAborted()
      if (word.reference === reference) last = word
    }
    return last
  }

  /** A word that goes to the topic, now or soon. */
  async keep(word: Word): Promise<void> {
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

  #recentOf(reference: string): Promise<Recent<Word>> {
    const partition = this.#partitionOf(reference)
    const known = this.#recent.get(partition)
    if (known !== undefined) return known
    const loading = this.#load(partition)
    this.#recent.set(partition, loading)
    loading.catch(() => this.#recent.delete(partition))
    return loading
  }

  async #load(partition: number): Promise<Recent<Word>> {
    const { log, topic } = this.#options
    const { start, end } = await log.bounds(topic.name, partition)
    const from = Math.max(start, end - this.#recentMax)
    const words = new Map<string, Word>()
    for await (const word of this.#read(partition, from)) words.set(word.reference, word)
    return { words, isAll: from === start }
  }

  async* #read(partition: number, from = 0): AsyncGenerator<Word> {
    const { log, schemas, isFinal, topic: { name } } = this.#options
    for await (const { value } of readPartition(log, name, partition, { from })) {
      const read = await schemas.decode(name, value)
      const word = 'record' in read ? read.record as unknown as Word : undefined
      if (word !== undefined && isFinal(word)) yield word
    }
  }
}
