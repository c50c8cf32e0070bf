import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { MemoryStores } from '../../state/memory-store.ts'
import type { World } from '../support/world.ts'
import {
  closeWorlds, createDeposit, createWithdrawal, decided, digests, openWallet, walletsWorld, wordOf
} from './wallets-world.ts'

const test = suite('the same operation id again')
test.after.each(closeWorlds)

const commands = [
  openWallet(),
  createDeposit(),
  createWithdrawal(),
  createDeposit('too-much', { amount: 2n ** 63n - 1n })
]
const answers = ['WalletOpened', 'DepositCompleted', 'WithdrawalCreated', 'balance_over_limit']

test('with the same parameters: no new event, of what went through and of what was refused', async () => {
  await everywhere(async world => {
    assert.equal(await decided(world, ...commands, ...commands), [])
    assert.is((await world.read('wallet-changelog')).length, commands.length)
  })
})

test('with other parameters: a refusal naming the differing fields, once', async () => {
  const conflicts = [
    [openWallet('open', { currency: 'JPY' }), ['currency']],
    [createDeposit('deposit', { amount: 10_001n }), ['amount']],
    [createDeposit('deposit', { amount: 1n, source: 'card', currency: 'JPY' }), ['source', 'amount', 'currency']],
    [createWithdrawal('withdraw', { destination: '' }), ['destination']],
    [{ ...openWallet('deposit'), type: 'BlockWallet' }, ['type']],
    [createDeposit('too-much', { amount: 1n }), ['amount']]
  ] as const
  const expected = conflicts.map(([, fields]) => ['operation_id_reused', fields])
  let runs = 0
  await everywhere(async world => {
    const events = await decided(
      world,
      ...conflicts.map(([command]) => command),
      ...conflicts.map(([command]) => command)
    )
    assert.equal(
      events.map(event => [wordOf(event), event['fields']]),
      runs++ === 0 ? expected : []
    )
  })
  assert.is(runs, 3)
})

test('in another wallet, or of another tenant: another operation', async () => {
  const world = await walletsWorld()
  await world.send('tenants', {
    type: 'Tenant',
    tenant: 'other',
    revision: 1,
    currencies: [{ code: 'EUR', exponent: 2 }]
  })
  const events = await decided(
    world,
    ...['demo', 'other'].flatMap(tenant => ['alice', 'bob'].map(wallet => openWallet('o', { tenant, wallet })))
  )
  assert.equal(
    events.map(({ type, revision }) => [type, revision]),
    new Array(4).fill(['WalletOpened', 1])
  )
})

test.run()

/** Once the commands are answered: at once, after a restart, and after a restart without stores. */
async function everywhere(check: (world: World) => Promise<void>): Promise<void> {
  const world = await walletsWorld()
  assert.equal((await decided(world, ...commands)).map(wordOf), answers)
  await check(world)
  const before = digests(world)
  for (const stores of [world.stores, new MemoryStores()]) {
    await world.service.stop()
    await world.start({ stores })
    await world.quiet()
    assert.equal(digests(world), before)
    await check(world)
  }
  await world.stop()
}
