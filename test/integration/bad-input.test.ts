import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { systemClock } from '../../runtime/clock.ts'
import type { OutgoingRecord } from '../../runtime/log/log.ts'
import { silent } from '../../runtime/logger.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { Service } from '../../runtime/service.ts'
import { schemas } from '../../schemas/generated.ts'
import { confluentRegistry } from '../../schemas/confluent-registry.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { topology } from '../../topology.ts'
import { Connection } from '../../cli/connection.ts'
import type { Letter } from '../../cli/dead-letters.ts'
import { RESENT_FROM } from '../../cli/mender.ts'
import { resend } from '../cli/dead-letters-world.ts'
import { readAll, readRecords } from '../support/audit.ts'
import { createDeployment, send, type Deployment } from '../support/kafka.ts'
import { until } from '../support/until.ts'
import { tenantRow } from '../support/workload.ts'

const PARTITIONS = 2
/** Nothing listens there. */
const DEAD_REGISTRY = 'http://127.0.0.1:9'

const badInput = suite('bad input on a real broker')

badInput('goes to the dead letters with its bytes and its reason, and the partition moves on', async () => {
  const deployment = await createDeployment(PARTITIONS)
  const good = deployment.codec.encode(`${deployment.prefix}wallet-commands`, open('alice'))
  const foreign = deployment.codec.encode(`${deployment.prefix}withdrawal-commands`, {
    tenant: 'demo', wallet: 'alice', operationId: 'x', type: 'StartPayout', withdrawal: 'w', provider: 'acme',
      destination: '', amount: 1n, currency: 'EUR'
  })
  const bad: readonly (readonly [reason: string, value: Buffer | null])[] = [
    ['empty', Buffer.alloc(0)],
    ['empty', null],
    ['too_short', Buffer.from([0, 0, 1])],
    ['wrong_magic_byte', Buffer.concat([Buffer.from([7]), good.subarray(1)])],
    ['unknown_schema', Buffer.concat([Buffer.from([0, 0x7f, 0, 0, 1]), good.subarray(5)])],
    ['foreign_schema', foreign],
    ['undecodable', good.subarray(0, good.length - 2)],
    ['trailing_bytes', Buffer.concat([good, Buffer.from([0])])],
    ['too_large', Buffer.concat([good, Buffer.alloc(70_000)])]
  ]
  const service = await start(deployment)
  try {
    await send(deployment, 'tenants', [tenantRow])
    await deployment.log.append(bad.map(([, value]) => ({ ...at(deployment, 'demo/alice'), value,
      headers: { trace: 'kept' } })))
    await deployment.log.append([{ ...at(deployment, 'demo/bob'), value: good }])
    const wrong = at(deployment, 'demo/alice')
    await deployment.log.append([{ ...wrong, partition: 1 - wrong.partition, value: good }])
    await send(deployment, 'walletCommands', [open('alice')])
    await until(async () => (await letters(deployment)).length === bad.length + 2
      && (await opened(deployment)).length === 1)

    const found = await letters(deployment)
    assert.equal(found.map(letter => letter.reason).sort(), [...bad.map(([reason]) => reason), 'key_mismatch',
      'wrong_partition'].sort())
    for (const [reason, value] of bad) {
      const letter = found.find(candidate => candidate.reason === reason && equal(candidate.value, value))
      assert.ok(letter, `${reason} keeps its bytes`)
      assert.equal([letter.key, letter.trace, letter.topic], ['demo/alice', 'kept',
        `${deployment.prefix}wallet-commands`])
    }
    const counted = (await readRecords(deployment.log, deployment.codec, `${deployment.prefix}wallet-changelog`))
      .filter(({ type }) => type === 'RecordDeadLettered')
    assert.is(counted.length, found.length, 'each is counted in the changelog')
    await sendAgain(deployment)
  } finally {
    await service.stop()
    await deployment.log.close()
  }
})

badInput('with the registry down, bundled schemas carry on; an unknown id waits and is never a dead letter',
  async () => {
  const deployment = await createDeployment(PARTITIONS)
  const service = await start(deployment, DEAD_REGISTRY)
  const good = deployment.codec.encode(`${deployment.prefix}wallet-commands`, open('alice'))
  try {
    await send(deployment, 'tenants', [tenantRow])
    await send(deployment, 'walletCommands', [open('alice')])
    await until(async () => (await opened(deployment)).length === 1)

    const other = ['bob', 'carol', 'dave', 'erin'].find(wallet => at(deployment,
      `demo/${wallet}`).partition !== at(deployment, 'demo/alice').partition)!
    const unknown = Buffer.concat([Buffer.from([0, 0x7f, 0, 0, 2]), good.subarray(5)])
    await deployment.log.append([{ ...at(deployment, 'demo/alice'), value: unknown }])
    await send(deployment, 'walletCommands', [{ ...open('alice'), type: 'BlockWallet', operationId: 'behind' },
      open(other)])
    await until(async () => (await opened(deployment)).length === 2)
    assert.is((await letters(deployment)).length, 0)
    const waiting = await readRecords(deployment.log, deployment.codec, `${deployment.prefix}wallet-changelog`)
    assert.not(waiting.some(({ type }) => type === 'WalletBlocked'), 'what is behind the unknown id waits')
  } finally {
    await service.stop()
    await deployment.log.close()
  }
})

badInput.run()

/** What was under a wrong key or in a wrong partition is the same operation as what was sent right, and is a repeat. */
async function sendAgain(deployment: Deployment): Promise<void> {
  const { prefix, log, codec } = deployment
  const connection = await Connection.over({ ...deployment, logger: silent })
  try {
    const hopeless: string[] = []
    const onHopeless = (_: Letter, why: string): void => void hopeless.push(why)
    assert.is(await resend(connection, { onHopeless }), 2)
    assert.equal(hopeless.filter(why => why === 'key_mismatch' || why === 'wrong_partition'), [])
    assert.is(await resend(connection), 0, 'once')
    const again = (await readAll(log, `${prefix}wallet-commands`)).filter(({ headers }) => headers[RESENT_FROM])
    assert.is(again.length, 2)
    const decisions = await readRecords(log, codec, `${prefix}dead-letter-decisions`)
    assert.equal(decisions.map(({ type, because }) => [type, because]).sort(),
      [['DeadLetterResent', 'key_mismatch'], ['DeadLetterResent', 'wrong_partition']])
    await until(async () => {
      const positions = await Promise.all(again.map(({ partition }) =>
        log.committed(`${prefix}wallets`, `${prefix}wallet-commands`, partition)))
      return again.every(({ offset }, index) => (positions[index] ?? 0) > offset)
    })
    assert.is((await opened(deployment)).length, 1)
  } finally {
    await connection.schemas.close()
  }
}

/** On the deployment's own log, which is closed after the service. */
function start({ prefix, log }: Deployment, url?: string): Promise<Service> {
  return Service.start({
    topology, schemas, prefix, log, stores: new MemoryStores(), clock: systemClock, logger: silent,
      only: ['wallets'],
    registry: confluentRegistry({ url: url ?? process.env['SCHEMA_REGISTRY_URL']! }), onFailed: error => { throw error }
  })
}

function open(wallet: string) {
  return { tenant: 'demo', wallet, operationId: `open-${wallet}`, type: 'OpenWallet', currency: 'EUR' }
}

function at({ prefix }: Deployment, key: string): Pick<OutgoingRecord, 'topic' | 'partition' | 'key'> {
  return { topic: `${prefix}wallet-commands`, partition: partitionOf(key, PARTITIONS), key }
}

async function opened({ log, codec, prefix }: Deployment) {
  return (await readRecords(log, codec, `${prefix}wallet-changelog`)).filter(({ type }) => type === 'WalletOpened')
}

async function letters({ log, prefix }: Deployment) {
  return (await readAll(log, `${prefix}wallet-commands-dead-letters`)).map(({ key, value, headers }) => ({
    key: key?.toString(), value, reason: String(headers['x-reason-code']), trace: String(headers['trace']),
      topic: String(headers['kafka_dlt-original-topic'])
  }))
}

function equal(left: Buffer | null, right: Buffer | null): boolean {
  return left === null || right === null ? left === right : left.equals(right)
}
