import type { Plain, Tenant, Wallet, WalletCommandHead, Withdrawal } from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidIds } from '../ids.ts'
import type { WalletRows } from './rows.ts'

type Command = WalletCommandHead & { readonly type: string }

/** What commands of one kind have in common: the first conditions, in their order, and the rows that they vouch for. */
export interface Admitted { readonly tenant: Plain<Tenant>, readonly wallet: Plain<Wallet> }

/** For money that a client wants to move: the wallet has to be open, in a currency that the tenant has. */
export function admitMovement(
  command: Command & { readonly amount: bigint, readonly currency: string }, { wallets: wallet }: WalletRows,
  tables: Tables, invalid = invalidIds(command)
): Admitted | Refusal {
  if (invalid.length > 0) return refuse(command, 'invalid_id', { fields: invalid })
  if (command.amount <= 0n) return refuse(command, 'amount_not_positive')

  const tenant = tables.get('tenants', command.tenant)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  if (!tenant.currencies.some(({ code }) => code === command.currency)) return refuse(command, 'currency_not_found')
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'closed') return refuse(command, 'wallet_closed')
  if (wallet.status === 'blocked') return refuse(command, 'wallet_blocked')
  return { tenant, wallet }
}

/** A withdrawal and its wallet. */
export interface OfWithdrawal { readonly wallet: Plain<Wallet>, readonly withdrawal: Plain<Withdrawal> }

/** For the end of a withdrawal: it has to be pending. The wallet may be blocked; what is held keeps it from closing. */
export function admitEnding(
  command: Command, { wallets: wallet, withdrawals: withdrawal }: WalletRows, invalid: readonly string[]
): OfWithdrawal | Refusal {
  if (invalid.length > 0) return refuse(command, 'invalid_id', { fields: invalid })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (withdrawal === undefined) return refuse(command, 'withdrawal_not_found')
  if (withdrawal.status !== 'pending') return refuse(command, `withdrawal_already_${withdrawal.status}`)
  return { wallet, withdrawal }
}

export function isRefusal(admitted: object): admitted is Refusal {
  return 'reason' in admitted
}
