import type { PartitionedTopic } from '../connector/topics.ts'
import { systemClock } from '../runtime/clock.ts'
import { Follower } from '../runtime/follower.ts'
import type { Log, LogRecord } from '../runtime/log/log.ts'
import { topicName, type Topic } from '../runtime/topology.ts'
import type { Connection } from './connection.ts'
import type { TableName } from './tables.ts'

/** Requests of different references that one of them thinks about at a time. */
export const concurrentMax = 16

/** For what comes after the delay: in a large topic it takes a while to find what was said. */
export const answerMsMax = 600_000

/** Stands in for the connector of one provider or verifier. */
export interface StandIn {
  /** Whether it has answered all that it was asked so far. */
  isIdle(): Promise<boolean>
  close(): Promise<void>
}

export interface StandInsOptions {
  readonly connection: Connection
  readonly table: TableName
  /** The field of its rows that names who is stood in for. */
  readonly field: string
  /** Whom to stand in for; every one in the table by default, those included that are yet to come. */
  readonly only: readonly string[] | undefined
  readonly create: (id: string) => StandIn
}

/** Stands in for all of a table, as their rows appear. */
export class StandIns implements StandIn {
  readonly #options: StandInsOptions
  readonly #standIns = new Map<string, StandIn>()
  readonly #topic: string
  readonly #follower: Follower

  constructor(options: StandInsOptions) {
    const { connection: { log, topology, logger }, table } = options
    this.#options = options
    this.#topic = topology.tables[table]!.topic.name
    const apply = (record: LogRecord): Promise<void> => this.#apply(record)
    this.#follower = new Follower({ log, topic: this.#topic, apply, clock: systemClock, logger })
  }

  async start(): Promise<void> {
    await this.#follower.start()
  }

  get ids(): readonly string[] {
    return [...this.#standIns.keys()]
  }

  async isIdle(): Promise<boolean> {
    await this.#follower.caughtUp()
    for (const standIn of this.#standIns.values()) if (!await standIn.isIdle()) return false
    return true
  }

  async close(): Promise<void> {
    await this.#follower.close()
    await Promise.all([...this.#standIns.values()].map(standIn => standIn.close()))
  }

  async #apply({ value }: LogRecord): Promise<void> {
    const { connection: { schemas }, field, only, create } = this.#options
    const read = await schemas.decode(this.#topic, value)
    if (!('record' in read)) return
    const id = read.record[field] as string
    if (this.#standIns.has(id) || only?.includes(id) === false) return
    this.#standIns.set(id, create(id))
  }
}

/** A topic that is per provider or verifier, for one of them. */
export function topicOf(topic: Topic, params: Readonly<Record<string, string>>): PartitionedTopic {
  return { name: topicName(topic, params), partitions: topic.partitions }
}

/** Where there is no topic of requests nobody was asked, and the connector waits for it. */
export async function isIdle(log: Log, requests: string, connector: Pick<StandIn, 'isIdle'>): Promise<boolean> {
  return await log.describe(requests) === undefined || await connector.isIdle()
}
