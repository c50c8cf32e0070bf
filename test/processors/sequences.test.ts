import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Posting, ProviderNotification, ProviderRequest, WalletCommand } from '../../schemas/generated.ts'
import { tablesOf } from '../support/given.ts'
import { acme, swift } from './examples.ts'
import { Domain } from './domain.ts'

/**
 * Random lives of three wallets: clients who err, a provider that repeats, errs and comes late, another that meddles,
 * and a configuration that changes under way. Whatever happens, the money is right.
 */
type Action =
  | { readonly do: 'send', readonly command: WalletCommand }
  | { readonly do: 'step', readonly processor: 'wallets' | 'withdrawals' }
  | { readonly do: 'pay', readonly pick: number, readonly provider: string, readonly change: Change }
  | { readonly do: 'configure', readonly currencies: readonly string[] | undefined }

type Change = Partial<ProviderNotification>

const few = (...names: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...names)
const amount = fc.oneof(fc.bigInt({ min: 1n, max: 100n }), fc.constantFrom(0n, -5n, 2n ** 63n - 1n))
const currency = fc.oneof({ weight: 9, arbitrary: few('EUR') }, { weight: 1, arbitrary: few('JPY', 'XXX') })
const operationId = fc.integer({ min: 1, max: 200 }).map(String)
const alike = { tenant: few('acme'), wallet: few('alice', 'bob', 'carol'), operationId }
const parameters = { withdrawal: few('w-1', 'w-2', 'w-3'), provider: few('swift'), destination: few('') }

const command = fc.oneof(
  fc.record({ type: fc.constant('OpenWallet'), ...alike, currency }),
  fc.record({ type: fc.constantFrom('BlockWallet', 'UnblockWallet', 'CloseWallet'), ...alike }),
  fc.record({ type: fc.constant('CreateDeposit'), ...alike, source: few('bank', 'cash'), amount, currency }),
  fc.record({ type: fc.constant('CreateWithdrawal'), ...alike, ...parameters, amount, currency })
) as fc.Arbitrary<WalletCommand>

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.record({ amount: fc.bigInt({ min: 0n, max: 100n }) }) },
  { weight: 1, arbitrary: fc.constantFrom({ currency: 'JPY' }, { tenant: 'other' }, { invoice: 'inv-2' }) },
  { weight: 1, arbitrary: fc.record({ reference: few('acme/alice/w-1/2', 'acme/bob/w-1/1', 'alice', '') }) }
)

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('send' as const), command }) },
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant('step' as const), processor: fc.constantFrom('wallets', 'withdrawals') })
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pay' as const), pick: fc.nat(20), provider: few('swift', 'swift', 'slow'), change
    })
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('configure' as const), currencies: fc.constantFrom(undefined, [], ['EUR'], ['EUR', 'JPY'])
    })
  }
) as fc.Arbitrary<Action>

/** Two wallets begin with money, or there would be little to show. The third is opened by chance. */
const beginning: readonly WalletCommand[] = ['alice', 'bob'].flatMap((wallet): readonly WalletCommand[] => {
  const head = { tenant: 'acme', wallet }
  return [
    { type: 'OpenWallet', ...head, operationId: 'open', currency: 'EUR' },
    { type: 'CreateDeposit', ...head, operationId: 'first', source: 'bank', amount: 150n, currency: 'EUR' }
  ]
})

const test = suite('sequences')

test('keep the books right at every step, and end every withdrawal once', () => {
  const seen = new Set<string>()
  fc.assert(fc.property(fc.array(action, { minLength: 20, maxLength: 120, size: 'max' }), actions => {
    const domain = live(actions)
    for (const { type } of [...domain.walletEvents, ...domain.withdrawalEvents]) seen.add(type)
    checkBooks(domain)

    // The provider pays at last what it was asked to. Then nothing is open and nothing held.
    domain.settle()
    for (const { provider, request } of domain.requests) domain.notify(provider, paymentOf(request))
    domain.settle()
    checkBooks(domain)
    checkQuiet(domain)
  }), { seed: 21, numRuns: 1000, includeErrorInReport: true })

  assert.equal([...seen].sort(), [
    'DepositCompleted', 'OperationRefused', 'PayoutCompleted', 'PayoutFailed', 'PayoutStarted', 'WalletBlocked',
    'WalletClosed', 'WalletOpened', 'WalletUnblocked', 'WithdrawalCompleted', 'WithdrawalCreated', 'WithdrawalFailed'
  ], 'the sequences reach every event')
})

test.run()

function live(actions: readonly Action[]): Domain {
  let currencies: readonly string[] | undefined = swift.currencies
  const domain = new Domain({
    get: ((...key: readonly [string, string]) => tablesOf({
      tenants: [acme], providers: currencies === undefined ? [] : [{ ...swift, currencies }]
    }).get(...key as ['tenants', string])) as never
  })
  for (const first of beginning) domain.send(first)
  domain.settle()

  for (const each of actions) {
    switch (each.do) {
      case 'send': domain.send(each.command); break
      case 'step': domain.step(each.processor); checkBooks(domain); break
      case 'configure': currencies = each.currencies; break
      case 'pay': {
        const asked = domain.requests[each.pick]
        if (asked !== undefined) domain.notify(each.provider, { ...paymentOf(asked.request), ...each.change })
      }
    }
  }
  return domain
}

function paymentOf({ tenant, reference, amount, currency }: ProviderRequest): ProviderNotification {
  return { type: 'InvoicePaid', tenant, reference, invoice: 'inv-1', amount, currency }
}

/** Double entry, and the sums behind the two numbers of a balance. */
function checkBooks({ rows, walletEvents }: Domain): void {
  const accounts = new Map<string, bigint>()
  for (const { debit, credit, amount } of walletEvents.flatMap(postingsOf)) {
    assert.ok(amount > 0n && debit !== credit)
    accounts.set(debit, (accounts.get(debit) ?? 0n) - amount)
    accounts.set(credit, (accounts.get(credit) ?? 0n) + amount)
  }
  assert.is(sum(accounts.values()), 0n, 'debits equal credits')

  for (const [key, { posted, held, status }] of rows.wallets) {
    const pending = [...rows.withdrawals].filter(([withdrawal]) => withdrawal.startsWith(`${key}/`))
    assert.is(posted, accounts.get(key.replace('acme', 'wallet')) ?? 0n, 'posted is the sum of the postings')
    assert.is(held, sum(pending.map(([, { hold }]) => hold?.amount ?? 0n)), 'held is the sum of what is pending')
    assert.ok(held >= 0n && posted >= held && posted < 2n ** 63n)
    if (status === 'closed') assert.is(posted, 0n, 'what is closed is empty')
  }
  for (const { status, hold } of rows.withdrawals.values()) assert.is(status === 'pending', hold !== null)
}

function checkQuiet({ rows, payouts, walletEvents, withdrawalEvents, requests }: Domain): void {
  for (const [key, { status }] of rows.withdrawals) {
    assert.is.not(status, 'pending', `${key} never ended`)
    assert.is(payouts.get(key)?.status, status, 'both processors agree how it ended')
  }
  assert.is(payouts.size, rows.withdrawals.size)

  const ended = walletEvents.filter(({ type }) => type === 'WithdrawalCompleted' || type === 'WithdrawalFailed')
  assert.is(ended.length, rows.withdrawals.size, 'every withdrawal ended once')
  const started = withdrawalEvents.filter(({ type }) => type === 'PayoutStarted')
  assert.is(requests.length, started.length, 'a provider is asked once for each payout')
  const paid = walletEvents.filter(({ type }) => type === 'WithdrawalCompleted')
  assert.is(paid.length, requests.length, 'what a provider was asked for is posted, and nothing else')
}

function postingsOf(event: Domain['walletEvents'][number]): readonly Omit<Posting, 'type'>[] {
  return 'postings' in event ? event.postings : []
}

function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n
  for (const each of amounts) total += each
  return total
}
