import { StoreError, type Checkpoint, type Store, type StoreFactory, type StoreIdentity } from './store.ts'

/** The store's contract on a Map; for tests and for the simulation. Disks outlive the stores opened on them. */
export class MemoryStores implements StoreFactory {
  readonly disks = new Map<string, MemoryDisk>()

  open(identity: StoreIdentity): Promise<MemoryStore> {
    const name = `${identity.processor}-${identity.partition}`
    const format = JSON.stringify(identity)
    const found = this.disks.get(name)
    if (found?.inUse === true) return Promise.reject(new StoreError('LOCKED', `${name} is open already`))
    const disk = found?.format === format ? found : { format, rows: new Map(), checkpoint: undefined, inUse: false }
    this.disks.set(name, disk)
    disk.inUse = true
    return Promise.resolve(new MemoryStore(disk))
  }
}

export interface MemoryDisk {
  readonly format: string
  readonly rows: Map<string, Buffer>
  checkpoint: Checkpoint | undefined
  inUse: boolean
}

export class MemoryStore implements Store {
  readonly #disk: MemoryDisk

  constructor(disk: MemoryDisk) {
    this.#disk = disk
  }

  checkpoint(): Checkpoint | undefined {
    return this.#disk.checkpoint
  }

  getMany(keys: readonly string[]): Promise<readonly (Buffer | undefined)[]> {
    return Promise.resolve(keys.map(key => this.#disk.rows.get(key)))
  }

  apply(rows: ReadonlyMap<string, Buffer | undefined>, checkpoint: Checkpoint): Promise<void> {
    for (const [key, value] of rows) {
      if (value === undefined) this.#disk.rows.delete(key)
      else this.#disk.rows.set(key, value)
    }
    this.#disk.checkpoint = checkpoint
    return Promise.resolve()
  }

  async *scan(): AsyncIterable<readonly (readonly [string, Buffer])[]> {
    yield [...this.#disk.rows]
  }

  close(): Promise<void> {
    this.#disk.inUse = false
    return Promise.resolve()
  }
}
