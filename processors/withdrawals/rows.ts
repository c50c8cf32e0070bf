import type { Attempt, Payout, Plain, WithdrawalCommandHead } from '../../schemas/generated.ts'
import { formatReference, parseReference } from './reference.ts'

/** The row of one command. Absent when the command has no key of it. */
export interface PayoutRows { readonly payouts?: Plain<Payout> | undefined }

export type PayoutRow = Plain<Payout>
export type AttemptRow = Plain<Attempt>

/** What names a payout: the head of every command of ours, and its withdrawal. */
export type OfPayout = WithdrawalCommandHead & { readonly type: string, readonly withdrawal: string }

/** The name of an attempt, 1, 2, 3 … */
export function referenceOf({ tenant, wallet, withdrawal }: OfPayout, attempt: number): string {
  return formatReference({ tenant, wallet, withdrawal, attempt })
}

/** The number of an attempt by its name, or undefined when it is none of this payout. */
export function numberOf(command: OfPayout, reference: string): number | undefined {
  const attempt = parseReference(reference)?.attempt
  return attempt !== undefined && referenceOf(command, attempt) === reference ? attempt : undefined
}

/** Without the final word of its provider, as far as we know. At most one attempt is in dispatch at a time. */
export function isUnresolved({ status }: AttemptRow): boolean {
  return status === 'open' || status === 'mismatched'
}

/** The attempt that goes on: asked for, or about to be. */
export function isUnderWay({ status }: AttemptRow): boolean {
  return status === 'open' || status === 'reserving'
}

/** The owner's money has left for it, or is claimed. */
export function isSettled({ status }: PayoutRow): boolean {
  return status === 'completed' || status === 'paid_after_close'
}

export function isFinished(payout: PayoutRow): boolean {
  return isSettled(payout) || payout.status === 'failed' || payout.status === 'cancelled'
}

/** Nothing has left, or what had left has failed for certain: it can be stopped without asking anybody. */
export function isCancellable({ status }: PayoutRow): boolean {
  return status === 'awaiting_approval' || status === 'scheduled' || status === 'ready' || status === 'reserving'
}

/** What was said of an attempt before it could be looked at. */
export function wordsOf({ kept }: PayoutRow, reference: string): PayoutRow['kept'] {
  return kept.filter(said => said.reference === reference)
}

/** An attempt that waits for its terminal has not left, and now it never will. Others stay as they are. */
export function withoutLeaving(attempt: AttemptRow, reason: string): AttemptRow {
  return attempt.status === 'reserving' ? { ...attempt, status: 'not_sent', hasTurnover: false, reason } : attempt
}

/** The index of the attempt that is under way, or -1. */
export function currentIndex({ attempts }: PayoutRow): number {
  return attempts.findIndex(isUnderWay)
}
