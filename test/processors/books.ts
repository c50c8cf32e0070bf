import * as assert from 'uvu/assert'

import { isFinished, isUnresolved } from '../../processors/withdrawals/rows.ts'
import type { PayoutRow } from '../../processors/withdrawals/rows.ts'
import type { Plain, Posting, WalletEvent } from '../../schemas/generated.ts'
import type { Domain } from './domain.ts'

/** What each account has by the postings of all events: what it was credited less what it was debited. */
export function accountsOf({ walletEvents }: Domain): ReadonlyMap<string, bigint> {
  const accounts = new Map<string, bigint>()
  for (const { debit, credit, amount } of walletEvents.flatMap(movedBy)) {
    assert.ok(amount > 0n && debit !== credit, 'a posting moves money')
    accounts.set(debit, (accounts.get(debit) ?? 0n) - amount)
    accounts.set(credit, (accounts.get(credit) ?? 0n) + amount)
  }
  return accounts
}

function movedBy(event: WalletEvent): readonly Plain<Posting>[] {
  return 'postings' in event ? event.postings : []
}

/** What the accounts have added up, once they have heard of all: the same, with all wallets of a tenant as one. */
export function checkAccounts({ rows, walletEvents }: Domain): void {
  const wanted = new Map<string, bigint>()
  const add = (tenant: string, account: string, currency: string, amount: bigint): void => {
    const name = `${tenant}/${account.startsWith('wallet/') ? 'wallets' : account} ${currency}`
    wanted.set(name, (wanted.get(name) ?? 0n) + amount)
  }
  for (const event of walletEvents) {
    for (const { debit, credit, amount, currency } of movedBy(event)) {
      add(event.tenant, debit, currency, -amount)
      add(event.tenant, credit, currency, amount)
    }
  }
  const found = new Map([...rows.accounts].filter(([key]) => !key.endsWith('/ledger')).flatMap(([key, { totals }]) =>
    totals.map(({ currency, debit, credit }) => [`${key} ${currency}`, credit - debit] as const)))
  assert.equal(sorted(found), sorted(wanted), 'the accounts are what the postings say')

  for (const [key, { totals }] of rows.accounts) {
    if (!key.endsWith('/ledger')) continue
    for (const { currency, debit, credit } of totals) assert.is(credit, debit, `${key} is in balance in ${currency}`)
  }
}

/** What is not there and what is empty are one. */
function sorted(amounts: ReadonlyMap<string, bigint>): readonly (readonly [string, bigint])[] {
  return [...amounts].filter(([, amount]) => amount !== 0n).sort(([left], [right]) => left < right ? -1 : 1)
}

/** What must hold at any time, whatever waits in the queues. */
export function checkBooks(domain: Domain): void {
  const { rows } = domain
  const accounts = accountsOf(domain)
  assert.is(sum(accounts.values()), 0n, 'debits equal credits')

  for (const [key, { posted, held, status }] of rows.wallets) {
    const wallet = key.slice(key.indexOf('/') + 1)
    const own = ofWallet(rows.withdrawals, key)
    const sent = [...ofWallet(rows.transfers, key), ...ofWallet(rows.batches, key)]
      .filter(({ status: each }) => each === 'pending')
    assert.is(posted, accounts.get(`wallet/${wallet}`) ?? 0n, 'posted is the sum of the postings')
    const placed = ofWallet(rows.holds, key).map(({ left }) => left)
    const pending = [...own.map(({ hold }) => hold?.hold ?? 0n), ...sent.map(({ hold }) => hold), ...placed]
    assert.is(held, sum(pending), 'held is the sum of what is pending')
    assert.is(-sum(own.map(({ receivable }) => receivable)), accounts.get(`receivable/${wallet}`) ?? 0n, 'what is owed')
    assert.ok(held >= 0n && posted >= held && posted < 2n ** 63n)
    if (status === 'closed') assert.is(posted, 0n, 'what is closed is empty')
  }
  for (const { status, hold } of rows.withdrawals.values()) assert.is(status === 'pending', hold !== null)
  for (const payout of rows.payouts.values()) checkPayout(payout)
}

function ofWallet<Row>(rows: ReadonlyMap<string, Row>, wallet: string): readonly Row[] {
  return [...rows].filter(([key]) => key.startsWith(`${wallet}/`)).map(([, row]) => row)
}

/** At most one attempt leaves at a time, and what is finished has shrunk to what a late truth is compared with. */
function checkPayout(payout: PayoutRow): void {
  const { status, attempts, order, dueAt, waiting } = payout
  assert.ok(attempts.filter(each => each.status === 'open' || each.status === 'reserving').length <= 1, 'one at a time')
  const settled = attempts.filter(attempt => !isUnresolved(attempt) && attempt.status !== 'reserving')
  assert.not(settled.some(({ hasTurnover }) => hasTurnover), 'turnover is committed or released with its attempt')
  if (!isFinished(payout)) return

  assert.is(order, null, `${status}, and its order is kept`)
  assert.equal(attempts.flatMap(({ postings }) => postings), [], `${status}, and its plans are kept`)
  assert.not(attempts.some(each => each.status === 'reserving'), `${status}, and an attempt is about to leave`)
  if (attempts.some(isUnresolved)) return
  assert.equal({ dueAt, waiting }, { dueAt: 0, waiting: null }, `${status}, and it waits`)
}

export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n
  for (const each of amounts) total += each
  return total
}
