import { StoreError, type Store } from './store.ts'

/** Before the key of a row, and behind it the revision: what the row was from then on. */
const VERSION = 'version\0'
/** Six bytes, as revisions have in rows. */
const REVISION_MAX = 2 ** 48 - 1
const REVISION_DIGITS = 12

/** A row as it was from a revision of its key on; without bytes when it was removed. */
export interface Version { readonly revision: number, readonly value: Buffer }

/** The later a revision the earlier its key, so that the first one from any on is the last that is not after it. */
export function versionKey(rowKey: string, revision: number): string {
  return `${versionsOf(rowKey)}${(REVISION_MAX - revision).toString(16).padStart(REVISION_DIGITS, '0')}`
}

/** Before the keys of all versions of a row. */
function versionsOf(rowKey: string): string {
  return `${VERSION}${rowKey}\0`
}

function revisionIn(key: string): number {
  return REVISION_MAX - Number.parseInt(key.slice(-REVISION_DIGITS), 16)
}

/** The version that a row had at a revision: one seek and one read, however many there are. @throws StoreError */
export async function versionAt(store: Store, rowKey: string, revision: number): Promise<Version | undefined> {
  for await (const [key] of store.keys(versionsOf(rowKey), versionKey(rowKey, revision), 1)) {
    if (key !== undefined) return { revision: revisionIn(key), value: await valueOf(store, key) }
  }
  return undefined
}

/** The versions of a row from the last that is not after `revision` on, the later ones first. @throws StoreError */
export async function* versionsFrom(store: Store, rowKey: string, revision: number): AsyncGenerator<Version> {
  for await (const keys of store.keys(versionsOf(rowKey), versionKey(rowKey, revision))) {
    const values = await store.getMany(keys)
    for (const [index, key] of keys.entries()) {
      if (values[index] === undefined) throw damaged(key)
      yield { revision: revisionIn(key), value: values[index] }
    }
  }
}

async function valueOf(store: Store, key: string): Promise<Buffer> {
  const [value] = await store.getMany([key])
  if (value === undefined) throw damaged(key)
  return value
}

function damaged(key: string): StoreError {
  return new StoreError('CORRUPT', `${JSON.stringify(key)} is listed and cannot be read`)
}
