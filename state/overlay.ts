import { RunningDigest } from './digest.ts'
import { StoreError, type Digest, type Store } from './store.ts'

export interface RowCodec<Row> {
  encode(row: Row): Buffer
  decode(bytes: Buffer): Row
}

/** A row that nobody fetched: fetch it and decide again. */
export class RowNotFetched extends Error {
  readonly key: string
  constructor(key: string) {
    super('row not fetched')
    this.key = key
  }
}

/**
 * The rows of one slice of work, between the store and the commit. Decisions read their own writes here; the store
 * sees nothing until the transaction is committed. Rows are decoded once and encoded once however often they change.
 */
export class Overlay {
  readonly #store: Store
  readonly #cells = new Map<string, Cell>()

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

  /** Writes a row that cannot exist yet, unread. */
  create<Row>(key: string, codec: RowCodec<Row>, row: Row): void {
    this.#cells.set(key, { before: undefined, row, codec, changed: true })
  }

  /** Forgets every change and keeps what was fetched. */
  reset(): void {
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

function decode(codec: RowCodec<unknown>, key: string, bytes: Buffer): unknown {
  try {
    return codec.decode(bytes)
  } catch (cause) {
    throw new StoreError('CORRUPT', `row ${JSON.stringify(key)} cannot be decoded`, { cause })
  }
}
