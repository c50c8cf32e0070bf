import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { MemoryStores } from '../../state/memory-store.ts'
import { auditWallets } from '../support/audit.ts'
import { fixed, limitOf, posting, share, terminalOf } from '../support/plans.ts'
import { DAY, MINUTE, PayoutsWorld, SECOND, type Configuration } from './payouts-world.ts'
import { closeWorlds, digests, wordOf } from './wallets-world.ts'

const test = suite('a payout')
test.after.each(closeWorlds)

const TRANSIENT = 'authorization_failed:temporarily_unavailable'
const timing = { answerMs: MINUTE, enquiryFirstMs: 10 * SECOND, enquiryMaxMs: 40 * SECOND }
const paid = { amount: 3_000n, currency: 'EUR' }

test('whose provider is silent is asked about by growing intervals, and completes by the answer', async () => {
  const payouts = await PayoutsWorld.create({ providers: { acme: timing } })
  await payouts.withdraw('w1')
  await payouts.pass(MINUTE - 1)
  assert.equal(await payouts.payout('w1'), ['PayoutStarted'])
  await payouts.pass(1)
  assert.equal(await payouts.payout('w1'), ['PayoutStarted', 'PayoutOutcomeUnknown'])
  assert.equal(await payouts.asked('acme'), ['RequestInvoice w1/1', 'RequestInvoiceStatus w1/1'])

  const askedAt: number[] = []
  for (let seconds = 5; seconds <= 150; seconds += 5) {
    const { length } = await payouts.asked('acme')
    await payouts.pass(5 * SECOND)
    if ((await payouts.asked('acme')).length > length) askedAt.push(seconds)
  }
  assert.equal(askedAt, [10, 30, 70, 110, 150])
  await payouts.say('acme', 'InvoiceStatus', 'w1/1', { state: 'pending' })
  assert.equal(await payouts.payout('w1'), ['PayoutStarted', 'PayoutOutcomeUnknown'], 'no word of it is an event')
  assert.equal(await payouts.balance(), [10_000n, 3_000n])

  await payouts.say('acme', 'InvoiceStatus', 'w1/1', { state: 'paid', ...paid })
  assert.equal(await payouts.payout('w1'), ['PayoutStarted', 'PayoutOutcomeUnknown', 'PayoutCompleted'])
  assert.equal(await payouts.balance(), [7_000n, 0n])
  const before = (await payouts.asked('acme')).length
  await payouts.pass(DAY)
  assert.is((await payouts.asked('acme')).length, before, 'nobody asks any more')
})

for (const [how, stores] of [['', undefined], [', and without its stores', () => new MemoryStores()]] as const) {
  test(`that waits waits on over a restart at every moment${how}`, async () => {
    const payouts = await PayoutsWorld.create({ providers: { acme: timing } })
    const { world } = payouts
    const restart = async (): Promise<void> => {
      await world.quiet()
      const before = digests(world)
      await world.service.stop()
      await payouts.start(stores === undefined ? {} : { stores: stores() })
      await world.quiet()
      assert.equal(digests(world), before)
    }
    await payouts.withdraw('w1', { scheduledAt: payouts.clock.time + MINUTE })
    await restart()
    assert.equal(await payouts.payout('w1'), ['PayoutScheduled'])
    await payouts.pass(MINUTE)
    await restart()
    assert.equal(await payouts.payout('w1'), ['PayoutScheduled', 'PayoutStarted'])
    // What is due while nobody is there is due when somebody is again.
    await world.service.stop()
    payouts.clock.time += MINUTE
    await payouts.start(stores === undefined ? {} : { stores: stores() })
    await world.quiet()
    assert.equal(await payouts.payout('w1'), ['PayoutScheduled', 'PayoutStarted', 'PayoutOutcomeUnknown'])
    await restart()
    await payouts.pass(20 * SECOND)
    assert.ok((await payouts.asked('acme')).length > 2, 'it is asked about')
    await payouts.say('acme', 'InvoiceStatus', 'w1/1', { state: 'not_found' })
    await restart()
    assert.equal(await payouts.money('w1'), ['WithdrawalCreated', 'WithdrawalFailed'])
    assert.equal(await payouts.balance(), [10_000n, 0n])
  })
}

const limited: Configuration = {
  providers: {
    acme: {
      terminals: [terminalOf('first', { priority: 1, limits: [limitOf('count', 'day', 1n)] }), terminalOf('second')]
    }
  }
}

test('goes another way when a terminal has reached its limit, and the first one again the next day', async () => {
  const payouts = await PayoutsWorld.create(limited)
  for (const withdrawal of ['w1', 'w2']) {
    await payouts.withdraw(withdrawal)
    await payouts.say('acme', 'InvoicePaid', `${withdrawal}/${withdrawal === 'w1' ? 1 : 2}`, paid)
  }
  assert.equal(await payouts.payout('w1'), ['PayoutRouted', 'PayoutStarted', 'PayoutCompleted'])
  assert.equal(await payouts.payout('w2'), ['PayoutRouted', 'PayoutStarted', 'PayoutCompleted'])
  assert.equal((await payouts.events('withdrawal-changelog', 'w2')).map(({ terminal }) => terminal),
    ['first', 'second', 'second'])
  const [, started] = await payouts.events('withdrawal-changelog', 'w2')
  assert.equal(started!['rejected'], [
    { provider: 'acme', terminal: 'first', reason: 'turnover_limit', details: 'EUR count per day: 1 of 1 used' }
  ])
  assert.equal((await payouts.world.read('terminal-changelog')).map(wordOf),
    ['TurnoverHeld', 'TurnoverCommitted', 'TurnoverExceeded'])

  await payouts.pass(DAY)
  await payouts.withdraw('w3')
  assert.is((await payouts.events('withdrawal-changelog', 'w3')).at(-1)!['terminal'], 'first')
})

test('gives its turnover back when it fails for certain', async () => {
  const payouts = await PayoutsWorld.create(limited)
  await payouts.withdraw('w1')
  await payouts.say('acme', 'InvoiceDeclined', 'w1/1', { reason: 'account_closed' })
  assert.equal(await payouts.money('w1'), ['WithdrawalCreated', 'WithdrawalFailed'])
  await payouts.withdraw('w2')
  assert.is((await payouts.events('withdrawal-changelog', 'w2')).at(-1)!['terminal'], 'first')
  assert.equal((await payouts.world.read('terminal-changelog')).map(wordOf),
    ['TurnoverHeld', 'TurnoverReleased', 'TurnoverHeld'])
})

test('takes the next way after a failure that may pass, and none after its last attempt', async () => {
  const providers = { acme: {}, swift: {}, third: {} }
  const payouts = await PayoutsWorld.create({ tenant: { attemptsMax: 2 }, providers })
  await payouts.withdraw('w1')
  const first = await startedAt(payouts, 'w1')
  await payouts.say(first, 'InvoiceDeclined', 'w1/1', { reason: TRANSIENT })
  const second = await startedAt(payouts, 'w1')
  assert.is.not(second, first)
  await payouts.say(second, 'InvoiceDeclined', 'w1/2', { reason: TRANSIENT })
  assert.equal(await payouts.payout('w1'), ['PayoutStarted', 'PayoutAttemptFailed', 'PayoutStarted', 'PayoutFailed'])
  const [, failed] = await payouts.events('wallet-changelog', 'w1')
  assert.equal([failed!.type, failed!['reason']], ['WithdrawalFailed', TRANSIENT])
})

test('is cancelled for certain before anything leaves', async () => {
  const payouts = await PayoutsWorld.create()
  await payouts.withdraw('w1', { scheduledAt: payouts.clock.time + MINUTE })
  await payouts.cancel('w1')
  await payouts.pass(2 * MINUTE)
  assert.equal(await payouts.payout('w1'), ['PayoutScheduled', 'PayoutCancelled'])
  assert.equal(await payouts.money('w1'), ['WithdrawalCreated', 'CancellationRequested', 'WithdrawalFailed'])
  assert.equal(await payouts.asked('acme'), [])
})

const ends = {
  'cancelled, when the provider stops it': ['InvoiceCancelled', {}, 'PayoutCancelled', 'WithdrawalFailed'],
  'completed, when it was paid before': ['InvoicePaid', paid, 'PayoutCompleted', 'WithdrawalCompleted']
} as const

for (const [how, [word, fields, payout, money]] of Object.entries(ends)) {
  test(`that is to be cancelled after it has left is ${how}`, async () => {
    const payouts = await PayoutsWorld.create()
    await payouts.withdraw('w1')
    await payouts.cancel('w1')
    assert.equal(await payouts.payout('w1'), ['PayoutStarted', 'PayoutCancelRequested'])
    assert.equal(await payouts.asked('acme'), ['RequestInvoice w1/1', 'CancelInvoice w1/1'])
    assert.equal(await payouts.balance(), [10_000n, 3_000n])
    await payouts.say('acme', word, 'w1/1', fields)
    assert.equal(await payouts.payout('w1'), ['PayoutStarted', 'PayoutCancelRequested', payout])
    assert.equal(await payouts.money('w1'), ['WithdrawalCreated', 'CancellationRequested', money])
  })
}

test('above the threshold waits for an operator, who lets it go or not', async () => {
  const payouts = await PayoutsWorld.create({ tenant: { approvals: [{ currency: 'EUR', above: 1_000n }] } })
  await payouts.withdraw('w1')
  await payouts.withdraw('w2')
  await payouts.withdraw('w3', { amount: 1_000n })
  assert.equal(await payouts.asked('acme'), ['RequestInvoice w3/1'])
  await payouts.decide('ApproveWithdrawal', 'w1')
  await payouts.decide('RejectWithdrawal', 'w2', { reason: 'fraud' })
  assert.equal(await payouts.payout('w1'), ['PayoutApprovalRequired', 'PayoutApproved', 'PayoutStarted'])
  assert.equal(await payouts.payout('w2'), ['PayoutApprovalRequired', 'PayoutFailed'])
  assert.equal(await payouts.money('w2'), ['WithdrawalCreated', 'WithdrawalFailed'])
  await payouts.decide('ApproveWithdrawal', 'w2')
  const words = (await payouts.world.read('withdrawal-changelog')).map(wordOf)
  assert.ok(words.includes('payout_not_awaiting_approval'))
})

test('of another amount waits for the provider to correct itself, or for an operator', async () => {
  const payouts = await PayoutsWorld.create({ providers: { acme: timing } })
  for (const withdrawal of ['w1', 'w2']) {
    await payouts.withdraw(withdrawal)
    await payouts.say('acme', 'InvoicePaid', `${withdrawal}/1`, { ...paid, amount: 2_000n })
    assert.equal(await payouts.payout(withdrawal), ['PayoutStarted', 'PayoutMismatched'])
  }
  assert.equal(await payouts.balance(), [10_000n, 6_000n])
  await payouts.say('acme', 'InvoicePaid', 'w1/1', paid)
  const proof = { reference: 'demo/alice/w2/1', resolution: 'failed', details: 'by phone' }
  await payouts.decide('ResolveWithdrawal', 'w2', proof)
  assert.equal(await payouts.payout('w1'), ['PayoutStarted', 'PayoutMismatched', 'PayoutCompleted'])
  assert.equal(await payouts.payout('w2'), ['PayoutStarted', 'PayoutMismatched', 'PayoutFailed'])
  assert.equal(await payouts.balance(), [7_000n, 0n])
})

const quoting: Configuration = {
  tenant: {
    withdrawalPlan: [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(50n))],
    quoteMs: MINUTE
  }
}

test('by a quote goes the way and for the fee that were quoted, whatever is configured by then', async () => {
  const payouts = await PayoutsWorld.create(quoting)
  await payouts.command(quote())
  const currencies = [{ code: 'EUR', exponent: 2 }]
  await payouts.world.send('tenants', { type: 'Tenant', tenant: 'demo', revision: 9, currencies })
  await payouts.withdraw('w1', { quote: 'q1' })
  const [created] = await payouts.events('wallet-changelog', 'w1')
  assert.equal([created!['hold'], created!['route'].provider], [3_050n, 'acme'])
  await payouts.say('acme', 'InvoicePaid', 'w1/1', paid)
  assert.equal(await payouts.balance(), [6_950n, 0n])
  await payouts.withdraw('w2', { quote: 'q1' })
  assert.is((await payouts.world.read('wallet-changelog')).map(wordOf).at(-1), 'quote_not_found', 'it is used once')
})

test('by a quote that has expired is none, and the quote goes by itself', async () => {
  const payouts = await PayoutsWorld.create(quoting)
  await payouts.command(quote())
  await payouts.pass(MINUTE - 1)
  assert.is((await payouts.world.read('wallet-changelog')).map(wordOf).at(-1), 'WithdrawalQuoted')
  await payouts.pass(1)
  assert.is((await payouts.world.read('wallet-changelog')).map(wordOf).at(-1), 'QuoteExpired')
  await payouts.withdraw('w1', { quote: 'q1' })
  assert.is((await payouts.world.read('wallet-changelog')).map(wordOf).at(-1), 'quote_not_found')
})

test('that comes back is a new credit, each part once, and never more than was paid', async () => {
  const payouts = await PayoutsWorld.create()
  await payouts.withdraw('w1')
  await payouts.say('acme', 'InvoicePaid', 'w1/1', paid)
  const back = (id: string, amount: bigint): Promise<void> =>
    payouts.say('acme', 'PayoutReturned', 'w1/1', { return: id, amount, currency: 'EUR' })
  await back('r1', 1_000n)
  await back('r1', 1_000n)
  await back('r2', 2_000n)
  await back('r3', 1n)
  assert.equal(await payouts.money('w1'),
    ['WithdrawalCreated', 'WithdrawalCompleted', 'WithdrawalReturned', 'WithdrawalReturned'])
  assert.equal(await payouts.payout('w1'),
    ['PayoutStarted', 'PayoutCompleted', 'ReturnRecorded', 'ReturnRecorded', 'PayoutContradicted'])
  assert.equal(await payouts.balance(), [10_000n, 0n])
})

test('that is paid after it had failed is collected from the wallet, and the rest is owed', async () => {
  const payouts = await PayoutsWorld.create()
  await payouts.withdraw('w1', { amount: 6_000n })
  await payouts.say('acme', 'InvoiceDeclined', 'w1/1', { reason: 'account_closed' })
  await payouts.withdraw('w2', { amount: 6_000n })
  await payouts.say('acme', 'InvoicePaid', 'w1/1', { amount: 6_000n, currency: 'EUR' })
  assert.equal(await payouts.payout('w1'), ['PayoutStarted', 'PayoutFailed', 'PayoutPaidAfterClose'])
  const claimed = (await payouts.events('wallet-changelog', 'w1')).at(-1)!
  assert.equal([claimed.type, claimed['collected'], claimed['receivable']], ['WithdrawalClaimed', 4_000n, 2_000n])
  assert.equal(await payouts.balance(), [6_000n, 6_000n])
})

test('comes to the same in two services that share nothing but topics', async () => {
  const payouts = await PayoutsWorld.create({ ...limited, only: ['withdrawals'] })
  const beside = await payouts.world.startBeside({
    clock: payouts.clock, only: ['wallets', 'terminals'], stores: new MemoryStores()
  })
  for (const withdrawal of ['w1', 'w2']) await payouts.withdraw(withdrawal)
  await payouts.say('acme', 'InvoicePaid', 'w1/1', paid)
  await payouts.say('acme', 'InvoiceDeclined', 'w2/2', { reason: 'account_closed' })
  await payouts.cancel('w2')
  assert.equal(await payouts.payout('w1'), ['PayoutRouted', 'PayoutStarted', 'PayoutCompleted'])
  assert.equal(await payouts.money('w2'), ['WithdrawalCreated', 'WithdrawalFailed'])
  assert.equal(
    [payouts.world.service, beside].map(({ tasks }) => [...new Set(tasks.map(({ processor }) => processor))]),
    [['withdrawals'], ['wallets', 'terminals']]
  )
  const audit = auditWallets(await payouts.world.read('wallet-changelog'))
  assert.equal([audit.posted, audit.held], [7_000n, 0n])
})

test.run()

/** The provider of the last attempt. */
async function startedAt(payouts: PayoutsWorld, withdrawal: string): Promise<string> {
  const events = await payouts.events('withdrawal-changelog', withdrawal)
  return events.findLast(({ type }) => type === 'PayoutStarted')!['provider'] as string
}

function quote(): object {
  return {
    type: 'QuoteWithdrawal', tenant: 'demo', wallet: 'alice', operationId: 'quote', quote: 'q1', provider: '',
    destination: 'tok', amount: 3_000n, currency: 'EUR', method: '', party: ''
  }
}
