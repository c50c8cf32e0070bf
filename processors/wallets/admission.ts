import type {
  CreateWithdrawal, Plain, Reason, Tenant, Wallet, WalletCommandHead, Withdrawal
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import type { OwnerOf } from './owner.ts'
import type { WalletRows } from './rows.ts'

type Command = WalletCommandHead & { readonly type: string }

/** What commands of one kind have in common: the first conditions, in their order, and the rows that they vouch for. */
export interface Admitted { readonly tenant: Plain<Tenant>, readonly wallet: Plain<Wallet> }

/**
 * For money that a client wants to move: the wallet has to be open, in a currency that the tenant has. What
 * processors send does not come by here: it is the rest of something, and goes on when the tenant has been stopped.
 *
 * @param fault what else is wrong with the command itself
 */
export function admitMovement(
  command: Command & { readonly amount: bigint, readonly currency: string }, { wallets: wallet }: WalletRows,
  tables: Tables, invalid = invalidIds(command), fault?: Reason
): Admitted | Refusal {
  if (invalid.length > 0) return refuse(command, 'invalid_id', { fields: invalid })
  if (command.amount <= 0n) return refuse(command, 'amount_not_positive')
  if (fault !== undefined) return refuse(command, fault)

  const tenant = findTenant(tables, command.tenant)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  if (tenant.stopped !== '') return refuse(command, 'tenant_stopped')
  if (!tenant.currencies.some(({ code }) => code === command.currency)) return refuse(command, 'currency_not_found')
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'opening') return refuse(command, 'wallet_opening')
  if (wallet.status === 'closed') return refuse(command, 'wallet_closed')
  if (wallet.status === 'blocked') return refuse(command, 'wallet_blocked')
  if (wallet.owner?.isBlocked === true) return refuse(command, 'owner_blocked')
  return { tenant, wallet }
}

/** The same for money that is to be paid out. */
export function admitPayout(
  command: Command & Terms & { readonly amount: bigint, readonly currency: string }, rows: WalletRows, tables: Tables,
  invalid = invalidIds(command)
): Admitted | Refusal {
  const admitted = admitMovement(command, rows, tables, invalid)
  if (isRefusal(admitted) || mayPayTo(command, admitted.wallet.owner)) return admitted
  return refuse(command, 'owner_mismatch')
}

/** Where a client wants money to go, and whose it is. */
type Terms = Pick<CreateWithdrawal, 'destination' | 'method' | 'party' | 'destinationId'>

/** An owner's money goes to the owner's destinations, which the party knows; that of nobody's wallet to any token. */
function mayPayTo({ destination, method, party, destinationId }: Terms, owner: OwnerOf): boolean {
  if (owner === null) return destinationId === ''
  return destinationId !== '' && destination === '' && method === '' && (party === '' || party === owner.party)
}

/** A withdrawal and its wallet. */
export interface OfWithdrawal { readonly wallet: Plain<Wallet>, readonly withdrawal: Plain<Withdrawal> }

/** For the end of a withdrawal: it has to be pending. The wallet may be blocked; what is held keeps it from closing. */
export function admitEnding(
  command: Command, { wallets: wallet, withdrawals: withdrawal }: WalletRows, invalid: readonly string[]
): OfWithdrawal | Refusal {
  if (invalid.length > 0) return refuse(command, 'invalid_id', { fields: invalid })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'opening') return refuse(command, 'wallet_opening')
  if (withdrawal === undefined) return refuse(command, 'withdrawal_not_found')
  if (withdrawal.status !== 'pending') return refuse(command, `withdrawal_already_${withdrawal.status}`)
  return { wallet, withdrawal }
}

export function isRefusal(admitted: object): admitted is Refusal {
  return 'type' in admitted && admitted.type === 'OperationRefused'
}
