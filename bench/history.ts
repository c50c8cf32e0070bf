import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Codec } from '../schemas/codec.ts'
import { schemas } from '../schemas/generated.ts'
import { LevelStores } from '../state/level-store.ts'
import { Decisions } from '../runtime/decide.ts'
import { History, HistoryOverlay, historyIdentity } from '../runtime/history.ts'
import type { Batch, Log } from '../runtime/log/log.ts'
import { restore } from '../runtime/restore.ts'
import { rowsOf } from '../runtime/rows.ts'
import { emptyCheckpoint, type Store } from '../state/store.ts'
import { topology } from '../topology.ts'

/**
 * What a history costs for each event, beside a replay without one, and whether a checkout takes longer the more
 * revisions there are. One wallet has most events of its partition, another a hundred:
 *
 *     node dist/bench/history.js [events]
 */
const events = Number(process.argv[2] ?? 1_000_000)
const FEW = 100
const BATCH = 1_000
const CHECKOUTS = 2_000

const { wallets: processor } = topology.processors
const topic = processor.changelog.name
const codec = new Codec(schemas)
codec.add(topic, processor.changelog.value)
codec.learn(topic, 1, schemas.WalletEvent)
const rows = rowsOf(topology, processor, codec)
const identity = {
  cluster: 'bench', processor: 'wallets', partition: 0, partitions: 1, version: 1, format: rows.format
}

/** One partition: a deposit a millisecond, the first ones of `few`, and then all of `many`. */
function eventAt(offset: number): Buffer {
  const [wallet, revision] = offset < FEW ? ['few', offset + 1] : ['many', offset - FEW + 1]
  const head = {
    hash: Buffer.alloc(0), tenant: 'demo', wallet, operationId: `operation-${offset}`, revision,
    at: 1_700_000_000_000 + offset, sourceTopic: 'wallet-commands', sourceOffset: offset,
    fingerprint: Buffer.alloc(20, offset), keptUntil: 0, step: 0
  }
  if (revision === 1) {
    return codec.encode(topic, {
      ...head, type: 'WalletOpened', currency: 'EUR', balance: { posted: 0n, held: 0n }, tenantRevision: 1, owner: null
    })
  }
  return codec.encode(topic, {
    ...head, type: 'DepositCompleted', source: 'bank', amount: 100n, currency: 'EUR',
    balance: { posted: BigInt(revision) * 100n, held: 0n }, tenantRevision: 1, identity: '', identityRevision: 0,
    postings: [{ debit: 'source/bank', credit: `wallet/${wallet}`, amount: 100n, currency: 'EUR' }],
    deposit: '', credited: 100n, localDay: 0, sourceRevision: 0
  })
}

const log: Pick<Log, 'reader'> = {
  reader: ([position]) => {
    let offset = position!.offset
    const read = async (): Promise<readonly Batch[]> => {
      const records = Array.from({ length: Math.min(BATCH, events - offset) }, (_, index) =>
        ({ offset: offset + index, key: null, value: eventAt(offset + index), headers: {}, timestamp: 0 }))
      offset += records.length
      return [{ topic, partition: 0, records, next: offset }]
    }
    return { read, close: async () => {} }
  }
}

async function replay(store: Store, hasHistory: boolean): Promise<number> {
  const decisions = new Decisions({
    topology, processor, rows, codec, partition: 0, tables: { get: () => undefined, list: () => [] }
  })
  const start = process.cpuUsage()
  await restore({
    log, store, codec, decisions, changelog: { topic, partition: 0 }, from: emptyCheckpoint, end: events,
    ...hasHistory && { overlay: (at: Store) => new HistoryOverlay(at, processor) }
  })
  const { user, system } = process.cpuUsage(start)
  return (user + system) / events
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = (await readdir(folder)).map(async name => (await stat(join(folder, name))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

/** Microseconds for a checkout at a random revision: p50 of many. */
async function checkoutOf(store: Store, wallet: string, count: number): Promise<number> {
  const history = new History(store, { rows })
  const times: number[] = []
  for (let index = 0; index < CHECKOUTS; index++) {
    const revision = 1 + (index * 7_919) % count
    const start = performance.now()
    const found = await history.row('wallets', ['demo', wallet], revision)
    times.push((performance.now() - start) * 1_000)
    if (found?.revision !== revision) throw new Error(`${wallet} at ${revision} is wrong`)
  }
  return times.sort((left, right) => left - right)[CHECKOUTS / 2]!
}

const root = await mkdtemp(join(tmpdir(), 'wallets-bench-'))
try {
  const made = process.cpuUsage()
  for (let offset = 0; offset < events; offset++) eventAt(offset)
  const { user, system } = process.cpuUsage(made)
  const making = (user + system) / events
  for (const hasHistory of [false, true]) {
    const folder = join(root, String(hasHistory))
    const its = hasHistory ? historyIdentity(identity) : identity
    const stores = new LevelStores(folder)
    const written = await stores.open(its)
    const us = await replay(written, hasHistory) - making
    await written.close()
    const bytes = await bytesIn(join(folder, 'wallets-0', 'rows'))
    const what = hasHistory ? 'with its history' : 'without a history'
    const bytesEach = (bytes / events).toFixed(0)
    console.log(`${what}: ${us.toFixed(1)} µs of processor time and ${bytesEach} bytes for each event`)
    if (!hasHistory) continue
    const store = await stores.open(its)
    for (const [wallet, count] of [['few', FEW], ['many', events - FEW]] as const) {
      const p50 = await checkoutOf(store, wallet, count)
      console.log(`checkout of one among ${count} revisions: ${p50.toFixed(0)} µs (p50)`)
    }
    await store.close()
  }
} finally {
  await rm(root, { recursive: true })
}
