import type {
  Plain, RepairTransfer, TransferRepaired, Wallet, WalletCommandHead, WalletEventHead
} from '../../schemas/generated.ts'
import { balanceOf, post, release } from '../balance.ts'
import type { Balance } from '../balance.ts'
import { refuse } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { repairFault, repairOf, statusAfter } from '../repair.ts'
import { isRefusal } from './admission.ts'
import { admitRepair } from './repair.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'
import { endedTransfer, reactTransfer } from './transfer.ts'

/** The wallet that pays ends the transfer for its own part, or asks the other one again. */
export function repairTransfer(
  command: WalletCommandHead & RepairTransfer, rows: WalletRows, tables: Tables, at: number
): TransferRepaired | Refusal {
  const { transfers: row } = rows
  const admitted = admitRepair(command, rows, tables)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  if (row === undefined) return refuse(command, 'transfer_not_found')
  if (row.status !== 'pending') return refuse(command, `transfer_already_${row.status}`)
  const fault = repairFault(command, tenant, { since: row.since, hasHold: true }, at)
  if (fault !== undefined) return fault

  const status = statusAfter(command)
  const { to, amount, credited, hold: held, flow } = row
  return {
    type: 'TransferRepaired', transfer: command.transfer, ...repairOf(command), before: row.status, status, to, amount,
    currency: wallet.currency, credited, balance: balanceAfter(status, wallet, held),
    postings: status === 'completed' ? flow : [], tenantRevision: tenant.revision
  }
}

/** What an operation leaves that holds money until it ends. */
export function balanceAfter(
  status: 'pending' | 'completed' | 'failed', wallet: Plain<Wallet>, held: bigint
): Balance {
  if (status === 'pending') return balanceOf(wallet)
  return status === 'completed' ? post(wallet, held) : release(wallet, held)
}

export function evolveRepairedTransfer(rows: WalletRows, { status, balance }: TransferRepaired): WalletRows {
  if (status === 'pending') return withBalance(rows, balance)
  const ended = endedTransfer(rows, balance, status)
  return { ...ended, transfers: { ...ended.transfers!, isRepaired: true } }
}

/**
 * The other wallet is asked under the name by which it was asked before: if it has answered, it answers nothing now. It
 * is asked too when the transfer has been completed, as money that has left has to arrive.
 */
export function reactRepairedTransfer(event: WalletEventHead & TransferRepaired): readonly FollowUp[] {
  return event.status === 'failed' ? [] : reactTransfer(event)
}
