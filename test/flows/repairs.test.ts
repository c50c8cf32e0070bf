import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { FollowUp } from '../../processors/decider.ts'
import type { Topology } from '../../runtime/topology.ts'
import type { Flat } from '../../schemas/record.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import type { World } from '../support/world.ts'
import { topology } from '../../topology.ts'
import {
  alice, closeWorlds, createDeposit, decided, digests, openWallet, walletsWorld, wordOf
} from './wallets-world.ts'

/** What one wallet tells another is lost, and nobody would ever hear of it again. */
const test = suite('a repair')
test.after.each(closeWorlds)

const bob = { tenant: 'demo', wallet: 'bob' }
const transfer = {
  ...alice, operationId: 'send', type: 'CreateTransfer', transfer: 't1', to: 'bob', amount: 4_000n, currency: 'EUR'
}
const repair = {
  ...alice, type: 'RepairTransfer', transfer: 't1', author: 'Ada', reason: 'OPS-7', approver: ''
}
const retry = { ...repair, operationId: 'retry', outcome: 'retry', hold: 'keep', isForced: true }

/** A world in which a transfer waits, and which loses nothing any more. */
async function stuckWorld(lost: string): Promise<World> {
  const world = await walletsWorld({ topology: losing(lost) })
  await decided(world, openWallet(), openWallet('open', bob), createDeposit())
  await decided(world, transfer)
  await world.service.stop()
  await world.start({ topology })
  await world.quiet()
  return world
}

/** The service as it is, but for one kind of command that is never sent. */
function losing(type: string): Topology {
  const { wallets } = topology.processors
  const react = (event: never, rows: never): readonly FollowUp[] =>
    wallets.decider.react!(event, rows).filter(({ record }) => record.type !== type)
  const decider = { ...wallets.decider, react }
  const processors = { ...topology.processors, wallets: { ...wallets, decider } }
  return { ...topology, processors } as unknown as Topology
}

test('brings a transfer to its end whose other wallet was never asked', async () => {
  const world = await stuckWorld('CreditTransfer')
  const early = { ...retry, operationId: 'early', isForced: false }
  assert.equal(wordsOf(await decided(world, early)), ['process_not_stuck'])
  assert.equal(wordsOf(await decided(world, retry)), ['TransferCompleted', 'TransferCredited', 'TransferRepaired'])
  assert.equal(wordsOf(await decided(world, retry)), [], 'sent again it is nothing new')
  assert.equal(wordsOf(await decided(world, { ...retry, operationId: 'again' })), ['transfer_already_completed'])
  assert.is(await onItsWay(world), 0n)
  await restored(world)
})

test('of a transfer whose other wallet has the money and could not say so ends it by hand', async () => {
  const world = await stuckWorld('CompleteTransfer')
  assert.equal(wordsOf(await decided(world, retry)), ['TransferRepaired'], 'who has answered does not answer again')
  const complete = { ...retry, operationId: 'complete', outcome: 'complete', hold: 'post' }
  const [event] = await decided(world, complete)
  assert.equal(event?.['balance'], { posted: 6_000n, held: 0n })
  assert.is(await onItsWay(world), 0n)
  await restored(world)
})

test('that gave back what had arrived is put right by an adjustment', async () => {
  const world = await stuckWorld('CompleteTransfer')
  const fail = { ...retry, operationId: 'fail', outcome: 'fail', hold: 'release' }
  await decided(world, fail)
  assert.is(await onItsWay(world), -4_000n, 'the money is there twice, and the books show it')
  const adjust = { ...alice, operationId: 'adjust', type: 'AdjustTransfer', transfer: 't1', status: 'completed' }
  await decided(world, { ...adjust, author: 'Ada', reason: 'OPS-8' })
  assert.is(await onItsWay(world), 0n)
  await restored(world)
})

test.run()

function wordsOf(events: readonly Flat[]): readonly string[] {
  return events.map(wordOf).sort()
}

/** What left one wallet and is in no other. */
async function onItsWay(world: World): Promise<bigint> {
  let sum = 0n
  for (const event of await world.read('wallet-changelog')) {
    for (const { debit, credit, amount } of (event['postings'] ?? []) as readonly Record<string, never>[]) {
      if (credit === 'transit/transfers') sum += amount!
      if (debit === 'transit/transfers') sum -= amount!
    }
  }
  return sum
}

/** The log alone says the same. */
async function restored(world: World): Promise<void> {
  const before = digests(world)
  await world.service.stop()
  await world.start({ topology, stores: new MemoryStores() })
  await world.quiet()
  assert.equal(digests(world), before)
}
