import fc from 'fast-check'

import type { Flat } from '../../schemas/record.ts'
import { schemas } from '../../schemas/generated.ts'
import { flatRecords, typesOf } from './arbitrary.ts'
import { recordTopics, type RecordTopic } from './codecs.ts'

/** One record of every type that every topic carries, the same in every run. */
export const examples: readonly { readonly topic: RecordTopic, readonly record: Flat }[] = recordTopics.flatMap(
  topic =>
    typesOf(schemas[topic.value]).map(type => {
      const [record] = fc.sample(
        flatRecords(schemas[topic.value]).filter(candidate => candidate.type === type),
        { numRuns: 1, seed: 7 }
      )
      return { topic, record: record! }
    })
)
