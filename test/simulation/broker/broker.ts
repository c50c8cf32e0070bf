import { LogError, type OutgoingRecord, type Position, type TopicDescription } from '../../../runtime/log/log.ts'
import type { Scheduler } from '../scheduler.ts'
import { Groups } from './groups.ts'
import { Partition } from './partition.ts'
import type { BrokerTransaction } from './transaction.ts'
import { Transactions } from './transactions.ts'

/**
 * A model of Kafka, as far as the service can tell the difference: partitions with a last stable offset, transactions
 * with epochs, marks and timeouts, offsets of groups that come with them, and groups whose members learn of a change
 * one after the other. It never fails: what fails is the way to it.
 */
export class Broker {
  readonly transactions: Transactions
  readonly groups: Groups
  readonly #scheduler: Scheduler
  readonly #topics = new Map<string, Topic>()
  readonly #offsets = new Map<string, number>()

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
    this.transactions = new Transactions(scheduler, transaction => this.#keepOffsets(transaction))
    this.groups = new Groups(scheduler)
  }

  create(topic: string, description: TopicDescription): void {
    if (this.#topics.has(topic)) throw new LogError('REJECTED', `topic ${topic} exists`)
    const partitions = Array.from({ length: description.partitions }, (_, number) => new Partition(topic, number))
    this.#topics.set(topic, { description, partitions })
  }

  describe(topic: string): TopicDescription | undefined {
    return this.#topics.get(topic)?.description
  }

  partition(topic: string, partition: number): Partition {
    const found = this.#topics.get(topic)?.partitions[partition]
    if (found === undefined) throw new LogError('REJECTED', `there is no ${topic}/${partition}`)
    return found
  }

  partitions(topic: string): readonly Partition[] {
    return this.#topics.get(topic)?.partitions ?? []
  }

  committed(group: string, topic: string, partition: number): number | undefined {
    return this.#offsets.get(`${group}/${topic}/${partition}`)
  }

  /** Outside any transaction. @returns the offset of the last record */
  append(records: readonly OutgoingRecord[]): number {
    let last = -1
    for (const record of records) last = this.partition(record.topic, record.partition).append(this.#stamped(record))
    return last
  }

  /** @returns the offset of the first record written to each partition, by `topic/partition`. */
  write(id: string, epoch: number, records: readonly OutgoingRecord[]): ReadonlyMap<string, number> {
    const transaction = this.transactions.current(id, epoch)
    const first = new Map<string, number>()
    for (const outgoing of records) {
      const partition = this.partition(outgoing.topic, outgoing.partition)
      const stamped = this.#stamped(outgoing)
      const offset = partition.append(stamped, transaction)
      transaction.written.push({ partition, record: { ...stamped, offset } })
      const name = `${outgoing.topic}/${outgoing.partition}`
      if (!first.has(name)) first.set(name, offset)
    }
    return first
  }

  writeOffsets(id: string, epoch: number, group: string, positions: readonly Position[]): void {
    const { offsets } = this.transactions.current(id, epoch)
    for (const position of positions) offsets.push({ group, ...position })
  }

  #keepOffsets({ offsets }: BrokerTransaction): void {
    for (const { group, topic, partition, offset } of offsets) {
      this.#offsets.set(`${group}/${topic}/${partition}`, offset)
    }
  }

  #stamped({ key, value, headers }: OutgoingRecord) {
    const texts = Object.entries(headers ?? {}).map(([name, text]) => [name, bytes(text)] as const)
    return {
      key: bytes(key), value: bytes(value), headers: Object.fromEntries(texts) as Record<string, Buffer>,
      timestamp: Math.floor(this.#scheduler.now)
    }
  }
}

interface Topic { readonly description: TopicDescription, readonly partitions: readonly Partition[] }

function bytes(value: string | Uint8Array | null): Buffer | null {
  return value === null ? null : Buffer.from(value as Uint8Array)
}
