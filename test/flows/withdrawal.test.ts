import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { MemoryStores } from '../../state/memory-store.ts'
import type { World } from '../support/world.ts'
import {
  closeWorlds, createDeposit, createWithdrawal, decided, digests, invoicePaid, openWallet, provider, walletsWorld,
  wordOf
} from './wallets-world.ts'

const test = suite('a withdrawal')
test.after.each(closeWorlds)

test('completes when the provider says that its invoice was paid', async () => {
  const world = await walletsWorld()
  await begin(world)
  const [request] = await world.read('provider-acme-invoice-requests')
  await notify(world, invoicePaid(request!['reference'] as string))
  const events = await world.read('wallet-changelog')
  assert.equal(
    events.map(event => [event.type, event['revision']]),
    [
      ['WalletOpened', 1],
      ['DepositCompleted', 2],
      ['WithdrawalCreated', 3],
      ['WithdrawalCompleted', 4]
    ]
  )
  assert.equal(
    events.map(({ balance }) => balance),
    [
      { posted: 0n, held: 0n },
      { posted: 10_000n, held: 0n },
      { posted: 10_000n, held: 3_000n },
      { posted: 7_000n, held: 0n }
    ]
  )
  assert.equal(await payouts(world), ['PayoutStarted', 'PayoutCompleted'])
})

test('asks its provider once, for the very amount, under a reference of ours', async () => {
  const world = await walletsWorld()
  await begin(world)
  assert.equal(await world.read('provider-acme-invoice-requests'), [
    {
      tenant: 'demo',
      reference: 'demo/alice/w1/1',
      type: 'RequestInvoice',
      amount: 3_000n,
      currency: 'EUR',
      destination: 'tok',
      method: '',
      terminal: 'default',
      pinned: null
    }
  ])
})

test('completes once, however often and under whatever keys it is said to be paid', async () => {
  const world = await walletsWorld()
  await begin(world)
  const paid = invoicePaid('demo/alice/w1/1')
  const value = world.codec.encode('provider-acme-invoice-paid', paid as never)
  for (const partition of [0, 1])
    await world.log.append([{ topic: 'provider-acme-invoice-paid', partition, key: `any-${partition}`, value }])
  await world.log.append([{ topic: 'provider-acme-invoice-paid', partition: 0, key: null, value }])
  await notify(world, paid, paid)
  assert.equal(await payouts(world), ['PayoutStarted', 'PayoutCompleted'])
  assert.equal((await world.read('wallet-changelog')).at(-1)!['balance'], { posted: 7_000n, held: 0n })
})

const wrong = {
  'the wrong amount': [{ amount: 2_999n }, 'PayoutMismatched'],
  'the wrong currency': [{ currency: 'JPY' }, 'PayoutMismatched'],
  'a reference that is not ours': [{ reference: 'INV-77' }, 'payout_not_found'],
  'a withdrawal that does not exist': [{ reference: 'demo/alice/w2/1' }, 'NotificationKept'],
  'an attempt that was not made': [{ reference: 'demo/alice/w1/2' }, 'NotificationKept'],
  'the withdrawal of another tenant': [{ tenant: 'other' }, 'payout_not_found']
} as const

for (const [what, [change, reason]] of Object.entries(wrong)) {
  test(`is not completed by a notification of ${what}, but still by the right one`, async () => {
    const world = await walletsWorld()
    await begin(world)
    await notify(world, { ...invoicePaid('demo/alice/w1/1'), ...change })
    assert.equal(await payouts(world), ['PayoutStarted', reason])
    assert.equal((await world.read('wallet-changelog')).length, 3)
    await notify(world, invoicePaid('demo/alice/w1/1'))
    assert.equal(await payouts(world), ['PayoutStarted', reason, 'PayoutCompleted'])
    assert.is((await world.read('wallet-changelog')).at(-1)!.type, 'WithdrawalCompleted')
  })
}

test('is not completed by another provider than the one that was asked', async () => {
  const world = await walletsWorld({ ids: { providers: ['acme', 'slow'] } })
  await world.send('providers', { ...provider, provider: 'slow' })
  await begin(world)
  await notify(world, invoicePaid('demo/alice/w1/1', { provider: 'slow' }))
  assert.equal(await payouts(world), ['PayoutStarted', 'provider_mismatch'])
})

test('fails, and the money is the owner\'s again, when its provider has gone meanwhile', async () => {
  const world = await walletsWorld()
  await world.service.stop()
  await world.start({ only: ['wallets'] })
  await begin(world)
  await world.service.stop()
  await world.log.append([{ topic: 'providers', partition: 0, key: 'demo/acme', value: null }])
  await world.start()
  await world.quiet()
  assert.equal(await payouts(world), ['PayoutFailed'])
  const last = (await world.read('wallet-changelog')).at(-1)!
  assert.equal(
    [last.type, last['reason'], last['balance']],
    ['WithdrawalFailed', 'no_route_found', { posted: 10_000n, held: 0n }]
  )
  assert.equal((await decided(world, createWithdrawal('again', { withdrawal: 'w2' }))).map(wordOf), [
    'provider_not_found'
  ])
})

test('completes over restarts at every step, and over wiped stores', async () => {
  for (const stores of [undefined, () => new MemoryStores()]) {
    const world = await walletsWorld()
    const restart = async (): Promise<void> => {
      await world.quiet()
      const before = digests(world)
      await world.service.stop()
      await world.start(stores === undefined ? {} : { stores: stores() })
      await world.quiet()
      assert.equal(digests(world), before)
    }
    for (const command of [openWallet(), createDeposit(), createWithdrawal()]) {
      await world.send('walletCommands', command)
      await restart()
    }
    await notify(world, invoicePaid('demo/alice/w1/1'))
    await restart()
    await notify(world, invoicePaid('demo/alice/w1/1'))
    assert.equal((await world.read('wallet-changelog')).map(wordOf), [
      'WalletOpened', 'DepositCompleted', 'WithdrawalCreated', 'WithdrawalCompleted'
    ])
    assert.equal(await payouts(world), ['PayoutStarted', 'PayoutCompleted'])
    await world.stop()
  }
})

test('two processes, one for wallets and one for withdrawals, come to the same', async () => {
  const world = await walletsWorld()
  await world.service.stop()
  const wallets = await world.start({ only: ['wallets'] })
  const withdrawals = await world.start({ only: ['withdrawals'] })
  await world.send('walletCommands', openWallet(), createDeposit(), createWithdrawal())
  while ((await world.read('provider-acme-invoice-requests')).length === 0)
    await new Promise(resolve => setTimeout(resolve, 5))
  await world.send('providerInvoicePaid', invoicePaid('demo/alice/w1/1'))
  while ((await world.read('wallet-changelog')).length < 4) await new Promise(resolve => setTimeout(resolve, 5))
  assert.is((await world.read('wallet-changelog')).at(-1)!.type, 'WithdrawalCompleted')
  assert.equal(
    [wallets, withdrawals].map(({ tasks }) => [...new Set(tasks.map(({ processor }) => processor))]),
    [['wallets'], ['withdrawals']]
  )
  await wallets.stop()
})

test.run()

/** A wallet with money, and a withdrawal from it. */
async function begin(world: World): Promise<void> {
  await world.send('walletCommands', openWallet(), createDeposit(), createWithdrawal())
  await world.quiet()
}

async function notify(world: World, ...notifications: readonly object[]): Promise<void> {
  await world.send('providerInvoicePaid', ...notifications)
  await world.quiet()
}

async function payouts(world: World): Promise<string[]> {
  const events = await world.read('withdrawal-changelog')
  // Those about references that are not ours are in partitions of their own.
  return [...events].sort((left, right) => left['at'] - right['at'] || left['revision'] - right['revision']).map(wordOf)
}
