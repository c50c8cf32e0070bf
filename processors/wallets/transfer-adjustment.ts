import type {
  AdjustCredit, AdjustmentDeclined, AdjustTransfer, AnswerAdjustment, Credit, CreditAdjusted, CreditNotAdjusted, Plain,
  Posting, Reason, Transfer, TransferAdjusted, TransferAdjusting, Wallet, WalletCommandHead, WalletEventHead
} from '../../schemas/generated.ts'
import {
  adjust, balanceOf, credit, empty, mayAdjust, mayCredit, maySetAside, post, release, setAside
} from '../balance.ts'
import { credited, difference, transit } from '../cash-flow.ts'
import { assert, refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds } from '../ids.ts'
import { admitAdjustment, isFinal } from './adjustment.ts'
import { isRefusal } from './admission.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/**
 * A transfer is adjusted in both wallets or in neither. The wallet that pays makes sure of its own part first: what it
 * is to pay is set aside, for what it is to get there is room. So when the other wallet has done its part, nothing can
 * come between.
 */
export function adjustTransfer(
  command: WalletCommandHead & AdjustTransfer, rows: WalletRows, tables: Tables
): TransferAdjusting | Refusal {
  const { transfers: row } = rows
  const { transfer, status, author, reason } = command
  const admitted = admitAdjustment(command, rows, tables, isFinal(status) ? [] : ['status'])
  if (isRefusal(admitted)) return admitted

  const { wallet } = admitted
  if (row === undefined) return refuse(command, 'transfer_not_found')
  if (row.status === 'pending') return refuse(command, 'transfer_still_pending')
  if (row.adjustment !== '') return refuse(command, 'adjustment_pending')
  if (row.status === status) return refuse(command, 'adjustment_changes_nothing')
  const paid = paidBy(row, command.wallet)
  const isFitting = status === 'completed' ? maySetAside(wallet, paid) : mayCredit(wallet, paid)
  if (!isFitting) return refuse(command, 'balance_over_limit', { balance: balanceOf(wallet) })

  const { to, credited: amount } = row
  const { currency } = wallet
  const balance = status === 'completed' ? setAside(wallet, paid) : balanceOf(wallet)
  return { type: 'TransferAdjusting', transfer, to, status, credited: amount, currency, author, reason, balance }
}

/** What the transfer takes from the wallet, fees included. */
function paidBy({ flow }: Plain<Transfer>, wallet: string): bigint {
  return -credited(flow, `wallet/${wallet}`)
}

/** The wallet may be blocked, and have less than nothing then. Limits and levels are for what owners do themselves. */
export function adjustCredit(
  command: WalletCommandHead & AdjustCredit, { wallets: wallet, credits }: WalletRows
): CreditAdjusted | CreditNotAdjusted | Refusal {
  const { from, transfer, adjustment, isCredited, amount, currency } = command
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (amount <= 0n) return refuse(command, 'amount_not_positive')

  const fault = wallet === undefined ? 'wallet_not_found' : obstacleTo(command, wallet, credits)
  if (wallet === undefined || fault !== undefined) {
    const balance = wallet === undefined ? empty : balanceOf(wallet)
    return { type: 'CreditNotAdjusted', from, transfer, adjustment, reason: fault!, balance }
  }
  const arrived: readonly Plain<Posting>[] = [{ debit: transit, credit: `wallet/${command.wallet}`, amount, currency }]
  return {
    type: 'CreditAdjusted', from, transfer, adjustment, isCredited, amount, currency,
    balance: isCredited ? credit(wallet, amount) : adjust(wallet, -amount),
    postings: isCredited ? arrived : difference(arrived, [])
  }
}

/** Why the wallet cannot take part, or undefined. */
function obstacleTo(
  { isCredited, amount, currency }: AdjustCredit, wallet: Plain<Wallet>, row: Plain<Credit> | undefined
): Reason | undefined {
  if (wallet.status === 'opening' || wallet.status === 'closed') return `wallet_${wallet.status}`
  const isThere = row?.status === 'credited'
  if (isCredited && isThere) return 'credit_already_exists'
  if (!isCredited && !isThere) return 'credit_not_found'
  if (wallet.currency !== currency) return 'currency_mismatch'
  return mayAdjust(wallet, isCredited ? amount : -amount) ? undefined : 'balance_over_limit'
}

/** The other wallet has done its part, or not. Ours was made sure of. */
export function answerAdjustment(
  command: WalletCommandHead & AnswerAdjustment, { wallets: wallet, transfers: row }: WalletRows
): TransferAdjusted | AdjustmentDeclined | Refusal {
  const { transfer, adjustment, isDone, reason } = command
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (row === undefined) return refuse(command, 'transfer_not_found')
  if (adjustment === '' || row.adjustment !== adjustment) return refuse(command, 'adjustment_not_found')

  const status = statusTo(row)
  const paid = paidBy(row, command.wallet)
  if (!isDone && !isRightAlready(row, reason)) {
    const balance = status === 'completed' ? release(wallet, paid) : balanceOf(wallet)
    return { type: 'AdjustmentDeclined', transfer, adjustment, reason, balance }
  }
  return {
    type: 'TransferAdjusted', transfer, adjustment, status, currency: wallet.currency,
    balance: status === 'completed' ? post(wallet, paid) : credit(wallet, paid),
    postings: status === 'completed' ? row.flow : difference(row.flow, [])
  }
}

/**
 * A repair has ended the transfer on this side alone. So the other wallet may be as it is to be already, and what it
 * cannot do is what has been done.
 */
function isRightAlready(row: Plain<Transfer>, reason: string): boolean {
  return row.isRepaired && reason === (statusTo(row) === 'completed' ? 'credit_already_exists' : 'credit_not_found')
}

/** What an adjustment makes of a transfer: there are only two ways to end. */
function statusTo({ status }: Plain<Transfer>): 'completed' | 'failed' {
  return status === 'completed' ? 'failed' : 'completed'
}

type OfPayer = WalletEventHead & (TransferAdjusting | TransferAdjusted | AdjustmentDeclined)
type OfReceiver = WalletEventHead & (CreditAdjusted | CreditNotAdjusted)

export function evolveTransferAdjustment(rows: WalletRows, event: OfPayer | OfReceiver): WalletRows {
  switch (event.type) {
    // There may be no such wallet.
    case 'CreditNotAdjusted': return rows
    case 'CreditAdjusted': {
      const { amount, isCredited } = event
      const row = rows.credits ?? { amount, batch: '', localDay: 0, since: 0 }
      const status = isCredited ? 'credited' : 'returned'
      return { ...withBalance(rows, event.balance), credits: { ...row, status } }
    }
    case 'TransferAdjusting':
    case 'TransferAdjusted':
    case 'AdjustmentDeclined': return evolvePayer(rows, event)
    default: return unreachable(event)
  }
}

/** What it is to get back is expected until then, as what it is to pay is held. */
function evolvePayer(rows: WalletRows, event: OfPayer): WalletRows {
  const { wallets, transfers } = rows
  assert(wallets !== undefined && transfers !== undefined, 'an adjustment needs its transfer')
  const back = statusTo(transfers) === 'failed' ? paidBy(transfers, event.wallet) : 0n
  if (event.type === 'TransferAdjusting') {
    const incoming = wallets.incoming + back
    const adjustment = event.operationId
    return { ...withBalance(rows, event.balance, { incoming }), transfers: { ...transfers, adjustment } }
  }
  const status = event.type === 'TransferAdjusted' ? event.status : transfers.status
  return {
    ...withBalance(rows, event.balance, { incoming: wallets.incoming - back }),
    transfers: { ...transfers, status, adjustment: '' }
  }
}

/**
 * Asks the other wallet, and answers the one that asked. Named after the revision of the wallet that asks: it never
 * comes again, while the id of an operation may, once it is forgotten here and not yet there.
 */
export function reactTransferAdjustment(
  event: WalletEventHead & (TransferAdjusting | CreditAdjusted | CreditNotAdjusted)
): readonly FollowUp[] {
  const { tenant, wallet, operationId, transfer } = event
  if (event.type === 'TransferAdjusting') {
    const { to, status, credited: amount, currency } = event
    return [{
      to: 'walletCommands',
      record: {
        type: 'AdjustCredit', tenant, wallet: to, operationId: `${wallet}/${transfer}/adjust/${event.revision}`,
        from: wallet, transfer, adjustment: operationId, isCredited: status === 'completed', amount, currency
      }
    }]
  }
  const { from, adjustment } = event
  const reason = event.type === 'CreditNotAdjusted' ? event.reason : ''
  return [{
    to: 'walletCommands',
    record: {
      type: 'AnswerAdjustment', tenant, wallet: from, operationId: `${operationId}/answer`, transfer, adjustment,
      isDone: reason === '', reason
    }
  }]
}
