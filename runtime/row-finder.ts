import type { Flat } from '../schemas/record.ts'
import { storeKey, type OtherStore } from './rows.ts'

/** A store that a record has a row in, and the key of that row. */
export type StoreRow = Pick<OtherStore, 'name' | 'codec' | 'due'> & { readonly rowKey: string }

/** Finds the rows beside the aggregate's that a record is about. */
export class RowFinder {
  readonly #stores: readonly OtherStore[]
  readonly #storesByType = new Map<string, readonly OtherStore[]>()
  readonly #lastRows = new Map<OtherStore, StoreRow & { readonly part: string }>()

  constructor(stores: readonly OtherStore[]) {
    this.#stores = stores
  }

  /** The stores whose key fields the record has, each with the key of its row. */
  find(record: Flat): readonly StoreRow[] {
    let stores = this.#storesByType.get(record.type)
    if (stores === undefined) {
      stores = this.#stores.filter(store => store.key.every(field => field in record))
      this.#storesByType.set(record.type, stores)
    }
    if (stores.length === 0) return noStores
    const rows: StoreRow[] = []
    for (const store of stores) if (isNamed(store, record)) rows.push(this.#rowOf(store, record))
    return rows
  }

  /** Rows with one field for a key, as those of tenants are, are asked for again and again: the last one is kept. */
  #rowOf(store: OtherStore, record: Flat): StoreRow {
    const { name, key, codec, due } = store
    if (key.length > 1) return { name, codec, due, rowKey: storeKey(name, key.map(field => record[field] as string)) }
    const part = record[key[0]!] as string
    const last = this.#lastRows.get(store)
    if (last?.part === part) return last
    const row = { part, name, codec, due, rowKey: storeKey(name, [part]) }
    this.#lastRows.set(store, row)
    return row
  }
}

const noStores: readonly StoreRow[] = []

/** An id that is left out names no row. Asked several times for each record, so without a closure. */
function isNamed({ key }: OtherStore, record: Flat): boolean {
  for (const field of key) if (record[field] === '') return false
  return true
}
