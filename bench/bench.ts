/**
 * `npm run bench`: commands per second, end to end, on a real broker, in one run with what bounds it from below (a
 * plain kafkajs pass-through with the same transactions) and from above (its parts alone). Runs are paired, the
 * medians are compared, and the report says which machine it came from.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { startCluster } from '../scripts/cluster.ts'
import { createDeployment, send, type Deployment } from '../test/support/kafka.ts'
import { Instance } from '../test/support/instance.ts'
import { until } from '../test/support/until.ts'
import { tenantRow, workload } from '../test/support/workload.ts'
import { ceilings } from './ceilings.ts'
import type { Latency } from './latency.ts'
import { report, type PassThroughRun, type Results } from './report.ts'
import type { ServiceRun } from './service.ts'

const { values: options } = parseArgs({
  options: {
    commands: { type: 'string', default: '200000' },
    partitions: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    rate: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '20' },
    json: { type: 'boolean', default: false }
  }
})
const commands = Number(options.commands)
const partitions = Number(options.partitions)
const WALLETS = 10_000
const CHUNK = 20_000

const cluster = process.env['KAFKA_BROKERS'] === undefined ? await startCluster() : undefined
if (cluster !== undefined) Object.assign(process.env, cluster.environment)
try {
  const services: ServiceRun[] = []
  const passThroughs: PassThroughRun[] = []
  for (let round = 0; round < Number(options.rounds); round++) {
    const deployment = await loaded(round)
    passThroughs.push(await passThrough(deployment, round))
    services.push(await child<ServiceRun>('service.js', { PREFIX: deployment.prefix, RECORDS: String(commands) }))
    await deployment.log.close()
  }
  const results: Results = {
    machine: machine(), commands, partitions, services, passThroughs, rate: Number(options.rate),
    latency: await latency(), ceilings: await ceilings()
  }
  process.stdout.write(options.json ? `${JSON.stringify(results, null, 2)}\n` : report(results))
} finally {
  await cluster?.stop()
}

/** A deployment of its own with every command in its topic. */
async function loaded(round: number): Promise<Deployment> {
  const deployment = await createDeployment(partitions)
  await send(deployment, 'tenants', [tenantRow])
  const { commands: all } = workload({ seed: round + 1, commands, wallets: WALLETS, duplicates: 0 })
  for (let start = 0; start < all.length; start += CHUNK) {
    await send(deployment, 'walletCommands', all.slice(start, start + CHUNK))
  }
  return deployment
}

async function passThrough({ prefix, log }: Deployment, round: number): Promise<PassThroughRun> {
  const output = `${prefix}pass-through-${round}`
  await log.create(output, { partitions, config: {} })
  return await child('pass-through.js', {
    BROKERS: process.env['KAFKA_BROKERS']!, INPUT: `${prefix}wallet-commands`, OUTPUT: output, RECORDS: String(commands)
  })
}

async function latency(): Promise<Latency> {
  const deployment = await createDeployment(partitions)
  const folder = await mkdtemp(join(tmpdir(), 'wallets-bench-'))
  const instance = new Instance('timed', { prefix: deployment.prefix, data: folder })
  try {
    await send(deployment, 'tenants', [tenantRow])
    const { commands: opened } = workload({ seed: 1, commands: 1_000, wallets: 1_000, duplicates: 0 })
    await send(deployment, 'walletCommands', opened)
    instance.start()
    await until(async () => await written(deployment) >= opened.length)
    return await child('latency.js', { PREFIX: deployment.prefix, RATE: options.rate, SECONDS: options.seconds })
  } finally {
    await instance.signal('SIGTERM')
    await deployment.log.close()
    await rm(folder, { recursive: true })
  }
}

/** How far the changelog's partitions go, together. */
async function written({ log, prefix }: Deployment): Promise<number> {
  let sum = 0
  for (let partition = 0; partition < partitions; partition++) {
    sum += (await log.bounds(`${prefix}wallet-changelog`, partition)).end
  }
  return sum
}

function machine(): string {
  return `${cpus().length} × ${cpus()[0]!.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
}

/** Runs a script of this folder and reads the JSON that it prints. */
async function child<Result>(script: string, environment: Record<string, string>): Promise<Result> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const run = spawn(process.execPath, ['--enable-source-maps', path], {
    env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit']
  })
  let text = ''
  run.stdout.on('data', (chunk: Buffer) => { text += chunk.toString() })
  const code = await new Promise(resolve => run.once('exit', resolve))
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return JSON.parse(text) as Result
}
