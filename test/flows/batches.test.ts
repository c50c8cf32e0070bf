import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { SliceReport } from '../../runtime/context.ts'
import { partitionOf } from '../../runtime/partition.ts'
import type { Flat } from '../../schemas/record.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { opened } from '../runtime/counter-world.ts'
import { World } from '../support/world.ts'
import { alice, closeWorlds, createDeposit, decided, digests, openWallet, tenant, wordOf } from './wallets-world.ts'

const test = suite('batches of transfers')
test.after.each(closeWorlds)

const PARTITIONS = 4
const many = Array.from({ length: 400 }, (_, index) => `w${index}`)
const isBesideAlice = (wallet: string): boolean =>
  partitionOf(`demo/${wallet}`, PARTITIONS) === partitionOf('demo/alice', PARTITIONS)
const beside = many.filter(isBesideAlice).slice(0, 50)
const apart = many.filter(wallet => !isBesideAlice(wallet)).slice(0, 3)

test('between wallets of one partition are one transaction, paid or not', async () => {
  const { world, slices } = await batchesWorld([...beside])
  const paid = await batchOf(world, slices, 'b1', beside)
  assert.equal(countOf(paid), {
    BatchCreated: 1, CreditReserved: 50, ReservationRecorded: 49, BatchCompleted: 1, TransferCredited: 50
  })
  assert.equal(paid.map(({ step }) => step as number), paid.map((_, step) => step))
  assert.equal(new Set(paid.map(({ sourceOffset }) => sourceOffset as number)).size, 1)

  await decided(world, { ...alice, wallet: beside[7], operationId: 'block', type: 'BlockWallet' })
  const refused = await batchOf(world, slices, 'b2', beside)
  const { BatchFailed, CreditDeclined, CreditCancelled, BatchCompleted = 0 } = countOf(refused)
  assert.equal([BatchFailed, CreditDeclined, CreditCancelled, BatchCompleted], [1, 1, 49, 0])

  const before = digests(world)
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await world.quiet()
  assert.equal(digests(world), before)
})

test('with wallets of other partitions wait for them by way of the log', async () => {
  const { world } = await batchesWorld([...beside, ...apart])
  const commands = (await world.raw('wallet-commands')).length
  const events = await decided(world, createBatch('b1', [...beside, ...apart]))
  assert.equal(countOf(events), {
    BatchCreated: 1, CreditReserved: 53, ReservationRecorded: 52, BatchCompleted: 1, TransferCredited: 53
  })
  // The batch itself, and for each of the three a reservation, its answer, and the end.
  assert.is((await world.raw('wallet-commands')).length - commands, 1 + 3 * 3)
})

test.run()

async function batchesWorld(wallets: readonly string[]): Promise<{ world: World, slices: SliceReport[] }> {
  const slices: SliceReport[] = []
  const world = opened(await World.create({ partitions: PARTITIONS }))
  await world.send('tenants', tenant)
  await world.start({ observer: { onSlice: slice => void (slice.events > 0 && slices.push(slice)) } })
  await decided(world, openWallet(), createDeposit('d1', { amount: 100_000n }),
    ...wallets.map(wallet => openWallet('open', { wallet })))
  return { world, slices }
}

function createBatch(batch: string, wallets: readonly string[]): object {
  return {
    ...alice, operationId: batch, type: 'CreateBatch', batch, currency: 'EUR',
    transfers: wallets.map(wallet => ({ transfer: wallet, to: wallet, amount: 100n }))
  }
}

/** The events of a batch, all of which one slice has to have. */
async function batchOf(
  world: World, slices: SliceReport[], batch: string, wallets: readonly string[]
): Promise<readonly Flat[]> {
  const from = slices.length
  const events = await decided(world, createBatch(batch, wallets))
  const ofWallets = slices.slice(from).filter(slice => slice.records === 1 && slice.events === events.length)
  assert.is(ofWallets.length, 1, 'one transaction')
  return events
}

function countOf(events: readonly Flat[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const event of events) counts[wordOf(event)] = (counts[wordOf(event)] ?? 0) + 1
  return counts
}
