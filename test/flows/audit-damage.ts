import { HASH_FIELD, placeholder, seal, type Chain } from '../../runtime/chain.ts'
import type { LogRecord } from '../../runtime/log/log.ts'
import type { Codec } from '../../schemas/codec.ts'
import type { Flat } from '../../schemas/record.ts'
import type { FrozenLog, FrozenPartition } from '../support/frozen-log.ts'

/** A record that can be read, and where it is. */
export interface Found {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly record: LogRecord
  readonly event: Flat
}

/** Plants damage into copies of a log. */
export class Damage {
  readonly log: FrozenLog
  readonly #codec: Codec
  readonly #read = new Map<string, readonly Found[]>()

  constructor(log: FrozenLog, codec: Codec) {
    this.log = log
    this.#codec = codec
  }

  /** Every record of a topic that can be read. */
  all(topic: string): readonly Found[] {
    const known = this.#read.get(topic)
    if (known !== undefined) return known
    const all = this.#readAll(topic)
    this.#read.set(topic, all)
    return all
  }

  #readAll(topic: string): readonly Found[] {
    return [...this.log.partitions].flatMap(([name, { records }]) => {
      const slash = name.lastIndexOf('/')
      if (name.slice(0, slash) !== topic) return []
      return records.flatMap(record => {
        const decoded = this.#codec.decode(topic, record.value)
        const place = { topic, partition: Number(name.slice(slash + 1)), offset: record.offset }
        return 'record' in decoded ? [{ ...place, record, event: decoded.record }] : []
      })
    })
  }

  /** The one at a place. */
  at(topic: string, partition: number, offset: number): Found | undefined {
    return this.all(topic).find(each => each.partition === partition && each.offset === offset)
  }

  end(topic: string, partition: number): number {
    return this.log.partitions.get(`${topic}/${partition}`)!.end
  }

  /** The event of the same wallet, or account, that comes after one. */
  nextOfKey({ topic, partition, offset, event }: Found): Found | undefined {
    const of = (other: Flat): string => [other['tenant'], other['wallet'] ?? other['account']].join('/')
    return this.all(topic).find(each => each.partition === partition && each.offset > offset &&
      of(each.event) === of(event))
  }

  /** The first that fits. */
  find(topic: string, fits: (event: Flat, found: Found) => boolean): Found {
    const found = this.all(topic).find(each => fits(each.event, each))
    if (found === undefined) throw new Error(`${topic} has no such record`)
    return found
  }

  /** Puts another event, or whatever has these fields, in the place of one. */
  alter({ topic, partition, offset, event }: Found, changes: object): Damage {
    const value = this.encode(topic, { ...event, ...changes } as Flat)
    return this.replace({ topic, partition, offset }, record => ({ ...record, value }))
  }

  replace({ topic, partition, offset }: Spot, change: (record: LogRecord) => LogRecord): Damage {
    return this.rewrite(topic, partition, ({ records, ...bounds }) => ({
      ...bounds, records: records.map(record => record.offset === offset ? change(record) : record)
    }))
  }

  /** Takes a record away. No other is moved. */
  remove({ topic, partition, offset }: Spot): Damage {
    return this.rewrite(topic, partition, ({ records, ...bounds }) =>
      ({ ...bounds, records: records.filter(record => record.offset !== offset) }))
  }

  /** Puts a record before the one at an offset, which moves with all that follow. */
  insert({ topic, partition, offset }: Spot, added: Omit<LogRecord, 'offset'>): Damage {
    return this.rewrite(topic, partition, ({ start, end, records }) => ({
      start, end: end + 1,
      records: [
        ...records.filter(record => record.offset < offset), { ...added, offset },
        ...records.filter(record => record.offset >= offset).map(record => ({ ...record, offset: record.offset + 1 }))
      ]
    }))
  }

  /** Puts a record at the end. */
  append(topic: string, partition: number, added: Omit<LogRecord, 'offset'>): Damage {
    const { end } = this.log.partitions.get(`${topic}/${partition}`)!
    return this.insert({ topic, partition, offset: end }, added)
  }

  /** Two records change their places. */
  swap(one: Found, other: Found): Damage {
    return this.replace(one, record => ({ ...other.record, offset: record.offset }))
      .replace(other, record => ({ ...one.record, offset: record.offset }))
  }

  rewrite(topic: string, partition: number, change: (before: FrozenPartition) => FrozenPartition): Damage {
    return new Damage(this.log.with(topic, partition, change), this.#codec)
  }

  /** Gives every event of a changelog the hash that it would have: whoever writes a topic anew can do that. */
  chained(topic: string): Damage {
    let damage: Damage = this
    for (const name of this.log.partitions.keys()) {
      const slash = name.lastIndexOf('/')
      if (name.slice(0, slash) !== topic) continue
      damage = damage.rewrite(topic, Number(name.slice(slash + 1)), ({ records, ...bounds }) => {
        let chain: Chain = Buffer.alloc(0)
        return {
          ...bounds, records: records.map(record => {
            const decoded = this.#codec.decode(topic, record.value)
            if (!('record' in decoded)) return record
            const value = this.encode(topic, { ...decoded.record, [HASH_FIELD]: placeholder(chain) })
            chain = seal(value)
            return { ...record, value }
          })
        }
      })
    }
    return damage
  }

  encode(topic: string, record: Flat): Buffer {
    return this.#codec.encode(topic, record)
  }
}

export type Spot = Pick<Found, 'topic' | 'partition' | 'offset'>
