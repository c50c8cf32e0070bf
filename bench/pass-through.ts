/**
 * The floor: a plain kafkajs pass-through with the same transactions. It reads a topic with kafkajs's own consumer and
 * writes each value to another topic, one transactional producer per partition, offsets in the transaction. A process
 * of its own, so that none of our replacements of kafkajs's parts reaches it.
 *
 * BROKERS, INPUT, OUTPUT, RECORDS in the environment; prints `{ "records": …, "ms": … }`.
 */
import { Kafka, logLevel, type EachBatchPayload, type Producer } from 'kafkajs'

const { BROKERS = '', INPUT = '', OUTPUT = '', RECORDS = '0' } = process.env
const SLICE_RECORDS = 2_000

const retry = { initialRetryTime: 15, multiplier: 2, maxRetryTime: 500, retries: 20 }
const kafka = new Kafka({ clientId: 'pass-through', brokers: BROKERS.split(','), logLevel: logLevel.NOTHING, retry })
const groupId = `pass-through-${OUTPUT}`
const producers = new Map<number, Producer>()
let first = 0
let passed = 0

const consumer = kafka.consumer({ groupId, maxBytesPerPartition: 1 << 20, maxWaitTimeInMs: 250 })
await consumer.connect()
await consumer.subscribe({ topics: [INPUT], fromBeginning: true })
await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 16, eachBatch })

async function eachBatch({ batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
  first ||= performance.now()
  const producer = await producerOf(batch.partition)
  for (let start = 0; start < batch.messages.length; start += SLICE_RECORDS) {
    const slice = batch.messages.slice(start, start + SLICE_RECORDS)
    const last = slice.at(-1)!.offset
    const messages = slice.map(({ key, value }) => ({ key, value, partition: batch.partition }))
    const transaction = await producer.transaction()
    await transaction.sendBatch({ topicMessages: [{ topic: OUTPUT, messages }], acks: -1 })
    const offsets = [{ partition: batch.partition, offset: String(Number(last) + 1) }]
    await transaction.sendOffsets({ consumerGroupId: groupId, topics: [{ topic: batch.topic, partitions: offsets }] })
    await transaction.commit()
    resolveOffset(last)
    passed += slice.length
    await heartbeat()
  }
  if (passed >= Number(RECORDS)) {
    process.stdout.write(JSON.stringify({ records: passed, ms: performance.now() - first }))
    process.exit(0)
  }
}

async function producerOf(partition: number): Promise<Producer> {
  const known = producers.get(partition)
  if (known !== undefined) return known
  const producer = kafka.producer({ transactionalId: `${groupId}-${partition}`, idempotent: true,
    maxInFlightRequests: 1, retry })
  producers.set(partition, producer)
  await producer.connect()
  return producer
}
