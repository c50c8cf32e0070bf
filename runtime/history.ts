import type { Flat } from '../schemas/record.ts'
import { versionAt, versionKey, versionsFrom } from '../state/history.ts'
import { Overlay, type RowCodec } from '../state/overlay.ts'
import type { Store, StoreIdentity } from '../state/store.ts'
import { Contradiction } from './contradiction.ts'
import type { FoldOverlay } from './restore.ts'
import type { Replay } from './replay.ts'
import { aggregateKey, storeKey, type Aggregate, type Rows } from './rows.ts'
import type { Processor } from './topology.ts'

/**
 * Every version of every row, beside the rows: so what was is found by a seek, however long ago it was. Processors
 * know nothing of it. It is folded from the changelog by whoever asks, into a store of its own, whose digest is of rows
 * and versions together: one that is damaged is noticed and begun again, as any store is.
 */
const FORMAT = 'history 1'

/** The store of a history is none that a service could take for its own. */
export function historyIdentity(identity: StoreIdentity): StoreIdentity {
  return { ...identity, format: `${FORMAT} ${identity.format}` }
}

/** One event of a key, as its history has it. */
export interface Moment {
  readonly revision: number
  /** In the changelog's partition. */
  readonly offset: number
  /** Milliseconds since 1970, never less than that of the revision before: brokers' clocks may step back. */
  readonly at: number
  /** The row under the processor's own key, as the event left it. */
  readonly row: unknown
}

interface Entry { readonly offset: number, readonly at: number, readonly aggregate: Buffer }

const NUMBER_BYTES = 6

const entryCodec: RowCodec<Entry> = {
  encode: ({ offset, at, aggregate }) => {
    const value = Buffer.allocUnsafe(2 * NUMBER_BYTES + aggregate.length)
    value.writeUIntLE(offset, 0, NUMBER_BYTES)
    value.writeUIntLE(at, NUMBER_BYTES, NUMBER_BYTES)
    aggregate.copy(value, 2 * NUMBER_BYTES)
    return value
  },
  decode: bytes => ({
    offset: bytes.readUIntLE(0, NUMBER_BYTES), at: bytes.readUIntLE(NUMBER_BYTES, NUMBER_BYTES),
    aggregate: bytes.subarray(2 * NUMBER_BYTES)
  })
}

/** A row that was removed has a version of nothing, and one that is there has a byte before its own. */
const versionCodec: RowCodec<{ readonly row: Buffer | undefined }> = {
  encode: ({ row }) => row === undefined ? nothing : Buffer.concat([present, row]),
  decode: bytes => ({ row: bytes.length === 0 ? undefined : bytes.subarray(present.length) })
}
const nothing = Buffer.alloc(0)
const present = Buffer.from([1])

/** Keeps each version of the rows that it is given: those under the key of the event that is folded. */
export class HistoryOverlay extends Overlay implements FoldOverlay {
  readonly #key: readonly string[]
  #entry = ''
  #revision = 0
  #offset = 0
  #at = 0

  /** @param processor whose events they are */
  constructor(store: Store, { key }: Processor) {
    super(store)
    this.#key = key
  }

  async expect(events: readonly Flat[]): Promise<void> {
    const before = events.filter(({ revision }) => revision > 1)
      .map(event => versionKey(this.#aggregateOf(event), event['revision'] - 1))
    await this.fetch(new Set(before))
  }

  begin(event: Flat, offset: number): void {
    this.#entry = this.#aggregateOf(event)
    this.#revision = event['revision'] as number
    this.#offset = offset
    const before = this.#revision > 1 ? this.get(versionKey(this.#entry, this.#revision - 1), entryCodec) : undefined
    if (this.#revision > 1 && before === undefined) throw new Contradiction(`revision ${this.#revision - 1} is missing`)
    this.#at = Math.max(event['at'] as number, before?.at ?? 0)
  }

  override set<Row>(key: string, codec: RowCodec<Row>, row: Row | undefined): void {
    super.set(key, codec, row)
    const bytes = row === undefined ? undefined : codec.encode(row)
    if (key === this.#entry) {
      const entry = { offset: this.#offset, at: this.#at, aggregate: bytes! }
      this.create(versionKey(key, this.#revision), entryCodec, entry)
    } else if (this.#isOfKey(key)) {
      this.create(versionKey(key, this.#revision), versionCodec, { row: bytes })
    }
  }

  /** Whether a row belongs to the key alone. What several keys share, a tenant's rate, has no revision of one. */
  #isOfKey(row: string): boolean {
    const nameEnd = row.indexOf('\0')
    const key = this.#entry.slice(this.#entry.indexOf('\0'))
    const end = nameEnd + key.length
    return row.startsWith(ROW) && row.startsWith(key, nameEnd) && (row.length === end || row[end] === '\0')
  }

  #aggregateOf(event: Flat): string {
    return aggregateKey(this.#key.map(field => event[field] as string))
  }
}

/** How the keys of a domain's rows begin: see `storeKey`. */
const ROW = storeKey('', [])

/** What the keys of one part were, as far as its history has been folded. */
export class History {
  readonly #store: Store
  readonly #rows: Rows

  constructor(store: Store, { rows }: Pick<Replay, 'rows'>) {
    this.#store = store
    this.#rows = rows
  }

  /** The last revision of a key; 0 when it never had an event. */
  async head(key: readonly string[]): Promise<number> {
    const [row] = await this.#store.getMany([aggregateKey(key)])
    return row === undefined ? 0 : this.#rows.aggregate.decode(row).revision
  }

  /** @throws Contradiction when there is no such revision */
  async moment(key: readonly string[], revision: number): Promise<Moment> {
    const [value] = await this.#store.getMany([versionKey(aggregateKey(key), revision)])
    if (value === undefined) throw new Contradiction(`${key.join('/')} has no revision ${revision}`)
    const { offset, at, aggregate } = entryCodec.decode(value)
    return { revision, offset, at, row: this.#aggregate(aggregate).row }
  }

  /** The last revision that is not after `time`, by halves; 0 when the first is after it. */
  async revisionAt(key: readonly string[], time: number): Promise<number> {
    let [low, high] = [0, await this.head(key)]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((await this.moment(key, middle)).at <= time) low = middle
      else high = middle - 1
    }
    return low
  }

  /**
   * A row at a revision of its key, and the revision that made it so. Undefined: there was none, or none any more.
   *
   * @param key the values of the store's key fields
   */
  async row(store: string, key: readonly string[], revision: number): Promise<RowVersion | undefined> {
    const rowKey = this.#rowKey(store, key)
    const found = await versionAt(this.#store, rowKey, revision)
    if (found === undefined) return undefined
    const row = this.#decode(store, found.value)
    return row === undefined ? undefined : { revision: found.revision, row }
  }

  /** The versions of a row from the one that it had at `revision` back to its first. Without a row: it was removed. */
  async* versions(store: string, key: readonly string[], revision: number): AsyncGenerator<RowVersion> {
    for await (const version of versionsFrom(this.#store, this.#rowKey(store, key), revision)) {
      yield { revision: version.revision, row: this.#decode(store, version.value) }
    }
  }

  #rowKey(store: string, key: readonly string[]): string {
    return store === this.#rows.main ? aggregateKey(key) : storeKey(store, key)
  }

  #decode(store: string, value: Buffer): unknown {
    if (store === this.#rows.main) return this.#aggregate(entryCodec.decode(value).aggregate).row
    const { row } = versionCodec.decode(value)
    return row === undefined ? undefined : this.#rows.others.find(({ name }) => name === store)!.codec.decode(row)
  }

  #aggregate(bytes: Buffer): Aggregate {
    return this.#rows.aggregate.decode(bytes)
  }
}

export interface RowVersion { readonly revision: number, readonly row: unknown }
