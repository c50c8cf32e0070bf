import type {
  Batch, Credit, Deposit, PlacedHold, Plain, Quote, Revert, Transfer, Wallet, Withdrawal
} from '../../schemas/generated.ts'
import { assert } from '../decider.ts'
import type { Balance } from '../balance.ts'

/** The rows of one command. A store is absent when the command has no key of it. */
export interface WalletRows {
  readonly wallets?: Plain<Wallet> | undefined
  readonly withdrawals?: Plain<Withdrawal> | undefined
  readonly quotes?: Plain<Quote> | undefined
  readonly holds?: Plain<PlacedHold> | undefined
  readonly deposits?: Plain<Deposit> | undefined
  readonly reverts?: Plain<Revert> | undefined
  /** That this wallet pays. */
  readonly transfers?: Plain<Transfer> | undefined
  /** That this wallet is paid by. */
  readonly credits?: Plain<Credit> | undefined
  readonly batches?: Plain<Batch> | undefined
}

/** Every event carries the balance it leaves: a fold copies it, so later rules cannot change history. */
export function withBalance(
  rows: WalletRows, { posted, held }: Balance, change: Partial<Plain<Wallet>> = {}
): WalletRows {
  return { ...rows, wallets: { ...walletOf(rows), ...change, posted, held } }
}

/** The wallet of an event. */
export function walletOf({ wallets: wallet }: WalletRows): Plain<Wallet> {
  assert(wallet !== undefined, 'an event needs its wallet')
  return wallet
}
