import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { SliceReport } from '../../runtime/context.ts'
import { LOCALS_MAX } from '../../runtime/decide.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import type { Flat } from '../../schemas/record.ts'
import { World } from '../support/world.ts'
import { closeWorlds, counterIn, opened, PARTITIONS, until } from './counter-world.ts'
import { pass, schemas, topology } from './relay.ts'

const test = suite('what follows at once')
test.after.each(closeWorlds)

const [first, second, third] = [counterIn(0, 0), counterIn(0, 1), counterIn(0, 2)]
const elsewhere = counterIn(1)

test('is decided in the transaction of what it follows from, and is no record of its own', async () => {
  const { world, slices } = await relayWorld()
  await world.send('commands', pass(first, 'go', [second, third], 2))
  await world.quiet()
  assert.equal((await world.read('node-changelog')).map(wordOf), [
    `${first} 0 0`, `${second} 0 1`, `${third} 0 2`, `${second} 0 3`, `${third} 0 4`, `${second} 0 5`, `${third} 0 6`
  ])
  assert.equal((await world.raw('node-commands')).length, 1)
  assert.equal(slices.map(({ records, events, followUps }) => [records, events, followUps]), [[1, 7, 6]])
})

test('goes by the log where it is for another partition', async () => {
  const { world } = await relayWorld()
  await world.send('commands', pass(first, 'go', [second, elsewhere]))
  await world.quiet()
  assert.equal((await world.read('node-changelog')).map(wordOf), [`${first} 0 0`, `${second} 0 1`, `${elsewhere} 0 0`])
  assert.equal((await world.raw('node-commands')).length, 2)
})

test('is restored as it was, and is a repeat when it comes again', async () => {
  const { world } = await relayWorld()
  const commands = [pass(first, 'go', [second, elsewhere], 3), pass(second, 'on', [first, third], 3)]
  await world.send('commands', ...commands)
  await world.quiet()
  const events = (await world.read('node-changelog')).length
  const before = world.service.tasks.map(({ checkpoint }) => checkpoint.digest)
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await world.send('commands', ...commands)
  await world.quiet()
  assert.equal(world.service.tasks.map(({ checkpoint }) => checkpoint.digest), before)
  assert.is((await world.read('node-changelog')).length, events)
})

test('of many inputs is more than one slice, and each is answered once', async () => {
  const { world, slices } = await relayWorld()
  const many = Array.from({ length: 40 }, (_, nth) => counterIn(0, nth))
  await world.send('commands', ...many.map(node => pass(node, 'go', many, 1)))
  await world.quiet()
  const events = await world.read('node-changelog')
  assert.is(events.length, 40 + 40 * 40)
  assert.is(new Set(events.map(({ node, operationId }) => `${node} ${operationId}`)).size, events.length)
  assert.ok(slices.length > 1 && slices.every(({ records }) => records < 40), `${slices.map(({ records }) => records)}`)
})

test('without an end stops its partition before anything of it is written', async () => {
  const { world } = await relayWorld()
  await world.send('commands', pass(first, 'go', [second, third], 30), pass(elsewhere, 'go', [elsewhere], 2))
  await until(() => world.service.tasks[0]!.state === 'stopped', 'it stops')
  await until(async () => (await world.read('node-changelog')).length === 3, 'the others go on')
  assert.ok(2 ** 30 > LOCALS_MAX)
})

test('is a contradiction where it follows nothing', async () => {
  const { world } = await relayWorld()
  await world.send('commands', pass(first, 'go', [], 0))
  await world.quiet()
  await world.service.stop()
  const [event] = await world.read('node-changelog')
  await world.send('changelog', { ...event, node: second, operationId: 'x', sourceOffset: 3, step: 1 })
  await world.start({ stores: new MemoryStores() })
  await until(() => world.service.tasks[0]!.state === 'stopped', 'it stops')
})

test.run()

async function relayWorld(): Promise<{ world: World, slices: SliceReport[] }> {
  const slices: SliceReport[] = []
  const world = opened(await World.create({ topology, schemas, partitions: PARTITIONS, ids: {} }))
  await world.start({ observer: { onSlice: slice => void slices.push(slice) } })
  return { world, slices }
}

function wordOf(event: Flat): string {
  return `${event['node']} ${event['sourceOffset']} ${event['step']}`
}
