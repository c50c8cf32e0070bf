/**
 * `node dist/bench/storage.js`: bytes that a wallet and an operation take in stores and in changelogs, as the service
 * leaves them. It needs no broker: rows and events do not depend on one. docs/storage.md quotes it.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { fromCheckedJson } from '../state/checked-json.ts'
import { compact } from '../state/compact.ts'
import { LevelStores } from '../state/level-store.ts'
import type { StoreIdentity } from '../state/store.ts'
import { invoicePaid, provider, tenant } from '../test/flows/wallets-world.ts'
import { readAll } from '../test/support/audit.ts'
import { World } from '../test/support/world.ts'

const { values: options } = parseArgs({ options: { operations: { type: 'string', default: '20000' } } })
const operations = Number(options.operations)
const CHUNK = 5_000
const BATCHES_IN_CHUNK = 10
const LEGS = 10

/** What there is, in bytes. */
interface Size {
  /** How many, by kind. */
  readonly kinds: ReadonlyMap<string, number>
  readonly rowBytes: number
  readonly disk: number
  readonly events: number
  readonly eventBytes: number
}

/** Operations of one kind: their commands, and what their provider says. */
interface Phase {
  readonly name: string
  readonly count: number
  readonly chunk?: number
  command(index: number): object
  said?(index: number): object
}

const digits = (index: number): string => String(index % operations).padStart(6, '0')
const wallet = (index: number) => ({ tenant: 'demo', wallet: `w-${digits(index)}` })
const money = { amount: 12_500n, currency: 'EUR' }
const small = { amount: 1_00n, currency: 'EUR' }

const phases: readonly Phase[] = [
  { name: 'a wallet is opened', count: operations,
    command: index =>
      ({ type: 'OpenWallet', ...wallet(index), operationId: `open-${digits(index)}`, currency: 'EUR' }) },
  { name: 'deposit', count: operations, command: index => deposit(index, 'salary', '') },
  { name: 'deposit with an id', count: operations, command: index => deposit(index, 'bonus', `d-${digits(index)}`) },
  { name: 'withdrawal, paid', count: operations,
    command: index => ({
      type: 'CreateWithdrawal', ...wallet(index), operationId: `rent-${digits(index)}`,
      withdrawal: `x-${digits(index)}`, provider: 'acme', destination: 'tok_landlord', ...small
    }),
    said: index => invoicePaid(`demo/w-${digits(index)}/x-${digits(index)}/1`, small) },
  { name: 'transfer', count: operations,
    command: index => ({
      type: 'CreateTransfer', ...wallet(index), operationId: `pay-${digits(index)}`, transfer: `t-${digits(index)}`,
      to: wallet(index + 1).wallet, ...small
    }) },
  { name: `batch of ${LEGS} transfers`, count: operations / LEGS, chunk: BATCHES_IN_CHUNK,
    command: index => ({
      type: 'CreateBatch', ...wallet(index), operationId: `wages-${digits(index)}`, batch: `b-${digits(index)}`,
      transfers: Array.from({ length: LEGS }, (_, leg) => (
        { transfer: `t-${leg}`, to: wallet(index + leg + 1).wallet, amount: 1_00n })),
      currency: 'EUR'
    }) },
  { name: 'refused operation', count: operations,
    command: index => ({
      type: 'CreateTransfer', ...wallet(index), operationId: `no-${digits(index)}`, transfer: `n-${digits(index)}`,
      to: wallet(index + 1).wallet, amount: 1_000_000n, currency: 'EUR'
    }) }
]

const root = await mkdtemp(join(tmpdir(), 'wallets-storage-'))
try {
  const world = await World.create({ partitions: 1 })
  await world.send('tenants', tenant)
  await world.send('providers', provider)
  const lines: string[] = []
  let before: Size = { kinds: new Map(), rowBytes: 0, disk: 0, events: 0, eventBytes: 0 }
  for (const phase of phases) {
    await run(world, phase)
    process.stderr.write(`${phase.name}: done\n`)
    const after = await sizeOf(world)
    lines.push(lineOf(phase, before, after))
    before = after
  }
  process.stdout.write([
    '| each | rows | their bytes | on disk | events | their bytes |', '|---|---|---:|---:|---:|---:|', ...lines, ''
  ].join('\n'))
  await world.log.close()
} finally {
  await rm(root, { recursive: true })
}

function deposit(index: number, name: string, id: string): object {
  return {
    type: 'CreateDeposit', ...wallet(index), operationId: `${name}-${digits(index)}`, source: 'payroll', ...money,
    deposit: id
  }
}

async function run(world: World, { count, chunk = CHUNK, command, said }: Phase): Promise<void> {
  await world.start({ stores: new LevelStores(root) })
  for (let start = 0; start < count; start += chunk) {
    const indexes = Array.from({ length: Math.min(chunk, count - start) }, (_, index) => start + index)
    await world.send('walletCommands', ...indexes.map(command))
    await world.quiet()
    if (said !== undefined) await world.send('providerInvoicePaid', ...indexes.map(said))
    await world.quiet()
  }
  await world.service.stop()
}

/** Of all stores and all changelogs. Events are what is in the topic, before a broker compresses them. */
async function sizeOf(world: World): Promise<Size> {
  const kinds = new Map<string, number>()
  let [rowBytes, disk, events, eventBytes] = [0, 0, 0, 0]
  for (const folder of await readdir(root)) {
    const text = await readFile(join(root, folder, 'identity.json'), 'utf8')
    const store = await new LevelStores(root).open(fromCheckedJson<StoreIdentity>(text))
    for await (const some of store.scan()) {
      for (const [key, value] of some) {
        const kind = key.slice(0, key.indexOf('\0'))
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
        rowBytes += Buffer.byteLength(key) + value.length
      }
    }
    await store.close()
    disk += await compact(join(root, folder))
  }
  for (const { changelog } of Object.values(world.topology.processors)) {
    for (const { key, value } of await readAll(world.log, changelog.name)) {
      events++
      eventBytes += (key?.length ?? 0) + value!.length
    }
  }
  return { kinds, rowBytes, disk, events, eventBytes }
}

function lineOf({ name, count }: Phase, before: Size, after: Size): string {
  type Bytes = 'rowBytes' | 'disk' | 'events' | 'eventBytes'
  const each = (what: Bytes): string => String(Math.round((after[what] - before[what]) / count))
  const kinds = [...after.kinds].map(([kind, rows]) => [kind, (rows - (before.kinds.get(kind) ?? 0)) / count] as const)
  const rows = kinds.filter(([, more]) => Math.round(more) > 0)
    .map(([kind, more]) => `${kind.replace('row/', '')} ${Math.round(more)}`).sort().join(', ')
  return `| ${name} | ${rows} | ${each('rowBytes')} | ${each('disk')} | ${each('events')} | ${each('eventBytes')} |`
}
