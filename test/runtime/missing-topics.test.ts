import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { silent, type Logger } from '../../runtime/logger.ts'
import { schemaRow } from '../../runtime/schemas.ts'
import { closeWorlds, PARTITIONS, until } from './counter-world.ts'
import { boil, schemas } from './egg-timer.ts'
import { EggWorld, kitchenIn } from './egg-world.ts'

const test = suite('a follow-up to a topic that no row tells of')
test.after.each(closeWorlds)

const kitchen = kitchenIn(1)
const ofAnn = 'waiter-ann-calls'

test('goes there when the topic is there: the row may have gone while the work was under way', async () => {
  const eggs = await EggWorld.create({ ids: { waiters: ['bob'] } })
  const warned: object[] = []
  await eggs.start({ logger: listening(warned) })
  await eggs.send(boil(kitchen, 'one', eggs.in(100), 'bob'), boil(kitchen, 'two', eggs.in(100), 'bob'))
  await eggs.pass(100)
  assert.equal(await eggs.rang(), ['one', 'two'])
  assert.equal((await eggs.world.read('waiter-bob-calls')).map(({ egg }) => egg), ['one', 'two'])
  assert.equal(warned, [])
})

/** What makes a topic that can be written, in both orders. */
const create = (eggs: EggWorld) => eggs.world.log.create(ofAnn, { partitions: PARTITIONS, config: {} })
const register = (eggs: EggWorld) =>
  eggs.world.log.append([{ topic: 'schemas', partition: 0, ...schemaRow(ofAnn, 77, schemas.Called) }])

for (const [what, first, second] of [['schema', create, register], ['topic', register, create]] as const) {
  test(`waits, with a word for it, until the ${what} is there too; the others go on`, async () => {
    const eggs = await EggWorld.create({ ids: { waiters: ['bob'] } })
    const warned: object[] = []
    await eggs.start({ logger: listening(warned) })
    await eggs.send(boil(kitchen, 'one', eggs.in(100), 'ann'), boil(kitchen, 'two', eggs.in(100)))
    eggs.clock.time = eggs.broker.time += 100
    await until(() => warned.length > 3, 'it is missed')
    assert.equal(warned[0], { processor: 'eggs', partition: 1, topic: ofAnn })
    await eggs.world.send('commands', boil(kitchenIn(2), 'other', eggs.in(0), 'bob'))
    await until(async () => (await eggs.rang()).join() === 'other', 'the others go on')
    assert.is(await eggs.world.service.idle(), false)

    await first(eggs)
    const said = warned.length
    await until(() => warned.length > said + 2, 'it is missed still')
    await second(eggs)
    await eggs.world.quiet()
    assert.equal(await eggs.rang(), ['one', 'two', 'other'])
    assert.is((await eggs.world.raw(ofAnn)).length, 1)
  })
}

test('can be stopped while it waits, and waits again after a restart', async () => {
  const eggs = await EggWorld.started()
  await eggs.send(boil(kitchen, 'one', eggs.in(100), 'ann'))
  for (let round = 0; round < 3; round++) {
    const warned: object[] = []
    await eggs.restart({ logger: listening(warned) })
    eggs.clock.time = eggs.broker.time += 100
    await until(() => warned.length > 1, 'it is missed')
    assert.ok(eggs.world.service.tasks.every(({ state }) => state === 'running'))
  }
  assert.is((await eggs.events()).length, 1)
})

test.run()

function listening(warned: object[]): Logger {
  return { ...silent, warn: (fields, fact) => { if (fact === 'topic.missing') warned.push(fields) } }
}
