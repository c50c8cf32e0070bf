import { RegistryUnavailable } from '../schemas/registry.ts'
import { rowKey } from '../state/key.ts'
import type { Clock } from './clock.ts'
import { Follower } from './follower.ts'
import { errorFields, type Logger } from './logger.ts'
import type { Log, LogRecord } from './log/log.ts'
import { ownDeployment, ownTopicsFault, ownTopicsIn, type Homes } from './own-topics.ts'
import type { Schemas } from './schemas.ts'
import { topicName, type Tables, type Topic, type Topology } from './topology.ts'

const RETRY_MS = 1_000

/**
 * The global tables: topics read whole, of whose rows the last of each key counts. A row that topics depend on (a
 * provider) counts once they exist and can be written, so that no decision ever names a topic that is not there.
 *
 * They also tell whose records are on topics of their own. A row with own topics counts at once: it says where its
 * owner's records belong, and there nothing is decided before the topics exist.
 */
export class GlobalTables implements Tables, Homes {
  readonly #topology: Topology
  readonly #log: Log
  readonly #schemas: Schemas
  readonly #clock: Clock
  readonly #logger: Logger
  readonly #followers: Follower[] = []
  readonly #rows = new Map<string, { readonly table: string, readonly row: any }>()
  /** Answers of `get`, the last one of each table, until something changes: a tenant's is asked for again and again. */
  readonly #lastFound = new Map<string, { readonly key: readonly string[], readonly row: any }>()
  /** Answers of `list`, until something changes; none that were empty, or whoever asks in vain fills the memory. */
  readonly #lists = new Map<string, readonly any[]>()
  /** Rows whose topics are missing, by key. */
  readonly #waiting = new Map<string, { readonly table: string, readonly row: any }>()
  /** By the ids of the table that says who has topics of its own. None is ever forgotten: its tasks go on. */
  readonly #homes = new Map<string, Home>()
  #onHome: (id: string, topology: Topology) => void = () => {}
  /** How often a lookup found nothing: a reason to look whether the table has grown. */
  #misses = 0
  #version = 0
  #looking = false
  #closed = false

  constructor(options: { topology: Topology, log: Log, schemas: Schemas, clock: Clock, logger: Logger }) {
    this.#topology = options.topology
    this.#log = options.log
    this.#schemas = options.schemas
    this.#clock = options.clock
    this.#logger = options.logger
  }

  async start(): Promise<void> {
    for (const [table, { topic }] of Object.entries(this.#topology.tables)) {
      this.#schemas.add(topic.name, topic.value!)
      const apply = (record: LogRecord) => this.#apply(table, topic, record)
      const follower = new Follower({
        log: this.#log, topic: topic.name, apply, clock: this.#clock, logger: this.#logger
      })
      this.#followers.push(follower)
      await follower.start()
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#followers.map(follower => follower.close()))
  }

  get(table: string, ...key: readonly string[]): any {
    const last = this.#lastFound.get(table)
    if (last !== undefined && isSame(last.key, key)) return last.row
    const found = this.#rows.get(rowKey(table, key))
    if (found !== undefined) this.#lastFound.set(table, { key, row: found.row })
    else if (this.#topology.tables[table]?.isSparse !== true) this.#misses++
    return found?.row
  }

  list(table: string, ...key: readonly string[]): readonly any[] {
    const prefix = rowKey(table, [...key, ''])
    const known = this.#lists.get(prefix)
    if (known !== undefined) return known
    const keys = [...this.#rows.keys()].filter(row => row.startsWith(prefix)).sort()
    const found = keys.map(row => this.#rows.get(row)!.row)
    if (found.length > 0) this.#lists.set(prefix, found)
    else this.#misses++
    return found
  }

  /**
   * The deployment on whose topics the records of this owner are: one of its own, or the shared one. Whom no row tells
   * of shares, and it counts as a lookup that found nothing.
   */
  home(id: string): Topology {
    const home = this.#homes.get(id)
    if (home === undefined) this.#misses++
    return home?.topology ?? this.#topology
  }

  /** Tells of every owner with topics of its own: of those known by now, and of each that comes. */
  followHomes(onHome: (id: string, topology: Topology) => void): void {
    this.#onHome = onHome
    for (const [id, { topology }] of this.#homes) if (topology !== this.#topology) onHome(id, topology)
  }

  /** Every row of a table. */
  rows(table: string): readonly any[] {
    return [...this.#rows.values()].filter(entry => entry.table === table).map(entry => entry.row)
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version
  }

  get misses(): number {
    return this.#misses
  }

  /** Reads every table to its present end, and looks again for missing topics. */
  async caughtUp(): Promise<void> {
    await Promise.all(this.#followers.map(follower => follower.caughtUp()))
    await this.#admitWaiting()
  }

  /** The topics, by name, that stand for a topic of the topology: one, or one for each row that it is per. */
  topicsOf(topic: Topic): readonly { readonly name: string, readonly params: Readonly<Record<string, string>> }[] {
    const { per } = topic
    if (per === undefined) return [{ name: topic.name, params: {} }]
    const ids = [...new Set(this.rows(per.table).map(row => row[per.field] as string))].sort()
    return ids.map(id => ({ name: topicName(topic, { [per.field]: id }), params: { [per.field]: id } }))
  }

  async #apply(table: string, topic: Topic, record: LogRecord): Promise<void> {
    const key = rowKey(table, (record.key?.toString() ?? '').split('/'))
    if (record.value === null) {
      this.#rows.delete(key)
      this.#waiting.delete(key)
      this.#changed()
      return
    }
    const row = await this.#decode(topic.name, record)
    if (row === undefined || !this.#settle(table, row, record.offset)) return
    await this.#admit(rowKey(table, topic.key!.map(field => row[field] as string)), table, row)
  }

  /**
   * Keeps where the row's owner lives, which never changes.
   * @returns false for a row that cannot be so, and does not count
   */
  #settle(table: string, row: any, offset: number): boolean {
    const { own } = this.#topology
    if (own?.table !== table) return true
    const id = row[own.key] as string
    const asked = JSON.stringify(ownTopicsIn(this.#topology, row))
    const known = this.#homes.get(id)
    const why = known !== undefined && known.asked !== asked
      ? `it had own topics as ${known.asked} and they stay so` : ownTopicsFault(this.#topology, row)
    if (why !== undefined) {
      this.#logger.error({ table, offset, why }, 'table.row_refused')
      return false
    }
    if (known !== undefined) return true
    const topology = asked === 'null' ? this.#topology : ownDeployment(this.#topology, row)
    this.#homes.set(id, { topology, asked })
    if (topology !== this.#topology) this.#onHome(id, topology)
    return true
  }

  async #decode(topic: string, record: LogRecord): Promise<any> {
    for (;;) {
      const decoded = this.#schemas.codec.decode(topic, record.value)
      if ('record' in decoded) return decoded.record
      if ('unknownId' in decoded && await this.#resolve(topic, decoded.unknownId)) continue
      const reason = 'unreadable' in decoded ? decoded.unreadable : 'unknown_schema'
      this.#logger.error({ topic, offset: record.offset, reason }, 'table.row_unreadable')
      return undefined
    }
  }

  async #resolve(topic: string, id: number): Promise<boolean> {
    for (;;) {
      try {
        return await this.#schemas.resolve(topic, id)
      } catch (error) {
        if (!(error instanceof RegistryUnavailable)) throw error
        this.#logger.warn({ topic, id, ...errorFields(error) }, 'registry.unavailable')
        await this.#clock.sleep(RETRY_MS)
      }
    }
  }

  async #admit(key: string, table: string, row: any): Promise<void> {
    const missing = await this.#missingTopic(table, row)
    if (missing !== undefined) {
      if (!this.#waiting.has(key)) this.#logger.warn({ table, missing }, 'table.row_waits_for_topic')
      this.#waiting.set(key, { table, row })
      if (!this.#looking) void this.#lookForTopics()
      return
    }
    this.#keep(key, table, row)
  }

  /** A row may never be missed by a lookup and yet be needed: its topics bring records that wait to be read. */
  async #lookForTopics(): Promise<void> {
    this.#looking = true
    while (this.#waiting.size > 0 && !this.#closed) {
      await this.#clock.sleep(RETRY_MS)
      try {
        await this.#admitWaiting()
      } catch (error) {
        this.#logger.warn(errorFields(error), 'table.interrupted')
      }
    }
    this.#looking = false
  }

  async #admitWaiting(): Promise<void> {
    for (const [key, waiting] of [...this.#waiting]) {
      if (await this.#missingTopic(waiting.table, waiting.row) !== undefined) continue
      // Unless a newer row has come while we looked, or this one was removed.
      if (this.#waiting.get(key) === waiting) this.#keep(key, waiting.table, waiting.row)
    }
  }

  #keep(key: string, table: string, row: any): void {
    this.#waiting.delete(key)
    this.#rows.set(key, { table, row })
    this.#changed()
  }

  #changed(): void {
    this.#version++
    this.#lists.clear()
    this.#lastFound.clear()
  }

  async #missingTopic(table: string, row: any): Promise<string | undefined> {
    for (const topic of Object.values(this.#topology.topics)) {
      if (topic.per?.table !== table) continue
      const name = topicName(topic, { [topic.per.field]: row[topic.per.field] as string })
      if (!await this.#schemas.canWrite(topic, name)) return name
    }
    return undefined
  }
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  for (let index = 0; index < right.length; index++) if (left[index] !== right[index]) return false
  return left.length === right.length
}

interface Home {
  readonly topology: Topology
  /** What the row said, as text. */
  readonly asked: string
}
