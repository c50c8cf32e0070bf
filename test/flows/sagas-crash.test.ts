import { randomUUID } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import type { Flat } from '../../schemas/record.ts'
import type { Digest } from '../../state/store.ts'
import { opened } from '../runtime/counter-world.ts'
import { HandClock } from '../runtime/egg-world.ts'
import { Crash, CrashingLog, crashingStores, stepsOf, stepsOfSlice } from '../support/crash.ts'
import { beginnings, PARTITIONS, sagas, tenantRow, type Saga, type Sent } from '../support/sagas.ts'
import { World } from '../support/world.ts'
import { closeWorlds, digests, wordOf } from './wallets-world.ts'

const test = suite('a crash on the embedded log')
test.after.each(closeWorlds)

for (const saga of sagas) {
  test(`at any step of ${saga.name} ends in the same state as no crash`, async () => {
    const calm = await stateAfter(saga, new Crash(Infinity))
    assert.equal(calm.words, saga.words)

    const died = await stepsOf(async (crash, step) => {
      const state = await stateAfter(saga, crash)
      assert.equal(state, calm, `after ${step} steps, ${crash.died ?? 'alive'}`)
    })
    const slices = saga.words.length
    assert.equal(died.slice().sort(), Array.from({ length: slices }, () => stepsOfSlice).flat().sort(),
      'it died once at each step of each slice')
  })
}

test.run()

/** Those that have part in a saga. Accounts are summed beside. */
const only = ['wallets', 'withdrawals', 'terminals', 'parties'] as const

interface State {
  readonly words: readonly string[]
  readonly events: readonly Flat[]
  readonly digests: Readonly<Record<string, Digest>>
}

/** Runs a saga in a process that may die, and goes on in another one. */
async function stateAfter({ given, commands, wallets }: Saga, crash: Crash): Promise<State> {
  const clock = new HandClock()
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), clock)
  const world = opened(await World.create({ log, partitions: PARTITIONS, ids: {} }))
  await world.send('tenants', tenantRow)
  await world.start({ clock, only, log: new CrashingLog(log, crash), stores: crashingStores(world.stores, crash) })
  for (const sent of [beginnings(), ...given('w')]) {
    await sendAll(world, sent)
    await world.quiet()
  }
  const before = await eventsOf(world, wallets('w'))

  crash.arm()
  await sendAll(world, commands('w'))
  await restsOrDies(world, crash)
  if (crash.died !== undefined) {
    await world.service.stop()
    await world.start({ clock, only })
    await world.quiet()
  }
  const events = (await eventsOf(world, wallets('w'))).flatMap((those, index) => those.slice(before[index]!.length))
  return { words: events.map(wordOf), events, digests: digests(world) }
}

async function sendAll(world: World, all: readonly Sent[]): Promise<void> {
  for (const [to, command] of all) await world.send(to, command)
}

async function restsOrDies(world: World, crash: Crash): Promise<void> {
  for (let calm = 0; calm < 2 && crash.died === undefined;) {
    calm = await world.service.idle() ? calm + 1 : 0
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

/** Those of each changelog, and of each wallet. */
async function eventsOf(world: World, wallets: readonly string[]): Promise<readonly (readonly Flat[])[]> {
  const [parties, own, payouts] = await Promise.all(
    ['party-changelog', 'wallet-changelog', 'withdrawal-changelog'].map(name => world.read(name)))
  return [parties!, ...wallets.map(wallet => own!.filter(event => event['wallet'] === wallet)), payouts!]
}
