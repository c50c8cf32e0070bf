import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { murmur2, partitionOf } from '../../runtime/partition.ts'

const test = suite('partition of a key')

/** Of the tests of Kafka's own Java client. */
const ofJava = {
  '21': -973932308,
  foobar: -790332482,
  'a-little-bit-long-string': -985981536,
  'a-little-bit-longer-string': -1486304829,
  'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8': -58897971,
  abc: 479470107
}

for (const [key, hash] of Object.entries(ofJava)) {
  test(`"${key}" has the hash that Java's client gives it`, () => assert.is(murmur2(Buffer.from(key)), hash))
}

test('is the positive part of the hash, modulo the number of partitions', () => {
  for (const [key, hash] of Object.entries(ofJava)) {
    for (const partitions of [1, 2, 12, 100]) assert.is(partitionOf(key, partitions), (hash & 0x7fffffff) % partitions)
  }
})

test('is that of the key\'s UTF-8 bytes', () => {
  for (const key of ['ключ', '鍵', '🔑', 'zażółć/gęślą', '']) {
    assert.is(partitionOf(key, 12), (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % 12, key)
  }
})

test('agrees with the hash as Java writes it, for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), bytes => assert.is(murmur2(bytes), javaMurmur2(bytes))),
    { seed: 1, numRuns: 2_000 }
  )
})

test('is the same whenever it is asked, and within the number of partitions', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 200 }), (key, partitions) => {
    const partition = partitionOf(key, partitions)
    assert.is(partitionOf(`${key}`, partitions), partition)
    assert.ok(partition >= 0 && partition < partitions)
  }), { seed: 2 })
})

test('spreads keys that look alike evenly', () => {
  const counts = new Array<number>(12).fill(0)
  for (let wallet = 0; wallet < 12_000; wallet++) counts[partitionOf(`acme/wallet-${wallet}`, 12)]!++
  for (const count of counts) assert.ok(count > 850 && count < 1_150, `${counts}`)
})

test.run()

/** `Utils.murmur2` of Java's client, in big integers, line by line. */
function javaMurmur2(bytes: Uint8Array): number {
  const int = (value: bigint): bigint => BigInt.asIntN(32, value)
  const shift = (value: bigint, bits: bigint): bigint => int(BigInt.asUintN(32, value) >> bits)
  const m = 0x5bd1e995n
  let h = int(0x9747b28cn ^ BigInt(bytes.length))
  const byte = (index: number): bigint => BigInt(bytes[index]!)
  const words = Math.floor(bytes.length / 4)
  for (let i = 0; i < words; i++) {
    let k = int(byte(i * 4) + (byte(i * 4 + 1) << 8n) + (byte(i * 4 + 2) << 16n) + (byte(i * 4 + 3) << 24n))
    k = int(k * m)
    k = int(k ^ shift(k, 24n))
    k = int(k * m)
    h = int(h * m)
    h = int(h ^ k)
  }
  const rest = bytes.length % 4
  if (rest === 3) h = int(h ^ byte(words * 4 + 2) << 16n)
  if (rest >= 2) h = int(h ^ byte(words * 4 + 1) << 8n)
  if (rest >= 1) h = int(int(h ^ byte(words * 4)) * m)
  h = int(h ^ shift(h, 13n))
  h = int(h * m)
  return Number(int(h ^ shift(h, 15n)))
}
