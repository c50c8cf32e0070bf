import { randomUUID } from 'node:crypto'

import { systemClock, type Clock } from '../../runtime/clock.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import type { Log } from '../../runtime/log/log.ts'
import { partitionOf } from '../../runtime/partition.ts'
import type { Task } from '../../runtime/task.ts'
import type { Flat } from '../../schemas/record.ts'
import type { Digest } from '../../state/store.ts'
import { World, type WorldOptions } from '../support/world.ts'
import { schemas, topology } from './counter.ts'

export const PARTITIONS = 4

/** Counters on a log in memory. */
export async function counterWorld(options: WorldOptions = {}): Promise<World> {
  return opened(await World.create({ topology, schemas, partitions: PARTITIONS, ids: {}, ...options }))
}

const open = new Set<World>()

/** A world that `closeWorlds` stops. */
export function opened(world: World): World {
  open.add(world)
  return world
}

/** Stops every world of the test that ended: also of one that failed. */
export async function closeWorlds(): Promise<void> {
  for (const world of open) await world.stop()
  open.clear()
}

export function memoryLog(): Promise<Log> {
  return EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
}

/** A name of a counter that lives in this partition. */
export function counterIn(partition: number, nth = 0): string {
  for (let number = 0, seen = 0; ; number++) {
    const name = `counter-${number}`
    if (partitionOf(name, PARTITIONS) === partition && seen++ === nth) return name
  }
}

/** The events of all counters, or of one: then its partition alone is read, whatever is in the others. */
export async function eventsOf(world: World, counter?: string): Promise<Flat[]> {
  if (counter === undefined) return world.read('counter-changelog')
  const partition = partitionOf(counter, PARTITIONS)
  const { end } = await world.log.bounds('counter-changelog', partition)
  const events: Flat[] = []
  const reader = world.log.reader([{ topic: 'counter-changelog', partition, offset: 0 }])
  for (let next = 0; next < end;) {
    for (const batch of await reader.read()) {
      events.push(
        ...batch.records.map(({ value }) => (world.codec.decode(batch.topic, value) as { record: Flat }).record)
      )
      next = batch.next
    }
  }
  await reader.close()
  return events.filter(event => event['counter'] === counter)
}

export function task(world: World, partition: number): Task {
  return world.service.tasks.find(each => each.partition === partition)!
}

export function digests(world: World): readonly Digest[] {
  return Array.from({ length: PARTITIONS }, (_, partition) => task(world, partition).checkpoint.digest)
}

/** Waits fifty times shorter than it is told to. */
export const impatientClock: Clock = { now: systemClock.now, sleep: ms => systemClock.sleep(ms / 50) }

const PATIENCE_MS = 20_000

/** Resolves once it is so. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const start = systemClock.now()
  while (!await isSo()) {
    if (systemClock.now() - start > PATIENCE_MS) throw new Error(`never: ${what}`)
    await systemClock.sleep(5)
  }
}
