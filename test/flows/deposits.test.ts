import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Flat } from '../../schemas/record.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { until } from '../runtime/counter-world.ts'
import { MINUTE, PayoutsWorld, SECOND } from './payouts-world.ts'
import { alice, closeWorlds, digests, wordOf } from './wallets-world.ts'

const test = suite('a pending deposit')
test.after.each(closeWorlds)

const HOUR = 60 * MINUTE

/** A wallet with money, and a source that is not authorized. */
async function waiting(): Promise<PayoutsWorld> {
  const world = await PayoutsWorld.create()
  await authorize(world, 1, false)
  return world
}

async function authorize(world: PayoutsWorld, revision: number, isAuthorized: boolean): Promise<void> {
  await world.world.send('sources', {
    type: 'Source', tenant: 'demo', source: 'payroll', revision, isAuthorized, waitMs: HOUR
  })
  await until(() => world.world.service.tables.get('sources', 'demo', 'payroll')?.revision === revision, 'the row')
}

function deposit(id = 'd1'): object {
  return {
    ...alice, type: 'CreateDeposit', operationId: `create-${id}`, source: 'payroll', amount: 5_000n, currency: 'EUR',
    deposit: id
  }
}

async function told(world: PayoutsWorld): Promise<readonly Flat[]> {
  return (await world.world.read('wallet-changelog')).slice(2)
}

/** How often the clock has asked: a command for each. */
async function asked(world: PayoutsWorld): Promise<number> {
  return (await world.world.read('wallet-commands')).filter(({ type }) => type === 'ReviewDeposit').length
}

test('completes when its source is authorized, by the row of that moment', async () => {
  const world = await waiting()
  await world.command(deposit())
  assert.equal((await told(world)).map(wordOf), ['DepositCreated'])
  assert.equal(await world.balance(), [10_000n, 0n])
  await world.pass(MINUTE)
  assert.equal((await told(world)).map(wordOf), ['DepositCreated'], 'nothing new is no event')

  await authorize(world, 2, true)
  await world.pass(MINUTE)
  const events = await told(world)
  assert.equal(events.map(event => [wordOf(event), event['sourceRevision']]),
    [['DepositCreated', 1], ['DepositCompleted', 2]])
  assert.equal(await world.balance(), [15_000n, 0n])
  await world.pass(2 * HOUR)
  assert.is((await told(world)).length, 2)
})

test('is asked less and less often, and fails in the millisecond that it says', async () => {
  const world = await waiting()
  await world.command(deposit())
  for (let second = 0; second < 64; second++) await world.pass(SECOND)
  const often = await asked(world)
  assert.ok(often >= 5 && often <= 8, `asked ${often} times in a minute`)
  await world.pass(HOUR - 64 * SECOND - 1)
  assert.equal((await told(world)).map(wordOf), ['DepositCreated'])
  await world.pass(1)
  assert.equal((await told(world)).map(wordOf), ['DepositCreated', 'DepositFailed'])
  await authorize(world, 2, true)
  await world.pass(HOUR)
  assert.equal((await told(world)).map(wordOf), ['DepositCreated', 'DepositFailed'])
  assert.equal(await world.balance(), [10_000n, 0n])
})

test('goes on after a restart, and after all was rebuilt', async () => {
  const world = await waiting()
  let revision = 1
  for (const [id, stores] of [['d1', world.world.stores], ['d2', new MemoryStores()]] as const) {
    await authorize(world, ++revision, false)
    await world.command(deposit(id))
    await world.world.service.stop()
    await world.start({ stores })
    await authorize(world, ++revision, true)
    await world.pass(MINUTE)
    assert.is((await told(world)).map(wordOf).at(-1), 'DepositCompleted')
  }
  assert.equal(await world.balance(), [20_000n, 0n])
})

test('of which many wait are completed each, and reverted no further than they came', async () => {
  const world = await waiting()
  const ids = ['d1', 'd2', 'd3']
  await world.command(...ids.map(deposit))
  await authorize(world, 2, true)
  await world.pass(SECOND)
  const revert = (id: string, part: string, amount: bigint): object => ({
    ...alice, type: 'RevertDeposit', operationId: `revert-${id}-${part}`, deposit: id, revert: part, amount,
    currency: 'EUR', reason: ''
  })
  await world.command(...ids.flatMap(id =>
    [revert(id, 'r1', 2_000n), revert(id, 'r2', 3_001n), revert(id, 'r3', 3_000n)]))
  const words = (await told(world)).map(wordOf)
  assert.equal(words.filter(word => word === 'DepositCompleted').length, 3)
  assert.equal(words.slice(-9), ids.flatMap(() => ['DepositReverted', 'amount_mismatch', 'DepositReverted']))
  assert.equal(await world.balance(), [10_000n, 0n])

  const before = digests(world.world)
  await world.world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await world.pass(0)
  assert.equal(digests(world.world), before)
})

test.run()
