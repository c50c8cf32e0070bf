import type { Flat } from '../../../schemas/record.ts'
import type { ModelHold } from './money-model.ts'
import type { ModelWallet } from './wallet-model.ts'

type Truth = (command: Flat, wallet: ModelWallet | undefined, event: Flat) => boolean

/** When a refusal of what moves or holds money is right. */
export const moneyReasons: Readonly<Record<string, Truth>> = {
  expiry_in_past: ({ type, expiresAt }, _, { at }) => type === 'PlaceHold' && expiresAt !== 0 && expiresAt <= at,
  transfer_to_itself: ({ to, wallet }) => to === wallet,
  transfer_already_exists: ({ type, transfer }, wallet) =>
    type === 'CreateTransfer' && wallet?.money.transfers.has(transfer) === true,
  invalid_batch: ({ transfers, wallet }) => (transfers as readonly Flat[]).some(({ to }) => to === wallet),
  batch_already_exists: ({ type, batch }, wallet) =>
    type === 'CreateBatch' && wallet?.money.batches.has(batch) === true,
  // Others had answered already, when one of them had no room.
  batch_already_failed: ({ type, batch }, wallet) =>
    type === 'RecordReservation' && wallet?.money.batches.get(batch)?.status === 'failed',
  // The one that had no room itself has nothing to cancel.
  credit_not_found: ({ type, from, transfer }, wallet) =>
    type === 'CancelCredit' && wallet?.money.credits.has(`${from}/${transfer}`) === false,
  deposit_already_exists: ({ type, deposit }, wallet) =>
    type === 'CreateDeposit' && wallet?.money.deposits.has(deposit) === true,
  deposit_not_found: ({ type, deposit }, wallet) =>
    type === 'RevertDeposit' && wallet?.money.deposits.has(deposit) === false,
  revert_already_exists: ({ deposit, revert }, wallet) =>
    wallet?.money.deposits.get(deposit)?.reverts.has(revert) === true,
  hold_already_exists: ({ type, holdId }, wallet) => type === 'PlaceHold' && wallet?.money.holds.has(holdId) === true,
  hold_not_found: (command, wallet) => isEndOfHold(command) && wallet?.money.holds.has(command['holdId']) === false,
  hold_already_posted: (command, wallet) => isOver(command, wallet, 'posted'),
  hold_already_released: (command, wallet) => isOver(command, wallet, 'released'),
  // Its time may be over before the clock says so.
  hold_already_expired: (command, wallet, { at }) => {
    const { status, expiresAt } = wallet?.money.holds.get(command['holdId']) ?? { expiresAt: 0 }
    const isDue = status === 'placed' && expiresAt !== 0 && at >= expiresAt
    return isEndOfHold(command) && isDue || isOver(command, wallet, 'expired')
  },
  amount_mismatch: ({ type, deposit, holdId, amount }, wallet) => {
    if (type === 'RevertDeposit') return amount > (wallet?.money.deposits.get(deposit)?.left ?? amount)
    return amount > (wallet?.money.holds.get(holdId)?.left ?? amount)
  }
}

function isEndOfHold({ type }: Flat): boolean {
  return type === 'PostHold' || type === 'ReleaseHold'
}

function isOver(command: Flat, wallet: ModelWallet | undefined, status: ModelHold['status']): boolean {
  return isEndOfHold(command) && wallet?.money.holds.get(command['holdId'])?.status === status
}
