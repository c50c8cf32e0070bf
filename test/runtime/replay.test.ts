import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Contradiction } from '../../runtime/contradiction.ts'
import { silent } from '../../runtime/logger.ts'
import { partsOf, Replay, type ReplayContext } from '../../runtime/replay.ts'
import { GlobalTables } from '../../runtime/tables.ts'
import type { Flat } from '../../schemas/record.ts'
import { differencesOf, digestOf } from '../../state/compare.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { emptyCheckpoint } from '../../state/store.ts'
import { closeWorlds, impatientClock, until } from './counter-world.ts'
import { ShopWorld } from './shop-world.ts'
import { pay, PARTITIONS } from './shops.ts'

const test = suite('replay')
const tables: GlobalTables[] = []
test.after.each(async () => {
  for (const each of tables.splice(0)) await each.close()
  await closeWorlds()
})

test('rebuilds every store as the service has it, those on own topics too', async () => {
  const { shops, context } = await busyShops()
  const live = new Map(shops.world.service.tasks.map(({ processor, partition, checkpoint }) =>
    [`${processor}-${partition}`, checkpoint] as const))
  const parts = partsOf(context)
  assert.is(parts.length, 2 * PARTITIONS + 2 * 3)
  assert.equal(parts.map(({ name, partition }) => `${name}-${partition}`).sort(), [...live.keys()].sort())
  let folded = 0
  for (const part of parts) {
    const replay = new Replay(context, part)
    const store = await new MemoryStores().open(await replay.identity())
    const { changelogNext, digest } = await replay.run(store, (await replay.bounds()).end, {
      onFolded: events => { folded += events.length }
    })
    const theirs = live.get(`${part.name}-${part.partition}`)!
    assert.equal({ changelogNext, digest }, { changelogNext: theirs.changelogNext, digest: theirs.digest })
    assert.equal(await digestOf(store), digest)
  }
  assert.is(folded, 2 * (30 + 30))
})

test('stops in front of an offset, and goes on from there: the same as in one go', async () => {
  const { context } = await busyShops()
  const replay = await largest(context)
  const { end } = await replay.bounds()
  const whole = await replay.run(await emptyStore(replay), end)
  const stores = new MemoryStores()
  for (const until of [1, 2, end - 1, end]) {
    const store = await stores.open(await replay.identity())
    const reached = await replay.run(store, until)
    assert.is(reached.changelogNext, until)
    const alone = await emptyStore(replay)
    assert.equal(await replay.run(alone, until), reached)
    assert.equal(await differencesOf(alone, store), { count: 0, keys: [] })
    await store.close()
  }
  assert.equal((await stores.open(await replay.identity())).checkpoint(), whole)
})

test('of a store that is beyond the offset is refused', async () => {
  const { context } = await busyShops()
  const replay = await largest(context)
  const store = await emptyStore(replay)
  await replay.run(store, 2)
  const error = await replay.run(store, 1).then(() => undefined, (thrown: unknown) => thrown)
  assert.ok(error instanceof Contradiction, String(error))
})

test('cancelled, keeps how far it came', async () => {
  const { context } = await busyShops()
  const replay = await largest(context)
  const store = await emptyStore(replay)
  const reached = await replay.run(store, (await replay.bounds()).end, { isCancelled: () => true })
  assert.is(reached.changelogNext, 0)
})

test('up to a time leaves out the first event that is later, and all behind it', async () => {
  const { context, shops } = await busyShops()
  const replay = await largest(context)
  const { end } = await replay.bounds()
  const { topic, partition } = replay.changelog
  const events = (await shops.raw(replay.processor.changelog))
    .filter(record => (record as unknown as { partition: number }).partition === partition)
    .map(({ value }) => (context.schemas.codec.decode(topic, value) as { record: Flat }).record['at'] as number)
  assert.is(events.length, end)
  for (const time of new Set([0, ...events.flatMap(at => [at - 1, at, at + 1])])) {
    const first = events.findIndex(at => at > time)
    assert.is(await replay.offsetAt(time, end), first < 0 ? end : first)
  }
})

test('differences are rows that are missing, more, or other', async () => {
  const left = await storeWith({ a: '1', b: '2', c: '3' })
  const right = await storeWith({ a: '1', b: 'x', d: '4' })
  assert.equal(await differencesOf(left, right), { count: 3, keys: ['b', 'c', 'd'] })
  assert.equal(await differencesOf(left, left), { count: 0, keys: [] })
})

test.run()

/** Sixty payments: in shops that share topics, and in one that has its own. */
async function busyShops(): Promise<{ readonly shops: ShopWorld, readonly context: ReplayContext }> {
  const shops = await ShopWorld.started()
  const home = await shops.open('big')
  const numbers = Array.from({ length: 30 }, (_, index) => index)
  await shops.send(home.topics['tillCommands']!, ...numbers.map(each => pay('big', `t${each % 3}`, `o${each}`, each)))
  await shops.world.send('tillCommands', ...numbers.map(each => pay('corner', `t${each % 5}`, `o${each}`, each)))
  await shops.world.quiet()
  const { world: { log, topology, service: { schemas } } } = shops
  const its = new GlobalTables({ topology, log, schemas, clock: impatientClock, logger: silent })
  tables.push(its)
  await its.start()
  const context = { log, topology, schemas, tables: its }
  await until(() => partsOf(context).length > 2 * PARTITIONS, 'the row of the shop counts')
  return { shops, context }
}

/** Of the part with the most events. */
async function largest(context: ReplayContext): Promise<Replay> {
  let found: { readonly replay: Replay, readonly end: number } | undefined
  for (const part of partsOf(context)) {
    const replay = new Replay(context, part)
    const { end } = await replay.bounds()
    if (end > (found?.end ?? 0)) found = { replay, end }
  }
  assert.ok(found!.end > 5, `${found!.end} events`)
  return found!.replay
}

async function emptyStore(replay: Replay) {
  return new MemoryStores().open(await replay.identity())
}

async function storeWith(rows: Readonly<Record<string, string>>) {
  const store = await new MemoryStores().open({
    cluster: 'c', processor: 'p', partition: 0, partitions: 1, version: 1, format: 'f'
  })
  await store.apply(new Map(Object.entries(rows).map(([key, value]) => [key, Buffer.from(value)])), emptyCheckpoint)
  return store
}
