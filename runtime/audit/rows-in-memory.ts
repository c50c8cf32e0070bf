import type { Flat } from '../../schemas/record.ts'
import { RowFinder } from '../row-finder.ts'
import { rowsOf, type Rows } from '../rows.ts'
import type { Codec } from '../../schemas/codec.ts'
import type { Processor, Topology } from '../topology.ts'

/** What is known of one key: as many of its events as were read. */
export interface KeyState {
  revision: number
  /** Its row in the store with the processor's own key. */
  row: unknown
  /** Whether its events belong to another partition. */
  readonly isAstray: boolean
  /** Whether events of it are missing, or were wrong: what follows from its rows is no finding of its own. */
  isDamaged: boolean
}

/** The rows that an event was decided on and those that it left; the same where it changed none. */
export interface Folded { readonly before: Record<string, unknown>, readonly after: Record<string, unknown> }

/** One partition's rows as plain objects: nothing of them is encoded, and there is no store to be fetched from. */
export class RowsInMemory {
  readonly #evolve: (rows: Record<string, unknown>, event: Flat) => Record<string, unknown>
  readonly #rows: Rows
  readonly #finder: RowFinder
  readonly #others = new Map<string, unknown>()

  constructor(topology: Topology, processor: Processor, codec: Codec) {
    this.#evolve = (rows, event) => processor.decider.evolve(rows, event) as Record<string, unknown>
    this.#rows = rowsOf(topology, processor, codec)
    this.#finder = new RowFinder(this.#rows.others)
  }

  /** @throws what `evolve` throws; then no row has changed */
  fold(event: Flat, state: KeyState): Folded {
    const { main } = this.#rows
    const stores = this.#finder.find(event)
    const before: Record<string, unknown> = {}
    if (main !== undefined) before[main] = state.row
    for (const { name, rowKey } of stores) before[name] = this.#others.get(rowKey)
    if (event.type === 'OperationRefused') return { before, after: before }
    const after = this.#evolve(before, event)
    if (main !== undefined) state.row = after[main]
    for (const { name, rowKey } of stores) {
      const row = after[name]
      if (row === before[name]) continue
      if (row === undefined) this.#others.delete(rowKey)
      else this.#others.set(rowKey, row)
    }
    return { before, after }
  }
}
