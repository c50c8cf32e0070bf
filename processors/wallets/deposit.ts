import type { CreateDeposit, DepositCompleted, WalletCommandHead } from '../../schemas/generated.ts'
import { balanceOf, credit, mayCredit } from '../balance.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidIds } from '../ids.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/** Money that arrives from outside. It has no life of its own: its id is its operation id. */
export function createDeposit(
  command: WalletCommandHead & CreateDeposit, { wallets: wallet }: WalletRows, tables: Tables
): DepositCompleted | Refusal {
  const { source, amount, currency } = command
  const fields = invalidIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (amount <= 0n) return refuse(command, 'amount_not_positive')

  const tenant = tables.get('tenants', command.tenant)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  if (!tenant.currencies.some(({ code }) => code === currency)) return refuse(command, 'currency_not_found')
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'closed') return refuse(command, 'wallet_closed')
  if (wallet.status === 'blocked') return refuse(command, 'wallet_blocked')
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
