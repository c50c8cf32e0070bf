import { wallets } from '../processors/wallets/index.ts'
import type { WalletRows } from '../processors/wallets/rows.ts'
import type { WalletEvent } from '../schemas/generated.ts'
import { topology } from '../topology.ts'

/** What a wallet has: its own row, and rows of what is in it. */
type Store = keyof WalletRows
type Row<Name extends Store> = NonNullable<WalletRows[Name]>

/** Folds the events of one wallet, with the domain's own code. */
export class WalletFold {
  #revision = 0
  readonly #rows = Object.fromEntries(stores.map(({ name }) => [name, new Map()])) as {
    readonly [Name in Store]: Map<string, Row<Name>>
  }

  /** @throws Error when an event is missing */
  add(event: WalletEvent): void {
    const { revision } = event
    if (revision !== this.#revision + 1) throw new Error(`events are missing: ${revision} follows ${this.#revision}`)
    this.#revision = revision
    const keys = keysOf(event)
    const before = Object.fromEntries(keys.map(([name, key]) => [name, this.#rows[name].get(key)]))
    const after = wallets.evolve(before as WalletRows, event)
    for (const [name, key] of keys) {
      const rows = this.#rows[name] as Map<string, unknown>
      if (after[name] === undefined) rows.delete(key)
      else rows.set(key, after[name])
    }
  }

  /** Of its last event, refusals included. 0: there is none. */
  get revision(): number {
    return this.#revision
  }

  /** Undefined when no wallet was ever opened. */
  get wallet(): WalletRows['wallets'] {
    return this.row('wallets')
  }

  /** By its ids in the wallet: `row('reverts', deposit, revert)`. */
  row<Name extends Store>(store: Name, ...ids: readonly string[]): Row<Name> | undefined {
    return this.#rows[store].get(ids.join('/'))
  }

  /** All of a kind, by their ids, in the order in which they began. */
  rows<Name extends Store>(store: Name): ReadonlyMap<string, Row<Name>> {
    return this.#rows[store]
  }
}

/** Kinds of rows, with what their keys have beside the tenant and the wallet. */
const stores: readonly { readonly name: Store, readonly fields: readonly string[] }[] =
  topology.processors.wallets.stores.filter(name => name !== 'rates').map(name =>
    ({ name, fields: topology.stores[name].key.slice(2) }))

/** Which rows an event is about. A key with an empty part is that of none. */
function keysOf(event: WalletEvent): readonly (readonly [Store, string])[] {
  const given = event as unknown as Readonly<Record<string, string | undefined>>
  return stores.filter(({ fields }) => fields.every(field => (given[field] ?? '') !== ''))
    .map(({ name, fields }) => [name, fields.map(field => given[field]).join('/')])
}
