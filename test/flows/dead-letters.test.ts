import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { partitionOf } from '../../runtime/partition.ts'
import type { World } from '../support/world.ts'
import {
  alice, closeWorlds, createDeposit, decided, invoicePaid, openWallet, walletsWorld, wordOf
} from './wallets-world.ts'

const test = suite('dead letters of the wallets')
test.after.each(closeWorlds)

const home = partitionOf('demo/alice', 2)

for (const [what, key] of [
  ['another wallet', 'demo/bob'],
  ['another tenant', 'other/alice'],
  ['the wallet alone', 'alice'],
  ['another order', 'alice/demo'],
  ['other letters', 'Demo/Alice'],
  ['nothing', null]
] as const) {
  test(`a key that does not match the payload's tenant and wallet but says ${what}: key_mismatch`, async () => {
    const world = await walletsWorld()
    await decided(world, openWallet())
    const value = world.codec.encode('wallet-commands', createDeposit() as never)
    await world.log.append([
      { topic: 'wallet-commands', partition: key === null ? home : partitionOf(key, 2), key, value }
    ])
    await world.quiet()
    assert.equal(await letters(world, 'wallet-commands'), ['key_mismatch'])
    assert.equal((await decided(world, createDeposit())).map(wordOf), ['DepositCompleted'])
  })
}

test('the wrong partition for its key: wrong_partition', async () => {
  const world = await walletsWorld()
  const value = world.codec.encode('wallet-commands', openWallet() as never)
  await world.log.append([{ topic: 'wallet-commands', partition: 1 - home, key: 'demo/alice', value }])
  await world.quiet()
  assert.equal(await letters(world, 'wallet-commands'), ['wrong_partition'])
  assert.equal((await decided(world, openWallet())).map(wordOf), ['WalletOpened'])
})

test('a provider\'s notification that cannot be read is one, and the payouts go on', async () => {
  const world = await walletsWorld()
  const good = world.codec.encode('provider-acme-invoice-paid', invoicePaid('nonsense') as never)
  const values = [null, Buffer.from('it was paid'), good.subarray(0, -2), Buffer.concat([good, good]), good]
  await world.log.append(
    values.map(value => ({ topic: 'provider-acme-invoice-paid', partition: 1, key: 'theirs', value }))
  )
  await world.quiet()
  assert.equal(await letters(world, 'withdrawal-commands'), [
    'empty',
    'wrong_magic_byte',
    'undecodable',
    'trailing_bytes'
  ])
  const events = await world.read('withdrawal-changelog')
  assert.equal(events.map(wordOf).sort(), [
    'empty',
    'payout_not_found',
    'trailing_bytes',
    'undecodable',
    'wrong_magic_byte'
  ])
  assert.equal(
    events
      .filter(({ type }) => type === 'RecordDeadLettered')
      .map(({ sourceTopic, sourceOffset }) => [sourceTopic, sourceOffset]),
    [0, 1, 2, 3].map(offset => ['provider-acme-invoice-paid', offset])
  )
})

test('nothing valid is ever one', async () => {
  const world = await walletsWorld()
  const operations = Array.from({ length: 200 }, (_, index) =>
    createDeposit(`o${index}`, { wallet: `wallet-${index % 20}`, amount: BigInt(index - 50) })
  )
  await decided(world, openWallet(), ...operations, { ...alice, operationId: 'x', type: 'CloseWallet' })
  for (const topic of ['wallet-commands', 'withdrawal-commands']) assert.equal(await letters(world, topic), [])
  assert.is((await world.read('wallet-changelog')).length, 202)
})

test.run()

/** The reasons of a topic's dead letters. */
async function letters(world: World, topic: string): Promise<string[]> {
  return (await world.raw(`${topic}-dead-letters`)).map(({ headers }) => String(headers['x-reason-code']))
}
