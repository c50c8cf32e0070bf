import { deploy } from '../../../runtime/deployment.ts'
import type { TopicDescription } from '../../../runtime/log/log.ts'
import { wantedTopics, type WantedTopic } from '../../../runtime/topics.ts'
import { topicName, type Topic, type Topology } from '../../../runtime/topology.ts'
import { Codec } from '../../../schemas/codec.ts'
import { schemas } from '../../../schemas/generated.ts'
import { topology as wallets } from '../../../topology.ts'

/** Acme is there from the beginning, swift comes later. */
export const firstProvider = 'acme'
export const lateProvider = 'swift'
export const providers = [firstProvider, lateProvider] as const

export const tenants = ['demo', 'other'] as const
export const currencies = ['EUR', 'JPY'] as const

/** The production topology with few partitions. */
export interface Deployment {
  readonly partitions: number
  readonly topology: Topology
  /** By name; those of the late provider are created later. */
  readonly topics: ReadonlyMap<string, TopicDescription>
}

export function deploymentOf(partitions: number): Deployment {
  const topology = deploy(wallets, { partitions })
  const topics = wanted(topology).map(({ name, ...description }) => [name, description] as const)
  return { partitions, topology, topics: new Map(topics) }
}

/** The topics that one stands for: itself, or one for each provider. */
export function namesOf(topic: Topic): readonly string[] {
  return topic.per === undefined ? [topic.name] : providers.map(provider => topicName(topic, { provider }))
}

function wanted(topology: Topology): readonly WantedTopic[] {
  return wantedTopics(topology, '', { providers })
}

/**
 * One codec for all runs, which knows every schema beforehand: making readers costs more than a run. So learning
 * schemas is not simulated; an id that nobody knows is.
 */
export const codec = taughtCodec()

function taughtCodec(): Codec {
  const taught = new Codec(schemas)
  let id = 0
  for (const { name, value } of wanted(wallets)) {
    if (value === undefined) continue
    taught.add(name, value)
    taught.learn(name, ++id, schemas[value as keyof typeof schemas])
  }
  return taught
}

/** An id that no schema has. */
export const unknownSchemaId = 9_999
