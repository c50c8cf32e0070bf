import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { TICKS_MAX } from '../../runtime/ticks.ts'
import { partitionOf } from '../../runtime/partition.ts'
import type { Decider } from '../../runtime/topology.ts'
import { LevelStores } from '../../state/level-store.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { temporaryFolder } from '../state/folders.ts'
import { closeWorlds, PARTITIONS, until } from './counter-world.ts'
import { AGAIN_MS, boil, decider, eggTimer, ring, salt, take } from './egg-timer.ts'
import { EggWorld, kitchenIn } from './egg-world.ts'
import { RecordingLog, UnclearLog } from './wrapped-log.ts'

const test = suite('ticks')
test.after.each(closeWorlds)

const kitchen = kitchenIn(1)

test('a row speaks once when it is due, and never before', async () => {
  const eggs = await EggWorld.started()
  await eggs.send(boil(kitchen, 'soft', eggs.in(300)), boil(kitchen, 'hard', eggs.in(600)))
  await eggs.pass(299)
  assert.is(await eggs.rings(), 0)
  await eggs.pass(1)
  assert.equal(await eggs.rang(), ['soft'])
  await eggs.pass(299)
  assert.is(await eggs.rings(), 1)
  await eggs.pass(1)
  assert.equal(await eggs.rang(), ['soft', 'hard'])
  await eggs.pass(100 * AGAIN_MS)
  assert.is(await eggs.rings(), 2)
})

test('0 is never', async () => {
  const eggs = await EggWorld.started()
  await eggs.send(boil(kitchen, 'raw', 0))
  await eggs.pass(1_000_000)
  assert.is(await eggs.rings(), 0)
})

test('its command is written in the partition of its row, under its message key', async () => {
  const eggs = await EggWorld.started()
  const kitchens = Array.from({ length: PARTITIONS }, (_, partition) => kitchenIn(partition))
  await eggs.send(...kitchens.map(name => boil(name, `of ${name}`, eggs.in(10))))
  await eggs.pass(10)
  assert.equal(await eggs.rang(), kitchens.map(name => `of ${name}`))
  const written = await eggs.world.raw('egg-commands')
  assert.is(written.length, 2 * PARTITIONS)
  assert.equal(written.map(({ key }) => key!.toString()), kitchens.flatMap(name => [name, name]))
})

/** How a task comes to its store again. */
const returns: Readonly<Record<string, (eggs: EggWorld) => Promise<void>>> = {
  'after a restart': eggs => eggs.restart(),
  'after the state was deleted': eggs => eggs.restart({ stores: new MemoryStores() }),
  'after the state was lost before the row was due': async eggs => {
    await eggs.restart({ stores: new MemoryStores() })
    await eggs.restart({ stores: new MemoryStores() })
  }
}

for (const [when, again] of Object.entries(returns)) {
  for (const late of [true, false]) {
    test(`a row that is due ${late ? 'meanwhile' : 'later'} speaks ${when}`, async () => {
      const eggs = await EggWorld.started()
      await eggs.send(boil(kitchen, 'one', eggs.in(500)), boil(kitchen, 'rung', eggs.in(1)))
      await eggs.pass(1)
      await eggs.world.service.stop()
      if (late) eggs.clock.time = eggs.broker.time += 1_000
      await eggs.start()
      await again(eggs)
      await eggs.world.quiet()
      if (!late) {
        assert.equal(await eggs.rang(), ['rung'])
        await eggs.pass(1_000)
      }
      assert.equal(await eggs.rang(), ['rung', 'one'])
    })
  }
}

test('a store on disk finds its due rows again, whatever their names', async () => {
  const stores = new LevelStores(temporaryFolder())
  const eggs = await EggWorld.started({ stores })
  const names = ['/', '\0', '\u0001', '\0\u0001\u0002', 'due\0', 'ключ', '🔑', 'a'.repeat(300)]
  for (const name of names) await eggs.send(boil(kitchen, name, eggs.in(50)))
  await eggs.restart()
  await eggs.pass(50)
  assert.equal([...await eggs.rang()].sort(), [...names].sort())
})

test('speaks as often as `next` says for as long as the row stays as it is', async () => {
  const eggs = await EggWorld.started({ topology: eggTimer(never) })
  await eggs.send(boil(kitchen, 'one', eggs.in(10)))
  await eggs.pass(10)
  for (let times = 1; times < 5; times++) {
    assert.is(await eggs.rings(), times)
    await eggs.pass(AGAIN_MS - 1)
    assert.is(await eggs.rings(), times)
    await eggs.pass(1)
  }
  assert.is(await eggs.rings(), 5)
})

test('without `next` speaks once, until the row changes', async () => {
  const once: Decider['tick'] = (...asked) => ({ command: decider.tick!(...asked).command! })
  const eggs = await EggWorld.started({ topology: eggTimer({ ...never, tick: once }) })
  await eggs.send(boil(kitchen, 'one', eggs.in(10)))
  await eggs.pass(10)
  await eggs.pass(100 * AGAIN_MS)
  assert.is(await eggs.rings(), 1)
  await eggs.send(salt(kitchen, 'one'))
  assert.is(await eggs.rings(), 2)
  await eggs.pass(100 * AGAIN_MS)
  assert.is(await eggs.rings(), 2)
})

test('with nothing to say is asked again at `next`, and not in between', async () => {
  const asked: number[] = []
  const tick: Decider['tick'] = (_, __, ___, now) => {
    asked.push(now)
    return { next: now + 500 }
  }
  const eggs = await EggWorld.started({ topology: eggTimer({ tick }) })
  const start = eggs.clock.time
  await eggs.send(boil(kitchen, 'one', eggs.in(10)))
  for (let step = 0; step < 11; step++) await eggs.pass(100)
  assert.equal(asked.map(time => time - start), [100, 600, 1_100])
  assert.is(await eggs.rings(), 0)
})

test('is asked with the row and the values of its key', async () => {
  const asked: unknown[] = []
  const tick: Decider['tick'] = (...parameters) => {
    asked.push(parameters)
    return {}
  }
  const eggs = await EggWorld.started({ topology: eggTimer({ tick }) })
  const doneAt = eggs.in(10)
  await eggs.send(boil(kitchen, 'one', doneAt), salt(kitchen, 'one'))
  await eggs.pass(25)
  assert.equal(asked, [['eggs', [kitchen, 'one'], { type: 'Egg', doneAt, salt: 1, waiter: '' }, doneAt + 15]])
})

test('a row that changed or is gone does not speak', async () => {
  const eggs = await EggWorld.started()
  await eggs.send(boil(kitchen, 'taken', eggs.in(100)), boil(kitchen, 'longer', eggs.in(100)))
  await eggs.send(take(kitchen, 'taken'), boil(kitchen, 'longer', eggs.in(200)), boil(kitchen, 'brief', eggs.in(100)))
  await eggs.send(boil(kitchen, 'brief', 0))
  await eggs.pass(199)
  assert.is(await eggs.rings(), 0)
  await eggs.pass(1)
  assert.equal(await eggs.rang(), ['longer'])
})

test('within one slice, the last word counts', async () => {
  const eggs = await EggWorld.started()
  const times = [300, 100, 300, 200].map(ms => eggs.in(ms))
  await eggs.send(...times.map((time, nth) => ({ ...boil(kitchen, 'one', time), operationId: `boil-${nth}` })))
  const before = eggs.digests()
  await eggs.restart({ stores: new MemoryStores() })
  await eggs.world.quiet()
  assert.equal(eggs.digests(), before)
  await eggs.pass(199)
  assert.is(await eggs.rings(), 0)
  await eggs.pass(1)
  assert.equal(await eggs.rang(), ['one'])
  await eggs.pass(1_000)
  assert.is(await eggs.rings(), 1)
})

test('a store restored from nothing is the live one, digest for digest, and no mark is left of what rang', async () => {
  const eggs = await EggWorld.started()
  const names = Array.from({ length: 20 }, (_, nth) => `egg-${nth}`)
  await eggs.send(...names.map((name, nth) => boil(kitchen, name, eggs.in(nth * 10))))
  const rows: number[] = []
  for (let round = 0; round < 4; round++) {
    await eggs.pass(50)
    rows.push(eggs.digests()[1]!.rows)
    const before = eggs.digests()
    await eggs.restart({ stores: new MemoryStores() })
    await eggs.world.quiet()
    assert.equal(eggs.digests(), before)
  }
  // The kitchen's revision, and of each egg its row and two operations.
  assert.is(rows.at(-1), 1 + 20 * 3)
  assert.is((await eggs.rang()).length, 20)
})

test('many rows at once are spread over transactions, and inputs have their turn between them', async () => {
  const log = { recording: undefined as RecordingLog | undefined }
  const eggs = await EggWorld.started({ wrap: inner => log.recording = new RecordingLog(inner) })
  const count = 2 * TICKS_MAX + 100
  await eggs.send(...Array.from({ length: count }, (_, nth) => boil(kitchen, `egg-${nth}`, eggs.in(100))))
  log.recording!.transactions.length = 0
  await eggs.pass(100)
  const { transactions } = log.recording!
  const ticks = transactions.filter(({ positions }) => positions.length === 0)
  assert.equal(ticks.map(({ records }) => records.length), [TICKS_MAX, TICKS_MAX, 100])
  assert.ok(ticks.every(({ records }) => records.every(({ topic }) => topic === 'egg-commands')))
  const order = transactions.map(({ positions }) => positions.length === 0 ? 'tick' : 'input')
  assert.not.match(order.join(' '), /tick tick/)
  assert.is(new Set(await eggs.rang()).size, count)
})

test('a command that comes too early by the broker\'s time says nothing new, and the row is asked again', async () => {
  const eggs = await EggWorld.started()
  await eggs.send(boil(kitchen, 'one', eggs.in(1_000)))
  eggs.clock.time += 1_000
  await eggs.world.quiet()
  assert.equal([await eggs.rings(), await eggs.rang()], [1, []])
  eggs.clock.time += AGAIN_MS
  eggs.broker.time += 1_000
  await eggs.world.quiet()
  assert.equal([await eggs.rings(), await eggs.rang()], [2, ['one']])
})

test('another owner of the transactional id while rows are due: taken back, and each rings once', async () => {
  const eggs = await EggWorld.started()
  const names = Array.from({ length: 5 }, (_, nth) => `egg-${nth}`)
  await eggs.send(...names.map((name, nth) => boil(kitchen, name, eggs.in(100 * (nth + 1)))))
  for (const [round] of names.entries()) {
    await eggs.world.log.producer('eggs-1').fence()
    eggs.clock.time = eggs.broker.time += 100
    await until(async () => (await eggs.rang()).length === round + 1, `round ${round}`)
  }
  assert.equal(await eggs.rang(), names)
})

test('a commit of unknown outcome: asked again, and what it says twice is one operation', async () => {
  for (const outcome of ['committed', 'aborted'] as const) {
    const log = { unclear: undefined as UnclearLog | undefined }
    const eggs = await EggWorld.started({ wrap: inner => log.unclear = new UnclearLog(inner) })
    await eggs.send(boil(kitchen, 'one', eggs.in(100)))
    log.unclear!.unclear = outcome
    eggs.clock.time = eggs.broker.time += 100
    await until(async () => (await eggs.rang()).length === 1, outcome)
    await eggs.pass(100 * AGAIN_MS)
    assert.equal(await eggs.rang(), ['one'])
    assert.is(log.unclear!.unclear, undefined, 'it was unclear once')
    assert.ok(await eggs.rings() <= (outcome === 'committed' ? 2 : 1))
  }
})

test('a command for another partition stops this one: it would meet other rows there', async () => {
  const tick: Decider['tick'] = (_, [, egg], { doneAt }) => ({ command: ring(kitchenIn(2), egg!, doneAt) })
  assert.is(partitionOf(kitchenIn(2), PARTITIONS), 2)
  const eggs = await EggWorld.started({ topology: eggTimer({ tick }) })
  await eggs.send(boil(kitchen, 'one', eggs.in(100)))
  eggs.clock.time += 100
  const task = eggs.world.service.tasks.find(({ partition }) => partition === 1)!
  await until(() => task.state === 'stopped', 'partition 1 stops')
  assert.is(await eggs.rings(), 0)
})

test('a task is idle while rows are due later, and not while one is due now', async () => {
  const eggs = await EggWorld.started()
  await eggs.send(boil(kitchen, 'one', eggs.in(100)))
  assert.is(await eggs.world.service.idle(), true)
  eggs.clock.time += 100
  assert.is(await eggs.world.service.idle(), false)
  eggs.broker.time += 100
  await until(() => eggs.world.service.idle(), 'it is idle again')
  assert.equal(await eggs.rang(), ['one'])
})

test.run()

/** Whatever the clock says is nothing new. */
const never: Partial<Decider> = {
  decide: (command, rows, tables, at) => command.type === 'Ring'
    ? decider.decide(command, {}, tables, 0) : decider.decide(command, rows, tables, at)
}
