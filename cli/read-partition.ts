import type { Log, LogRecord } from '../runtime/log/log.ts'

/** Records of one partition from its start to the end that it has now. `onProgress` is told how far it is. */
export async function* readPartition(
  log: Log, topic: string, partition: number, onProgress: (done: number, total: number) => void = () => {}
): AsyncGenerator<LogRecord> {
  const { start, end } = await log.bounds(topic, partition)
  if (start >= end) return
  const reader = log.reader([{ topic, partition, offset: start }])
  try {
    for (let next = start; next < end;) {
      for (const batch of await reader.read()) {
        for (const record of batch.records) if (record.offset < end) yield record
        next = batch.next
        onProgress(Math.min(next, end) - start, end - start)
      }
    }
  } finally {
    await reader.close()
  }
}
