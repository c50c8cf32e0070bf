import { setTimeout as sleep } from 'node:timers/promises'
import type { TopicDescription } from '../log.ts'
import type { Cluster } from './cluster.ts'
import { check, code, isAnswer, isLeaderMoved } from './errors.ts'

const topicResource = 2
const defaultSource = 5
const createTimeoutMs = 5_000
const appearsWithinMs = 5_000
const lookAgainMs = 20

export async function describeTopic(cluster: Cluster, topic: string): Promise<TopicDescription | undefined> {
  const { topicMetadata } = await cluster.metadata([topic])
  const found = topicMetadata[0]
  if (found === undefined || found.topicErrorCode === code.unknownTopic) return undefined
  check(found.topicErrorCode, `topic ${topic}`)
  return { partitions: found.partitionMetadata.length, config: await configOf(cluster, topic) }
}

/** Makes the topic and waits until its partitions have leaders. */
export async function createTopic(
  cluster: Cluster, topic: string, { partitions, replication, config }: Required<TopicDescription>
): Promise<void> {
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
  const { topicErrors } = await cluster.ask(await cluster.controller(), 'CreateTopics', {
    topics: [{ topic, numPartitions: partitions, replicationFactor: replication, configEntries }],
    timeout: createTimeoutMs
  })
  const { errorCode, errorMessage } = topicErrors[0]!
  check(errorCode, `create ${topic}${errorMessage === null ? '' : ` (${errorMessage})`}`)
  await appeared(cluster, topic, partitions)
}

async function appeared(cluster: Cluster, topic: string, partitions: number): Promise<void> {
  for (const until = Date.now() + appearsWithinMs; Date.now() < until;) {
    try {
      for (let partition = 0; partition < partitions; partition++) await cluster.leader(topic, partition)
      return
    } catch (error) {
      if (!isAnswer(error, code.unknownTopic) && !isLeaderMoved(error)) throw error
    }
    await sleep(lookAgainMs)
  }
}

/** What differs from the defaults of Kafka: set for the topic, or for the brokers as a whole. */
async function configOf(cluster: Cluster, topic: string): Promise<Record<string, string>> {
  const { resources } = await cluster.ask(await cluster.any(), 'DescribeConfigs', {
    resources: [{ type: topicResource, name: topic }]
  })
  const found = resources[0]!
  check(found.errorCode, `configuration of ${topic}`)
  return Object.fromEntries(found.configEntries.flatMap(({ configName, configValue, configSource }) =>
    configSource === defaultSource || configValue === null ? [] : [[configName, configValue]]))
}
