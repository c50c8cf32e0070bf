import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { leaderMayAppear } from '../../../../runtime/log/kafka/errors.ts'
import { appendAll, type Identity } from '../../../../runtime/log/kafka/produce.ts'
import { LogError, type LogErrorCode, type OutgoingRecord } from '../../../../runtime/log/log.ts'
import { ConnectionLost, FakeCluster, type Request } from './fake-cluster.ts'
import { FakePartitions, parseProduce } from './fake-partitions.ts'

const notLeader = 6
const timedOut = 7
const tooLarge = 10

/** Brokers that append what they lead and refuse the rest. `spoil` may change their answers. */
function brokers(leaders: Record<string, number>, spoil: (acks: any[], request: Request) => unknown = acks => acks) {
  const partitions = new FakePartitions()
  const cluster = new FakeCluster(leaders, request => spoil(parseProduce(request.bytes).map(append => {
    const { topic, partition } = append
    const leads = cluster.leaders.get(`${topic}/${partition}`) === request.broker
    if (!leads) return { topic, partition, errorCode: notLeader, baseOffset: -1 }
    return { topic, partition, errorCode: 0, baseOffset: partitions.append(append) }
  }), request))
  return { cluster, held: partitions.held }
}

function append(cluster: FakeCluster, records: readonly OutgoingRecord[], who = identity()) {
  return appendAll(cluster.asCluster(), who, records, 500, leaderMayAppear())
}

function identity(): Identity {
  return { transactionalId: 'id', producerId: '7', producerEpoch: 0, sequences: new Map() }
}

function record(partition: number, value: string): OutgoingRecord {
  return { topic: 't', partition, key: null, value: Buffer.from(value) }
}

async function fails(code: LogErrorCode, promise: Promise<unknown>): Promise<void> {
  const error = await promise.then(() => undefined, (error: unknown) => error)
  assert.instance(error, LogError)
  assert.is((error as LogError).code, code)
}

test('loses nothing when a partition moves to a broker that has already answered', async () => {
  const { cluster, held } = brokers({ 't/0': 1, 't/1': 2 })
  cluster.learn()
  cluster.leaders.set('t/0', 2)
  const offsets = await append(cluster, [record(0, 'a'), record(1, 'b')])
  assert.equal(Object.fromEntries(held), { 't/0': ['a'], 't/1': ['b'] })
  assert.equal(Object.fromEntries(offsets), { 't/0': 0, 't/1': 0 })
  const sent = cluster.requests.flatMap(({ bytes }) => parseProduce(bytes).map(({ partition }) => partition))
  assert.equal(sent, [0, 1, 0], 'what was acknowledged is not sent again')
})

test('doubles nothing when a partition moves between the tries of another', async () => {
  let refusals = 0
  const { cluster, held } = brokers({ 't/0': 1, 't/1': 2 }, (acks, { broker }) => {
    if (broker !== 2 || refusals++ > 0) return acks
    cluster.leaders.set('t/0', 2)
    return acks.map(ack => ({ ...ack, errorCode: notLeader }))
  })
  await append(cluster, [record(0, 'a'), record(1, 'b')])
  assert.equal(Object.fromEntries(held), { 't/0': ['a'], 't/1': ['b'] })
})

for (const [what, spoil] of [
  ['is missing', (acks: any[]) => acks.slice(1)],
  ['is there twice', (acks: any[]) => [...acks, acks[0]]],
  ['is of another partition', (acks: any[]) => [{ ...acks[0], partition: 9 }, ...acks.slice(1)]],
  ['replaces another', (acks: any[]) => [acks[0], acks[0]]]
] as const) {
  test(`an acknowledgement that ${what} is a contradiction`, async () => {
    const { cluster } = brokers({ 't/0': 1, 't/1': 1 }, spoil)
    await fails('ACKS_MISMATCH', append(cluster, [record(0, 'a'), record(1, 'b')]))
  })
}

test('a lost connection leaves the outcome unknown: nothing is repeated', async () => {
  const { cluster } = brokers({ 't/0': 1 }, () => { throw new ConnectionLost('gone') })
  await fails('UNAVAILABLE', append(cluster, [record(0, 'a')]))
  assert.is(cluster.requests.length, 1)
})

test('so does a batch that was not copied in time', async () => {
  const { cluster } = brokers({ 't/0': 1 }, acks => acks.map(ack => ({ ...ack, errorCode: timedOut })))
  await fails('UNAVAILABLE', append(cluster, [record(0, 'a')]))
  assert.is(cluster.requests.length, 1)
})

test('gives up on a partition without a leader when the time is up', async () => {
  const { cluster } = brokers({ 't/0': 1 }, acks => acks.map(ack => ({ ...ack, errorCode: notLeader })))
  await fails('UNAVAILABLE', append(cluster, [record(0, 'a')]))
  assert.ok(cluster.requests.length > 2)
})

test('of several errors the one that ends it is told', async () => {
  const { cluster } = brokers({ 't/0': 1, 't/1': 2 }, (acks, { broker }) =>
    acks.map(ack => ({ ...ack, errorCode: broker === 1 ? notLeader : tooLarge })))
  await fails('REJECTED', append(cluster, [record(0, 'a'), record(1, 'b')]))
})

test('sequence numbers count the records of each partition and wrap after 2^31', async () => {
  const { cluster } = brokers({ 't/0': 1, 't/1': 1 })
  const who = identity()
  who.sequences.set('t/1', 2 ** 31 - 1)
  await append(cluster, [record(0, 'a'), record(0, 'b'), record(1, 'c'), record(1, 'd')], who)
  await append(cluster, [record(0, 'e'), record(1, 'f')], who)
  const sequences = cluster.requests.flatMap(({ bytes }) => parseProduce(bytes)
    .map(({ partition, sequence }) => `${partition}:${sequence}`))
  assert.equal(sequences, ['0:0', `1:${2 ** 31 - 1}`, '0:2', '1:1'])
})

test('more than a batch may hold goes in several, in order', async () => {
  const { cluster, held } = brokers({ 't/0': 1, 't/1': 1 })
  const values = Array.from({ length: 40 }, (_, index) => `${index} ${'x'.repeat(100_000)}`)
  const offsets = await append(cluster, [...values.map(value => record(0, value)), record(1, 'small')])
  assert.equal(held.get('t/0')!.map(value => value.split(' ')[0]), values.map((_, index) => `${index}`))
  assert.ok(cluster.requests.length > 3)
  assert.is(offsets.get('t/0'), 0)
  assert.equal(held.get('t/1'), ['small'])
})

test.run()
