import type { AccountEvent } from '../schemas/generated.ts'
import { BalanceFold, type TrialBalance } from './balances.ts'
import type { TableSource } from './tables.ts'

/**
 * The trial balance of a tenant as the changelog has it now. All partitions are read side by side, so that little is
 * held in memory of what is in one of them and not yet in another. `onProgress` counts records.
 */
export async function readBalances(
  { log, schemas, topology }: TableSource, tenant: string, onProgress?: (done: number, total: number) => void
): Promise<TrialBalance> {
  const topic = topology.topics['accountChangelog']!
  schemas.add(topic.name, topic.value!)
  const all = Array.from({ length: topic.partitions }, (_, partition) => partition)
  const bounds = await Promise.all(all.map(partition => log.bounds(topic.name, partition)))
  const next = bounds.map(({ start }) => start)
  const left = (): number => bounds.reduce((sum, { end }, partition) => sum + Math.max(0, end - next[partition]!), 0)
  const total = left()

  const fold = new BalanceFold(tenant)
  if (total === 0) return fold.balance
  const reader = log.reader(all.map(partition => ({ topic: topic.name, partition, offset: next[partition]! })))
  try {
    while (left() > 0) {
      for (const { partition, records, next: reached } of await reader.read()) {
        for (const { offset, value } of records) {
          if (offset >= bounds[partition]!.end) break
          const read = await schemas.decode(topic.name, value)
          if (!('record' in read)) throw new Error(`${topic.name}/${partition} at ${offset}: ${read.unreadable}`)
          fold.add(read.record as unknown as AccountEvent)
        }
        next[partition] = reached
        onProgress?.(total - left(), total)
      }
    }
  } finally {
    await reader.close()
  }
  return fold.balance
}
