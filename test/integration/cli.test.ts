import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { eventually, ndjson, records, Workplace, type Started } from '../cli/process.ts'
import { readProjectFile } from '../processors/project.ts'

const prefix = `cli-${randomBytes(4).toString('hex')}-`
const workplace = new Workplace({
  KAFKA_BROKERS: process.env['KAFKA_BROKERS']!, SCHEMA_REGISTRY_URL: process.env['SCHEMA_REGISTRY_URL']!,
  WALLETS_PREFIX: prefix
})
test.after(() => workplace.close())

const stopMsMax = 10_000

async function terminate({ child, ended }: Started): Promise<void> {
  const start = performance.now()
  child.kill('SIGTERM')
  const { code, stderr } = await ended
  assert.is(code, 0, stderr)
  assert.ok(performance.now() - start < stopMsMax)
}

async function runStarted(): Promise<Started> {
  const started = workplace.start(['run'])
  await eventually('the service has started', () => started.output.stderr.includes('"service.started"'))
  return started
}

test('without its topics it does not start, and says what to do', async () => {
  const { code, stderr } = await workplace.run(['run'])
  assert.is(code, 4)
  assert.match(stderr, `topic ${prefix}wallet-commands does not exist: run \`wallets topology apply\``)
})

test('apply makes topics and schemas, once', async () => {
  const first = await workplace.run(['topology', 'apply', '--partitions', '3'])
  assert.is(first.code, 0, first.stderr)
  assert.match(first.stdout, `created ${prefix}wallet-commands\n`)
  assert.match(first.stdout, `registered ${prefix}wallet-commands-value\n`)
  const again = await workplace.run(['topology', 'apply', '--partitions', '3'])
  assert.is(again.stdout, 'nothing to do: topics and schemas are as the topology says\n')
  assert.is((await workplace.run(['topology', 'check'])).code, 0)
})

test('apply shows what is different, and does nothing', async () => {
  const { code, stdout, stderr } = await workplace.run(['topology', 'apply', '--partitions', '4'])
  assert.is(code, 4)
  assert.is(stdout, '')
  assert.match(stderr, `topic ${prefix}wallet-changelog: partitions is 3, the topology says 4\n`)
})

test('a tenant and a provider are put and listed', async () => {
  await workplace.run(['tenants', 'put', 'demo', '--currency', 'EUR:2', 'JPY:0'])
  const { code, stdout } = await workplace.run(['providers', 'put', 'demo', 'paywell', '--currency', 'EUR'])
  assert.is(code, 0)
  assert.is(stdout, 'provider demo/paywell is new, at revision 1\n')
  assert.match((await workplace.run(['tenants', 'list'])).stdout, /demo {4}1 {9}EUR:2 JPY:0 {2}default /)
  assert.match((await workplace.run(['providers', 'list'])).stdout, /demo {4}paywell {3}1 {9}EUR {9}default /)
  assert.is((await workplace.run(['topology', 'check'])).stdout, '28 topics are as the topology says\n')
})

test('commands of a file are carried out, payouts by the simulated provider included', async () => {
  const service = await runStarted()
  const provider = workplace.start(['simulate-provider', '--repeat'])
  const file = readProjectFile('examples/commands.ndjson')
  writeFileSync(join(workplace.folder, 'commands.ndjson'), file)
  const sent = await workplace.run(['send', '--file', 'commands.ndjson'])
  assert.is(sent.stdout, `sent ${records(file).length}\n`)

  const watched = async () => records((await workplace.run(['watch', 'wallet-changelog', '--once', '--json'])).stdout)
  await eventually('the withdrawal is completed', async () =>
    (await watched()).some(({ record }) => record.type === 'WithdrawalCompleted'))
  await terminate(provider)
  await terminate(service)

  const events = (await watched()).map(({ record }) => record)
  const alice = events.filter(({ wallet }) => wallet === 'alice')
  assert.equal(alice.map(({ revision }) => revision), [1, 2, 3, 4, 5, 6])
  const { code, stdout, stderr } = await workplace.run(['get', 'wallet', 'demo/alice'])
  assert.is(code, 0, stderr)
  assert.match(stdout, 'available  45.00 EUR')
})

test('what is sent while nobody runs is decided by the next run, repeats add nothing', async () => {
  await workplace.run(['send', '--file', 'commands.ndjson'])
  await workplace.run(['send', '--file', '-'], {
    input: ndjson({ type: 'OpenWallet', tenant: 'demo', wallet: 'dora', operationId: 'o1', currency: 'EUR' })
  })
  const service = await runStarted()
  await eventually('the wallet is open', async () => (await workplace.run(['get', 'wallet', 'demo/dora'])).code === 0)
  await terminate(service)
  const wallet = JSON.parse((await workplace.run(['get', 'wallet', 'demo/alice', '--json'])).stdout) as object
  assert.equal(wallet, {
    tenant: 'demo', wallet: 'alice', revision: 6, status: 'open', currency: 'EUR', posted: '4500', held: '0',
    available: '4500', pending: [],
    incoming: '0', holds: [], transfers: [], batches: [], expected: []
  })
})

test('a topic is followed until somebody stops it', async () => {
  const watching = workplace.start(['watch', 'walletCommands', '--json'])
  await new Promise(resolve => setTimeout(resolve, 1_500))
  const send = ['send', 'BlockWallet', 'tenant=demo', 'wallet=dora', 'operationId=b1']
  assert.is((await workplace.run(send)).code, 0)
  await eventually('the command is seen', () => watching.output.stdout.includes('"BlockWallet"'))
  assert.is(records(watching.output.stdout).at(-1).key, 'demo/dora')
  await terminate(watching)
})

test('a cluster that cannot be reached ends it with 3', async () => {
  const { code, stderr } = await workplace.run(['topology', 'check'], { environment: { KAFKA_BROKERS: '127.0.0.1:1' } })
  assert.is(code, 3)
  assert.match(stderr, 'is KAFKA_BROKERS right, and are the brokers up?')
})

test('a registry that cannot be reached ends it with 3', async () => {
  const environment = { SCHEMA_REGISTRY_URL: 'http://127.0.0.1:1', WALLETS_PREFIX: `${prefix}other-` }
  const { code, stderr } = await workplace.run(['topology', 'apply', '--partitions', '1'], { environment })
  assert.is(code, 3)
  assert.match(stderr, 'is SCHEMA_REGISTRY_URL right, and is the registry up?')
})

test.run()
