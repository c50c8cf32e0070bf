import * as assert from 'uvu/assert'

import type { Plain, Posting, Wallet } from '../../../schemas/generated.ts'
import { sum } from '../books.ts'
import type { Domain, Flat, Happened } from '../domain.ts'

/** Account, by tenant and currency: what it was credited less what it was debited. */
type Accounts = ReadonlyMap<string, bigint>

/** What people decide against the rules may leave less than nothing. */
const adjustments = new Set([
  'DepositAdjusted', 'RevertAdjusted', 'WithdrawalAdjusted', 'TransferAdjusting', 'TransferAdjusted', 'CreditAdjusted'
])

/** What only a client begins, of an open wallet of a tenant that goes on. Deposits too, if they complete at once. */
const beginnings = new Set([
  'DepositCreated', 'DepositReverted', 'WithdrawalCreated', 'TransferCreated', 'BatchCreated', 'HoldPlaced'
])

const ownPrefix = 'wallet/'
const known = /^(wallet|source|provider|counterparty|system|fees|receivable|suspense|transit)\/[^/]+$/
const transit = 'transit/transfers'

/**
 * Books kept beside those of the service, of nothing but events and their postings. Whatever has happened they agree
 * with every row: at each event with the wallet that it is of, and at any time with all that is pending.
 */
export class Books {
  readonly #domain: Domain
  readonly #accounts = new Map<string, bigint>()
  readonly #wallets = new Map<string, Plain<Wallet>>()
  /** What completed batches have sent on its way, by tenant and currency. */
  readonly #batched = new Map<string, bigint>()
  readonly #stopped = new Set<string>()
  /** Batches that people have ended. */
  readonly #repaired: Happened[] = []
  /** When holds are over, those that are at some time. */
  readonly #expiries = new Map<string, number>()
  #read = 0

  constructor(domain: Domain) {
    this.#domain = domain
  }

  get accounts(): Accounts {
    return this.#accounts
  }

  /** What must hold at any time, whatever waits in the queues. */
  check(): void {
    if (this.#read === this.#domain.history.length) return
    const touched = new Set<string>()
    for (const happened of this.#domain.history.slice(this.#read)) {
      this.#read++
      if (happened.name === 'wallets') touched.add(this.#enter(happened))
      const { type, tenant } = happened.event as Flat & { readonly tenant: string }
      if (type === 'BatchRepaired' && happened.event['outcome'] !== 'retry') this.#repaired.push(happened)
      if (type === 'TenantStopped') this.#stopped.add(tenant)
      if (type === 'TenantResumed') this.#stopped.delete(tenant)
    }
    for (const key of touched) {
      const wallet = this.#domain.rows.wallets.get(key)
      if (wallet !== undefined) this.#checkWallet(key, wallet)
    }
    this.#checkTransit()
  }

  /** What must hold once there is nothing left to do: what needs no answer from outside has come to its end. */
  checkRest(): void {
    const { rows } = this.#domain
    for (const [key, { status, adjustment }] of rows.transfers) {
      assert.is.not(status, 'pending', `the transfer ${key} never ended`)
      assert.is(adjustment, '', `the adjustment of ${key} never ended`)
    }
    for (const [key, { status }] of rows.batches) assert.is.not(status, 'pending', `the batch ${key} never ended`)
    for (const [key, { status }] of rows.credits) assert.is.not(status, 'reserved', `the room for ${key} is kept`)
    const left = this.#oneSided()
    for (const [account, amount] of this.#accounts) {
      const [tenant, name, currency] = account.split(' ')
      if (name !== transit) continue
      assert.is(amount, left.get(`${tenant} ${currency}`) ?? 0n, `${account} has what was repaired on one side alone`)
    }
    this.#checkTrialBalance()
  }

  /** @returns the key of the wallet */
  #enter({ event, rows }: Happened): string {
    const tenant = event['tenant'] as string
    const key = `${tenant}/${event['wallet']}`
    const before = this.#wallets.get(key)
    const after = rows['wallets'] as Plain<Wallet> | undefined
    const postings = postingsOf(event)
    const own = `${ownPrefix}${event['wallet']}`
    for (const { debit, credit, amount, currency } of postings) {
      const told = `${event.type}: ${debit} to ${credit}`
      assert.ok(amount > 0n && debit !== credit, `${told} moves money`)
      assert.is(currency, after!.currency, told)
      for (const account of [debit, credit]) {
        assert.match(account, known)
        if (account.startsWith(ownPrefix)) assert.is(account, own, `${told}, of another wallet`)
      }
      this.#add(`${tenant} ${debit} ${currency}`, -amount)
      this.#add(`${tenant} ${credit} ${currency}`, amount)
      if (event.type !== 'BatchCompleted' && event.type !== 'BatchRepaired') continue
      if (credit === transit) add(this.#batched, `${tenant} ${currency}`, amount)
      if (debit === transit) add(this.#batched, `${tenant} ${currency}`, -amount)
    }
    checkBalance(event, before, after, -givenBy(own, postings))
    this.#checkBeginning(event, tenant, before)
    this.#checkExpiry(event, `${key}/${event['holdId']}`)
    if (after === undefined) this.#wallets.delete(key)
    else this.#wallets.set(key, after)
    return key
  }

  #checkBeginning(event: Flat, tenant: string, wallet: Plain<Wallet> | undefined): void {
    const isOfClient = event.type === 'DepositCompleted' && !event.operationId.includes('/')
    if (!isOfClient && !beginnings.has(event.type)) return
    assert.not(this.#stopped.has(tenant), `${event.type} of a tenant that is stopped`)
    assert.is(wallet?.status, 'open', event.type)
    assert.is.not(wallet?.owner?.isBlocked, true, `${event.type} of an owner who is blocked`)
  }

  #checkExpiry(event: Flat, hold: string): void {
    const { type, at, expiresAt } = event as Flat & { readonly at: number, readonly expiresAt: number }
    if (type === 'HoldPlaced' && expiresAt !== 0) this.#expiries.set(hold, expiresAt)
    const end = this.#expiries.get(hold) ?? Infinity
    if (type === 'HoldPosted' || type === 'HoldReleased') assert.ok(at < end, `${type}, and its time was over`)
    if (type === 'HoldExpired') assert.ok(at >= end, 'a hold expires when its time is over')
  }

  #add(account: string, amount: bigint): void {
    add(this.#accounts, account, amount)
  }

  #checkWallet(key: string, { status, currency, posted, held, incoming }: Plain<Wallet>): void {
    const { rows } = this.#domain
    const of = <Row>(store: ReadonlyMap<string, Row>): readonly Row[] =>
      [...store].filter(([row]) => row.startsWith(`${key}/`)).map(([, row]) => row)
    const [tenant, wallet] = key.split('/')
    // What an adjustment of a transfer is to take is held as well, and what it is to bring back is expected.
    const adjusting = of(rows.transfers).filter(each => each.adjustment !== '')
    const pending = [...of(rows.transfers), ...of(rows.batches)].filter(each => each.status === 'pending')
    const expected = sum([
      ...of(rows.withdrawals).map(({ hold }) => hold?.hold ?? 0n),
      ...of(rows.holds).map(({ left }) => left),
      ...[...pending, ...adjusting.filter(each => each.status === 'failed')].map(({ hold }) => hold)
    ])
    const room = sum([
      ...of(rows.deposits).map(each => each.status === 'pending' ? each.credited : 0n),
      ...of(rows.credits).map(each => each.status === 'reserved' ? each.amount : 0n),
      ...adjusting.map(each => each.status === 'completed' ? each.hold : 0n)
    ])
    const account = `${tenant} ${ownPrefix}${wallet} ${currency}`
    assert.is(posted, this.#accounts.get(account) ?? 0n, `${key} has its postings`)
    assert.is(held, expected, `${key} holds what is pending`)
    assert.is(incoming, room, `${key} keeps room for what is expected`)
    assert.ok(held >= 0n && incoming >= 0n && posted + incoming < 2n ** 63n)
    if (status === 'closed') assert.equal([posted, held, incoming], [0n, 0n, 0n], `${key} is closed, so it is empty`)
    for (const row of of(rows.holds)) assert.is(row.status === 'placed', row.left > 0n, `${key} holds for something`)
    this.#checkDeposits(key)
  }

  /** No money goes back twice. */
  #checkDeposits(key: string): void {
    const { deposits, reverts } = this.#domain.rows
    for (const [name, { reverted, credited, status }] of deposits) {
      if (!name.startsWith(`${key}/`)) continue
      const own = [...reverts].filter(([revert]) => revert.startsWith(`${name}/`)).map(([, revert]) => revert)
      const account = `${ownPrefix}${key.split('/')[1]}`
      const back = sum(own.map(({ status: of, amount, moved }) =>
        moved !== null ? givenBy(account, moved.postings) : of === 'completed' ? amount : 0n))
      assert.is(reverted, back, `${name}: what went back is what its reverts say`)
      assert.ok(reverted <= credited, `${name}: more went back than came`)
      if (status !== 'completed') assert.is(reverted, 0n, `${name} is ${status}, and went back`)
    }
  }

  /** On its way is what one wallet has paid and the other has not got; less than nothing: the other way round. */
  #checkTransit(): void {
    const { transfers, credits } = this.#domain.rows
    const expected = new Map(this.#batched)
    const inCurrencyOf = (key: string): string => `${key.split('/')[0]} ${this.#currencyOf(key)}`
    for (const [key, { status, credited }] of transfers) {
      if (status === 'completed') add(expected, inCurrencyOf(key), credited)
    }
    for (const [key, { status, amount }] of credits) {
      if (status === 'credited') add(expected, inCurrencyOf(key), -amount)
    }
    for (const [place, amount] of expected) {
      const [tenant, currency] = place.split(' ')
      assert.is(this.#accounts.get(`${tenant} ${transit} ${currency}`) ?? 0n, amount, `on its way in ${place}`)
    }
  }

  /** What people have ended in the wallet that pays, and the other one knows otherwise. By tenant and currency. */
  #oneSided(): ReadonlyMap<string, bigint> {
    const { transfers, credits } = this.#domain.rows
    const sums = new Map<string, bigint>()
    const enter = (place: string, key: string, status: string, credited: bigint): void => {
      const arrived = credits.get(key)?.status === 'credited' ? credited : 0n
      add(sums, place, (status === 'completed' ? credited : 0n) - arrived)
    }
    for (const [key, { isRepaired, status, credited, to }] of transfers) {
      const [tenant, from, transfer] = key.split('/')
      if (!isRepaired) continue
      enter(`${tenant} ${this.#currencyOf(key)}`, `${tenant}/${to}/${from}/${transfer}`, status, credited)
    }
    for (const { event } of this.#repaired) {
      const { tenant, wallet, batch, status, transfers: legs, currency } = event as Flat & Record<string, any>
      for (const { transfer, to, credited } of legs) {
        enter(`${tenant} ${currency}`, `${tenant}/${to}/${wallet}/${batch}/${transfer}`, status, credited)
      }
    }
    return sums
  }

  #currencyOf(key: string): string {
    const [tenant, wallet] = key.split('/')
    return this.#domain.rows.wallets.get(`${tenant}/${wallet}`)!.currency
  }

  /** What the processor of accounts has summed up is what the events say, and comes to nothing in all. */
  #checkTrialBalance(): void {
    const found = new Map<string, bigint>()
    for (const [key, { totals }] of this.#domain.rows.accounts) {
      const [tenant = '', account = ''] = split(key)
      for (const { currency, debit, credit } of totals) {
        if (account === 'ledger') assert.is(debit, credit, `${tenant}: debits are credits`)
        else found.set(`${tenant} ${account} ${currency}`, credit - debit)
      }
    }
    const expected = new Map<string, bigint>()
    for (const [account, amount] of this.#accounts) add(expected, account.replace(/ wallet\/\S+/, ' wallets'), amount)
    assert.equal(withoutZero(found), withoutZero(expected), 'accounts are the sums of the postings')
    const totals = new Map<string, bigint>()
    for (const [account, amount] of found) add(totals, account.replace(/ .* /, ' '), amount)
    assert.equal(withoutZero(totals), [], 'the trial balance is zero')
  }
}

/** What an event has moved. */
export function postingsOf(event: Flat): readonly Plain<Posting>[] {
  return event['postings'] as readonly Plain<Posting>[] | undefined ?? []
}

function checkBalance(
  { type }: Flat, before: Plain<Wallet> | undefined, after: Plain<Wallet> | undefined, gained: bigint
): void {
  const [posted, free] = [before?.posted ?? 0n, (before?.posted ?? 0n) - (before?.held ?? 0n)]
  assert.is((after?.posted ?? 0n) - posted, gained, `${type}: the balance changes by the postings`)
  if (after === undefined) return
  const left = after.posted - after.held
  assert.ok(left >= 0n || left >= free || adjustments.has(type), `${type} leaves ${left} of ${free}`)
}

/** What an account gives, less what it gets. */
function givenBy(account: string, postings: readonly Plain<Posting>[]): bigint {
  return sum(postings.map(({ debit, credit, amount }) =>
    (debit === account ? amount : 0n) - (credit === account ? amount : 0n)))
}

function add(amounts: Map<string, bigint>, key: string, amount: bigint): void {
  amounts.set(key, (amounts.get(key) ?? 0n) + amount)
}

function withoutZero(amounts: Accounts): readonly (readonly [string, bigint])[] {
  return [...amounts].filter(([, amount]) => amount !== 0n).sort(([left], [right]) => left < right ? -1 : 1)
}

/** At the first slash: accounts have some. */
function split(key: string): readonly string[] {
  const end = key.indexOf('/')
  return [key.slice(0, end), key.slice(end + 1)]
}
