import type { Log, LogRecord } from '../runtime/log/log.ts'

export interface ReadPartitionOptions {
  /** The first offset, unless the partition begins later: there by default. */
  readonly from?: number
  /** Told how far it is, in records. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** Records of one partition up to the end that it has now. */
export async function* readPartition(
  log: Log, topic: string, partition: number, { from = 0, onProgress }: ReadPartitionOptions = {}
): AsyncGenerator<LogRecord> {
  const bounds = await log.bounds(topic, partition)
  const [start, end] = [Math.max(bounds.start, from), bounds.end]
  if (start >= end) return
  const reader = log.reader([{ topic, partition, offset: start }])
  try {
    for (let next = start; next < end;) {
      for (const batch of await reader.read()) {
        for (const record of batch.records) if (record.offset < end) yield record
        next = batch.next
        onProgress?.(Math.min(next, end) - start, end - start)
      }
    }
  } finally {
    await reader.close()
  }
}
