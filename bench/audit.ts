import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { deserialize, serialize } from 'node:v8'

import { MoneyAudit } from '../cli/money-audit.ts'
import { audit } from '../runtime/audit/audit.ts'
import { systemClock } from '../runtime/clock.ts'
import { deploy } from '../runtime/deployment.ts'
import { silent } from '../runtime/logger.ts'
import type { Log } from '../runtime/log/log.ts'
import { Schemas, SCHEMAS_TOPIC } from '../runtime/schemas.ts'
import { GlobalTables } from '../runtime/tables.ts'
import { Codec } from '../schemas/codec.ts'
import { schemas } from '../schemas/generated.ts'
import { World } from '../test/support/world.ts'
import { topology as source } from '../topology.ts'
import { pack, packedLog, type PackedTopics } from './packed-log.ts'

/**
 * How many events an audit looks at in a second, and with which memory. A service fills a log in memory; another
 * process audits it, to which records come as from a broker: as slices of larger buffers.
 *
 *     node dist/bench/audit.js --events 1000000
 */
const { values } = parseArgs({ options: {
  events: { type: 'string', default: '100000' }, wallets: { type: 'string', default: '10000' },
  rounds: { type: 'string', default: '1' }, packed: { type: 'string' }
} })
const wallets = Number(values.wallets)
const chunk = 20_000
const PARTITIONS = 4
const names = Array.from({ length: wallets }, (_, index) => `w${index}`)

if (values.packed === undefined) await fill()
else await measure(values.packed)

/** Fills a log, and has it audited. */
async function fill(): Promise<void> {
  const world = await World.create({ partitions: PARTITIONS })
  const tenant = { type: 'Tenant', tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }] }
  await world.send('tenants', tenant)
  await world.start()
  await world.send('walletCommands', ...names.map(wallet =>
    ({ type: 'OpenWallet', tenant: 'demo', wallet, operationId: 'open', currency: 'EUR' })))
  for (let sent = 0; await eventsOf(world) < Number(values.events); sent += chunk) {
    await world.send('walletCommands', ...Array.from({ length: chunk }, (_, index) => command(sent + index)))
    await world.quiet()
    say(`${await eventsOf(world)} events`)
  }
  const topics = Object.values(world.topology.topics).filter(({ per }) => per === undefined).map(({ name }) => name)
  const folder = mkdtempSync(join(tmpdir(), 'wallets-audit-'))
  try {
    const file = join(folder, 'packed')
    writeFileSync(file, serialize(await pack(world.log, [SCHEMAS_TOPIC, ...topics])))
    await world.stop()
    const script = fileURLToPath(import.meta.url)
    const run = [...process.execArgv, script, '--packed', file, '--rounds', values.rounds]
    process.exitCode = spawnSync(process.execPath, run, { stdio: 'inherit' }).status ?? 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function measure(file: string): Promise<void> {
  const log = packedLog(deserialize(readFileSync(file)) as PackedTopics)
  const topology = deploy(source, { partitions: PARTITIONS })
  const asLog = log as Log
  const codec = new Codec(schemas)
  const outside = { log: asLog, clock: systemClock, logger: silent }
  const known = new Schemas({ ...outside, codec, registry: undefined, prefix: '' })
  await known.start()
  for (const { name, value, per } of Object.values(topology.topics)) {
    if (value !== undefined && per === undefined) known.add(name, value)
  }
  const tables = new GlobalTables({ ...outside, topology, schemas: known })
  await tables.start()
  for (let round = 0; round < Number(values.rounds); round++) {
    const before = process.memoryUsage().rss
    const cpu = process.cpuUsage()
    const start = performance.now()
    const result = await audit({
      log, topology, schemas: known, tables, prefix: '', sleep: async () => {}, inspector: new MoneyAudit()
    })
    const seconds = (performance.now() - start) / 1_000
    const { user, system } = process.cpuUsage(cpu)
    const grown = Math.round((process.memoryUsage().rss - before) / 2 ** 20)
    const rate = Math.round(result.events / seconds)
    say(`audit of ${result.events} events: ${seconds.toFixed(1)} s, ${rate}/s, ` +
      `${((user + system) / result.events).toFixed(1)} µs of processor time each, ${grown} MB more, ` +
      `${result.findings.length} findings`)
  }
  say(`to decode an event and its command, alone: ${decoding(codec).toFixed(1)} µs of processor time`)
  process.exit()
}

/** For comparison: how fast is this machine at the moment? */
function decoding(codec: Codec): number {
  const [event, command] = [
    codec.encode('wallet-changelog', {
      type: 'DepositCompleted', tenant: 'demo', wallet: 'w1', operationId: 'o123456', revision: 17,
      at: 1_700_000_000_000, hash: Buffer.alloc(16), sourceTopic: 'wallet-commands', sourceOffset: 123_456,
      fingerprint: Buffer.alloc(20),
      keptUntil: 0, step: 0, source: 'bank', amount: 1_000n, currency: 'EUR', balance: { posted: 25_000n, held: 0n },
      tenantRevision: 1, identity: '', identityRevision: 0, deposit: '', credited: 1_000n, localDay: 1,
      sourceRevision: 0,
      postings: [{ debit: 'source/bank', credit: 'wallet/w1', amount: 1_000n, currency: 'EUR' }]
    }),
    codec.encode('wallet-commands', {
      type: 'CreateDeposit', tenant: 'demo', wallet: 'w1', operationId: 'o123456', expectedRevision: 0, source: 'bank',
      amount: 1_000n, currency: 'EUR', deposit: ''
    })
  ]
  const runs = 200_000
  let cpu = process.cpuUsage()
  for (let index = -runs / 10; index < runs; index++) {
    if (index === 0) cpu = process.cpuUsage()
    codec.decode('wallet-changelog', event)
    codec.decode('wallet-commands', command)
  }
  const { user, system } = process.cpuUsage(cpu)
  return (user + system) / runs
}

/** Nine deposits, then a transfer. */
function command(index: number): object {
  const head = { tenant: 'demo', wallet: names[index % wallets]!, operationId: `o${index}`, currency: 'EUR' }
  if (index % 10 < 9) return { ...head, type: 'CreateDeposit', source: 'bank', amount: 1_000n }
  const to = names[(index * 7 + 1) % wallets]!
  return { ...head, type: 'CreateTransfer', transfer: `t${index}`, to, amount: 10n }
}

async function eventsOf({ log, topology }: World): Promise<number> {
  let count = 0
  for (const { changelog } of Object.values(topology.processors)) {
    for (let partition = 0; partition < changelog.partitions; partition++) {
      count += (await log.bounds(changelog.name, partition)).end
    }
  }
  return count
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
