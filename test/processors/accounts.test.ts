import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { accounts } from '../../processors/accounts/index.ts'
import type { AccountRows } from '../../processors/accounts/rows.ts'
import type { FollowUp } from '../../processors/decider.ts'
import { sumPostings } from '../../processors/wallets/postings.ts'
import type { WalletRows } from '../../processors/wallets/rows.ts'
import type {
  AccountCommand, AccountEvent, AccountEventHead, AccountLine, Plain, Posting, PostingsAdded, Wallet, WalletEvent
} from '../../schemas/generated.ts'
import { codecOfAll } from '../schemas/codecs.ts'
import { head, specification, tablesOf, usualAt } from '../support/given.ts'
import * as examples from './examples.ts'

const name = 'wallet-commands/3/77'
const most = 2n ** 63n - 1n

const summing = suite('postings are summed')

summing('once for each account, however many events of one transaction move it', () => {
  const changes = Array.from({ length: 500 }, (_, index) => deposit(`w-${index % 50}`, 2n))
  const sums = sumOf(changes, name)
  assert.is(sums.length, 3)
  assert.equal(linesOf(sums), {
    'acme/wallets': [line(0n, 1_000n, 500)],
    'acme/source/bank': [line(1_000n, 0n, 500)],
    'acme/ledger': [line(1_000n, 1_000n, 1_000)]
  })
  for (const { record } of sums) assert.is((record as AccountCommand).operationId, name)
})

summing('apart for each tenant, and in each currency', () => {
  const changes = [
    deposit('alice', 5n), deposit('alice', 7n, { tenant: 'other' }), deposit('bob', 3n, { currency: 'JPY' })
  ]
  assert.equal(linesOf(sumOf(changes, name)), {
    'acme/wallets': [line(0n, 5n), line(0n, 3n, 1, 'JPY')],
    'acme/source/bank': [line(5n, 0n), line(3n, 0n, 1, 'JPY')],
    'acme/ledger': [line(5n, 5n, 2), line(3n, 3n, 2, 'JPY')],
    'other/wallets': [line(0n, 7n)],
    'other/source/bank': [line(7n, 0n)],
    'other/ledger': [line(7n, 7n, 2)]
  })
})

summing('with the wallet\'s side as its row has it, fees and all', () => {
  const postings = [
    posting('wallet/alice', 'provider/swift', 30n), posting('wallet/alice', 'system/settlement', 2n),
    posting('system/settlement', 'fees/swift', 1n)
  ]
  assert.equal(linesOf(sumOf([change('alice', 100n, 68n, 'WithdrawalCompleted', postings)], name)), {
    'acme/wallets': [line(32n, 0n)],
    'acme/provider/swift': [line(0n, 30n)],
    'acme/system/settlement': [line(1n, 2n, 2)],
    'acme/fees/swift': [line(0n, 1n)],
    'acme/ledger': [line(33n, 33n, 5)]
  })
})

summing('and come to nothing where no money moved: what is held, or will move later', () => {
  const flow = [posting('source/bank', 'wallet/alice', 5n)]
  const changes = ['DepositCreated', 'TransferCreated', 'BatchCreated', 'WithdrawalCreated'].map(type => {
    const { event: { postings: _, ...event }, ...rows } = change('alice', 5n, 5n, type, []) as Planned
    return { ...rows, event: { ...event, flow } }
  }) as unknown as readonly Change[]
  assert.equal(sumOf(changes, name), [])
})

summing('so that a posting that is forgotten, or tells of more than moved, is a difference in the ledger', () => {
  const ledgerOf = (each: Change): unknown =>
    linesOf(sumOf([each, deposit('bob', 1n)], name))['acme/ledger']
  assert.equal(ledgerOf(change('alice', 0n, 5n, 'DepositCompleted', [])), [line(1n, 6n, 3)])
  assert.equal(ledgerOf(change('alice', 0n, 0n, 'DepositCompleted', [posting('source/bank', 'wallet/alice', 5n)])),
    [line(6n, 1n, 3)])
  const elsewhere = [posting('source/bank', 'wallet/carol', 5n)]
  assert.equal(ledgerOf(change('alice', 0n, 4n, 'DepositCompleted', elsewhere)), [line(6n, 5n, 4)])
})

summing('to more than a long holds, which can be written and read', () => {
  const changes = [deposit('alice', most), deposit('bob', most), deposit('carol', most)]
  const [wallets] = sumOf(changes, name)
  const codec = codecOfAll()
  const bytes = codec.encode('account-commands', wallets!.record)
  assert.equal(codec.decode('account-commands', bytes), { record: wallets!.record })
  assert.equal((wallets!.record as AccountCommand).lines, [line(0n, 3n * most, 3)])
})

summing('of a wallet that appears or goes without money', () => {
  assert.equal(sumOf([{ ...deposit('alice', 5n), before: {}, after: {} }], name).length, 2, 'postings alone')
  const opened = change('alice', 0n, 0n, 'WalletOpened', [])
  assert.equal(sumOf([{ ...opened, before: {} }, { ...opened, after: {} }], name), [])
})

summing.run()

const add = examples.addPostings
const ledger = { ...add, account: 'ledger' }
const given = specification(accounts, tablesOf({}))

const deciding = suite('accounts decide')

deciding('adds what an account moved to what it has moved', () => {
  given({}).when(add).emits({ type: 'PostingsAdded', lines: add.lines, totals: add.lines })
  const yen = [line(0n, 9n, 1, 'JPY')]
  given({ accounts: { totals: [line(1n, 2n, 3)] } }).when({ ...add, lines: [...yen, ...add.lines] }).emits({
    type: 'PostingsAdded', lines: [...yen, ...add.lines], totals: [line(70_01n, 2n, 5), ...yen]
  })
})

deciding('lets any account but the ledger have money, or owe it', () => {
  given({}).when({ ...add, account: 'wallets', lines: [line(0n, 5n)] }).emits(addedTo([line(0n, 5n)]))
})

deciding('finds the ledger in balance as long as what left accounts reached others', () => {
  given({}).when({ ...ledger, lines: [line(5n, 5n, 2)] }).emits(addedTo([line(5n, 5n, 2)]))
})

deciding('finds it out of balance when it gets there, by how much and in which currency', () => {
  const lines = [line(5n, 5n, 2), line(9n, 7n, 2, 'JPY')]
  given({}).when({ ...ledger, lines }).emits({
    type: 'LedgerUnbalanced', currency: 'JPY', difference: -2n, lines, totals: lines
  })
})

deciding('does not say so again of what is added in good order, and does of more that is wrong', () => {
  const wrong = { accounts: { totals: [line(9n, 7n, 2)] } }
  given(wrong).when({ ...ledger, lines: [line(5n, 5n, 2)] })
    .emits({ type: 'PostingsAdded', lines: [line(5n, 5n, 2)], totals: [line(14n, 12n, 4)] })
  given(wrong).when({ ...ledger, lines: [line(5n, 4n, 2)] }).emits({
    type: 'LedgerUnbalanced', currency: 'EUR', difference: -3n, lines: [line(5n, 4n, 2)], totals: [line(14n, 11n, 4)]
  })
  given(wrong).when({ ...ledger, lines: [line(0n, 1n, 1, 'JPY')] }).emits({
    type: 'LedgerUnbalanced', currency: 'JPY', difference: 1n, lines: [line(0n, 1n, 1, 'JPY')],
    totals: [line(9n, 7n, 2), line(0n, 1n, 1, 'JPY')]
  })
})

deciding('finds it in balance again once what was missing is there', () => {
  given({ accounts: { totals: [line(9n, 7n, 2)] } }).when({ ...ledger, lines: [line(0n, 2n)] })
    .emits({ type: 'PostingsAdded', lines: [line(0n, 2n)], totals: [line(9n, 9n, 3)] })
})

deciding('refuses names that are none, and operations that a client could send', () => {
  for (const account of ['', 'source/', '/bank', 'source/a/b', 'Source/bank', 'source/a b', 'source/ä']) {
    given({}).when({ ...add, account }).refuses('invalid_id', { fields: ['account'] })
  }
  given({}).when({ ...add, operationId: 'op-1' }).refuses('invalid_id', { fields: ['operationId'] })
  for (const account of ['wallets', 'ledger', 'transit/transfers', 'counterparty/Shop:1', 'fees/swift']) {
    given({}).when({ ...add, account, lines: [] }).emits({ type: 'PostingsAdded', lines: [], totals: [] })
  }
})

deciding('remembers an operation for longer than commands lie in their topic', () => {
  const day = 24 * 60 * 60 * 1_000
  assert.ok(accounts.keptUntil!(add, tablesOf({}), usualAt) > usualAt + 2 * 14 * day)
})

deciding.run()

const reacting = suite('accounts react')

const unbalanced: AccountEvent = {
  ...happened('ledger'), type: 'LedgerUnbalanced', currency: 'EUR', difference: -2n, lines: [line(9n, 7n, 2)],
  totals: [line(19n, 17n, 4)]
}
const added: AccountEvent = {
  ...happened('ledger'), type: 'PostingsAdded', lines: [line(9n, 7n)], totals: [line(9n, 7n)]
}

reacting('stop the tenant whose ledger is out of balance, and tell operators', () => {
  assert.equal(accounts.react!(unbalanced, {}), [{
    to: 'tenantCommands',
    record: {
      type: 'StopTenant', tenant: 'acme', operationId: 'wallet-commands/3/77/stop', reason: 'ledger out of balance: EUR'
    }
  }])
  assert.is(accounts.alarm!(unbalanced), 'the ledger of tenant acme is out of balance in EUR: the tenant is stopped')
})

reacting('to nothing else', () => {
  assert.equal(accounts.react!(added, {}), [])
  assert.is(accounts.alarm!(added), undefined)
})

reacting('keep the totals of either event', () => {
  const rows: AccountRows = { accounts: { totals: [line(10n, 10n, 2)] } }
  assert.equal(accounts.evolve(rows, unbalanced), { accounts: { totals: [line(19n, 17n, 4)] } })
  assert.equal(accounts.evolve({}, added), { accounts: { totals: [line(9n, 7n)] } })
})

reacting.run()

function happened(account: string): AccountEventHead {
  const { wallet: _, ...others } = head(name)
  return { ...others, account }
}

function addedTo(lines: readonly Plain<AccountLine>[]): PostingsAdded {
  return { type: 'PostingsAdded', lines, totals: lines }
}

function line(debit: bigint, credit: bigint, count = 1, currency = 'EUR'): Plain<AccountLine> {
  return { currency, debit, credit, count }
}

function posting(debit: string, credit: string, amount: bigint, currency = 'EUR'): Plain<Posting> {
  return { debit, credit, amount, currency }
}

interface Of { readonly tenant?: string, readonly currency?: string }

function deposit(
  wallet: string, amount: bigint, { tenant, currency = 'EUR' }: Of = {}
): Change {
  const postings = [posting('source/bank', `wallet/${wallet}`, amount, currency)]
  return change(wallet, 0n, amount, 'DepositCompleted', postings, { tenant: tenant ?? 'acme', currency })
}

/** An event that moved `posted` of a wallet. */
type Planned = Change & { readonly event: { readonly postings: unknown } }

function change(
  wallet: string, before: bigint, after: bigint, type: string, postings: readonly Plain<Posting>[],
  { tenant = 'acme', currency = 'EUR' }: Of = {}
): Change {
  const row = (posted: bigint): WalletRows =>
    ({ wallets: { ...examples.open, currency, posted } satisfies Plain<Wallet> })
  const event = { ...head('op-1'), tenant, wallet, type, postings } as unknown as WalletEvent
  return { event, before: row(before), after: row(after) }
}

/** What each account of each tenant is told. */
interface Change { readonly event: WalletEvent, readonly before: WalletRows, readonly after: WalletRows }

function sumOf(changes: readonly Change[], name: string): readonly FollowUp[] {
  const summary = sumPostings()
  for (const { event, before, after } of changes) summary.add(event, before, after)
  return summary.followUps(name)
}

function linesOf(sums: readonly FollowUp[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(sums.map(({ to, record }) => {
    assert.is(to, 'accountCommands')
    const { tenant, account, lines } = record as AccountCommand
    return [`${tenant}/${account}`, lines]
  }))
}
