import { emptyDigest } from './digest.ts'

/**
 * Rows of one task, by key, in bytes. The log is the truth and this a cache of it: behind the log it can catch up,
 * ahead of it it would lie. So `apply` is called after the transaction is committed, never before.
 */
export interface Store {
  /** The checkpoint of the last batch applied, or undefined for an empty store. */
  checkpoint(): Checkpoint | undefined
  /** Values in the order of the keys. @throws StoreError CORRUPT */
  getMany(keys: readonly string[]): Promise<readonly (Buffer | undefined)[]>
  /** Rows and checkpoint in one atomic write. `undefined` removes a row. */
  apply(rows: ReadonlyMap<string, Buffer | undefined>, checkpoint: Checkpoint): Promise<void>
  /** Every row, in no order that means anything. */
  scan(): AsyncIterable<readonly (readonly [key: string, value: Buffer])[]>
  /**
   * The keys that begin so, in the order of their UTF-8 bytes.
   * @param from begins so too; those before it are left out
   * @param wanted how many the caller will take: a store need not give more
   * @throws StoreError
   */
  keys(prefix: string, from?: string, wanted?: number): AsyncIterable<readonly string[]>
  /** Closes it so that the next open may trust it without reading every row. */
  close(): Promise<void>
  /** Closes it after an error of its own: the next open reads every row. */
  abandon(): Promise<void>
}

/** Opens the store of a task, checked: one that cannot be trusted is emptied. */
export interface StoreFactory {
  /** @param identity what the store must have been made for; another one is refused. */
  open(identity: StoreIdentity): Promise<Store>
}

export interface StoreIdentity {
  /** The cluster's id. */
  readonly cluster: string
  /** The processor's name under its deployment's prefix: deployments on one cluster may share a folder. */
  readonly processor: string
  readonly partition: number
  readonly partitions: number
  /** Of the rows and of the checkpoint: it grows with each change. One of a newer service is refused. */
  readonly version: number
  /** Of the row schemas: rows of another format are rebuilt, not migrated. */
  readonly format: string
}

/** @throws StoreError FOREIGN when a store was made for another cluster or another task, NEWER by a newer service */
export function checkIdentity(place: string, found: StoreIdentity, wanted: StoreIdentity): void {
  for (const field of ['cluster', 'processor', 'partition', 'partitions'] as const) {
    if (found[field] === wanted[field]) continue
    throw new StoreError('FOREIGN', `${place} was made for ${field} ${found[field]}, not ${wanted[field]}: ` +
      'give this service another folder, or delete it')
  }
  if (found.version > wanted.version) {
    throw new StoreError('NEWER', `${place} has rows of version ${found.version}, and this service reads version ` +
      `${wanted.version}: run the newer one, or delete the folder, and it is rebuilt`)
  }
}

/** Why a store of this task cannot be gone on with and is to be rebuilt; undefined when it can. */
export function whyOutdated(found: StoreIdentity, wanted: StoreIdentity): string | undefined {
  // Stores from before there were versions have none.
  const version: number | undefined = found.version
  if (version !== wanted.version) return `rows are of version ${version ?? 1}, and version ${wanted.version} is written`
  return found.format === wanted.format ? undefined : 'rows have another format'
}

/** Where the rows stand in the log. Written in the same batch as they are. */
export interface Checkpoint {
  /** Offset in the changelog of the next event to fold. */
  readonly changelogNext: number
  /** Next offset of each input topic. */
  readonly inputs: Readonly<Record<string, number>>
  /** Number of rows, and the sum of their hashes: see `digest.ts`. */
  readonly digest: Digest
  /** The hash of the last event folded, in hex; empty as long as none has one. */
  readonly chain: string
}

/** Where an empty store stands. */
export const emptyCheckpoint: Checkpoint = { changelogNext: 0, inputs: {}, digest: emptyDigest, chain: '' }

export interface Digest { readonly rows: number, readonly sum: string }

export class StoreError extends Error {
  readonly code: 'CORRUPT' | 'LOCKED' | 'FOREIGN' | 'NEWER' | 'FAILED' | 'CLOSED'
  constructor(code: StoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}
