import type { Clock } from '../../clock.ts'
import {
  LogError, type Batch, type Bounds, type Log, type LogRecord, type Membership, type MembershipListener,
  type OutgoingRecord, type Position, type Reader, type TopicDescription, type Transaction, type TransactionalProducer
} from '../log.ts'
import { Groups } from './groups.ts'
import type { GroupOffset, Journal, JournalRecord } from './journal.ts'

/** How long `read` waits for something new, and how much it takes at once. */
const WAIT_MS = 100
const READ_RECORDS_MAX = 2_000

/**
 * The whole log in one process: for trying the service, for development and for tests. It has the semantics of the
 * port and nothing else of Kafka: no replicas, no second process, no retention, and every transaction waits for
 * the disk. Not for other people's money.
 */
export class EmbeddedLog implements Log {
  readonly #journal: Journal
  readonly #clock: Clock
  readonly #id: string
  readonly #topics: Map<string, TopicDescription>
  readonly #ends: Map<string, number>
  readonly #offsets = new Map<string, GroupOffset>()
  readonly #epochs = new Map<string, number>()
  readonly #groups = new Groups()
  #waiting = new Set<() => void>()
  #writing: Promise<unknown> = Promise.resolve()

  static async open(journal: Journal, clock: Clock): Promise<EmbeddedLog> {
    const { id, topics, ends, offsets } = await journal.load()
    return new EmbeddedLog(journal, clock, id, new Map(topics), new Map(ends), offsets)
  }

  constructor(
    journal: Journal, clock: Clock, id: string, topics: Map<string, TopicDescription>, ends: Map<string, number>,
    offsets: readonly GroupOffset[]
  ) {
    this.#journal = journal
    this.#clock = clock
    this.#id = id
    this.#topics = topics
    this.#ends = ends
    for (const offset of offsets) this.#offsets.set(offsetName(offset.group, offset.topic, offset.partition), offset)
  }

  id(): Promise<string> {
    return Promise.resolve(this.#id)
  }

  describe(topic: string): Promise<TopicDescription | undefined> {
    return Promise.resolve(this.#topics.get(topic))
  }

  /** Settings of a topic that is there. Here they are a note: nothing is ever compacted, and nothing expires. */
  async alter(topic: string, settings: Readonly<Record<string, string>>): Promise<void> {
    const { config, ...rest } = this.#describe(topic)
    const altered = { ...rest, config: { ...config, ...settings } }
    this.#topics.set(topic, altered)
    await this.#journal.create(topic, altered)
  }

  async create(topic: string, description: TopicDescription): Promise<void> {
    if (this.#topics.has(topic)) throw new LogError('REJECTED', `topic ${topic} exists`)
    this.#topics.set(topic, description)
    await this.#journal.create(topic, description)
  }

  async bounds(topic: string, partition: number): Promise<Bounds> {
    return { start: 0, end: this.#end(topic, partition) }
  }

  async committed(group: string, topic: string, partition: number): Promise<number | undefined> {
    return this.#offsets.get(offsetName(group, topic, partition))?.offset
  }

  reader(positions: readonly Position[]): Reader {
    return new EmbeddedReader(positions, position => this.#read(position), () => this.#newRecords())
  }

  producer(transactionalId: string): TransactionalProducer {
    return new EmbeddedProducer({
      fence: () => {
        const epoch = (this.#epochs.get(transactionalId) ?? 0) + 1
        this.#epochs.set(transactionalId, epoch)
        return epoch
      },
      check: epoch => {
        if (this.#epochs.get(transactionalId) === epoch) return
        throw new LogError('FENCED', `${transactionalId} has another owner`)
      },
      end: (topic, partition) => this.#end(topic, partition),
      append: (records, offsets, check) => this.#append(records, offsets, check)
    })
  }

  append(records: readonly OutgoingRecord[]): Promise<void> {
    return this.#append(records, [])
  }

  async join(group: string, topic: string, listener: MembershipListener): Promise<Membership> {
    return this.#groups.join(group, this.#describe(topic).partitions, listener)
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => {})
    await this.#journal.close()
  }

  /** Transactions are written one after the other, each whole. */
  #append(records: readonly OutgoingRecord[], offsets: readonly GroupOffset[], check?: () => void): Promise<void> {
    const write = this.#writing.catch(() => {}).then(async () => {
      check?.()
      const placed = this.#place(records)
      await this.#journal.append(placed, offsets)
      for (const { topic, partition, offset } of placed) this.#ends.set(`${topic}/${partition}`, offset + 1)
      for (const offset of offsets) this.#offsets.set(offsetName(offset.group, offset.topic, offset.partition), offset)
      this.#wake()
    })
    this.#writing = write
    return write
  }

  #place(records: readonly OutgoingRecord[]): JournalRecord[] {
    const ends = new Map<string, number>()
    const timestamp = Math.floor(this.#clock.now())
    return records.map(({ topic, partition, key, value, headers }) => {
      const name = `${topic}/${partition}`
      const offset = ends.get(name) ?? this.#end(topic, partition)
      ends.set(name, offset + 1)
      const content = { key: bytes(key), value: bytes(value), headers: byteHeaders(headers) }
      return { topic, partition, offset, timestamp, ...content }
    })
  }

  async #read({ topic, partition, offset }: Position): Promise<Batch | undefined> {
    const end = this.#end(topic, partition)
    if (offset > end || offset < 0) {
      throw new LogError('OFFSET_OUT_OF_RANGE', `${topic}/${partition} ends at ${end}, not ${offset}`)
    }
    if (offset === end) return undefined
    const records: readonly LogRecord[] = await this.#journal.read(topic, partition, offset, READ_RECORDS_MAX)
    return { topic, partition, records, next: records.at(-1)!.offset + 1 }
  }

  #newRecords(): Promise<void> {
    return new Promise(resolve => {
      this.#waiting.add(resolve)
      void this.#clock.sleep(WAIT_MS).then(() => {
        this.#waiting.delete(resolve)
        resolve()
      })
    })
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = new Set()
    for (const resolve of waiting) resolve()
  }

  #describe(topic: string): TopicDescription {
    const found = this.#topics.get(topic)
    if (found === undefined) throw new LogError('REJECTED', `there is no topic ${topic}`)
    return found
  }

  #end(topic: string, partition: number): number {
    const { partitions } = this.#describe(topic)
    if (partition < 0 || partition >= partitions) {
      throw new LogError('REJECTED', `${topic} has no partition ${partition}`)
    }
    return this.#ends.get(`${topic}/${partition}`) ?? 0
  }
}

class EmbeddedReader implements Reader {
  readonly #positions: Map<string, Position>
  readonly #read: (position: Position) => Promise<Batch | undefined>
  readonly #wait: () => Promise<void>
  #closed = false
  #onClose: () => void = () => {}

  constructor(
    positions: readonly Position[], read: (position: Position) => Promise<Batch | undefined>, wait: () => Promise<void>
  ) {
    this.#positions = new Map(positions.map(position => [`${position.topic}/${position.partition}`, position]))
    this.#read = read
    this.#wait = wait
  }

  async read(): Promise<readonly Batch[]> {
    const batches = await this.#available()
    if (batches.length > 0) return batches
    await Promise.race([this.#wait(), new Promise<void>(resolve => { this.#onClose = resolve })])
    return this.#available()
  }

  close(): Promise<void> {
    this.#closed = true
    this.#onClose()
    return Promise.resolve()
  }

  async #available(): Promise<Batch[]> {
    if (this.#closed) throw new LogError('CLOSED', 'the reader is closed')
    const batches: Batch[] = []
    for (const [name, position] of this.#positions) {
      const batch = await this.#read(position)
      if (batch === undefined) continue
      this.#positions.set(name, { ...position, offset: batch.next })
      batches.push(batch)
    }
    return batches
  }
}

interface ProducerPort {
  fence(): number
  check(epoch: number | undefined): void
  end(topic: string, partition: number): number
  append(records: readonly OutgoingRecord[], offsets: readonly GroupOffset[], check: () => void): Promise<void>
}

class EmbeddedProducer implements TransactionalProducer {
  readonly #port: ProducerPort
  #epoch: number | undefined

  constructor(port: ProducerPort) {
    this.#port = port
  }

  async fence(): Promise<void> {
    this.#epoch = this.#port.fence()
  }

  async begin(): Promise<Transaction> {
    const records: OutgoingRecord[] = []
    const offsets: GroupOffset[] = []
    let over = false
    const check = () => {
      if (over) throw new LogError('REJECTED', 'the transaction is over')
      this.#port.check(this.#epoch)
    }
    check()
    return {
      send: async outgoing => {
        check()
        const first = this.#places(records, outgoing)
        records.push(...outgoing)
        return first
      },
      sendOffsets: async (group, positions) => {
        check()
        for (const position of positions) offsets.push({ group, ...position })
      },
      commit: async () => {
        await this.#port.append(records, offsets, check)
        over = true
      }
    }
  }

  /** Where the records will begin: exact where this producer is the only writer, as it is of its changelog. */
  #places(before: readonly OutgoingRecord[], outgoing: readonly OutgoingRecord[]): ReadonlyMap<string, number> {
    const counts = new Map<string, number>()
    for (const { topic, partition } of before) {
      const name = `${topic}/${partition}`
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    const first = new Map<string, number>()
    for (const { topic, partition } of outgoing) {
      const name = `${topic}/${partition}`
      if (!first.has(name)) first.set(name, this.#port.end(topic, partition) + (counts.get(name) ?? 0))
    }
    return first
  }

  async close(): Promise<void> {}
}

function bytes(value: string | Uint8Array | null): Buffer | null {
  return value === null ? null : typeof value === 'string' ? Buffer.from(value) : Buffer.from(value)
}

function byteHeaders(headers: OutgoingRecord['headers'] = {}): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, bytes(value)!]))
}

function offsetName(group: string, topic: string, partition: number): string {
  return `${group}/${topic}/${partition}`
}
