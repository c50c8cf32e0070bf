import { parseArgs } from 'node:util'

import { MoneyAudit } from '../cli/money-audit.ts'
import { audit } from '../runtime/audit/audit.ts'
import { World } from '../test/support/world.ts'

/**
 * How many events an audit looks at in a second, and with which memory: on a log in memory, which a service has filled
 * before.
 *
 *     node dist/bench/audit.js --events 1000000
 */
const { values } = parseArgs({ options: {
  events: { type: 'string', default: '100000' }, wallets: { type: 'string', default: '10000' },
  rounds: { type: 'string', default: '1' }
} })
const wallets = Number(values.wallets)
const chunk = 20_000

const world = await World.create({ partitions: 4 })
await world.send('tenants', { type: 'Tenant', tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }] })
await world.start()
const names = Array.from({ length: wallets }, (_, index) => `w${index}`)
await world.send('walletCommands', ...names.map(wallet =>
  ({ type: 'OpenWallet', tenant: 'demo', wallet, operationId: 'open', currency: 'EUR' })))
for (let sent = 0; await events() < Number(values.events); sent += chunk) {
  await world.send('walletCommands', ...Array.from({ length: chunk }, (_, index) => command(sent + index)))
  await world.quiet()
  say(`${await events()} events`)
}

for (let round = 0; round < Number(values.rounds); round++) {
  const { topology, schemas, tables } = world.service
  global.gc?.()
  const before = process.memoryUsage().rss
  const cpu = process.cpuUsage()
  const start = performance.now()
  const result = await audit({
    log: world.log, topology, schemas, tables, prefix: '', sleep: async () => {}, inspector: new MoneyAudit()
  })
  const seconds = (performance.now() - start) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  const grown = Math.round((process.memoryUsage().rss - before) / 2 ** 20)
  const rate = Math.round(result.events / seconds)
  say(`audit of ${result.events} events: ${seconds.toFixed(1)} s, ${rate}/s, ` +
    `${((user + system) / result.events).toFixed(1)} µs of processor time each, ${grown} MB more, ` +
    `${result.findings.length} findings`)
}
say(`to decode an event and its command, alone: ${decoding().toFixed(1)} µs of processor time`)
await world.stop()

/** For comparison: how fast is this machine at the moment? */
function decoding(): number {
  const [event, command] = [
    world.codec.encode('wallet-changelog', {
      type: 'DepositCompleted', tenant: 'demo', wallet: 'w1', operationId: 'o123456', revision: 17,
      at: 1_700_000_000_000, hash: Buffer.alloc(16), sourceTopic: 'wallet-commands', sourceOffset: 123_456,
      fingerprint: Buffer.alloc(20),
      keptUntil: 0, step: 0, source: 'bank', amount: 1_000n, currency: 'EUR', balance: { posted: 25_000n, held: 0n },
      tenantRevision: 1, identity: '', identityRevision: 0, deposit: '', credited: 1_000n, localDay: 1,
      sourceRevision: 0,
      postings: [{ debit: 'source/bank', credit: 'wallet/w1', amount: 1_000n, currency: 'EUR' }]
    }),
    world.codec.encode('wallet-commands', {
      type: 'CreateDeposit', tenant: 'demo', wallet: 'w1', operationId: 'o123456', expectedRevision: 0, source: 'bank',
      amount: 1_000n, currency: 'EUR', deposit: ''
    })
  ]
  const runs = 200_000
  let cpu = process.cpuUsage()
  for (let index = -runs / 10; index < runs; index++) {
    if (index === 0) cpu = process.cpuUsage()
    world.codec.decode('wallet-changelog', event)
    world.codec.decode('wallet-commands', command)
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

async function events(): Promise<number> {
  let count = 0
  for (const { changelog } of Object.values(world.topology.processors)) {
    for (let partition = 0; partition < changelog.partitions; partition++) {
      count += (await world.log.bounds(changelog.name, partition)).end
    }
  }
  return count
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
