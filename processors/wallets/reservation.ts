import type {
  CancelCredit, ConfirmCredit, Credit, CreditCancelled, CreditDeclined, CreditReserved, Plain, Reason, ReserveCredit,
  TransferCredited, Wallet, WalletCommandHead, WalletEventHead
} from '../../schemas/generated.ts'
import { balanceOf, credit, empty } from '../balance.ts'
import { transit } from '../cash-flow.ts'
import { assert, refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidBatchIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { isRefusal } from './admission.ts'
import { obstacleTo, receiverFault } from './credit.ts'
import { walletOf, withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'
import { localDayOf, unused, used } from './usages.ts'

/**
 * The side of a batch that is paid. Money that has room reserved for it is expected: it counts for every limit as if it
 * were there, keeps the wallet from being closed, and can only be taken or cancelled.
 */
export function reserveCredit(
  command: WalletCommandHead & ReserveCredit, rows: WalletRows, tables: Tables, at: number
): CreditReserved | CreditDeclined | Refusal {
  const { wallets: wallet, credits } = rows
  const { from, batch, transfer, amount, currency } = command
  const fields = invalidBatchIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (amount <= 0n) return refuse(command, 'amount_not_positive')
  if (credits !== undefined) return refuse(command, 'credit_already_exists')

  // The tenant may be gone: what was begun goes on.
  const tenant = findTenant(tables, command.tenant)
  const fault = receiverFault(wallet)
  if (fault !== undefined || wallet === undefined) return declined(command, fault ?? 'wallet_not_found', wallet)
  const obstacle = obstacleTo(command, wallet, tenant, at)
  if (obstacle !== undefined) return { ...declined(command, obstacle.reason, wallet), limit: obstacle.limit }

  return {
    type: 'CreditReserved',
    from,
    batch,
    transfer,
    amount,
    currency,
    balance: balanceOf(wallet),
    tenantRevision: tenant?.revision ?? 0,
    identity: wallet.owner?.identity ?? '',
    identityRevision: wallet.owner?.revision ?? 0,
    localDay: tenant === undefined ? 0 : localDayOf(tenant, wallet, at)
  }
}

/** A wallet that there is not has nothing. */
function declined(
  { from, batch, transfer }: ReserveCredit, reason: Reason, wallet: Plain<Wallet> | undefined
): CreditDeclined {
  const balance = wallet === undefined ? empty : balanceOf(wallet)
  return { type: 'CreditDeclined', from, batch, transfer, reason, limit: null, balance }
}

/** Never refused for what became of the wallet: it has promised. */
export function confirmCredit(
  command: WalletCommandHead & ConfirmCredit, rows: WalletRows, tables: Tables
): TransferCredited | Refusal {
  const admitted = admitReserved(command, rows)
  if (isRefusal(admitted)) return admitted

  const { wallet, row: { amount, localDay } } = admitted
  const { currency, owner } = wallet
  return {
    type: 'TransferCredited',
    from: command.from,
    transfer: command.transfer,
    amount,
    currency,
    balance: credit(wallet, amount),
    postings: [{ debit: transit, credit: `wallet/${command.wallet}`, amount, currency }],
    tenantRevision: findTenant(tables, command.tenant)?.revision ?? 0,
    identity: owner?.identity ?? '',
    identityRevision: owner?.revision ?? 0,
    localDay
  }
}

/** Another wallet of the batch has declined. Where this one has as well, there is nothing to cancel. */
export function cancelCredit(command: WalletCommandHead & CancelCredit, rows: WalletRows): CreditCancelled | Refusal {
  const admitted = admitReserved(command, rows)
  if (isRefusal(admitted)) return admitted

  const { wallet, row: { amount } } = admitted
  const { from, transfer } = command
  return { type: 'CreditCancelled', from, transfer, amount, currency: wallet.currency, balance: balanceOf(wallet) }
}

interface Reserved { readonly wallet: Plain<Wallet>, readonly row: Plain<Credit> }

function admitReserved(
  command: WalletCommandHead & (ConfirmCredit | CancelCredit), { wallets: wallet, credits: row }: WalletRows
): Reserved | Refusal {
  const fields = invalidBatchIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (row === undefined) return refuse(command, 'credit_not_found')
  if (row.status !== 'reserved') return refuse(command, 'credit_not_reserved')
  return { wallet, row }
}

/** That the money has come, `evolveCredit` knows: it is the same event as of any transfer. */
export function evolveReservation(
  rows: WalletRows, event: WalletEventHead & (CreditReserved | CreditDeclined | CreditCancelled)
): WalletRows {
  switch (event.type) {
    case 'CreditReserved': {
      const { amount, batch, localDay, balance, at: since } = event
      const { incoming, usages } = walletOf(rows)
      const counted = used(usages, { operation: 'transfer_in', amount, localDay })
      return {
        ...withBalance(rows, balance, { incoming: incoming + amount, usages: counted }),
        credits: { status: 'reserved', amount, batch, localDay, since }
      }
    }
    case 'CreditDeclined': return rows
    case 'CreditCancelled': {
      const { amount, balance } = event
      const { credits } = rows
      const { incoming, usages } = walletOf(rows)
      assert(credits?.status === 'reserved' && amount <= incoming, 'only what is expected can be cancelled')
      const counted = unused(usages, { operation: 'transfer_in', amount, localDay: credits.localDay })
      return {
        ...withBalance(rows, balance, { incoming: incoming - amount, usages: counted }),
        credits: { ...credits, status: 'cancelled', localDay: 0, since: 0 }
      }
    }
    default: return unreachable(event)
  }
}

/** The wallet that pays is answered, whatever the answer. */
export function reactReservation(event: WalletEventHead & (CreditReserved | CreditDeclined)): readonly FollowUp[] {
  const { tenant, from, batch } = event
  const operationId = `${event.operationId}/answer`
  const transfer = event.transfer.slice(creditOf(batch, '').length)
  const answer = event.type === 'CreditReserved'
    ? { isReserved: true, reason: '' } : { isReserved: false, reason: event.reason }
  return [{
    to: 'walletCommands',
    record: { type: 'RecordReservation', tenant, wallet: from, operationId, batch, transfer, ...answer },
    isLocal: true
  }]
}

/** How the wallet that is paid calls it. No other transfer of the one that pays has a slash in its id. */
export function creditOf(batch: string, transfer: string): string {
  return `${batch}/${transfer}`
}

/** What the operations of one transfer of a batch are named after. */
export function legName(from: string, batch: string, transfer: string): string {
  return `batch/${from}/${creditOf(batch, transfer)}`
}
