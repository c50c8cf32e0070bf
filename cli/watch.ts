import type { LogRecord, Position } from '../runtime/log/log.ts'
import type { Read } from '../runtime/schemas.ts'
import type { Topic } from '../runtime/topology.ts'
import type { Connection } from './connection.ts'

/** One record of a watched topic; `read` is undefined where the topic has no schema: dead letters. */
export interface Watched {
  readonly partition: number
  readonly record: LogRecord
  readonly read: Read | undefined
}

export interface WatchOptions {
  readonly connection: Connection
  readonly topic: Topic
  readonly name: string
  readonly from: 'beginning' | 'end'
  readonly until: 'end' | 'stopped'
  readonly signal: AbortSignal
}

/** Follows a topic, each partition in its order. */
export async function* watch({ connection, topic, name, from, until, signal }: WatchOptions): AsyncGenerator<Watched> {
  const { log, schemas } = connection
  if (topic.value !== undefined) schemas.add(name, topic.value)
  const { positions, ends } = await startPositions(connection, topic, name, from)
  const reader = log.reader(positions)
  const stop = (): void => void reader.close()
  signal.addEventListener('abort', stop)
  const unread = positions.filter(({ partition, offset }) => offset < ends[partition]!)
  const open = new Set(unread.map(({ partition }) => partition))
  const read = (value: Buffer | null) => topic.value === undefined ? undefined : schemas.decode(name, value)
  try {
    while (!signal.aborted && (until === 'stopped' || open.size > 0)) {
      for (const { partition, records, next } of await reader.read()) {
        for (const record of records) {
          if (until === 'end' && record.offset >= ends[partition]!) break
          yield { partition, record, read: await read(record.value) }
        }
        if (next >= ends[partition]!) open.delete(partition)
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    signal.removeEventListener('abort', stop)
    await reader.close()
  }
}

async function startPositions({ log }: Connection, { partitions }: Topic, name: string, from: WatchOptions['from']) {
  const bounds = await Promise.all(Array.from({ length: partitions }, (_, partition) => log.bounds(name, partition)))
  const offsets = bounds.map(({ start, end }) => from === 'end' ? end : start)
  const positions: Position[] = offsets.map((offset, partition) => ({ topic: name, partition, offset }))
  return { positions, ends: bounds.map(({ end }) => end) }
}
