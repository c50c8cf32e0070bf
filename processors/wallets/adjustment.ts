import type {
  AdjustDeposit, AdjustRevert, AdjustWithdrawal, DepositAdjusted, Moved, OperationStatus, Plain, Posting,
  RevertAdjusted, WalletCommandHead, WalletEventHead, WithdrawalAdjusted
} from '../../schemas/generated.ts'
import { adjust, balanceOf, mayAdjust, postedMax } from '../balance.ts'
import { credited, difference, postingsMax } from '../cash-flow.ts'
import { assert, refuse, unreachable } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidAdjustmentIds, isId, isProviderId } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { isRefusal } from './admission.ts'
import type { Admitted } from './admission.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/**
 * People say otherwise how an operation ended. What moves is the difference between what they say that it moved in all
 * and what it has moved so far: so the last word counts, however many there were before.
 */
export function adjustDeposit(
  command: WalletCommandHead & AdjustDeposit, rows: WalletRows, tables: Tables
): DepositAdjusted | Refusal {
  const { deposits: row } = rows
  const admitted = admitAdjustment(command, rows, tables, saysWrong(command, 'credit'))
  if (isRefusal(admitted)) return admitted

  const { deposit } = command
  if (row === undefined) return refuse(command, 'deposit_not_found')
  if (row.status === 'pending') return refuse(command, 'deposit_still_pending')
  const change = changeBy(command, row)
  if (change === undefined) return refuse(command, 'adjustment_changes_nothing')
  // What went back would go back again, or would never have come.
  if (row.reverted > 0n) return refuse(command, 'deposit_reverted')
  const money = moneyOf(command, change, admitted)
  return 'type' in money ? money : { type: 'DepositAdjusted', deposit, ...money }
}

/** A revert that is to be completed after all takes its part of the deposit again, which has to have it. */
export function adjustRevert(
  command: WalletCommandHead & AdjustRevert, rows: WalletRows, tables: Tables
): RevertAdjusted | Refusal {
  const { deposits, reverts: row } = rows
  const admitted = admitAdjustment(command, rows, tables, saysWrong(command, 'debit'))
  if (isRefusal(admitted)) return admitted

  const { deposit, revert } = command
  if (deposits === undefined) return refuse(command, 'deposit_not_found')
  if (deposits.status === 'failed' && command.status === 'completed') return refuse(command, 'deposit_already_failed')
  if (row === undefined) return refuse(command, 'revert_not_found')
  const change = changeBy(command, row)
  if (change === undefined) return refuse(command, 'adjustment_changes_nothing')
  const money = moneyOf(command, change, admitted, deposits.credited - deposits.reverted)
  return 'type' in money ? money : { type: 'RevertAdjusted', deposit, revert, ...money }
}

/** What came back and what was claimed is part of what the withdrawal has moved: see `late-truths.ts`. */
export function adjustWithdrawal(
  command: WalletCommandHead & AdjustWithdrawal, rows: WalletRows, tables: Tables
): WithdrawalAdjusted | Refusal {
  const { withdrawals: row } = rows
  const admitted = admitAdjustment(command, rows, tables, saysWrong(command, 'debit'))
  if (isRefusal(admitted)) return admitted

  const { withdrawal } = command
  if (row === undefined) return refuse(command, 'withdrawal_not_found')
  if (row.status === 'pending') return refuse(command, 'withdrawal_still_pending')
  const change = changeBy(command, row)
  if (change === undefined) return refuse(command, 'adjustment_changes_nothing')
  const money = moneyOf(command, change, admitted)
  return 'type' in money ? money : { type: 'WithdrawalAdjusted', withdrawal, ...money }
}

type Adjustment = WalletCommandHead & (AdjustDeposit | AdjustRevert | AdjustWithdrawal)

/**
 * For whoever adjusts: the wallet may be blocked, and its tenant stopped, as it may be that which has to be put right.
 *
 * @param wrong the fields of the command that say what cannot be
 */
export function admitAdjustment(
  command: WalletCommandHead & { readonly type: string }, { wallets: wallet }: WalletRows, tables: Tables,
  wrong: readonly string[]
): Admitted | Refusal {
  const fields = invalidAdjustmentIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wrong.length > 0) return refuse(command, 'invalid_adjustment', { fields: wrong })

  const tenant = findTenant(tables, command.tenant)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'opening') return refuse(command, 'wallet_opening')
  if (wallet.status === 'closed') return refuse(command, 'wallet_closed')
  return { tenant, wallet }
}

/** @param side on which the wallet has to be in all: a deposit credits it, the others debit it */
function saysWrong({ wallet, status, postings }: Adjustment, side: 'debit' | 'credit'): readonly string[] {
  const wrong = isFinal(status) ? [] : ['status']
  if (postings.length === 0) return wrong

  const gained = credited(postings, `wallet/${wallet}`)
  const isRight = status !== 'failed' && postings.length <= postingsMax
    && postings.every(posting => mayMove(posting, wallet))
    && postings.reduce((sum, { amount }) => sum + amount, 0n) <= postedMax
    && (side === 'credit' ? gained > 0n : gained < 0n)
  return isRight ? wrong : [...wrong, 'postings']
}

/** Whether an operation may be said to have ended so. */
export function isFinal(status: OperationStatus): boolean {
  return status === 'completed' || status === 'failed'
}

function mayMove({ debit, credit, amount }: Plain<Posting>, wallet: string): boolean {
  return amount > 0n && debit !== credit && isOpenTo(wallet, debit) && isOpenTo(wallet, credit)
}

/**
 * The accounts that an adjustment may name: none of another wallet, whose balance would not know of it, and none that
 * is empty but for what is on its way or owed.
 */
function isOpenTo(wallet: string, account: string): boolean {
  const slash = account.indexOf('/')
  const [kind, id] = [account.slice(0, slash), account.slice(slash + 1)]
  switch (kind) {
    case 'wallet': return id === wallet
    case 'source':
    case 'counterparty': return isId(id)
    case 'provider':
    case 'fees': return isProviderId(id)
    case 'system': return id === 'settlement' || id === 'subagent'
    default: return false
  }
}

/** What rows of operations that can be adjusted have in common. */
interface Operation {
  readonly status: OperationStatus
  readonly flow: readonly Plain<Posting>[]
  readonly moved: Plain<Moved> | null
}

/** What an operation has moved in all. */
export function movedBy({ status, flow, moved }: Operation): readonly Plain<Posting>[] {
  if (moved !== null) return moved.postings
  return status === 'completed' ? flow : []
}

interface Change {
  /** What moves now. */
  readonly postings: readonly Plain<Posting>[]
  /** What has moved in all, from then on. */
  readonly effective: readonly Plain<Posting>[]
}

/** Undefined: it is as they say. */
function changeBy({ status, postings: said }: Adjustment, row: Operation): Change | undefined {
  const meant = said.length > 0 ? said : row.flow
  const effective = status === 'completed' ? meant : []
  const postings = difference(movedBy(row), effective)
  return status === row.status && postings.length === 0 ? undefined : { postings, effective }
}

interface Money extends Change, Pick<DepositAdjusted, 'currency' | 'balance' | 'author' | 'reason' | 'tenantRevision'> {
  readonly status: OperationStatus
}

/** @param most that it may take from the wallet beside what it has taken; left out, there is no such bound */
function moneyOf(
  command: Adjustment, { postings, effective }: Change, { tenant, wallet }: Admitted, most?: bigint
): Money | Refusal {
  const { status, author, reason } = command
  const { currency } = wallet
  const gained = credited(postings, `wallet/${command.wallet}`)
  const balance = balanceOf(wallet)
  if (command.postings.some(posting => posting.currency !== currency)) return refuse(command, 'currency_mismatch')
  const isNothing = status === 'completed' && effective.length === 0
  const isTooMuch = most !== undefined && -gained > most
  if (isNothing || isTooMuch) return refuse(command, 'amount_mismatch', { balance })
  if (!mayAdjust(wallet, gained)) return refuse(command, 'balance_over_limit', { balance })

  return {
    status, currency, balance: adjust(wallet, gained), postings, effective, author, reason,
    tenantRevision: tenant.revision
  }
}

export function evolveAdjustment(
  rows: WalletRows, event: WalletEventHead & (DepositAdjusted | RevertAdjusted | WithdrawalAdjusted)
): WalletRows {
  const { deposits, reverts, withdrawals } = rows
  const { status, effective, postings } = event
  const balanced = withBalance(rows, event.balance)
  const moved = { postings: effective, isAdjusted: true }
  switch (event.type) {
    case 'DepositAdjusted': {
      assert(deposits !== undefined, 'an adjustment needs its deposit')
      const gained = status === 'completed' ? credited(effective, `wallet/${event.wallet}`) : deposits.credited
      return { ...balanced, deposits: { ...deposits, status, moved, credited: gained } }
    }
    case 'RevertAdjusted': {
      assert(deposits !== undefined && reverts !== undefined, 'an adjustment needs its revert')
      const reverted = deposits.reverted - credited(postings, `wallet/${event.wallet}`)
      return { ...balanced, deposits: { ...deposits, reverted }, reverts: { ...reverts, status, moved } }
    }
    case 'WithdrawalAdjusted': {
      assert(withdrawals !== undefined, 'an adjustment needs its withdrawal')
      const receivable = withdrawals.receivable - credited(postings, `receivable/${event.wallet}`)
      return { ...balanced, withdrawals: { ...withdrawals, status, moved, receivable } }
    }
    default: return unreachable(event)
  }
}
