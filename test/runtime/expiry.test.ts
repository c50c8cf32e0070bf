import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { systemClock } from '../../runtime/clock.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { RandomBytes } from '../support/random-bytes.ts'
import type { World } from '../support/world.ts'
import { closeWorlds, counterIn, counterWorld, digests, eventsOf, PARTITIONS } from './counter-world.ts'
import { add, decider, field, schemas, topology } from './counter.ts'

const test = suite('operations that are not remembered for ever')
test.after.each(closeWorlds)

const start = 1_000_000
const dayMs = 86_400_000
/** By what a counter adds. */
const retentions = [0, 40, 400, 4_000]

test('are known for as long as was said, and count as new once they are forgotten', async () => {
  const { world, at } = await forgetfulWorld()
  const [short, other] = [counterIn(0, 0), counterIn(0, 1)]
  await at(start, add(short, 'one', 1))
  await at(start + 100, add(short, 'one', 1))
  assert.equal(await answered(world), ['one'])

  // What the time has passed for goes with the next event of the partition, whoever's it is.
  await at(start + 101, add(short, 'one', 1))
  assert.equal(await answered(world), ['one'])
  await at(start + 102, add(other, 'two', 1), add(short, 'one', 1))
  assert.equal(await answered(world), ['one', 'two', 'one'])
  const [first, , last] = await eventsOf(world)
  assert.equal([first!['keptUntil'], last!['keptUntil']], [start + 100, start + 202])
})

test('are remembered for ever where nothing else is said', async () => {
  const { world, at } = await forgetfulWorld(() => 0)
  const counter = counterIn(0)
  await at(start, add(counter, 'one', 1))
  await at(start + 1_000 * dayMs, add(counter, 'two', 1), add(counter, 'one', 1))
  assert.equal(await answered(world), ['one', 'two'])
  assert.is(marksIn(world.stores as MemoryStores), 0)
})

test('let the same id ask for something else later, and its refusals are forgotten as well', async () => {
  const { world, at } = await forgetfulWorld()
  const counter = counterIn(0)
  await at(start, add(counter, 'one', 1), add(counter, 'one', 2), add(counter, 'one', 2))
  await at(start + 200, add(counter, 'two', 1), add(counter, 'one', 2))
  assert.equal((await eventsOf(world)).map(({ type, operationId }) => `${operationId} ${type}`),
    ['one Added', 'one OperationRefused', 'two Added', 'one Added'])
})

test('go two by two: the store shrinks however many there were, and no event has to wait for all of them', async () => {
  const { world, at } = await forgetfulWorld()
  const counter = counterIn(0)
  await at(start, ...Array.from({ length: 1_000 }, (_, index) => add(counter, `old-${index}`, 1)))
  assert.is(marksIn(world.stores as MemoryStores), 1_000)
  await at(start + 200, add(counter, 'new', 1))
  assert.is(marksIn(world.stores as MemoryStores), 999)
  await at(start + 201, ...Array.from({ length: 999 }, (_, index) => add(counter, `new-${index}`, 1)))
  assert.is(marksIn(world.stores as MemoryStores), 1_000)
})

test('are the same after a restore of more than one fold', async () => {
  const { world, at } = await forgetfulWorld()
  const adds = (round: string): object[] =>
    Array.from({ length: 2_500 }, (_, index) => add(counterIn(0), `${round}-${index}`, 1))
  await at(start, ...adds('old'))
  await at(start + 200, ...adds('new'))
  const before = digests(world)
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await world.quiet()
  assert.equal(digests(world), before)
})

for (let seed = 1; seed <= 4; seed++) {
  test(`a restore forgets what was forgotten, in slices of other sizes: seed ${seed}`, async () => {
    const random = new RandomBytes(seed)
    const { world, at } = await forgetfulWorld(by => retentions[by]!)
    const model = new Model()
    const copies = [new MemoryStores()]
    let now = start
    for (let round = 0; round < 40; round++) {
      // A broker's time may step back.
      now += random.below(120) - 20
      const commands = Array.from({ length: 1 + random.below(30) }, (): Command => ({
        counter: counterIn(random.below(2), random.below(3)), operationId: `o-${random.below(60)}`, by: random.below(4)
      }))
      for (const command of commands) model.add(command, now, retentions[command.by]!)
      await at(now, ...commands.map(({ counter, operationId, by }) => add(counter, operationId, by)))
      if (round % 10 === 0) copies.push(copyOf(world.stores as MemoryStores))
    }
    assert.is((await eventsOf(world)).length, model.events)
    assert.ok(model.repeats > 50 && model.forgotten > 50, `${model.repeats} ${model.forgotten}`)
    const [before, rows] = [digests(world), rowsIn(world.stores as MemoryStores)]
    await world.service.stop()

    for (const stores of copies) {
      await world.start({ stores })
      await world.quiet()
      assert.equal(digests(world), before)
      assert.equal(rowsIn(stores), rows)
      await world.service.stop()
    }
  })
}

/** What is remembered, told in the plainest way: all of it in a map, which is sorted for each event. */
class Model {
  events = 0
  repeats = 0
  forgotten = 0
  readonly #partitions = Array.from({ length: PARTITIONS }, () => new Map<string, { by: number, until: number }>())

  add({ counter, operationId, by }: Command, at: number, retentionMs: number): void {
    const known = this.#partitions[partitionOf(counter, PARTITIONS)]!
    const id = `${counter} ${operationId}`
    const conflict = `${id} ${by}`
    const isKnown = known.has(id)
    if (isKnown && (known.get(id)!.by === by || known.has(conflict))) return void this.repeats++
    this.events++
    known.set(isKnown ? conflict : id, { by, until: retentionMs === 0 ? Infinity : at + retentionMs })
    const due = [...known].filter(([, { until }]) => until <= at)
      .sort(([one, { until: a }], [other, { until: b }]) => a - b || (one < other ? -1 : 1))
    for (const [row] of due.slice(0, 2)) {
      known.delete(row)
      this.forgotten++
    }
  }
}

interface Command { readonly counter: string, readonly operationId: string, readonly by: number }

type At = (time: number, ...commands: readonly object[]) => Promise<void>

/** Counters whose operations are remembered for as long as `by` says: 100 ms if nothing else. */
async function forgetfulWorld(retentionMs: (by: number) => number = () => 100): Promise<{ world: World, at: At }> {
  let now = start
  const log = await EmbeddedLog.open(new MemoryJournal('log'), { ...systemClock, now: () => now })
  const keptUntil = ({ by }: Command, _: unknown, at: number): number => retentionMs(by) && at + retentionMs(by)
  const counters = { ...topology.processors['counters']!, decider: { ...decider, keptUntil } }
  const world = await counterWorld({ log, topology: { ...topology, processors: { counters } }, schemas: withTime })
  await world.start()
  return {
    world,
    at: async (time, ...commands) => {
      now = time
      await world.send('commands', ...commands)
      await world.quiet()
    }
  }
}

const withTime = {
  ...schemas,
  CounterEvent: { ...schemas.CounterEvent, fields: [field('keptUntil', 'long'), ...schemas.CounterEvent.fields] }
}

async function answered(world: World): Promise<readonly string[]> {
  return (await eventsOf(world)).map(event => event['operationId'] as string)
}

function copyOf({ disks }: MemoryStores): MemoryStores {
  const copy = new MemoryStores()
  for (const [name, disk] of disks) copy.disks.set(name, { ...disk, rows: new Map(disk.rows), inUse: false })
  return copy
}

function rowsIn({ disks }: MemoryStores): readonly object[] {
  return [...disks].map(([name, { rows }]) => ({ name, rows: new Map([...rows].sort()) }))
}

/** The marks of operations that are to be forgotten some time. */
function marksIn({ disks }: MemoryStores): number {
  return [...disks.values()].flatMap(({ rows }) => [...rows.keys()]).filter(key => key.startsWith('kept\0')).length
}

test.run()
