import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { isOfClient } from '../../processors/ids.ts'
import type { Flat } from '../../schemas/record.ts'
import { readAll } from '../support/audit.ts'
import { Instance } from '../support/instance.ts'
import { createDeployment, send, type Deployment } from '../support/kafka.ts'
import { PayingProvider } from '../support/paying-provider.ts'
import { sleep, until } from '../support/until.ts'
import { providerRow, tenantRow } from '../support/workload.ts'

const PARTITIONS = 2
const WALLETS = 8
/** Of the calm tenant, in a second; the loud one sends so many times as much. */
const CALM = 60
const TIMES = 50
/** Of the loud tenant, for each partition and second. */
const QUOTA = 25
const SECONDS = 8
const WARM_SECONDS = 3
const STEP_MS = 100
/** How much longer the calm tenant may wait beside the loud one, in the middle; and what is too short to compare. */
const RATIO_MAX = 5
const WAIT_MS_MIN = 20

/** An answer to a command, and how long it took: both times are the broker's. */
interface Answer {
  readonly tenant: string
  readonly event: Flat
  readonly partition: number
  readonly waitedMs: number
}

const flood = suite('a flood of one tenant on a real broker')

flood(`a tenant that sends ${TIMES} times as much as another does not starve it`, async () => {
  const deployment = await createDeployment(PARTITIONS)
  const folder = await mkdtemp(join(tmpdir(), 'wallets-flood-'))
  const instance = new Instance('one', { prefix: deployment.prefix, data: folder })
  const provider = new PayingProvider(deployment, PARTITIONS)
  try {
    await send(deployment, 'tenants', [
      { ...tenantRow, tenant: 'calm' }, { ...tenantRow, tenant: 'loud', operationsPerSecond: QUOTA }
    ])
    await send(deployment, 'providers', ['calm', 'loud'].map(tenant => ({ ...providerRow, tenant })))
    provider.start()
    instance.start()
    await fund(deployment)
    await flow(deployment, 'warm', TIMES, WARM_SECONDS)
    const alone = medianOf(await flow(deployment, 'alone', 0, SECONDS))
    const answers = await flow(deployment, 'flooded', TIMES, SECONDS)
    const beside = medianOf(answers)

    assert.equal(refusalsOf(answers, 'calm'), [], 'every command of calm is accepted')
    for (const [tenant, times] of [['calm', 1], ['loud', TIMES]] as const) {
      const partitions = new Set(answers.filter(answer => answer.tenant === tenant).map(({ partition }) => partition))
      assert.is(partitions.size, PARTITIONS, `${tenant} is in every partition`)
      assert.is(answers.filter(answer => answer.tenant === tenant).length, CALM * times * SECONDS)
    }
    const accepted = acceptedOf(answers, 'loud')
    for (const [second, operations] of accepted) assert.ok(operations <= QUOTA, `${operations} in ${second}`)
    const sum = [...accepted.values()].reduce((total, operations) => total + operations, 0)
    assert.ok(sum > QUOTA * PARTITIONS * (SECONDS - 2), `${sum} of loud were accepted, less than its quota`)
    const refusals = refusalsOf(answers, 'loud')
    assert.equal([...new Set(refusals)], ['rate_exceeded'])
    assert.is(refusals.length, CALM * TIMES * SECONDS - sum)

    console.log(`calm waits ${alone} ms alone, ${beside} ms beside loud, of which ${sum} were accepted`)
    assert.ok(beside <= RATIO_MAX * Math.max(alone, WAIT_MS_MIN), `${beside} ms beside loud, ${alone} ms alone`)
  } catch (error) {
    console.error(instance.facts.slice(-20))
    throw error
  } finally {
    await instance.signal('SIGTERM')
    await provider.close()
    await deployment.log.close()
    await rm(folder, { recursive: true, force: true })
  }
})

flood.run()

/** Opens the wallets of both, and gives them money for all that is to come. */
async function fund(deployment: Deployment): Promise<void> {
  const wallets = ['calm', 'loud'].flatMap(tenant =>
    Array.from({ length: WALLETS }, (_, index) => ({ tenant, wallet: `w-${index}`, currency: 'EUR' })))
  const [opens, deposits] = [
    wallets.map(wallet => ({ type: 'OpenWallet', operationId: 'open', ...wallet })),
    wallets.map(wallet => ({
      type: 'CreateDeposit', operationId: 'fund', source: 'bank', amount: 10n ** 9n, ...wallet
    }))
  ]
  await send(deployment, 'walletCommands', [...opens, ...deposits])
  await until(async () => (await answersOf(deployment, '')).length === 4 * WALLETS)
  assert.equal((await answersOf(deployment, '')).filter(({ event }) => event.type === 'OperationRefused'), [])
}

/** Lets calm send withdrawals, and loud so many times as many just before each of them. Waits for every answer. */
async function flow(
  deployment: Deployment, name: string, times: number, seconds: number
): Promise<readonly Answer[]> {
  const steps = seconds * 1_000 / STEP_MS
  const each = CALM * STEP_MS / 1_000
  const start = Date.now()
  for (let step = 0; step < steps; step++) {
    const of = (tenant: string, count: number): readonly object[] => Array.from({ length: count }, (_, index) =>
      withdrawal(tenant, `${name}-${step}-${index}`, (step * count + index) % WALLETS))
    await send(deployment, 'walletCommands', [...of('loud', each * times), ...of('calm', each)])
    await sleep(Math.max(0, start + (step + 1) * STEP_MS - Date.now()))
  }
  const expected = CALM * (times + 1) * seconds
  await until(async () => (await answersOf(deployment, name)).length === expected)
  return await answersOf(deployment, name)
}

function withdrawal(tenant: string, operationId: string, wallet: number): object {
  return {
    type: 'CreateWithdrawal', tenant, wallet: `w-${wallet}`, operationId, withdrawal: operationId, provider: 'acme',
    destination: '', amount: 1n, currency: 'EUR'
  }
}

/** The answers to what clients asked for under such operation ids. */
async function answersOf({ log, codec, topology }: Deployment, prefix: string): Promise<readonly Answer[]> {
  const { name } = topology.topics['walletChangelog']!
  return (await readAll(log, name)).flatMap(({ partition, timestamp, value }) => {
    const decoded = codec.decode(name, value)
    if (!('record' in decoded)) throw new Error(JSON.stringify(decoded))
    const event = decoded.record
    const operationId = event['operationId'] as string
    if (!isOfClient(operationId) || !operationId.startsWith(prefix)) return []
    return [{
      tenant: event['tenant'] as string, event, partition, waitedMs: timestamp - (event['at'] as number)
    }]
  })
}

function medianOf(answers: readonly Answer[]): number {
  const waited = answers.filter(({ tenant }) => tenant === 'calm').map(({ waitedMs }) => waitedMs).sort((a, b) => a - b)
  return waited[Math.floor(waited.length / 2)]!
}

function refusalsOf(answers: readonly Answer[], of: string): readonly string[] {
  return answers.filter(({ tenant, event }) => tenant === of && event.type === 'OperationRefused')
    .map(({ event }) => event['reason'] as string)
}

/** What was accepted of a tenant, by partition and second. */
function acceptedOf(answers: readonly Answer[], of: string): ReadonlyMap<string, number> {
  const accepted = new Map<string, number>()
  for (const { tenant, event, partition } of answers) {
    if (tenant !== of || event.type === 'OperationRefused') continue
    const second = `${partition}/${Math.floor(event['at'] as number / 1_000)}`
    accepted.set(second, (accepted.get(second) ?? 0) + 1)
  }
  return accepted
}
