import type {
  ReviewWithdrawal, WalletCommandHead, WalletEventHead, WithdrawalFailed, WithdrawalReviewed
} from '../../schemas/generated.ts'
import { balanceOf } from '../balance.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { admitEnding, isRefusal } from './admission.ts'
import { identificationFault, neededLevel } from './owner.ts'
import type { WalletRows } from './rows.ts'
import { failed, holdOf } from './withdrawal.ts'

/**
 * The owner's level has fallen. What is still pending is looked at as if it were created now, by the tenant's policy of
 * now: if it would be refused, it must not leave. Without a payout it fails at once; with one, the payout is asked.
 */
export function reviewWithdrawal(
  command: WalletCommandHead & ReviewWithdrawal, rows: WalletRows, tables: Tables, at: number
): WithdrawalReviewed | WithdrawalFailed | Refusal {
  const admitted = admitEnding(command, rows, invalidDerivedIds(command))
  if (isRefusal(admitted)) return admitted

  const { wallet, withdrawal: row } = admitted
  const { owner, currency } = wallet
  const { amount, isConfirmed } = holdOf(row)
  const tenant = findTenant(tables, command.tenant)
  const level = tenant === undefined ? 0 : neededLevel(tenant, 'withdrawal', currency, amount)
  const reason = identificationFault(owner, level, at) ?? ''
  const { withdrawal } = command
  if (reason !== '' && !isConfirmed) return failed(admitted, withdrawal, reason)
  const identityRevision = owner?.revision ?? 0
  return {
    type: 'WithdrawalReviewed', withdrawal, level, identityRevision, reason, balance: balanceOf(wallet),
    tenantRevision: tenant?.revision ?? 0
  }
}

/** Whether it has left already is the payout's to say. */
export function stopPayout(event: WalletEventHead & WithdrawalReviewed): readonly FollowUp[] {
  const { tenant, wallet, withdrawal, reason } = event
  if (reason === '') return []
  const operationId = `${event.operationId}/stop`
  return [{ to: 'withdrawalCommands', record: { type: 'StopPayout', tenant, wallet, operationId, withdrawal, reason } }]
}
