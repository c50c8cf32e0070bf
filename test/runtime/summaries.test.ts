import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { partitionOf } from '../../runtime/partition.ts'
import { systemClock } from '../../runtime/clock.ts'
import { silent, type Logger } from '../../runtime/logger.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { closeWorlds, impatientClock, memoryLog } from './counter-world.ts'
import { schemas, topology } from './ledgers.ts'
import { ShopWorld } from './shop-world.ts'
import { pay, PARTITIONS, said } from './shops.ts'
import type { WorldOptions } from '../support/world.ts'
import { RecordingLog, UnclearLog } from './wrapped-log.ts'

const test = suite('summaries')
test.after.each(closeWorlds)

const manyPayments = Array.from({ length: 200 }, (_, index) => pay('corner', `till-${index % 10}`, `o${index}`, 1))

test('of many events in one transaction are one record', async () => {
  const log = new RecordingLog(await memoryLog())
  const shops = await created({ log })
  await shops.world.send('tillCommands', ...manyPayments)
  await shops.world.start()
  await shops.world.quiet()
  const partitions = new Set(manyPayments.map(tillPartition))
  const entered = await shops.world.read('ledger-changelog')
  assert.is(entered.length, partitions.size, 'as many as transactions, and not as events')
  assert.is(entered.at(-1)!['total'], 200)
  for (const partition of partitions) {
    const records = transactionsOf(log, 'till-changelog').flatMap(({ records }) => records)
      .filter(each => each.topic === 'till-changelog' && each.partition === partition)
    assert.is(records.length, manyPayments.filter(each => tillPartition(each) === partition).length)
  }
})

test('have the events in their order, with the rows before and after, and leave after all else', async () => {
  const log = new RecordingLog(await memoryLog())
  const shops = await created({ log })
  await shops.world.send('tillCommands', pay('corner', 'front', 'o1', 5), pay('corner', 'front', 'o2', 7))
  await shops.world.start()
  await shops.world.quiet()
  assert.equal(await entries(shops), [['Paid front o1 0 5', 'Paid front o2 5 12']])
  const [transaction, ...others] = transactionsOf(log, 'till-changelog')
  assert.is(others.length, 0)
  assert.equal(transaction!.records.map(({ topic }) => topic), [
    'till-changelog', 'vault-commands', 'receipts', 'till-changelog', 'vault-commands', 'receipts', 'ledger-commands'
  ])
})

test('have a name that no other transaction has', async () => {
  const shops = await created()
  await shops.world.start()
  for (const till of ['front', 'back', 'front', 'side']) {
    await shops.world.send('tillCommands', pay('corner', till, `${till} ${Math.random()}`, 1))
    await shops.world.quiet()
  }
  const names = (await shops.world.read('ledger-changelog')).map(({ operationId }) => operationId as string)
  assert.is(new Set(names).size, 4, names.join())
  for (const name of names) assert.match(name, /^till-commands\/\d+\/\d+$/)
})

test('leave out what was refused and what was a repeat, and are not sent for these alone', async () => {
  const shops = await created()
  await shops.world.start()
  const payment = pay('corner', 'front', 'o1', 5)
  await shops.world.send('tillCommands', payment, payment, pay('nowhere', 'front', 'o2', 1))
  await shops.world.quiet()
  await shops.world.send('tillCommands', payment, pay('nowhere', 'front', 'o3', 1))
  await shops.world.quiet()
  assert.is((await shops.world.read('till-changelog')).filter(({ type }) => type === 'OperationRefused').length, 2)
  assert.equal(await entries(shops), [['Paid front o1 0 5']])
})

test('gather at a processor that has a pace, and wait for no transaction when it stops', async () => {
  const log = new RecordingLog(await memoryLog())
  const ledgers = { ...topology.processors['ledgers']!, paceMs: 200 }
  const shops = await created({ log, topology: { ...topology, processors: { ...topology.processors, ledgers } } })
  await shops.world.start()
  for (let payment = 0; payment < 30; payment++) {
    await shops.world.send('tillCommands', pay('corner', 'front', `o${payment}`, 1))
    await systemClock.sleep(5)
  }
  await shops.world.quiet()
  const [tills, entered] = ['till-changelog', 'ledger-changelog'].map(name => transactionsOf(log, name).length)
  assert.is((await entries(shops)).flat().length, 30)
  assert.ok(entered! * 3 <= tills!, `${entered} transactions for ${tills}`)
  const stopping = systemClock.now()
  await shops.world.send('tillCommands', pay('corner', 'front', 'last', 1))
  await shops.world.service.stop()
  assert.ok(systemClock.now() - stopping < 5_000)
})

test('are none of what is only passed on', async () => {
  const log = new RecordingLog(await memoryLog())
  const shops = await created({ log })
  await shops.world.start()
  await shops.say('bank-first-answers', said('corner', 'front', 'o1', 5))
  await shops.world.quiet()
  const names = (await shops.world.read('ledger-changelog')).map(({ operationId }) => operationId as string)
  assert.equal(names.map(name => name.split('/')[0]), ['till-commands'])
})

for (const unclear of ['committed', 'aborted'] as const) {
  test(`are sent exactly once when a commit is ${unclear} and says that it failed`, async () => {
    const log = new UnclearLog(await memoryLog())
    const shops = await created({ log })
    await shops.world.start({ clock: impatientClock })
    await shops.world.quiet()
    for (let round = 0; round < 5; round++) {
      log.unclear = unclear
      await shops.world.send('tillCommands', pay('corner', 'front', `o${round}`, 1))
      await shops.world.quiet()
    }
    const found = (await entries(shops)).flat()
    assert.equal(found, [0, 1, 2, 3, 4].map(round => `Paid front o${round} ${round} ${round + 1}`))
  })
}

test('are not sent again by a restore', async () => {
  const shops = await created()
  await shops.world.start()
  await shops.world.send('tillCommands', ...manyPayments)
  await shops.world.quiet()
  const before = await entries(shops)
  await shops.world.service.stop()
  await shops.world.start({ stores: new MemoryStores() })
  await shops.world.quiet()
  assert.equal(await entries(shops), before)
  await shops.world.send('tillCommands', pay('corner', 'front', 'later', 1))
  await shops.world.quiet()
  assert.equal((await entries(shops)).flat().filter(entry => entry.includes('later')).length, 1)
})

test('of a shop with topics of its own are named after these, and reach the one ledger of all', async () => {
  const shops = await created()
  await shops.world.start()
  const home = await shops.open('big')
  await shops.send(home.topics['tillCommands']!, pay('big', 'front', 'o1', 5), pay('big', 'front', 'o2', 1))
  await shops.world.send('tillCommands', pay('corner', 'front', 'o1', 100))
  await shops.world.quiet()
  assert.is(home.topics['ledgerCommands'], shops.world.topology.topics['ledgerCommands'])
  const names = (await shops.world.read('ledger-changelog')).map(({ shop, operationId, entries }) =>
    [shop, (operationId as string).split('/')[0], entries])
  assert.equal(names.sort(), [
    ['big', 'shop-big-till-commands', ['Paid front o1 0 5', 'Paid front o2 5 6']],
    ['corner', 'till-commands', ['Paid front o1 0 100']]
  ])
})

test.run()

const alarms = suite('alarms')
alarms.after.each(closeWorlds)

alarms('are raised with the event, at the highest level, and not again by a restore', async () => {
  const facts: unknown[] = []
  const logger: Logger = { ...silent, error: (fields, fact) => void facts.push([fact, fields]) }
  const shops = await created({ logger })
  await shops.world.start()
  await shops.world.send('tillCommands', pay('corner', 'front', 'o1', 999), pay('corner', 'front', 'o2', 1_000))
  await shops.world.quiet()
  const partition = partitionOf('corner/front', PARTITIONS)
  const raised = [['alarm.raised', { processor: 'tills', partition, alarm: 'front took 1000' }]]
  assert.equal(facts, raised)
  await shops.world.service.stop()
  await shops.world.start({ stores: new MemoryStores() })
  await shops.world.quiet()
  assert.equal(facts, raised)
})

alarms('are raised though the commit fails, and again when the slice is decided again', async () => {
  const facts: unknown[] = []
  const logger: Logger = { ...silent, error: (_, fact) => void facts.push(fact) }
  const log = new UnclearLog(await memoryLog())
  const shops = await created({ log, logger })
  await shops.world.start({ clock: impatientClock })
  await shops.world.quiet()
  log.unclear = 'aborted'
  await shops.world.send('tillCommands', pay('corner', 'front', 'o1', 1_000))
  await shops.world.quiet()
  assert.equal(facts, ['alarm.raised', 'alarm.raised'])
})

alarms.run()

function created(options: WorldOptions = {}): Promise<ShopWorld> {
  return ShopWorld.create({ topology, schemas, ...options })
}

async function entries(shops: ShopWorld): Promise<readonly (readonly string[])[]> {
  return (await shops.world.read('ledger-changelog')).map(event => event['entries'] as readonly string[])
}

function tillPartition(payment: object): number {
  const { shop, till } = payment as { shop: string, till: string }
  return partitionOf(`${shop}/${till}`, PARTITIONS)
}

function transactionsOf(log: RecordingLog, topic: string): RecordingLog['transactions'] {
  return log.transactions.filter(({ records }) => records.some(each => each.topic === topic))
}
