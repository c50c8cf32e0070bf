import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { ownDeployment } from '../../runtime/own-topics.ts'
import { wantedOwnTopics } from '../../runtime/topics.ts'
import type { Topology } from '../../runtime/topology.ts'
import { auditWallets, readAll, readRecords } from '../support/audit.ts'
import { Instance } from '../support/instance.ts'
import { createDeployment, send, type Deployment } from '../support/kafka.ts'
import { PayingProvider } from '../support/paying-provider.ts'
import { until } from '../support/until.ts'
import { providerRow, tenantRow } from '../support/workload.ts'

const PARTITIONS = 2
const wallets = ['a', 'b', 'c', 'd', 'e', 'f']
const bigRow = {
  ...tenantRow, tenant: 'big', ownTopics: { partitions: 3, replication: 1, commandRetentionMs: 86_400_000 }
}
/** There is one broker. */
const greedyRow = { ...bigRow, tenant: 'greedy', ownTopics: { ...bigRow.ownTopics, replication: 9 } }

const own = suite('own topics')

own('are made by a running service, and worked on by all of its processes', async () => {
  const deployment = await createDeployment(PARTITIONS)
  const folder = await mkdtemp(join(tmpdir(), 'wallets-own-'))
  const [first, second] = ['first', 'second'].map(name =>
    new Instance(name, { prefix: deployment.prefix, data: join(folder, name) })) as [Instance, Instance]
  const provider = new PayingProvider(deployment, PARTITIONS)
  try {
    await send(deployment, 'tenants', [tenantRow])
    await send(deployment, 'providers', [providerRow, { ...providerRow, tenant: 'big' }])
    provider.start()
    first.start()
    await until(() => first.count('started') === 1)

    await send(deployment, 'tenants', [greedyRow, bigRow])
    const big = await ownDeploymentOf(deployment, bigRow)
    await until(() => hasRestored(first, 'tenant-big-wallets'))
    for (const { name, partitions } of wantedOwnTopics(big.topology)) {
      assert.is((await deployment.log.describe(name))?.partitions, partitions, name)
    }
    const { config } = (await deployment.log.describe(`${deployment.prefix}tenant-big-wallet-commands`))!
    assert.is(config['retention.ms'], '86400000')

    await send(big, 'walletCommands', wallets.flatMap(wallet => commandsOf('big', wallet)))
    await send(deployment, 'walletCommands', wallets.flatMap(wallet => commandsOf('demo', wallet)))
    await send(deployment, 'walletCommands', [{ ...commandsOf('big', 'a')[0], operationId: 'astray' }])
    second.start()
    await until(() => hasRestored(second, 'tenant-big-wallets'))
    for (const { log, codec, topology } of [big, deployment]) {
      const changelog = topology.topics['walletChangelog']!.name
      await until(async () => (await readRecords(log, codec, changelog))
        .filter(({ type }) => type === 'WithdrawalCompleted').length === wallets.length)
      const events = (await readRecords(log, codec, changelog)).filter(({ type }) => type !== 'RecordDeadLettered')
      const { posted, paidOut, held } = auditWallets(events)
      assert.equal([posted, paidOut, held], [70n, 30n, 0n].map(each => each * BigInt(wallets.length)))
      assert.is(new Set(events.map(event => event['tenant'])).size, 1)
    }
    assert.is(provider.paid, 2 * wallets.length)
    assert.equal(await reasons(deployment, `${deployment.prefix}wallet-commands-dead-letters`), ['wrong_topic'])

    const delayed = first.facts.filter(({ fact }) => fact === 'own_topics.delayed')
    assert.ok(delayed.length > 0)
    assert.ok(delayed.every(({ owner }) => owner === 'greedy'), JSON.stringify(delayed))
    assert.equal([await first.signal('SIGTERM'), await second.signal('SIGTERM')], [0, 0])
  } finally {
    await first.signal('SIGKILL')
    await second.signal('SIGKILL')
    await provider.close()
    await deployment.log.close()
    await rm(folder, { recursive: true, force: true })
  }
})

own.run()

function commandsOf(tenant: string, wallet: string): readonly object[] {
  const own = { tenant, wallet }
  return [
    { ...own, type: 'OpenWallet', operationId: 'o', currency: 'EUR' },
    { ...own, type: 'CreateDeposit', operationId: 'd', source: 'bank', amount: 100n, currency: 'EUR' },
    {
      ...own, type: 'CreateWithdrawal', operationId: 'w', withdrawal: 'w', provider: 'acme', destination: '',
      amount: 30n, currency: 'EUR'
    }
  ]
}

/** The deployment of a tenant, once its topics can be written. */
async function ownDeploymentOf(deployment: Deployment, row: { readonly type: string }): Promise<Deployment> {
  const { log, codec, prefix } = deployment
  const topology: Topology = ownDeployment(deployment.topology, row)
  const wanted = wantedOwnTopics(topology).flatMap(({ name, value }) => value === undefined ? [] : [{ name, value }])
  for (const { name, value } of wanted) codec.add(name, value)
  await until(async () => {
    for (const { value } of await readAll(log, `${prefix}schemas`)) {
      const { topic, id, schema } = JSON.parse(value!.toString()) as { topic: string, id: number, schema: unknown }
      if (codec.has(topic)) codec.learn(topic, id, schema)
    }
    return wanted.every(({ name }) => codec.canEncode(name))
  })
  return { ...deployment, topology }
}

function hasRestored({ facts }: Instance, name: string): boolean {
  return facts.some(({ fact, processor }) => fact === 'task.restored' && processor === name)
}

async function reasons({ log }: Deployment, topic: string): Promise<readonly string[]> {
  return (await readAll(log, topic)).map(({ headers }) => String(headers['x-reason-code']))
}
