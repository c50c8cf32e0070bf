import {
  LogError, type Batch, type Bounds, type Log, type LogRecord, type Position, type Reader, type TopicDescription
} from '../../runtime/log/log.ts'
import { readAll } from './audit.ts'

/** A partition as it was: its first offset, and its records. */
export interface FrozenPartition extends Bounds { readonly records: readonly LogRecord[] }

type Partitions = ReadonlyMap<string, FrozenPartition>

/** What a log had at one moment, to be read and to be changed in copies. Offsets and times stay as they were. */
export class FrozenLog implements Pick<Log, 'bounds' | 'committed' | 'describe' | 'reader'> {
  readonly partitions: Partitions
  readonly #topics: ReadonlyMap<string, TopicDescription>
  readonly #committed: ReadonlyMap<string, number>

  /** @param groups whose positions are kept, with the topics that they read */
  static async of(
    log: Log, topics: readonly string[], groups: readonly { readonly group: string, readonly topic: string }[]
  ): Promise<FrozenLog> {
    const partitions = new Map<string, FrozenPartition>()
    const descriptions = new Map<string, TopicDescription>()
    for (const topic of topics) {
      const description = (await log.describe(topic))!
      descriptions.set(topic, description)
      const all = await readAll(log, topic)
      for (let partition = 0; partition < description.partitions; partition++) {
        const records = all.filter(record => record.partition === partition)
        partitions.set(`${topic}/${partition}`, { ...await log.bounds(topic, partition), records })
      }
    }
    const committed = new Map<string, number>()
    for (const { group, topic } of groups) {
      for (let partition = 0; partition < descriptions.get(topic)!.partitions; partition++) {
        const offset = await log.committed(group, topic, partition)
        if (offset !== undefined) committed.set(`${group}/${topic}/${partition}`, offset)
      }
    }
    return new FrozenLog(partitions, descriptions, committed)
  }

  constructor(
    partitions: Partitions, topics: ReadonlyMap<string, TopicDescription>, committed: ReadonlyMap<string, number>
  ) {
    this.partitions = partitions
    this.#topics = topics
    this.#committed = committed
  }

  /** The same with one partition as `change` makes it. */
  with(topic: string, partition: number, change: (before: FrozenPartition) => FrozenPartition): FrozenLog {
    const name = `${topic}/${partition}`
    const partitions = new Map(this.partitions).set(name, change(this.partitions.get(name)!))
    return new FrozenLog(partitions, this.#topics, this.#committed)
  }

  async bounds(topic: string, partition: number): Promise<Bounds> {
    const { start, end } = this.partitions.get(`${topic}/${partition}`)!
    return { start, end }
  }

  async committed(group: string, topic: string, partition: number): Promise<number | undefined> {
    return this.#committed.get(`${group}/${topic}/${partition}`)
  }

  async describe(topic: string): Promise<TopicDescription | undefined> {
    return this.#topics.get(topic)
  }

  reader(positions: readonly Position[]): Reader {
    const next = new Map(positions.map(({ topic, partition, offset }) => [`${topic}/${partition}`, offset]))
    const read = ({ topic, partition }: Position): Batch[] => {
      const name = `${topic}/${partition}`
      const { records, end } = this.partitions.get(name)!
      const from = next.get(name)!
      if (from >= end) return []
      const some = records.filter(({ offset }) => offset >= from).slice(0, BATCH_RECORDS)
      const reached = some.length < BATCH_RECORDS ? end : some.at(-1)!.offset + 1
      next.set(name, reached)
      return [{ topic, partition, records: some, next: reached }]
    }
    let isClosed = false
    return {
      read: async () => {
        if (isClosed) throw new LogError('CLOSED', 'the reader is closed')
        const batches = positions.flatMap(read)
        // Whoever follows a topic would never let go.
        if (batches.length === 0) await new Promise(resolve => setTimeout(resolve, WAIT_MS).unref())
        return batches
      },
      close: async () => { isClosed = true }
    }
  }
}

const BATCH_RECORDS = 50
const WAIT_MS = 20
