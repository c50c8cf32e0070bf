import type { CreateDeposit, DepositCompleted, WalletCommandHead } from '../../schemas/generated.ts'
import { balanceOf, credit, mayCredit } from '../balance.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { admitMovement, isRefusal } from './admission.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/** Money that arrives from outside. It has no life of its own: its id is its operation id. */
export function createDeposit(
  command: WalletCommandHead & CreateDeposit, rows: WalletRows, tables: Tables
): DepositCompleted | Refusal {
  const { source, amount, currency } = command
  const admitted = admitMovement(command, rows, tables)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  if (wallet.currency !== currency) return refuse(command, 'currency_mismatch')
  if (!mayCredit(wallet, amount)) return refuse(command, 'balance_over_limit', { balance: balanceOf(wallet) })

  return {
    type: 'DepositCompleted',
    source,
    amount,
    currency,
    balance: credit(wallet, amount),
    postings: [{ debit: `source/${source}`, credit: `wallet/${command.wallet}`, amount, currency }],
    tenantRevision: tenant.revision
  }
}

export function evolveDeposit(rows: WalletRows, { balance }: DepositCompleted): WalletRows {
  return withBalance(rows, balance)
}
