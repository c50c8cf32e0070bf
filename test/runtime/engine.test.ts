import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { MemoryStores } from '../../state/memory-store.ts'
import { RandomBytes } from '../support/random-bytes.ts'
import { add, field, record, schemas } from './counter.ts'
import { closeWorlds, counterIn, counterWorld, digests, eventsOf, PARTITIONS } from './counter-world.ts'

const test = suite('the engine runs a domain of a dozen lines')
test.after.each(closeWorlds)

test('one command, one event: what was added, and the total that it leaves', async () => {
  const world = await counterWorld()
  await world.start()
  await world.send('commands', add('a', 'o1', 5), add('a', 'o2', -2), add('b', 'o1', 7))
  await world.quiet()
  assert.equal(
    (await eventsOf(world, 'a')).map(({ type, by, total }) => [type, by, total]),
    [
      ['Added', 5, 5],
      ['Added', -2, 3]
    ]
  )
  assert.equal(
    (await eventsOf(world, 'b')).map(({ type, by, total }) => [type, by, total]),
    [['Added', 7, 7]]
  )
})

test('every event says which operation it answers, where its command was, and how many there were before', async () => {
  const world = await counterWorld()
  await world.start()
  const counter = counterIn(2)
  await world.send('commands', ...['o1', 'o2', 'o3'].map(operationId => add(counter, operationId, 1)))
  await world.quiet()
  const raw = await world.raw('counter-commands')
  for (const [index, event] of (await eventsOf(world, counter)).entries()) {
    const { operationId, revision, sourceTopic, sourceOffset, at, fingerprint } = event
    assert.equal(
      { operationId, revision, sourceTopic, sourceOffset, at },
      {
        operationId: `o${index + 1}`,
        revision: index + 1,
        sourceTopic: 'counter-commands',
        sourceOffset: index,
        at: raw[index]!.timestamp
      }
    )
    assert.is(fingerprint.length, 12)
  }
})

test('a refusal is an event with its reason, counts, and changes nothing', async () => {
  const world = await counterWorld()
  await world.start()
  await world.send('commands', add('a', 'o1', 5), add('a', 'o2', -6), add('a', 'o3', -5), add('a', 'o4', -1))
  await world.quiet()
  assert.equal((await eventsOf(world)).map(({ type, revision, total, reason }) => [type, revision, total ?? reason]), [
    ['Added', 1, 5], ['OperationRefused', 2, 'negative'], ['Added', 3, 0], ['OperationRefused', 4, 'negative']
  ])
})

test('an event lands in the partition of its command, under its key', async () => {
  const world = await counterWorld()
  await world.start()
  const counters = Array.from({ length: PARTITIONS }, (_, partition) => counterIn(partition))
  await world.send('commands', ...counters.map(counter => add(counter, 'o1', 1)))
  await world.quiet()
  assert.equal((await world.raw('counter-changelog')).map(({ key }) => key!.toString()), counters)
})

test('the same operation id again: no new event, over restarts and a wiped store', async () => {
  const world = await counterWorld()
  await world.start()
  const again = async (): Promise<void> => {
    await world.send('commands', add('a', 'o1', 5), add('a', 'o1', 5))
    await world.quiet()
    assert.equal((await eventsOf(world)).map(({ total }) => total), [5])
  }
  await again()
  await again()
  await world.service.stop()
  await world.start()
  await again()
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await again()
})

test('the same operation id with other parameters: a refusal naming the differing fields, once', async () => {
  const world = await counterWorld()
  await world.start()
  const expected = [['Added', 5], ['operation_id_reused', ['by']], ['operation_id_reused', ['by']]]
  const again = async (): Promise<void> => {
    await world.send(
      'commands',
      add('a', 'o1', 5),
      add('a', 'o1', 6),
      add('a', 'o1', 6),
      add('a', 'o1', 7),
      add('a', 'o1', 5)
    )
    await world.quiet()
    assert.equal(
      (await eventsOf(world)).map(({ type, total, reason, fields }) => [reason ?? type, fields ?? total]),
      expected
    )
  }
  await again()
  await again()
  await world.service.stop()
  await world.start()
  await again()
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await again()
})

test('an operation id is its counter\'s own', async () => {
  const world = await counterWorld()
  await world.start()
  await world.send('commands',
    add('a', 'o1', 5), add('b', 'o1', 6), add('a/b', 'o1', 7), add('a\0b', 'o1', 8), add('', 'o1', 9), add('o1', '', 1))
  await world.quiet()
  assert.equal((await eventsOf(world)).map(({ type, revision }) => [type, revision]), new Array(6).fill(['Added', 1]))
})

test('a refused operation stays refused, though it would go through today', async () => {
  const world = await counterWorld()
  await world.start()
  await world.send('commands', add('a', 'o1', -5), add('a', 'o2', 10), add('a', 'o1', -5))
  await world.quiet()
  assert.equal((await eventsOf(world)).map(({ type }) => type), ['OperationRefused', 'Added'])
})

test('random commands come to what a few lines of arithmetic say, and restarts change nothing', async () => {
  const world = await counterWorld()
  await world.start()
  const random = new RandomBytes(1)
  const totals = new Map<string, number>()
  const revisions = new Map<string, number>()
  for (let round = 0; round < 4; round++) {
    const commands = Array.from(
      { length: 500 },
      (_, index) => [`counter-${random.below(40)}`, `o${round}-${index}`, random.below(200) - 100] as const
    )
    await world.send('commands', ...commands.map(([counter, operationId, by]) => add(counter, operationId, by)))
    for (const [counter, , by] of commands) {
      const total = (totals.get(counter) ?? 0) + by
      if (total >= 0) totals.set(counter, total)
      revisions.set(counter, (revisions.get(counter) ?? 0) + 1)
    }
    if (round % 2 === 0) await world.quiet()
    await world.service.stop()
    await world.start(round === 1 ? { stores: new MemoryStores() } : {})
  }
  await world.quiet()

  const events = await eventsOf(world)
  assert.is(events.length, 2_000)
  for (const [counter, revision] of revisions) {
    const own = events.filter(event => event['counter'] === counter)
    assert.equal(own.map(event => event['revision']), Array.from({ length: revision }, (_, index) => index + 1))
    assert.is(own.findLast(({ type }) => type === 'Added')?.['total'] ?? 0, totals.get(counter) ?? 0)
  }
})

test('a restart from the store and one from a deleted store come to the same digest', async () => {
  const world = await counterWorld()
  await world.start()
  const counters = Array.from({ length: 30 }, (_, index) => `counter-${index}`)
  await world.send('commands', ...counters.flatMap(counter => [
    add(counter, 'o1', 5), add(counter, 'o2', -9), add(counter, 'o1', 6), add(counter, 'o3', 1)
  ]))
  await world.quiet()
  const before = digests(world)
  assert.ok(before.every(({ rows }) => rows > 0), JSON.stringify(before))
  await world.service.stop()
  await world.start()
  await world.quiet()
  assert.equal(digests(world), before)
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await world.quiet()
  assert.equal(digests(world), before)
})

test('rows of another schema are built anew from the changelog', async () => {
  const stores = new MemoryStores()
  const world = await counterWorld({ stores })
  await world.start()
  await world.send('commands', add('a', 'o1', 5), add('a', 'o2', 1))
  await world.quiet()
  const before = digests(world)
  await world.service.stop()
  const note = { name: 'note', type: 'string', default: '' }
  await world.start({ schemas: { ...schemas, Counter: record('Counter', note, field('total', 'long')) } })
  await world.send('commands', add('a', 'o2', 1), add('a', 'o3', -6))
  await world.quiet()
  assert.equal((await eventsOf(world, 'a')).map(({ revision, total }) => [revision, total]), [[1, 5], [2, 6], [3, 0]])
  assert.is.not(JSON.stringify(digests(world)), JSON.stringify(before))
})

test('two processes of a group share the partitions, and take over from each other', async () => {
  const world = await counterWorld()
  const first = await world.start()
  const second = await world.start({ stores: new MemoryStores() })
  const counters = Array.from({ length: 40 }, (_, index) => `counter-${index}`)
  await world.send('commands', ...counters.map(counter => add(counter, 'o1', 1)))
  while ((await eventsOf(world)).length < counters.length) await new Promise(resolve => setTimeout(resolve, 5))
  assert.equal([first.tasks.length, second.tasks.length], [2, 2])

  await first.stop()
  await world.send('commands', ...counters.map(counter => add(counter, 'o2', 1)))
  await world.quiet()
  assert.is(second.tasks.length, PARTITIONS)
  for (const counter of counters) {
    assert.equal((await eventsOf(world, counter)).map(({ total, revision }) => [total, revision]), [[1, 1], [2, 2]])
  }
})

test.run()
