import { topicParams } from '../runtime/deployment.ts'
import { topicName, type Topic, type Topology } from '../runtime/topology.ts'
import { CommandFailure } from './exit-codes.ts'
import { didYouMean } from './nearest.ts'

export interface FoundTopic { readonly topic: Topic, readonly name: string }

/** A topic by its key in `topology.ts` or by its name, with or without its prefix. @throws CommandFailure */
export function findTopic(topology: Topology, prefix: string, text: string): FoundTopic {
  const byKey = topology.topics[text]
  if (byKey !== undefined && byKey.per === undefined) return { topic: byKey, name: byKey.name }
  for (const name of [text, prefix + text]) {
    for (const topic of Object.values(topology.topics)) {
      const params = name.includes('{') ? undefined : topicParams(topic, name)
      if (params !== undefined) return { topic, name: topicName(topic, params) }
    }
  }
  if (byKey !== undefined) {
    throw new CommandFailure(2, `${text} stands for several topics: give the name of one, as in ${byKey.name}`)
  }
  const names = Object.values(topology.topics).map(({ name }) => name)
  const hint = didYouMean(text, [...names, ...Object.keys(topology.topics)])
  throw new CommandFailure(2, `there is no topic ${text}${hint}\nthere are ${names.join(', ')}`)
}
