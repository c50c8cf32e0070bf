import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Contradiction } from '../../runtime/contradiction.ts'
import { History, HistoryOverlay, historyIdentity } from '../../runtime/history.ts'
import { aggregateKey, rowsOf, storeKey, type Rows } from '../../runtime/rows.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas, type PlacedHold, type Plain, type Wallet } from '../../schemas/generated.ts'
import { LevelStores } from '../../state/level-store.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { emptyCheckpoint, type Store } from '../../state/store.ts'
import { topology } from '../../topology.ts'
import { open } from '../processors/examples.ts'
import { temporaryFolder } from '../state/folders.ts'
import { identity } from '../support/store-contract.ts'

const test = suite('versions of rows')

const { wallets } = topology.processors
const rows: Rows = rowsOf(topology, wallets, new Codec(schemas))
const alice = ['demo', 'alice']
const hold = rows.others.find(({ name }) => name === 'holds')!

test('of 20,000 are found by as many reads as of 100, by revision, and by the logarithm of it, by time', async () => {
  const costs: Cost[][] = []
  for (const count of [100, 20_000]) {
    const store = await new LevelStores(temporaryFolder()).open(historyIdentity(identity))
    await writeWallet(store, count)
    const counting = new CountingStore(store)
    const history = new History(counting, { rows })
    const middle = count / 2
    const at = async (work: () => Promise<unknown>, expected: unknown): Promise<Cost> => {
      counting.cost = { calls: 0, rows: 0 }
      assert.equal(await work(), expected)
      return counting.cost
    }
    costs.push([
      await at(async () => postedOf((await history.row('wallets', alice, middle))!.row), BigInt(middle)),
      await at(async () => (await history.moment(alice, middle)).offset, middle * 3),
      await at(() => history.head(alice), count),
      await at(() => history.revisionAt(alice, middle), middle)
    ])
    await store.close()
  }
  const [few, many] = costs as [Cost[], Cost[]]
  for (const index of [0, 1, 2]) assert.equal(many[index], few[index])
  assert.ok(few[0]!.rows <= 2, JSON.stringify(few[0]))
  assert.ok(many[3]!.calls <= 1 + Math.ceil(Math.log2(20_000)) + 1, JSON.stringify(many[3]))
})

test('are kept of rows under the key alone: not of what keys share, nor of a key that begins alike', async () => {
  const { store, overlay } = await overlayOf()
  const alike = ['demo', 'alice2']
  const others = [storeKey('rates', ['demo']), storeKey('quotes', [...alike, 'q']), aggregateKey(alike)]
  const own = storeKey('quotes', [...alice, 'q'])
  await overlay.fetch([...others, own, aggregateKey(alice)])
  overlay.begin({ type: 'WithdrawalQuoted', tenant: 'demo', wallet: 'alice', revision: 1, at: 5 }, 7)
  for (const key of [...others, own]) overlay.set(key, { encode: () => Buffer.from('x'), decode: () => '' }, 'x')
  overlay.set(aggregateKey(alice), rows.aggregate, { revision: 1, row: undefined })
  const { rows: written } = overlay.changes(emptyCheckpoint.digest)
  const versions = [...written.keys()].filter(key => key.startsWith('version\0'))
  assert.equal(versions.map(key => key.split('\0').slice(1, -1).join(' ')).sort(),
    ['aggregate demo alice', 'row/quotes demo alice q'])
  await store.close()
})

test('know that a row was removed, and came back', async () => {
  const { store, overlay } = await overlayOf()
  const key = storeKey('holds', [...alice, 'h'])
  await overlay.fetch([key, aggregateKey(alice)])
  const placed = (expiresAt: number): object =>
    ({ status: 'placed', counterparty: 'c', left: 1n, posted: 0n, expiresAt, localDay: 0 })
  for (const [index, row] of [placed(1), undefined, placed(3)].entries()) {
    const revision = index + 1
    const event = { type: 'HoldPlaced', tenant: 'demo', wallet: 'alice', revision, at: 5 }
    await overlay.expect([event])
    overlay.begin(event, revision)
    overlay.set(key, hold.codec, row)
    overlay.set(aggregateKey(alice), rows.aggregate, { revision, row: undefined })
  }
  await store.apply(overlay.changes(emptyCheckpoint.digest).rows, emptyCheckpoint)
  const history = new History(store, { rows })
  const then = async (revision: number): Promise<unknown> =>
    ((await history.row('holds', [...alice, 'h'], revision))?.row as Plain<PlacedHold> | undefined)?.expiresAt
  assert.equal([await then(1), await then(2), await then(3), await then(9)], [1, undefined, 3, 3])
  const all: unknown[] = []
  for await (const { revision, row } of history.versions('holds', [...alice, 'h'], 2)) {
    all.push([revision, row !== undefined])
  }
  assert.equal(all, [[2, false], [1, true]])
  await store.close()
})

test('of a revision that is not there are not made up', async () => {
  const { store, overlay } = await overlayOf()
  const event = { type: 'WalletBlocked', tenant: 'demo', wallet: 'alice', revision: 3, at: 5 }
  await overlay.expect([event])
  assert.throws(() => overlay.begin(event, 1), (error: unknown) => error instanceof Contradiction)
  const error = await new History(store, { rows }).moment(alice, 3).then(() => undefined, (thrown: unknown) => thrown)
  assert.ok(error instanceof Contradiction)
  await store.close()
})

test('are in no store that a service would take for its own', async () => {
  const root = temporaryFolder()
  const told: string[] = []
  const stores = new LevelStores(root, (_, why) => told.push(why))
  const store = await stores.open(historyIdentity(identity))
  await writeWallet(store, 10)
  await store.close()
  const service = await stores.open(identity)
  assert.equal([service.checkpoint(), told], [undefined, ['rows have another format']])
  await service.close()
})

test.run()

interface Cost { calls: number, rows: number }

/** Counts what is asked of a store, and what it gives. */
class CountingStore implements Store {
  cost: Cost = { calls: 0, rows: 0 }
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  checkpoint: Store['checkpoint'] = () => this.#store.checkpoint()
  apply: Store['apply'] = (changed, checkpoint) => this.#store.apply(changed, checkpoint)
  scan: Store['scan'] = () => this.#store.scan()
  close: Store['close'] = () => this.#store.close()
  abandon: Store['abandon'] = () => this.#store.abandon()

  async getMany(keys: readonly string[]): Promise<readonly (Buffer | undefined)[]> {
    this.cost.calls++
    this.cost.rows += keys.length
    return this.#store.getMany(keys)
  }

  async* keys(prefix: string, from?: string, wanted?: number): AsyncIterable<readonly string[]> {
    this.cost.calls++
    for await (const keys of this.#store.keys(prefix, from, wanted)) {
      this.cost.rows += keys.length
      yield keys
    }
  }
}

async function overlayOf(): Promise<{ readonly store: Store, readonly overlay: HistoryOverlay }> {
  const store = await new MemoryStores().open(historyIdentity(identity))
  return { store, overlay: new HistoryOverlay(store, wallets) }
}

/** A wallet that has at each revision as much money, at offsets three apart, a millisecond each. */
async function writeWallet(store: Store, count: number): Promise<void> {
  for (let first = 1; first <= count; first += 2_000) {
    const overlay = new HistoryOverlay(store, wallets)
    const revisions = Array.from({ length: Math.min(2_000, count - first + 1) }, (_, index) => first + index)
    const events = revisions.map(revision =>
      ({ type: 'DepositCompleted', tenant: 'demo', wallet: 'alice', revision, at: revision }))
    await overlay.fetch([aggregateKey(alice)])
    await overlay.expect(events)
    for (const event of events) {
      overlay.begin(event, event.revision * 3)
      const row = { ...open, posted: BigInt(event.revision) }
      overlay.set(aggregateKey(alice), rows.aggregate, { revision: event.revision, row })
    }
    const { rows: changed, digest } = overlay.changes(store.checkpoint()?.digest ?? emptyCheckpoint.digest)
    await store.apply(changed, { ...emptyCheckpoint, changelogNext: (revisions.at(-1)! + 1) * 3, digest })
  }
}

function postedOf(row: unknown): bigint {
  return (row as Plain<Wallet>).posted
}
