import { topology } from '../topology.ts'
import { CommandFailure } from './exit-codes.ts'
import { didYouMean } from './nearest.ts'
import type { TableName } from './tables.ts'

/** What can be looked at as it was: a row of a processor, or one of a table. */
export interface Kind {
  readonly name: string
  /** What stands in its name, `wallet` for one, the tenant first. */
  readonly ids: readonly string[]
  readonly of: { readonly processor: string, readonly store: string } | { readonly table: TableName }
}

/** One thing of a kind. */
export interface Thing { readonly kind: Kind, readonly key: readonly string[] }

const ofProcessors: Readonly<Record<string, readonly [processor: string, store: keyof typeof topology.stores]>> = {
  wallet: ['wallets', 'wallets'],
  withdrawal: ['wallets', 'withdrawals'],
  payout: ['withdrawals', 'payouts'],
  deposit: ['wallets', 'deposits'],
  revert: ['wallets', 'reverts'],
  transfer: ['wallets', 'transfers'],
  credit: ['wallets', 'credits'],
  batch: ['wallets', 'batches'],
  hold: ['wallets', 'holds'],
  quote: ['wallets', 'quotes'],
  party: ['parties', 'parties'],
  identity: ['parties', 'identities'],
  challenge: ['parties', 'challenges'],
  destination: ['parties', 'destinations'],
  turnover: ['terminals', 'turnovers'],
  reservation: ['terminals', 'reservations'],
  account: ['accounts', 'accounts'],
  announcement: ['tenants', 'announced']
}

const ofTables: Readonly<Record<string, TableName>> = {
  tenant: 'tenants', provider: 'providers', verifier: 'verifiers', source: 'sources'
}

/** Ids as people call them. */
const called: Readonly<Record<string, string>> = { holdId: 'hold', destinationId: 'destination' }

export const kinds: ReadonlyMap<string, Kind> = new Map([
  ...Object.entries(ofProcessors).map(([name, [processor, store]]) =>
    kindOf(name, topology.stores[store].key, { processor, store })),
  ...Object.entries(ofTables).map(([name, table]) => kindOf(name, topology.tables[table].topic.key, { table }))
].map(kind => [kind.name, kind]))

function kindOf(name: string, key: readonly string[], of: Kind['of']): Kind {
  return { name, ids: key.map(field => called[field] ?? field), of }
}

/**
 * The thing that a name stands for: `demo/alice/w-1`. The last id may have slashes.
 * @throws CommandFailure when there is no such kind, or the name is of another form
 */
export function thingOf(kindName: string, name: string): Thing {
  const kind = kinds.get(kindName)
  if (kind === undefined) {
    const names = [...kinds.keys()]
    const hint = `${didYouMean(kindName, names)}\nthere are ${names.join(', ')}`
    throw new CommandFailure(2, `there is no kind ${kindName}${hint}`)
  }
  const count = kind.ids.length
  const ids = name.split('/')
  const key = [...ids.slice(0, count - 1), ids.slice(count - 1).join('/')]
  // A terminal may have no name of its own.
  if (ids.length >= count && key.every((id, index) => id !== '' || kind.ids[index] === 'terminal')) return { kind, key }
  throw new CommandFailure(2, `${kind.ids.join('/')} is expected, and not ${name}`)
}

/** `demo/alice/w-1` */
export function nameOf({ key }: Thing): string {
  return key.join('/')
}
