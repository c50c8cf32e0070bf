import { randomUUID } from 'node:crypto'

import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import { confluentRegistry } from '../../schemas/confluent-registry.ts'
import type { SchemaRegistry } from '../../schemas/registry.ts'
import { deploy } from '../../runtime/deployment.ts'
import { KafkaLog } from '../../runtime/log/kafka/kafka-log.ts'
import type { KafkaSettings } from '../../runtime/log/kafka/settings.ts'
import { silent } from '../../runtime/logger.ts'
import { applyTopics, wantedTopics } from '../../runtime/topics.ts'
import type { Topology } from '../../runtime/topology.ts'
import { topology as source } from '../../topology.ts'
import { outgoing } from './outgoing.ts'

/** A deployment of its own on the cluster that the runner started, under a random prefix. */
export interface Deployment {
  readonly prefix: string
  readonly topology: Topology
  readonly codec: Codec
  readonly log: KafkaLog
  readonly registry: SchemaRegistry
}

export function clusterFromEnvironment(): { readonly brokers: string, readonly registryUrl: string } {
  const { KAFKA_BROKERS: brokers, SCHEMA_REGISTRY_URL: registryUrl } = process.env
  if (brokers === undefined || registryUrl === undefined) {
    throw new Error('KAFKA_BROKERS and SCHEMA_REGISTRY_URL are not set: run `npm test`, or `npm run kafka` beside it')
  }
  return { brokers, registryUrl }
}

export function kafkaLog(settings: Partial<KafkaSettings> = {}): KafkaLog {
  return new KafkaLog({ brokers: clusterFromEnvironment().brokers.split(','), clientId: 'test', logger: silent,
    ...settings })
}

/** Creates the topics and registers the schemas. */
export async function createDeployment(partitions: number,
  providers: readonly string[] = ['acme']): Promise<Deployment> {
  const prefix = `t${randomUUID().slice(0, 8)}-`
  const topology = deploy(source, { prefix, partitions })
  const log = kafkaLog()
  const registry = confluentRegistry({ url: clusterFromEnvironment().registryUrl })
  const codec = new Codec(schemas)
  const wanted = wantedTopics(topology, prefix, { providers })
  const learning: SchemaRegistry = {
    find: id => registry.find(id),
    register: async (subject, schema) => {
      const id = await registry.register(subject, schema)
      codec.learn(subject.slice(0, -'-value'.length), id, schema)
      return id
    }
  }
  for (const { name, value } of wanted) if (value !== undefined) codec.add(name, value)
  await applyTopics(log, learning, codec, wanted, schemas, prefix)
  return { prefix, topology, codec, log, registry }
}

/** Sends flat records to topics of the topology, by their key in it. */
export async function send(deployment: Deployment, to: string, records: readonly object[]): Promise<void> {
  const topic = deployment.topology.topics[to]!
  await deployment.log.append(records.map(record => outgoing(topic, deployment.codec, record)))
}
