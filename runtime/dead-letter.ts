import type { DeadLetterReason } from '../schemas/generated.ts'
import type { Headers, LogRecord, OutgoingRecord } from './log/log.ts'

/**
 * A record that nobody can read, as it was: key, value and headers unchanged, and beside them where it came from
 * and why it is here. The names are Spring Kafka's, which tools know.
 */
export function deadLetter(
  to: string, topic: string, partition: number, record: LogRecord, reason: DeadLetterReason
): OutgoingRecord {
  return {
    topic: to,
    partition,
    key: record.key,
    value: record.value,
    headers: {
      ...record.headers,
      'kafka_dlt-original-topic': topic,
      'kafka_dlt-original-partition': int32(partition),
      'kafka_dlt-original-offset': int64(record.offset),
      'kafka_dlt-original-timestamp': int64(record.timestamp),
      'x-reason-code': reason
    }
  }
}

/** Where a dead letter came from, and why it is one. */
export interface Origin {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** Milliseconds since 1970. */
  readonly timestamp: number
  /** A reason of ours, or of a newer version. */
  readonly reason: string
}

/** What the headers say of a dead letter; undefined when they are not those of one. */
export function originOf(headers: Headers): Origin | undefined {
  const [topic, partition, offset, timestamp, reason] = OURS.map(name => bytesOf(headers[name]))
  if (topic === undefined || reason === undefined) return undefined
  if (partition?.length !== 4 || offset?.length !== 8 || timestamp?.length !== 8) return undefined
  return {
    topic: topic.toString(), partition: partition.readInt32BE(), offset: Number(offset.readBigInt64BE()),
    timestamp: Number(timestamp.readBigInt64BE()), reason: reason.toString()
  }
}

/** The headers that a record had before it became a dead letter. */
export function headersBefore(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OURS.includes(name)))
}

function bytesOf(header: Uint8Array | string | undefined): Buffer | undefined {
  return header === undefined ? undefined : Buffer.from(header)
}

const OURS: readonly string[] = [
  'kafka_dlt-original-topic', 'kafka_dlt-original-partition', 'kafka_dlt-original-offset',
  'kafka_dlt-original-timestamp', 'x-reason-code'
]

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function int64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(BigInt(value))
  return bytes
}
