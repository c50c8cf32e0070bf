import {
  checkIdentity, StoreError, whyOutdated, type Checkpoint, type Store, type StoreFactory, type StoreIdentity
} from './store.ts'

/** The store's contract on a Map; for tests and for the simulation. Disks outlive the stores opened on them. */
export class MemoryStores implements StoreFactory {
  readonly disks = new Map<string, MemoryDisk>()

  async open(identity: StoreIdentity): Promise<MemoryStore> {
    const name = `${identity.processor}-${identity.partition}`
    const found = this.disks.get(name)
    if (found !== undefined) checkIdentity(name, found.identity, identity)
    if (found?.inUse === true) throw new StoreError('LOCKED', `${name} is open already`)
    const isRight = found !== undefined && whyOutdated(found.identity, identity) === undefined
    const disk = isRight ? found : emptyDisk(identity)
    this.disks.set(name, disk)
    disk.inUse = true
    return new MemoryStore(disk)
  }
}

export interface MemoryDisk {
  readonly identity: StoreIdentity
  readonly rows: Map<string, Buffer>
  checkpoint: Checkpoint | undefined
  inUse: boolean
}

function emptyDisk(identity: StoreIdentity): MemoryDisk {
  return { identity, rows: new Map(), checkpoint: undefined, inUse: false }
}

export class MemoryStore implements Store {
  readonly #disk: MemoryDisk
  #closed = false

  constructor(disk: MemoryDisk) {
    this.#disk = disk
  }

  checkpoint(): Checkpoint | undefined {
    return this.#disk.checkpoint
  }

  async getMany(keys: readonly string[]): Promise<readonly (Buffer | undefined)[]> {
    this.#check()
    return keys.map(key => this.#disk.rows.get(key))
  }

  async apply(rows: ReadonlyMap<string, Buffer | undefined>, checkpoint: Checkpoint): Promise<void> {
    this.#check()
    for (const [key, value] of rows) {
      if (value === undefined) this.#disk.rows.delete(key)
      else this.#disk.rows.set(key, value)
    }
    this.#disk.checkpoint = checkpoint
  }

  async *scan(): AsyncIterable<readonly (readonly [string, Buffer])[]> {
    yield [...this.#disk.rows]
  }

  async *keys(prefix: string, from?: string): AsyncIterable<readonly string[]> {
    this.#check()
    yield sortedKeys(this.#disk.rows.keys(), prefix, from)
  }

  async close(): Promise<void> {
    if (!this.#closed) this.#disk.inUse = false
    this.#closed = true
  }

  abandon(): Promise<void> {
    return this.close()
  }

  #check(): void {
    if (this.#closed) throw new StoreError('CLOSED', 'the store is closed')
  }
}

/** Those that begin so, from `from` on, in the order of their UTF-8 bytes. */
export function sortedKeys(keys: Iterable<string>, prefix: string, from = prefix): readonly string[] {
  const first = Buffer.from(from)
  return [...keys].filter(key => key.startsWith(prefix))
    .map(key => ({ key, bytes: Buffer.from(key) }))
    .filter(({ bytes }) => Buffer.compare(bytes, first) >= 0)
    .sort((left, right) => Buffer.compare(left.bytes, right.bytes))
    .map(({ key }) => key)
}
