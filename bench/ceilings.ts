import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Codec } from '../schemas/codec.ts'
import { schemas } from '../schemas/generated.ts'
import { emptyDigest } from '../state/digest.ts'
import { rowKey } from '../state/key.ts'
import { LevelStores } from '../state/level-store.ts'

/** What single parts do alone, in operations per second: nothing made of them can be faster. */
export interface Ceilings {
  readonly decodeCommand: number
  readonly encodeEvent: number
  readonly levelWrite: number
  readonly levelRead: number
}

const CODEC_RUNS = 300_000
const ROWS = 200_000
const BATCH_ROWS = 4_000

export async function ceilings(): Promise<Ceilings> {
  const codec = new Codec(schemas)
  for (const [id, [topic, record]] of [['commands', 'WalletCommand'], ['changelog', 'WalletEvent']].entries()) {
    codec.add(topic!, record!)
    codec.learn(topic!, id + 1, schemas[record as keyof typeof schemas])
  }
  const command = codec.encode('commands', deposit)
  return {
    decodeCommand: rate(CODEC_RUNS, () => codec.decode('commands', command)),
    encodeEvent: rate(CODEC_RUNS, () => codec.encode('changelog', completed)),
    ...await level()
  }
}

const head = { tenant: 'demo', wallet: 'wallet-1234', operationId: 'operation-123456' }
const deposit = { ...head, type: 'CreateDeposit', source: 'bank', amount: 12_500n, currency: 'EUR' }
const completed = {
  ...head, type: 'DepositCompleted', revision: 17, at: 1_700_000_000_000,
  sourceTopic: 'wallet-commands', sourceOffset: 123_456, fingerprint: Buffer.alloc(20),
  source: 'bank', amount: 12_500n, currency: 'EUR', balance: { posted: 25_000n, held: 0n }, tenantRevision: 1,
  postings: [{ debit: 'source/bank', credit: 'wallet/wallet-1234', amount: 12_500n, currency: 'EUR' }]
}

function rate(runs: number, run: () => unknown): number {
  for (let warm = 0; warm < runs / 10; warm++) run()
  const start = performance.now()
  for (let index = 0; index < runs; index++) run()
  return runs / (performance.now() - start) * 1_000
}

async function level(): Promise<Pick<Ceilings, 'levelRead' | 'levelWrite'>> {
  const folder = await mkdtemp(join(tmpdir(), 'wallets-bench-'))
  const identity = { cluster: 'bench', processor: 'bench', partition: 0, partitions: 1, version: 1, format: '1' }
  const store = await new LevelStores(folder).open(identity)
  const key = (index: number) => rowKey('operation', ['demo', `wallet-${index % 10_000}`, `operation-${index}`])
  const value = Buffer.alloc(32, 7)

  const writing = performance.now()
  for (let start = 0; start < ROWS; start += BATCH_ROWS) {
    const rows = new Map(Array.from({ length: BATCH_ROWS }, (_, index) => [key(start + index), value]))
    await store.apply(rows, { changelogNext: start, inputs: {}, digest: emptyDigest, chain: '' })
  }
  const reading = performance.now()
  for (let start = 0; start < ROWS; start += BATCH_ROWS) {
    await store.getMany(Array.from({ length: BATCH_ROWS }, (_, index) => key(start + index)))
  }
  const end = performance.now()
  await store.close()
  await rm(folder, { recursive: true })
  return { levelWrite: ROWS / (reading - writing) * 1_000, levelRead: ROWS / (end - reading) * 1_000 }
}
