import { sortedKeys } from '../../../state/memory-store.ts'
import { StoreError, type Checkpoint, type Store, type StoreFactory, type StoreIdentity } from '../../../state/store.ts'
import { none, type Sabotage } from '../sabotage.ts'
import { Disk } from './disk.ts'
import { isConsistent, type Machine } from './machine.ts'
import type { Wire } from './wire.ts'

const SYNC_INTERVAL_MS = 5_000

/** Told what stores do; for the invariants. */
export interface StoreWatch {
  onOpen(name: string, consistent: boolean): void
  onApply(name: string, checkpoint: Checkpoint): void
}

/** The stores of one process, on the disks of its machine. */
export class SimulatedStores implements StoreFactory {
  readonly #wire: Wire
  readonly #machine: Machine
  readonly #watch: StoreWatch
  readonly #timers: Sabotage['timers']

  constructor(wire: Wire, machine: Machine, watch: StoreWatch, timers = none.timers) {
    this.#wire = wire
    this.#machine = machine
    this.#watch = watch
    this.#timers = timers
  }

  open(identity: StoreIdentity): Promise<Store> {
    const name = `${identity.processor}-${identity.partition}`
    return this.#wire.scheduler.step(this.#wire.actor, `open store ${name}`, () => {
      if (this.#wire.faults.strikes('storeFails')) throw new StoreError('FAILED', 'the disk fails')
      const disk = this.#disk(name, JSON.stringify(identity))
      this.#watch.onOpen(name, isConsistent(disk))
      disk.inUse = true
      disk.sealed = false
      return new SimulatedStore(this.#wire, name, disk, this.#watch, this.#timers)
    })
  }

  #disk(name: string, format: string): Disk {
    const { disks } = this.#machine
    const found = disks.get(name)
    if (found?.inUse === true) throw new StoreError('LOCKED', `${name} is open already`)
    if (found?.format === format && (found.sealed || !found.damaged)) return found
    const fresh = new Disk(format)
    disks.set(name, fresh)
    return fresh
  }
}

class SimulatedStore implements Store {
  readonly #wire: Wire
  readonly #name: string
  readonly #disk: Disk
  readonly #watch: StoreWatch
  readonly #timers: Sabotage['timers']
  #syncedAt: number

  constructor(wire: Wire, name: string, disk: Disk, watch: StoreWatch, timers: Sabotage['timers']) {
    this.#wire = wire
    this.#name = name
    this.#disk = disk
    this.#watch = watch
    this.#timers = timers
    this.#syncedAt = wire.scheduler.now
  }

  checkpoint(): Checkpoint | undefined {
    return this.#disk.checkpoint
  }

  getMany(keys: readonly string[]): Promise<readonly (Buffer | undefined)[]> {
    return this.#step('get', () => {
      this.#disk.damaged ||= this.#wire.faults.strikes('storeCorrupt')
      if (this.#disk.damaged) throw new StoreError('CORRUPT', 'a row cannot be read')
      return keys.map(key => this.#disk.rows.get(key))
    })
  }

  apply(rows: ReadonlyMap<string, Buffer | undefined>, checkpoint: Checkpoint): Promise<void> {
    return this.#step('apply', () => {
      const { faults, random, scheduler } = this.#wire
      const fails = faults.strikes('storeFails')
      if (!fails || random.chance(0.5)) {
        this.#disk.apply(rows, checkpoint)
        this.#watch.onApply(this.#name, checkpoint)
      }
      if (fails) throw new StoreError('FAILED', 'the disk fails')
      if (scheduler.now - this.#syncedAt > SYNC_INTERVAL_MS) this.#sync()
    })
  }

  async * scan(): AsyncIterable<readonly (readonly [string, Buffer])[]> {
    yield await this.#step('scan', () => [...this.#disk.rows])
  }

  async * keys(prefix: string): AsyncIterable<readonly string[]> {
    const keys = await this.#step('keys', () => sortedKeys(this.#disk.rows.keys(), prefix))
    // Marks are all that the engine looks for by a prefix.
    if (this.#timers === 'looked up') yield keys
  }

  close(): Promise<void> {
    return this.#step('close', () => {
      this.#sync()
      this.#disk.sealed = true
      this.#disk.inUse = false
    })
  }

  abandon(): Promise<void> {
    return this.#step('abandon', () => { this.#disk.inUse = false })
  }

  #sync(): void {
    this.#disk.sync()
    this.#syncedAt = this.#wire.scheduler.now
  }

  #step<Value>(doing: string, effect: () => Value): Promise<Value> {
    return this.#wire.scheduler.step(this.#wire.actor, `${doing} store ${this.#name}`, () => {
      if (!this.#disk.inUse) throw new StoreError('CLOSED', `${this.#name} is closed`)
      return effect()
    })
  }
}
