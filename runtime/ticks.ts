import type { Codec } from '../schemas/codec.ts'
import type { Flat } from '../schemas/record.ts'
import { messageKey } from '../state/key.ts'
import { Overlay } from '../state/overlay.ts'
import type { Store } from '../state/store.ts'
import { Contradiction } from './contradiction.ts'
import type { OutgoingRecord } from './log/log.ts'
import { partitionOf } from './partition.ts'
import { DUE, dueMarkParts, storeKeyParts, type OtherStore, type Rows } from './rows.ts'
import { Timers } from './timers.ts'
import type { Processor } from './topology.ts'
import { TopicNotKnown } from './topic-not-known.ts'

/** Rows that are asked for one transaction: a full hour must not hold up the inputs. */
export const TICKS_MAX = 500

export interface TicksOptions {
  readonly processor: Processor
  readonly rows: Rows
  readonly codec: Codec
  readonly store: Store
  readonly partition: number
}

/**
 * The deadlines of one task: which rows are due when, and what they have to say then. It decides nothing. A command
 * goes to the log and is decided when it comes back, by the broker's time.
 *
 * What is in memory comes from the marks that the store has beside its rows. Who is asked again at some later time is
 * not kept: a task that opens asks every row that is due.
 */
export class Ticks {
  readonly #processor: Processor
  readonly #codec: Codec
  readonly #store: Store
  readonly #partition: number
  readonly #stores: ReadonlyMap<string, OtherStore>
  /** By the marks of the rows. */
  readonly #timers = new Timers()

  /** @param options.store restored: its marks are those of its rows */
  static async load(options: TicksOptions): Promise<Ticks> {
    const ticks = new Ticks(options)
    if (ticks.#stores.size === 0) return ticks
    for await (const marks of options.store.keys(DUE)) for (const mark of marks) ticks.#add(mark)
    return ticks
  }

  private constructor({ processor, rows, codec, store, partition }: TicksOptions) {
    this.#processor = processor
    this.#codec = codec
    this.#store = store
    this.#partition = partition
    this.#stores = new Map(rows.others.filter(({ due }) => due !== undefined).map(each => [each.name, each]))
  }

  /** When a row is to be asked next; Infinity when none is. */
  get next(): number {
    return this.#timers.next
  }

  /** What a committed slice changed. A row that was written is asked when it is due, whatever it said before. */
  follow(marks: Iterable<readonly [mark: string, isThere: boolean]>): void {
    for (const [mark, isThere] of marks) {
      if (isThere) this.#add(mark)
      else this.#timers.delete(mark)
    }
  }

  /**
   * Asks rows that are due, the longest due first and `TICKS_MAX` at most.
   * @returns their commands, for the processor's own topic
   * @throws TopicNotKnown, before any is asked
   */
  async ask(now: number): Promise<readonly OutgoingRecord[]> {
    const { commands } = this.#processor
    if (!this.#codec.canEncode(commands.name)) throw new TopicNotKnown(commands, commands.name)
    const due = this.#timers.take(now, TICKS_MAX).map(mark => ({ mark, ...dueMarkParts(mark) }))
    const overlay = new Overlay(this.#store)
    await overlay.fetch(due.map(({ storeRow }) => storeRow))
    const outgoing: OutgoingRecord[] = []
    for (const { mark, due: time, storeRow } of due) {
      const { store, key } = storeKeyParts(storeRow)
      const { codec, due: field } = this.#stores.get(store)!
      const row = overlay.get(storeRow, codec) as Flat | undefined
      if (row?.[field!] !== time) throw new Contradiction(`row ${JSON.stringify(storeRow)} is not due at ${time}`)
      const { command, next } = this.#processor.decider.tick!(store, key, row, now)
      if (command !== undefined) outgoing.push(this.#outgoing(command))
      // In its own time, not in this round.
      if (next !== undefined) this.#timers.set(mark, Math.max(next, now + 1))
    }
    return outgoing
  }

  #add(mark: string): void {
    this.#timers.set(mark, dueMarkParts(mark).due)
  }

  /** A row's command is for the key that the row belongs to: decided elsewhere, it would meet other rows. */
  #outgoing(command: Flat): OutgoingRecord {
    const { commands, key } = this.#processor
    const ownKey = messageKey(key.map(field => command[field] as string))
    const partition = partitionOf(ownKey, commands.partitions)
    if (partition !== this.#partition)
      throw new Contradiction(`a tick's ${command.type} is for ${ownKey}, which is in partition ${partition}`)
    const { name: topic } = commands
    return { topic, partition, key: ownKey, value: this.#codec.encode(topic, command) }
  }
}
