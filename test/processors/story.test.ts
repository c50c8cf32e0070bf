import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Plain, Provider, Tenant, WalletCommand, WalletEvent } from '../../schemas/generated.ts'
import { tablesOf } from '../support/given.ts'
import { readProjectFile } from './project.ts'
import { World } from './world.ts'

const test = suite('examples/commands.ndjson')

type Line = { readonly type: string }

const lines = readProjectFile('examples/commands.ndjson').trim().split('\n').map(line => JSON.parse(line, minorUnits) as Line)
const tenants = lines.filter(({ type }) => type === 'Tenant') as unknown as readonly Plain<Tenant>[]
const providers = lines.filter(({ type }) => type === 'Provider') as unknown as readonly Plain<Provider>[]
const commands = lines.filter(({ type }) => type !== 'Tenant' && type !== 'Provider') as readonly WalletCommand[]

test('tells what it is meant to tell', () => {
  const world = new World(tablesOf({ tenants, providers }))
  for (const command of commands) world.send(command)
  world.settle()
  for (const { provider, request: { tenant, reference, amount, currency } } of world.requests) {
    world.notify(provider, { type: 'InvoicePaid', tenant, reference, invoice: 'inv-1', amount, currency })
  }
  world.settle()

  assert.equal(world.walletEvents.map(told), [
    'alice WalletOpened 0/0',
    'bob WalletOpened 0/0',
    'alice DepositCompleted 12500/0',
    'bob DepositCompleted 9000/0',
    'alice operation_id_reused',
    'alice WithdrawalCreated 12500/8000',
    'alice insufficient_funds 12500/8000',
    'bob provider_currency_not_supported',
    'bob WalletBlocked 9000/0',
    'bob wallet_blocked',
    'bob WalletUnblocked 9000/0',
    'bob DepositCompleted 10000/0',
    'bob wallet_not_empty 10000/0',
    'carol WalletOpened 0/0',
    'carol WalletClosed 0/0',
    'alice WithdrawalCompleted 4500/0'
  ])
})

test('repeats one command, and only one', () => {
  assert.is(commands.length, new Set(commands.map(command => JSON.stringify(command, plainly))).size + 1)
})

test.run()

function told(event: WalletEvent): string {
  const balance = 'balance' in event && event.balance !== null ? ` ${event.balance.posted}/${event.balance.held}` : ''
  return `${event.wallet} ${event.type === 'OperationRefused' ? event.reason : event.type}${balance}`
}

function minorUnits(field: string, value: unknown): unknown {
  return field === 'amount' ? BigInt(value as string) : value
}

function plainly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
