import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { KafkaLog } from '../../runtime/log/kafka/kafka-log.ts'
import type { KafkaSettings } from '../../runtime/log/kafka/settings.ts'
import { failsWith, readUntil, recordsOf, unique } from '../support/log-contract/trial.ts'

/** What is special to Kafka; the rest is in the contract of the log. */
const logger = { debug() {}, info() {}, warn() {}, error: console.error }
const settings: KafkaSettings = {
  brokers: (process.env['KAFKA_BROKERS'] ?? '').split(','), clientId: 'kafka-log', logger, fetchWaitMs: 50
}
const log = new KafkaLog(settings)

async function topicOf(partitions = 1, config: Record<string, string> = {}): Promise<string> {
  const topic = unique('kafka')
  await log.create(topic, { partitions, config })
  return topic
}

test.after(() => log.close())

test('a record that is too large is rejected, and others can be sent after it', async () => {
  const topic = await topicOf(1, { 'max.message.bytes': '10000' })
  const huge = { topic, partition: 0, key: 'k', value: Buffer.alloc(20_000) }
  await failsWith('REJECTED', log.append([huge]))
  await log.append([{ ...huge, value: Buffer.alloc(10) }])
  const producer = log.producer(unique('task'))
  await producer.fence()
  await failsWith('REJECTED', (await producer.begin()).send([huge]))
  await producer.close()
})

test('a transaction larger than a batch may be is written in several, and read whole', async () => {
  const topic = await topicOf(2)
  const producer = log.producer(unique('task'))
  await producer.fence()
  const transaction = await producer.begin()
  const values = Array.from({ length: 500 }, (_, index) => `${index}`.padEnd(10_000, '.'))
  const records = values.map((value, index) => ({ topic, partition: index % 2, key: 'k', value: Buffer.from(value) }))
  assert.equal([...(await transaction.send(records)).values()], [0, 0])
  await transaction.commit()
  const reader = log.reader([{ topic, partition: 0, offset: 0 }, { topic, partition: 1, offset: 0 }])
  const read = recordsOf(await readUntil(reader, seen => recordsOf(seen).length === values.length))
  assert.ok(read.every(({ value }) => value!.length === 10_000))
  assert.is(new Set(read.map(({ value }) => String(value))).size, values.length)
  await Promise.all([reader.close(), producer.close()])
})

test('an unknown partition is rejected', async () => {
  const topic = await topicOf()
  await failsWith('REJECTED', log.bounds(topic, 7))
  await failsWith('REJECTED', log.append([{ topic, partition: 7, key: 'k', value: null }]))
})

test('an impossible configuration is rejected', async () => {
  await failsWith('REJECTED', log.create(unique('kafka'), { partitions: 1, config: { 'no.such': 'setting' } }))
})

test('more copies than there are brokers are rejected: a topic can ask for its own number', async () => {
  const topic = unique('kafka')
  await failsWith('REJECTED', log.create(topic, { partitions: 1, replication: 9, config: {} }))
  const generous = new KafkaLog({ ...settings, replicationFactor: 9 })
  await failsWith('REJECTED', generous.create(topic, { partitions: 1, config: {} }))
  await generous.create(topic, { partitions: 1, replication: 1, config: {} })
  await generous.close()
})

test('brokers that cannot be reached are told in time', async () => {
  const nowhere = new KafkaLog({ ...settings, brokers: ['127.0.0.1:1'], stepTimeoutMs: 300 })
  const reader = nowhere.reader([{ topic: 't', partition: 0, offset: 0 }])
  const producer = nowhere.producer('id')
  await failsWith('UNAVAILABLE', nowhere.id())
  await failsWith('UNAVAILABLE', nowhere.append([{ topic: 't', partition: 0, key: 'k', value: null }]))
  await failsWith('UNAVAILABLE', producer.fence())
  await failsWith('UNAVAILABLE', readUntil(reader, seen => seen.length > 0))
  await Promise.all([reader.close(), producer.close(), nowhere.close()])
})

test('the next seed is tried when one cannot be reached', async () => {
  const other = new KafkaLog({ ...settings, brokers: ['127.0.0.1:1', ...settings.brokers] })
  assert.is(await other.id(), await log.id())
  await other.close()
})

test('what was closed says so', async () => {
  const other = new KafkaLog(settings)
  await other.id()
  await other.close()
  await failsWith('CLOSED', other.id())
  await failsWith('CLOSED', other.append([{ topic: 't', partition: 0, key: 'k', value: null }]))
})

test.run()
