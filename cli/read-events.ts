import { messageKey } from '../state/key.ts'
import { partitionOf } from '../runtime/partition.ts'
import type { Topic } from '../runtime/topology.ts'
import { readPartition } from './read-partition.ts'
import type { TableSource } from './tables.ts'

/** The events of one key of a changelog, up to its present end. `onProgress` counts the records of its partition. */
export async function* readEvents<Event>(
  { log, schemas }: TableSource, topic: Topic, keys: readonly string[],
  onProgress?: (done: number, total: number) => void
): AsyncGenerator<Event> {
  const key = messageKey(keys)
  const partition = partitionOf(key, topic.partitions)
  schemas.add(topic.name, topic.value!)
  for await (const { key: found, value, offset } of readPartition(log, topic.name, partition, { onProgress })) {
    if (found?.toString() !== key) continue
    const read = await schemas.decode(topic.name, value)
    if (!('record' in read)) throw new Error(`${topic.name}/${partition} at ${offset}: ${read.unreadable}`)
    yield read.record as Event
  }
}
