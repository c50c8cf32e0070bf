import type {
  CreditTransfer, Plain, Reason, Tenant, TransferCredited, TransferDeclined, Wallet, WalletCommandHead, WalletEventHead
} from '../../schemas/generated.ts'
import { balanceOf, credit, empty, mayCredit } from '../balance.ts'
import { transit } from '../cash-flow.ts'
import { refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { brokenLimit } from './limits.ts'
import { identificationFault, neededLevel } from './owner.ts'
import { walletOf, withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'
import { localDayOf, used } from './usages.ts'

/**
 * The other side of a transfer. That the wallet does not take the money is an answer, not a refusal: the wallet that
 * pays waits for it, and holds the money until then.
 */
export function creditTransfer(
  command: WalletCommandHead & CreditTransfer, rows: WalletRows, tables: Tables, at: number
): TransferCredited | TransferDeclined | Refusal {
  const { wallets: wallet } = rows
  const { from, transfer, amount, currency } = command
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (amount <= 0n) return refuse(command, 'amount_not_positive')

  // The tenant may be gone: what was begun goes on.
  const tenant = findTenant(tables, command.tenant)
  const fault = receiverFault(wallet)
  if (fault !== undefined || wallet === undefined) return declined(command, fault ?? 'wallet_not_found', wallet)
  if (rows.credits !== undefined) return refuse(command, 'credit_already_exists')
  const obstacle = obstacleTo(command, wallet, tenant, at)
  if (obstacle !== undefined) return { ...declined(command, obstacle.reason, wallet), limit: obstacle.limit }

  return {
    type: 'TransferCredited',
    from,
    transfer,
    amount,
    currency,
    balance: credit(wallet, amount),
    postings: [{ debit: transit, credit: `wallet/${command.wallet}`, amount, currency }],
    tenantRevision: tenant?.revision ?? 0,
    identity: wallet.owner?.identity ?? '',
    identityRevision: wallet.owner?.revision ?? 0,
    localDay: tenant === undefined ? 0 : localDayOf(tenant, wallet, at)
  }
}

/** Why a wallet takes nothing at all, or undefined. */
export function receiverFault(wallet: Plain<Wallet> | undefined): Reason | undefined {
  if (wallet === undefined) return 'wallet_not_found'
  if (wallet.status !== 'open') return `wallet_${wallet.status}`
  return wallet.owner?.isBlocked === true ? 'owner_blocked' : undefined
}

/** What arrives, or is to arrive. */
interface Arriving { readonly wallet: string, readonly amount: bigint, readonly currency: string }

export interface Obstacle { readonly reason: Reason, readonly limit: TransferDeclined['limit'] }

/** Why a wallet that is open does not take this, or undefined. */
export function obstacleTo(
  { wallet: id, amount, currency }: Arriving, wallet: Plain<Wallet>, tenant: Plain<Tenant> | undefined, at: number
): Obstacle | undefined {
  if (wallet.currency !== currency) return { reason: 'currency_mismatch', limit: null }
  if (tenant !== undefined) {
    const unknown = identificationFault(wallet.owner, neededLevel(tenant, 'transfer_in', currency, amount), at)
    if (unknown !== undefined) return { reason: unknown, limit: null }
    const demand = { wallet: id, operation: 'transfer_in', amount, out: 0n, in: amount } as const
    const limit = brokenLimit(tenant, wallet, demand, at)
    if (limit !== undefined) return { reason: 'limit_exceeded', limit }
  }
  return mayCredit(wallet, amount) ? undefined : { reason: 'balance_over_limit', limit: null }
}

/** A wallet that there is not has nothing. */
function declined(
  { from, transfer }: CreditTransfer, reason: Reason, wallet: Plain<Wallet> | undefined
): TransferDeclined {
  const balance = wallet === undefined ? empty : balanceOf(wallet)
  return { type: 'TransferDeclined', from, transfer, reason, limit: null, balance }
}

/** What was declined leaves nothing behind. What was reserved before has been counted, and is expected no more. */
export function evolveCredit(rows: WalletRows, event: TransferCredited | TransferDeclined): WalletRows {
  switch (event.type) {
    case 'TransferCredited': {
      const { credits } = rows
      const wallet = walletOf(rows)
      const { amount, localDay, balance } = event
      if (credits?.status === 'reserved') {
        const incoming = wallet.incoming - amount
        const ended = { ...credits, status: 'credited', localDay: 0, since: 0 } as const
        return { ...withBalance(rows, balance, { incoming }), credits: ended }
      }
      const usages = used(wallet.usages, { operation: 'transfer_in', amount, localDay })
      return {
        ...withBalance(rows, balance, { usages }),
        credits: { status: 'credited', amount, batch: '', localDay: 0, since: 0 }
      }
    }
    case 'TransferDeclined': return rows
    default: return unreachable(event)
  }
}

/** Tells the wallet that pays. One of a batch knows already. */
export function reactCredit(
  event: WalletEventHead & (TransferCredited | TransferDeclined), { credits }: WalletRows
): readonly FollowUp[] {
  const { tenant, from: wallet, transfer, operationId } = event
  if (event.type === 'TransferDeclined') {
    const { reason } = event
    const record = {
      type: 'FailTransfer', tenant, wallet, operationId: `${operationId}/fail`, transfer, reason
    } as const
    return [{ to: 'walletCommands', record }]
  }
  if (credits !== undefined && credits.batch !== '') return []
  const record = {
    type: 'CompleteTransfer', tenant, wallet, operationId: `${operationId}/complete`, transfer
  } as const
  return [{ to: 'walletCommands', record }]
}
