import { randomUUID } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import type { Flat } from '../../schemas/record.ts'
import { closeWorlds, opened } from '../runtime/counter-world.ts'
import { HandClock } from '../runtime/egg-world.ts'
import { World } from '../support/world.ts'
import { createDeposit, createWithdrawal, openWallet, provider, tenant, wordOf } from './wallets-world.ts'

const SECONDS = 5
const CALM = 4
const TIMES = 50
const QUOTA = 10

const test = suite('a flood of one tenant')
test.after.each(closeWorlds)

for (const [what, quota] of [['with a quota', QUOTA], ['without a quota', 0]] as const) {
  test(`${what} it holds up nobody, and causes as much as it was given`, async () => {
    const clock = new HandClock()
    clock.time = Math.ceil(clock.time / 1_000) * 1_000
    const world = opened(await World.create({
      log: await EmbeddedLog.open(new MemoryJournal(randomUUID()), clock), partitions: 1
    }))
    await world.send('tenants', { ...tenant, tenant: 'calm' }, {
      ...tenant, tenant: 'loud', operationsPerSecond: quota
    })
    await world.send('providers', { ...provider, tenant: 'calm' }, { ...provider, tenant: 'loud' })
    await world.start({ clock })
    for (const of of ['calm', 'loud']) {
      await world.send('walletCommands', openWallet('open', { tenant: of }), createDeposit('fund', { tenant: of }))
    }
    await world.quiet()

    for (let second = 1; second <= SECONDS; second++) {
      clock.time += 1_000
      await world.send('walletCommands', ...withdrawals('loud', second, CALM * TIMES))
      await world.send('walletCommands', ...withdrawals('calm', second, CALM))
      await world.quiet()
    }
    const expected = quota === 0 ? CALM * TIMES : quota
    assert.equal(wordsOf(await world.read('wallet-changelog'), 'calm'), { WithdrawalCreated: CALM * SECONDS })
    assert.equal(wordsOf(await world.read('wallet-changelog'), 'loud'), {
      WithdrawalCreated: expected * SECONDS,
      ...quota > 0 && { rate_exceeded: (CALM * TIMES - expected) * SECONDS }
    })
    const requests = await world.read('provider-acme-invoice-requests')
    assert.is(requests.filter(request => request['tenant'] === 'loud').length, expected * SECONDS)
    assert.is(requests.filter(request => request['tenant'] === 'calm').length, CALM * SECONDS)
  })
}

test.run()

function withdrawals(of: string, second: number, count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => createWithdrawal(`w-${second}-${index}`, {
    tenant: of, withdrawal: `w-${second}-${index}`, amount: 1n
  }))
}

/** How often each thing was said of a tenant's withdrawals. */
function wordsOf(events: readonly Flat[], of: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const event of events) {
    if (event['tenant'] !== of || !(event['operationId'] as string).startsWith('w-')) continue
    counts[wordOf(event)] = (counts[wordOf(event)] ?? 0) + 1
  }
  return counts
}
