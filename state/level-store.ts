import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { ClassicLevel } from 'classic-level'

import { fromCheckedJson, toCheckedJson } from './checked-json.ts'
import { RunningDigest, sameDigest } from './digest.ts'
import { tablesIntact } from './level-tables.ts'
import { breakSeal, seal } from './seal.ts'
import {
  checkIdentity, StoreError, whyOutdated, type Checkpoint, type Store, type StoreFactory, type StoreIdentity
} from './store.ts'

type Rows = ClassicLevel<string, Buffer>

/** Sorts before every row: rows begin with the name of their store. */
const CHECKPOINT = '\0checkpoint'
const FIRST_ROW = `${CHECKPOINT}\0`
const SCAN_ROWS = 1_000
const SCAN_BYTES = 1 << 20
/** An unsynced tail costs no money, only a longer restore after a power cut: this bounds it. */
const SYNC_INTERVAL_MS = 5_000

/** One LevelDB per task, in a folder of its own. Opening checks it; what cannot be trusted is emptied. */
export class LevelStores implements StoreFactory {
  readonly #root: string
  readonly #onRebuild: (folder: string, why: string) => void

  /** @param onRebuild is told when a store is emptied, to be restored from the changelog. */
  constructor(root: string, onRebuild: (folder: string, why: string) => void = () => {}) {
    this.#root = root
    this.#onRebuild = onRebuild
  }

  /** @throws StoreError FOREIGN or NEWER for a store that is not ours to empty, LOCKED when another process has it. */
  async open(identity: StoreIdentity): Promise<Store> {
    const folder = folderOf(this.#root, identity)
    try {
      await mkdir(join(folder, 'rows'), { recursive: true, mode: 0o700 })
      const stale = await whyStale(folder, identity)
      const store = stale === undefined ? await tryOpen(folder) : stale
      if (store instanceof LevelStore) return store

      if (store !== NEW) this.#onRebuild(folder, store)
      await rm(folder, { recursive: true })
      await mkdir(join(folder, 'rows'), { recursive: true, mode: 0o700 })
      await writeFile(join(folder, 'identity.json'), toCheckedJson(identity))
      return await LevelStore.open(folder)
    } catch (error) {
      throw storeError(error)
    }
  }
}

/** What a folder has for a task. `why` a store cannot be trusted; neither, when there is none. */
export interface GivenStore { readonly store?: Store, readonly why?: string }

/**
 * Opens a store that somebody else made, and never empties it. A process that runs on it has it locked.
 *
 * @throws StoreError FOREIGN for a store of another cluster or task, LOCKED when another process has it.
 */
export async function openGiven(root: string, identity: StoreIdentity): Promise<GivenStore> {
  const folder = folderOf(root, identity)
  try {
    if (!existsSync(join(folder, 'rows'))) return {}
    const stale = await whyStale(folder, identity)
    if (stale === NEW) return {}
    const store = stale ?? await tryOpen(folder)
    return typeof store === 'string' ? { why: store } : { store }
  } catch (error) {
    throw storeError(error)
  }
}

function folderOf(root: string, { processor, partition }: StoreIdentity): string {
  return join(root, `${processor}-${partition}`)
}

/** An empty folder is no reason for a word. */
const NEW = 'new'

/** @returns why the store has to be rebuilt, or undefined when it is the right one. */
async function whyStale(folder: string, identity: StoreIdentity): Promise<string | undefined> {
  const text = await readFile(join(folder, 'identity.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return (await readdir(join(folder, 'rows'))).length === 0 ? NEW : 'no identity'
  let found: StoreIdentity
  try {
    found = fromCheckedJson(text)
  } catch {
    return 'identity is not readable'
  }
  checkIdentity(folder, found, identity)
  return whyOutdated(found, identity)
}

/** @returns the store, or why it has to be rebuilt. */
async function tryOpen(folder: string): Promise<LevelStore | string> {
  const sealed = await breakSeal(folder)
  if (sealed === 'damaged') return 'files differ from their seal'
  if (sealed === 'absent' && !await tablesIntact(join(folder, 'rows'))) return 'tables differ from their checksums'
  let store: LevelStore
  try {
    store = await LevelStore.open(folder)
  } catch (error) {
    if (error instanceof StoreError && error.code === 'LOCKED') throw error
    return `cannot be opened: ${(error as Error).message}`
  }
  if (sealed === 'intact' || await verify(store)) return store
  await store.abandon()
  return 'rows differ from their digest'
}

/** After a stop out of order, every row is read and compared with the digest, by scan and by key: both ways in. */
async function verify(store: LevelStore): Promise<boolean> {
  const digest = new RunningDigest()
  try {
    for await (const rows of store.scan()) {
      const values = await store.getMany(rows.map(([key]) => key))
      for (const [index, [key, value]] of rows.entries()) {
        if (values[index]?.equals(value) !== true) return false
        digest.add(key, value)
      }
    }
  } catch {
    return false
  }
  const checkpoint = store.checkpoint()
  return checkpoint === undefined ? digest.rows === 0 : sameDigest(checkpoint.digest, digest.value())
}

class LevelStore implements Store {
  readonly #folder: string
  readonly #rows: Rows
  #checkpoint: Checkpoint | undefined
  #syncedAt = Date.now()

  static async open(folder: string): Promise<LevelStore> {
    const rows: Rows = new ClassicLevel(join(folder, 'rows'), {
      keyEncoding: 'utf8', valueEncoding: 'buffer', cacheSize: 8 << 20, writeBufferSize: 4 << 20
    })
    try {
      await rows.open()
      const checkpoint = await rows.get(CHECKPOINT)
      return new LevelStore(folder, rows, checkpoint && fromCheckedJson(checkpoint.toString()))
    } catch (error) {
      await rows.close()
      throw storeError(error)
    }
  }

  constructor(folder: string, rows: Rows, checkpoint: Checkpoint | undefined) {
    this.#folder = folder
    this.#rows = rows
    this.#checkpoint = checkpoint
  }

  checkpoint(): Checkpoint | undefined {
    return this.#checkpoint
  }

  async getMany(keys: readonly string[]): Promise<readonly (Buffer | undefined)[]> {
    try {
      return await this.#rows.getMany(keys as string[])
    } catch (error) {
      throw storeError(error)
    }
  }

  async apply(rows: ReadonlyMap<string, Buffer | undefined>, checkpoint: Checkpoint): Promise<void> {
    const sync = Date.now() - this.#syncedAt > SYNC_INTERVAL_MS
    try {
      // Chained: an array of operations costs the main thread ten times as much.
      const batch = this.#rows.batch()
      for (const [key, value] of rows) {
        if (value === undefined) batch.del(key)
        else batch.put(key, value)
      }
      batch.put(CHECKPOINT, Buffer.from(toCheckedJson(checkpoint)))
      await batch.write({ sync })
    } catch (error) {
      throw storeError(error)
    }
    if (sync) this.#syncedAt = Date.now()
    this.#checkpoint = checkpoint
  }

  async *scan(): AsyncIterable<readonly (readonly [string, Buffer])[]> {
    const iterator = this.#rows.iterator({ gt: CHECKPOINT, highWaterMarkBytes: SCAN_BYTES })
    try {
      for (;;) {
        const rows = await iterator.nextv(SCAN_ROWS)
        if (rows.length === 0) return
        yield rows
      }
    } finally {
      await iterator.close()
    }
  }

  async *keys(prefix: string, from = prefix, wanted = Infinity): AsyncIterable<readonly string[]> {
    try {
      const limit = wanted === Infinity ? -1 : wanted
      const iterator = this.#rows.keys({
        gte: from > FIRST_ROW ? from : FIRST_ROW, limit, highWaterMarkBytes: SCAN_BYTES
      })
      try {
        for (;;) {
          const keys = await iterator.nextv(Math.min(SCAN_ROWS, wanted))
          const found = keys.filter(key => key.startsWith(prefix))
          if (found.length > 0) yield found
          if (found.length < keys.length || keys.length === 0) return
        }
      } finally {
        await iterator.close()
      }
    } catch (error) {
      throw storeError(error)
    }
  }

  async close(): Promise<void> {
    await this.#rows.close()
    // On a full disk there is no seal, and the next open reads every row: no reason to fail.
    await seal(this.#folder).catch(() => {})
  }

  async abandon(): Promise<void> {
    await this.#rows.close()
  }
}

function storeError(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const { code, cause, message } = error as LevelError
  const codes = [code, cause?.code]
  const text = cause?.message ?? message
  const options = { cause: error }
  if (codes.includes('LEVEL_LOCKED')) return new StoreError('LOCKED', `another process has the store: ${text}`, options)
  if (codes.includes('LEVEL_CORRUPTION')) return new StoreError('CORRUPT', text, options)
  if (codes.includes('LEVEL_DATABASE_NOT_OPEN')) return new StoreError('CLOSED', text, options)
  return new StoreError('FAILED', text, options)
}

interface LevelError {
  readonly code?: string
  readonly message: string
  readonly cause?: { readonly code?: string, readonly message?: string }
}
