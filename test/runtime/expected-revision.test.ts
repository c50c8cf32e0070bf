import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { MemoryStores } from '../../state/memory-store.ts'
import type { World } from '../support/world.ts'
import { field, record, schemas as counterSchemas } from './counter.ts'
import { closeWorlds, counterWorld, digests, eventsOf } from './counter-world.ts'

const test = suite('a command that expects a revision')
test.after.each(closeWorlds)

const schemas = {
  ...counterSchemas,
  CounterCommand: record('CounterCommand',
    field('counter', 'string'), field('operationId', 'string'),
    { ...field('expectedRevision', 'long'), default: 0 } as ReturnType<typeof field>,
    field('body', [record('Add', field('by', 'int'))]))
}

test('is decided when its key is at that revision, refusals and repeats counted as they are', async () => {
  const world = await counters()
  await send(world, add('o1', 5, 0), add('o2', -9, 1), add('o2', -9, 1), add('o3', 1, 2))
  assert.equal(await told(world), ['Added 1', 'negative 2', 'Added 3'])
})

test('is refused when it is at another, be it an earlier or a later one', async () => {
  const world = await counters()
  await send(world, add('o1', 5, 0), add('o2', 5, 0))
  await send(world, add('o3', 1, 1), add('o4', 1, 4), add('o5', 1, -1), add('o6', 1, 5))
  assert.equal(await told(world), [
    'Added 1', 'Added 2', 'revision_mismatch 3', 'revision_mismatch 4', 'revision_mismatch 5', 'Added 6'
  ])
  const [, , refused] = await eventsOf(world, 'a')
  assert.equal([refused!['command'], refused!['fields']], ['Add', []])
  assert.is((await eventsOf(world, 'a')).at(-1)!['total'], 11)
})

test('is refused in a key that nothing has happened to: it has no revision yet', async () => {
  const world = await counters()
  await send(world, add('o1', 5, 1), add('o2', 5, 1))
  assert.equal(await told(world), ['revision_mismatch 1', 'Added 2'])
})

test('goes by its own key alone', async () => {
  const world = await counters()
  await send(world, add('o1', 5, 0), { ...add('o1', 5, 0), counter: 'b' }, { ...add('o2', 5, 1), counter: 'b' })
  assert.equal(await told(world, 'b'), ['Added 1', 'Added 2'])
})

test('expects any with 0', async () => {
  const world = await counters()
  await send(world, add('o1', 1, 0), add('o2', 1, 0), add('o3', 1, 0))
  assert.equal(await told(world), ['Added 1', 'Added 2', 'Added 3'])
})

test('is still the same operation when it is repeated with another, whatever was answered', async () => {
  const world = await counters()
  const commands = (expected: readonly number[]) => [add('o1', 5, expected[0]!), add('o2', 7, expected[1]!)]
  await send(world, ...commands([0, 9]))
  const expected = ['Added 1', 'revision_mismatch 2']
  const again = async (): Promise<void> => {
    await send(world, ...commands([9, 0]), ...commands([1, 1]), ...commands([2, 2]))
    assert.equal(await told(world), expected)
  }
  await again()
  const before = digests(world)
  for (const stores of [world.stores, new MemoryStores()]) {
    await world.service.stop()
    await world.start({ stores, schemas })
    await world.quiet()
    assert.equal(digests(world), before)
    await again()
  }
})

test('with a known operation id and other parameters is told that, and not of the revision', async () => {
  const world = await counters()
  await send(world, add('o1', 5, 0), add('o1', 6, 9))
  assert.equal(await told(world), ['Added 1', 'operation_id_reused 2'])
})

test('of two that expect the same, in one transaction or in two, exactly one is decided', async () => {
  for (const isOneTransaction of [true, false]) {
    const world = await counters()
    await send(world, add('o1', 100, 0))
    const [left, right] = [add('left', -60, 1), add('right', -40, 1)]
    if (isOneTransaction) await send(world, left, right)
    else for (const each of [left, right]) await send(world, each)
    assert.equal(await told(world), ['Added 1', 'Added 2', 'revision_mismatch 3'])
  }
})

test('has it in its head: a field of that name among its parameters is for its processor alone', async () => {
  const inBody = field('body', [record('Add', field('by', 'int'), field('expectedRevision', 'long'))])
  const [counter, operationId] = counterSchemas.CounterCommand.fields
  const own = { ...counterSchemas, CounterCommand: record('CounterCommand', counter!, operationId!, inBody) }
  const world = await counterWorld({ schemas: own })
  await world.start({ schemas: own })
  await send(world, add('o1', 5, 9), add('o1', 5, 8))
  assert.equal(await told(world), ['Added 1', 'operation_id_reused 2'])
})

test.run()

async function counters(): Promise<World> {
  const world = await counterWorld({ schemas })
  await world.start()
  return world
}

function add(operationId: string, by: number, expectedRevision: number): object {
  return { type: 'Add', counter: 'a', operationId, by, expectedRevision }
}

async function send(world: World, ...commands: readonly object[]): Promise<void> {
  await world.send('commands', ...commands)
  await world.quiet()
}

/** What each event of a counter says in a word, and its revision. */
async function told(world: World, counter = 'a'): Promise<readonly string[]> {
  return (await eventsOf(world, counter)).map(({ type, reason, revision }) => `${reason ?? type} ${revision}`)
}
