import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { KafkaTransactionalProducer } from '../../../../runtime/log/kafka/producer.ts'
import { LogError, type LogErrorCode } from '../../../../runtime/log/log.ts'
import { ConnectionLost, FakeCluster, settings, type Request } from './fake-cluster.ts'
import { parseProduce } from './fake-partitions.ts'

const record = { topic: 't', partition: 0, key: null, value: Buffer.from('v') }
const position = { topic: 'in', partition: 0, offset: 5 }
const invalidEpoch = 47
const concurrent = 51
const loading = 14
const notAttempted = 55

/** A broker that agrees to everything; `first` answers instead for as long as it has something. */
function producerOf(first: (request: Request) => unknown = () => undefined) {
  const cluster = new FakeCluster({ 't/0': 1, 't/1': 1 }, request => first(request) ?? agree(request))
  const producer = new KafkaTransactionalProducer(settings(), 'id', cluster.asCluster())
  return { cluster, producer }
}

function agree({ name, args, bytes }: Request): unknown {
  if (name === 'Produce') return parseProduce(bytes).map(append => ({ ...append, errorCode: 0, baseOffset: 3 }))
  if (name === 'InitProducerId') return { errorCode: 0, producerId: '7', producerEpoch: 2 }
  if (name === 'AddPartitionsToTxn') return refused(args.topics, 0)
  if (name === 'TxnOffsetCommit') return { topics: args.topics.map(({ topic }: any) => ({ topic, partitions: [] })) }
  return { errorCode: 0 }
}

function refused(topics: any[], errorCode: number, others = errorCode): unknown {
  return {
    errors: topics.map(({ topic, partitions }) => ({
      topic, partitionErrors: partitions.map((partition: number, index: number) =>
        ({ partition, errorCode: index === partitions.length - 1 ? errorCode : others }))
    }))
  }
}

/** Answers a request of the name with each of the answers, once. */
function once(name: string, ...answers: readonly ((request: Request) => unknown)[]) {
  const left = [...answers]
  return (request: Request) => request.name === name ? left.shift()?.(request) : undefined
}

async function fails(code: LogErrorCode, promise: Promise<unknown>): Promise<void> {
  const error = await promise.then(() => undefined, (error: unknown) => error)
  assert.instance(error, LogError)
  assert.is((error as LogError).code, code)
}

test('a transaction is five requests, of which four are one after the other', async () => {
  const { cluster, producer } = producerOf()
  await producer.fence()
  for (let turn = 0; turn < 2; turn++) {
    const transaction = await producer.begin()
    const [offsets] = await Promise.all([transaction.send([record]), transaction.sendOffsets('group', [position])])
    await transaction.commit()
    assert.equal([...offsets], [['t/0', 3]])
  }
  const five = ['AddPartitionsToTxn', 'AddOffsetsToTxn', 'Produce', 'TxnOffsetCommit', 'EndTxn']
  assert.equal([...cluster.names].sort(), ['InitProducerId', ...five, ...five].sort())
  assert.is(cluster.names.at(-1), 'EndTxn')
})

test('an empty transaction asks nothing', async () => {
  const { cluster, producer } = producerOf()
  await producer.fence()
  await (await producer.begin()).commit()
  assert.equal(cluster.names, ['InitProducerId'])
})

test('fencing waits for the end of the transaction before, a cold coordinator and a lost connection', async () => {
  const answer = (errorCode: number) => () => ({ errorCode, producerId: '-1', producerEpoch: -1 })
  const lost = () => { throw new ConnectionLost('gone') }
  const { cluster, producer } = producerOf(once('InitProducerId', answer(concurrent), answer(loading), lost))
  await producer.fence()
  assert.is(cluster.requests.length, 4)
})

test('a transaction waits for the marks of the one before, with records or with offsets', async () => {
  const addPartitions = once('AddPartitionsToTxn', ({ args }) => refused(args.topics, concurrent))
  const addOffsets = once('AddOffsetsToTxn', () => ({ errorCode: concurrent }), () => ({ errorCode: loading }))
  const { producer } = producerOf(request => addPartitions(request) ?? addOffsets(request))
  await producer.fence()
  const transaction = await producer.begin()
  await transaction.sendOffsets('group', [position])
  await transaction.send([record])
  await transaction.commit()
})

test('the reason of a refusal is told, not that others were not attempted', async () => {
  const both = once('AddPartitionsToTxn', ({ args }) => refused(args.topics, invalidEpoch, notAttempted))
  const { producer } = producerOf(both)
  await producer.fence()
  const transaction = await producer.begin()
  await fails('FENCED', transaction.send([record, { ...record, partition: 1 }]))
})

for (const [name, answer] of [
  ['Produce', () => [{ topic: 't', partition: 0, errorCode: invalidEpoch, baseOffset: -1 }]],
  ['TxnOffsetCommit', () => ({ topics: [{ topic: 'in', partitions: [{ partition: 0, errorCode: invalidEpoch }] }] })],
  ['EndTxn', () => ({ errorCode: invalidEpoch })]
] as const) {
  test(`who is fenced at ${name} is told, and writes nothing more`, async () => {
    const { cluster, producer } = producerOf(once(name, answer))
    await producer.fence()
    const transaction = await producer.begin()
    await fails('FENCED', (async () => {
      await transaction.send([record])
      await transaction.sendOffsets('group', [position])
      await transaction.commit()
    })())
    const { length } = cluster.requests
    await fails('FENCED', transaction.send([record]))
    await fails('FENCED', transaction.commit())
    await fails('FENCED', producer.begin())
    assert.is(cluster.requests.length, length)
  })
}

for (const [name, answer] of [
  ['EndTxn', () => ({ errorCode: loading })],
  ['EndTxn', () => { throw new ConnectionLost('gone') }],
  ['Produce', () => { throw new ConnectionLost('gone') }],
  ['AddPartitionsToTxn', () => { throw new ConnectionLost('gone') }],
  ['TxnOffsetCommit', () => { throw new ConnectionLost('gone') }]
] as const) {
  test(`a ${name} whose outcome is unknown is not repeated, and ends the producer`, async () => {
    const { cluster, producer } = producerOf(once(name, answer))
    await producer.fence()
    const transaction = await producer.begin()
    await fails('UNAVAILABLE', (async () => {
      await transaction.send([record])
      await transaction.sendOffsets('group', [position])
      await transaction.commit()
    })())
    assert.is(cluster.names.filter(asked => asked === name).length, 1)
    await fails('UNAVAILABLE', producer.begin())
  })
}

test('a step that gets no answer ends when its time is up', async () => {
  const { producer } = producerOf(once('EndTxn', () => new Promise(() => {})))
  await producer.fence()
  const transaction = await producer.begin()
  await transaction.send([record])
  await fails('UNAVAILABLE', transaction.commit())
})

test('sends of one transaction leave one after the other, and partitions are added once', async () => {
  const { cluster, producer } = producerOf()
  await producer.fence()
  const transaction = await producer.begin()
  await Promise.all([transaction.send([record, record]), transaction.send([record])])
  assert.equal(cluster.names.slice(1), ['AddPartitionsToTxn', 'Produce', 'Produce'])
  const produced = cluster.requests.filter(({ name }) => name === 'Produce')
  const sequences = produced.map(({ bytes }) => parseProduce(bytes)[0]!.sequence)
  assert.equal(sequences, [0, 2])
})

test('one transaction at a time, after the fence, and none after close', async () => {
  const { cluster, producer } = producerOf()
  await fails('REJECTED', producer.begin())
  await producer.fence()
  await producer.begin()
  await fails('REJECTED', producer.begin())
  await producer.close()
  await fails('CLOSED', producer.begin())
  assert.ok(cluster.closed)
})

test('does not commit while it is still sending', async () => {
  const { producer } = producerOf()
  await producer.fence()
  const transaction = await producer.begin()
  const sending = transaction.send([record])
  await fails('REJECTED', transaction.commit())
  await sending
})

test.run()
