/**
 * Commands at a fixed rate, each timed from just before it is sent until a read_committed reader has its event.
 * PREFIX, RATE, SECONDS in the environment; prints a `Latency`. The service runs in a process of its own.
 */
import { Codec } from '../schemas/codec.ts'
import { schemas } from '../schemas/generated.ts'
import { partitionOf } from '../runtime/partition.ts'
import { Schemas } from '../runtime/schemas.ts'
import { systemClock } from '../runtime/clock.ts'
import { silent } from '../runtime/logger.ts'
import { kafkaLog } from '../test/support/kafka.ts'

export interface Latency { readonly commands: number, readonly p50: number, readonly p99: number, readonly max: number }

const { PREFIX: prefix = '', RATE = '500', SECONDS = '15', WALLETS = '1000' } = process.env
const TICK_MS = 10
const WARM_UP_SHARE = 0.2

const log = kafkaLog()
const codec = new Codec(schemas)
const known = new Schemas({ log, codec, registry: undefined, prefix, clock: systemClock, logger: silent })
await known.start()
const [commands, changelog] = [`${prefix}wallet-commands`, `${prefix}wallet-changelog`]
known.add(commands, 'WalletCommand')
known.add(changelog, 'WalletEvent')
const { partitions } = (await log.describe(commands))!

const sentAt = new Map<string, number>()
const latencies: number[] = []
const total = Number(RATE) * Number(SECONDS)
const positions = await Promise.all(Array.from({ length: partitions }, async (_, partition) =>
  ({ topic: changelog, partition, offset: (await log.bounds(changelog, partition)).end })))
const reader = log.reader(positions)
const reading = (async () => {
  while (latencies.length < total) {
    for (const { records } of await reader.read()) {
      const now = performance.now()
      for (const { value } of records) {
        const decoded = codec.decode(changelog, value)
        if ('record' in decoded) latencies.push(now - sentAt.get(decoded.record['operationId'])!)
      }
    }
  }
})()

const started = performance.now()
const sending: Promise<void>[] = []
for (let sent = 0; sent < total;) {
  const due = Math.min(total, Math.floor((performance.now() - started) / 1_000 * Number(RATE)))
  const batch = []
  for (; sent < due; sent++) {
    const wallet = `wallet-${sent % Number(WALLETS)}`
    const command = { type: 'CreateDeposit', tenant: 'demo', wallet, operationId: `timed-${started}-${sent}`,
      source: 'bank', amount: 1n, currency: 'EUR' }
    const key = `demo/${wallet}`
    batch.push({ topic: commands, partition: partitionOf(key, partitions), key, value: codec.encode(commands,
      command) })
    sentAt.set(command.operationId, performance.now())
  }
  sending.push(log.append(batch))
  await new Promise(resolve => setTimeout(resolve, TICK_MS))
}
await Promise.all(sending)
await reading
const measured = latencies.slice(Math.floor(total * WARM_UP_SHARE)).sort((left, right) => left - right)
const at = (share: number) => measured[Math.min(measured.length - 1, Math.floor(measured.length * share))]!
process.stdout.write(JSON.stringify({ commands: measured.length, p50: at(0.5), p99: at(0.99),
  max: at(1) } satisfies Latency))
process.exit(0)
