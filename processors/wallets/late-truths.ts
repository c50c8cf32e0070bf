import type {
  ClaimWithdrawal, Plain, Posting, ReturnWithdrawal, Wallet, WalletCommandHead, Withdrawal, WithdrawalClaimed,
  WithdrawalReturned
} from '../../schemas/generated.ts'
import { available, balanceOf, credit, debit, mayCredit, postedMax } from '../balance.ts'
import { netted } from '../cash-flow.ts'
import { assert, refuse, unreachable } from '../decider.ts'
import type { Refusal } from '../decider.ts'
import { invalidDerivedIds } from '../ids.ts'
import { movedBy } from './adjustment.ts'
import { isRefusal } from './admission.ts'
import type { OfWithdrawal } from './admission.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/**
 * What a provider did after a withdrawal had ended. Nothing is edited: what comes back is a new credit, what was paid
 * and is covered by nothing a new debit, or a claim on the owner.
 *
 * Once people have adjusted the withdrawal, the wallet has what they say, and whether they knew of this is theirs to
 * tell: what comes back is put aside, what was paid is a claim, until they adjust it again.
 */
export function returnWithdrawal(
  command: WalletCommandHead & ReturnWithdrawal, rows: WalletRows
): WithdrawalReturned | Refusal {
  const admitted = admitLate(command, rows)
  if (isRefusal(admitted)) return admitted

  const { wallet, withdrawal } = admitted
  const { provider, reference, invoice, amount, currency } = command
  // Money that came back pays what is owed for the same withdrawal first.
  const settled = least(withdrawal.receivable, amount)
  const rest = amount - settled
  const isTaken = wallet.status !== 'closed' && !isAdjusted(withdrawal) && mayCredit(wallet, rest)
  const credited = isTaken ? rest : 0n
  const suspended = rest - credited
  return {
    type: 'WithdrawalReturned',
    withdrawal: command.withdrawal,
    provider,
    reference,
    invoice,
    return: command.return,
    amount,
    currency,
    settled,
    suspended,
    balance: credited > 0n ? credit(wallet, credited) : balanceOf(wallet),
    postings: postings(currency, [
      [`provider/${provider}`, `receivable/${command.wallet}`, settled],
      [`provider/${provider}`, `wallet/${command.wallet}`, credited],
      [`provider/${provider}`, `suspense/${command.wallet}`, suspended]
    ])
  }
}

/**
 * A provider paid what no hold covers. If the hold was given back before, the owner has the money twice and the wallet
 * pays as far as it can, blocked or not. If the provider paid more than once, nothing is taken: whether the receiver
 * pays back is for people to find out, and until then it is a claim.
 */
export function claimWithdrawal(
  command: WalletCommandHead & ClaimWithdrawal, rows: WalletRows
): WithdrawalClaimed | Refusal {
  const admitted = admitLate(command, rows)
  if (isRefusal(admitted)) return admitted

  const { wallet, withdrawal } = admitted
  const { provider, reference, invoice, amount, currency, collect } = command
  const collected = collect && !isAdjusted(withdrawal) ? least(spendable(wallet), amount) : 0n
  const receivable = amount - collected
  if (withdrawal.receivable + receivable > postedMax) return refuse(command, 'balance_over_limit')
  return {
    type: 'WithdrawalClaimed',
    withdrawal: command.withdrawal,
    provider,
    reference,
    invoice,
    amount,
    currency,
    collected,
    receivable,
    balance: collected > 0n ? debit(wallet, collected) : balanceOf(wallet),
    postings: postings(currency, [
      [`wallet/${command.wallet}`, `provider/${provider}`, collected],
      [`receivable/${command.wallet}`, `provider/${provider}`, receivable]
    ])
  }
}

function isAdjusted({ moved }: Plain<Withdrawal>): boolean {
  return moved?.isAdjusted === true
}

/** What was adjusted may have less than nothing. */
function spendable(wallet: Plain<Wallet>): bigint {
  const left = available(wallet)
  return left > 0n ? left : 0n
}

/** After a withdrawal has ended. The wallet may be blocked, or closed. */
function admitLate(
  command: WalletCommandHead & (ReturnWithdrawal | ClaimWithdrawal),
  { wallets: wallet, withdrawals: withdrawal }: WalletRows
): OfWithdrawal | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (command.amount <= 0n) return refuse(command, 'amount_not_positive')
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'opening') return refuse(command, 'wallet_opening')
  if (withdrawal === undefined) return refuse(command, 'withdrawal_not_found')
  if (withdrawal.status === 'pending') return refuse(command, 'withdrawal_still_pending')
  if (wallet.currency !== command.currency) return refuse(command, 'currency_mismatch')
  return { wallet, withdrawal }
}

function postings(
  currency: string, movements: readonly (readonly [debit: string, credit: string, amount: bigint])[]
): readonly Plain<Posting>[] {
  return movements.filter(([, , amount]) => amount > 0n)
    .map(([debit, credit, amount]) => ({ debit, credit, amount, currency }))
}

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right
}

export function evolveLateTruth(rows: WalletRows, event: WithdrawalReturned | WithdrawalClaimed): WalletRows {
  const { withdrawals } = rows
  assert(withdrawals !== undefined, 'a late truth needs its withdrawal')
  const postings = netted([...movedBy(withdrawals), ...event.postings])
  const moved = { postings, isAdjusted: isAdjusted(withdrawals) }
  const receivable = withdrawals.receivable + owed(event)
  return { ...withBalance(rows, event.balance), withdrawals: { ...withdrawals, receivable, moved } }
}

function owed(event: WithdrawalReturned | WithdrawalClaimed): bigint {
  switch (event.type) {
    case 'WithdrawalReturned': return -event.settled
    case 'WithdrawalClaimed': return event.receivable
    default: return unreachable(event)
  }
}
