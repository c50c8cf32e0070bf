import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { LogError, type Reader, type TopicDescription } from '../../runtime/log/log.ts'
import { silent, type Logger } from '../../runtime/logger.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import type { Store, StoreFactory, StoreIdentity } from '../../state/store.ts'
import { closeWorlds, impatientClock, memoryLog, until } from './counter-world.ts'
import { asOthers, ShopWorld } from './shop-world.ts'
import { ask, pay, PARTITIONS, said } from './shops.ts'
import { WrappedLog } from './wrapped-log.ts'

const test = suite('own topics')
test.after.each(closeWorlds)

const big = { partitions: 3, replication: 2, commandRetentionMs: 86_400_000 }

test('are made when their row appears, as it says, and joined without a restart', async () => {
  const log = new RecordingCreations(await memoryLog())
  const shops = await ShopWorld.started({ log })
  const before = log.created.length
  const { topics } = await shops.open('big', big)
  assert.equal(log.created.slice(before).map(({ name }) => name).sort(), [
    'shop-big-audits', 'shop-big-receipts', 'shop-big-till-changelog', 'shop-big-till-commands',
    'shop-big-till-dead-letters', 'shop-big-vault-changelog', 'shop-big-vault-commands', 'shop-big-vault-dead-letters'
  ])
  for (const { partitions, replication } of log.created.slice(before)) assert.equal([partitions, replication], [3, 2])
  const shared = shops.world.topology.topics
  for (const key of ['tillCommands', 'vaultCommands', 'audits']) {
    const expected = { ...shared[key]!.config, 'retention.ms': '86400000' }
    assert.equal((await log.describe(topics[key]!.name))!.config, expected, key)
  }
  for (const key of ['tillChangelog', 'tillDeadLetters', 'receipts']) {
    assert.equal((await log.describe(topics[key]!.name))!.config, shared[key]!.config, key)
  }
  assert.is(topics['requests'], shared['requests'])
  assert.is(topics['shops'], shared['shops'])
  assert.is(shops.world.service.tasks.length, 2 * PARTITIONS + 2 * 3)
})

test('stand beside the shared ones: the same ids do not meet', async () => {
  const shops = await ShopWorld.started()
  const home = await shops.open('big')
  await shops.send(home.topics['tillCommands']!, pay('big', 'front', 'o1', 5), pay('big', 'front', 'o2', 1))
  await shops.world.send('tillCommands', pay('corner', 'front', 'o1', 100))
  await shops.world.quiet()
  assert.equal(await shops.paid(home), ['big/front o1 5', 'big/front o2 6'])
  assert.equal(await shops.paid(shops.world.topology), ['corner/front o1 100'])
})

test('of two shops whose ids begin alike are apart', async () => {
  const shops = await ShopWorld.started()
  const [home, other] = [await shops.open('big'), await shops.open('other', { partitions: 1, ...asOthers })]
  await shops.send(home.topics['tillCommands']!, pay('big', 'front', 'o1', 5))
  await shops.send(other.topics['tillCommands']!, pay('other', 'front', 'o1', 7))
  await shops.world.quiet()
  assert.equal(await shops.paid(home), ['big/front o1 5'])
  assert.equal(await shops.paid(other), ['other/front o1 7'])
})

test('carry what follows: commands of the other processors, and what nobody here reads', async () => {
  const shops = await ShopWorld.started()
  const home = await shops.open('big')
  await shops.send(home.topics['tillCommands']!, pay('big', 'front', 'o1', 5))
  await shops.world.send('tillCommands', pay('corner', 'front', 'o1', 100))
  await shops.world.quiet()
  for (const [{ topics }, total] of [[home, 5], [shops.world.topology, 100]] as const) {
    assert.equal((await shops.read(topics['vaultChangelog']!)).map(event => event['total']), [total])
    assert.equal((await shops.read(topics['receipts']!)).map(receipt => receipt['total']), [total])
  }
})

test('and shared ones: a request goes to the topic of its bank, in the partition that its key has there', async () => {
  const shops = await ShopWorld.started()
  const home = await shops.open('big')
  const tills = Array.from({ length: 20 }, (_, index) => `till-${index}`)
  await shops.send(home.topics['tillCommands']!, ...tills.map(till => ask('big', till, 'o1', 'first')))
  await shops.world.quiet()
  const asked = await shops.world.raw('bank-first-requests')
  assert.is(asked.length, 20)
  for (const record of asked) {
    const { partition } = record as unknown as { partition: number }
    assert.is(partition, partitionOf(record.key!, PARTITIONS))
  }
})

test('get what a shared route re-keys for their owner', async () => {
  const shops = await ShopWorld.started()
  const home = await shops.open('big')
  await shops.say('bank-first-answers', said('big', 'front', 'b1', 5), said('corner', 'front', 'b1', 100))
  await shops.world.quiet()
  assert.equal(await shops.paid(home), ['big/front b1 5'])
  assert.equal(await shops.paid(shops.world.topology), ['corner/front b1 100'])
  assert.is((await shops.raw(home.topics['tillCommands']!)).length, 1, 'once, by those who share the topic')
})

test('have routes of their own, from topics of their own', async () => {
  const shops = await ShopWorld.started()
  const home = await shops.open('big')
  await shops.send(home.topics['audits']!, said('big', 'front', 'a1', 5))
  await shops.world.send('audits', said('corner', 'front', 'a1', 100))
  await shops.world.quiet()
  assert.equal(await shops.paid(home), ['big/front a1 5'])
  assert.equal(await shops.paid(shops.world.topology), ['corner/front a1 100'])
})

for (const [what, to, letters, record] of [
  ['command', 'tillCommands', 'tillDeadLetters', pay],
  ['record for a route', 'audits', 'tillDeadLetters', said]
] as const) {
  test(`a ${what} in a topic where its owner does not live is a dead letter: wrong_topic`, async () => {
    const shops = await ShopWorld.started()
    const [home, other] = [await shops.open('big'), await shops.open('other')]
    await shops.world.send(to, record('big', 'front', 'astray', 1), record('corner', 'front', 'fine', 1))
    await shops.send(home.topics[to]!, record('corner', 'front', 'astray', 1), record('other', 'front', 'astray', 1),
      record('nobody', 'front', 'astray', 1), record('big', 'front', 'fine', 1))
    await shops.world.quiet()
    assert.equal(await shops.reasons(shops.world.topology.topics[letters]!), ['wrong_topic'])
    assert.equal(await shops.reasons(home.topics[letters]!), ['wrong_topic', 'wrong_topic', 'wrong_topic'])
    assert.equal(await shops.reasons(other.topics[letters]!), [])
    assert.equal(await shops.paid(shops.world.topology), ['corner/front fine 1'])
    assert.equal(await shops.paid(home), ['big/front fine 1'])
    assert.equal(await shops.paid(other), [])
    const noted = (await shops.read(home.topics['tillChangelog']!)).filter(({ type }) => type === 'RecordDeadLettered')
    assert.equal(noted.map(event => [event['reason'], event['shop']]), new Array(3).fill(['wrong_topic', '']))
  })
}

test('are found again after a restart, and by who starts later, with nothing but the log', async () => {
  const shops = await ShopWorld.started()
  const home = await shops.open('big')
  await shops.send(home.topics['tillCommands']!, pay('big', 'front', 'o1', 5))
  await shops.world.quiet()
  const digests = () => shops.world.service.tasks.map(({ processor, partition, checkpoint: { digest } }) =>
    `${processor} ${partition} ${JSON.stringify(digest)}`).sort()
  const before = digests()
  for (const stores of [shops.world.stores, new MemoryStores()]) {
    await shops.world.service.stop()
    await shops.world.start({ stores })
    await shops.world.quiet()
    assert.equal(digests(), before)
  }
  await shops.send(home.topics['tillCommands']!, pay('big', 'front', 'o1', 5), pay('big', 'front', 'o2', 1))
  await shops.world.quiet()
  assert.equal(await shops.paid(home), ['big/front o1 5', 'big/front o2 6'])
})

test('have stores, groups and transactional ids of their own', async () => {
  const stores = new RecordingStores()
  const log = new RecordingNames(await memoryLog())
  const shops = await ShopWorld.started({ stores, log })
  await shops.open('big')
  const own = ['shop-big-tills', 'shop-big-vaults'].flatMap(name => [0, 1, 2].map(number => `${name}-${number}`))
  const shared = ['tills', 'vaults'].flatMap(name => [0, 1, 2, 3].map(number => `${name}-${number}`))
  assert.equal([...stores.names].sort(), [...own, ...shared].sort())
  assert.equal([...log.producers].sort(), [...own, ...shared].sort())
  assert.equal([...log.groups].sort(), ['shop-big-tills', 'shop-big-vaults', 'tills', 'vaults'])
})

test('are worked on by the processors that a process runs', async () => {
  const shops = await ShopWorld.create()
  await shops.world.start({ only: ['vaults'] })
  const home = await shops.open('big')
  assert.equal([...new Set(shops.world.service.tasks.map(({ processor }) => processor))], ['vaults', 'shop-big-vaults'])
  await shops.send(home.topics['tillCommands']!, pay('big', 'front', 'o1', 5))
  await shops.world.quiet()
  assert.equal(await shops.paid(home), [])
  await shops.world.startBeside({ only: ['tills'], stores: new MemoryStores() })
  await until(async () => (await shops.read(home.topics['vaultChangelog']!)).length === 1, 'both are at work')
})

test('are made once by two who race, and shared between them', async () => {
  const log = new RecordingCreations(await memoryLog())
  const told: object[] = []
  const shops = await ShopWorld.started({ log, logger: listening('own_topics.delayed', told) })
  const beside = await shops.world.startBeside({ stores: new MemoryStores() })
  const before = log.created.length
  log.slowMs = 5
  const home = await shops.open('big', { partitions: 4, ...asOthers })
  await until(() => ownTasks(beside).length === 4 && ownTasks(shops.world.service).length === 4, 'they share')
  assert.ok(log.refused > 0, 'one came second')
  assert.equal(told, [])
  assert.is(log.created.length - before, 8)
  const tills = Array.from({ length: 20 }, (_, index) => `till-${index}`)
  await shops.send(home.topics['tillCommands']!, ...tills.map(till => pay('big', till, 'o1', 1)))
  await shops.world.quiet()
  assert.is((await shops.paid(home)).length, 20)
  assert.is((await shops.read(home.topics['vaultChangelog']!)).length, 20)
})

test('wait for a log that refuses for now, with a word for it; the others go on', async () => {
  const log = new RecordingCreations(await memoryLog())
  const told: object[] = []
  const shops = await ShopWorld.create({ log, logger: listening('own_topics.delayed', told) })
  await shops.world.start({ clock: impatientClock })
  log.trouble = 3
  await shops.put('big', big)
  await until(() => told.length > 0, 'it is told')
  assert.is(await shops.world.service.idle(), false)
  await shops.world.send('tillCommands', pay('corner', 'front', 'o1', 100))
  await until(async () => (await shops.paid(shops.world.topology)).length === 1, 'the others go on')
  await shops.open('big', big)
  assert.is(told.length, 3)
  assert.equal(told[0], { owner: 'big', error: 'UNAVAILABLE', message: 'no controller' })
})

test('that are there and are not as they should be have no tasks, and the owner lives nowhere else', async () => {
  const told: object[] = []
  const shops = await ShopWorld.create({ logger: listening('own_topics.delayed', told) })
  await shops.log.create('shop-big-till-commands', { partitions: 7, config: {} })
  await shops.world.start()
  await shops.put('big', big)
  await until(() => told.length > 0, 'it is told')
  assert.match((told[0] as { message: string }).message, /shop-big-till-commands: partitions is 7/)
  assert.is(await shops.log.describe('shop-big-vault-commands'), undefined, 'nothing was made')
  await shops.world.send('tillCommands', pay('big', 'front', 'o1', 1), pay('corner', 'front', 'o1', 100))
  const { topics } = shops.world.topology
  await until(async () => (await shops.reasons(topics['tillDeadLetters']!)).length === 1, 'a dead letter')
  await until(async () => (await shops.paid(shops.world.topology)).length === 1, 'the others go on')
  await shops.world.service.stop()
})

test('a process that is slow to read the row forwards nothing to where the owner does not live', async () => {
  const log = new GatedLog(await memoryLog(), 'shops')
  const shops = await ShopWorld.started({ log })
  await log.shut()
  await shops.put('big', big)
  await shops.say('bank-first-answers', said('big', 'front', 'b1', 5))
  await shops.world.send('tillCommands', pay('big', 'front', 'astray', 1))
  await new Promise(resolve => setTimeout(resolve, 100))
  const { tillCommands, tillChangelog, tillDeadLetters } = shops.world.topology.topics
  assert.equal((await shops.read(tillChangelog!)).length, 0)
  log.open()
  const home = await shops.open('big', big)
  assert.equal(await shops.paid(home), ['big/front b1 5'])
  assert.is((await shops.raw(tillCommands!)).length, 1)
  assert.equal(await shops.reasons(tillDeadLetters!), ['wrong_topic'])
})

for (const [what, id, own, why] of [
  ['an id that no topic can have', 'Big!', big, /its id/],
  ['an id that is too long', 'b'.repeat(230), big, /longer than 249/],
  ['no partitions', 'small', { ...big, partitions: 0 }, /partitions/],
  ['copies below zero', 'small', { ...big, replication: -1 }, /replication/],
  ['a retention below zero', 'small', { ...big, commandRetentionMs: -1 }, /commandRetentionMs/]
] as const) {
  test(`a row with ${what} does not count, and nothing dies of it`, async () => {
    const told: { why?: string }[] = []
    const shops = await ShopWorld.create({ logger: listening('table.row_refused', told) })
    await shops.world.start()
    await shops.put(id, own)
    await shops.world.send('tillCommands', pay(id, 'front', 'o1', 1), pay('corner', 'front', 'o1', 100))
    await shops.world.quiet()
    assert.is(told.length, 1)
    assert.match(told[0]!.why!, why)
    const events = await shops.read(shops.world.topology.topics['tillChangelog']!)
    assert.equal(events.map(({ shop, type, reason }) => [shop, type, reason]).sort(), [
      [id, 'OperationRefused', 'shop_not_found'], ['corner', 'Paid', undefined]
    ].sort())
  })
}

test('stay as they were chosen: a row that says otherwise does not count', async () => {
  const told: object[] = []
  const shops = await ShopWorld.create({ logger: listening('table.row_refused', told) })
  await shops.world.start()
  const home = await shops.open('big', big)
  await shops.put('big', null)
  await shops.put('big', { ...big, partitions: 5 })
  await shops.put('corner', big)
  await shops.put('big', big)
  await shops.send(home.topics['tillCommands']!, pay('big', 'front', 'o1', 5))
  await shops.world.send('tillCommands', pay('corner', 'front', 'o1', 100))
  await shops.world.quiet()
  await until(() => told.length === 3, 'three are refused')
  assert.equal(await shops.paid(home), ['big/front o1 5'])
  assert.equal(await shops.paid(shops.world.topology), ['corner/front o1 100'])
})

test('stay when their row is removed: the owner is unknown there, and nowhere else', async () => {
  const shops = await ShopWorld.started()
  const home = await shops.open('big', big)
  await shops.log.append([{ topic: 'shops', partition: 0, key: 'big', value: null }])
  await shops.world.service.tables.caughtUp()
  await shops.send(home.topics['tillCommands']!, pay('big', 'front', 'o1', 5))
  await shops.world.send('tillCommands', pay('big', 'front', 'astray', 5))
  await shops.world.quiet()
  const [event] = await shops.read(home.topics['tillChangelog']!)
  assert.is(event!['reason'], 'shop_not_found')
  assert.equal(await shops.reasons(shops.world.topology.topics['tillDeadLetters']!), ['wrong_topic'])
})

test.run()

function ownTasks({ tasks }: { readonly tasks: readonly { readonly processor: string }[] }): readonly unknown[] {
  return tasks.filter(({ processor }) => processor.startsWith('shop-'))
}

function listening(fact: string, told: object[]): Logger {
  const listen = (fields: object, said: string) => { if (said === fact) told.push(fields) }
  return { ...silent, warn: listen, error: listen }
}

/** Keeps what was created, and gets into trouble when it is told to. */
class RecordingCreations extends WrappedLog {
  readonly created: (TopicDescription & { readonly name: string })[] = []
  refused = 0
  trouble = 0
  slowMs = 0

  override async create(name: string, description: TopicDescription): Promise<void> {
    if (this.trouble > 0) {
      this.trouble--
      throw new LogError('UNAVAILABLE', 'no controller')
    }
    // Time for another one to see that it is missing too.
    if (this.slowMs > 0) await new Promise(resolve => setTimeout(resolve, this.slowMs))
    try {
      await this.inner.create(name, description)
    } catch (error) {
      this.refused++
      throw error
    }
    this.created.push({ name, ...description })
  }
}

class RecordingNames extends WrappedLog {
  readonly producers = new Set<string>()
  readonly groups = new Set<string>()

  override producer(...[id]: Parameters<WrappedLog['producer']>): ReturnType<WrappedLog['producer']> {
    this.producers.add(id)
    return this.inner.producer(id)
  }

  override join(...given: Parameters<WrappedLog['join']>): ReturnType<WrappedLog['join']> {
    this.groups.add(given[0])
    return this.inner.join(...given)
  }
}

class RecordingStores implements StoreFactory {
  readonly names = new Set<string>()
  readonly #inner = new MemoryStores()

  open(identity: StoreIdentity): Promise<Store> {
    this.names.add(`${identity.processor}-${identity.partition}`)
    return this.#inner.open(identity)
  }
}

/** A log on which one topic is not read while its gate is shut. */
class GatedLog extends WrappedLog {
  readonly #topic: string
  #gate = Promise.resolve()
  open = (): void => {}

  constructor(inner: WrappedLog['inner'], topic: string) {
    super(inner)
    this.#topic = topic
  }

  /** Resolves when no read is under way that began before. */
  async shut(): Promise<void> {
    this.#gate = new Promise(resolve => { this.open = resolve })
    await new Promise(resolve => setTimeout(resolve, 150))
  }

  override reader(...[positions]: Parameters<WrappedLog['reader']>): Reader {
    const reader = this.inner.reader(positions)
    if (positions[0]?.topic !== this.#topic) return reader
    return {
      read: async () => {
        await this.#gate
        return await reader.read()
      },
      close: () => reader.close()
    }
  }
}
