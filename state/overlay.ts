import { RunningDigest } from './digest.ts'
import { StoreError, type Digest, type Store } from './store.ts'

export interface RowCodec<Row> {
  encode(row: Row): Buffer
  decode(bytes: Buffer): Row
}

/** Rows that nobody fetched: fetch them and decide again. */
export class RowNotFetched extends Error {
  readonly keys: readonly string[]
  constructor(...keys: readonly string[]) {
    super('row not fetched')
    this.keys = keys
  }
}

/**
 * The rows of one slice of work, between the store and the commit. Decisions read their own writes here; the store
 * sees nothing until the transaction is committed. Rows are decoded once and encoded once however often they change.
 */
export class Overlay {
  readonly #store: Store
  readonly #cells = new Map<string, Cell>()
  readonly #marks = new Map<string, Mark>()
  /** Marks as they were fetched, and as they are: those of a queue alone, in their order. */
  #fetched: readonly string[] = []
  #queue: string[] = []

  constructor(store: Store) {
    this.#store = store
  }

  /** Reads the rows that are not here yet, all in one go. */
  async fetch(keys: Iterable<string>): Promise<void> {
    const missing: string[] = []
    const cells: Cell[] = []
    for (const key of keys) {
      if (this.#cells.has(key)) continue
      const cell: Cell = { before: undefined, row: undefined, codec: undefined, changed: false }
      missing.push(key)
      cells.push(cell)
      this.#cells.set(key, cell)
    }
    if (missing.length === 0) return
    const values = await this.#store.getMany(missing).catch((error: unknown) => {
      // Or they would pass for rows that do not exist.
      for (const key of missing) this.#cells.delete(key)
      throw error
    })
    for (let index = 0; index < cells.length; index++) cells[index]!.before = values[index]
  }

  /** Sees that rows are here. @throws RowNotFetched naming all that are not */
  require(keys: Iterable<string>): void {
    const missing = [...keys].filter(key => !this.#cells.has(key))
    if (missing.length > 0) throw new RowNotFetched(...missing)
  }

  /** @throws RowNotFetched */
  get<Row>(key: string, codec: RowCodec<Row>): Row | undefined {
    const cell = this.#cell(key)
    if (cell.codec === undefined) {
      cell.codec = codec
      cell.row = cell.before === undefined ? undefined : decode(codec, key, cell.before)
    }
    return cell.row as Row | undefined
  }

  set<Row>(key: string, codec: RowCodec<Row>, row: Row | undefined): void {
    const cell = this.#cell(key)
    cell.codec = codec
    cell.row = row
    cell.changed = true
  }

  /** Writes a row that cannot exist by now, unread; it may have been removed here. */
  create<Row>(key: string, codec: RowCodec<Row>, row: Row): void {
    const before = this.#cells.get(key)?.before
    this.#cells.set(key, { before, row, codec, changed: true })
  }

  /**
   * Writes or removes a mark, which is a row of nothing but its key. Unread: whoever writes marks knows from the rows
   * beside them which are there.
   * @param was whether it is there so far
   */
  mark(key: string, was: boolean, is: boolean): void {
    const mark = this.#marks.get(key)
    if (mark === undefined) this.#marks.set(key, { before: was, after: is })
    else mark.after = is
  }

  /**
   * Reads the first marks of a queue: marks that are taken away in the order of their keys.
   * @param prefix of the queue's marks
   * @param from none is before it
   * @param limit the first that does not come before it is the last to be read: no later one will be taken
   * @param count how many, if there are so many; more than will be taken
   */
  async fetchQueue(prefix: string, from: string, limit: string, count: number): Promise<readonly string[]> {
    const marks: string[] = []
    for await (const keys of this.#store.keys(prefix, from)) {
      for (const key of keys) if (marks.length < count && isBefore(marks.at(-1), limit)) marks.push(key)
      if (marks.length === count || !isBefore(marks.at(-1), limit)) break
    }
    this.#fetched = marks
    this.#queue = [...marks]
    return marks
  }

  /** Adds a mark, which is not there, to the queue. */
  enqueue(mark: string): void {
    this.mark(mark, false, true)
    let place = this.#queue.length
    while (place > 0 && compareUtf8(mark, this.#queue[place - 1]!) < 0) place--
    this.#queue.splice(place, 0, mark)
  }

  /** Takes the queue's first mark away, if it comes before `limit`. */
  dequeue(limit: string): string | undefined {
    const first = this.firstInQueue
    if (first === undefined || compareUtf8(first, limit) >= 0) return undefined
    this.#queue.shift()
    this.mark(first, true, false)
    return first
  }

  /** Of those that were fetched or added. */
  get firstInQueue(): string | undefined {
    return this.#queue[0]
  }

  /** The marks that were written, also over themselves, or removed. */
  * marks(): Iterable<readonly [key: string, isThere: boolean]> {
    for (const [key, { after }] of this.#marks) yield [key, after]
  }

  /** Forgets every change and keeps what was fetched. */
  reset(): void {
    this.#marks.clear()
    this.#queue = [...this.#fetched]
    for (const cell of this.#cells.values()) {
      cell.codec = undefined
      cell.row = undefined
      cell.changed = false
    }
  }

  /** The changed rows in bytes, and the digest of the store with them. */
  changes(digest: Digest): { readonly rows: ReadonlyMap<string, Buffer | undefined>, readonly digest: Digest } {
    const running = new RunningDigest(digest)
    const rows = new Map<string, Buffer | undefined>()
    for (const [key, { before, row, codec, changed }] of this.#cells) {
      if (!changed) continue
      const after = row === undefined ? undefined : codec!.encode(row)
      if (before !== undefined) running.remove(key, before)
      if (after !== undefined) running.add(key, after)
      rows.set(key, after)
    }
    for (const [key, { before, after }] of this.#marks) {
      if (before === after) continue
      if (after) running.add(key, nothing)
      else running.remove(key, nothing)
      rows.set(key, after ? nothing : undefined)
    }
    return { rows, digest: running.value() }
  }

  #cell(key: string): Cell {
    const cell = this.#cells.get(key)
    if (cell === undefined) throw new RowNotFetched(key)
    return cell
  }
}

interface Cell {
  before: Buffer | undefined
  row: unknown
  codec: RowCodec<any> | undefined
  changed: boolean
}

interface Mark {
  readonly before: boolean
  after: boolean
}

const nothing = Buffer.alloc(0)

function isBefore(mark: string | undefined, limit: string): boolean {
  return mark === undefined || compareUtf8(mark, limit) < 0
}

/** As the store orders its keys. */
function compareUtf8(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right))
}

function decode(codec: RowCodec<unknown>, key: string, bytes: Buffer): unknown {
  try {
    return codec.decode(bytes)
  } catch (cause) {
    throw new StoreError('CORRUPT', `row ${JSON.stringify(key)} cannot be decoded`, { cause })
  }
}
