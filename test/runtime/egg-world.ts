import { randomUUID } from 'node:crypto'

import { systemClock, type Clock } from '../../runtime/clock.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import type { Log } from '../../runtime/log/log.ts'
import { partitionOf } from '../../runtime/partition.ts'
import type { ServiceOptions } from '../../runtime/service.ts'
import type { Flat } from '../../schemas/record.ts'
import type { Digest } from '../../state/store.ts'
import { World, type WorldOptions } from '../support/world.ts'
import { opened, PARTITIONS } from './counter-world.ts'
import { eggTimer, schemas } from './egg-timer.ts'

const START_MS = 1_700_000_000_000

/** Time that stands still until it is moved. Who sleeps is woken soon, and looks at the time. */
export class HandClock implements Clock {
  time = START_MS

  now(): number {
    return this.time
  }

  sleep(ms: number): Promise<void> {
    return systemClock.sleep(Math.min(ms, 5))
  }
}

export interface EggOptions extends Omit<WorldOptions, 'log'> {
  /** What stands between the engine and the log in memory. */
  readonly wrap?: (log: Log) => Log
}

/** Eggs on a log in memory, with a clock for the service and one for the broker. */
export class EggWorld {
  readonly world: World
  readonly clock = new HandClock()
  readonly broker: HandClock

  static async create({ wrap = log => log, ...options }: EggOptions = {}): Promise<EggWorld> {
    const broker = new HandClock()
    const log = wrap(await EmbeddedLog.open(new MemoryJournal(randomUUID()), broker))
    const world = await World.create({
      topology: eggTimer(), schemas, partitions: PARTITIONS, ids: {}, ...options, log
    })
    return new EggWorld(opened(world), broker)
  }

  static async started(options: EggOptions = {}): Promise<EggWorld> {
    const eggs = await EggWorld.create(options)
    await eggs.start()
    return eggs
  }

  private constructor(world: World, broker: HandClock) {
    this.world = world
    this.broker = broker
  }

  async start(options: Partial<ServiceOptions> = {}): Promise<void> {
    await this.world.start({ clock: this.clock, ...options })
  }

  async restart(options: Partial<ServiceOptions> = {}): Promise<void> {
    await this.world.service.stop()
    await this.start(options)
  }

  /** A time from now, on both clocks. */
  in(ms: number): number {
    return this.clock.time + ms
  }

  /** Lets time go by on both clocks, and what is due then happen. */
  async pass(ms: number): Promise<void> {
    this.clock.time += ms
    this.broker.time += ms
    await this.world.quiet()
  }

  async send(...commands: readonly object[]): Promise<void> {
    await this.world.send('commands', ...commands)
    await this.world.quiet()
  }

  /** The eggs that rang, in the order of the partitions and of the events. */
  async rang(): Promise<readonly string[]> {
    return (await this.events()).filter(({ type }) => type === 'Rang').map(event => event['egg'] as string)
  }

  events(): Promise<Flat[]> {
    return this.world.read('egg-changelog')
  }

  /** How often rows were asked and had something to say. */
  async rings(): Promise<number> {
    return (await this.world.read('egg-commands')).filter(({ type }) => type === 'Ring').length
  }

  digests(): readonly Digest[] {
    return [...this.world.service.tasks].sort((left, right) => left.partition - right.partition)
      .map(({ checkpoint }) => checkpoint.digest)
  }
}

/** A kitchen in this partition. */
export function kitchenIn(partition: number): string {
  for (let number = 0; ; number++) {
    const name = `kitchen-${number}`
    if (partitionOf(name, PARTITIONS) === partition) return name
  }
}
