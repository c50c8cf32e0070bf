import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { Appender } from '../../../../runtime/log/kafka/appender.ts'
import { LogError, type LogErrorCode, type OutgoingRecord } from '../../../../runtime/log/log.ts'
import { ConnectionLost, FakeCluster, settings, type Request } from './fake-cluster.ts'
import { FakePartitions, parseProduce } from './fake-partitions.ts'

const timedOut = 7
const tooLarge = 10
const loading = 14

function appenderOn(spoil: (acks: any[], request: Request) => unknown = acks => acks, coldFor = 0) {
  const partitions = new FakePartitions()
  let identities = 0
  const cluster = new FakeCluster({ 't/0': 1 }, request => {
    if (request.name === 'InitProducerId') {
      return { errorCode: identities++ < coldFor ? loading : 0, producerId: `${identities}`, producerEpoch: 0 }
    }
    return spoil(parseProduce(request.bytes).map(append => {
      const { topic, partition, values } = append
      if (values.includes('huge')) return { topic, partition, errorCode: tooLarge, baseOffset: -1 }
      return { topic, partition, errorCode: 0, baseOffset: partitions.append(append) }
    }), request)
  })
  return { cluster, held: partitions.held, appender: new Appender(settings(), cluster.asCluster()) }
}

function record(value: string): OutgoingRecord {
  return { topic: 't', partition: 0, key: null, value: Buffer.from(value) }
}

async function fails(code: LogErrorCode, promise: Promise<unknown>): Promise<void> {
  const error = await promise.then(() => undefined, (error: unknown) => error)
  assert.instance(error, LogError)
  assert.is((error as LogError).code, code)
}

test('a lost answer is asked for again, and the records are there once', async () => {
  let losses = 2
  const { held, cluster, appender } = appenderOn(acks => {
    if (losses-- > 0) throw new ConnectionLost('gone')
    return acks
  })
  await appender.append([record('a'), record('b')])
  assert.equal(held.get('t/0'), ['a', 'b'])
  assert.is(cluster.requests.length, 4)
})

test('so is one that was not copied to all replicas in time', async () => {
  let late = 1
  const { held, appender } = appenderOn(acks => late-- > 0 ? acks.map(ack => ({ ...ack, errorCode: timedOut })) : acks)
  await appender.append([record('a')])
  assert.equal(held.get('t/0'), ['a'])
})

test('a cold broker is waited for', async () => {
  const { held, appender } = appenderOn(acks => acks, 2)
  await appender.append([record('a')])
  assert.equal(held.get('t/0'), ['a'])
})

test('callers of the same time share requests, and find their records in order', async () => {
  const { held, cluster, appender } = appenderOn()
  const values = Array.from({ length: 100 }, (_, index) => `${index}`)
  await Promise.all(values.map(value => appender.append([record(value)])))
  assert.equal(held.get('t/0'), values)
  assert.is(cluster.requests.length, 2)
})

test('one caller\'s impossible record is that caller\'s alone', async () => {
  const { held, appender } = appenderOn()
  const outcomes = [appender.append([record('a')]), appender.append([record('huge')]), appender.append([record('b')])]
  await outcomes[0]
  await fails('REJECTED', outcomes[1]!)
  await outcomes[2]
  assert.equal(held.get('t/0'), ['a', 'b'])
})

test('after a failure it goes on as another producer: no sequence number is used again', async () => {
  const { held, cluster, appender } = appenderOn()
  await appender.append([record('a')])
  await fails('REJECTED', appender.append([record('huge')]))
  await appender.append([record('b')])
  assert.equal(held.get('t/0'), ['a', 'b'])
  assert.equal(cluster.names.filter(name => name === 'InitProducerId').length, 2)
})

test.run()
