import type { OutgoingRecord } from '../../../runtime/log/log.ts'
import { partitionOf } from '../../../runtime/partition.ts'
import { topicName, type Topic } from '../../../runtime/topology.ts'
import type { Flat } from '../../../schemas/record.ts'
import { messageKey } from '../../../state/key.ts'
import { codec } from './deployment.ts'

/** A record as any client would send it: keyed by its topic's key, where that key belongs. */
export function keyed(topic: Topic, record: Flat): OutgoingRecord {
  const key = messageKey((topic.key ?? []).map(field => record[field] as string))
  const partition = partitionOf(key, topic.partitions)
  return { topic: topic.name, partition, key, value: codec.encode(topic.name, record) }
}

/** A record of a provider's or verifier's connector, whose keys and partitions mean nothing to us. */
export function unkeyed(
  topic: Topic, params: Readonly<Record<string, string>>, partition: number, record: Flat
): OutgoingRecord {
  const name = topicName(topic, params)
  return { topic: name, partition, key: null, value: codec.encode(name, record) }
}
