import { encodeBare, type Codec } from '../../schemas/codec.ts'
import type { Flat, RecordShape } from '../../schemas/record.ts'
import { messageKey } from '../../state/key.ts'
import type { Addresses } from '../addresses.ts'
import { decisionText, fingerprint } from '../fingerprint.ts'
import { partitionOf } from '../partition.ts'
import { topicName, type FollowUp, type Topic } from '../topology.ts'

/** A follow-up as it would be found in its topic. */
export interface Sent {
  readonly topic: Topic
  /** Of the topic that it goes to. */
  readonly name: string
  readonly key: string
  readonly record: Flat
  readonly print: Buffer
}

/** A follow-up with its address and as whoever reads it has it. */
export function sentOf(codec: Codec, addresses: Addresses, followUp: FollowUp): Sent {
  const topic = addresses.topicOf(followUp)
  const shape = codec.shape(topic.value!)
  const record = asRead(shape, followUp.record)
  const key = messageKey((topic.key ?? []).map(field => record[field] as string))
  return { topic, name: topicName(topic, followUp.params), key, record, print: printOf(shape, record) }
}

export function partitionOfSent({ topic, key }: Sent): number {
  return partitionOf(key, topic.partitions)
}

/** Tells records of one identity apart. */
export function printOf(shape: RecordShape, record: Flat): Buffer {
  return fingerprint(shape.variants.get(record.type)!, record)
}

/** One thing that is sent once: a command by its operation id, anything else by what it is. */
export function identityOf(name: string, key: string, record: Flat): string {
  return `${name} ${key} ${record['operationId'] ?? record.type}`
}

export function sideText(record: Flat): string {
  const { operationId } = record as { readonly operationId?: string }
  return operationId === undefined ? record.type : `${record.type} ${operationId}`
}

export { decisionText }

/** As whoever reads it has it: what was left out has its default, and nested fields are in their order. */
function asRead({ type, nest, flatten }: RecordShape, record: Flat): Flat {
  return flatten(type.fromBuffer(encodeBare(type, nest(record))))
}

/** Operations of processors and clocks have a slash in their id; clients cannot have one. */
export function isDerived({ operationId }: Flat): boolean {
  return typeof operationId !== 'string' || operationId.includes('/')
}
