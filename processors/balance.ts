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

/** Whether the wallet has room for `amount` more. */
export function mayCredit({ posted }: Balance, amount: bigint): boolean {
  return posted + amount <= postedMax
}

/** Money that arrives. */
export function credit({ posted, held }: Balance, amount: bigint): Balance {
  return checked(posted + positive(amount), held)
}

/** Money that is taken, as far as it is not held. */
export function debit({ posted, held }: Balance, amount: bigint): Balance {
  return checked(posted - positive(amount), held)
}

/** Reserves `amount` until it is posted or released. */
export function hold({ posted, held }: Balance, amount: bigint): Balance {
  return checked(posted, held + positive(amount))
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

function checked(posted: bigint, held: bigint): Balance {
  assert(held >= 0n, 'held must not be negative')
  assert(posted >= held, 'posted must cover held')
  assert(posted <= postedMax, 'posted must fit a long')
  return { posted, held }
}
