import type { Processor, Topology } from '../../runtime/topology.ts'
import type { Flat } from '../../schemas/record.ts'
import { topology } from '../../topology.ts'

type ProcessorName = keyof typeof topology.processors

/** The rows of one key by its events, folded by nothing but the decider's `evolve`: no engine, no bytes, no store. */
export class PlainFold {
  readonly #processor: ProcessorName
  readonly #rows = new Map<string, { readonly store: string, readonly key: readonly string[], row: unknown }>()

  constructor(processor: ProcessorName) {
    this.#processor = processor
  }

  add(event: Flat): void {
    if (event.type === 'OperationRefused') return
    const { key, stores, decider }: Processor = topology.processors[this.#processor]
    const named = stores.map(store => ({ store, fields: (topology as Topology).stores[store]!.key }))
      .filter(({ fields }) => key.every(field => fields.includes(field)))
      .filter(({ fields }) => fields.every(field => field in event && event[field] !== ''))
      .map(({ store, fields }) => ({ store, key: fields.map(field => event[field] as string) }))
    const before = Object.fromEntries(named.map(each => [each.store, this.#rows.get(nameOf(each))?.row]))
    const after = decider.evolve(before, event) as Record<string, unknown>
    for (const each of named) this.#rows.set(nameOf(each), { ...each, row: after[each.store] })
  }

  /** Every row that there ever was; undefined where it is gone. */
  get rows(): readonly { readonly store: string, readonly key: readonly string[], readonly row: unknown }[] {
    return [...this.#rows.values()]
  }
}

function nameOf({ store, key }: { readonly store: string, readonly key: readonly string[] }): string {
  return [store, ...key].join('\0')
}
