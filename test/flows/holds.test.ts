import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Flat } from '../../schemas/record.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { MINUTE, PayoutsWorld } from './payouts-world.ts'
import { alice, closeWorlds, digests, wordOf } from './wallets-world.ts'

const test = suite('a hold')
test.after.each(closeWorlds)

function placeHold(world: PayoutsWorld, holdId = 'h1', minutes = 10): object {
  return {
    ...alice, type: 'PlaceHold', operationId: `place-${holdId}`, holdId, counterparty: 'shop', amount: 3_000n,
    currency: 'EUR', expiresAt: minutes === 0 ? 0 : world.clock.time + minutes * MINUTE
  }
}

function postHold(operationId: string, amount = 0n): object {
  return { ...alice, type: 'PostHold', operationId, holdId: 'h1', amount }
}

async function told(world: PayoutsWorld): Promise<readonly string[]> {
  return (await changelog(world)).slice(2).map(wordOf)
}

async function changelog(world: PayoutsWorld): Promise<readonly Flat[]> {
  return await world.world.read('wallet-changelog')
}

test('is posted in parts, and expires in the millisecond that it says, once', async () => {
  const world = await PayoutsWorld.create()
  await world.command(placeHold(world), postHold('post-1', 1_000n))
  assert.equal(await world.balance(), [9_000n, 2_000n])
  await world.pass(10 * MINUTE - 1)
  assert.equal(await told(world), ['HoldPlaced', 'HoldPosted'])
  await world.pass(1)
  await world.pass(60 * MINUTE)
  assert.equal(await told(world), ['HoldPlaced', 'HoldPosted', 'HoldExpired'])
  assert.equal(await world.balance(), [9_000n, 0n])
  await world.command(postHold('post-2'))
  assert.is((await told(world)).at(-1), 'hold_already_expired')
})

test('stays for as long as nobody ends it, if it has no time', async () => {
  const world = await PayoutsWorld.create()
  await world.command(placeHold(world, 'h1', 0))
  await world.pass(400 * 24 * 60 * MINUTE)
  assert.equal(await told(world), ['HoldPlaced'])
  await world.command(postHold('post-1'))
  assert.equal(await world.balance(), [7_000n, 0n])
})

test('expires after a restart, and after all was rebuilt, if it was due meanwhile', async () => {
  const world = await PayoutsWorld.create()
  for (const [holdId, stores] of [['h1', world.world.stores], ['h2', new MemoryStores()]] as const) {
    await world.command(placeHold(world, holdId))
    await world.world.service.stop()
    world.clock.time += 11 * MINUTE
    await world.start({ stores })
    await world.pass(0)
    assert.is((await told(world)).at(-1), 'HoldExpired')
    assert.equal(await world.balance(), [10_000n, 0n])
  }
  assert.equal(await told(world), ['HoldPlaced', 'HoldExpired', 'HoldPlaced', 'HoldExpired'])
})

test('is the same again when it is rebuilt from the changelog', async () => {
  const world = await PayoutsWorld.create()
  await world.command(placeHold(world), placeHold(world, 'h2', 0), postHold('post-1', 1_000n))
  await world.pass(10 * MINUTE)
  const before = digests(world.world)
  await world.world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await world.pass(0)
  assert.equal(digests(world.world), before)
})

test.run()
