import type { AbortedTransaction } from './aborted.ts'
import { groupBy } from './group-by.ts'
import { apiKeys, requests, type WireCall } from './kafkajs.ts'

export interface FetchPosition { readonly topic: string, readonly partition: number, readonly offset: number }

export interface FetchLimits {
  readonly fetchWaitMs: number
  readonly fetchBytesPerPartition: number
  readonly fetchBytes: number
}

/** What a broker sent of one partition, record batches still encoded. */
export interface FetchedPartition {
  readonly topic: string
  readonly partition: number
  readonly errorCode: number
  readonly aborted: readonly AbortedTransaction[]
  readonly batches: Buffer
}

/** Of Kafka 2.3 and later. */
const fetchVersion = 11
const readCommitted = 1
const consumer = -1

/** A request for what comes after the positions, up to the last stable offset. The answer is given undecoded. */
export function fetchCall(
  positions: readonly FetchPosition[], { fetchWaitMs, fetchBytesPerPartition, fetchBytes }: FetchLimits
): WireCall {
  const topics = [...groupBy(positions, ({ topic }) => topic)].map(([topic, partitions]) => ({
    topic,
    partitions: partitions.map(({ partition, offset }) =>
      ({ partition, fetchOffset: offset, maxBytes: fetchBytesPerPartition }))
  }))
  const call = requests['Fetch']!.protocol({ version: fetchVersion })({
    replicaId: consumer, maxWaitTime: fetchWaitMs, minBytes: 1, maxBytes: fetchBytes, isolationLevel: readCommitted,
    topics
  })
  return { ...call, logResponseError: false, response: { decode: throttled, parse: decoded => decoded } }
}

/** Whether the broker can answer at all: a clear message beats a closed connection. */
export function canFetch(versions: Readonly<Record<number, { maxVersion: number }>> | null): boolean {
  return (versions?.[apiKeys['Fetch']!]?.maxVersion ?? 0) >= fetchVersion
}

/** The partitions of an answer, and its own error, which stands for all of them. */
export function parseFetch(payload: Buffer): { readonly errorCode: number, readonly partitions: FetchedPartition[] } {
  const cursor = new AnswerCursor(payload)
  cursor.int32() // Throttle time.
  const errorCode = cursor.int16()
  cursor.int32() // Fetch session: we have none.
  const partitions: FetchedPartition[] = []
  for (let topics = cursor.int32(); topics > 0; topics--) {
    const topic = cursor.string()
    for (let left = cursor.int32(); left > 0; left--) partitions.push(parsePartition(topic, cursor))
  }
  return { errorCode, partitions }
}

/** kafkajs looks for the throttle time in what `decode` gives. */
function throttled(payload: Buffer): { clientSideThrottleTime: number, payload: Buffer } {
  return { clientSideThrottleTime: payload.readInt32BE(0), payload }
}

function parsePartition(topic: string, cursor: AnswerCursor): FetchedPartition {
  const partition = cursor.int32()
  const errorCode = cursor.int16()
  cursor.skip(24) // High watermark, last stable offset, start of the log.
  const aborted: AbortedTransaction[] = []
  for (let left = cursor.int32(); left > 0; left--) {
    aborted.push({ producerId: cursor.int64(), firstOffset: cursor.int64() })
  }
  cursor.skip(4) // Preferred replica: we named no rack.
  return { topic, partition, errorCode, aborted, batches: cursor.bytes() }
}

class AnswerCursor {
  readonly #payload: Buffer
  #at = 0

  constructor(payload: Buffer) {
    this.#payload = payload
  }

  int16(): number {
    this.#at += 2
    return this.#payload.readInt16BE(this.#at - 2)
  }

  int32(): number {
    this.#at += 4
    return this.#payload.readInt32BE(this.#at - 4)
  }

  int64(): bigint {
    this.#at += 8
    return this.#payload.readBigInt64BE(this.#at - 8)
  }

  string(): string {
    const length = this.int16()
    this.#at += length
    return this.#payload.toString('utf8', this.#at - length, this.#at)
  }

  /** Nullable; null is empty. */
  bytes(): Buffer {
    const length = Math.max(0, this.int32())
    this.#at += length
    return this.#payload.subarray(this.#at - length, this.#at)
  }

  skip(bytes: number): void {
    this.#at += bytes
  }
}
