import type { OpeningRepaired, RepairOpening, WalletCommandHead, WalletEventHead } from '../../schemas/generated.ts'
import { balanceOf } from '../balance.ts'
import { refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { repairFault, repairOf } from '../repair.ts'
import type { Repair } from '../repair.ts'
import { isRefusal } from './admission.ts'
import { registerWallet, unregisterWallet } from './opening.ts'
import { admitRepair } from './repair.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/**
 * A wallet whose party does not answer is opened by hand, given up, or its party is asked again. One that is given up
 * stays closed: were its id free, an answer that comes after all would be taken for one about the next wallet.
 */
export function repairOpening(
  command: WalletCommandHead & RepairOpening, rows: WalletRows, tables: Tables, at: number
): OpeningRepaired | Refusal {
  const admitted = admitRepair(command, rows, tables)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  const { status: before, since, asked, currency, owner } = wallet
  if (before !== 'opening') return refuse(command, 'wallet_not_opening')
  const fault = repairFault(command, tenant, { since, hasHold: false }, at)
  if (fault !== undefined) return fault

  return {
    type: 'OpeningRepaired', ...repairOf(command), before, status: statusAfter(command), currency, owner, asked,
    balance: balanceOf(wallet), tenantRevision: tenant.revision
  }
}

function statusAfter({ outcome }: Repair): 'opening' | 'open' | 'closed' {
  switch (outcome) {
    case 'complete': return 'open'
    case 'fail': return 'closed'
    default: return 'opening'
  }
}

/** What is known of the owner is its name alone, until the party says more. */
export function evolveRepairedOpening(rows: WalletRows, { status, balance }: OpeningRepaired): WalletRows {
  return withBalance(rows, balance, status === 'opening' ? {} : { status, since: 0, asked: '' })
}

/** A wallet that is open by hand is one of its party's as well: it is asked again, and tells what it knows. */
export function reactRepairedOpening(
  event: WalletEventHead & OpeningRepaired, rows: WalletRows
): readonly FollowUp[] {
  const { status, owner, asked } = event
  switch (status) {
    case 'opening':
    case 'open': return owner === null ? [] : [registerWallet({ ...event, operationId: asked }, owner)]
    case 'closed': return unregisterWallet(event, rows)
    case 'blocked': return []
    default: return unreachable(status)
  }
}
