import { RunningDigest } from './digest.ts'
import type { Digest, Store } from './store.ts'

/** In what two stores differ. */
export interface Differences {
  /** How many rows one of them lacks, or has otherwise. */
  readonly count: number
  /** The first of their keys. */
  readonly keys: readonly string[]
}

const KEYS_SHOWN = 10

/** The digest of the rows that a store has, each of them read: it need not be the one that it says it has. */
export async function digestOf(store: Store): Promise<Digest> {
  const digest = new RunningDigest()
  for await (const rows of store.scan()) for (const [key, value] of rows) digest.add(key, value)
  return digest.value()
}

/** Every row of two stores, compared. */
export async function differencesOf(left: Store, right: Store): Promise<Differences> {
  const keys: string[] = []
  let count = 0
  const found = (key: string): void => {
    count++
    if (keys.length < KEYS_SHOWN) keys.push(key)
  }
  for await (const rows of left.scan()) {
    const others = await right.getMany(rows.map(([key]) => key))
    for (const [index, [key, value]] of rows.entries()) if (others[index]?.equals(value) !== true) found(key)
  }
  for await (const rows of right.scan()) {
    const others = await left.getMany(rows.map(([key]) => key))
    for (const [index, [key]] of rows.entries()) if (others[index] === undefined) found(key)
  }
  return { count, keys }
}
