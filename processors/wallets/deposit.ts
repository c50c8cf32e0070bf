import type { CreateDeposit, DepositCompleted, WalletCommandHead } from '../../schemas/generated.ts'
import { balanceOf, credit, mayCredit } from '../balance.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { admitMovement, isRefusal } from './admission.ts'
import { identificationFault, neededLevel } from './owner.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/** Money that arrives from outside. It has no life of its own: its id is its operation id. */
export function createDeposit(
  command: WalletCommandHead & CreateDeposit, rows: WalletRows, tables: Tables, at: number
): DepositCompleted | Refusal {
  const { source, amount, currency } = command
  const admitted = admitMovement(command, rows, tables)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  if (wallet.currency !== currency) return refuse(command, 'currency_mismatch')
  const fault = identificationFault(wallet.owner, neededLevel(tenant, 'deposit', currency, amount), at)
  if (fault !== undefined) return refuse(command, fault)
  if (!mayCredit(wallet, amount)) return refuse(command, 'balance_over_limit', { balance: balanceOf(wallet) })

  return {
    type: 'DepositCompleted',
    source,
    amount,
    currency,
    balance: credit(wallet, amount),
    postings: [{ debit: `source/${source}`, credit: `wallet/${command.wallet}`, amount, currency }],
    tenantRevision: tenant.revision,
    identity: wallet.owner?.identity ?? '',
    identityRevision: wallet.owner?.revision ?? 0
  }
}

export function evolveDeposit(rows: WalletRows, { balance }: DepositCompleted): WalletRows {
  return withBalance(rows, balance)
}
