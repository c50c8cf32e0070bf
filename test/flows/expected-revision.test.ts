import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Flat } from '../../schemas/record.ts'
import type { World } from '../support/world.ts'
import {
  alice, closeWorlds, createDeposit, createWithdrawal, decided, invoicePaid, openWallet, walletsWorld, wordOf
} from './wallets-world.ts'

const test = suite('callers who must not act on stale state')
test.after.each(closeWorlds)

test('of two who saw the same wallet, the first is heard, and the second is told that it has changed', async () => {
  const world = await walletsWorld()
  const [, seen] = await decided(world, openWallet(), createDeposit())
  const expectedRevision = seen!['revision'] as number
  // There is money for both: without what they expect, both would go through.
  const callers = ['left', 'right'].map(name =>
    createWithdrawal(name, { withdrawal: name, amount: 4_000n, expectedRevision }))
  const events = await decided(world, ...callers)
  assert.equal(events.map(event => [event['operationId'], wordOf(event), event['revision']]), [
    ['left', 'WithdrawalCreated', 3], ['right', 'revision_mismatch', 4]
  ])
  assert.is(await heldIn(world), 4_000n)

  // The second looks again, and finds that it still wants to: under a new operation id, as it was refused.
  const again = await decided(world, ...callers, createWithdrawal('right-2', {
    withdrawal: 'right', amount: 4_000n, expectedRevision: 4
  }))
  assert.equal(again.map(event => [event['operationId'], wordOf(event)]), [['right-2', 'WithdrawalCreated']])
  assert.is(await heldIn(world), 8_000n)
})

test('what processors say of a wallet counts too: who has not seen it is told', async () => {
  const world = await walletsWorld()
  const [, , created] = await decided(world, openWallet(), createDeposit(), createWithdrawal())
  const expectedRevision = created!['revision'] as number
  await world.send('providerInvoicePaid', invoicePaid('demo/alice/w1/1'))
  await world.quiet()
  const events = await decided(world, { ...alice, operationId: 'block', type: 'BlockWallet', expectedRevision })
  assert.equal(events.map(event => [wordOf(event), event['revision']]), [['revision_mismatch', 5]])
})

test('it is told before anything else that is wrong', async () => {
  const world = await walletsWorld()
  await decided(world, openWallet())
  const wrong = createDeposit('o', { amount: 0n, currency: 'XXX', expectedRevision: 7 })
  assert.equal((await decided(world, wrong)).map(wordOf), ['revision_mismatch'])
})

test('parties likewise', async () => {
  const world = await walletsWorld()
  const party = { tenant: 'demo', party: 'p-1' }
  const send = async (...commands: readonly object[]): Promise<void> => {
    await world.send('partyCommands', ...commands.map(command => ({ ...party, ...command })))
    await world.quiet()
  }
  await send({ type: 'RegisterParty', operationId: 'register' })
  await send(
    { type: 'BlockParty', operationId: 'left', expectedRevision: 1 },
    { type: 'BlockParty', operationId: 'right', expectedRevision: 1 },
    { type: 'BlockParty', operationId: 'left', expectedRevision: 3 },
    { type: 'UnblockParty', operationId: 'unblock', expectedRevision: 3 }
  )
  assert.equal((await world.read('party-changelog')).map(event => [event['operationId'], wordOf(event)]), [
    ['register', 'PartyRegistered'], ['left', 'PartyBlocked'], ['right', 'revision_mismatch'],
    ['unblock', 'PartyUnblocked']
  ])
})

test.run()

async function heldIn(world: World): Promise<bigint> {
  const events = (await world.read('wallet-changelog')).filter(event => event['balance'] !== null)
  return (events.at(-1) as Flat)['balance'].held
}
