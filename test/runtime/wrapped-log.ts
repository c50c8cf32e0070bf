import {
  LogError, type Bounds, type Log, type Membership, type MembershipListener, type OutgoingRecord, type Position,
  type Reader, type TopicDescription, type Transaction, type TransactionalProducer
} from '../../runtime/log/log.ts'

/** A log that does what another does; tests override what they want to be otherwise. */
export class WrappedLog implements Log {
  readonly inner: Log

  constructor(inner: Log) {
    this.inner = inner
  }

  id(): Promise<string> { return this.inner.id() }
  describe(topic: string): Promise<TopicDescription | undefined> { return this.inner.describe(topic) }
  create(topic: string, description: TopicDescription): Promise<void> { return this.inner.create(topic, description) }
  bounds(topic: string, partition: number): Promise<Bounds> { return this.inner.bounds(topic, partition) }
  committed(group: string, topic: string, partition: number): Promise<number | undefined> {
    return this.inner.committed(group, topic, partition)
  }
  reader(positions: readonly Position[]): Reader { return this.inner.reader(positions) }
  producer(transactionalId: string): TransactionalProducer { return this.inner.producer(transactionalId) }
  append(records: readonly OutgoingRecord[]): Promise<void> { return this.inner.append(records) }
  join(group: string, topic: string, listener: MembershipListener): Promise<Membership> {
    return this.inner.join(group, topic, listener)
  }
  close(): Promise<void> { return this.inner.close() }
}

export interface CommittedTransaction {
  readonly records: readonly OutgoingRecord[]
  readonly positions: readonly Position[]
}

/** Keeps every transaction that was committed. */
export class RecordingLog extends WrappedLog {
  readonly transactions: CommittedTransaction[] = []

  override producer(transactionalId: string): TransactionalProducer {
    const producer = this.inner.producer(transactionalId)
    return {
      fence: () => producer.fence(),
      begin: async () => this.#record(await producer.begin()),
      close: () => producer.close()
    }
  }

  #record(transaction: Transaction): Transaction {
    const records: OutgoingRecord[] = []
    const positions: Position[] = []
    return {
      send: outgoing => {
        records.push(...outgoing)
        return transaction.send(outgoing)
      },
      sendOffsets: (group, reached) => {
        if (reached.length === 0) throw new Error('a request for nothing')
        positions.push(...reached)
        return transaction.sendOffsets(group, reached)
      },
      commit: async () => {
        await transaction.commit()
        this.transactions.push({ records, positions })
      }
    }
  }
}

/** A log whose next commit ends with an error that says nothing of what became of it. */
export class UnclearLog extends WrappedLog {
  unclear: 'committed' | 'aborted' | undefined

  override producer(transactionalId: string): TransactionalProducer {
    const producer = this.inner.producer(transactionalId)
    return {
      fence: () => producer.fence(),
      close: () => producer.close(),
      begin: async () => {
        const transaction = await producer.begin()
        return {
          send: records => transaction.send(records),
          sendOffsets: (group, positions) => transaction.sendOffsets(group, positions),
          commit: async () => {
            const { unclear } = this
            if (unclear !== 'aborted') await transaction.commit()
            this.unclear = undefined
            if (unclear !== undefined) throw new LogError('UNAVAILABLE', 'the connection was lost')
          }
        }
      }
    }
  }
}
