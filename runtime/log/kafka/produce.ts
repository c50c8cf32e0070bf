import { LogError, type OutgoingRecord } from '../log.ts'
import { toBatches, type SizedRecords } from './batch-encoder.ts'
import type { Cluster } from './cluster.ts'
import { BrokerError, code } from './errors.ts'
import { groupBy } from './group-by.ts'
import type { Broker } from './kafkajs.ts'
import { persist } from './patience.ts'
import { produceCall, type Acknowledgement, type PartitionBatch } from './produce-request.ts'

/** Who appends: the identity that the broker gave, and the next sequence number of each partition. */
export interface Identity {
  readonly transactionalId: string | null
  readonly producerId: string
  readonly producerEpoch: number
  readonly sequences: Map<string, number>
}

/** Below the brokers' default of 1 MiB for a batch, which is what a topic takes unless told otherwise. */
const batchBytesMax = 900 * 1024
/** How long the brokers may take to copy a batch to all replicas. */
const replicationTimeoutMs = 5_000
const sequenceCount = 2 ** 31

/**
 * Appends the records, in order per partition, each exactly once or not at all. Large partitions go in several
 * batches. Any error leaves the identity useless: what was appended is then unknown.
 * @returns the offset of the first record of each partition, by `topic/partition`.
 */
export async function appendAll(
  cluster: Cluster, identity: Identity, records: readonly OutgoingRecord[], timeoutMs: number,
  mayRepeat: (error: unknown) => boolean
): Promise<ReadonlyMap<string, number>> {
  const offsets = new Map<string, number>()
  const queues = byPartition(records).map(({ records, ...place }) =>
    ({ ...place, batches: toBatches(records, batchBytesMax) }))
  for (let round = 0; ; round++) {
    const batches = queues.flatMap(({ batches, ...place }) =>
      batches.slice(round, round + 1).map(batch => nextInSequence(identity, place, batch)))
    if (batches.length === 0) return offsets
    const acknowledged = await appendRound(cluster, identity, batches, timeoutMs, mayRepeat)
    for (const [place, offset] of acknowledged) if (!offsets.has(place)) offsets.set(place, offset)
  }
}

/** Every batch is acknowledged exactly once by the leader it was sent to; anything else is a contradiction. */
export function assertAckedExactlyOnce(
  sent: readonly { topic: string, partition: number }[], acks: readonly Acknowledgement[]
): void {
  const wanted = sent.map(placeOf).sort()
  const given = acks.map(placeOf).sort()
  if (wanted.length === given.length && wanted.every((place, index) => place === given[index])) return
  throw new LogError('ACKS_MISMATCH', `sent to ${wanted.join(', ')}; acknowledged: ${given.join(', ') || 'none'}`)
}

export function placeOf({ topic, partition }: { topic: string, partition: number }): string {
  return `${topic}/${partition}`
}

function nextInSequence(
  { producerId, producerEpoch, sequences }: Identity, place: { topic: string, partition: number }, batch: SizedRecords
): PartitionBatch {
  const firstSequence = sequences.get(placeOf(place)) ?? 0
  sequences.set(placeOf(place), (firstSequence + batch.records.length) % sequenceCount)
  return { ...place, batch, owner: { producerId, producerEpoch, firstSequence } }
}

/** Repeats carry the same sequence numbers, so a batch that did arrive is not appended again. */
async function appendRound(
  cluster: Cluster, { transactionalId }: Identity, batches: readonly PartitionBatch[], timeoutMs: number,
  mayRepeat: (error: unknown) => boolean
): Promise<ReadonlyMap<string, number>> {
  const acknowledged = new Map<string, number>()
  await persist(timeoutMs, 'append', mayRepeat, async () => {
    const open = batches.filter(batch => !acknowledged.has(placeOf(batch)))
    const answers = await Promise.allSettled(await askLeaders(cluster, transactionalId, open))
    const errors = answers.flatMap(answer => answer.status === 'rejected' ? [answer.reason] : [])
    for (const ack of answers.flatMap(answer => answer.status === 'fulfilled' ? answer.value : [])) {
      if (ack.errorCode === code.none) acknowledged.set(placeOf(ack), ack.baseOffset)
      else errors.push(new BrokerError(ack.errorCode, `append to ${placeOf(ack)}`))
    }
    if (errors.length === 0) return
    cluster.forget()
    throw errors.find(error => !mayRepeat(error)) ?? errors[0]
  })
  return acknowledged
}

async function askLeaders(
  cluster: Cluster, transactionalId: string | null, batches: readonly PartitionBatch[]
): Promise<Promise<readonly Acknowledgement[]>[]> {
  const placed: { leader: Broker, batch: PartitionBatch }[] = []
  for (const batch of batches) placed.push({ leader: await cluster.leader(batch.topic, batch.partition), batch })
  return [...groupBy(placed, ({ leader }) => leader)].map(async ([leader, its]) => {
    const wanted = its.map(({ batch }) => batch)
    const call = produceCall(transactionalId, replicationTimeoutMs, wanted)
    const acks = await cluster.send(leader, call) as readonly Acknowledgement[]
    assertAckedExactlyOnce(wanted, acks)
    return acks
  })
}

function byPartition(records: readonly OutgoingRecord[]) {
  return [...groupBy(records, ({ topic }) => topic)].flatMap(([topic, ofTopic]) =>
    [...groupBy(ofTopic, ({ partition }) => partition)].map(([partition, records]) => ({ topic, partition, records })))
}
