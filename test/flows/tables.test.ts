import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { systemClock } from '../../runtime/clock.ts'
import type { Position, Reader } from '../../runtime/log/log.ts'
import { memoryLog, until } from '../runtime/counter-world.ts'
import { WrappedLog } from '../runtime/wrapped-log.ts'
import {
  closeWorlds, createDeposit, createProviderTopics, createWithdrawal, decided, invoicePaid, openWallet, provider,
  tenant, walletsWorld, wordOf
} from './wallets-world.ts'

const test = suite('tables')
test.after.each(closeWorlds)

const TIMES = 50

test(`a command sent right after its tenant row is never refused as tenant_not_found, ${TIMES} times`, async () => {
  for (const delayMs of [0, 15]) {
    const world = await walletsWorld({ log: new SlowTables(await memoryLog(), delayMs) })
    for (let time = 0; time < TIMES; time++) {
      const name = `tenant-${time}`
      await world.send('tenants', { ...tenant, tenant: name })
      await world.send('walletCommands', openWallet('o', { tenant: name }))
    }
    await world.quiet()
    assert.equal((await world.read('wallet-changelog')).map(wordOf), new Array(TIMES).fill('WalletOpened'))
    await world.stop()
  }
})

test('a tenant that is never configured is refused, and holds nobody up', async () => {
  const world = await walletsWorld({ log: new SlowTables(await memoryLog(), 15) })
  const events = await decided(world, openWallet('o1', { tenant: 'nobody' }), openWallet('o2'))
  assert.equal(events.map(wordOf).sort(), ['WalletOpened', 'tenant_not_found'])
})

test('a row counts from its revision on: decisions say which one they used', async () => {
  const world = await walletsWorld()
  await decided(world, openWallet('o1'))
  await world.send('tenants', { ...tenant, revision: 2, currencies: [{ code: 'JPY', exponent: 0 }] })
  await until(() => world.service.tables.get('tenants', 'demo').revision === 2, 'the new row')
  const events = await decided(world, createDeposit('o2'), openWallet('o3', { wallet: 'bob', currency: 'JPY' }))
  assert.equal(
    events.map(event => [wordOf(event), event['tenantRevision']]).sort(),
    [
      ['WalletOpened', 2],
      ['currency_not_found', undefined]
    ].sort()
  )
})

test('a row that is removed is gone', async () => {
  const world = await walletsWorld()
  await world.log.append([{ topic: 'tenants', partition: 0, key: 'demo', value: null }])
  await until(() => world.service.tables.get('tenants', 'demo') === undefined, 'the row is gone')
  assert.equal((await decided(world, openWallet())).map(wordOf), ['tenant_not_found'])
})

test('a row that cannot be read is passed over', async () => {
  const world = await walletsWorld()
  for (const value of [Buffer.from('?'), Buffer.alloc(0), Buffer.from([0, 0, 0, 3, 231, 1])]) {
    await world.log.append([{ topic: 'tenants', partition: 0, key: 'bad', value }])
  }
  await world.send('tenants', { ...tenant, tenant: 'late' })
  assert.equal((await decided(world, openWallet('o', { tenant: 'late' }), openWallet())).map(wordOf), [
    'WalletOpened',
    'WalletOpened'
  ])
})

test('a provider counts once its topics are there, and then pays out like any other', async () => {
  const world = await walletsWorld()
  await world.send('providers', { ...provider, provider: 'late' })
  await decided(world, openWallet(), createDeposit())
  assert.equal((await decided(world, createWithdrawal('o1', { provider: 'late' }))).map(wordOf), ['provider_not_found'])

  await createProviderTopics(world, 'late')
  assert.equal((await decided(world, createWithdrawal('o2', { provider: 'late' }))).map(wordOf), ['WithdrawalCreated'])
  assert.is((await world.read('provider-late-invoice-requests')).length, 1)
  await world.send('providerInvoicePaid', invoicePaid('demo/alice/w1/1', { provider: 'late' }))
  await until(
    async () => (await world.read('wallet-changelog')).at(-1)!.type === 'WithdrawalCompleted',
    'the withdrawal completes'
  )
})

test.run()

/** A log that gives rows of tables late. */
class SlowTables extends WrappedLog {
  readonly #delayMs: number

  constructor(inner: WrappedLog['inner'], delayMs: number) {
    super(inner)
    this.#delayMs = delayMs
  }

  override reader(positions: readonly Position[]): Reader {
    const reader = this.inner.reader(positions)
    if (!positions.some(({ topic }) => topic === 'tenants')) return reader
    return {
      read: async () => {
        const batches = await reader.read()
        if (batches.length > 0) await systemClock.sleep(this.#delayMs)
        return batches
      },
      close: () => reader.close()
    }
  }
}
