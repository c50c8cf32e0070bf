import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { auditWallets, readRecords } from '../support/audit.ts'
import { Instance } from '../support/instance.ts'
import { createDeployment, send, type Deployment } from '../support/kafka.ts'
import { sleep, until } from '../support/until.ts'
import { tenantRow, workload } from '../support/workload.ts'

const PARTITIONS = 2
const COMMANDS = 80_000
const FIRST = 60_000
/** `worker.ts` has a session timeout of six seconds. */
const FROZEN_MS = 9_000

const zombie = suite('a zombie')

zombie('frozen past its session and thawed, writes nothing that a read_committed consumer sees', async () => {
  const deployment = await createDeployment(PARTITIONS)
  const folder = await mkdtemp(join(tmpdir(), 'wallets-zombie-'))
  const old = new Instance('old', { prefix: deployment.prefix, data: join(folder, 'old') })
  const successor = new Instance('successor', { prefix: deployment.prefix, data: join(folder, 'successor') })
  const { commands, operations } = workload({ seed: 11, commands: COMMANDS, wallets: 500, duplicates: 0.05 })
  try {
    await send(deployment, 'tenants', [tenantRow])
    old.start()
    await until(() => running(old) === PARTITIONS)

    // Frozen in the midst of transactions: the commands are there and only some are decided.
    await send(deployment, 'walletCommands', commands.slice(0, FIRST))
    await until(() => begun(deployment))
    await old.signal('SIGSTOP')
    const atFreeze = await written(deployment)
    assert.ok(atFreeze < FIRST * 0.9, 'it was frozen before it was done')

    successor.start()
    await sleep(FROZEN_MS)
    await until(() => running(successor) === PARTITIONS)
    await send(deployment, 'walletCommands', commands.slice(FIRST))
    await old.signal('SIGCONT')
    await until(async () => await written(deployment) >= operations)
    await sleep(3_000)

    const events = await readRecords(deployment.log, deployment.codec, `${deployment.prefix}wallet-changelog`)
    assert.is(events.length, operations)
    auditWallets(events)
    assert.ok(old.facts.some(({ fact, error }) => fact === 'task.failed' && error === 'FENCED'),
      'the zombie was told that it is one')
    assert.is(await old.signal('SIGTERM'), 0)
    assert.is(await successor.signal('SIGTERM'), 0)
  } catch (error) {
    for (const { name, facts } of [old, successor]) console.error(name, facts.slice(-20))
    throw error
  } finally {
    await old.signal('SIGCONT')
    await old.signal('SIGKILL')
    await successor.signal('SIGKILL')
    await deployment.log.close()
    await rm(folder, { recursive: true, force: true })
  }
})

zombie.run()

/** Tasks of the wallets processor that were last heard of as running. */
function running(instance: Instance): number {
  const states = new Map(instance.facts
    .filter(({ fact, processor }) => fact === 'task.state' && processor === 'wallets')
    .map(({ partition, state }) => [partition, state]))
  return [...states.values()].filter(state => state === 'running').length
}

/** Events that a read_committed consumer sees. */
async function written({ log, codec, prefix }: Deployment): Promise<number> {
  return (await readRecords(log, codec, `${prefix}wallet-changelog`)).length
}

async function begun({ log, prefix }: Deployment): Promise<boolean> {
  return (await log.bounds(`${prefix}wallet-changelog`, 0)).end > 0
}
