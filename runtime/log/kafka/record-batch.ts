import { LogError, type LogRecord } from '../log.ts'
import { AbortedFilter, type AbortedTransaction } from './aborted.ts'
import { decompress } from './compression.ts'
import { crc32c } from '../../../state/crc32c.ts'
import { readRecords } from './record-decoder.ts'

/** The records of a fetched partition that a reader may see, and where reading goes on. */
export interface DecodedBatches {
  readonly records: LogRecord[]
  readonly next: number
}

const headerBytes = 61
/** First offset and length come before what the length counts. */
const prefixBytes = 12
const magicAt = 16
const supportedMagic = 2
const compressionMask = 0b111
const logAppendTimeFlag = 1 << 3
const transactionalFlag = 1 << 4
const controlFlag = 1 << 5
const abortMarker = 0

/**
 * Decodes the record batches of one partition as a read_committed reader sees them from `from` on: control records,
 * aborted transactions and records before `from` are left out; `next` is past all that was looked at, also past
 * batches that compaction emptied. An incomplete batch at the end is left for the next fetch.
 *
 * Bytes that do not match their checksum give CORRUPT, after everything before them was given out.
 */
export function decodeBatches(
  bytes: Buffer, from: number, aborted: readonly AbortedTransaction[]
): DecodedBatches {
  const records: LogRecord[] = []
  const filter = new AbortedFilter(aborted)
  let next = from
  for (let at = 0; at + prefixBytes <= bytes.length;) {
    const end = at + prefixBytes + bytes.readInt32BE(at + 8)
    if (end > bytes.length && end > at) break
    try {
      checkBatch(bytes, at, end)
      next = Math.max(next, addBatch(bytes, at, end, from, filter, records))
    } catch (error) {
      if (next > from) break // First what is sound. The next fetch begins here and fails.
      throw error
    }
    at = end
  }
  return { records, next }
}

function checkBatch(bytes: Buffer, at: number, end: number): void {
  const offset = bytes.readBigInt64BE(at)
  const magic = at + magicAt < bytes.length ? bytes.readInt8(at + magicAt) : supportedMagic
  if (magic !== supportedMagic) {
    throw corrupt(offset, `is in message format ${magic}; only format 2 (Kafka 0.11 and later) is read`)
  }
  if (end - at < headerBytes) throw corrupt(offset, 'is too short')
  if (crc32c(bytes, at + 21, end) !== bytes.readUInt32BE(at + 17)) throw corrupt(offset, 'does not match its checksum')
}

/** Adds the visible records of one batch. Returns the offset after its last one. */
function addBatch(
  bytes: Buffer, at: number, end: number, from: number, filter: AbortedFilter, records: LogRecord[]
): number {
  const baseOffset = Number(bytes.readBigInt64BE(at))
  const attributes = bytes.readInt16BE(at + 21)
  const lastOffset = baseOffset + bytes.readInt32BE(at + 23)
  const producerId = bytes.readBigInt64BE(at + 43)
  if (attributes & controlFlag) {
    if (isAbortMarker(bytes, at, end)) filter.end(producerId, BigInt(lastOffset))
    return lastOffset + 1
  }
  if (attributes & transactionalFlag && filter.hides(producerId, BigInt(lastOffset))) return lastOffset + 1
  const count = bytes.readInt32BE(at + 57)
  const body = bytes.subarray(at + headerBytes, end)
  const timestamp = Number(bytes.readBigInt64BE(at + (attributes & logAppendTimeFlag ? 35 : 27)))
  const clock = attributes & logAppendTimeFlag ? 'broker' : 'producer'
  try {
    readRecords(decompress(attributes & compressionMask, body), { baseOffset, timestamp, clock, count, from }, records)
  } catch (error) {
    throw error instanceof LogError ? error : corrupt(BigInt(baseOffset), 'cannot be decoded', error)
  }
  return lastOffset + 1
}

/** A control record's key says its version and type; there is one record in a control batch. */
function isAbortMarker(bytes: Buffer, at: number, end: number): boolean {
  const marker: LogRecord[] = []
  const body = bytes.subarray(at + headerBytes, end)
  const count = bytes.readInt32BE(at + 57)
  readRecords(body, { baseOffset: 0, timestamp: 0, clock: 'broker', count, from: 0 }, marker)
  return marker[0]?.key?.readInt16BE(2) === abortMarker
}

function corrupt(offset: bigint, what: string, cause?: unknown): LogError {
  return new LogError('CORRUPT', `the batch at offset ${offset} ${what}`, { cause })
}
