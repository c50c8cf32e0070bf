import type { Flat } from '../../../schemas/record.ts'
import type { ModelPayout } from './payout-model.ts'

/** @returns whether the reason is true of the command and the payout. */
type Truth = (command: Flat, payout: ModelPayout | undefined) => boolean

/** When a refusal is right. What is not here is never right. */
const reasons: Readonly<Record<string, Truth>> = {
  // Words that belong to no payout of the tenant; decisions and answers on one that has not begun.
  payout_not_found: (command, payout) => payout === undefined || !isOfThisPayout(command),
  provider_mismatch: ({ notification }, payout) => attemptOf(notification, payout)?.provider !== notification?.provider,
  payout_already_completed: (_, payout) => payout?.status === 'completed',
  payout_already_failed: (_, payout) => payout?.status === 'failed' || payout?.status === 'paid after close',
  payout_already_cancelled: (_, payout) => payout?.status === 'cancelled',
  payout_not_awaiting_approval: (_, payout) => payout?.isApproved === true || payout?.status === 'cancelled' ||
    payout?.status === 'failed',
  payout_not_unresolved: ({ type }) => type === 'ResolveWithdrawal',
  // Cancelled, or paid by an earlier attempt, while the terminal was asked.
  payout_not_reserving: (_, payout) => payout !== undefined && payout.status !== 'waits'
}

/** @returns what is wrong with the refusal, if anything */
export function payoutRefusal(event: Flat, command: Flat, payout: ModelPayout | undefined): string | undefined {
  if (reasons[event['reason'] as string]?.(command, payout) === true) return undefined
  return `${command.type} is refused as ${event['reason']}, and the payout is ${payout?.status ?? 'not there'}`
}

function isOfThisPayout({ tenant, wallet, withdrawal, notification }: Flat): boolean {
  return notification === undefined || notification.reference.startsWith(`${tenant}/${wallet}/${withdrawal}/`)
}

function attemptOf(notification: Flat | undefined, payout: ModelPayout | undefined) {
  return payout?.attempts[Number(notification?.['reference'].split('/').at(-1)) - 1]
}
