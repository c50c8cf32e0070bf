import { test } from 'uvu'
import * as assert from 'uvu/assert'

import type { Plain, Wallet, WalletCommand } from '../schemas/generated.ts'
import { Domain } from './processors/domain.ts'
import { readProjectFile } from './processors/project.ts'
import { tablesOf } from './support/given.ts'
import { fixed, posting, share, tenantOf } from './support/plans.ts'

const page = readProjectFile('docs/batches.md')

test('docs/batches.md tells which numbers each event changes, and which way', () => {
  const rows = page.split('\n').filter(line => line.startsWith('| `'))
    .map(line => line.split('|').slice(1, -1).map(cell => cell.trim()))
  assert.is(rows.length, 8)
  const told = new Map(rows.map(([type, ...cells]) =>
    [type!.replaceAll('`', ''), cells.slice(0, 3).map(cell => cell.slice(0, 1)).join()]))
  const posts = new Set(rows.filter(cells => cells[4] !== '').map(([type]) => type!.replaceAll('`', '')))
  const seen = new Map<string, string>()
  const posted = new Set<string>()

  const domain = new Domain(tablesOf({ tenants: [tenantOf({ transferPlan: plan })] }), ['parties', 'accounts'])
  for (const command of life) {
    domain.send(command)
    domain.settle()
  }
  const wallets = new Map<string, Plain<Wallet>>()
  for (const { event, rows: after } of domain.history) {
    const id = event['wallet'] as string
    const [before, now] = [wallets.get(id), after['wallets'] as Plain<Wallet>]
    wallets.set(id, now)
    if (before === undefined || !told.has(event.type)) continue
    seen.set(event.type, numbers.map(field => sign(now[field] - before[field])).join())
    if ('postings' in event && now.posted !== before.posted) posted.add(event.type)
  }
  assert.equal([...seen].sort(), [...told].sort())
  assert.equal([...posted].sort(), [...posts].sort())
})

test('docs/batches.md says how many transfers a batch may have', () => {
  assert.ok(page.includes('up to 500 transfers'))
  const many = Array.from({ length: 501 }, (_, index) => ({ transfer: `t-${index}`, to: 'bob', amount: 1n }))
  const domain = new Domain(tablesOf({ tenants: [tenantOf()] }), ['parties', 'accounts'])
  for (const command of [...life.slice(0, 4), pays('b-1', many.slice(0, 500)), pays('b-2', many)]) domain.send(command)
  domain.settle()
  assert.is(domain.rows.batches.get('acme/alice/b-1')?.status, 'completed')
  assert.is(domain.rows.batches.get('acme/alice/b-2'), undefined)
})

test.run()

const numbers = ['posted', 'held', 'incoming'] as const

function sign(change: bigint): string {
  return change > 0n ? '+' : change < 0n ? '-' : ''
}

function pays(batch: string, transfers: readonly { transfer: string, to: string, amount: bigint }[]): WalletCommand {
  return { type: 'CreateBatch', tenant: 'acme', wallet: 'alice', operationId: batch, batch, currency: 'EUR', transfers }
}

function opens(wallet: string): WalletCommand {
  return { type: 'OpenWallet', tenant: 'acme', wallet, operationId: 'open', currency: 'EUR', party: '', identity: '' }
}

/** One batch that all take, and one that a blocked wallet declines. */
const plan = [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(3n))]
const two = ['bob', 'carol'].map(to => ({ transfer: to, to, amount: 100n }))
const life: readonly WalletCommand[] = [
  opens('alice'), opens('bob'), opens('carol'),
  {
    type: 'CreateDeposit', tenant: 'acme', wallet: 'alice', operationId: 'first', source: 'bank', amount: 1_000n,
    currency: 'EUR', deposit: ''
  },
  pays('b-1', two), { type: 'BlockWallet', tenant: 'acme', wallet: 'carol', operationId: 'block' }, pays('b-2', two)
]
