import type { Flat } from '../../../schemas/record.ts'
import type { Checkpoint } from '../../../state/store.ts'
import type { BrokerTransaction, GroupPosition } from '../broker/transaction.ts'
import type { StoreWatch } from '../process/stores.ts'
import { codec } from '../workload/deployment.ts'
import type { World } from '../world.ts'
import { mayBeNoNews, Operations } from './operations.ts'
import { said, saidIn } from './routes.ts'

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
  /** What groups have left behind of what providers and operators said, less what was passed on. */
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
    const { sourceTopic, sourceOffset, operationId } = record
    if (sourceTopic !== undefined) return void this.#answered.add(`${sourceTopic}/${partition}/${sourceOffset}`)
    const passedOn = operationId === undefined ? undefined : said(record)
    if (passedOn !== undefined) this.#owe(passedOn, -1)
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
    const key = this.#keyOf(topic)
    if (key === undefined) return this.#owe(saidIn(topic, decoded.record), 1) > 0
    const place = `${topic}/${partition}`
    let operations = this.#operations.get(place)
    if (operations === undefined) this.#operations.set(place, operations = new Operations(key))
    // What may be no news is no operation then.
    return !mayBeNoNews(decoded.record) && operations.add(decoded.record) !== 'repeat' && !isAnswered
  }

  /** The key of the processor whose commands these are; undefined for a topic of others. */
  #keyOf(topic: string): readonly string[] | undefined {
    const { processors } = this.#world.deployment.topology
    return Object.values(processors).find(({ commands }) => commands.name === topic)?.key
  }

  /** @returns how often it is owed now. */
  #owe(what: string, count: number): number {
    const owed = (this.#owed.get(what) ?? 0) + count
    this.#owed.set(what, owed)
    return owed
  }
}
