import type { Headers, LogRecord } from '../log.ts'

/** What all records of one batch share. */
export interface BatchFrame {
  readonly baseOffset: number
  /** Of the first record; of all when the broker's clock set it. */
  readonly timestamp: number
  readonly clock: 'broker' | 'producer'
  readonly count: number
  /** Records before this offset are left out. */
  readonly from: number
}

const noHeaders: Headers = Object.freeze({})

/** Where in the buffer the decoder stands. Kept out of the functions: one object, not one result per number. */
interface Cursor {
  readonly bytes: Buffer
  at: number
}

/** Decodes the records of a batch. Keys and values are slices of the buffer: copy what is kept for long. */
export function readRecords(bytes: Buffer, frame: BatchFrame, into: LogRecord[]): void {
  const cursor: Cursor = { bytes, at: 0 }
  for (let index = 0; index < frame.count; index++) {
    const length = varint(cursor)
    const end = cursor.at + length
    if (length < 0 || end > bytes.length) throw new RangeError('a record is longer than its batch')
    const record = readRecord(cursor, frame)
    if (cursor.at > end) throw new RangeError('a field is longer than its record')
    if (record.offset >= frame.from) into.push(record)
    cursor.at = end
  }
}

function readRecord(cursor: Cursor, { baseOffset, timestamp, clock }: BatchFrame): LogRecord {
  cursor.at++ // Attributes: none are defined.
  const timestampDelta = varlong(cursor)
  const offset = baseOffset + varint(cursor)
  const key = field(cursor)
  const value = field(cursor)
  const headers = readHeaders(cursor)
  return { offset, key, value, headers, timestamp: clock === 'broker' ? timestamp : timestamp + timestampDelta }
}

function readHeaders(cursor: Cursor): Headers {
  const count = varint(cursor)
  if (count === 0) return noHeaders
  const headers: Record<string, Buffer> = {}
  for (let index = 0; index < count; index++) {
    const name = field(cursor)?.toString('utf8') ?? ''
    const value = field(cursor) ?? Buffer.alloc(0)
    // A plain assignment to `__proto__` would not make a property.
    Object.defineProperty(headers, name, { value, enumerable: true, writable: true, configurable: true })
  }
  return headers
}

function field(cursor: Cursor): Buffer | null {
  const length = varint(cursor)
  if (length < 0) return null
  const start = cursor.at
  cursor.at += length
  if (cursor.at > cursor.bytes.length) throw new RangeError('a field is longer than its batch')
  return cursor.bytes.subarray(start, cursor.at)
}

/** A zigzag encoded number of up to 32 bits. */
function varint(cursor: Cursor): number {
  const { bytes } = cursor
  let byte = bytes[cursor.at++]!
  if (byte < 128) return byte >>> 1 ^ -(byte & 1)
  let raw = byte & 127
  for (let shift = 7; ; shift += 7) {
    if (shift > 28) throw new RangeError('a number is too long')
    byte = bytes[cursor.at++]!
    raw |= (byte & 127) << shift
    if (byte < 128) return raw >>> 1 ^ -(raw & 1)
  }
}

/** A zigzag encoded number that may need more than 32 bits: times do. Exact up to 2^53. */
function varlong(cursor: Cursor): number {
  const { bytes } = cursor
  let byte = bytes[cursor.at++]!
  if (byte < 128) return byte >>> 1 ^ -(byte & 1)
  let raw = BigInt(byte & 127)
  for (let shift = 7n; ; shift += 7n) {
    if (shift > 63n) throw new RangeError('a number is too long')
    byte = bytes[cursor.at++]!
    raw |= BigInt(byte & 127) << shift
    if (byte < 128) return Number(raw >> 1n ^ -(raw & 1n))
  }
}
