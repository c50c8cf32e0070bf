import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { systemClock } from '../../runtime/clock.ts'
import { silent } from '../../runtime/logger.ts'
import { Schemas } from '../../runtime/schemas.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { topology } from '../../topology.ts'
import { eventually, ndjson, Workplace, type Ran, type Started } from '../cli/process.ts'
import { kafkaLog } from '../support/kafka.ts'
import { printedBlock, printedCommands } from '../support/runbook.ts'

/** Each part of the runbook, with its commands as they are printed there, on what it is for. */
const test = suite('docs/recovery.md')

const page = 'docs/recovery.md'
const parts = printedCommands(page)
const prefix = `recovery-${randomBytes(4).toString('hex')}-`
const workplace = new Workplace({
  KAFKA_BROKERS: process.env['KAFKA_BROKERS']!, SCHEMA_REGISTRY_URL: process.env['SCHEMA_REGISTRY_URL']!,
  WALLETS_PREFIX: prefix
})
const data = join(workplace.folder, 'data')
const running: Started[] = []
const PARTITIONS = 2
const TASKS = Object.keys(topology.processors).length * PARTITIONS

test.before(async () => {
  await ok('topology', 'apply', '--partitions', String(PARTITIONS))
  writeFileSync(join(workplace.folder, 'tenant.json'), JSON.stringify({
    tenant: 'demo', currencies: [{ code: 'EUR', exponent: 2 }], stuckAfterMs: 1
  }))
  await ok('tenants', 'put', '--file', 'tenant.json')
  for (const provider of ['paywell', 'slowbank']) await ok('providers', 'put', 'demo', provider, '--currency', 'EUR')
  await begin('wallets run')
  await send(
    { type: 'OpenWallet', wallet: 'alice', operationId: 'open', currency: 'EUR' },
    deposit('salary-7', 10_000),
    deposit('salary-8', 2_500),
    { type: 'OpenWallet', wallet: 'bob', operationId: 'open', currency: 'EUR' }
  )
  await settled('"revision": 3')
})

test.after(async () => {
  await stopAll()
  workplace.close()
})

test('has the parts that are tried here, and a list of them', () => {
  assert.equal([...parts.keys()], [
    'A disk is lost', 'A store is corrupted', 'An instance is lost', 'A wrong decision is found a week later',
    'A payout is stuck', 'A flood of dead letters'
  ])
})

test('a disk is lost', async () => {
  const before = await ok('get', 'wallet', 'demo/alice', '--json')
  await stopAll()
  rmSync(data, { recursive: true })
  const ran = await walk('A disk is lost')
  assert.match(ran.get('wallets audit')!.stdout, /^nothing was found in /)
  assert.equal(await ok('get', 'wallet', 'demo/alice', '--json'), before)
  const restored = facts(running.at(-1)!).filter(({ msg }) => msg === 'task.restored')
  assert.is(restored.length, TASKS)
  // What ends a transaction has an offset of its own.
  for (const { from, to } of restored) assert.ok(Number(to) - Number(from) <= 1, 'nothing was left to restore')
})

test('a store is corrupted', async () => {
  await stopAll()
  damageStores()
  const ran = await walk('A store is corrupted')
  assert.match(ran.get('wallets run')!.stderr, /"store.rebuilt"/)
})

test('an instance is lost', async () => {
  if (running.length === 0) await begin('wallets run')
  const other = await begin('WALLETS_DATA=other wallets run')
  await settled('"revision": 3')
  other.child.kill('SIGKILL')
  running.splice(running.indexOf(other), 1)
  await send(deposit('salary-9', 100))
  await settled('"revision": 4')
  await walk('An instance is lost')
})

test('a wrong decision is found a week later', async () => {
  writeFileSync(join(workplace.folder, 'correction.ndjson'), printedBlock(page, 'json'))
  const ran = await walk('A wrong decision is found a week later')
  assert.match(ran.get('wallets diff wallet demo/alice --from 1 --to 3')!.stdout, /salary-7/)
  const { posted } = JSON.parse(await ok('get', 'wallet', 'demo/alice', '--json')) as { posted: string }
  assert.is(Number(posted), 1_000 + 2_500 + 100)
})

test('a payout is stuck', async () => {
  await send(
    withdrawal('rent-7', 'paywell'),
    withdrawal('rent-8', 'slowbank')
  )
  await eventually('both payouts wait', async () =>
    (await workplace.run(['stuck', '--tenant', 'demo', '--json'])).stdout.includes('rent-8'))
  await walk('A payout is stuck', async line => {
    if (!line.includes('rent-8')) return
    const provider = await begin('wallets simulate-provider paywell')
    await eventually('the first is paid', async () =>
      (await workplace.run(['get', 'withdrawal', 'demo/alice/rent-7'])).stdout.includes('completed'))
    await stop(provider)
  })
})

test('a flood of dead letters', async () => {
  await putAside()
  await eventually('they are put aside', async () =>
    (await workplace.run(['dead-letters', 'list', '--json'])).stdout.trim().split('\n').length === 3)
  const ran = await walk('A flood of dead letters')
  assert.is([...ran.values()].at(-1)!.stdout.trim(), '')
  await settled('salary-10')
})

test.run()

/**
 * Carries out the commands of a part in their order, each to the code that the page tells; a service is stopped where
 * its folder is looked at, and goes on until then.
 *
 * @param before is done before a command
 */
async function walk(part: string, before: (line: string) => Promise<void> = async () => {}): Promise<Map<string, Ran>> {
  const ran = new Map<string, Ran>()
  for (const { line, code } of parts.get(part)!) {
    if (line.startsWith('wallets replay')) await stopAll()
    await before(line)
    if (line === 'wallets run') {
      const { output } = await begin(line)
      ran.set(line, { code: 0, ...output })
      continue
    }
    // A page names topics as they are without a prefix.
    const named = line.replaceAll(/ (wallet-commands-dead-letters\/)/g, ` ${prefix}$1`)
    const ended = await workplace.startLine(named).ended
    assert.is(ended.code, code, `${line}\n${ended.stdout}${ended.stderr}`)
    ran.set(line, ended)
  }
  return ran
}

/** @returns what it printed */
async function ok(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await workplace.run(args)
  assert.is(code, 0, `${args.join(' ')}\n${stderr}`)
  return stdout
}

/** Starts what goes on until it is stopped, and waits until it works. */
async function begin(line: string): Promise<Started> {
  const started = workplace.startLine(line)
  running.push(started)
  await eventually(`${line} has begun`, () => line.includes('wallets run')
    ? facts(started).filter(({ msg }) => msg === 'task.restored').length >= (running.length === 1 ? TASKS : 1)
    : started.output.stderr !== '')
  return started
}

async function stopAll(): Promise<void> {
  for (const each of [...running]) await stop(each)
}

async function stop(started: Started): Promise<void> {
  running.splice(running.indexOf(started), 1)
  started.child.kill('SIGTERM')
  const { code, stderr } = await started.ended
  assert.is(code, 0, stderr)
}

async function send(...commands: readonly object[]): Promise<void> {
  const { code, stderr } = await workplace.run(['send', '--file', '-'], { input: ndjson(...commands.map(inDemo)) })
  assert.is(code, 0, stderr)
}

/** Waits until the last events have a text among them. */
async function settled(text: string): Promise<void> {
  await eventually(`an event with ${text}`, async () =>
    (await ok('watch', 'wallet-changelog', '--once', '--json')).includes(text.replace(': ', ':')))
}

function inDemo(command: object): object {
  return { tenant: 'demo', ...command }
}

function deposit(id: string, amount: number): object {
  return {
    type: 'CreateDeposit', wallet: 'alice', operationId: id, deposit: id, source: 'payroll', amount, currency: 'EUR'
  }
}

function withdrawal(id: string, provider: string): object {
  return {
    type: 'CreateWithdrawal', wallet: 'alice', operationId: id, withdrawal: id, provider, destination: 'tok_rent',
    amount: 500, currency: 'EUR'
  }
}

/** Sends what nobody can read: good commands under keys that are not theirs, and JSON. */
async function putAside(): Promise<void> {
  const log = kafkaLog()
  const topic = `${prefix}wallet-commands`
  const codec = new Codec(schemas)
  const known = new Schemas({ log, codec, registry: undefined, prefix, clock: systemClock, logger: silent })
  await known.start()
  known.add(topic, 'WalletCommand')
  const at = { topic, partition: 0 }
  const misplaced = ['salary-10', 'salary-11'].map(id =>
    ({ ...at, key: 'alice', value: codec.encode(topic, { ...inDemo(deposit(id, 5)), amount: 5n } as unknown as Flat) }))
  await log.append([...misplaced, { ...at, key: 'demo/alice', value: Buffer.from('{"amount": 5}') }])
  await known.close()
  await log.close()
}

/** Other bytes in the middle of each file with rows. */
function damageStores(): void {
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' })
    .filter(name => /rows\/\d+\.(ldb|log)$/.test(name))
  assert.ok(files.length > 0)
  for (const file of files) {
    const bytes = readFileSync(join(data, file))
    if (bytes.length === 0) continue
    bytes[bytes.length >> 1]! ^= 0xff
    writeFileSync(join(data, file), bytes)
  }
}

function facts({ output }: Started): readonly Record<string, unknown>[] {
  return output.stderr.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line) as never)
}
