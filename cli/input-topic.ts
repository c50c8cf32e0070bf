import { topicParams } from '../runtime/deployment.ts'
import type { Processor, Route, Topic, Topology } from '../runtime/topology.ts'

/** A topic that a processor reads, of any deployment that there is. */
export interface InputTopic {
  /** The key of the topic in its topology. */
  readonly id: string
  readonly topic: Topic
  readonly name: string
  readonly processor: Processor
  /** Undefined for its commands. */
  readonly route: Route | undefined
}

/** @param homes as `homesOf` has them */
export function findInput(homes: readonly Topology[], name: string): InputTopic | undefined {
  for (const { topics, processors } of homes) {
    for (const [id, topic] of Object.entries(topics)) {
      if (topicParams(topic, name) === undefined) continue
      for (const processor of Object.values(processors)) {
        const route = processor.routes?.find(({ from }) => from === topic)
        if (route !== undefined || processor.commands === topic) return { id, topic, name, processor, route }
      }
    }
  }
  return undefined
}
