import type { Codec } from '../../schemas/codec.ts'
import type { Flat } from '../../schemas/record.ts'
import { messageKey } from '../../state/key.ts'
import type { OutgoingRecord } from '../../runtime/log/log.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { topicName, type Topic } from '../../runtime/topology.ts'

/** A flat record as a client sends it: under its topic's key, in its key's partition. */
export function outgoing(topic: Topic, codec: Codec, record: object): OutgoingRecord {
  const flat = record as Flat
  const name = topicName(topic, topic.per && { [topic.per.field]: flat[topic.per.field] as string })
  const key = messageKey((topic.key ?? []).map(field => flat[field] as string))
  return { topic: name, partition: partitionOf(key, topic.partitions), key, value: codec.encode(name, flat) }
}
