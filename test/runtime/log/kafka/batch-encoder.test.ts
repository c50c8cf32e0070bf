import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { batchHeaderBytes, toBatches } from '../../../../runtime/log/kafka/batch-encoder.ts'
import { encodeProduce, type PartitionBatch } from '../../../../runtime/log/kafka/produce-request.ts'
import { decodeBatches } from '../../../../runtime/log/kafka/record-batch.ts'
import type { OutgoingRecord } from '../../../../runtime/log/log.ts'
import { kafkajsProduce } from './kafkajs-batch.ts'

const timestamp = 1_700_000_000_000
const unlimited = Number.MAX_SAFE_INTEGER
const text = fc.oneof(fc.string({ maxLength: 100 }), fc.string({ unit: 'binary', maxLength: 100 }))
const bytes = fc.uint8Array({ maxLength: 300 }).map(array => Buffer.from(array))
const records = fc.array(fc.record({
  topic: fc.constant('topic'),
  partition: fc.constant(3),
  key: fc.oneof(fc.constant(null), text, bytes),
  value: fc.oneof(fc.constant(null), bytes),
  headers: fc.dictionary(text.filter(name => name !== '__proto__'), fc.oneof(text, bytes), { maxKeys: 4 })
}), { minLength: 1, maxLength: 80 })

test('a request is byte for byte the one that kafkajs makes of the same records', async () => {
  await fc.assert(fc.asyncProperty(
    records, fc.option(fc.string({ minLength: 1, maxLength: 20 })), fc.nat(2 ** 31 - 1), fc.bigInt(0n, 2n ** 62n),
    fc.nat(30_000),
    async (records, transactionalId, firstSequence, id, producerEpoch) => {
      const owner = { producerId: `${id}`, producerEpoch, firstSequence }
      const [batch] = toBatches(records, unlimited)
      const batches = [{ topic: 'topic', partition: 3, batch: batch!, owner }]
      const ours = encodeProduce(transactionalId, 5_000, batches, timestamp)
      const messages = records.map(record => ({ ...record, timestamp }))
      const theirs = await kafkajsProduce({
        transactionalId, timeout: 5_000, producerId: `${id}`, producerEpoch,
        topicData: [{ topic: 'topic', partitions: [{ partition: 3, firstSequence, messages }] }]
      })
      assert.is(Buffer.compare(ours, theirs), 0)
    }))
})

test('a request of several topics and partitions too, topics in the order of their first batch', async () => {
  const owner = { producerId: '7', producerEpoch: 1, firstSequence: 0 }
  const value = Buffer.from('value')
  const batchOf = (topic: string, partition: number): PartitionBatch => {
    const [batch] = toBatches([{ topic, partition, key: 'k', value }], unlimited)
    return { topic, partition, batch: batch!, owner }
  }
  const ours = encodeProduce('id', 5_000, [batchOf('a', 0), batchOf('b', 1), batchOf('a', 2)], timestamp)
  const its = (partition: number) => ({ partition, firstSequence: 0, messages: [{ key: 'k', value, timestamp }] })
  const theirs = await kafkajsProduce({
    transactionalId: 'id', timeout: 5_000, producerId: '7', producerEpoch: 1,
    topicData: [{ topic: 'a', partitions: [its(0), its(2)] }, { topic: 'b', partitions: [its(1)] }]
  })
  assert.is(Buffer.compare(ours, theirs), 0)
})

test('what is encoded decodes to the same records', () => {
  fc.assert(fc.property(records, records => {
    const read = decodeBatches(encoded(records, unlimited), 0, []).records
    assert.equal(read.map(({ offset }) => offset), records.map((_, offset) => offset))
    assert.ok(read.every(record => record.timestamp === timestamp))
    assert.equal(read.map(({ key }) => key?.toString('hex')), records.map(({ key }) => hex(key)))
    assert.equal(read.map(({ value }) => value?.toString('hex')), records.map(({ value }) => hex(value)))
    assert.equal(read.map(({ headers }) => Object.entries(headers).map(([name, value]) => [name, hex(value)])),
      records.map(({ headers }) => Object.entries(headers).map(([name, value]) => [wellFormed(name), hex(value)])))
  }))
})

test('batches keep within their limit, alone records excepted, and lose nothing', () => {
  fc.assert(fc.property(records, fc.integer({ min: 100, max: 2_000 }), (records, limit) => {
    const batches = toBatches(records, limit)
    assert.equal(batches.flatMap(({ records }) => records), records)
    for (const { records, bytes } of batches) assert.ok(records.length === 1 || bytes <= limit)
  }))
})

/** The batches as a partition would hold them. */
function encoded(records: readonly OutgoingRecord[], limit: number): Buffer {
  const [batch] = toBatches(records, limit)
  const owner = { producerId: '-1', producerEpoch: -1, firstSequence: -1 }
  const request = encodeProduce(null, 0, [{ topic: '', partition: 0, batch: batch!, owner }], timestamp)
  assert.ok(batch!.bytes >= batchHeaderBytes)
  return request.subarray(request.length - batch!.bytes)
}

function hex(field: string | Uint8Array | null): string | undefined {
  return field === null ? undefined : Buffer.from(field).toString('hex')
}

/** Text that is not Unicode (half of a pair) is written as the replacement character. */
function wellFormed(name: string): string {
  return Buffer.from(name).toString()
}

test.run()
