import type { Plain, Quote, Wallet, Withdrawal } from '../../schemas/generated.ts'
import { assert } from '../decider.ts'
import type { Balance } from '../balance.ts'

/** The rows of one command. A store is absent when the command has no key of it. */
export interface WalletRows {
  readonly wallets?: Plain<Wallet> | undefined
  readonly withdrawals?: Plain<Withdrawal> | undefined
  readonly quotes?: Plain<Quote> | undefined
}

/** Every event carries the balance it leaves: a fold copies it, so later rules cannot change history. */
export function withBalance(
  rows: WalletRows, { posted, held }: Balance, change: Partial<Plain<Wallet>> = {}
): WalletRows {
  assert(rows.wallets !== undefined, 'an event needs its wallet')
  return { ...rows, wallets: { ...rows.wallets, ...change, posted, held } }
}
