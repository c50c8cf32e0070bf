import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import type { Plain, Provider, Tenant, WalletCommand, WalletEvent } from '../../schemas/generated.ts'
import { tablesOf } from '../support/given.ts'
import { providerOf, tenantOf } from '../support/plans.ts'
import { Domain } from './domain.ts'
import { readProjectFile } from './project.ts'

const test = suite('examples/commands.ndjson')

interface Line { readonly type: string }

const lines: readonly Line[] = readProjectFile('examples/commands.ndjson')
  .trim().split('\n').map(line => JSON.parse(line, minorUnits))
const tenants = lines.filter(line => line.type === 'Tenant').map(row => tenantOf(row as unknown as Plain<Tenant>))
const providers = lines.filter(line => line.type === 'Provider').map(row => {
  const provider = row as unknown as Plain<Provider>
  return providerOf(provider.provider, provider)
})
const commands = lines.filter(line => line.type !== 'Tenant' && line.type !== 'Provider')

function play(): Domain {
  const domain = new Domain(tablesOf({ tenants, providers }))
  for (const command of commands) domain.send({ ...defaultsOf(command), ...command } as WalletCommand)
  domain.settle()
  for (const { provider, request } of domain.requests) {
    assert.is(request.type, 'RequestInvoice')
    const { tenant, reference, amount, currency } = request as Extract<typeof request, { readonly amount: bigint }>
    domain.notify(provider, { type: 'InvoicePaid', tenant, reference, invoice: 'inv-1', amount, currency, details: '' })
  }
  domain.settle()
  return domain
}

/** A line may leave out what the schema has a default for. */
function defaultsOf({ type }: Line): object {
  switch (type) {
    case 'OpenWallet': return { party: '', identity: '' }
    case 'CreateWithdrawal': return { method: '', party: '', scheduledAt: 0, quote: '', destinationId: '' }
    default: return {}
  }
}

test('tells what it is meant to tell', () => {
  assert.equal(play().walletEvents.map(told), [
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

test('is made of records that the schemas hold', () => {
  const codec = new Codec(schemas)
  const valid = (name: string, record: Line): void => {
    assert.ok(codec.shape(name).type.isValid(codec.shape(name).nest(record)), `${name} does not hold ${record.type}`)
  }
  for (const command of commands) valid('WalletCommand', { ...defaultsOf(command), ...command })

  const { walletEvents, withdrawalEvents, requests } = play()
  for (const event of walletEvents) valid('WalletEvent', event)
  for (const event of withdrawalEvents) valid('WithdrawalEvent', event)
  for (const { request } of requests) valid('ProviderRequest', request)
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
