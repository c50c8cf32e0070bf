import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { auditWallets, readRecords } from '../support/audit.ts'
import { Instance } from '../support/instance.ts'
import { createDeployment, send, type Deployment } from '../support/kafka.ts'
import { PayingProvider } from '../support/paying-provider.ts'
import { limitOf, terminalOf } from '../support/plans.ts'
import { until } from '../support/until.ts'
import { providerRow, tenantRow } from '../support/workload.ts'

const PARTITIONS = 2
const alice = { tenant: 'demo', wallet: 'alice' }

/** The first terminal takes one payout a day, so all three have to talk. */
const limitedRow = {
  ...providerRow,
  terminals: [terminalOf('first', { priority: 1, limits: [limitOf('count', 'day', 1n)] }), terminalOf('second')]
}

const apart = suite('processors in two processes')

apart('share nothing but topics, and each may be away while the other works', async () => {
  const deployment = await createDeployment(PARTITIONS)
  const folder = await mkdtemp(join(tmpdir(), 'wallets-apart-'))
  const [wallets, payouts] = ['wallets', 'withdrawals,terminals'].map(only =>
    new Instance(only, { prefix: deployment.prefix, data: join(folder, only), only })) as [Instance, Instance]
  const provider = new PayingProvider(deployment, PARTITIONS)
  try {
    await send(deployment, 'tenants', [tenantRow])
    await send(deployment, 'providers', [limitedRow])
    provider.start()

    wallets.start()
    await send(deployment, 'walletCommands', [
      { ...alice, type: 'OpenWallet', operationId: 'o', currency: 'EUR' },
      { ...alice, type: 'CreateDeposit', operationId: 'd', source: 'bank', amount: 10_000n, currency: 'EUR' },
      withdrawal('w1')
    ])
    await until(async () => (await walletEvents(deployment)).length === 3)
    assert.is(provider.paid, 0, 'nobody started a payout yet')

    assert.is(await wallets.signal('SIGTERM'), 0)
    payouts.start()
    await until(() => provider.paid === 1)
    await until(async () => (await events(deployment, 'terminal-changelog')).at(-1) === 'TurnoverCommitted')
    assert.is((await walletEvents(deployment)).length, 3, 'the wallets are away')

    wallets.start()
    await until(async () => (await walletEvents(deployment)).at(-1) === 'WithdrawalCompleted')
    assert.is(await payouts.signal('SIGTERM'), 0)
    await send(deployment, 'walletCommands', [withdrawal('w2')])
    await until(async () => (await walletEvents(deployment)).at(-1) === 'WithdrawalCreated')
    payouts.start()
    await until(async () => (await walletEvents(deployment)).at(-1) === 'WithdrawalCompleted')
    assert.equal(await events(deployment, 'withdrawal-changelog'),
      ['PayoutRouted', 'PayoutStarted', 'PayoutCompleted', 'PayoutRouted', 'PayoutStarted', 'PayoutCompleted'])
    assert.equal(await events(deployment, 'terminal-changelog'),
      ['TurnoverHeld', 'TurnoverCommitted', 'TurnoverExceeded'])

    const audit = auditWallets(await readRecords(deployment.log, deployment.codec,
      `${deployment.prefix}wallet-changelog`))
    assert.equal([audit.posted, audit.paidOut, audit.held], [4_000n, 6_000n, 0n])
  } finally {
    await wallets.signal('SIGKILL')
    await payouts.signal('SIGKILL')
    await provider.close()
    await deployment.log.close()
    await rm(folder, { recursive: true, force: true })
  }
})

apart.run()

function withdrawal(id: string): object {
  return { ...alice, type: 'CreateWithdrawal', operationId: id, withdrawal: id, provider: 'acme', destination: '',
    amount: 3_000n, currency: 'EUR' }
}

function walletEvents(deployment: Deployment): Promise<string[]> {
  return events(deployment, 'wallet-changelog')
}

async function events({ log, codec, prefix }: Deployment, topic: string): Promise<string[]> {
  return (await readRecords(log, codec, prefix + topic)).map(({ type }) => type)
}
