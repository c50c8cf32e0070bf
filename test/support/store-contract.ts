import type { Test } from 'uvu'
import * as assert from 'uvu/assert'

import { emptyDigest, RunningDigest } from '../../state/digest.ts'
import {
  StoreError,
  type Checkpoint,
  type Digest,
  type Store,
  type StoreFactory,
  type StoreIdentity
} from '../../state/store.ts'

export const identity: StoreIdentity = {
  cluster: 'cluster-1',
  processor: 'wallets',
  partition: 3,
  partitions: 12,
  version: 1,
  format: 'format-1'
}

/** What every store does, on disk or in memory. `create` gives stores that start with nothing. */
export function storeContract(test: Test, create: () => Promise<StoreFactory>): void {
  readingAndWriting(test, create)
  reopening(test, create)
  identities(test, create)
}

function readingAndWriting(test: Test, create: () => Promise<StoreFactory>): void {
  test('is empty at first, without a checkpoint', async () => {
    const store = await (await create()).open(identity)
    assert.is(store.checkpoint(), undefined)
    assert.equal(await rowsOf(store), {})
    assert.equal(await store.getMany(['a']), [undefined])
    await store.close()
  })

  test('gives values in the order of the keys, and undefined where there is no row', async () => {
    const store = await (await create()).open(identity)
    await write(store, { a: '1', b: '2', c: '3' })
    assert.equal((await store.getMany(['c', 'x', 'a', 'a', 'b'])).map(String), ['3', 'undefined', '1', '1', '2'])
    assert.equal(await store.getMany([]), [])
    await store.close()
  })

  test('applies rows and checkpoint together', async () => {
    const store = await (await create()).open(identity)
    const first = await write(store, { a: '1', b: '2' })
    assert.equal(store.checkpoint(), first)
    const second = await write(store, { a: '3', b: undefined, c: '4' })
    assert.equal(store.checkpoint(), second)
    assert.equal(await rowsOf(store), { a: '3', c: '4' })
    await store.close()
  })

  test('a batch without rows moves the checkpoint alone', async () => {
    const store = await (await create()).open(identity)
    await write(store, { a: '1' })
    const moved = await write(store, {})
    assert.equal(store.checkpoint(), moved)
    assert.equal(await rowsOf(store), { a: '1' })
    await store.close()
  })

  test('removes a row, be it there or not', async () => {
    const store = await (await create()).open(identity)
    await write(store, { a: '1' })
    await write(store, { a: undefined, never: undefined })
    assert.equal(await store.getMany(['a', 'never']), [undefined, undefined])
    assert.equal(await rowsOf(store), {})
    await store.close()
  })

  test('takes any key and any bytes, none among them', async () => {
    const store = await (await create()).open(identity)
    const keys = [
      'row',
      'row\0',
      'row\0\u0001',
      'row\u0001',
      'ключ',
      '鍵',
      '🔑',
      '\uffff',
      `long${'g'.repeat(5_000)}`
    ]
    const values = keys.map((_, index) =>
      Buffer.from(Array.from({ length: index * 40 }, (__, byte) => (byte * 7) & 0xff))
    )
    await store.apply(new Map(keys.map((key, index) => [key, values[index]])), checkpoint(1))
    assert.equal(await store.getMany(keys), values)
    assert.is(Object.keys(await rowsOf(store)).length, keys.length)
    await store.close()
  })

  test('scans every row once, however many there are', async () => {
    const store = await (await create()).open(identity)
    const rows = Object.fromEntries(Array.from({ length: 2_500 }, (_, index) => [`row-${index}`, `value-${index}`]))
    await write(store, rows)
    const keys: string[] = []
    for await (const part of store.scan()) keys.push(...part.map(([key]) => key))
    assert.is(keys.length, 2_500)
    assert.equal(await rowsOf(store), rows)
    await store.close()
  })

  test('finds the keys that begin so, in the order of their bytes, however many there are', async () => {
    const store = await (await create()).open(identity)
    assert.equal(await keysOf(store, 'row'), [])
    const odd = ['row', 'row\0', 'row\0\uffff', 'row\0\u{1f511}', 'row\0a', 'row\0a\0b', 'row\u0001', 'rox', 'ro']
    const many = Array.from({ length: 2_500 }, (_, index) => `many\0${String(index).padStart(4, '0')}`)
    await write(store, Object.fromEntries([...odd, ...many].map(key => [key, ''])))
    assert.equal(await keysOf(store, 'row\0'), ['row\0', 'row\0a', 'row\0a\0b', 'row\0\uffff', 'row\0\u{1f511}'])
    assert.equal(await keysOf(store, 'row\0a'), ['row\0a', 'row\0a\0b'])
    assert.equal(await keysOf(store, 'many\0'), many)
    assert.equal(await keysOf(store, 'many\u0000249'), many.slice(2_490))
    assert.equal(await keysOf(store, 'rp'), [])
    assert.equal(await keysOf(store, 'many\0', 'many\u00002490'), many.slice(2_490))
    assert.equal(await keysOf(store, 'row\0', 'row\0a\u0001'), ['row\0\uffff', 'row\0\u{1f511}'])
    assert.equal(await keysOf(store, 'row\0a', 'row\0b'), [])
    assert.is((await keysOf(store, '')).length, odd.length + many.length)
    await write(store, { 'row\0a': undefined })
    assert.equal(await keysOf(store, 'row\0a'), ['row\0a\0b'])
    await store.close()
  })

  test('keeps what it was given, whatever becomes of the map', async () => {
    const store = await (await create()).open(identity)
    const rows = new Map([['a', Buffer.from('1')]])
    await store.apply(rows, checkpoint(1))
    rows.set('b', Buffer.from('2'))
    assert.equal(await rowsOf(store), { a: '1' })
    await store.close()
  })
}

function reopening(test: Test, create: () => Promise<StoreFactory>): void {
  for (const end of ['close', 'abandon'] as const) {
    test(`keeps rows and checkpoint over ${end} and open`, async () => {
      const stores = await create()
      const store = await stores.open(identity)
      await write(store, { a: '1', b: '2', gone: '3' })
      const last = await write(store, { gone: undefined, b: '4' })
      await store[end]()
      const reopened = await stores.open(identity)
      assert.equal(reopened.checkpoint(), last)
      assert.equal(await rowsOf(reopened), { a: '1', b: '4' })
      await reopened.close()
    })
  }

  test('closed, it answers nothing more', async () => {
    const store = await (await create()).open(identity)
    await store.close()
    await rejects(store.getMany(['a']), 'CLOSED')
    await rejects(store.apply(new Map(), checkpoint(1)), 'CLOSED')
    await rejects(keysOf(store, ''), 'CLOSED')
  })

  test('closing it again changes nothing, even once another has opened it', async () => {
    const stores = await create()
    const store = await stores.open(identity)
    await store.close()
    const reopened = await stores.open(identity)
    await store.close()
    await rejects(stores.open(identity), 'LOCKED')
    await write(reopened, { a: '1' })
    await reopened.close()
  })
}

function identities(test: Test, create: () => Promise<StoreFactory>): void {
  for (const [field, other] of [['cluster', 'cluster-2'], ['partitions', 24]] as const) {
    test(`is refused as foreign when it was made for another ${field}, and keeps its rows`, async () => {
      const stores = await create()
      const store = await stores.open(identity)
      await write(store, { a: '1' })
      await store.close()
      const error = await rejects(stores.open({ ...identity, [field]: other }), 'FOREIGN')
      assert.match(error.message, new RegExp(`${field} ${identity[field]}, not ${other}`))
      const reopened = await stores.open(identity)
      assert.equal(await rowsOf(reopened), { a: '1' })
      await reopened.close()
    })
  }

  test('another task has another store', async () => {
    const stores = await create()
    const store = await stores.open(identity)
    await write(store, { a: '1' })
    const others = [{ ...identity, partition: 4 }, { ...identity, processor: 'withdrawals' }]
    for (const other of others) {
      const opened = await stores.open(other)
      assert.equal(await rowsOf(opened), {})
      await opened.close()
    }
    await store.close()
  })

  test('is emptied when rows have another format', async () => {
    const stores = await create()
    const store = await stores.open(identity)
    await write(store, { a: '1' })
    await store.close()
    const emptied = await stores.open({ ...identity, format: 'format-2' })
    assert.is(emptied.checkpoint(), undefined)
    assert.equal(await rowsOf(emptied), {})
    await write(emptied, { b: '2' })
    await emptied.close()
    const reopened = await stores.open({ ...identity, format: 'format-2' })
    assert.equal(await rowsOf(reopened), { b: '2' })
    await reopened.close()
  })

  test('is emptied when rows are of an earlier version', async () => {
    const stores = await create()
    const store = await stores.open(identity)
    await write(store, { a: '1' })
    await store.close()
    const emptied = await stores.open({ ...identity, version: 2 })
    assert.is(emptied.checkpoint(), undefined)
    await emptied.close()
  })

  test('of a later version is refused, and kept', async () => {
    const stores = await create()
    const store = await stores.open({ ...identity, version: 12 })
    await write(store, { a: '1' })
    await store.close()
    await rejects(stores.open({ ...identity, version: 11, format: 'format-2' }), 'NEWER')
    const kept = await stores.open({ ...identity, version: 12 })
    assert.equal(await rowsOf(kept), { a: '1' })
    await kept.close()
  })

  test('is locked while it is open', async () => {
    const stores = await create()
    const store = await stores.open(identity)
    await rejects(stores.open(identity), 'LOCKED')
    await write(store, { a: '1' })
    await store.close()
    const reopened = await stores.open(identity)
    assert.equal(await rowsOf(reopened), { a: '1' })
    await reopened.close()
  })
}

/** A checkpoint of an empty store. */
export function checkpoint(changelogNext: number, digest: Digest = emptyDigest): Checkpoint {
  return { changelogNext, inputs: { 'wallet-commands': changelogNext }, digest, chain: '' }
}

/** Applies rows with a true checkpoint, as a commit does. */
export async function write(store: Store, rows: Readonly<Record<string, string | undefined>>): Promise<Checkpoint> {
  const before = store.checkpoint() ?? checkpoint(0)
  const running = new RunningDigest(before.digest)
  const keys = Object.keys(rows)
  for (const [index, value] of (await store.getMany(keys)).entries())
    if (value !== undefined) running.remove(keys[index]!, value)
  const values = new Map(keys.map(key => [key, rows[key] === undefined ? undefined : Buffer.from(rows[key])]))
  for (const [key, value] of values) if (value !== undefined) running.add(key, value)
  const next = checkpoint(before.changelogNext + 1, running.value())
  await store.apply(values, next)
  return next
}

export async function rowsOf(store: Store): Promise<Record<string, string>> {
  const rows: Record<string, string> = {}
  for await (const part of store.scan()) for (const [key, value] of part) rows[key] = value.toString()
  return rows
}

async function keysOf(store: Store, prefix: string, from?: string): Promise<readonly string[]> {
  const keys: string[] = []
  for await (const part of store.keys(prefix, from)) keys.push(...part)
  return keys
}

export async function rejects(promise: Promise<unknown>, code: StoreError['code']): Promise<StoreError> {
  const error = await promise.then(() => undefined, (caught: unknown) => caught)
  assert.instance(error, StoreError)
  assert.is((error as StoreError).code, code)
  return error as StoreError
}
