import type { Flat } from '../../../schemas/record.ts'
import type { Checkpoint } from '../../../state/store.ts'
import type { BrokerTransaction, GroupPosition } from '../broker/transaction.ts'
import type { StoreWatch } from '../process/stores.ts'
import { codec } from '../workload/deployment.ts'
import type { World } from '../world.ts'
import { notification } from './follow-ups.ts'
import { Operations } from './operations.ts'

/**
 * What must hold at every moment and could not be told afterwards: no store is ahead of the log, and no offset of a
 * group is ahead of what became of the records before it.
 */
export class Watch implements StoreWatch {
  readonly #world: World
  /** Sources of events, as `topic/partition/offset`. */
  readonly #answered = new Set<string>()
  readonly #operations = new Map<string, Operations>()
  /** How far each group came in each partition. */
  readonly #reached = new Map<string, number>()
  /** Notifications that groups have left behind, less those passed on. */
  readonly #owed = new Map<string, number>()

  constructor(world: World) {
    this.#world = world
    world.broker.transactions.onCommitted = transaction => this.#onCommitted(transaction)
  }

  onOpen(name: string, consistent: boolean): void {
    if (!consistent) this.#world.fail('a store is what its digest says', `the rows of ${name} are not`)
  }

  onApply(name: string, { changelogNext }: Checkpoint): void {
    const [processor, partition] = name.split('-') as [string, string]
    const { changelog } = this.#world.deployment.topology.processors[processor]!
    const end = this.#world.broker.partition(changelog.name, Number(partition)).decidedEnd
    if (changelogNext <= end) return
    this.#world.fail('no store is ahead of the log', `${name} is at ${changelogNext}, the log at ${end}`)
  }

  #onCommitted({ written, offsets }: BrokerTransaction): void {
    for (const { partition: { topic, number }, record } of written) {
      const decoded = topic.endsWith('dead-letters') ? undefined : codec.decode(topic, record.value)
      if (decoded !== undefined && 'record' in decoded) this.#onRecord(number, decoded.record)
    }
    for (const position of offsets) this.#onPosition(position)
  }

  #onRecord(partition: number, record: Flat): void {
    const { type, sourceTopic, sourceOffset, provider } = record
    if (sourceTopic !== undefined) this.#answered.add(`${sourceTopic}/${partition}/${sourceOffset}`)
    if (type === 'RecordInvoicePaid') this.#owe(notification(provider as string, record), -1)
  }

  #onPosition({ topic, partition, offset }: GroupPosition): void {
    const place = `${topic}/${partition}`
    const { entries } = this.#world.broker.partition(topic, partition)
    for (let next = this.#reached.get(place) ?? 0; next < offset; next++) {
      const { record, transaction } = entries[next]!
      if (record === undefined || transaction?.status === 'aborted') continue
      if (this.#isOwed(topic, partition, next, record.value)) {
        this.#world.fail('no offset is ahead of the changelog', `${place} is at ${offset}, and ${next} led to nothing`)
      }
    }
    this.#reached.set(place, Math.max(offset, this.#reached.get(place) ?? 0))
  }

  #isOwed(topic: string, partition: number, offset: number, value: Buffer | null): boolean {
    const isAnswered = this.#answered.has(`${topic}/${partition}/${offset}`)
    if (this.#world.journal.isPoison(topic, partition, offset)) return !isAnswered
    const decoded = codec.decode(topic, value)
    if (!('record' in decoded)) return true
    if (topic.endsWith('invoice-paid')) {
      return this.#owe(notification(providerOf(topic), decoded.record), 1) > 0
    }
    const place = `${topic}/${partition}`
    let operations = this.#operations.get(place)
    if (operations === undefined) this.#operations.set(place, operations = new Operations())
    return operations.add(decoded.record) !== 'repeat' && !isAnswered
  }

  /** @returns how many notifications are owed now. */
  #owe(what: string, count: number): number {
    const owed = (this.#owed.get(what) ?? 0) + count
    this.#owed.set(what, owed)
    return owed
  }
}

function providerOf(topic: string): string {
  return topic.slice('provider-'.length, -'-invoice-paid'.length)
}
