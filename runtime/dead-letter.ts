import type { DeadLetterReason } from '../schemas/generated.ts'
import type { LogRecord, OutgoingRecord } from './log/log.ts'

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
