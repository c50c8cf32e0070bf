import { cpSync } from 'node:fs'
import { join } from 'node:path'

import { LevelStores } from '../../state/level-store.ts'
import type { Checkpoint, Store } from '../../state/store.ts'
import { identity, rowsOf, write } from '../support/store-contract.ts'
import { RandomBytes } from '../support/random-bytes.ts'

/** What a store held after each batch. */
export interface Moment { readonly checkpoint: Checkpoint | undefined, readonly rows: RowTexts }

type RowTexts = Readonly<Record<string, string>>

/** A store's folder, and all that it ever was. */
export interface History {
  /** The root that `LevelStores` opens. */
  readonly root: string
  readonly moments: readonly Moment[]
}

export const taskFolder = `${identity.processor}-${identity.partition}`

/** Opened and closed so often that rows lie in several tables and in the log, the log in several blocks. */
const BATCHES_OF_OPENINGS = [15, 15, 15, 75]

/** Every key that was ever written. */
const keys = Array.from({ length: 120 }, (_, index) => `row\0acme\0wallet-${index}`)

/**
 * Writes a store in batches of random rows. `stop` says how it ends: closed in order, or as a killed process leaves
 * it: a copy of the folder while it is open.
 */
export async function writeHistory(root: string, stop: 'closed' | 'killed', seed: number): Promise<History> {
  const random = new RandomBytes(seed)
  const stores = new LevelStores(root)
  const moments: Moment[] = [{ checkpoint: undefined, rows: {} }]
  for (const [opening, batches] of BATCHES_OF_OPENINGS.entries()) {
    const store = await stores.open(identity)
    for (let batch = 0; batch < batches; batch++) {
      const changes = nextBatch(random)
      moments.push({ checkpoint: await write(store, changes), rows: changed(moments.at(-1)!.rows, changes) })
    }
    const killed = stop === 'killed' && opening === BATCHES_OF_OPENINGS.length - 1
    if (killed) cpSync(join(root, taskFolder), join(root, 'killed', taskFolder), { recursive: true })
    await store.close()
  }
  return { root: stop === 'killed' ? join(root, 'killed') : root, moments }
}

/** Some rows written, some removed. */
export function nextBatch(random: RandomBytes): Record<string, string | undefined> {
  const changes: Record<string, string | undefined> = {}
  for (let index = 0; index < 8; index++) {
    changes[random.pick(keys)] = random.below(6) === 0 ? undefined : random.bytes(1 + random.below(150)).toString('hex')
  }
  return changes
}

export function changed(rows: RowTexts, changes: Readonly<Record<string, string | undefined>>): RowTexts {
  const after = { ...rows, ...changes }
  return Object.fromEntries(Object.entries(after).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** The moment at which a store is, or undefined when it never was as it is. */
export async function momentOf(store: Store, moments: readonly Moment[]): Promise<number | undefined> {
  const found = JSON.stringify(store.checkpoint())
  const number = moments.findIndex(({ checkpoint }) => JSON.stringify(checkpoint) === found)
  return number >= 0 && await holds(store, moments[number]!.rows) ? number : undefined
}

/** Whether it has exactly these rows, by scan and by key: the index and its filters are another way in. */
export async function holds(store: Store, rows: RowTexts): Promise<boolean> {
  const asked = [...keys, ...keys.map(key => `${key}-never`)]
  const values = await store.getMany(asked)
  return sameRows(await rowsOf(store), rows) && asked.every((key, index) => values[index]?.toString() === rows[key])
}

function sameRows(left: RowTexts, right: RowTexts): boolean {
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every(key => left[key] === right[key])
}
