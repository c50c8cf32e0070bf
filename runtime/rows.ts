import { encodeBare, type Codec } from '../schemas/codec.ts'
import type { RecordShape } from '../schemas/record.ts'
import { rowKey } from '../state/key.ts'
import type { RowCodec } from '../state/overlay.ts'
import type { Processor, Store, Topology } from './topology.ts'

/** What the engine keeps beside the domain's rows: the aggregate's revision, and each operation's fingerprint. */
const AGGREGATE = 'aggregate'
const OPERATION = 'operation'

/** The revision of a key, and the domain's row for it where a store has the processor's own key. */
export interface Aggregate { readonly revision: number, readonly row: unknown }

/** An operation that was answered: by the event with this revision. */
export interface Operation { readonly revision: number, readonly fingerprint: Buffer }

const REVISION_BYTES = 6

/** How one processor's rows are named and written. */
export interface Rows {
  readonly aggregate: RowCodec<Aggregate>
  readonly operation: RowCodec<Operation>
  /** The store that shares the aggregate's row, if any. */
  readonly main: string | undefined
  readonly others: readonly OtherStore[]
  /** Of every row schema: stores with another format are rebuilt. */
  readonly format: string
}

export interface OtherStore {
  readonly name: string
  readonly key: readonly string[]
  readonly codec: RowCodec<unknown>
}

export function rowsOf(topology: Topology, processor: Processor, codec: Codec): Rows {
  const stores = processor.stores.map(name => ({ name, store: topology.stores[name]! }))
  const main = stores.find(({ store }) => sameKey(store, processor))
  const others = stores.filter(entry => entry !== main)
  const mainShape = main && codec.shape(main.store.row)
  return {
    aggregate: aggregateCodec(mainShape),
    operation: operationCodec,
    main: main?.name,
    others: others.map(({ name, store }) => ({ name, key: store.key, codec: rowCodec(codec.shape(store.row)) })),
    format: JSON.stringify([
      FORMAT, ...stores.map(({ name, store }) => [name, store.key, codec.shape(store.row).type.schema()])
    ])
  }
}

/** Raise it when the layout of the engine's own rows changes. */
const FORMAT = 1

export function aggregateKey(key: readonly string[]): string {
  return rowKey(AGGREGATE, key)
}

export function operationKey(key: readonly string[], ...operation: readonly string[]): string {
  return rowKey(OPERATION, [...key, ...operation])
}

export function storeKey(store: string, key: readonly string[]): string {
  return rowKey(`row/${store}`, key)
}

function sameKey(store: Store, processor: Processor): boolean {
  return store.key.join() === processor.key.join()
}

function rowCodec(shape: RecordShape): RowCodec<unknown> {
  return { encode: row => encodeBare(shape.type, row), decode: bytes => shape.flatten(shape.type.fromBuffer(bytes)) }
}

function aggregateCodec(shape: RecordShape | undefined): RowCodec<Aggregate> {
  return {
    encode: ({ revision, row }) => {
      const bytes = row === undefined || shape === undefined ? nothing : encodeBare(shape.type, row)
      const value = Buffer.allocUnsafe(REVISION_BYTES + bytes.length)
      value.writeUIntLE(revision, 0, REVISION_BYTES)
      bytes.copy(value, REVISION_BYTES)
      return value
    },
    decode: bytes => ({
      revision: bytes.readUIntLE(0, REVISION_BYTES),
      row: bytes.length > REVISION_BYTES && shape !== undefined
        ? shape.flatten(shape.type.fromBuffer(bytes.subarray(REVISION_BYTES)))
        : undefined
    })
  }
}

const nothing = Buffer.alloc(0)

const operationCodec: RowCodec<Operation> = {
  encode: ({ revision, fingerprint }) => {
    const value = Buffer.allocUnsafe(REVISION_BYTES + fingerprint.length)
    value.writeUIntLE(revision, 0, REVISION_BYTES)
    value.set(fingerprint, REVISION_BYTES)
    return value
  },
  decode: bytes => ({ revision: bytes.readUIntLE(0, REVISION_BYTES), fingerprint: bytes.subarray(REVISION_BYTES) })
}
