import { createHash } from 'node:crypto'
import { join } from 'node:path'

import {
  aggregateKey, dueMark, operationKey, rowsOf, storeKey, STORE_VERSION, type Rows
} from '../../runtime/rows.ts'
import type { Processor } from '../../runtime/topology.ts'
import { projectRoot } from '../../scripts/cluster/root.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import { toCheckedJson } from '../../state/checked-json.ts'
import { emptyCheckpoint } from '../../state/store.ts'
import { topology } from '../../topology.ts'
import { usualAt } from '../support/given.ts'
import { keyOf, rowExamples } from './row-examples.ts'

/** Rows in bytes, as a version of the service keeps them. */
export interface FrozenRows {
  readonly version: number
  /** Of every processor, a hash of all schemas of its rows. */
  readonly formats: Readonly<Record<string, string>>
  readonly rows: readonly FrozenRow[]
  readonly checkpoint: string
}

export interface FrozenRow {
  /** The store, and which of its rows: `deposits completed`. */
  readonly row: string
  readonly key: string
  readonly hex: string
}

/** Where the rows of a version are frozen. */
export function frozenRowsFile(version: number): string {
  return join(projectRoot(), 'test', 'schemas', 'frozen-rows', `${version}.json`)
}

/** What an operation is remembered by: as many parameters as most commands have. */
const fingerprint = Buffer.from('0102030405060708a1a2a3a4b1b2b3b4c1c2c3c4', 'hex')

/** The rows of this version. */
export function rowsNow(): FrozenRows {
  const codec = new Codec(schemas)
  const processors = Object.entries<Processor>(topology.processors)
    .map(([name, processor]) => ({ name, processor, rows: rowsOf(topology, processor, codec) }))
  const { processor: wallets, rows } = processors[0]!
  const operation = operationKey(keyOf(wallets.key), 'op-1')
  return {
    version: STORE_VERSION,
    formats: Object.fromEntries(processors.map(({ name, rows: { format } }) =>
      [name, createHash('sha256').update(format).digest('hex').slice(0, 16)])),
    rows: [
      { row: 'operation', key: operation, hex: hexOf(rows.operation.encode({ revision: 4, fingerprint })) },
      { row: 'mark of a row that is due', key: dueMark(usualAt, operation), hex: '' },
      ...processors.flatMap(({ processor, rows: own }) => storesOf(processor, own))
    ],
    checkpoint: toCheckedJson({
      ...emptyCheckpoint, changelogNext: 7, inputs: { 'wallet-commands': 9 }, chain: '00'.repeat(16)
    })
  }
}

function storesOf(processor: Processor, { main, others, aggregate }: Rows): FrozenRow[] {
  const own = main === undefined ? [] : examplesOf(main).map(([name, row]) =>
    ({ row: name, key: aggregateKey(keyOf(processor.key)), hex: hexOf(aggregate.encode({ revision: 4, row })) }))
  return [...own, ...others.flatMap(store => examplesOf(store.name).map(([name, row]) =>
    ({ row: name, key: storeKey(store.name, keyOf(store.key)), hex: hexOf(store.codec.encode(row)) })))]
}

function examplesOf(store: string): (readonly [string, object])[] {
  return Object.entries(rowExamples[store as keyof typeof rowExamples]).map(([name, row]) => [`${store} ${name}`, row])
}

function hexOf(bytes: Buffer): string {
  return bytes.toString('hex')
}
