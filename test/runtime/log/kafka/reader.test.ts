import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { KafkaReader } from '../../../../runtime/log/kafka/reader.ts'
import { LogError, type LogErrorCode } from '../../../../runtime/log/log.ts'
import { ConnectionLost, FakeCluster, settings, type Request } from './fake-cluster.ts'
import { batchOf } from './kafkajs-batch.ts'

const outOfRange = 1
const notLeader = 6
const unauthorized = 29

interface Part { readonly partition: number, readonly errorCode?: number, readonly batches?: Buffer }

/** A fetch answer about partitions of topic `t`. */
function answer(...parts: readonly Part[]): { payload: Buffer } {
  const head = Buffer.alloc(4 + 2 + 4 + 4 + 3 + 4)
  head.writeInt32BE(1, 10)
  head.writeInt16BE(1, 14)
  head.write('t', 16)
  head.writeInt32BE(parts.length, 17)
  const bodies = parts.flatMap(({ partition, errorCode = 0, batches = Buffer.alloc(0) }) => {
    const body = Buffer.alloc(4 + 2 + 24 + 4 + 4 + 4)
    body.writeInt32BE(partition, 0)
    body.writeInt16BE(errorCode, 4)
    body.writeInt32BE(batches.length, 38)
    return [body, batches]
  })
  return { payload: Buffer.concat([head, ...bodies]) }
}

/** Answers fetches with each of these in turn, then with nothing new, after the short wait of a broker. */
function readerOf(leaders: Record<string, number>, ...answers: readonly ((request: Request) => unknown)[]) {
  const left = [...answers]
  const cluster = new FakeCluster(leaders, async request => {
    const next = left.shift()
    if (next !== undefined) return next(request)
    await new Promise(resolve => setTimeout(resolve, 10))
    return answer()
  })
  const positions = Object.keys(leaders).map(place =>
    ({ topic: 't', partition: Number(place.split('/')[1]), offset: 0 }))
  return { cluster, reader: new KafkaReader(settings({ stepTimeoutMs }), positions, cluster.asCluster()) }
}

const stepTimeoutMs = 300

/** Reads so often and gives the values seen. */
async function values(reader: KafkaReader, reads: number): Promise<readonly string[]> {
  const seen: string[] = []
  for (let read = 0; read < reads; read++) {
    seen.push(...(await reader.read()).flatMap(({ records }) => records.map(({ value }) => String(value))))
  }
  return seen
}

async function fails(code: LogErrorCode, promise: Promise<unknown>): Promise<LogError> {
  const error = await promise.then(() => undefined, (error: unknown) => error)
  assert.instance(error, LogError)
  assert.is((error as LogError).code, code)
  return error as LogError
}

const [a, b, c] = await Promise.all(['a', 'b', 'c'].map((value, firstOffset) => batchOf([{ value }], { firstOffset })))

test('asks for the next while the caller works, and no further', async () => {
  const { reader, cluster } = readerOf({ 't/0': 1 },
    () => answer({ partition: 0, batches: a! }), () => answer({ partition: 0, batches: b! }))
  assert.equal(await values(reader, 1), ['a'])
  await new Promise(resolve => setTimeout(resolve, 30))
  assert.is(cluster.requests.length, 2)
  assert.equal(await values(reader, 1), ['b'])
  await reader.close()
})

test('each leader is asked for its own partitions', async () => {
  const asked: number[] = []
  const from = (batches: Buffer) => ({ broker }: Request) => {
    asked.push(broker)
    return answer({ partition: broker - 1, batches })
  }
  const { reader } = readerOf({ 't/0': 1, 't/1': 2 }, from(a!), from(a!))
  assert.equal(await values(reader, 3), ['a', 'a'])
  assert.equal(asked.sort(), [1, 2])
  await reader.close()
})

test('follows a partition to its new leader', async () => {
  const { reader, cluster } = readerOf({ 't/0': 1 }, () => {
    cluster.leaders.set('t/0', 2)
    return answer({ partition: 0, errorCode: notLeader })
  }, ({ broker }) => {
    assert.is(broker, 2)
    return answer({ partition: 0, batches: a! })
  })
  assert.equal(await values(reader, 4), ['a'])
  await reader.close()
})

test('goes on where it was after a lost connection', async () => {
  const lost = () => { throw new ConnectionLost('gone') }
  const { reader } = readerOf({ 't/0': 1 }, () => answer({ partition: 0, batches: a! }), lost,
    () => answer({ partition: 0, batches: Buffer.concat([a!, b!]) }))
  assert.equal(await values(reader, 5), ['a', 'b'])
  await reader.close()
})

test('a leader that stays lost is told when the time is up', async () => {
  const lost = () => { throw new ConnectionLost('gone') }
  const { reader } = readerOf({ 't/0': 1 }, ...Array.from({ length: 100 }, () => lost))
  const start = Date.now()
  await fails('UNAVAILABLE', values(reader, 100))
  assert.ok(Date.now() - start >= stepTimeoutMs - 50)
  await reader.close()
})

test('one partition in trouble does not hold up the others', async () => {
  const both = (batches: Buffer) => () => answer({ partition: 0, errorCode: notLeader }, { partition: 1, batches })
  const { reader } = readerOf({ 't/0': 1, 't/1': 1 }, both(a!), both(b!), both(c!))
  assert.equal(await values(reader, 3), ['a', 'b', 'c'])
  await reader.close()
})

test('troubles that pass do not add up', async () => {
  const lost = () => { throw new ConnectionLost('gone') }
  const fine = () => answer({ partition: 0, batches: a! })
  const nothing = Array.from({ length: 20 }, () => () => answer({ partition: 0 }))
  const { reader } = readerOf({ 't/0': 1 }, lost, fine, ...nothing)
  assert.equal(await values(reader, 4), ['a'])
  await new Promise(resolve => setTimeout(resolve, stepTimeoutMs))
  assert.equal(await values(reader, 4), [])
  await reader.close()
})

test('a leader is asked one thing at a time', async () => {
  let underWay = 0
  let most = 0
  const slow = (reply: () => unknown) => async () => {
    most = Math.max(most, ++underWay)
    await new Promise(resolve => setTimeout(resolve, 150)) // Longer than a partition in trouble waits.
    underWay--
    return reply()
  }
  const first = slow(() => answer({ partition: 0, errorCode: notLeader }, { partition: 1, batches: a! }))
  const { reader } = readerOf({ 't/0': 1, 't/1': 1 }, first, slow(() => answer()), slow(() => answer()))
  assert.equal(await values(reader, 5), ['a'])
  assert.is(most, 1)
  await reader.close()
})

test('an offset out of range is told with its partition, after the records of the others', async () => {
  const { reader } = readerOf({ 't/0': 1, 't/1': 1 },
    () => answer({ partition: 0, errorCode: outOfRange }, { partition: 1, batches: a! }))
  assert.equal(await values(reader, 1), ['a'])
  assert.match((await fails('OFFSET_OUT_OF_RANGE', values(reader, 1))).message, 't/0')
  await reader.close()
})

test('damage is told with its partition, and again at the next try', async () => {
  const damaged = Buffer.from(a!)
  damaged[damaged.length - 1]! ^= 1
  const bad = () => answer({ partition: 0, batches: damaged })
  const { reader } = readerOf({ 't/0': 1 }, bad, bad)
  assert.match((await fails('CORRUPT', values(reader, 1))).message, 'offset 0')
  await fails('CORRUPT', values(reader, 2))
  await reader.close()
})

test('who may not read is told at once', async () => {
  const { reader } = readerOf({ 't/0': 1 }, () => answer({ partition: 0, errorCode: unauthorized }))
  await fails('REJECTED', values(reader, 1))
  await reader.close()
})

test('a read under way ends at close', async () => {
  const cluster = new FakeCluster({ 't/0': 1 }, () => new Promise(() => {}))
  const positions = [{ topic: 't', partition: 0, offset: 0 }]
  const reader = new KafkaReader(settings({ fetchWaitMs: 60_000 }), positions, cluster.asCluster())
  const reading = fails('CLOSED', reader.read())
  await new Promise(resolve => setTimeout(resolve, 5))
  await reader.close()
  await reading
})

test.run()
