import * as zlib from 'node:zlib'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { decodeBatches } from '../../../../runtime/log/kafka/record-batch.ts'
import { LogError } from '../../../../runtime/log/log.ts'
import { batchOf, logAppendTime, sealed } from './kafkajs-batch.ts'

const compressionAt = 22

test('reads key, value, headers and the producer\'s time', async () => {
  const batch = await batchOf([
    { key: 'k', value: 'v', headers: { h: 'x' }, timestampDelta: 7 },
    { key: null, value: null, timestampDelta: 2 ** 40 }
  ], { firstOffset: 40, timestamp: 1_000 })
  const { records, next } = decodeBatches(batch, 40, [])
  assert.is(next, 42)
  assert.equal(records, [
    { offset: 40, key: Buffer.from('k'), value: Buffer.from('v'), headers: { h: Buffer.from('x') }, timestamp: 1_007 },
    { offset: 41, key: null, value: null, headers: {}, timestamp: 1_000 + 2 ** 40 }
  ])
})

test('reads the broker\'s time where it was set', async () => {
  const batch = await batchOf([{ timestampDelta: 7 }], { timestamp: 1_000, flags: logAppendTime })
  assert.is(decodeBatches(batch, 0, []).records[0]!.timestamp, 1_500)
})

test('of a header that is there twice the last counts', async () => {
  const batch = await batchOf([{ headers: { h: ['first', 'last'], ['__proto__']: 'own' } }])
  const { headers } = decodeBatches(batch, 0, []).records[0]!
  assert.equal(Object.entries(headers).map(([name, value]) => `${name}=${value}`), ['h=last', '__proto__=own'])
})

test('leaves out records before the offset asked for', async () => {
  const batch = await batchOf([{ value: 'a' }, { value: 'b' }, { value: 'c' }], { firstOffset: 10 })
  assert.equal(decodeBatches(batch, 11, []).records.map(({ offset }) => offset), [11, 12])
})

test('leaves an incomplete batch at the end for the next fetch', async () => {
  const bytes = Buffer.concat([await batchOf([{ value: 'a' }]), await batchOf([{ value: 'b' }], { firstOffset: 1 })])
  for (let missing = 1; missing < 70; missing++) {
    const { records, next } = decodeBatches(bytes.subarray(0, bytes.length - missing), 0, [])
    assert.is(next, 1)
    assert.is(records.length, 1)
  }
})

test('steps over a batch that compaction emptied, and over what it took from the end of one', async () => {
  const emptied = await batchOf([], { firstOffset: 100, lastOffsetDelta: 9 })
  assert.equal(decodeBatches(emptied, 100, []), { records: [], next: 110 })
  const thinned = await batchOf([{ value: 'a', offsetDelta: 2 }], { firstOffset: 110, lastOffsetDelta: 9 })
  const { records, next } = decodeBatches(Buffer.concat([emptied, thinned]), 100, [])
  assert.equal(records.map(({ offset }) => offset), [112])
  assert.is(next, 120)
})

test('a change of any byte is noticed', async () => {
  const batch = await batchOf([{ key: 'wallet', value: 'amount=100' }])
  for (let at = 17; at < batch.length; at++) {
    const damaged = Buffer.from(batch)
    damaged[at]! ^= 8
    fails(/checksum|format/, () => decodeBatches(damaged, 0, []))
  }
})

test('what is sound before damage is given out first', async () => {
  const damaged = await batchOf([{ value: 'b' }], { firstOffset: 1 })
  damaged[damaged.length - 2]! ^= 1
  const { records, next } = decodeBatches(Buffer.concat([await batchOf([{ value: 'a' }]), damaged]), 0, [])
  assert.equal(records.map(({ value }) => String(value)), ['a'])
  assert.is(next, 1)
  fails(/checksum/, () => decodeBatches(damaged, 1, []))
})

test('refuses the formats before 0.11', async () => {
  const old = await batchOf([{ value: 'a' }])
  old[16] = 1
  fails(/message format 1/, () => decodeBatches(old, 0, []))
})

test('reads gzip', async () => {
  const batch = await batchOf([{ value: 'a' }, { value: 'b' }], { compression: 1 })
  assert.equal(decodeBatches(batch, 0, []).records.map(({ value }) => String(value)), ['a', 'b'])
})

test('does not let a small batch fill the memory', async () => {
  const plain = await batchOf([{ value: 'a' }])
  const bomb = Buffer.concat([plain.subarray(0, 61), zlib.gzipSync(Buffer.alloc(65 << 20))])
  bomb.writeInt32BE(bomb.length - 12, 8)
  bomb[compressionAt] = 1
  fails(/cannot be decompressed/, () => decodeBatches(sealed(bomb), 0, []))
})

test('reads zstd where Node can, and refuses it elsewhere', async () => {
  const plain = await batchOf([{ value: 'a' }])
  const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Buffer) => Buffer }
  const compress = zstdCompressSync ?? (bytes => bytes)
  const batch = Buffer.concat([plain.subarray(0, 61), compress(plain.subarray(61))])
  batch.writeInt32BE(batch.length - 12, 8)
  batch[compressionAt] = 4
  const decode = () => decodeBatches(sealed(batch), 0, []).records.map(({ value }) => String(value))
  if (zstdCompressSync !== undefined) assert.equal(decode(), ['a'])
  else fails(/zstd/, decode)
})

for (const [codec, name] of [[2, 'snappy'], [3, 'lz4'], [5, 'codec 5']] as const) {
  test(`refuses ${name}, and says what to do`, async () => {
    const batch = await batchOf([{ value: 'a' }])
    batch[compressionAt] = codec
    fails(new RegExp(`${name}.*compression\\.type`), () => decodeBatches(sealed(batch), 0, []))
  })
}

test('refuses records that reach beyond their batch', async () => {
  const batch = await batchOf([{ value: 'a' }])
  for (let at = 61; at < batch.length; at++) {
    const malformed = Buffer.from(batch)
    malformed[at] = 255
    try {
      decodeBatches(sealed(malformed), 0, [])
    } catch (error) {
      assert.is((error as LogError).code, 'CORRUPT')
    }
  }
})

function fails(because: RegExp, decode: () => unknown): void {
  try {
    decode()
  } catch (error) {
    assert.instance(error, LogError)
    assert.is((error as LogError).code, 'CORRUPT')
    assert.match((error as LogError).message, because)
    return
  }
  assert.unreachable('did not fail')
}

test.run()
