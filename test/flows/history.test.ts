import { randomUUID } from 'node:crypto'

import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { RecordReader } from '../../cli/ndjson.ts'
import { Histories, type OpenHistory } from '../../cli/histories.ts'
import { systemClock } from '../../runtime/clock.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { silent } from '../../runtime/logger.ts'
import { GlobalTables } from '../../runtime/tables.ts'
import type { Flat } from '../../schemas/record.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import type { StoreFactory } from '../../state/store.ts'
import { topology } from '../../topology.ts'
import { readProjectFile } from '../processors/project.ts'
import { opened } from '../runtime/counter-world.ts'
import { codecOfAll } from '../schemas/codecs.ts'
import { Random } from '../simulation/random.ts'
import { outgoing } from '../support/outgoing.ts'
import { PlainFold } from '../support/plain-fold.ts'
import { World } from '../support/world.ts'
import { AnyClient, answerTo, configure } from './any-client.ts'
import { closeWorlds, createDeposit, createWithdrawal, openWallet } from './wallets-world.ts'

const test = suite('history')
test.after.each(closeWorlds)

const processors = ['wallets', 'withdrawals', 'parties', 'accounts'] as const

test('of random commands has at every revision what a fold of that prefix has', async () => {
  const seen = new Set<string>()
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async seed => {
    const world = await randomWorld(seed, 80)
    await inHistories(world, new MemoryStores(), async histories => {
      for (const processor of processors) {
        for (const events of await eventsByKey(world, processor)) {
          for (const what of await comparePrefixes(histories, processor, events)) seen.add(what)
        }
      }
    })
    await closeWorlds()
  }), { numRuns: 3, seed: 1, endOnFailure: true })
  for (const store of [
    'accounts', 'batches', 'credits', 'deposits', 'holds', 'identities', 'parties', 'payouts', 'reverts', 'transfers',
    'wallets', 'withdrawals'
  ]) assert.ok(seen.has(store), `no ${store} in ${[...seen].join(', ')}`)
})

test('goes on where it was when it is opened again: the same as in one go', async () => {
  const world = await randomWorld(7, 30)
  const stores = new MemoryStores()
  const open = async (from: StoreFactory): Promise<void> => inHistories(world, from, async histories => {
    for (const events of await eventsByKey(world, 'wallets')) await comparePrefixes(histories, 'wallets', events)
  })
  await open(stores)
  const client = new AnyClient('one', 8)
  for (let count = 0; count < 30; count++) await world.send(...renamed(client.next()))
  await world.quiet()
  await open(stores)
  const whole = new MemoryStores()
  await open(whole)
  assert.ok([...whole.disks.values()].some(({ rows }) => rows.size > 10))
  for (const [name, { rows, checkpoint }] of whole.disks) {
    assert.equal(stores.disks.get(name)!.checkpoint, checkpoint, name)
    assert.is(stores.disks.get(name)!.rows.size, rows.size)
  }
})

test('at a time is the last revision that is not after it, though the clock steps back', async () => {
  const world = await randomWorld(3, 60)
  let backwards = 0
  await inHistories(world, new MemoryStores(), async histories => {
    for (const events of await eventsByKey(world, 'wallets')) {
      const key = keyOf('wallets', events[0]!)
      const { history } = await histories.of('wallets', key)
      let latest = 0
      const steps = events.filter((event, index) => event['at'] < (events[index - 1]?.['at'] ?? 0)).length
      backwards += steps
      const times = events.map(event => latest = Math.max(latest, event['at'] as number))
      for (const time of new Set(times.flatMap(at => [at - 1, at, at + 1]))) {
        assert.is(await history.revisionAt(key, time), times.filter(at => at <= time).length)
      }
    }
  })
  assert.ok(backwards > 10, `${backwards} steps back`)
})

test.run()

/** The broker's clock steps back now and then. */
async function randomWorld(seed: number, count: number): Promise<World> {
  const random = new Random(seed, 'clock')
  const clock = { ...systemClock, now: () => systemClock.now() - random.between(0, 2_000) }
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), clock)
  const world = opened(await World.create({ log, ids: { providers: ['acme'], verifiers: ['idly'] } }))
  await configure(world, 'one')
  await world.start()
  const reader = new RecordReader(topology, codecOfAll())
  const story = readProjectFile('examples/money.ndjson').trim().split('\n').map(line => reader.parse(line))
  for (const { topic, record } of story) await world.send(world.topology.topics[keyOfTopic(topic.name)]!, record)
  await world.send('walletCommands', openWallet('open', sure), createDeposit('d', sure),
    ...[1, 2, 3, 4].map(each => createWithdrawal(`w${each}`, { ...sure, withdrawal: `w${each}`, amount: 30n })))
  const client = new AnyClient('one', seed)
  for (const first of client.first()) await world.send(...first)
  await world.quiet()
  for (let sent = 0; sent < count; sent++) await world.send(...client.next())
  await world.quiet()
  for (const name of ['provider-acme-invoice-requests', 'verifier-idly-requests']) {
    for (const request of await world.read(name)) {
      const [to, answer] = answerTo(request, seed) ?? []
      if (to === undefined) continue
      const said = answer as Flat
      const topic = world.topology.topics[to]!
      await world.log.append([outgoing(topic, world.service.schemas.codec, said)])
    }
  }
  await world.quiet()
  return world
}

const sure = { tenant: 'one', wallet: 'sure' }

function keyOfTopic(name: string): string {
  return Object.entries(topology.topics).find(([, topic]) => topic.name === name)![0]
}

/** Another client's operations: none of them is a repeat. */
function renamed([to, record]: readonly [string, object]): readonly [string, object] {
  return [to, { ...record, operationId: `again-${(record as Flat)['operationId']}` }]
}

async function inHistories(
  world: World, stores: StoreFactory, work: (histories: Histories) => Promise<void>
): Promise<void> {
  const { log, topology: its, service: { schemas } } = world
  const shared = { log, topology: its, schemas }
  const tables = new GlobalTables({ ...shared, clock: systemClock, logger: silent })
  await tables.start()
  const histories = new Histories({ connection: shared, context: { ...shared, tables }, stores })
  try {
    await work(histories)
  } finally {
    await histories.close()
    await tables.close()
  }
}

type ProcessorName = keyof typeof topology.processors

async function eventsByKey(world: World, processor: ProcessorName): Promise<readonly (readonly Flat[])[]> {
  const byKey = new Map<string, Flat[]>()
  for (const event of await world.read(topology.processors[processor].changelog.name)) {
    const name = keyOf(processor, event).join('/')
    byKey.set(name, [...byKey.get(name) ?? [], event])
  }
  return [...byKey.values()]
}

function keyOf(processor: ProcessorName, event: Flat): string[] {
  return topology.processors[processor].key.map(field => event[field] as string)
}

/** @returns the stores that had rows */
async function comparePrefixes(
  histories: Histories, processor: ProcessorName, events: readonly Flat[]
): Promise<ReadonlySet<string>> {
  const key = keyOf(processor, events[0]!)
  const { history, eventOf }: OpenHistory = await histories.of(processor, key)
  const fold = new PlainFold(processor)
  const seen = new Set<string>()
  assert.is(await history.head(key), events.length)
  for (const [index, event] of events.entries()) {
    fold.add(event)
    const revision = index + 1
    assert.equal((await eventOf(await history.moment(key, revision))).event, event)
    for (const { store, key: its, row } of fold.rows) {
      const found = await history.row(store, its, revision)
      assert.equal(withoutType(found?.row), withoutType(row), `${store} ${its.join('/')} at ${revision}`)
      seen.add(store)
    }
  }
  return seen
}

/** Rows that came out of bytes have their type, those that never went in have none. */
function withoutType(row: unknown): unknown {
  if (row === undefined) return undefined
  const { type: _, ...rest } = row as Flat
  return rest
}
