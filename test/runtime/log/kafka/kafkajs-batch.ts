import { createRequire } from 'node:module'
import { crc32c } from '../../../../state/crc32c.ts'
import type { Encoder } from '../../../../runtime/log/kafka/kafkajs.ts'

const require = createRequire(import.meta.url)
const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0') as {
  RecordBatch(options: object): Promise<Encoder>
}
const Record = require('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => Encoder
const produceRequest = require('kafkajs/src/protocol/requests/produce/v7/request') as
  (options: object) => { encode(): Promise<Encoder> }

interface BatchOptions {
  readonly firstOffset?: number
  readonly producerId?: number
  readonly timestamp?: number
  readonly compression?: 0 | 1
  readonly transactional?: boolean
  /** Bits beside those that kafkajs sets: control records, broker's time. */
  readonly flags?: number
  readonly lastOffsetDelta?: number
}

interface RecordOptions {
  readonly key?: string | Buffer | null
  readonly value?: string | Buffer | null
  readonly headers?: object
  readonly timestampDelta?: number
  readonly offsetDelta?: number
}

export const logAppendTime = 8
export const control = 32

/** A record batch as kafkajs encodes it, which is not the code under test. */
export async function batchOf(records: readonly RecordOptions[], options: BatchOptions = {}): Promise<Buffer> {
  const { firstOffset = 0, producerId = -1, timestamp = 1_000, flags = 0, ...rest } = options
  const encoder = await RecordBatch({
    lastOffsetDelta: records.length - 1, transactional: false, ...rest, producerId: `${producerId}`,
    firstOffset: `${firstOffset}`, firstTimestamp: timestamp, maxTimestamp: timestamp + 500,
    records: records.map((record, offsetDelta) => Record({ key: null, value: null, offsetDelta, ...record }))
  })
  const bytes = Buffer.from(encoder.buffer)
  bytes.writeInt16BE(bytes.readInt16BE(21) | flags, 21)
  return sealed(bytes)
}

/** An abort marker of the producer. */
export function abortOf(producerId: number, firstOffset: number): Promise<Buffer> {
  const key = Buffer.from([0, 0, 0, 0])
  return batchOf([{ key }], { producerId, firstOffset, transactional: true, flags: control })
}

export function commitOf(producerId: number, firstOffset: number): Promise<Buffer> {
  const key = Buffer.from([0, 0, 0, 1])
  return batchOf([{ key }], { producerId, firstOffset, transactional: true, flags: control })
}

/** The batch with the checksum that its bytes have. */
export function sealed(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32c(batch, 21, batch.length), 17)
  return batch
}

/** kafkajs' own produce request. */
export async function kafkajsProduce(options: object): Promise<Buffer> {
  return (await produceRequest({ acks: -1, ...options }).encode()).buffer
}
