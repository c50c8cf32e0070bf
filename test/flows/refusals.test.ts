import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Reason } from '../../schemas/generated.ts'
import type { World } from '../support/world.ts'
import {
  alice, closeWorlds, createDeposit, createWithdrawal, decided, invoicePaid, openWallet, provider, walletsWorld, wordOf
} from './wallets-world.ts'

const test = suite('a refusal is an event with its reason')
test.after.each(closeWorlds)

const max = 2n ** 63n - 1n
const block = { ...alice, operationId: 'block', type: 'BlockWallet' }
const close = { ...alice, operationId: 'close', type: 'CloseWallet' }

const cancel = { ...alice, operationId: 'o', type: 'CancelWithdrawal', withdrawal: 'w1' }

function quote(operationId: string, changes: object = {}): object {
  return {
    ...alice, operationId, type: 'QuoteWithdrawal', quote: 'q1', provider: '', destination: 'tok', amount: 3_000n,
    currency: 'EUR', method: '', party: '', ...changes
  }
}

/** Commands before, the command that is refused, and why. */
const refusals: readonly (readonly [what: string, before: readonly object[], command: object, reason: Reason])[] = [
  ['unknown tenant', [], openWallet('o', { tenant: 'nobody' }), 'tenant_not_found'],
  ['unknown currency', [], openWallet('o', { currency: 'USD' }), 'currency_not_found'],
  ['unknown wallet', [], createDeposit(), 'wallet_not_found'],
  [
    'unknown provider',
    [openWallet(), createDeposit()],
    createWithdrawal('o', { provider: 'nobody' }),
    'provider_not_found'
  ],
  ["another tenant's wallet", [openWallet()], createDeposit('o', { tenant: 'other' }), 'wallet_not_found'],
  [
    "another tenant's provider",
    [openWallet('open', { tenant: 'other' }), createDeposit('deposit', { tenant: 'other' })],
    createWithdrawal('o', { tenant: 'other' }), 'provider_not_found'],
  ['amount of zero', [openWallet()], createDeposit('o', { amount: 0n }), 'amount_not_positive'],
  ['amount below zero', [openWallet()], createDeposit('o', { amount: -1n }), 'amount_not_positive'],
  [
    'the smallest amount of the type',
    [openWallet()],
    createDeposit('o', { amount: -(2n ** 63n) }),
    'amount_not_positive'
  ],
  [
    'a balance over the limit of the type',
    [openWallet(), createDeposit('d', { amount: max })],
    createDeposit('o', { amount: 1n }),
    'balance_over_limit'
  ],
  [
    'an amount over the balance',
    [openWallet(), createDeposit()],
    createWithdrawal('o', { amount: 10_001n }),
    'insufficient_funds'
  ],
  [
    'the largest amount of the type',
    [openWallet(), createDeposit()],
    createWithdrawal('o', { amount: max }),
    'insufficient_funds'
  ],
  ["a tenant's id that breaks the pattern", [], openWallet('o', { tenant: 'de mo' }), 'invalid_id'],
  ["a wallet's id that breaks the pattern", [], openWallet('o', { wallet: 'a/b' }), 'invalid_id'],
  ['an operation id that breaks the pattern', [], openWallet('no slash / please'), 'invalid_id'],
  ['an empty id', [], openWallet('', {}), 'invalid_id'],
  ['an id of 65 characters', [], openWallet('o', { wallet: 'x'.repeat(65) }), 'invalid_id'],
  ['a source that breaks the pattern', [openWallet()], createDeposit('o', { source: 'a\0b' }), 'invalid_id'],
  ['a wallet that is there already', [openWallet()], openWallet('o'), 'wallet_already_exists'],
  ['a blocked wallet', [openWallet(), block], createDeposit('o'), 'wallet_blocked'],
  ['a closed wallet', [openWallet(), close], createDeposit('o'), 'wallet_closed'],
  [
    'a wallet that is not blocked',
    [openWallet()],
    { ...block, operationId: 'o', type: 'UnblockWallet' },
    'wallet_not_blocked'
  ],
  ['a wallet with money in it', [openWallet(), createDeposit()], close, 'wallet_not_empty'],
  ['another currency than the wallet\'s', [openWallet()], createDeposit('o', { currency: 'JPY' }), 'currency_mismatch'],
  ['a currency that the provider does not pay out',
    [openWallet('open', { currency: 'JPY' }), createDeposit('d', { currency: 'JPY' })],
    createWithdrawal('o', { currency: 'JPY' }),
    'provider_currency_not_supported'
  ],
  [
    "a withdrawal's id that was used",
    [openWallet(), createDeposit(), createWithdrawal()],
    createWithdrawal('o'),
    'withdrawal_already_exists'
  ],
  ['a withdrawal that there is not', [openWallet()], cancel, 'withdrawal_not_found'],
  [
    'a quote that there is not',
    [openWallet(), createDeposit()],
    createWithdrawal('o', { quote: 'q1' }),
    'quote_not_found'
  ],
  ["a quote's id that is in use", [openWallet(), quote('q')], quote('o'), 'quote_already_exists'],
  [
    'a quote for other terms',
    [openWallet(), createDeposit(), quote('q')],
    createWithdrawal('o', { quote: 'q1', provider: '', amount: 2_999n }),
    'quote_mismatch'
  ],
  [
    'a quote for what nobody pays out',
    [openWallet('open', { currency: 'JPY' })],
    quote('o', { currency: 'JPY' }),
    'no_route_found'
  ]
]

for (const [what, before, command, reason] of refusals) {
  test(`${what}: ${reason}, and no balance changes`, async () => {
    const world = await withOther()
    await world.send('walletCommands', ...before)
    await world.quiet()
    const balances = await balancesOf(world)
    const events = await decided(world, command)
    assert.equal(events.map(wordOf), [reason])
    assert.is(events[0]!['command'], (command as { type: string }).type)
    assert.equal(await balancesOf(world), balances)
    assert.is((await world.raw('wallet-commands-dead-letters')).length, 0)
  })
}

test('an amount that int64 does not hold cannot be written, and bytes that claim one are a dead letter', async () => {
  const world = await walletsWorld()
  assert.throws(() => world.codec.encode('wallet-commands', createDeposit('o', { amount: max + 1n }) as never))
  const bytes = world.codec.encode('wallet-commands', createDeposit('o', { amount: max }) as never)
  const amount = bytes.indexOf(Buffer.from('feffffffffffffffff01', 'hex'))
  assert.ok(amount > 0)
  bytes[amount + 9] = 2
  await world.log.append([{ topic: 'wallet-commands', partition: 0, key: 'demo/alice', value: bytes }])
  await world.quiet()
  assert.equal(
    (await world.raw('wallet-commands-dead-letters')).map(({ headers }) => String(headers['x-reason-code'])),
    ['undecodable']
  )
})

test('what the payouts refuse is an event of theirs', async () => {
  const world = await walletsWorld()
  await world.send('walletCommands', openWallet(), createDeposit(), createWithdrawal())
  await world.quiet()
  await world.send('providerInvoicePaid', invoicePaid('demo/alice/w1/1'), invoicePaid('nonsense'))
  const approve = { ...alice, operationId: 'd1', type: 'ApproveWithdrawal', withdrawal: 'w1', by: 'olga' }
  await world.send('withdrawalDecisions', approve)
  await world.quiet()
  const reasons = (await world.read('withdrawal-changelog'))
    .filter(({ type }) => type === 'OperationRefused')
    .map(wordOf)
  assert.equal(reasons.sort(), ['payout_not_awaiting_approval', 'payout_not_found'])
})

test('what the terminals refuse is an event of theirs', async () => {
  const world = await walletsWorld()
  const terminal = { tenant: 'demo', provider: 'acme', terminal: 'default', reference: 'r', currency: 'EUR' }
  await world.send('terminalCommands', { ...terminal, type: 'ReleaseTurnover', operationId: 'r/release' })
  await world.quiet()
  assert.equal((await world.read('terminal-changelog')).map(wordOf), ['turnover_not_held'])
})

test('a refusal counts among the revisions of its wallet', async () => {
  const world = await walletsWorld()
  const events = await decided(world, createDeposit('o1'), openWallet('o2'), openWallet('o3'), createDeposit('o4'))
  assert.equal(events.map(event => [event['revision'], wordOf(event)]), [
    [1, 'wallet_not_found'], [2, 'WalletOpened'], [3, 'wallet_already_exists'], [4, 'DepositCompleted']
  ])
})

test.run()

/** With a second tenant, which has no provider. */
async function withOther(): Promise<World> {
  const world = await walletsWorld()
  await world.send('tenants', {
    type: 'Tenant',
    tenant: 'other',
    revision: 1,
    currencies: [{ code: 'EUR', exponent: 2 }]
  })
  await world.send('providers', { ...provider, revision: 2 })
  return world
}

/** The last balance of every wallet, whatever was refused since. */
async function balancesOf(world: World): Promise<Readonly<Record<string, unknown>>> {
  const events = (await world.read('wallet-changelog')).filter(({ type }) => type !== 'OperationRefused')
  return Object.fromEntries(events.map(({ tenant, wallet, balance }) => [`${tenant}/${wallet}`, balance]))
}
