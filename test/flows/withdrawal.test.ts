import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { World } from '../support/world.ts'

const tenant = { type: 'Tenant', tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }] }
const provider = { type: 'Provider', tenant: 'demo', provider: 'acme', revision: 1, currencies: ['EUR'] }
const alice = { tenant: 'demo', wallet: 'alice' }

test('a withdrawal completes when the provider says that its invoice was paid', async () => {
  const world = await World.create()
  await world.send('tenants', tenant)
  await world.send('providers', provider)
  await world.start()
  await world.send('walletCommands',
    { ...alice, operationId: 'o1', type: 'OpenWallet', currency: 'EUR' },
    { ...alice, operationId: 'o2', type: 'CreateDeposit', source: 'bank', amount: 10_000n, currency: 'EUR' },
    { ...alice, operationId: 'o3', type: 'CreateWithdrawal', withdrawal: 'w1', provider: 'acme', destination: 'tok', amount: 3_000n, currency: 'EUR' })
  await world.quiet()
  const [request] = await world.read('provider-acme-invoice-requests')
  const paid = { tenant: 'demo', reference: request!['reference'], type: 'InvoicePaid', provider: 'acme', invoice: 'i1', amount: 3_000n, currency: 'EUR' }
  await world.send('providerInvoicePaid', paid, paid)
  await world.quiet()
  const events = await world.read('wallet-changelog')
  assert.equal(events.map(event => [event.type, event['revision']]), [
    ['WalletOpened', 1], ['DepositCompleted', 2], ['WithdrawalCreated', 3], ['WithdrawalCompleted', 4]
  ])
  assert.equal(events.at(-1)!['balance'], { posted: 7_000n, held: 0n })
  assert.equal((await world.read('withdrawal-changelog')).map(event => event.type), ['PayoutStarted', 'PayoutCompleted'])
  await world.stop()
})

test.run()
