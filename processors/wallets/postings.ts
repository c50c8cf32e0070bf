import type { Plain, Posting, Wallet, WalletEvent } from '../../schemas/generated.ts'
import { added, ledgerAccount, walletsAccount } from '../accounts/lines.ts'
import type { Lines } from '../accounts/lines.ts'
import type { FollowUp, Summary } from '../decider.ts'
import type { WalletRows } from './rows.ts'

/** An account, by its name, and what it moved: by currency, and added up in place. */
type Moves = Map<string, Map<string, Sum>>

interface Sum { currency: string, debit: bigint, credit: bigint, count: number }

/**
 * What the events of one transaction moved, for each account of a tenant once: however many wallets a source pays, it
 * is told once for all of them.
 *
 * The wallets' side is what their rows gained or lost, and all others are what the postings say. So the two are
 * independent of each other, and a posting that is forgotten, or money that no posting tells of, is a difference
 * between the debits and credits of `ledger`.
 */
export function sumPostings(): Summary<WalletRows, WalletEvent> {
  const tenants = new Map<string, Moves>()
  return {
    add(event, before, after) {
      let moves = tenants.get(event.tenant)
      if (moves === undefined) tenants.set(event.tenant, moves = new Map())
      addWallet(moves, before.wallets, after.wallets)
      for (const posting of movedBy(event)) addPosting(moves, posting)
    },
    followUps: name => [...tenants].flatMap(([tenant, moves]) => linesOf(moves).map(([account, lines]): FollowUp => ({
      to: 'accountCommands', record: { type: 'AddPostings', tenant, account, operationId: name, lines }
    })))
  }
}

function movedBy(event: WalletEvent): readonly Plain<Posting>[] {
  return 'postings' in event ? event.postings : none
}

function addWallet(
  moves: Moves, before: Plain<Wallet> | undefined, after: Plain<Wallet> | undefined
): void {
  const wallet = after ?? before
  const gained = (after?.posted ?? 0n) - (before?.posted ?? 0n)
  if (wallet === undefined || gained === 0n) return
  if (gained > 0n) add(moves, walletsAccount, wallet.currency, 0n, gained)
  else add(moves, walletsAccount, wallet.currency, -gained, 0n)
}

function addPosting(moves: Moves, { debit, credit, amount, currency }: Plain<Posting>): void {
  if (!isWallet(debit)) add(moves, debit, currency, amount, 0n)
  if (!isWallet(credit)) add(moves, credit, currency, 0n, amount)
}

function add(moves: Moves, account: string, currency: string, debit: bigint, credit: bigint): void {
  let sums = moves.get(account)
  if (sums === undefined) moves.set(account, sums = new Map())
  const sum = sums.get(currency)
  if (sum === undefined) return void sums.set(currency, { currency, debit, credit, count: 1 })
  sum.debit += debit
  sum.credit += credit
  sum.count++
}

/** Each account that moved, and last the ledger: all of them together. */
function linesOf(moves: Moves): readonly (readonly [account: string, lines: Lines])[] {
  if (moves.size === 0) return none
  const accounts = [...moves].map(([account, sums]) => [account, [...sums.values()]] as const)
  return [...accounts, [ledgerAccount, added(none, accounts.flatMap(([, lines]) => lines))]]
}

function isWallet(account: string): boolean {
  return account.startsWith('wallet/')
}

const none: readonly never[] = []
