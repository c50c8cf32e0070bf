import type {
  CancellationRequested, CancelWithdrawal, ConfirmWithdrawal, WalletCommandHead, WalletEventHead,
  WithdrawalConfirmed, WithdrawalCreated, WithdrawalFailed
} from '../../schemas/generated.ts'
import { balanceOf } from '../balance.ts'
import { assert, refuse } from '../decider.ts'
import type { FollowUp, Refusal } from '../decider.ts'
import { invalidDerivedIds, invalidIds } from '../ids.ts'
import { admitEnding, isRefusal } from './admission.ts'
import { toParty } from './owner.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'
import { failed, holdOf } from './withdrawal.ts'

type Registered = Pick<WithdrawalCreated, 'withdrawal' | 'identity' | 'destinationId' | 'level' | 'party'>

/** The money is held, so the owner's party is asked: may it be paid out, and where to? */
export function registerWithdrawal(event: WalletEventHead & Registered): FollowUp {
  const { wallet, withdrawal, identity, destinationId, level } = event
  return toParty(event, event.party, 'register', {
    type: 'RegisterWithdrawal', wallet, withdrawal, identity, destinationId, level
  })
}

/** It may be paid out, and the destination is fixed. Unless the client has changed its mind meanwhile. */
export function confirmWithdrawal(
  command: WalletCommandHead & ConfirmWithdrawal, rows: WalletRows
): WithdrawalConfirmed | WithdrawalFailed | Refusal {
  const admitted = admitEnding(command, rows, invalidDerivedIds(command))
  if (isRefusal(admitted)) return admitted

  const { wallet, withdrawal: row } = admitted
  const { order, isConfirmed, isCancelled } = holdOf(row)
  if (isConfirmed) return refuse(command, 'withdrawal_already_confirmed')
  const { withdrawal, destination, method, pinned } = command
  if (isCancelled) return failed(admitted, withdrawal, 'cancelled')
  return {
    type: 'WithdrawalConfirmed',
    withdrawal,
    destination,
    method,
    pinned,
    order: { ...order, destination, method, pinned },
    balance: balanceOf(wallet)
  }
}

/**
 * The client may ask as long as the withdrawal is pending. Whether it comes in time is the payout's to say. Before it
 * is confirmed there is no payout: then it is noted, and ends the withdrawal when the owner's party has answered.
 */
export function cancelWithdrawal(
  command: WalletCommandHead & CancelWithdrawal, rows: WalletRows
): CancellationRequested | Refusal {
  const admitted = admitEnding(command, rows, invalidIds(command))
  if (isRefusal(admitted)) return admitted

  return { type: 'CancellationRequested', withdrawal: command.withdrawal, balance: balanceOf(admitted.wallet) }
}

export function evolveConfirmation(
  rows: WalletRows, event: WalletEventHead & (WithdrawalConfirmed | CancellationRequested)
): WalletRows {
  const { withdrawals } = rows
  assert(withdrawals !== undefined, 'an event needs its withdrawal')
  const held = holdOf(withdrawals)
  if (event.type === 'WithdrawalConfirmed') {
    const { order, operationId: asked, at: since } = event
    const hold = { ...held, order, isConfirmed: true, asked }
    return { ...withBalance(rows, event.balance), withdrawals: { ...withdrawals, hold, since } }
  }
  return held.isConfirmed ? rows : { ...rows, withdrawals: { ...withdrawals, hold: { ...held, isCancelled: true } } }
}

/** Nothing is sent while there is no payout. */
export function cancelPayout(
  event: WalletEventHead & CancellationRequested, { withdrawals }: WalletRows
): readonly FollowUp[] {
  if (withdrawals?.hold?.isCancelled === true) return []
  const { tenant, wallet, withdrawal } = event
  const operationId = `${event.operationId}/cancel`
  return [{ to: 'withdrawalCommands', record: { type: 'CancelPayout', tenant, wallet, operationId, withdrawal } }]
}

/** However it ended, it is none of the owner's open withdrawals any more. */
export function unregisterWithdrawal(
  event: WalletEventHead & { readonly withdrawal: string }, { wallets }: WalletRows
): readonly FollowUp[] {
  const owner = wallets?.owner ?? null
  if (owner === null) return []
  const { wallet, withdrawal } = event
  return [toParty(event, owner.party, 'unregister', { type: 'UnregisterWithdrawal', wallet, withdrawal })]
}
