import type { DepositReverted, RevertDeposit, WalletCommandHead } from '../../schemas/generated.ts'
import { available, balanceOf, debit } from '../balance.ts'
import { assert, refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidIds, isRemark } from '../ids.ts'
import { admitMovement, isRefusal } from './admission.ts'
import { brokenLimit } from './limits.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/**
 * Money of a deposit goes back to its source: as much as the wallet got of it, in one piece or in parts, and as far as
 * it can be spent. What the deposit cost stays where it is.
 */
export function revertDeposit(
  command: WalletCommandHead & RevertDeposit, rows: WalletRows, tables: Tables, at: number
): DepositReverted | Refusal {
  const { deposit, revert, amount, currency, reason } = command
  const invalid = [
    ...invalidIds(command), ...deposit === '' ? ['deposit'] : [], ...isRemark(reason) ? [] : ['reason']
  ]
  const admitted = admitMovement(command, rows, tables, invalid)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  const { deposits: row } = rows
  const balance = balanceOf(wallet)
  if (row === undefined) return refuse(command, 'deposit_not_found')
  if (row.status === 'failed') return refuse(command, 'deposit_already_failed')
  if (row.status === 'pending') return refuse(command, 'deposit_still_pending')
  if (rows.reverts !== undefined) return refuse(command, 'revert_already_exists')
  if (wallet.currency !== currency) return refuse(command, 'currency_mismatch')
  const left = row.credited - row.reverted - amount
  if (left < 0n) return refuse(command, 'amount_mismatch', { balance })
  // It is none of the operations that have limits of their own. What must stay in the wallet must stay.
  const demand = { wallet: command.wallet, operation: 'unknown', amount, out: amount, in: 0n } as const
  const broken = brokenLimit(tenant, wallet, demand, at)
  if (broken !== undefined) return refuse(command, 'limit_exceeded', { walletLimit: broken, balance })
  if (amount > available(wallet)) return refuse(command, 'insufficient_funds', { balance })

  return {
    type: 'DepositReverted',
    deposit,
    revert,
    source: row.source,
    amount,
    currency,
    left,
    reason,
    tenantRevision: tenant.revision,
    identity: wallet.owner?.identity ?? '',
    identityRevision: wallet.owner?.revision ?? 0,
    balance: debit(wallet, amount),
    postings: [{ debit: `wallet/${command.wallet}`, credit: `source/${row.source}`, amount, currency }]
  }
}

export function evolveRevert(rows: WalletRows, { amount, postings, balance }: DepositReverted): WalletRows {
  const { deposits: row } = rows
  assert(row !== undefined, 'an event needs its deposit')
  return {
    ...withBalance(rows, balance),
    deposits: { ...row, reverted: row.reverted + amount },
    reverts: { status: 'completed', amount, flow: postings, moved: null }
  }
}
