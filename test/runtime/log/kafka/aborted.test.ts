import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { decodeBatches } from '../../../../runtime/log/kafka/record-batch.ts'
import { abortOf, batchOf, commitOf } from './kafkajs-batch.ts'

const [a, b, c] = [1, 2, 3]

/** What a reader sees of the log from the offset on, as `offset` + `producer`. */
async function seen(
  log: readonly Promise<Buffer>[], aborted: readonly (readonly [producer: number, firstOffset: number])[], from = 0
): Promise<readonly string[]> {
  const entries = aborted.map(([id, offset]) => ({ producerId: BigInt(id), firstOffset: BigInt(offset) }))
  const { records } = decodeBatches(Buffer.concat(await Promise.all(log)), from, entries)
  return records.map(({ offset, value }) => `${offset}${value}`)
}

function data(producerId: number, firstOffset: number, count = 1, key: Buffer | null = null): Promise<Buffer> {
  const value = 'ABC'[producerId - 1]!
  const records = Array.from({ length: count }, () => ({ key, value }))
  return batchOf(records, { producerId, firstOffset, transactional: true })
}

test('two aborted transactions that overlap are both hidden, though the broker lists the later one first', async () => {
  const log = [data(b, 100, 2), data(a, 103, 2), abortOf(a, 110), abortOf(b, 112), data(c, 113), commitOf(c, 114)]
  assert.equal(await seen(log, [[a, 103], [b, 100]], 100), ['113C'])
})

test('a read that begins inside two aborted transactions sees neither', async () => {
  const log = [data(b, 105), data(a, 106), data(b, 107), abortOf(a, 108), data(b, 109), abortOf(b, 110)]
  assert.equal(await seen(log, [[a, 100], [b, 101]], 105), [])
})

test('a data record with the key of an abort marker ends nothing', async () => {
  const log = [data(a, 100), data(a, 101, 1, Buffer.from([0, 0, 0, 0])), data(a, 102), abortOf(a, 103)]
  assert.equal(await seen(log, [[a, 100]], 100), [])
})

test('of one producer\'s transactions, one after the other, the aborted ones are hidden', async () => {
  const log = [
    data(a, 0, 2), commitOf(a, 2), data(a, 3, 2), abortOf(a, 5), data(a, 6), commitOf(a, 7), data(a, 8), abortOf(a, 9),
    data(a, 10), commitOf(a, 11)
  ]
  assert.equal(await seen(log, [[a, 8], [a, 3]]), ['0A', '1A', '6A', '10A'])
})

test('records of another producer, and outside transactions, are seen between the hidden ones', async () => {
  const plain = batchOf([{ value: 'plain' }], { firstOffset: 3 })
  const log = [data(a, 0), data(b, 1), data(a, 2), plain, abortOf(a, 4), commitOf(b, 5)]
  assert.equal(await seen(log, [[a, 0]]), ['1B', '3plain'])
})

test('reading goes on past hidden records and markers', async () => {
  const bytes = Buffer.concat(await Promise.all([data(a, 0, 3), abortOf(a, 3)]))
  assert.equal(decodeBatches(bytes, 0, [{ producerId: 1n, firstOffset: 0n }]), { records: [], next: 4 })
})

test.run()
