import { deploy } from '../../../runtime/deployment.ts'
import type { TopicDescription } from '../../../runtime/log/log.ts'
import { wantedTopics, type WantedTopic } from '../../../runtime/topics.ts'
import { topicName, type Decider, type Topic, type Topology } from '../../../runtime/topology.ts'
import { Codec } from '../../../schemas/codec.ts'
import { schemas } from '../../../schemas/generated.ts'
import { topology as production } from '../../../topology.ts'

/** Acme is there from the beginning, swift comes later. */
export const firstProvider = 'acme'
export const lateProvider = 'swift'
export const providers = [firstProvider, lateProvider] as const

/** The same of those who find out who somebody is. */
export const firstVerifier = 'idcheck'
export const lateVerifier = 'lookout'
export const verifiers = [firstVerifier, lateVerifier] as const

export const tenants = ['demo', 'other'] as const
export const wallets = ['alice', 'bob', 'carol'] as const
export const currencies = ['EUR', 'JPY'] as const

/** Deciders in the place of others, by their processors. */
export type Deciders = Readonly<Record<string, Decider>>

/** The production topology with few partitions. */
export interface Deployment {
  readonly partitions: number
  readonly topology: Topology
  /** By name; those of the late provider and verifier are created later. */
  readonly topics: ReadonlyMap<string, TopicDescription>
}

export function deploymentOf(partitions: number, deciders: Deciders = {}): Deployment {
  const topology = deploy(withDeciders(deciders), { partitions })
  const topics = wanted(topology).map(({ name, ...description }) => [name, description] as const)
  return { partitions, topology, topics: new Map(topics) }
}

/** The topics that one stands for: itself, or one for each row that it is per. */
export function namesOf(topic: Topic): readonly string[] {
  const { name, per } = topic
  if (per === undefined) return [name]
  return rows[per.table as keyof typeof rows].map(id => topicName(topic, { [per.field]: id }))
}

/** Whether a topic is one of the late provider's or verifier's. */
export function isLate(topic: string): boolean {
  return topic.includes(`-${lateProvider}-`) || topic.includes(`-${lateVerifier}-`)
}

const rows = { providers, verifiers } as const

function withDeciders(deciders: Deciders): Topology {
  const processors = Object.entries(production.processors).map(([name, processor]) =>
    [name, { ...processor, decider: deciders[name] ?? processor.decider }] as const)
  return { ...production, processors: Object.fromEntries(processors) }
}

function wanted(topology: Topology): readonly WantedTopic[] {
  return wantedTopics(topology, '', rows)
}

/**
 * One codec for all runs, which knows every schema beforehand: making readers costs more than a run. So learning
 * schemas is not simulated; an id that nobody knows is.
 */
export const codec = taughtCodec()

function taughtCodec(): Codec {
  const taught = new Codec(schemas)
  let id = 0
  for (const { name, value } of wanted(production)) {
    if (value === undefined) continue
    taught.add(name, value)
    taught.learn(name, ++id, schemas[value as keyof typeof schemas])
  }
  return taught
}

/** An id that no schema has. */
export const unknownSchemaId = 9_999
