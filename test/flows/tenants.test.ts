import { randomUUID } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import type { Topology } from '../../runtime/topology.ts'
import type { Flat } from '../../schemas/record.ts'
import { topology } from '../../topology.ts'
import { closeWorlds, opened } from '../runtime/counter-world.ts'
import { HandClock } from '../runtime/egg-world.ts'
import { World, type WorldOptions } from '../support/world.ts'
import { createDeposit, decided, digests, openWallet, provider, tenant, wordOf } from './wallets-world.ts'

const test = suite('tenants at runtime')
test.after.each(closeWorlds)

const euro = [{ code: 'EUR', exponent: 2 }]
const yen = [{ code: 'JPY', exponent: 0 }]
const byDefault = { ...tenant, tenant: '*', revision: 3, currencies: yen }

test('a tenant announces itself, and its next command is decided by what it said', async () => {
  const world = await tenantsWorld()
  assert.equal((await decided(world, openWallet('o1'))).map(wordOf), ['tenant_not_found'])
  await world.send('tenantCommands', announce('a1'))
  await world.quiet()
  const [event] = await decided(world, openWallet('o2'))
  assert.equal([event!.type, event!['tenantRevision']], ['WalletOpened', 1])
})

test('a command is never refused for want of a row whose announcement was answered, 30 times', async () => {
  const world = await tenantsWorld()
  for (let time = 0; time < 30; time++) {
    await world.send('tenantCommands', announce('a', { tenant: `t${time}` }))
    while ((await announcements(world)).length <= time) await new Promise(resolve => setTimeout(resolve, 1))
    await world.send('walletCommands', openWallet('o', { tenant: `t${time}` }))
  }
  await world.quiet()
  assert.equal((await world.read('wallet-changelog')).map(wordOf), new Array(30).fill('WalletOpened'))
})

test('to announce it again changes nothing, and a change is counted', async () => {
  const world = await tenantsWorld()
  await announced(world, announce('a1'), announce('a1'))
  await announced(world, announce('a2'))
  await announced(world, announce('a3', { currencies: yen }))
  assert.equal(await announcements(world), [['a1', 1, true], ['a2', 1, false], ['a3', 2, true]])
  assert.equal((await world.read('tenants')).map(({ revision }) => revision), [1, 2])
})

test('announcements of one slice follow each other', async () => {
  const world = await tenantsWorld({}, { isStopped: true })
  await world.send('tenantCommands', announce('a1'), announce('a2'), announce('a3', { currencies: yen }),
    announce('a4', { expectedRevision: 1 }), announce('a5', { expectedRevision: 2 }))
  await world.start()
  await world.quiet()
  assert.equal(await announcements(world), [
    ['a1', 1, true], ['a2', 1, false], ['a3', 2, true], ['a4', 'tenant_revision_mismatch'], ['a5', 3, true]
  ])
  assert.equal(world.service.tables.get('tenants', 'demo').currencies, euro)
})

test('what an operator puts in between counts', async () => {
  const world = await tenantsWorld()
  await announced(world, announce('a1'))
  await world.send('tenants', { ...tenant, revision: 2, currencies: yen })
  await announced(world, announce('a2', { expectedRevision: 1 }))
  await announced(world, announce('a3', { currencies: yen }))
  await announced(world, announce('a4'))
  assert.equal(await announcements(world), [
    ['a1', 1, true], ['a2', 'tenant_revision_mismatch'], ['a3', 2, false], ['a4', 3, true]
  ])
})

test('announcements come back from the changelog as they were', async () => {
  const world = await tenantsWorld()
  await announced(world, announce('a1'))
  await announced(world, announce('a2', { currencies: yen }), announce('a3', { attemptsMax: 0 }))
  await decided(world, openWallet('o', { currency: 'JPY' }))
  const before = digests(world)
  await world.service.stop()
  world.stores.disks.clear()
  await world.start()
  await world.quiet()
  assert.equal(digests(world), before)
})

test('an unknown tenant is admitted by the default row, and its own row comes before it', async () => {
  const world = await tenantsWorld()
  await world.send('tenants', byDefault)
  const events = await decided(world, openWallet('o1', { currency: 'JPY' }), openWallet('o2', { tenant: 'nobody' }))
  assert.equal(events.map(event => [wordOf(event), event['tenantRevision']]).sort(),
    [['WalletOpened', 3], ['currency_not_found', undefined]])

  await announced(world, announce('a1'))
  const [opening, deposit] = await decided(world, openWallet('o3', { wallet: 'bob' }), createDeposit('d1', {
    wallet: 'bob', currency: 'JPY'
  }))
  assert.equal([opening!['tenantRevision'], wordOf(deposit!)], [1, 'currency_not_found'])
})

test('what the default row admits is decided once: a second look that finds nothing changes nothing', async () => {
  let times = 0
  const { wallets } = topology.processors
  const decider: typeof wallets.decider = { ...wallets.decider, decide: (...input) => {
    times++
    return wallets.decider.decide(...input)
  } }
  const counting: Topology = { ...topology, processors: { ...topology.processors, wallets: { ...wallets, decider } } }
  const world = await tenantsWorld({ topology: counting })
  await world.send('tenants', byDefault)
  await world.quiet()
  await decided(world, openWallet('o1', { currency: 'JPY' }))
  assert.is(times, 1)
})

test('beyond the quota of a second, and of a partition, commands are refused', async () => {
  const clock = new HandClock()
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), clock)
  const world = await tenantsWorld({ log, partitions: 1 }, { clock })
  await world.send('tenants', { ...tenant, operationsPerSecond: 3 }, { ...tenant, tenant: 'calm' })
  clock.time = Math.ceil(clock.time / 1_000) * 1_000
  const deposits = (from: number, of = 'demo'): readonly object[] =>
    Array.from({ length: 4 }, (_, index) => createDeposit(`d${from + index}`, { tenant: of }))
  await world.send('walletCommands', openWallet(), ...deposits(0), openWallet('open', { tenant: 'calm' }),
    ...deposits(0, 'calm'))
  await world.quiet()
  clock.time += 999
  await world.send('walletCommands', ...deposits(4))
  await world.quiet()
  clock.time += 1
  await world.send('walletCommands', ...deposits(8))
  await world.quiet()

  const events = await world.read('wallet-changelog')
  const words = (of: string): readonly string[] => events.filter(event => event['tenant'] === of).map(wordOf)
  assert.equal(words('demo'), [
    'WalletOpened', ...of('DepositCompleted', 2), ...of('rate_exceeded', 6), ...of('DepositCompleted', 3),
    'rate_exceeded'
  ])
  assert.equal(words('calm'), ['WalletOpened', ...of('DepositCompleted', 4)])
})

test('an operation is remembered for as long as its tenant says: for ever, if it says nothing', async () => {
  const clock = new HandClock()
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), clock)
  const world = await tenantsWorld({ log, partitions: 1 }, { clock })
  await world.send('tenants', { ...tenant, operationRetentionMs: 60_000 }, { ...tenant, tenant: 'calm' })
  const all = (...ids: readonly string[]): readonly object[] =>
    ['demo', 'calm'].flatMap(tenant => ids.map(id => createDeposit(id, { tenant })))
  await world.send('walletCommands', openWallet(), openWallet('open', { tenant: 'calm' }), ...all('d1'))
  await world.quiet()
  clock.time += 60_000
  await world.send('walletCommands', ...all('d1'))
  await world.quiet()
  clock.time += 1
  await world.send('walletCommands', ...all('d2', 'd1', 'd2'))
  await world.quiet()

  const events = await world.read('wallet-changelog')
  const ids = (of: string): readonly string[] =>
    events.filter(event => event['tenant'] === of).map(event => event['operationId'] as string)
  assert.equal(ids('demo'), ['open', 'd1', 'd2', 'd1'])
  assert.equal(ids('calm'), ['open', 'd1', 'd2'])
  // What has a life of its own is not made twice all the same: its row knows it.
  assert.equal((await decided(world, openWallet())).map(wordOf), ['wallet_already_exists'])
})

test.run()

async function tenantsWorld(
  options: WorldOptions = {}, { clock, isStopped = false }: { clock?: HandClock, isStopped?: boolean } = {}
): Promise<World & { stores: { disks: Map<string, unknown> } }> {
  const world = opened(await World.create(options))
  await world.send('providers', provider)
  if (!isStopped) await world.start(clock && { clock })
  return world as World & { stores: { disks: Map<string, unknown> } }
}

function announce(operationId: string, changes: object = {}): object {
  const { type, revision, ...row } = tenant
  return { ...row, type: 'AnnounceTenant', operationId, currencies: euro, ...changes }
}

async function announced(world: World, ...commands: readonly object[]): Promise<void> {
  await world.send('tenantCommands', ...commands)
  await world.quiet()
}

/** Of each answer its operation, and the revision and whether it was a change, or why it was refused. */
async function announcements(world: World): Promise<readonly (readonly unknown[])[]> {
  return (await world.read('tenant-changelog')).map((event: Flat) => event.type === 'TenantAnnounced'
    ? [event['operationId'], (event['row'] as Flat)['revision'], event['isChanged']]
    : [event['operationId'], wordOf(event)])
}

function of(word: string, times: number): readonly string[] {
  return new Array(times).fill(word)
}
