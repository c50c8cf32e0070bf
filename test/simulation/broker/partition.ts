import type { Batch, LogRecord } from '../../../runtime/log/log.ts'
import type { BrokerTransaction } from './transaction.ts'

/** What stands at one offset. Marks of transactions take an offset, as Kafka's control records do. */
export interface Entry {
  readonly record: LogRecord | undefined
  readonly transaction: BrokerTransaction | undefined
}

/** One partition of one topic. Readers see up to the first record of a transaction that has no mark here yet. */
export class Partition {
  readonly topic: string
  readonly number: number
  readonly entries: Entry[] = []
  /** Transactions without a mark here, each with the offset of its first record. */
  readonly #unmarked = new Map<BrokerTransaction, number>()
  readonly #listeners = new Set<() => void>()

  constructor(topic: string, number: number) {
    this.topic = topic
    this.number = number
  }

  /** The last stable offset. */
  get stableEnd(): number {
    return Math.min(this.entries.length, ...this.#unmarked.values())
  }

  /** Like the stable end, but for transactions that are decided and lack their mark alone. */
  get decidedEnd(): number {
    let end = this.entries.length
    for (const [transaction, first] of this.#unmarked) if (transaction.status === 'open') end = Math.min(end, first)
    return end
  }

  /** @returns the record's offset */
  append(record: Omit<LogRecord, 'offset'>, transaction?: BrokerTransaction): number {
    const offset = this.entries.length
    this.entries.push({ record: { ...record, offset }, transaction })
    if (transaction === undefined) this.#tell()
    else if (!this.#unmarked.has(transaction)) this.#unmarked.set(transaction, offset)
    return offset
  }

  mark(transaction: BrokerTransaction): void {
    if (!this.#unmarked.delete(transaction)) return
    this.entries.push({ record: undefined, transaction })
    this.#tell()
  }

  /** What is readable from an offset on, or undefined when there is no more. */
  read(offset: number, max: number): Batch | undefined {
    const end = this.stableEnd
    if (offset >= end) return undefined
    const next = Math.min(end, offset + max)
    const records: LogRecord[] = []
    for (const entry of this.entries.slice(offset, next)) if (isVisible(entry)) records.push(entry.record!)
    return { topic: this.topic, partition: this.number, records, next }
  }

  /** Every record that is committed, whether readers see it yet or not. */
  * committed(end = this.entries.length): Iterable<LogRecord> {
    for (let offset = 0; offset < end; offset++) {
      const entry = this.entries[offset]!
      if (isVisible(entry)) yield entry.record!
    }
  }

  /** Calls back whenever more can be read, until it is told to stop. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}

function isVisible({ record, transaction }: Entry): boolean {
  return record !== undefined && (transaction === undefined || transaction.status === 'committed')
}
