import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { LimitPolicy, Plain } from '../../schemas/generated.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { policyOf } from '../support/plans.ts'
import type { World } from '../support/world.ts'
import {
  closeWorlds, createDeposit, createWithdrawal, decided, digests, openWallet, tenant, walletsWorld, wordOf
} from './wallets-world.ts'

const test = suite('limits of wallets')
test.after.each(closeWorlds)

const upper = { value: 100n, isInclusive: true }

for (const [what, policy] of [
  ['that has 200 and must keep 100', { measure: 'balance', lower: { value: 100n, isInclusive: true } }],
  ['that may pay out 100 a year', { measure: 'turnover', period: 'year', operations: ['withdrawal'], upper }],
  ['that may pay out once a year',
    { measure: 'count', period: 'year', operations: ['withdrawal'], upper: { value: 2n, isInclusive: false } }]
] as const) {
  test(`of two withdrawals of 60 from a wallet ${what} exactly one is accepted, in one slice or two`, async () => {
    const world = await worldWith(policy)
    await decided(world, openWallet(), createDeposit('deposit', { amount: 200n }))
    const callers = ['left', 'right'].map(name => createWithdrawal(name, { withdrawal: name, amount: 60n }))
    assert.equal((await decided(world, ...callers)).map(wordOf), ['WithdrawalCreated', 'limit_exceeded'])
    const [refused] = await decided(world, createWithdrawal('third', { withdrawal: 'third', amount: 60n }))
    assert.is(wordOf(refused!), 'limit_exceeded')
    assert.equal(refused!['balance'], { posted: 200n, held: 60n })
    const { limit, measure } = refused!['walletLimit'] as Plain<LimitPolicy>
    assert.equal([limit, measure], ['limit', policy.measure])
  })
}

test('what was used is known after a restart, with stores or without, wherever the tenant is by then', async () => {
  const policy = { measure: 'turnover', period: 'year', operations: ['withdrawal'], upper } as const
  const world = await worldWith(policy)
  const withdraw = async (name: string, amount: bigint): Promise<readonly string[]> =>
    (await decided(world, createWithdrawal(name, { withdrawal: name, amount }))).map(wordOf)
  await decided(world, openWallet(), createDeposit())
  assert.equal(await withdraw('first', 60n), ['WithdrawalCreated'])

  await world.send('tenants', { ...demo(policy), timeZone: 'Pacific/Pago_Pago', revision: 3 })
  for (const [name, stores] of [['same', world.stores], ['new', new MemoryStores()]] as const) {
    const before = digests(world)
    await world.service.stop()
    await world.start({ stores })
    await world.quiet()
    assert.equal(digests(world), before)
    assert.equal(await withdraw(`too-much-${name}`, 41n), ['limit_exceeded'])
  }
  assert.equal(await withdraw('rest', 40n), ['WithdrawalCreated'])
})

test.run()

function demo(policy: Partial<Plain<LimitPolicy>>): object {
  return { ...tenant, limits: [policyOf(policy)] }
}

async function worldWith(policy: Partial<Plain<LimitPolicy>>): Promise<World> {
  const world = await walletsWorld()
  await world.send('tenants', { ...demo(policy), revision: 2 })
  await world.quiet()
  return world
}
