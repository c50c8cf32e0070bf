import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { schemaRow } from '../../runtime/schemas.ts'
import { silent } from '../../runtime/logger.ts'
import { Codec } from '../../schemas/codec.ts'
import type { Flat } from '../../schemas/record.ts'
import { RegistryUnavailable, type SchemaRegistry } from '../../schemas/registry.ts'
import type { World } from '../support/world.ts'
import { add, field, record, schemas, type Field, type RecordSchema } from './counter.ts'
import {
  closeWorlds, counterIn, counterWorld, eventsOf, impatientClock, PARTITIONS, task, until
} from './counter-world.ts'

const test = suite('schemas of others')
test.after.each(closeWorlds)

const counters = Array.from({ length: PARTITIONS }, (_, partition) => counterIn(partition))
const NEW_ID = 900

/** What a newer client writes: a field more. */
const newer = commandOf(record('Add', field('by', 'int'), field('note', 'string')))

/** What only a newer version of the service reads: a command more. */
const wider = commandOf(record('Add', field('by', 'int')), record('Multiply', field('by', 'int')))

test('the registry down, at start or later: bundled schemas carry on, and nobody asks', async () => {
  const world = await counterWorld()
  const registry = new FakeRegistry()
  for (let start = 1; start <= 2; start++) {
    await world.start({ registry })
    await world.send('commands', ...counters.map(counter => add(counter, `o${start}`, 1)))
    await world.quiet()
    await world.service.stop()
  }
  assert.is((await eventsOf(world)).length, 2 * PARTITIONS)
  assert.is(registry.asked, 0)
})

test('the registry down: an unknown id pauses its partition and retries; nothing goes to dead letters', async () => {
  const world = await counterWorld()
  const registry = new FakeRegistry()
  await world.start({ registry, clock: impatientClock })
  await world.send('commands', add(counters[0]!, 'o1', 1))
  await sendBy(world, newer, { ...add(counters[0]!, 'o2', 2), note: 'hello' })
  await world.send('commands', add(counters[0]!, 'o3', 3), ...counters.slice(1).map(counter => add(counter, 'o1', 1)))

  await until(() => registry.asked >= 3, 'it asks again and again')
  for (const counter of counters)
    await until(async () => (await eventsOf(world, counter)).length === 1, 'all others go on')
  assert.is(task(world, 0).state, 'running')
  assert.is((await world.raw('counter-dead-letters')).length, 0)

  registry.schema = newer
  await world.quiet()
  assert.equal(
    (await eventsOf(world, counters[0])).map(({ operationId, total }) => [operationId, total]),
    [
      ['o1', 1],
      ['o2', 3],
      ['o3', 6]
    ]
  )
  assert.is((await world.raw('counter-dead-letters')).length, 0)
})

test('an id that the registry does not know: to the dead letters, and it is asked once', async () => {
  const world = await counterWorld()
  const registry = new FakeRegistry()
  registry.schema = 'none'
  await world.start({ registry, clock: impatientClock })
  for (let nth = 0; nth < 20; nth++) await sendBy(world, newer, { ...add(counters[0]!, `o${nth}`, 1), note: '' })
  await world.send('commands', add(counters[0]!, 'good', 1))
  await world.quiet()
  assert.equal(
    (await world.raw('counter-dead-letters')).map(({ headers }) => String(headers['x-reason-code'])),
    new Array(20).fill('unknown_schema')
  )
  assert.equal(
    (await eventsOf(world, counters[0])).map(({ operationId }) => operationId),
    ['good']
  )
  assert.is(registry.asked, 1)
})

test('an id of a schema that is for something else: to the dead letters', async () => {
  const world = await counterWorld()
  const registry = new FakeRegistry()
  registry.schema = record('Invoice', field('by', 'int'))
  await world.start({ registry })
  await sendBy(world, newer, { ...add(counters[0]!, 'o1', 1), note: '' })
  await world.quiet()
  assert.is((await world.raw('counter-dead-letters')).length, 1)
})

test('an id that comes to the topic of schemas is known from then on, without a registry', async () => {
  const world = await counterWorld()
  await world.start()
  await world.log.append([{ topic: 'schemas', partition: 0, ...schemaRow('counter-commands', NEW_ID, newer) }])
  await sendBy(world, newer, { ...add(counters[0]!, 'o1', 2), note: 'hello' })
  await world.quiet()
  assert.equal((await eventsOf(world)).map(({ total }) => total), [2])
})

test('a new schema and a registry that is down: the new id pauses its partition at start too', async () => {
  const world = await counterWorld()
  const registry = new FakeRegistry()
  await sendBy(world, newer, { ...add(counters[0]!, 'o1', 2), note: 'hello' })
  await world.send('commands', add(counters[1]!, 'o1', 1))
  await world.start({ registry, clock: impatientClock })
  await until(async () => registry.asked >= 3 && (await eventsOf(world, counters[1])).length === 1, 'the others go on')
  assert.is((await world.raw('counter-dead-letters')).length, 0)
  registry.schema = newer
  await world.quiet()
  assert.equal((await eventsOf(world, counters[0])).map(({ total }) => total), [2])
})

test('a schema for a newer version of the service does no harm until a record of it comes', async () => {
  const world = await counterWorld()
  const facts: string[] = []
  await world.start({ logger: { ...silent, error: (_, fact) => facts.push(fact) } })
  await world.log.append([{ topic: 'schemas', partition: 0, ...schemaRow('counter-commands', NEW_ID, wider) }])
  await world.send('commands', ...counters.map(counter => add(counter, 'o1', 1)))
  await world.quiet()
  await until(() => facts.length > 0, 'it is noticed')
  await world.service.stop()
  await world.start()
  await world.send('commands', ...counters.map(counter => add(counter, 'o2', 1)))
  await world.quiet()
  assert.is((await eventsOf(world)).length, 2 * PARTITIONS)
  assert.equal(facts, ['schema.too_new'])
})

test('a record that only a newer version can read stops its partition, and is no dead letter', async () => {
  for (const where of ['registry', 'topic'] as const) {
    const world = await counterWorld()
    const registry = new FakeRegistry()
    registry.schema = wider
    if (where === 'topic')
      await world.log.append([{ topic: 'schemas', partition: 0, ...schemaRow('counter-commands', NEW_ID, wider) }])
    await world.start(where === 'registry' ? { registry } : {})
    await sendBy(world, wider, add(counters[0]!, 'o1', 1))
    await world.send('commands', ...counters.map(counter => add(counter, 'o2', 1)))
    await until(() => task(world, 0).state === 'stopped', 'partition 0 stops')
    for (const counter of counters.slice(1))
      await until(async () => (await eventsOf(world, counter)).length === 1, 'the others go on')
    assert.is((await world.raw('counter-dead-letters')).length, 0)
    await world.stop()
  }
})

test.run()

function commandOf(...body: readonly RecordSchema[]): RecordSchema {
  const head: readonly Field[] = schemas.CounterCommand.fields.slice(0, 2)
  return record('CounterCommand', ...head, field('body', body))
}

/** Sends a record as a client with another schema does, under an id of its own. */
async function sendBy(
  world: World,
  schema: RecordSchema,
  command: Flat | { readonly type: string, readonly counter: string }
): Promise<void> {
  const codec = new Codec({ CounterCommand: schema })
  codec.add('counter-commands', 'CounterCommand')
  codec.learn('counter-commands', NEW_ID, schema)
  const key = (command as Flat)['counter'] as string
  const partition = counters.indexOf(key)
  await world.log.append([
    { topic: 'counter-commands', partition, key, value: codec.encode('counter-commands', command) }
  ])
}

/** A registry that does not answer until it is told what to say. */
class FakeRegistry implements SchemaRegistry {
  asked = 0
  schema: RecordSchema | 'none' | undefined

  register(): Promise<number> {
    return Promise.reject(new RegistryUnavailable(new Error('connect ECONNREFUSED')))
  }

  find(): Promise<unknown> {
    this.asked++
    if (this.schema === undefined) return Promise.reject(new RegistryUnavailable(new Error('connect ECONNREFUSED')))
    return Promise.resolve(this.schema === 'none' ? undefined : this.schema)
  }
}
