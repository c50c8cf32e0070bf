import type { Balance as BalanceRecord, Plain } from '../schemas/generated.ts'
import { assert } from './decider.ts'

/**
 * The only place where money is added or subtracted. Whoever calls has asked `mayCredit` or `available` first;
 * what throws here is our mistake, and stops the partition before it is written.
 */
export type Balance = Plain<BalanceRecord>

/** Money is a `long` on the wire and on disk: the largest amount that one wallet can have. */
export const postedMax = 2n ** 63n - 1n

export const empty: Balance = { posted: 0n, held: 0n }

/** The balance of anything that has one, as an event carries it. */
export function balanceOf({ posted, held }: Balance): Balance {
  return { posted, held }
}

/** What the owner may spend: posted money less the part held for pending withdrawals. */
export function available({ posted, held }: Balance): bigint {
  return posted - held
}

export function isEmpty({ posted, held }: Balance): boolean {
  return posted === 0n && held === 0n
}

/** Whether the wallet has room for `amount` more, beside what it expects. */
export function mayCredit({ posted, incoming = 0n }: Room, amount: bigint): boolean {
  return posted + incoming + amount <= postedMax
}

interface Room { readonly posted: bigint, readonly incoming?: bigint }

/** Money that arrives. */
export function credit({ posted, held }: Balance, amount: bigint): Balance {
  return checked(posted + positive(amount), held)
}

/** Money that is taken, as far as it is not held. */
export function debit(balance: Balance, amount: bigint): Balance {
  return checked(balance.posted - positive(covered(balance, amount)), balance.held)
}

/** What an adjustment says that there is too much or too little: the one thing that may leave less than nothing. */
export function adjust({ posted, held }: Balance, amount: bigint): Balance {
  return checked(posted + amount, held)
}

/** Whether the wallet can be adjusted by `amount`, be it to less than nothing. */
export function mayAdjust(wallet: Balance & Room, amount: bigint): boolean {
  return amount > 0n ? mayCredit(wallet, amount) : available(wallet) + amount >= -postedMax
}

/** Holds what an adjustment is going to take, as if it were covered: it may leave less than nothing, too. */
export function setAside({ posted, held }: Balance, amount: bigint): Balance {
  return checked(posted, held + positive(amount))
}

/** Whether `amount` can be set aside. */
export function maySetAside(wallet: Balance & Room, amount: bigint): boolean {
  return wallet.held + amount <= postedMax && mayAdjust(wallet, -amount)
}

/** Reserves `amount` until it is posted or released. */
export function hold(balance: Balance, amount: bigint): Balance {
  return checked(balance.posted, balance.held + positive(covered(balance, amount)))
}

/** Turns a hold into a debit. */
export function post({ posted, held }: Balance, amount: bigint): Balance {
  return checked(posted - positive(amount), held - amount)
}

/** Gives a hold back. */
export function release({ posted, held }: Balance, amount: bigint): Balance {
  return checked(posted, held - positive(amount))
}

function positive(amount: bigint): bigint {
  assert(amount > 0n, 'an amount must be positive')
  return amount
}

/** What was adjusted may be below nothing: it takes in and gives back, and lets nothing out. */
function covered(balance: Balance, amount: bigint): bigint {
  assert(amount <= available(balance), 'posted must cover held')
  return amount
}

function checked(posted: bigint, held: bigint): Balance {
  assert(held >= 0n, 'held must not be negative')
  assert(posted <= postedMax && posted >= -postedMax, 'posted must fit a long')
  return { posted, held }
}
