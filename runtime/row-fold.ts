import type { Codec } from '../schemas/codec.ts'
import type { Flat } from '../schemas/record.ts'
import { messageKey } from '../state/key.ts'
import type { RowCodec } from '../state/overlay.ts'
import { Contradiction } from './contradiction.ts'
import { RowFinder } from './row-finder.ts'
import { aggregateKey, rowsOf, storeKey, storeKeyParts, type Rows } from './rows.ts'
import type { Processor, Topology } from './topology.ts'

/** A row as the events leave it. */
export interface FoldedRow {
  readonly store: string
  /** The values of its key fields. */
  readonly key: readonly string[]
  readonly row: any
  /** When an event changed it last, in milliseconds since 1970. */
  readonly changedAt: number
}

interface Cell { readonly bytes: Buffer, readonly changedAt: number }

interface Aggregate { readonly revision: number, readonly row: Cell | undefined }

/**
 * Folds events of one processor into rows in memory, for whoever looks at all of them: no operations, no digest, none
 * of what a task needs to go on. Rows are kept as a store has them, so it takes the bytes of a store without its
 * operations, and some 200 beside each.
 */
export class RowFold {
  readonly #processor: Processor
  readonly #rows: Rows
  readonly #main: RowCodec<{ readonly revision: number, readonly row: unknown }>
  readonly #finder: RowFinder
  readonly #codecs: ReadonlyMap<string, RowCodec<unknown>>
  readonly #aggregates = new Map<string, Aggregate>()
  readonly #others = new Map<string, Cell>()

  constructor(topology: Topology, processor: Processor, codec: Codec) {
    this.#processor = processor
    this.#rows = rowsOf(topology, processor, codec)
    this.#main = this.#rows.aggregate
    this.#finder = new RowFinder(this.#rows.others)
    this.#codecs = new Map(this.#rows.others.map(({ name, codec }) => [name, codec]))
  }

  /** @throws Contradiction when an event of its key is missing, or there twice */
  add(event: Flat): void {
    const key = this.#processor.key.map(field => event[field] as string)
    const aggregateRow = aggregateKey(key)
    const { revision, row } = this.#aggregates.get(aggregateRow) ?? unborn
    if (event['revision'] !== revision + 1) {
      throw new Contradiction(`${messageKey(key)} is at revision ${revision}, and ${event['revision']} comes next`)
    }
    const { main } = this.#rows
    const found = this.#finder.find(event)
    const before: Record<string, unknown> = {}
    if (main !== undefined) before[main] = row && this.#main.decode(row.bytes).row
    for (const { name, rowKey, codec } of found) {
      const cell = this.#others.get(rowKey)
      before[name] = cell && codec.decode(cell.bytes)
    }
    const after = event.type === 'OperationRefused'
      ? before
      : this.#processor.decider.evolve(before, event) as Record<string, unknown>

    const changedAt = event['at'] as number
    const isSame = main === undefined || after[main] === before[main]
    this.#aggregates.set(aggregateRow, {
      revision: revision + 1,
      row: isSame ? row : this.#cellOf(after[main], changedAt, row => this.#main.encode({ revision: 0, row }))
    })
    for (const { name, rowKey, codec } of found) {
      if (after[name] === before[name]) continue
      const cell = this.#cellOf(after[name], changedAt, row => codec.encode(row))
      if (cell === undefined) this.#others.delete(rowKey)
      else this.#others.set(rowKey, cell)
    }
  }

  /** A row of the processor's own key, or undefined. */
  aggregate(...key: readonly string[]): any {
    const cell = this.#aggregates.get(aggregateKey(key))?.row
    return cell && this.#main.decode(cell.bytes).row
  }

  /** A row of another store, or undefined. */
  row(store: string, ...key: readonly string[]): any {
    const cell = this.#others.get(storeKey(store, key))
    return cell && this.#codecs.get(store)!.decode(cell.bytes)
  }

  /** All rows, in the order in which they began. */
  * all(): Iterable<FoldedRow> {
    const { main } = this.#rows
    for (const [name, { row: cell }] of this.#aggregates) {
      if (cell === undefined || main === undefined) continue
      const { key } = storeKeyParts(name)
      yield { store: main, key, row: this.#main.decode(cell.bytes).row, changedAt: cell.changedAt }
    }
    for (const [name, { bytes, changedAt }] of this.#others) {
      const { store, key } = storeKeyParts(name)
      yield { store, key, row: this.#codecs.get(store)!.decode(bytes), changedAt }
    }
  }

  #cellOf(row: unknown, changedAt: number, encode: (row: unknown) => Buffer): Cell | undefined {
    return row === undefined ? undefined : { bytes: encode(row), changedAt }
  }
}

const unborn: Aggregate = { revision: 0, row: undefined }
