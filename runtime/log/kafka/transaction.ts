import { LogError, type OutgoingRecord, type Position, type Transaction } from '../log.ts'
import type { Cluster } from './cluster.ts'
import { check, code, isAnswer, isCoordinatorMoved, leaderMayAppear } from './errors.ts'
import { groupBy } from './group-by.ts'
import type { Broker } from './kafkajs.ts'
import { persist } from './patience.ts'
import { appendAll, placeOf, type Identity } from './produce.ts'
import type { Owner, PartitionAnswer } from './wire.ts'

/** What a producer lends to its transactions. */
export interface Session {
  readonly cluster: Cluster
  readonly identity: Identity & { readonly transactionalId: string }
  readonly timeoutMs: number
  /** Runs one step; after a step that fails, no other will run. */
  step<T>(doing: string, work: () => Promise<T>): Promise<T>
}

/**
 * One transaction on the first protocol of KIP-98. Steps are repeated only while the answer says that nothing was
 * done; every other error ends the producer. The new epoch of the next one makes late requests of this one harmless.
 *
 * `send` and `sendOffsets` may run at the same time, which saves a round trip.
 */
export class KafkaTransaction implements Transaction {
  readonly #session: Session
  readonly #end: () => void
  readonly #places = new Set<string>()
  readonly #groups = new Set<string>()
  #sending: Promise<unknown> = Promise.resolve()
  #underWay = 0
  #ended = false

  constructor(session: Session, end: () => void) {
    this.#session = session
    this.#end = end
  }

  async send(records: readonly OutgoingRecord[]): Promise<ReadonlyMap<string, number>> {
    return await this.#run('send', async () => {
      if (records.length === 0) return new Map()
      // One after the other: sequence numbers go up in the order in which batches leave.
      const turn = this.#sending.then(() => this.#append(records))
      this.#sending = turn
      return await turn
    })
  }

  async sendOffsets(group: string, positions: readonly Position[]): Promise<void> {
    await this.#run('send offsets', async () => {
      if (positions.length === 0) return
      await this.#addGroup(group)
      await this.#commitOffsets(group, positions)
    })
  }

  async commit(): Promise<void> {
    if (this.#underWay > 0) throw new LogError('REJECTED', 'commit: the transaction is still sending')
    await this.#run('commit', () => this.#endTransaction())
    this.#ended = true
    this.#end()
  }

  async #run<T>(doing: string, work: () => Promise<T>): Promise<T> {
    if (this.#ended) throw new LogError('REJECTED', `${doing}: the transaction is over`)
    this.#underWay++
    try {
      return await this.#session.step(doing, work)
    } finally {
      this.#underWay--
    }
  }

  async #append(records: readonly OutgoingRecord[]): Promise<ReadonlyMap<string, number>> {
    const { cluster, identity, timeoutMs } = this.#session
    await this.#addPartitions(records)
    return await appendAll(cluster, identity, records, timeoutMs, leaderMayAppear())
  }

  async #addPartitions(records: readonly OutgoingRecord[]): Promise<void> {
    const added = new Map<string, { topic: string, partition: number }>()
    let last: OutgoingRecord | undefined
    for (const record of records) {
      if (last?.topic === record.topic && last.partition === record.partition) continue
      last = record
      const place = placeOf(record)
      if (!this.#places.has(place)) added.set(place, record)
    }
    if (added.size === 0) return
    const topics = [...groupBy(added.values(), ({ topic }) => topic)].map(([topic, ofTopic]) =>
      ({ topic, partitions: ofTopic.map(({ partition }) => partition) }))
    const mayAppear = leaderMayAppear()
    await this.#askCoordinator('add partitions', mayAppear, async (coordinator, owner) => {
      const { errors } = await this.#session.cluster.ask(coordinator, 'AddPartitionsToTxn', { ...owner, topics })
      checkPartitions('add partitions', errors.flatMap(({ partitionErrors }) => partitionErrors))
    })
    for (const place of added.keys()) this.#places.add(place)
  }

  async #addGroup(groupId: string): Promise<void> {
    if (this.#groups.has(groupId)) return
    await this.#askCoordinator('add offsets', () => false, async (coordinator, owner) => {
      const { errorCode } = await this.#session.cluster.ask(coordinator, 'AddOffsetsToTxn', { ...owner, groupId })
      check(errorCode, 'add offsets')
    })
    this.#groups.add(groupId)
  }

  async #commitOffsets(groupId: string, positions: readonly Position[]): Promise<void> {
    const { cluster, timeoutMs } = this.#session
    const topics = [...groupBy(positions, ({ topic }) => topic)].map(([topic, ofTopic]) =>
      ({ topic, partitions: ofTopic.map(({ partition, offset }) => ({ partition, offset, metadata: null })) }))
    const mayAppear = leaderMayAppear()
    await persist(timeoutMs, 'commit offsets', error => mayAppear(error) || isCoordinatorMoved(error), async () => {
      const coordinator = await cluster.coordinator('group', groupId)
      const answer = await cluster.ask(coordinator, 'TxnOffsetCommit', { ...this.#owner(), groupId, topics })
      const partitions = answer.topics.flatMap(topic => topic.partitions)
      if (partitions.some(({ errorCode }) => errorCode !== code.none)) cluster.forget()
      checkPartitions('commit offsets', partitions)
    })
  }

  async #endTransaction(): Promise<void> {
    if (this.#places.size === 0 && this.#groups.size === 0) return
    const { cluster, identity } = this.#session
    const coordinator = await cluster.coordinator('transaction', identity.transactionalId)
    const { errorCode } = await cluster.ask(coordinator, 'EndTxn', { ...this.#owner(), transactionResult: true })
    check(errorCode, 'commit')
  }

  /** The marks of the transaction before may still be on their way: the coordinator then says "concurrent". */
  async #askCoordinator(
    doing: string, alsoMayRepeat: (error: unknown) => boolean,
    request: (coordinator: Broker, owner: Owner) => Promise<void>
  ): Promise<void> {
    const { cluster, identity, timeoutMs } = this.#session
    const mayRepeat = (error: unknown) => isCoordinatorMoved(error) || alsoMayRepeat(error) ||
      isAnswer(error, code.concurrentTransactions)
    await persist(timeoutMs, doing, mayRepeat, async () => {
      const coordinator = await cluster.coordinator('transaction', identity.transactionalId)
      try {
        await request(coordinator, this.#owner())
      } catch (error) {
        if (isCoordinatorMoved(error)) cluster.forget()
        throw error
      }
    })
  }

  #owner(): Owner {
    const { transactionalId, producerId, producerEpoch } = this.#session.identity
    return { transactionalId, producerId, producerEpoch }
  }
}

/** The broker refuses all when it refuses one, the others with "not attempted": the reason is the other one. */
function checkPartitions(doing: string, partitions: readonly PartitionAnswer[]): void {
  const failed = partitions.filter(({ errorCode }) => errorCode !== code.none)
  const reason = failed.find(({ errorCode }) => errorCode !== code.operationNotAttempted) ?? failed[0]
  if (reason !== undefined) check(reason.errorCode, `${doing}, partition ${reason.partition}`)
}
