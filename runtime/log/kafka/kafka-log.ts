import type {
  Bounds, Log, Membership, MembershipListener, OutgoingRecord, Position, Reader, TopicDescription, TransactionalProducer
} from '../log.ts'
import { Appender } from './appender.ts'
import { Cluster } from './cluster.ts'
import { isConnectionTrouble, isCoordinatorMoved, leaderMayAppear } from './errors.ts'
import { KafkaMembership } from './membership.ts'
import { committedOffset, partitionBounds } from './offsets.ts'
import { persist } from './patience.ts'
import { KafkaTransactionalProducer } from './producer.ts'
import { KafkaReader } from './reader.ts'
import { limits, type KafkaSettings } from './settings.ts'
import { createTopic, describeTopic } from './topics.ts'

/** The log on Kafka. Connects when it is first asked. */
export class KafkaLog implements Log {
  readonly #settings: KafkaSettings
  readonly #cluster: Cluster
  readonly #appender: Appender

  constructor(settings: KafkaSettings) {
    this.#settings = settings
    this.#cluster = new Cluster(settings)
    this.#appender = new Appender(settings)
  }

  async id(): Promise<string> {
    return await this.#ask('read the cluster id', async () => (await this.#cluster.metadata([])).clusterId)
  }

  async describe(topic: string): Promise<TopicDescription | undefined> {
    return await this.#ask(`describe ${topic}`, () => describeTopic(this.#cluster, topic))
  }

  async create(topic: string, description: TopicDescription): Promise<void> {
    const { replicationFactor: replication } = limits(this.#settings)
    await this.#ask(`create ${topic}`, () => createTopic(this.#cluster, topic, { replication, ...description }))
  }

  async bounds(topic: string, partition: number): Promise<Bounds> {
    return await this.#ask(`bounds of ${topic}/${partition}`, () => partitionBounds(this.#cluster, topic, partition))
  }

  async committed(group: string, topic: string, partition: number): Promise<number | undefined> {
    return await this.#ask(`offset of ${group}`, () => committedOffset(this.#cluster, group, topic, partition))
  }

  reader(positions: readonly Position[]): Reader {
    return new KafkaReader(this.#settings, positions)
  }

  producer(transactionalId: string): TransactionalProducer {
    return new KafkaTransactionalProducer(this.#settings, transactionalId)
  }

  async append(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length > 0) await this.#appender.append(records)
  }

  async join(group: string, topic: string, listener: MembershipListener): Promise<Membership> {
    return await new KafkaMembership(this.#settings, group, topic, listener).start()
  }

  async close(): Promise<void> {
    await Promise.all([this.#cluster.close(), this.#appender.close()])
  }

  /** All of these only look, or can be told that they were done: they may be repeated. */
  async #ask<T>(doing: string, attempt: () => Promise<T>): Promise<T> {
    const leaderMay = leaderMayAppear()
    const mayRepeat = (error: unknown) => leaderMay(error) || isCoordinatorMoved(error) || isConnectionTrouble(error)
    return await persist(limits(this.#settings).stepTimeoutMs, doing, mayRepeat, async () => {
      try {
        return await attempt()
      } catch (error) {
        if (!isConnectionTrouble(error)) this.#cluster.forget()
        throw error
      }
    })
  }
}
