import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Bounds, Log } from '../../runtime/log/log.ts'
import { silent, type Logger } from '../../runtime/logger.ts'
import type { Topology } from '../../runtime/topology.ts'
import { MemoryStores, type MemoryDisk } from '../../state/memory-store.ts'
import { StoreError, type Store, type StoreFactory } from '../../state/store.ts'
import type { World } from '../support/world.ts'
import { add, decider, topology } from './counter.ts'
import {
  closeWorlds, counterIn, counterWorld, digests, eventsOf, impatientClock, memoryLog, PARTITIONS, task, until
} from './counter-world.ts'
import { UnclearLog, WrappedLog } from './wrapped-log.ts'

const bug = suite('a decider that throws')
bug.after.each(closeWorlds)

const counters = Array.from({ length: PARTITIONS }, (_, partition) => counterIn(partition))

bug('stops its partition alone, before anything of the slice is written', async () => {
  const world = await counterWorld({ topology: unlucky })
  await world.start()
  await world.send('commands', ...counters.map(counter => add(counter, 'o1', 1)))
  await world.quiet()
  await world.send('commands', add(counters[1]!, 'o2', 1), add(counters[1]!, 'o3', 13))
  await world.send('commands', ...counters.map(counter => add(counter, 'o4', 1)))
  await until(() => task(world, 1).state === 'stopped', 'partition 1 stops')
  await othersGoOn(world, 1, 2)
  assert.is((await eventsOf(world, counters[1])).length, 1)
})

bug('stops it again after a restart, and lets it go on once the bug is mended', async () => {
  const world = await counterWorld({ topology: unlucky })
  await world.start()
  await world.send('commands', add(counters[2]!, 'o1', 13), add(counters[2]!, 'o2', 1))
  for (let start = 0; start < 2; start++) {
    await until(() => task(world, 2).state === 'stopped', 'partition 2 stops')
    await world.service.stop()
    await world.start()
  }
  await world.service.stop()
  await world.start({ topology })
  await world.quiet()
  assert.equal((await eventsOf(world)).map(({ total }) => total), [13, 14])
})

bug.run()

const contradictions = suite('a contradiction stops the partition and keeps the store')
contradictions.after.each(closeWorlds)

contradictions('a record in the changelog that is not of ours', async () => {
  await stopsOn(/offset 1 is not an event of ours: wrong_magic_byte/, async world => {
    const value = Buffer.from('not an event')
    await world.log.append([{ topic: 'counter-changelog', partition: 1, key: null, value }])
  })
})

contradictions('a gap in the revisions of the changelog', async () => {
  await stopsOn(/is at revision 1 and the changelog goes on with 3/,
    world => world.send('changelog', { ...event, revision: 3 }))
})

contradictions('a revision that is there twice', async () => {
  await stopsOn(/is at revision 1 and the changelog goes on with 1/,
    world => world.send('changelog', { ...event, revision: 1 }))
})

contradictions('two events for one command', async () => {
  await stopsOn(/two events for counter-commands at offset 0/,
    world => world.send('changelog', { ...event, sourceOffset: 0 }))
})

contradictions('an event whose command is not there', async () => {
  await stopsOn(/counter-commands ends at 2 and we were at 3/,
    world => world.send('changelog', { ...event, sourceOffset: 2 }), {}, 2)
})

contradictions('the same event, with nothing wrong about it, is folded', async () => {
  const world = await started()
  await world.service.stop()
  await world.send('commands', add(counters[1]!, 'foreign', 1))
  await world.send('changelog', event)
  await world.start()
  await until(() => task(world, 1).state === 'running', 'partition 1 runs')
  assert.is(task(world, 1).checkpoint.changelogNext, 2)
})

contradictions('a store that is ahead of the changelog', async () => {
  const stores = new MemoryStores()
  await stopsOn(/the changelog ends at 1 and the store is at 7/, () => {
    const disk = diskOf(stores, 1)
    disk.checkpoint = { ...disk.checkpoint!, changelogNext: 7 }
  }, { stores })
})

contradictions('a store that was made for another cluster', async () => {
  const stores = new MemoryStores()
  const world = await started({ stores })
  await world.stop()
  const other = await counterWorld({ stores })
  await other.start()
  await until(() => other.service.tasks.every(({ state }) => state === 'stopped'), 'all stop')
  assert.ok(diskOf(stores, 1).rows.size > 0)
})

const elsewhere = {
  'a changelog that begins behind the store: history is lost':
    [/the changelog begins at 2: history before it is lost/, { topic: 'counter-changelog', start: 2, end: 9 }],
  'commands that are gone before they were decided':
    [/counter-commands begins at 5 and we were at 1: commands are lost/,
      { topic: 'counter-commands', start: 5, end: 9 }],
  'a topic of commands that ends before the place where we were':
    [/counter-commands ends at 0 and we were at 1: it lost records/, { topic: 'counter-commands', start: 0, end: 0 }]
} as const

for (const [name, [why, moved]] of Object.entries(elsewhere)) {
  contradictions(name, async () => {
    const log = new MovedBounds(await memoryLog())
    await stopsOn(why, () => { log.moved = moved }, { log })
  })
}

contradictions.run()

const trouble = suite('trouble of the environment')
trouble.after.each(closeWorlds)

trouble('another owner of the transactional id: taken back, and nothing is decided twice', async () => {
  const world = await started()
  for (let round = 0; round < 5; round++) {
    await world.log.producer('counters-1').fence()
    await world.send('commands', add(counters[1]!, `again-${round}`, 1))
    await until(async () => (await eventsOf(world, counters[1])).length === round + 2, `round ${round}`)
  }
  assert.equal((await eventsOf(world, counters[1])).map(({ revision }) => revision), [1, 2, 3, 4, 5, 6])
})

trouble('a commit of unknown outcome: the changelog tells, and nothing is decided twice', async () => {
  for (const outcome of ['committed', 'aborted'] as const) {
    const log = new UnclearLog(await memoryLog())
    const world = await started({ log })
    const before = digests(world)
    log.unclear = outcome
    await world.send('commands', add(counters[1]!, 'o2', 1), add(counters[1]!, 'o3', 1))
    await until(async () => (await eventsOf(world, counters[1])).length === 3, outcome)
    assert.is(log.unclear, undefined, 'it was unclear once')
    await world.quiet()
    assert.equal((await eventsOf(world, counters[1])).map(({ total }) => total), [1, 2, 3])
    const unchanged = digests(world).map((digest, partition) => digest.sum === before[partition]!.sum)
    assert.equal(unchanged, [true, false, true, true])
    await world.stop()
  }
})

trouble('a store that fails is closed without a word for it, and opened anew', async () => {
  for (const code of ['CORRUPT', 'FAILED', 'CLOSED'] as const) {
    const stores = new FailingStores()
    const world = await started({ stores })
    stores.fail = new StoreError(code, 'the disk says no')
    await world.send('commands', add(counters[1]!, 'o2', 1))
    await until(async () => (await eventsOf(world, counters[1])).length === 2, 'it goes on')
    assert.equal(stores.ends, ['abandon'], code)
    await world.stop()
    assert.equal(stores.ends, ['abandon', ...new Array(PARTITIONS).fill('close')], code)
  }
})

trouble('a partition closes within the transaction that it is in, and nothing is lost', async () => {
  const world = await counterWorld()
  await world.start()
  const commands = Array.from({ length: 3_000 }, (_, index) => add(counters[index % PARTITIONS]!, `o${index}`, 1))
  await world.send('commands', ...commands)
  for (let stop = 0; stop < 5; stop++) {
    await world.service.stop()
    await world.start()
  }
  await world.quiet()
  for (const counter of counters) assert.is((await eventsOf(world, counter)).at(-1)!['total'], 750)
})

trouble.run()

const event = {
  type: 'Added', counter: counters[1]!, operationId: 'foreign', revision: 2, at: 0, sourceTopic: 'counter-commands',
  sourceOffset: 1, fingerprint: Buffer.alloc(12), by: 1, total: 2
}

/** Counters whose decider throws at thirteen. */
const unlucky: Topology = {
  ...topology,
  processors: {
    counters: {
      ...topology.processors['counters']!,
      decider: {
        ...decider,
        decide: (command, rows) => {
          if (command.by === 13) throw new Error('a rule that is wrong')
          return decider.decide(command, rows)
        }
      }
    }
  }
}

/** One event in every partition. */
async function started(options: Parameters<typeof counterWorld>[0] = {}): Promise<World> {
  const world = await counterWorld(options)
  await world.start({ clock: impatientClock })
  await world.send('commands', ...counters.map(counter => add(counter, 'o1', 1)))
  await world.quiet()
  return world
}

/**
 * Partition 1 stops after `harm`, and says why; its store, if it was right before, is as it was. The others go on.
 * @param folded how far the store gets before it is noticed
 */
async function stopsOn(
  why: RegExp, harm: (world: World) => Promise<void> | void,
  { stores = new MemoryStores(), ...options }: { stores?: MemoryStores, log?: Log } = {}, folded = 0
): Promise<void> {
  const world = await started({ ...options, stores })
  await world.service.stop()
  await world.send('commands', add(counters[1]!, 'foreign', 1))
  await harm(world)
  const rows = new Map(diskOf(stores, 1).rows)
  const reasons: string[] = []
  const logger: Logger = { ...silent, error: fields => reasons.push((fields as { message: string }).message) }
  await world.start({ clock: impatientClock, logger })
  await until(() => task(world, 1).state === 'stopped', 'partition 1 stops')
  assert.is(reasons.length, 1)
  assert.match(reasons[0]!, why)
  await world.send('commands', ...counters.map(counter => add(counter, 'o2', 1)))
  await othersGoOn(world, 1, 2)
  assert.is(task(world, 1).state, 'stopped')
  assert.is(diskOf(stores, 1).inUse, false)
  if (folded === 0) assert.equal(diskOf(stores, 1).rows, rows)
  else assert.is(diskOf(stores, 1).checkpoint?.changelogNext, folded)
  await world.stop()
}

async function othersGoOn(world: World, stopped: number, total: number): Promise<void> {
  for (const [partition, counter] of counters.entries()) {
    if (partition === stopped) continue
    const hasGoneOn = async (): Promise<boolean> => (await eventsOf(world, counter)).at(-1)?.['total'] === total
    await until(hasGoneOn, `partition ${partition} goes on`)
  }
}

function diskOf(stores: MemoryStores, partition: number): MemoryDisk {
  return stores.disks.get(`counters-${partition}`)!
}

/** A log of which one topic, in partition 1, seems to begin and end elsewhere. */
class MovedBounds extends WrappedLog {
  moved: { readonly topic: string } & Bounds | undefined

  override async bounds(topic: string, partition: number): Promise<Bounds> {
    const { moved } = this
    if (moved?.topic !== topic || partition !== 1) return this.inner.bounds(topic, partition)
    return { start: moved.start, end: moved.end }
  }
}

/** Stores of which the next one that is asked for rows fails; it tells how each of them was closed. */
class FailingStores implements StoreFactory {
  readonly #inner = new MemoryStores()
  readonly ends: string[] = []
  fail: StoreError | undefined

  async open(identity: Parameters<StoreFactory['open']>[0]): Promise<Store> {
    const store = await this.#inner.open(identity)
    return {
      checkpoint: () => store.checkpoint(),
      getMany: async keys => {
        const { fail } = this
        this.fail = undefined
        if (fail !== undefined) throw fail
        return store.getMany(keys)
      },
      apply: (rows, checkpoint) => store.apply(rows, checkpoint),
      scan: () => store.scan(),
      keys: prefix => store.keys(prefix),
      close: () => {
        this.ends.push('close')
        return store.close()
      },
      abandon: () => {
        this.ends.push('abandon')
        return store.abandon()
      }
    }
  }
}
