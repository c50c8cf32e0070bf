import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { ASKED_MAX, dryRun, isDecided, type Foreseen } from '../../runtime/dry-run.ts'
import { INPUT_BYTES_MAX } from '../../runtime/input.ts'
import { closeWorlds } from './counter-world.ts'
import { boil, look, ring, salt } from './egg-timer.ts'
import { EggWorld, kitchenIn } from './egg-world.ts'
import { WrappedLog } from './wrapped-log.ts'

const test = suite('a dry run of a domain of a dozen lines')
test.after.each(closeWorlds)

const kitchen = kitchenIn(1)

test('tells what follows: commands, requests, and what a rejected clock asks all the same', async () => {
  const eggs = await EggWorld.started()
  const foreseen = await foresee(eggs, look(kitchen, 'one'), boil(kitchen, 'one', eggs.in(5)), ring(kitchen, 'one', 5))
  assert.equal(foreseen.map(({ outcome, event, followUps }) => [outcome, event?.type, followUps]), [
    ['unchanged', undefined, [{ topic: 'egg-looks', key: kitchen, record: { kitchen, type: 'Seen', egg: 'one' } }]],
    ['event', 'Boiled', []],
    ['unchanged', undefined, []]
  ])
  assert.equal(foreseen.map(({ processor, key, command, operationId }) => [processor, key, command, operationId]), [
    ['eggs', kitchen, 'Look', 'look-one'], ['eggs', kitchen, 'Boil', `boil-one-${eggs.in(5)}`],
    ['eggs', kitchen, 'Ring', 'ring-one-5']
  ])
})

test('goes by the time that it is, and by what is in the log and not by what waits there', async () => {
  const eggs = await EggWorld.started()
  const doneAt = eggs.in(1_000)
  await eggs.send(boil(kitchen, 'one', doneAt))
  await eggs.world.service.stop()
  await eggs.world.send('commands', ring(kitchen, 'one', doneAt), salt(kitchen, 'one'))
  const outcomes = async (): Promise<unknown[]> => {
    const foreseen = await foresee(eggs, ring(kitchen, 'one', doneAt), salt(kitchen, 'one'))
    return foreseen.map(({ outcome, event }) => [outcome, event?.['revision'], event?.['sourceOffset']])
  }
  assert.equal(await outcomes(), [['unchanged', undefined, undefined], ['event', 2, 4]])
  eggs.clock.time += 1_000
  assert.equal(await outcomes(), [['event', 2, 3], ['event', 3, 4]])
})

test('says for which topic it would wait, and that what comes after it would wait, too', async () => {
  const eggs = await EggWorld.started()
  const doneAt = eggs.in(0)
  const other = kitchenIn(2)
  const [boiled, rung] = [boil(kitchen, 'one', doneAt, 'nobody'), ring(kitchen, 'one', doneAt)]
  const foreseen = await foresee(eggs, boiled, rung, salt(kitchen, 'one'), salt(other, 'one'))
  assert.equal(foreseen.map(({ outcome, missing }) => [outcome, missing]), [
    ['event', undefined], ['waits', 'waiter-nobody-calls'], ['waits', 'waiter-nobody-calls'], ['event', undefined]
  ])
})

test('says what would be a dead letter, and why', async () => {
  const eggs = await EggWorld.started()
  const large = salt(kitchen, 'x'.repeat(INPUT_BYTES_MAX))
  const foreseen = await foresee(eggs, large, salt(kitchen, 'one'))
  assert.equal(foreseen.map(({ outcome, reason }) => [outcome, reason]), [
    ['dead_letter', 'too_large'], ['event', undefined]
  ])
})

test('reads, and asks the log for nothing else', async () => {
  const asked = new Set<string>()
  const log = { inner: undefined as WrappedLog | undefined }
  const eggs = await EggWorld.started({ wrap: inner => log.inner = new AskedLog(inner, asked) })
  await eggs.send(boil(kitchen, 'one', 1), salt(kitchen, 'one'))
  await eggs.world.service.stop()
  asked.clear()
  await foresee(eggs, boil(kitchen, 'one', 1), salt(kitchen, 'two'))
  assert.equal([...asked].sort(), ['bounds', 'describe', 'reader'])
})

test('takes so many records and no more', async () => {
  const eggs = await EggWorld.started()
  const many = new Array(ASKED_MAX + 1).fill(salt(kitchen, 'one'))
  const rejected = await foresee(eggs, ...many).catch((error: Error) => error.message)
  assert.is(rejected, '10001 records are too many: 10000 at most')
})

test('knows which topics are decided', async () => {
  const eggs = await EggWorld.started()
  const { topology } = eggs.world.service
  const decided = Object.keys(topology.topics).filter(key => isDecided(topology, topology.topics[key]!))
  assert.equal(decided, ['commands'])
})

test.run()

async function foresee(eggs: EggWorld, ...records: readonly { readonly type: string }[]): Promise<readonly Foreseen[]> {
  const { topology, schemas, tables } = eggs.world.service
  const context = { log: eggs.world.log, topology, schemas, tables, clock: eggs.clock }
  return await dryRun(context, records.map(record => ({ topic: topology.topics['commands']!, record })))
}

/** Keeps the names of what it was asked for. */
class AskedLog extends WrappedLog {
  constructor(inner: ConstructorParameters<typeof WrappedLog>[0], asked: Set<string>) {
    super(inner)
    return new Proxy(this, {
      get: (target, name) => {
        asked.add(String(name))
        const found = Reflect.get(target, name) as unknown
        return typeof found === 'function' ? found.bind(target) : found
      }
    })
  }
}
