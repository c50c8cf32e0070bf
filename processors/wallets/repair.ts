import type { Plain, Tenant, Wallet, WalletCommandHead } from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidRepairIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import type { WalletRows } from './rows.ts'

interface Admitted { readonly tenant: Plain<Tenant>, readonly wallet: Plain<Wallet> }

/** For whoever repairs: the wallet may be blocked, and its tenant stopped, as what has begun has to end. */
export function admitRepair(
  command: WalletCommandHead & { readonly type: string }, { wallets: wallet }: WalletRows, tables: Tables
): Admitted | Refusal {
  const fields = invalidRepairIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const tenant = findTenant(tables, command.tenant)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  return { tenant, wallet }
}
