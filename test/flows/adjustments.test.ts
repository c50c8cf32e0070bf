import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { MemoryStores } from '../../state/memory-store.ts'
import {
  alice, closeWorlds, createDeposit, createWithdrawal, decided, digests, invoicePaid, openWallet, walletsWorld, wordOf
} from './wallets-world.ts'

const test = suite('an adjustment')
test.after.each(closeWorlds)

const said = { status: 'failed', author: 'operations', reason: 'ticket 1' }
const bob = { tenant: 'demo', wallet: 'bob' }
const hold = { type: 'PlaceHold', ...alice, counterparty: 'shop', currency: 'EUR', amount: 4_000n }

test('that leaves less than nothing stops no partition: the wallet goes on, and so does the next one', async () => {
  const world = await walletsWorld()
  await decided(world, openWallet(), openWallet('open', bob), createDeposit('deposit', { deposit: 'd1' }))
  await decided(world, createWithdrawal(), { ...hold, operationId: 'hold-1', holdId: 'h1' },
    { ...hold, operationId: 'hold-2', holdId: 'h2', amount: 1_000n })

  const adjust = { type: 'AdjustDeposit', ...alice, operationId: 'adjust', deposit: 'd1', ...said }
  const [gone] = await decided(world, adjust)
  assert.equal(gone?.['balance'], { posted: 0n, held: 8_000n })
  await world.send('providerInvoicePaid', invoicePaid('demo/alice/w1/1'))
  const events = await decided(world,
    { type: 'PostHold', ...alice, operationId: 'post', holdId: 'h1' },
    { type: 'ReleaseHold', ...alice, operationId: 'release', holdId: 'h2' },
    createWithdrawal('more', { withdrawal: 'w2', amount: 1n }),
    { type: 'CloseWallet', ...alice, operationId: 'close' },
    createDeposit('next', { amount: 7_001n }),
    createWithdrawal('again', { withdrawal: 'w3', amount: 1n }))
  assert.equal(events.filter(({ wallet }) => wallet === 'alice').map(wordOf).sort(), [
    'DepositCompleted', 'HoldPosted', 'HoldReleased', 'WithdrawalCompleted', 'WithdrawalCreated', 'insufficient_funds',
    'wallet_not_empty'
  ])
  assert.equal((await decided(world, createDeposit('deposit', bob))).map(wordOf), ['DepositCompleted'])

  const before = digests(world)
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await world.quiet()
  assert.equal(digests(world), before, 'and the log alone says the same')
})

test.run()
