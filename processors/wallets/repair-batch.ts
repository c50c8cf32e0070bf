import type { BatchRepaired, RepairBatch, WalletCommandHead, WalletEventHead } from '../../schemas/generated.ts'
import { refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { repairFault, repairOf, statusAfter } from '../repair.ts'
import { isRefusal } from './admission.ts'
import { cancel, confirm, endedBatch, reserve } from './batch.ts'
import { balanceAfter } from './repair-transfer.ts'
import { admitRepair } from './repair.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/** The wallet that pays ends the batch, or asks again those that have not answered. */
export function repairBatch(
  command: WalletCommandHead & RepairBatch, rows: WalletRows, tables: Tables, at: number
): BatchRepaired | Refusal {
  const { batches: row } = rows
  const admitted = admitRepair(command, rows, tables)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  if (row === undefined) return refuse(command, 'batch_not_found')
  if (row.status !== 'pending') return refuse(command, `batch_already_${row.status}`)
  const fault = repairFault(command, tenant, { since: row.since, hasHold: true }, at)
  if (fault !== undefined) return fault

  const status = statusAfter(command)
  const { legs: transfers, waiting, amount, hold: held, flow } = row
  return {
    type: 'BatchRepaired', batch: command.batch, ...repairOf(command), before: row.status, status, transfers, waiting,
    amount, currency: wallet.currency, balance: balanceAfter(status, wallet, held),
    postings: status === 'completed' ? flow : [], tenantRevision: tenant.revision
  }
}

export function evolveRepairedBatch(rows: WalletRows, event: BatchRepaired): WalletRows {
  return event.status === 'pending' ? withBalance(rows, event.balance) : endedBatch(rows, event, event.status)
}

/**
 * Who has not answered may not have been asked: before it is told that its money is there, it is asked again. What was
 * asked under the same name before adds nothing.
 */
export function reactRepairedBatch(event: WalletEventHead & BatchRepaired): readonly FollowUp[] {
  const { transfers, waiting, status } = event
  const asked = transfers.filter(({ transfer }) => waiting.includes(transfer)).map(leg => reserve(event, leg))
  switch (status) {
    case 'pending': return asked
    case 'completed': return [...asked, ...transfers.map(leg => confirm(event, leg))]
    case 'failed': return transfers.map(leg => cancel(event, leg))
    default: return unreachable(status)
  }
}
