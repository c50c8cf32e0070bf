import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { KafkaMembership } from '../../../../runtime/log/kafka/membership.ts'
import { encodeShare } from '../../../../runtime/log/kafka/task-assigner.ts'
import { LogError, type LogErrorCode } from '../../../../runtime/log/log.ts'
import { ConnectionLost, FakeCluster, settings, type Request } from './fake-cluster.ts'

const topic = 't'
const heartbeatIntervalMs = 20
const answers = {
  loading: 14, notCoordinator: 16, illegalGeneration: 22, unknownMember: 25, rebalance: 27, forbidden: 30,
  idRequired: 79
}

/** A group of one. `first` answers instead for as long as it has something. */
function memberOf(first: (request: Request) => unknown = () => undefined) {
  const cluster = new FakeCluster({ 't/0': 1, 't/1': 1, 't/2': 1 }, request => first(request) ?? agree(request))
  const given: (readonly number[])[] = []
  const failures: Error[] = []
  const listener = {
    onAssigned: (partitions: readonly number[]) => { given.push(partitions) },
    onFailed: (error: Error) => { failures.push(error) }
  }
  const connect = () => {
    cluster.closed = false
    return cluster.asCluster()
  }
  const member = new KafkaMembership(settings({ heartbeatIntervalMs }), 'group', topic, listener, connect)
  return { member, cluster, given, failures }
}

let generation = 0

function agree({ name, args }: Request): unknown {
  const memberId = args.memberId === '' ? 'id' : args.memberId
  if (name === 'JoinGroup') {
    const [{ metadata }] = args.groupProtocols
    return {
      errorCode: 0, generationId: ++generation, leaderId: memberId, memberId,
      members: [{ memberId, memberMetadata: metadata }]
    }
  }
  if (name === 'SyncGroup') return { errorCode: 0, memberAssignment: args.groupAssignment[0]?.memberAssignment }
  return { errorCode: 0 }
}

function once(name: string, ...replies: readonly ((request: Request) => unknown)[]) {
  const left = [...replies]
  return (request: Request) => request.name === name ? left.shift()?.(request) : undefined
}

function error(errorCode: number, more: object = {}): () => unknown {
  return () => ({ errorCode, memberId: '', members: [], ...more })
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 2_000; !holds();) {
    assert.ok(Date.now() < end, 'not in time')
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

async function fails(code: LogErrorCode, promise: Promise<unknown>): Promise<void> {
  const failure = await promise.then(() => undefined, (failure: unknown) => failure)
  assert.instance(failure, LogError)
  assert.is((failure as LogError).code, code)
}

function count(cluster: FakeCluster, name: string): number {
  return cluster.names.filter(asked => asked === name).length
}

test('joins through a cold coordinator, a lost connection and the id that it is given', async () => {
  const lost = () => { throw new ConnectionLost('gone') }
  const { member, cluster, given } = memberOf(once('JoinGroup',
    error(answers.loading), lost, error(answers.idRequired, { memberId: 'given' })))
  await member.start()
  assert.equal(given, [[0, 1, 2]])
  assert.equal(cluster.requests.find(({ name }) => name === 'SyncGroup')!.args.memberId, 'given')
  await member.close()
})

for (const name of ['rebalance', 'illegalGeneration', 'unknownMember'] as const) {
  test(`joins again on ${name}, claiming what it has`, async () => {
    const { member, cluster, given } = memberOf(once('Heartbeat', error(answers[name])))
    await member.start()
    await until(() => given.length === 2)
    const [first, second] = cluster.requests.filter(({ name }) => name === 'JoinGroup').map(({ args }) => args)
    assert.is(second.memberId, name === 'unknownMember' ? '' : 'id')
    assert.ok(second.groupProtocols[0].metadata.length > first.groupProtocols[0].metadata.length)
    await member.close()
  })
}

test('stays through a coordinator that moves or is silent: no rebalance for that', async () => {
  const lost = () => { throw new ConnectionLost('gone') }
  const { member, cluster, given } = memberOf(once('Heartbeat', error(answers.notCoordinator), lost, lost))
  await member.start()
  await until(() => count(cluster, 'Heartbeat') > 4)
  await member.confirmed()
  assert.is(given.length, 1)
  await member.close()
})

test('is not confirmed while the coordinator is silent', async () => {
  let silent = true
  const { member } = memberOf(({ name }) => {
    if (name === 'Heartbeat' && silent) throw new ConnectionLost('gone')
  })
  await member.start()
  await new Promise(resolve => setTimeout(resolve, 3 * heartbeatIntervalMs))
  let confirmed = false
  const confirming = member.confirmed().then(() => { confirmed = true })
  await new Promise(resolve => setTimeout(resolve, 150))
  assert.not(confirmed)
  silent = false
  await confirming
  await member.close()
})

test('an old answer confirms nothing: it may have waited while the process was frozen', async () => {
  let answer = (): void => {}
  const { member, cluster } = memberOf(once('Heartbeat', () => new Promise(resolve => {
    answer = () => resolve({ errorCode: 0 })
  }), () => new Promise(() => {})))
  await member.start()
  await until(() => count(cluster, 'Heartbeat') === 1)
  await new Promise(resolve => setTimeout(resolve, 3 * heartbeatIntervalMs))
  let confirmed = false
  member.confirmed().then(() => { confirmed = true }, () => undefined)
  answer()
  await new Promise(resolve => setTimeout(resolve, 5))
  assert.not(confirmed)
  await member.close()
})

test('a refusal that no repeat changes ends it, and is told', async () => {
  const { member, failures } = memberOf(once('Heartbeat', error(answers.forbidden)))
  await member.start()
  await until(() => failures.length === 1)
  await fails('REJECTED', member.confirmed())
  await member.close()
})

test('who may not join is told by the join', async () => {
  const { member, failures } = memberOf(once('JoinGroup', error(answers.forbidden)))
  await fails('REJECTED', member.start())
  assert.equal(failures, [])
})

test('says that it leaves, also while it waits for others to join', async () => {
  const { member, cluster } = memberOf(once('Heartbeat', error(answers.rebalance)))
  await member.start()
  await member.close()
  assert.is(cluster.names.at(-1), 'LeaveGroup')
  await fails('CLOSED', member.confirmed())
})

test('one that is not the leader takes what it is given', async () => {
  const other = ({ args }: Request) =>
    ({ errorCode: 0, generationId: 1, leaderId: 'other', memberId: args.memberId || 'id', members: [] })
  const sync = () => ({ errorCode: 0, memberAssignment: encodeShare(topic, [1]) })
  const [join, give] = [once('JoinGroup', other), once('SyncGroup', sync)]
  const { member, given } = memberOf(request => join(request) ?? give(request))
  await member.start()
  assert.equal(given, [[1]])
  await member.close()
})

test.run()
