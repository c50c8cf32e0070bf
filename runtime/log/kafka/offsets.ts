import type { Bounds } from '../log.ts'
import type { Cluster } from './cluster.ts'
import { BrokerError, check, code } from './errors.ts'

const earliest = -2
const latest = -1

/** Asked with read_committed, "latest" is the last stable offset: the first of an open transaction, if there is one. */
export async function partitionBounds(cluster: Cluster, topic: string, partition: number): Promise<Bounds> {
  const leader = await cluster.leader(topic, partition)
  const at = async (timestamp: number): Promise<number> => {
    const topics = [{ topic, partitions: [{ partition, timestamp }] }]
    const answer = await cluster.ask(leader, 'ListOffsets', { topics })
    const found = answer.responses[0]?.partitions[0]
    if (found === undefined) throw new BrokerError(code.unknownTopic, `offsets of ${topic}/${partition}`)
    check(found.errorCode, `offsets of ${topic}/${partition}`)
    return Number(found.offset)
  }
  const [start, end] = await Promise.all([at(earliest), at(latest)])
  return { start, end }
}

export async function committedOffset(
  cluster: Cluster, group: string, topic: string, partition: number
): Promise<number | undefined> {
  const coordinator = await cluster.coordinator('group', group)
  const answer = await cluster.ask(coordinator, 'OffsetFetch', {
    groupId: group, topics: [{ topic, partitions: [{ partition }] }]
  })
  check(answer.errorCode, `offsets of group ${group}`)
  const found = answer.responses[0]?.partitions[0]
  if (found === undefined) return undefined
  check(found.errorCode, `offset of group ${group} in ${topic}/${partition}`)
  return Number(found.offset) < 0 ? undefined : Number(found.offset)
}
