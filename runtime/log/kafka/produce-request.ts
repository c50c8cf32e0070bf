import { writeBatch, type BatchOwner, type SizedRecords } from './batch-encoder.ts'
import { groupBy } from './group-by.ts'
import { apiKeys, requests, type WireCall } from './kafkajs.ts'

/** What one request appends to one partition: one batch, with the sequence number of its first record. */
export interface PartitionBatch {
  readonly topic: string
  readonly partition: number
  readonly batch: SizedRecords
  readonly owner: BatchOwner
}

export interface Acknowledgement {
  readonly topic: string
  readonly partition: number
  readonly errorCode: number
  readonly baseOffset: number
}

interface ProduceAnswer {
  readonly topics: readonly {
    topicName: string
    partitions: readonly { partition: number, errorCode: number, baseOffset: string }[]
  }[]
}

/** Of Kafka 2.1 and later; the newest that kafkajs reads the answer of. */
const produceVersion = 7
const allReplicas = -1

/** A request that appends the batches, each acknowledged by all replicas. Encoded once, into one buffer of its size. */
export function produceCall(
  transactionalId: string | null, timeoutMs: number, batches: readonly PartitionBatch[]
): WireCall {
  const bytes = encodeProduce(transactionalId, timeoutMs, batches, Date.now())
  const { response } = requests['Produce']!.protocol({ version: produceVersion })({ topicData: [], acks: allReplicas })
  return {
    request: {
      apiKey: apiKeys['Produce']!, apiVersion: produceVersion, apiName: 'Produce',
      encode: async () => ({ buf: bytes, buffer: bytes })
    },
    response: { decode: response.decode, parse: decoded => acknowledgements(decoded as ProduceAnswer) },
    logResponseError: false
  }
}

export function encodeProduce(
  transactionalId: string | null, timeoutMs: number, batches: readonly PartitionBatch[], timestamp: number
): Buffer {
  const kind = transactionalId === null ? 'idempotent' : 'transactional'
  const topics = groupBy(batches, ({ topic }) => topic)
  const into = Buffer.allocUnsafe(requestBytes(transactionalId, topics))
  let at = writeString(into, 0, transactionalId)
  at = into.writeInt16BE(allReplicas, at)
  at = into.writeInt32BE(timeoutMs, at)
  at = into.writeInt32BE(topics.size, at)
  for (const [topic, partitions] of topics) {
    at = writeString(into, at, topic)
    at = into.writeInt32BE(partitions.length, at)
    for (const { partition, batch, owner } of partitions) {
      at = into.writeInt32BE(partition, at)
      at = into.writeInt32BE(batch.bytes, at)
      at = writeBatch(into, at, batch, owner, kind, timestamp)
    }
  }
  return into
}

function requestBytes(transactionalId: string | null, topics: ReadonlyMap<string, readonly PartitionBatch[]>): number {
  let bytes = stringBytes(transactionalId) + 10
  for (const [topic, partitions] of topics) {
    bytes += stringBytes(topic) + 4
    for (const { batch } of partitions) bytes += 8 + batch.bytes
  }
  return bytes
}

function stringBytes(text: string | null): number {
  return 2 + (text === null ? 0 : Buffer.byteLength(text))
}

function writeString(into: Buffer, at: number, text: string | null): number {
  if (text === null) return into.writeInt16BE(-1, at)
  const length = into.write(text, at + 2)
  into.writeInt16BE(length, at)
  return at + 2 + length
}

function acknowledgements({ topics }: ProduceAnswer): Acknowledgement[] {
  return topics.flatMap(({ topicName, partitions }) => partitions.map(({ partition, errorCode, baseOffset }) =>
    ({ topic: topicName, partition, errorCode, baseOffset: Number(baseOffset) })))
}
