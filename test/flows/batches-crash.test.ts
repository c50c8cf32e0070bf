import { randomUUID } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { partitionOf } from '../../runtime/partition.ts'
import type { Flat } from '../../schemas/record.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { emptyStores, fold } from '../processors/domain.ts'
import type { Flat as Event, Stores } from '../processors/domain.ts'
import { opened } from '../runtime/counter-world.ts'
import { HandClock } from '../runtime/egg-world.ts'
import { Crash, CrashingLog, crashingStores, stepsOf, stepsOfSlice } from '../support/crash.ts'
import { World } from '../support/world.ts'
import { closeWorlds, createDeposit, digests, openWallet, tenant, wordOf } from './wallets-world.ts'

/**
 * The process dies at every step of a batch between wallets in three partitions, and another one goes on. In which
 * order the wallets answer is left to chance, so it is not always the same events; but always the same end.
 */
const test = suite('a crash within a batch')
test.after.each(closeWorlds)

const PARTITIONS = 3

test('ends with all wallets paid when all take it', async () => {
  const events = ['BatchCreated', 'CreditReserved', 'ReservationRecorded', 'BatchCompleted', 'TransferCredited']
  const died = await dieAtEveryStep(() => [], apart, { events, posted: [8_000n, 1_000n, 1_000n], batch: 'completed' })
  assert.ok(died.length >= stepsOfSlice.length * 6, `it died ${died.length} times`)
})

test('ends with no wallet paid when one does not', async () => {
  const block = ({ paid: [, wallet] }: People) =>
    [{ type: 'BlockWallet', tenant: 'demo', wallet, operationId: 'block' }]
  const events = ['BatchCreated', 'CreditDeclined', 'BatchFailed']
  const died = await dieAtEveryStep(block, apart, { events, posted: [10_000n, 0n, 0n], batch: 'failed' })
  assert.ok(died.length >= stepsOfSlice.length * 4, `it died ${died.length} times`)
})

test('is one transaction where all its wallets are in one partition', async () => {
  const events = ['BatchCreated', 'BatchCompleted', 'TransferCredited']
  const outcome = { events, posted: [8_000n, 1_000n, 1_000n], batch: 'completed' } as const
  const died = await dieAtEveryStep(() => [], [1, 1, 1], outcome)
  assert.equal(died, stepsOfSlice)
})

test.run()

/** Wallets of one life. */
interface People { readonly payer: string, readonly paid: readonly string[] }

interface Outcome {
  /** Types that there have to be. */
  readonly events: readonly string[]
  /** Of each wallet; the one that pays is the first. */
  readonly posted: readonly bigint[]
  readonly batch: 'completed' | 'failed'
}

/** The partitions of the wallets, the one that pays first. One transaction may still take several answers. */
const apart = [0, 1, 2]

/**
 * Each life has wallets and a batch of its own, and first ends what the one before has left.
 *
 * @returns where it died, life by life
 */
async function dieAtEveryStep(
  before: (people: People) => readonly object[], partitions: readonly number[], outcome: Outcome
): Promise<readonly string[]> {
  const clock = new HandClock()
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), clock)
  const world = opened(await World.create({ log, partitions: PARTITIONS, ids: {} }))
  await world.send('tenants', tenant)
  const died = await stepsOf(async (crash, step) => {
    await world.start({ clock, only, log: new CrashingLog(log, crash), stores: crashingStores(world.stores, crash) })
    await live(world, crash, peopleIn(partitions, step), before)
    await world.service.stop()
  })
  await world.start({ clock, only })
  await world.quiet()

  const events = await world.read('wallet-changelog')
  for (const [step, how] of [...died, 'alive'].entries()) {
    checkOutcome(events, peopleIn(partitions, step), outcome, `after ${step} steps, ${how}`)
  }
  await checkStores(world)
  assert.equal([...new Set(died)].sort(), [...stepsOfSlice].sort())
  return died
}

/** A batch in a process that may die. */
async function live(
  world: World, crash: Crash, people: People, before: (people: People) => readonly object[]
): Promise<void> {
  const { payer, paid } = people
  await world.send('walletCommands', ...[payer, ...paid].map(wallet => openWallet('open', { wallet })))
  await world.send('walletCommands', createDeposit('deposit', { wallet: payer }), ...before(people))
  await world.quiet()

  crash.arm()
  await world.send('walletCommands', {
    type: 'CreateBatch', tenant: 'demo', wallet: payer, operationId: 'batch', batch: 'b-1', currency: 'EUR',
    transfers: paid.map(to => ({ transfer: `to-${to}`, to, amount: 1_000n }))
  })
  await restsOrDies(world, crash)
}

const only = ['wallets'] as const

async function restsOrDies(world: World, crash: Crash): Promise<void> {
  for (let calm = 0; calm < 2 && crash.died === undefined;) {
    calm = await world.service.idle() ? calm + 1 : 0
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

function checkOutcome(
  all: readonly Flat[], { payer, paid }: People, { events: expected, posted, batch }: Outcome, told: string
): void {
  const events = all.filter(({ wallet }) => [payer, ...paid].includes(wallet as string))
  const seen = new Set(events.map(wordOf))
  assert.equal(expected.filter(type => !seen.has(type)), [], told)
  const names = events.map(({ wallet, operationId }) => `${wallet} ${operationId}`)
  assert.is(new Set(names).size, names.length, `every operation has one event, ${told}`)

  const rows = emptyStores()
  for (const event of events) fold(rows, 'wallets', event as unknown as Event)
  const wallets = [payer, ...paid].map(wallet => rows.wallets.get(`demo/${wallet}`)!)
  assert.equal(wallets.map(row => row.posted), posted, told)
  for (const { held, incoming } of wallets) assert.equal([held, incoming], [0n, 0n], told)
  assert.is(rows.batches.get(`demo/${payer}/b-1`)!.status, batch, told)
  assert.is(transitOf(events), 0n, told)
  assert.not([...rows.credits.values()].some(isLeft(batch)), told)
}

/** Whether a wallet has something that the end of the batch should have ended. */
function isLeft(batch: 'completed' | 'failed'): (credit: Credit) => boolean {
  return ({ status }) => status !== (batch === 'completed' ? 'credited' : 'cancelled')
}

type Credit = Stores['credits'] extends Map<string, infer Row> ? Row : never

function transitOf(events: readonly Flat[]): bigint {
  const moved = events
    .flatMap(event => (event['postings'] ?? []) as readonly { debit: string, credit: string, amount: bigint }[])
  return moved.reduce((sum, { debit, credit, amount }) =>
    sum + (credit === transit ? amount : 0n) - (debit === transit ? amount : 0n), 0n)
}

const transit = 'transit/transfers'

/** What was written by those who died and those who went on is what a restore makes of the changelog. */
async function checkStores(world: World): Promise<void> {
  const before = digests(world)
  await world.service.stop()
  await world.start({ only, stores: new MemoryStores() })
  await world.quiet()
  assert.equal(digests(world), before)
}

function peopleIn(partitions: readonly number[], step: number): People {
  const [payer, ...paid] = partitions.map((partition, index) => walletIn(partition, step, index))
  return { payer: payer!, paid }
}

/** A wallet that lives in this partition, another one for each life and each place in it. */
function walletIn(partition: number, step: number, place: number): string {
  for (let number = 0; ; number++) {
    const name = `w${step}-${place}-${number}`
    if (partitionOf(`demo/${name}`, PARTITIONS) === partition) return name
  }
}
