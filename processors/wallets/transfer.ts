import type {
  CompleteTransfer, CreateTransfer, FailTransfer, Plain, Transfer, TransferCompleted, TransferCreated, TransferFailed,
  Wallet, WalletCommandHead, WalletEventHead
} from '../../schemas/generated.ts'
import { available, balanceOf, hold, post, release } from '../balance.ts'
import type { Balance } from '../balance.ts'
import { flowOf, transferAccounts } from '../cash-flow.ts'
import { assert, refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds, invalidIds } from '../ids.ts'
import { admitMovement, isRefusal } from './admission.ts'
import { brokenLimit } from './limits.ts'
import { identificationFault, neededLevel } from './owner.ts'
import { walletOf, withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'
import { localDayOf, unused, used } from './usages.ts'

/**
 * Money goes to another wallet in three steps, each of which is one event of one wallet: it is held here, credited
 * there, and posted here. Until it has arrived it can neither be spent nor is it gone.
 */
export function createTransfer(
  command: WalletCommandHead & CreateTransfer, rows: WalletRows, tables: Tables, at: number
): TransferCreated | Refusal {
  const { transfer, to, amount, currency } = command
  const fault = to === command.wallet ? 'transfer_to_itself' : undefined
  const admitted = admitMovement(command, rows, tables, invalidIds(command), fault)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  if (rows.transfers !== undefined) return refuse(command, 'transfer_already_exists')
  if (wallet.currency !== currency) return refuse(command, 'currency_mismatch')
  const flow = flowOf(tenant.transferPlan, command, transferAccounts(command))
  if (typeof flow === 'string' || flow.debited <= 0n || flow.paidOut <= 0n) return refuse(command, 'amount_mismatch')

  const unknown = identificationFault(wallet.owner, neededLevel(tenant, 'transfer_out', currency, amount), at)
  if (unknown !== undefined) return refuse(command, unknown)
  const demand = { wallet: command.wallet, operation: 'transfer_out', amount, out: flow.debited, in: 0n } as const
  const walletLimit = brokenLimit(tenant, wallet, demand, at)
  const balance = balanceOf(wallet)
  if (walletLimit !== undefined) return refuse(command, 'limit_exceeded', { walletLimit, balance })
  if (flow.debited > available(wallet)) return refuse(command, 'insufficient_funds', { balance })

  return {
    type: 'TransferCreated',
    transfer,
    to,
    amount,
    currency,
    hold: flow.debited,
    credited: flow.paidOut,
    balance: hold(wallet, flow.debited),
    flow: flow.postings,
    tenantRevision: tenant.revision,
    identity: wallet.owner?.identity ?? '',
    identityRevision: wallet.owner?.revision ?? 0,
    localDay: localDayOf(tenant, wallet, at)
  }
}

/** The wallet may be blocked meanwhile, and its owner less well known: what has arrived is posted. */
export function completeTransfer(
  command: WalletCommandHead & CompleteTransfer, rows: WalletRows
): TransferCompleted | Refusal {
  const admitted = admitAnswer(command, rows)
  if (isRefusal(admitted)) return admitted

  const { wallet, transfer: { to, amount, hold: held, flow } } = admitted
  const { currency } = wallet
  return {
    type: 'TransferCompleted', transfer: command.transfer, to, amount, currency, balance: post(wallet, held),
    postings: flow
  }
}

/** Like completion, on a blocked wallet too: the hold goes back to the owner. */
export function failTransfer(
  command: WalletCommandHead & FailTransfer, rows: WalletRows
): TransferFailed | Refusal {
  const admitted = admitAnswer(command, rows)
  if (isRefusal(admitted)) return admitted

  const { wallet, transfer: { amount, hold: held } } = admitted
  const { currency } = wallet
  const { transfer, reason } = command
  return { type: 'TransferFailed', transfer, reason, amount, currency, balance: release(wallet, held) }
}

interface OfTransfer { readonly wallet: Plain<Wallet>, readonly transfer: Plain<Transfer> }

/** For what the other wallet says: the transfer has to be pending. */
function admitAnswer(
  command: WalletCommandHead & (CompleteTransfer | FailTransfer), { wallets: wallet, transfers: transfer }: WalletRows
): OfTransfer | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'opening') return refuse(command, 'wallet_opening')
  if (transfer === undefined) return refuse(command, 'transfer_not_found')
  if (transfer.status !== 'pending') return refuse(command, `transfer_already_${transfer.status}`)
  return { wallet, transfer }
}

/** A transfer that has ended stays, or its id could be used again. */
export function evolveTransfer(
  rows: WalletRows, event: WalletEventHead & (TransferCreated | TransferCompleted | TransferFailed)
): WalletRows {
  switch (event.type) {
    case 'TransferCreated': {
      const { to, amount, hold: held, credited, flow, localDay, balance, at: since } = event
      const usages = used(walletOf(rows).usages, { operation: 'transfer_out', amount, localDay })
      return {
        ...withBalance(rows, balance, { usages }),
        transfers: {
          status: 'pending', to, amount, hold: held, credited, flow, adjustment: '', batch: '', localDay, since,
          isRepaired: false
        }
      }
    }
    case 'TransferCompleted': return endedTransfer(rows, event.balance, 'completed')
    case 'TransferFailed': return endedTransfer(rows, event.balance, 'failed')
    default: return unreachable(event)
  }
}

/** One that failed has used nothing of its limits. */
export function endedTransfer(rows: WalletRows, balance: Balance, status: 'completed' | 'failed'): WalletRows {
  const { transfers } = rows
  assert(transfers !== undefined, 'an event needs its transfer')
  const ended = { ...transfers, status, localDay: 0, since: 0 }
  if (status === 'completed') return { ...withBalance(rows, balance), transfers: ended }
  const { amount, localDay } = transfers
  const usages = unused(walletOf(rows).usages, { operation: 'transfer_out', amount, localDay })
  return { ...withBalance(rows, balance, { usages }), transfers: ended }
}

type Order = Pick<TransferCreated, 'transfer' | 'to' | 'credited' | 'currency'>

/**
 * The money is held, so it may be credited. Named after the transfer: its id is never used again, while that of the
 * operation may be, once it is forgotten here and not yet there.
 */
export function reactTransfer(
  { tenant, wallet: from, transfer, to, credited: amount, currency }: WalletEventHead & Order
): readonly FollowUp[] {
  const operationId = `${from}/${transfer}/credit`
  return [{
    to: 'walletCommands',
    record: { type: 'CreditTransfer', tenant, wallet: to, operationId, from, transfer, amount, currency }
  }]
}
