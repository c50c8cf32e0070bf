import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { SliceReport } from '../../runtime/context.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { closeWorlds, until } from './counter-world.ts'
import { boil, look, ring } from './egg-timer.ts'
import { EggWorld, kitchenIn } from './egg-world.ts'
import { RecordingLog, UnclearLog } from './wrapped-log.ts'

const test = suite('a command that says nothing new')
test.after.each(closeWorlds)

const kitchen = kitchenIn(1)

test('has no event, leaves the rows as they are, and is not remembered: again, it is asked again', async () => {
  const slices: SliceReport[] = []
  const eggs = await EggWorld.create()
  await eggs.start({ observer: { onSlice: slice => slices.push(slice) } })
  const doneAt = eggs.in(1_000)
  await eggs.send(boil(kitchen, 'one', doneAt))
  const before = eggs.digests()
  await eggs.send(ring(kitchen, 'one', doneAt), ring(kitchen, 'one', doneAt))
  await eggs.send(ring(kitchen, 'one', doneAt))
  assert.equal((await eggs.events()).map(({ type }) => type), ['Boiled'])
  assert.equal(eggs.digests(), before)
  assert.is(slices.reduce((sum, { unchanged }) => sum + unchanged, 0), 3)
  assert.is(slices.reduce((sum, { duplicates }) => sum + duplicates, 0), 0)

  eggs.broker.time += 1_000
  await eggs.send(ring(kitchen, 'one', doneAt), ring(kitchen, 'one', doneAt))
  assert.equal((await eggs.events()).map(({ type, revision }) => [type, revision]), [['Boiled', 1], ['Rang', 2]])
  assert.is(slices.reduce((sum, { duplicates }) => sum + duplicates, 0), 1)
})

test('moves the positions all the same, in its transaction and in the store', async () => {
  const log = { recording: undefined as RecordingLog | undefined }
  const eggs = await EggWorld.started({ wrap: inner => log.recording = new RecordingLog(inner) })
  await eggs.send(ring(kitchen, 'one', 5), ring(kitchen, 'one', 5))
  const position = { topic: 'egg-commands', partition: 1, offset: 2 }
  assert.equal(log.recording!.transactions, [{ records: [], positions: [position] }])
  assert.is(await eggs.world.log.committed('eggs', 'egg-commands', 1), 2)
  const task = eggs.world.service.tasks.find(({ partition }) => partition === 1)!
  assert.equal([task.checkpoint.changelogNext, task.checkpoint.inputs], [0, { 'egg-commands': 2 }])
})

test('may ask others all the same, each time', async () => {
  const eggs = await EggWorld.started()
  await eggs.send(look(kitchen, 'one'), look(kitchen, 'two'))
  await eggs.send(look(kitchen, 'one'))
  assert.equal((await eggs.world.read('egg-looks')).map(({ egg }) => egg), ['one', 'two', 'one'])
  assert.is((await eggs.events()).length, 0)
})

test('that was read again after a crash is asked again, and does no harm', async () => {
  const eggs = await EggWorld.started()
  const doneAt = eggs.in(1_000)
  await eggs.send(boil(kitchen, 'one', doneAt))
  await eggs.send(ring(kitchen, 'one', doneAt))
  const before = eggs.digests()
  // The changelog alone is left, and it has no trace of what said nothing new.
  for (let round = 0; round < 3; round++) {
    await eggs.restart({ stores: new MemoryStores() })
    await eggs.world.quiet()
    assert.equal(eggs.digests(), before)
  }
  eggs.broker.time += 1_000
  await eggs.send(ring(kitchen, 'one', doneAt))
  await eggs.restart({ stores: new MemoryStores() })
  await eggs.world.quiet()
  assert.equal((await eggs.events()).map(({ type, revision }) => [type, revision]), [['Boiled', 1], ['Rang', 2]])
})

test('in a commit of unknown outcome is asked again if it did not happen, and what it sends is sent once', async () => {
  for (const outcome of ['committed', 'aborted'] as const) {
    const log = { unclear: undefined as UnclearLog | undefined }
    const eggs = await EggWorld.started({ wrap: inner => log.unclear = new UnclearLog(inner) })
    await eggs.send(look(kitchen, 'before'), boil(kitchen, 'one', 0))
    log.unclear!.unclear = outcome
    await eggs.world.send('commands', look(kitchen, 'one'))
    await until(() => log.unclear!.unclear === undefined, 'it was unclear')
    await eggs.world.quiet()
    const seen = (await eggs.world.read('egg-looks')).map(({ egg }) => egg)
    // Committed, it left no trace in the changelog from which the task goes on: it is asked once more.
    assert.equal(seen, outcome === 'aborted' ? ['before', 'one'] : ['before', 'one', 'one'])
    assert.is((await eggs.events()).length, 1)
  }
})

test.run()
