import type { Batch, Bounds, Log, LogRecord, Position, Reader } from '../runtime/log/log.ts'

/** Records of one partition, end to end in one buffer: nothing for a garbage collector to look at. */
interface Packed {
  readonly bytes: Uint8Array
  /** Offset, timestamp, and where in the bytes its key and its value end; a key of -1 is none. Four for each record. */
  readonly places: Float64Array
  readonly end: number
}

/** By topic, one for each partition. */
export type PackedTopics = Readonly<Record<string, readonly Packed[]>>

const BATCH_RECORDS = 2_000
const NUMBERS = 4

/** All that a log has in some topics. Headers are left out. */
export async function pack(log: Log, topics: readonly string[]): Promise<PackedTopics> {
  const packed: Record<string, readonly Packed[]> = {}
  for (const topic of topics) {
    const { partitions } = (await log.describe(topic))!
    const parts: Packed[] = []
    for (let partition = 0; partition < partitions; partition++) parts.push(await packOne(log, topic, partition))
    packed[topic] = parts
  }
  return packed
}

async function packOne(log: Log, topic: string, partition: number): Promise<Packed> {
  const { start, end } = await log.bounds(topic, partition)
  const reader = log.reader([{ topic, partition, offset: start }])
  const parts: Buffer[] = []
  const places: number[] = []
  let length = 0
  for (let next = start; next < end;) {
    for (const batch of await reader.read()) {
      for (const { offset, timestamp, key, value } of batch.records) {
        const keyEnd = length + (key?.length ?? 0)
        length = keyEnd + value!.length
        places.push(offset, timestamp, key === null ? -1 : keyEnd, length)
        parts.push(...key === null ? [] : [key], value!)
      }
      next = batch.next
    }
  }
  await reader.close()
  return { bytes: Buffer.concat(parts), places: Float64Array.from(places), end }
}

/** A log to read, as a fetch from a broker is: records are slices of larger buffers, made when they are read. */
export function packedLog(topics: PackedTopics): Pick<Log, 'bounds' | 'committed' | 'describe' | 'reader'> {
  return {
    describe: async topic =>
      topics[topic] === undefined ? undefined : { partitions: topics[topic].length, config: {} },
    bounds: async (topic, partition): Promise<Bounds> => ({ start: 0, end: topics[topic]![partition]!.end }),
    committed: async (_, topic, partition) => topics[topic]?.[partition]?.end,
    reader: positions => readerOf(positions.map(position =>
      ({ ...position, packed: topics[position.topic]![position.partition]!, next: 0 })))
  }
}

function readerOf(places: (Position & { readonly packed: Packed, next: number })[]): Reader {
  return {
    read: async () => {
      const batches: Batch[] = []
      for (const place of places) {
        const { topic, partition, packed } = place
        const records: LogRecord[] = []
        for (; records.length < BATCH_RECORDS && place.next * NUMBERS < packed.places.length; place.next++) {
          const record = recordAt(packed, place.next)
          if (record.offset >= place.offset) records.push(record)
        }
        if (records.length > 0) batches.push({ topic, partition, records, next: records.at(-1)!.offset + 1 })
      }
      if (batches.length === 0) await new Promise(resolve => setTimeout(resolve, 20))
      return batches
    },
    close: async () => {}
  }
}

function recordAt({ bytes, places }: Packed, index: number): LogRecord {
  const at = index * NUMBERS
  const start = index === 0 ? 0 : places[at - 1]!
  const [keyEnd, end] = [places[at + 2]!, places[at + 3]!]
  const slice = (from: number, to: number): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
  return {
    offset: places[at]!, timestamp: places[at + 1]!, headers: {},
    key: keyEnd === -1 ? null : slice(start, keyEnd), value: slice(keyEnd === -1 ? start : keyEnd, end)
  }
}
