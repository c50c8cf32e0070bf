import type { Codec } from '../../schemas/codec.ts'
import type { LogRecord } from '../log/log.ts'
import type { Schemas } from '../schemas.ts'
import type { AuditContext } from './context.ts'
import { Cursor } from './cursor.ts'

/** A topic goes back as far as its oldest record, and what was written just before may be on either side. */
const MARGIN_MS = 60_000

/** Opens cursors, and knows how far back each topic goes. */
export class Sources {
  readonly #context: AuditContext
  readonly #cursors: Cursor[] = []
  readonly #since = new Map<string, number>()
  readonly #resolvers = new Map<string, Resolver>()

  constructor(context: AuditContext) {
    this.#context = context
  }

  /** From its beginning. @param value the record that the topic carries, if it is one of ours */
  async open(topic: string, partition: number, value: string | undefined): Promise<Cursor> {
    const { log, schemas } = this.#context
    if (value !== undefined) schemas.add(topic, value)
    const resolver = this.#resolvers.get(topic) ?? new Resolver(schemas, topic)
    this.#resolvers.set(topic, resolver)
    const onRead = value === undefined ? () => Promise.resolve()
      : (records: readonly LogRecord[]) => resolver.resolve(records)
    const { start, end } = await log.bounds(topic, partition)
    const cursor = new Cursor({ log, topic, partition, start, end, onRead })
    await cursor.fill()
    const oldest = cursor.first?.timestamp ?? Infinity
    this.#since.set(`${topic}/${partition}`, start === 0 ? -Infinity : oldest)
    this.#cursors.push(cursor)
    return cursor
  }

  /** What a partition has now, as it is. */
  async* read(topic: string, partition: number): AsyncGenerator<LogRecord> {
    const { log } = this.#context
    const bounds = await log.bounds(topic, partition)
    const cursor = new Cursor({ log, topic, partition, ...bounds, onRead: () => Promise.resolve() })
    try {
      for (;;) {
        await cursor.fill()
        const record = cursor.shift()
        if (record === undefined) return
        yield record
      }
    } finally {
      await cursor.close()
    }
  }

  /** Whether what was written to a partition at about some time, in milliseconds since 1970, is still there. */
  keeps(topic: string, partition: number, at: number): 'yes' | 'no' | 'maybe' {
    const since = this.#since.get(`${topic}/${partition}`) ?? Infinity
    if (at < since - MARGIN_MS) return 'no'
    return at < since + MARGIN_MS ? 'maybe' : 'yes'
  }

  /** Of topics of which something has expired: until when something may be missing in one of them. */
  oldestOf(topics: readonly string[]): number {
    const opened = this.#cursors.filter(({ topic, start }) => topics.includes(topic) && start > 0)
    const times = opened.map(({ topic, partition }) => this.#since.get(`${topic}/${partition}`)!)
    return Math.max(-Infinity, ...times.filter(time => time < Infinity)) + MARGIN_MS
  }

  /** Reads on to the ends that the partitions have by now, the causes before what they cause. */
  async extend(causes: readonly Cursor[]): Promise<void> {
    for (const cursors of [causes, this.#cursors.filter(cursor => !causes.includes(cursor))]) {
      await Promise.all(cursors.map(async cursor => {
        cursor.extend((await this.#context.log.bounds(cursor.topic, cursor.partition)).end)
      }))
    }
  }

  /** Records up to the ends, and those of them that were taken. */
  get progress(): { readonly done: number, readonly total: number } {
    let done = 0
    let total = 0
    for (const { start, end, position } of this.#cursors) {
      done += position - start
      total += end - start
    }
    return { done, total }
  }

  async close(): Promise<void> {
    await Promise.all(this.#cursors.map(cursor => cursor.close()))
  }
}

/** Learns the schemas that records of one topic were written by, before they are decoded. */
class Resolver {
  readonly #schemas: Schemas
  readonly #codec: Codec
  readonly #topic: string
  readonly #asked = new Set<number>()
  #last = -1

  constructor(schemas: Schemas, topic: string) {
    this.#schemas = schemas
    this.#codec = schemas.codec
    this.#topic = topic
  }

  async resolve(records: readonly LogRecord[]): Promise<void> {
    for (const { value } of records) {
      if (value === null || value.length < 5 || value[0] !== 0) continue
      const id = value.readInt32BE(1)
      if (id === this.#last || this.#asked.has(id)) continue
      this.#last = id
      this.#asked.add(id)
      if (!this.#codec.knows(this.#topic, id)) await this.#schemas.resolve(this.#topic, id)
    }
  }
}
