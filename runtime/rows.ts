import { encodeBare, type Codec } from '../schemas/codec.ts'
import type { Flat, RecordShape } from '../schemas/record.ts'
import { rowKey, rowKeyParts } from '../state/key.ts'
import type { Overlay, RowCodec } from '../state/overlay.ts'
import { decisionText } from './fingerprint.ts'
import type { Processor, Store, Topology } from './topology.ts'

/** What the engine keeps beside the domain's rows: the aggregate's revision, and each operation's fingerprint. */
const AGGREGATE = 'aggregate'
const OPERATION = 'operation'
/** Before the name of a store of the domain. */
const ROW = 'row/'

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
  /** The row's field with the time when it is due. */
  readonly due: string | undefined
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
    others: others.map(({ name, store }) =>
      ({ name, key: store.key, codec: rowCodec(codec.shape(store.row)), due: store.due })),
    format: JSON.stringify([
      STORE_VERSION,
      ...stores.map(({ name, store: { key, row, due } }) =>
        [name, key, codec.shape(row).type.schema(), ...due === undefined ? [] : [due]])
    ])
  }
}

/**
 * Of rows and checkpoints. Raise it when any of them changes, and freeze the new ones: docs/storage.md says how. Stores
 * of earlier versions are rebuilt, those of later versions are refused.
 */
export const STORE_VERSION = 2

export function aggregateKey(key: readonly string[]): string {
  return rowKey(AGGREGATE, key)
}

export function operationKey(key: readonly string[], ...operation: readonly string[]): string {
  return rowKey(OPERATION, [...key, ...operation])
}

export function storeKey(store: string, key: readonly string[]): string {
  return rowKey(`${ROW}${store}`, key)
}

/** The store and the values of its key fields that `storeKey` made a row's key of. */
export function storeKeyParts(key: string): { readonly store: string, readonly key: readonly string[] } {
  const { store, parts } = rowKeyParts(key)
  return { store: store.slice(ROW.length), key: parts }
}

/** Before the marks of rows that are due at some time: in the order of these times. */
export const DUE = 'due\0'
const DUE_DIGITS = String(Number.MAX_SAFE_INTEGER).length

/** The mark beside a row that is due: so that a restart finds it without reading every row. */
export function dueMark(due: number, storeRow: string): string {
  return `${DUE}${String(due).padStart(DUE_DIGITS, '0')}\0${storeRow}`
}

export function dueMarkParts(mark: string): { readonly due: number, readonly storeRow: string } {
  const digitsEnd = DUE.length + DUE_DIGITS
  return { due: Number(mark.slice(DUE.length, digitsEnd)), storeRow: mark.slice(digitsEnd + 1) }
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

/** Keeps a row's mark where the row says. Of a row that changes and stays due, it is written over itself. */
export function markDue(rowKey: string, field: string, before: unknown, after: unknown, overlay: Overlay): void {
  const was = dueOf(before, field)
  const is = dueOf(after, field)
  if (was > 0 && was !== is) overlay.mark(dueMark(was, rowKey), true, false)
  if (is > 0) overlay.mark(dueMark(is, rowKey), was === is, true)
}

function dueOf(row: unknown, field: string): number {
  return row === undefined ? 0 : (row as Record<string, number>)[field]!
}

/** Where the answer to an operation is kept: under its id, or for a re-used id under id and parameters. */
export function answerRow(key: readonly string[], event: Flat): string {
  const operationId = event['operationId'] as string
  const isReuse = event.type === 'OperationRefused' && event['reason'] === 'operation_id_reused'
  return isReuse
    ? operationKey(key, operationId, decisionText(event['fingerprint'] as Buffer))
    : operationKey(key, operationId)
}
