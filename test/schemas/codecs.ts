import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'

/** A topic that carries records: by the name it has in the topology, placeholders and all. */
export interface RecordTopic { readonly name: string, readonly value: keyof typeof schemas }

export const recordTopics: readonly RecordTopic[] = Object.values(topology.topics)
  .flatMap(topic => 'value' in topic ? [{ name: topic.name, value: topic.value }] : [])

/** A codec that knows every topic; the schema of the first has id 1. */
export function codecOfAll(): Codec {
  const codec = new Codec(schemas)
  for (const [index, { name, value }] of recordTopics.entries()) {
    codec.add(name, value)
    codec.learn(name, index + 1, schemas[value])
  }
  return codec
}

/** A codec of one topic, `topic`, whose schema has id 1. */
export function codecOf(schema: { readonly name: string }): Codec {
  const codec = new Codec({ [schema.name]: schema })
  codec.add('topic', schema.name)
  codec.learn('topic', 1, schema)
  return codec
}
