import type { Codec } from '../schemas/codec.ts'
import type { DeadLetterReason } from '../schemas/generated.ts'
import type { Flat } from '../schemas/record.ts'
import type { SchemaRegistry } from '../schemas/registry.ts'
import { Follower } from './follower.ts'
import type { Clock } from './clock.ts'
import { errorFields, type Logger } from './logger.ts'
import type { Log, LogRecord, TopicDescription } from './log/log.ts'
import type { Topic } from './topology.ts'

/**
 * The schemas of our topics and their ids, kept in a compacted topic of our own beside the registry. So a service
 * starts and works on any machine while the registry is down, and the ledger stays readable should it be lost.
 */
export const SCHEMAS_TOPIC = 'schemas'

export const schemasTopic: TopicDescription = {
  partitions: 1,
  config: { 'cleanup.policy': 'compact', 'compression.type': 'uncompressed', 'max.message.bytes': '1048588' }
}

/** One row: under this id records of this topic are written by this schema. */
interface SchemaRow { readonly topic: string, readonly id: number, readonly schema: unknown }

/** How long an id that the registry does not know is taken for unknown without asking again. */
const UNKNOWN_MS = 30_000
const UNKNOWN_IDS_MAX = 10_000

/** A record of somebody who waits for what it takes to read it. */
export type Read = { readonly record: Flat } | { readonly unreadable: DeadLetterReason }

export class Schemas {
  readonly codec: Codec
  readonly #log: Log
  readonly #follower: Follower
  readonly #rows = new Map<string, SchemaRow>()
  readonly #registry: SchemaRegistry | undefined
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #unknown = new Map<string, number>()
  /** Schemas that ours cannot read: this is an old version of the service beside a newer one. */
  readonly #tooNew = new Map<string, Error>()

  /** @param options.prefix the deployment's; `registry` is undefined on the embedded log, where this topic is all. */
  constructor(options: {
    log: Log, codec: Codec, registry: SchemaRegistry | undefined, prefix: string, clock: Clock, logger: Logger
  }) {
    this.codec = options.codec
    this.#log = options.log
    this.#registry = options.registry
    this.#clock = options.clock
    this.#logger = options.logger
    this.#follower = new Follower({
      log: options.log, topic: options.prefix + SCHEMAS_TOPIC, apply: record => this.#apply(record),
      clock: options.clock, logger: options.logger
    })
  }

  start(): Promise<void> {
    return this.#follower.start()
  }

  close(): Promise<void> {
    return this.#follower.close()
  }

  caughtUp(): Promise<void> {
    return this.#follower.caughtUp()
  }

  /** Tells which record a topic carries; ids already seen for it are learnt. */
  add(topic: string, record: string): void {
    if (this.codec.has(topic)) return
    this.codec.add(topic, record)
    for (const row of this.#rows.values()) if (row.topic === topic) this.#learn(row)
  }

  /** Finds out whether a topic is there as it should be and its schema has an id: whether records can be written. */
  async canWrite({ partitions, value }: Topic, topic: string): Promise<boolean> {
    const found = await this.#log.describe(topic)
    if (found?.partitions !== partitions) return false
    this.add(topic, value!)
    if (!this.codec.canEncode(topic)) await this.#follower.caughtUp()
    return this.codec.canEncode(topic)
  }

  /**
   * Finds out about an id that the codec does not know.
   * @returns false when it is certain that no schema of this topic has the id
   * @throws RegistryUnavailable, and Error for a schema that only a newer version of this service can read
   */
  async resolve(topic: string, id: number): Promise<boolean> {
    if (this.codec.knows(topic, id)) return true
    const name = `${topic}/${id}`
    if ((this.#unknown.get(name) ?? 0) > this.#clock.now()) return false
    await this.#follower.caughtUp()
    if (this.#isLearnt(topic, id)) return true
    const schema = await this.#registry?.find(id)
    if (schema !== undefined && fullName(schema) === this.codec.nameOf(topic)) {
      this.#learn({ topic, id, schema })
      return this.#isLearnt(topic, id)
    }
    if (this.#unknown.size >= UNKNOWN_IDS_MAX) this.#unknown.clear()
    this.#unknown.set(name, this.#clock.now() + UNKNOWN_MS)
    return false
  }

  /** Decodes a value under any schema that the topic was ever written by. @throws as `resolve` does */
  async decode(topic: string, value: Buffer | null): Promise<Read> {
    for (;;) {
      const decoded = this.codec.decode(topic, value)
      if (!('unknownId' in decoded)) return decoded
      if (!await this.resolve(topic, decoded.unknownId)) return { unreadable: 'unknown_schema' }
    }
  }

  #apply({ value }: LogRecord): void {
    if (value === null) return
    const row = JSON.parse(value.toString()) as SchemaRow
    this.#rows.set(`${row.topic}/${row.id}`, row)
    if (this.codec.has(row.topic)) this.#learn(row)
  }

  /** Never throws: it matters only once a record of that schema comes. */
  #learn({ topic, id, schema }: SchemaRow): void {
    try {
      this.codec.learn(topic, id, schema)
    } catch (cause) {
      const { message } = cause as Error
      const error = new Error(`schema ${id} of ${topic} is for a newer version of this service: ${message}`, { cause })
      this.#tooNew.set(`${topic}/${id}`, error)
      this.#logger.error({ topic, id, ...errorFields(error) }, 'schema.too_new')
    }
  }

  #isLearnt(topic: string, id: number): boolean {
    const error = this.#tooNew.get(`${topic}/${id}`)
    if (error !== undefined) throw error
    return this.codec.knows(topic, id)
  }
}

function fullName(schema: unknown): string {
  const { name, namespace } = schema as { name: string, namespace?: string }
  return namespace === undefined || name.includes('.') ? name : `${namespace}.${name}`
}

export function schemaRow(topic: string, id: number, schema: unknown): { key: string, value: Buffer } {
  return { key: `${topic}/${id}`, value: Buffer.from(JSON.stringify({ topic, id, schema } satisfies SchemaRow)) }
}
