import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { silent, type Logger } from '../../runtime/logger.ts'
import type { Topology } from '../../runtime/topology.ts'
import type { AccountLine, Plain } from '../../schemas/generated.ts'
import type { Flat } from '../../schemas/record.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { topology } from '../../topology.ts'
import { World, type WorldOptions } from '../support/world.ts'
import { opened } from '../runtime/counter-world.ts'
import {
  closeWorlds, createDeposit, createWithdrawal, decided, digests, invoicePaid, openWallet, provider, tenant, wordOf
} from './wallets-world.ts'

const test = suite('the ledger')
test.after.each(closeWorlds)

const tenants = ['demo', 'other', 'third']

test('of each tenant is in balance, and its accounts have what their postings say', async () => {
  const { world, alarms } = await started()
  await decided(world, openWallet(), openWallet('open', { tenant: 'other' }))
  await decided(world, createDeposit('d1'), createDeposit('d2', { amount: 5n }))
  await decided(world, createDeposit('d1', { tenant: 'other' }))
  await decided(world, createWithdrawal('w1', { provider: '' }))
  await paid(world)
  await world.quiet()
  assert.equal(await totals(world, 'demo'), {
    wallets: 'EUR -3000 +10005', 'source/bank': 'EUR -10005 +0', 'provider/acme': 'EUR -0 +3000',
    ledger: 'EUR -13005 +13005'
  })
  assert.equal(await totals(world, 'other'), {
    wallets: 'EUR -0 +10000', 'source/bank': 'EUR -10000 +0', ledger: 'EUR -10000 +10000'
  })
  assert.equal(alarms, [])
})

test('that is out of balance is told to operators, and stops that tenant alone', async () => {
  const { world, alarms } = await started(forgetful)
  for (const tenant of tenants) await decided(world, openWallet('open', { tenant }), createDeposit('d1', { tenant }))
  assert.equal(alarms, [])
  await decided(world, createDeposit('d2', { source: 'leak', amount: 77n }))
  await settled(world)
  assert.equal(alarms, ['the ledger of tenant demo is out of balance in EUR: the tenant is stopped'])
  const [found] = await unbalanced(world)
  assert.equal([found!['tenant'], found!['account'], found!['currency'], found!['difference']],
    ['demo', 'ledger', 'EUR', 77n])

  const refused = await decided(world, ...moving('late'), openWallet('o2', { wallet: 'bob' }))
  assert.equal(refused.map(event => `${event['operationId']} ${wordOf(event)}`).sort(), [
    'late-1 tenant_stopped', 'late-2 tenant_stopped', 'late-3 tenant_stopped', 'late-4 tenant_stopped',
    'late-5 tenant_stopped', 'o2 WalletOpened'
  ])
  for (const tenant of ['other', 'third']) {
    assert.equal((await decided(world, createDeposit('d2', { tenant }))).map(wordOf), ['DepositCompleted'])
  }
})

test('stops nothing that was begun before: it goes on to its end', async () => {
  const { world } = await started(forgetful)
  await decided(world, openWallet(), createDeposit('d1'), createWithdrawal('w1', { provider: '' }))
  await decided(world, createDeposit('d2', { source: 'leak', amount: 77n }))
  await settled(world)
  await paid(world)
  await world.quiet()
  const events = await world.read('wallet-changelog')
  assert.is(events.filter(({ type }) => type === 'WithdrawalCompleted').length, 1)
  assert.is((await unbalanced(world)).length, 1, 'what was in good order is no second alarm')
})

test('lets the tenant go on when it is resumed, and is out of balance again only for more that is wrong', async () => {
  const { world, alarms } = await started(forgetful)
  await decided(world, openWallet(), createDeposit('d1'), createDeposit('d2', { source: 'leak' }))
  await settled(world)
  assert.equal((await decided(world, createDeposit('d3'))).map(wordOf), ['tenant_stopped'])

  await world.send('tenantCommands', {
    type: 'ResumeTenant', tenant: 'demo', operationId: 'r1', author: 'ann', reason: 'the source is mended'
  })
  await settled(world)
  assert.equal((await decided(world, createDeposit('d4'), createDeposit('d3'))).map(wordOf), ['DepositCompleted'])
  await settled(world)
  assert.equal((await decided(world, createDeposit('d5'))).map(wordOf), ['DepositCompleted'])
  assert.is(alarms.length, 1)

  await decided(world, createDeposit('d6', { source: 'leak', amount: 1n }))
  await settled(world)
  assert.is(alarms.length, 2)
  assert.equal((await decided(world, createDeposit('d7'))).map(wordOf), ['tenant_stopped'])
})

test('stops a tenant that the default row has admitted', async () => {
  const { world } = await started(forgetful)
  await world.send('tenants', { ...tenant, tenant: '*' })
  for (const tenant of ['guest', 'visitor']) {
    await decided(world, openWallet('open', { tenant }), createDeposit('d1', { tenant, source: 'leak' }),
      openWallet('o2', { tenant, wallet: 'bob' }))
    await settled(world)
    assert.equal((await decided(world, createDeposit('d2', { tenant }))).map(wordOf), ['tenant_stopped'])
  }
  assert.equal((await decided(world, openWallet('open', { tenant: 'third' }))).map(wordOf), ['WalletOpened'])
})

test('is the same after a restore, and raises no alarm for what it did before', async () => {
  const { world, alarms } = await started(forgetful)
  await decided(world, openWallet(), createDeposit('d1'), createDeposit('d2', { source: 'leak' }))
  await settled(world)
  const before = digests(world)
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await settled(world)
  assert.equal(digests(world), before)
  assert.is(alarms.length, 1)
})

test.run()

/** The wallets as they are, but for a posting that is forgotten when money comes from `leak`. */
const { wallets } = topology.processors
const forgetful: Topology = {
  ...topology,
  processors: {
    ...topology.processors,
    wallets: {
      ...wallets,
      decider: {
        ...wallets.decider,
        decide: (...input) => {
          const event = wallets.decider.decide(...input)
          return event.type === 'DepositCompleted' && event.source === 'leak' ? { ...event, postings: [] } : event
        }
      }
    }
  }
}

async function started(
  of: WorldOptions['topology'] = topology
): Promise<{ readonly world: World, readonly alarms: string[] }> {
  const alarms: string[] = []
  const logger: Logger = { ...silent, error: fields => void alarms.push((fields as { alarm: string }).alarm) }
  const world = opened(await World.create({ topology: of, logger }))
  for (const each of tenants) {
    await world.send('tenants', { ...tenant, tenant: each })
    await world.send('providers', { ...provider, tenant: each })
  }
  await world.start()
  return { world, alarms }
}

/** Once all have come to rest, and everybody has read the tables. */
async function settled(world: World): Promise<void> {
  await world.quiet()
  await world.service.tables.caughtUp()
}

/** What of a client's commands would move money. */
function moving(id: string): readonly object[] {
  const money = { amount: 1n, currency: 'EUR' }
  const common = { tenant: 'demo', wallet: 'alice' }
  return [
    createDeposit(`${id}-1`),
    createWithdrawal(`${id}-2`, { provider: '' }),
    { ...common, operationId: `${id}-3`, type: 'QuoteWithdrawal', quote: 'q-1', destination: 'tok', ...money },
    { ...common, operationId: `${id}-4`, type: 'CreateTransfer', transfer: 't-1', to: 'bob', ...money },
    { ...common, operationId: `${id}-5`, type: 'PlaceHold', holdId: 'h-1', counterparty: 'shop', ...money }
  ]
}

async function paid(world: World): Promise<void> {
  const [request] = await world.read('provider-acme-invoice-requests')
  await world.send('providerInvoicePaid', invoicePaid(request!['reference'] as string))
}

function unbalanced(world: World): Promise<Flat[]> {
  return world.read('account-changelog').then(events => events.filter(({ type }) => type === 'LedgerUnbalanced'))
}

/** `EUR -3000 +10005`: what left each account, and what reached it. */
async function totals(world: World, tenant: string): Promise<Readonly<Record<string, string>>> {
  const events = (await world.read('account-changelog')).filter(event => event['tenant'] === tenant)
  return Object.fromEntries(events.map(({ account, totals }) => [
    account, (totals as readonly Plain<AccountLine>[]).map(({ currency, debit, credit }) =>
      `${currency} -${debit} +${credit}`).join()
  ]))
}
