import type { Headers, OutgoingRecord } from '../log.ts'
import { crc32c } from '../../../state/crc32c.ts'

/** Who writes a batch, so that the broker takes each record once. */
export interface BatchOwner {
  readonly producerId: string
  readonly producerEpoch: number
  readonly firstSequence: number
}

/** Records that become one batch, measured. */
export interface SizedRecords {
  readonly records: readonly OutgoingRecord[]
  /** The length of each record's body, without the varint that says it. */
  readonly bodies: readonly number[]
  /** The length of the whole batch. */
  readonly bytes: number
}

/** Bytes of a batch before its first record. */
export const batchHeaderBytes = 61
const magic = 2
const transactionalAttribute = 16
const longestAsciiLoop = 64

/** The batches that the records make, in order, each no larger than the limit unless one record is. */
export function toBatches(records: readonly OutgoingRecord[], bytesMax: number): SizedRecords[] {
  const batches: SizedRecords[] = []
  let first = 0
  let bodies: number[] = []
  let bytes = batchHeaderBytes
  for (let index = 0; index < records.length; index++) {
    let body = bodyBytes(records[index]!, index - first)
    if (index > first && bytes + varintBytes(body) + body > bytesMax) {
      batches.push({ records: records.slice(first, index), bodies, bytes })
      first = index
      bodies = []
      bytes = batchHeaderBytes
      body = bodyBytes(records[index]!, 0)
    }
    bodies.push(body)
    bytes += varintBytes(body) + body
  }
  batches.push({ records: first === 0 ? records : records.slice(first), bodies, bytes })
  return batches
}

/** Writes one record batch (format 2, uncompressed), all records with the same time. Returns where it ends. */
export function writeBatch(
  into: Buffer, start: number, { records, bodies, bytes }: SizedRecords, owner: BatchOwner,
  kind: 'transactional' | 'idempotent', timestamp: number
): number {
  const last = records.length - 1
  into.writeBigInt64BE(0n, start)
  into.writeInt32BE(bytes - 12, start + 8)
  into.writeInt32BE(0, start + 12)
  into.writeInt8(magic, start + 16)
  into.writeInt16BE(kind === 'transactional' ? transactionalAttribute : 0, start + 21)
  into.writeInt32BE(last, start + 23)
  into.writeBigInt64BE(BigInt(timestamp), start + 27)
  into.writeBigInt64BE(BigInt(timestamp), start + 35)
  into.writeBigInt64BE(BigInt(owner.producerId), start + 43)
  into.writeInt16BE(owner.producerEpoch, start + 51)
  into.writeInt32BE(owner.firstSequence, start + 53)
  into.writeInt32BE(records.length, start + 57)
  let at = start + batchHeaderBytes
  for (let index = 0; index <= last; index++) {
    at = writeVarint(into, at, bodies[index]!)
    at = writeBody(into, at, records[index]!, index)
  }
  into.writeUInt32BE(crc32c(into, start + 21, at), start + 17)
  return at
}

function bodyBytes({ key, value, headers }: OutgoingRecord, offsetDelta: number): number {
  return 2 + varintBytes(offsetDelta) + fieldBytes(key) + fieldBytes(value) + headersBytes(headers)
}

function fieldBytes(field: string | Uint8Array | null): number {
  if (field === null) return 1
  const length = byteLength(field)
  return varintBytes(length) + length
}

function headersBytes(headers: Headers | undefined): number {
  if (headers === undefined) return 1
  const names = Object.keys(headers)
  let bytes = varintBytes(names.length)
  for (const name of names) bytes += fieldBytes(name) + fieldBytes(headers[name]!)
  return bytes
}

function writeBody(into: Buffer, start: number, { key, value, headers }: OutgoingRecord, offsetDelta: number): number {
  into[start] = 0 // Attributes.
  into[start + 1] = 0 // Time since the first record.
  let at = writeVarint(into, start + 2, offsetDelta)
  at = writeField(into, at, key)
  at = writeField(into, at, value)
  if (headers === undefined) {
    into[at] = 0
    return at + 1
  }
  const names = Object.keys(headers)
  at = writeVarint(into, at, names.length)
  for (const name of names) at = writeField(into, writeField(into, at, name), headers[name]!)
  return at
}

function writeField(into: Buffer, start: number, field: string | Uint8Array | null): number {
  if (field === null) {
    into[start] = 1 // -1.
    return start + 1
  }
  const length = byteLength(field)
  const at = writeVarint(into, start, length)
  if (typeof field !== 'string') into.set(field, at)
  else if (length === field.length && length <= longestAsciiLoop) writeAscii(into, at, field)
  else into.write(field, at, length, 'utf8')
  return at + length
}

/** For short strings cheaper than a call out of JavaScript. */
function writeAscii(into: Buffer, start: number, text: string): void {
  for (let index = 0; index < text.length; index++) into[start + index] = text.charCodeAt(index)
}

function byteLength(field: string | Uint8Array): number {
  if (typeof field !== 'string') return field.length
  if (field.length > longestAsciiLoop) return Buffer.byteLength(field)
  for (let index = 0; index < field.length; index++) {
    if (field.charCodeAt(index) > 127) return Buffer.byteLength(field)
  }
  return field.length
}

/** The length of a number that is not negative, zigzag encoded. */
function varintBytes(value: number): number {
  if (value < 64) return 1
  if (value < 8192) return 2
  if (value < 1048576) return 3
  return value < 134217728 ? 4 : 5
}

function writeVarint(into: Buffer, start: number, value: number): number {
  let rest = value * 2 >>> 0
  let at = start
  while (rest > 127) {
    into[at++] = rest & 127 | 128
    rest >>>= 7
  }
  into[at] = rest
  return at + 1
}
