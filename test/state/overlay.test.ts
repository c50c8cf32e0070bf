import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { emptyDigest, RunningDigest } from '../../state/digest.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { Overlay, RowNotFetched, type RowCodec } from '../../state/overlay.ts'
import { StoreError, type Digest, type Store } from '../../state/store.ts'
import { checkpoint, identity, rejects, rowsOf, write } from '../support/store-contract.ts'

const test = suite('overlay')

const text: RowCodec<string> = { encode: row => Buffer.from(row), decode: bytes => bytes.toString() }

test('reads rows of the store, and none where there is none', async () => {
  const overlay = await overlayOn({ a: '1' }, ['a', 'b'])
  assert.is(overlay.get('a', text), '1')
  assert.is(overlay.get('b', text), undefined)
})

test('reads its own writes, and a row that it removed is gone', async () => {
  const overlay = await overlayOn({ a: '1', b: '2' }, ['a', 'b', 'c'])
  overlay.set('a', text, '3')
  overlay.set('b', text, undefined)
  overlay.set('c', text, '4')
  assert.equal(['a', 'b', 'c'].map(key => overlay.get(key, text)), ['3', undefined, '4'])
})

test('says which row was not fetched, be it read or written', async () => {
  const overlay = await overlayOn({ a: '1' }, [])
  for (const use of [() => overlay.get('a', text), () => overlay.set('a', text, '2')]) {
    try {
      use()
      assert.unreachable('a row that is not there')
    } catch (error) {
      assert.instance(error, RowNotFetched)
      assert.equal((error as RowNotFetched).keys, ['a'])
    }
  }
})

test('fetching a row again leaves what was written over it', async () => {
  const store = await storeWith({ a: '1', b: '2' })
  const overlay = new Overlay(store)
  await overlay.fetch(['a'])
  overlay.set('a', text, '3')
  await overlay.fetch(['a', 'b'])
  assert.is(overlay.get('a', text), '3')
  assert.is(overlay.get('b', text), '2')
})

test('asks the store for each row once, and for all of them at once', async () => {
  const store = await storeWith({ a: '1', b: '2' })
  const asked: (readonly string[])[] = []
  const overlay = new Overlay({ ...bind(store), getMany: keys => { asked.push(keys); return store.getMany(keys) } })
  await overlay.fetch(['a', 'b', 'a'])
  await overlay.fetch(['b'])
  await overlay.fetch(['c', 'a'])
  assert.equal(asked, [['a', 'b'], ['c']])
})

test('rows that could not be fetched are not taken for missing ones', async () => {
  const store = await storeWith({ a: '1' })
  let fails = true
  const overlay = new Overlay({
    ...bind(store),
    getMany: keys => fails ? Promise.reject(new StoreError('FAILED', 'the disk is gone')) : store.getMany(keys)
  })
  await rejects(overlay.fetch(['a']), 'FAILED')
  assert.throws(() => overlay.get('a', text), /not fetched/)
  fails = false
  await overlay.fetch(['a'])
  assert.is(overlay.get('a', text), '1')
})

test('forgets every change on reset, and keeps what it fetched', async () => {
  const overlay = await overlayOn({ a: '1' }, ['a', 'b'])
  overlay.set('a', text, '2')
  overlay.set('b', text, '3')
  overlay.reset()
  assert.is(overlay.get('a', text), '1')
  assert.is(overlay.get('b', text), undefined)
  assert.equal(overlay.changes(emptyDigest), { rows: new Map(), digest: emptyDigest })
})

test('changes are the rows written, each once, in their last form', async () => {
  const overlay = await overlayOn({ a: '1', b: '2' }, ['a', 'b', 'c'])
  overlay.set('a', text, '3')
  overlay.set('a', text, '4')
  overlay.set('b', text, undefined)
  overlay.get('c', text)
  assert.equal([...overlay.changes(emptyDigest).rows], [['a', Buffer.from('4')], ['b', undefined]])
})

test('a mark is a row of nothing but its key, written and removed unread', async () => {
  const store = await storeWith({ old: '', kept: '', a: '1' })
  const overlay = new Overlay(store)
  overlay.mark('old', true, false)
  overlay.mark('new', false, true)
  overlay.mark('kept', true, true)
  overlay.mark('brief', false, true)
  overlay.mark('brief', true, false)
  overlay.mark('back', false, false)
  assert.equal([...overlay.marks()], [['old', false], ['new', true], ['kept', true], ['brief', false], ['back', false]])
  const { rows, digest } = overlay.changes(store.checkpoint()!.digest)
  assert.equal([...rows], [['old', undefined], ['new', Buffer.alloc(0)]])
  await store.apply(rows, checkpoint(1, digest))
  assert.equal(await rowsOf(store), { kept: '', a: '1', new: '' })
  assert.equal(digest, digestOf({ kept: '', a: '1', new: '' }))
})

test('a mark that was removed and is there again is as it was, and none is left after a reset', async () => {
  const store = await storeWith({ old: '' })
  const overlay = new Overlay(store)
  overlay.mark('old', true, false)
  overlay.mark('old', false, true)
  assert.equal(overlay.changes(emptyDigest), { rows: new Map(), digest: emptyDigest })
  assert.equal([...overlay.marks()], [['old', true]])
  overlay.reset()
  assert.equal([...overlay.marks()], [])
})

test('a row is decoded once and encoded once, however often it changes', async () => {
  const counts = { encoded: 0, decoded: 0 }
  const counting: RowCodec<string> = {
    encode: row => { counts.encoded++; return text.encode(row) },
    decode: bytes => { counts.decoded++; return text.decode(bytes) }
  }
  const overlay = await overlayOn({ a: '0' }, ['a'])
  for (let index = 0; index < 100; index++)
    overlay.set('a', counting, `${overlay.get('a', counting)}${index}`.slice(-3))
  overlay.changes(emptyDigest)
  assert.equal(counts, { encoded: 1, decoded: 1 })
})

test('a row that cannot be decoded is damage to the store', async () => {
  const overlay = await overlayOn({ a: '1' }, ['a'])
  const broken: RowCodec<string> = { encode: text.encode, decode: () => { throw new Error('truncated') } }
  try {
    overlay.get('a', broken)
    assert.unreachable('a row that cannot be read')
  } catch (error) {
    assert.instance(error, StoreError)
    assert.is((error as StoreError).code, 'CORRUPT')
  }
})

type Slice = readonly (readonly [key: string, value: string | undefined])[]

test('slice after slice, the digest of the changes is the digest of the whole store', async () => {
  const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const change = fc.tuple(keys, fc.option(fc.string({ maxLength: 3 }), { nil: undefined }))
  const slices: fc.Arbitrary<readonly Slice[]> = fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 8 })
  await fc.assert(fc.asyncProperty(slices, async list => {
    const store = await storeWith({})
    const model = new Map<string, string>()
    for (const slice of list) {
      const overlay = new Overlay(store)
      await overlay.fetch(slice.map(([key]) => key))
      for (const [key, value] of slice) {
        assert.is(overlay.get(key, text), model.get(key))
        overlay.set(key, text, value)
        if (value === undefined) model.delete(key)
        else model.set(key, value)
      }
      const { rows, digest } = overlay.changes(store.checkpoint()?.digest ?? emptyDigest)
      await store.apply(rows, checkpoint(1, digest))
    }
    assert.equal(await rowsOf(store), Object.fromEntries([...model].sort()))
    assert.equal(store.checkpoint()?.digest ?? emptyDigest, digestOf(Object.fromEntries(model)))
  }), { seed: 1, numRuns: 300 })
})

test.run()

async function storeWith(rows: Readonly<Record<string, string>>): Promise<Store> {
  const store = await new MemoryStores().open(identity)
  if (Object.keys(rows).length > 0) await write(store, rows)
  return store
}

async function overlayOn(rows: Readonly<Record<string, string>>, fetched: readonly string[]): Promise<Overlay> {
  const overlay = new Overlay(await storeWith(rows))
  await overlay.fetch(fetched)
  return overlay
}

function digestOf(rows: Readonly<Record<string, string>>): Digest {
  const running = new RunningDigest()
  for (const [key, value] of Object.entries(rows)) running.add(key, Buffer.from(value))
  return running.value()
}

/** A store whose methods can be taken one by one. */
function bind(store: Store): Store {
  return {
    checkpoint: () => store.checkpoint(),
    getMany: keys => store.getMany(keys),
    apply: (rows, next) => store.apply(rows, next),
    scan: () => store.scan(),
    keys: prefix => store.keys(prefix),
    close: () => store.close(),
    abandon: () => store.abandon()
  }
}
