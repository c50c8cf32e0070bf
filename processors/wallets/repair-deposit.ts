import type { DepositRepaired, RepairDeposit, WalletCommandHead, WalletEventHead } from '../../schemas/generated.ts'
import { balanceOf, credit } from '../balance.ts'
import { assert, refuse } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { repairFault, repairOf, statusAfter } from '../repair.ts'
import { isRefusal } from './admission.ts'
import { endedDeposit, tickDeposit } from './deposit.ts'
import { admitRepair } from './repair.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/** A deposit holds no money: what it expects has its room, and comes or does not. */
export function repairDeposit(
  command: WalletCommandHead & RepairDeposit, rows: WalletRows, tables: Tables, at: number
): DepositRepaired | Refusal {
  const { deposits: row } = rows
  const admitted = admitRepair(command, rows, tables)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  if (row === undefined) return refuse(command, 'deposit_not_found')
  if (row.status !== 'pending') return refuse(command, `deposit_already_${row.status}`)
  const fault = repairFault(command, tenant, { since: row.since, hasHold: false }, at)
  if (fault !== undefined) return fault

  const status = statusAfter(command)
  const isCompleted = status === 'completed'
  const { source, amount, credited, flow } = row
  return {
    type: 'DepositRepaired', deposit: command.deposit, ...repairOf(command), before: row.status, status, source, amount,
    currency: wallet.currency, credited, balance: isCompleted ? credit(wallet, credited) : balanceOf(wallet),
    postings: isCompleted ? flow : [], tenantRevision: tenant.revision
  }
}

export function evolveRepairedDeposit(rows: WalletRows, { status, balance }: DepositRepaired): WalletRows {
  return status === 'pending' ? withBalance(rows, balance) : endedDeposit(rows, balance, status)
}

/** Its source is looked at now, and not when its clock comes to it. */
export function reactRepairedDeposit(
  { tenant, wallet, deposit, status, at }: WalletEventHead & DepositRepaired, { deposits: row }: WalletRows
): readonly FollowUp[] {
  if (status !== 'pending') return []
  assert(row !== undefined, 'an event needs its deposit')
  const { command: record } = tickDeposit([tenant, wallet, deposit], row, at)
  return record === undefined ? [] : [{ to: 'walletCommands', record }]
}
