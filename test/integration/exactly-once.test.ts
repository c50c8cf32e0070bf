import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { systemClock } from '../../runtime/clock.ts'
import { silent } from '../../runtime/logger.ts'
import { Service } from '../../runtime/service.ts'
import { schemas } from '../../schemas/generated.ts'
import { LevelStores } from '../../state/level-store.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import type { Digest, StoreFactory } from '../../state/store.ts'
import { topology } from '../../topology.ts'
import { auditWallets, readRecords } from '../support/audit.ts'
import { Instance } from '../support/instance.ts'
import { createDeployment, kafkaLog, send, type Deployment } from '../support/kafka.ts'
import { PayingProvider } from '../support/paying-provider.ts'
import { sleep } from '../support/until.ts'
import { providerRow, tenantRow, workload } from '../support/workload.ts'

const PARTITIONS = 4
const COMMANDS = 100_000
const CHUNK = 2_000
const KILL_EVERY_MS = 3_000
const QUIET_MS_MAX = 60_000

const exactlyOnce = suite('exactly once on a real broker')

exactlyOnce('one event per command while an instance is killed every few seconds', async () => {
  const deployment = await createDeployment(PARTITIONS)
  const folder = await mkdtemp(join(tmpdir(), 'wallets-exactly-once-'))
  const instances = ['one', 'two'].map(name => new Instance(name, { prefix: deployment.prefix, data: join(folder,
    name) }))
  const provider = new PayingProvider(deployment, PARTITIONS)
  const { commands, operations } = workload({ seed: 7, commands: COMMANDS, wallets: 2_000, duplicates: 0.05,
    withdrawals: 0.1 })
  try {
    await send(deployment, 'tenants', [tenantRow])
    await send(deployment, 'providers', [providerRow])
    provider.start()
    for (const instance of instances) instance.start()

    const killer = killInTurns(instances)
    for (let start = 0; start < commands.length; start += CHUNK) {
      await send(deployment, 'walletCommands', commands.slice(start, start + CHUNK))
      await sleep(400)
    }
    const kills = await killer.stop()
    assert.ok(kills >= 3, `${kills} kills are too few to show anything`)
    await quiet(deployment)
    for (const instance of instances) assert.is(await instance.signal('SIGTERM'), 0)

    const events = await readRecords(deployment.log, deployment.codec, `${deployment.prefix}wallet-changelog`)
    const audit = auditWallets(events)
    const ended = events.filter(({ type }) => type === 'WithdrawalCompleted').length
    assert.is(events.length - ended, operations, 'one event for each operation of the client, one for each completion')
    assert.is(events.filter(({ type }) => type === 'WithdrawalCreated').length, ended, 'every withdrawal was paid out')
    assert.is(audit.held, 0n)
    assert.is((await readRecords(deployment.log, deployment.codec,
      `${deployment.prefix}wallet-commands-dead-letters`)).length, 0)

    const rebuiltStores: string[] = []
    const rebuilt = await digests(deployment, new MemoryStores())
    for (const instance of instances) {
      const own = await digests(deployment, new LevelStores(join(folder, instance.name), (folder,
        why) => rebuiltStores.push(`${folder}: ${why}`)))
      assert.equal(own, rebuilt, `the stores of ${instance.name} equal a rebuild from the changelog`)
    }
    assert.equal(rebuiltStores, [], 'no store was damaged by a kill')
  } catch (error) {
    for (const { name, facts } of instances) console.error(name, facts.slice(-20))
    throw error
  } finally {
    for (const instance of instances) await instance.signal('SIGKILL')
    await provider.close()
    await deployment.log.close()
    await rm(folder, { recursive: true, force: true })
  }
})

exactlyOnce.run()

/** Kills one instance after the other and starts it again at once. */
function killInTurns(instances: readonly Instance[]): { stop(): Promise<number> } {
  for (const instance of instances) assert.is(instance.count('beyond help'), 0)
  let stopped = false
  let kills = 0
  const running = (async () => {
    while (!stopped) {
      await sleep(KILL_EVERY_MS)
      if (stopped) return
      const instance = instances[kills++ % instances.length]!
      await instance.signal('SIGKILL')
      instance.start()
    }
  })()
  return {
    stop: async () => {
      stopped = true
      await running
      return kills
    }
  }
}

/** Resolves when both groups have consumed everything. The end marker of a transaction is not a record: it may lag. */
async function quiet(deployment: Deployment): Promise<void> {
  const deadline = Date.now() + QUIET_MS_MAX
  for (let calm = 0; calm < 3;) {
    const lagging = await lags(deployment)
    calm = lagging.length === 0 ? calm + 1 : 0
    if (Date.now() > deadline) throw new Error(`not consumed: ${lagging.join(', ')}`)
    await sleep(500)
  }
}

async function lags({ log, prefix, topology: { processors } }: Deployment): Promise<string[]> {
  const lagging: string[] = []
  for (const [name, { commands, routes = [] }] of Object.entries(processors)) {
    // There is one provider, and no verifier.
    const others = routes.map(({ from }) => from).filter(({ per }) => per?.table !== 'verifiers')
    const topics = [commands.name, ...others.map(({ name: topic }) => topic.replace('{provider}', 'acme'))]
    for (const topic of topics) {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        const { end } = await log.bounds(topic, partition)
        const committed = await log.committed(`${prefix}${name}`, topic, partition) ?? 0
        if (end - committed > 1) lagging.push(`${topic}/${partition} at ${committed} of ${end}`)
      }
    }
  }
  return lagging
}

/** The digests of every store of the service, once it has caught up with the changelogs. */
async function digests({ prefix, registry }: Deployment, stores: StoreFactory): Promise<Record<string, Digest>> {
  const log = kafkaLog()
  const service = await Service.start({
    topology, schemas, log, registry, stores, prefix, clock: systemClock, logger: silent,
    onFailed: error => { throw error }
  })
  while (!await service.idle()) await sleep(50)
  const found = Object.fromEntries(service.tasks.map(task => [`${task.processor}-${task.partition}`,
    task.checkpoint.digest]))
  await service.stop()
  await log.close()
  return found
}
