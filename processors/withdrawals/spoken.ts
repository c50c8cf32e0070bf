import type { Notification, PayoutContradicted, Plain, WithdrawalEventBody } from '../../schemas/generated.ts'
import { refuse, unchanged } from '../decider.ts'
import type { Refusal, Unchanged } from '../decider.ts'
import { joinIds } from '../ids.ts'
import type { OfPayout, PayoutRow } from './rows.ts'

/** One attempt, as a notification of it finds it. */
export interface Spoken {
  readonly command: OfPayout
  readonly payout: PayoutRow
  /** Of the attempt, in the payout. */
  readonly index: number
  readonly said: Plain<Notification>
}

export type Heard = WithdrawalEventBody | Unchanged

/** Of one attempt. Beyond that the provider contradicts itself in ever new words. */
const conflictsMax = 16

/**
 * What cannot be true beside what was said before. It is for people to look at; no money moves. Said again, with every
 * answer to an enquiry maybe, it is no news.
 */
export function contradicted(spoken: Spoken, conflict: string): PayoutContradicted | Refusal | Unchanged {
  const { command: { withdrawal }, said: notification } = spoken
  return knownConflict(spoken, conflict) ?? { type: 'PayoutContradicted', withdrawal, notification, conflict }
}

/** The answer to a conflict that has had its event, or that is one too many. */
export function knownConflict(
  { command, payout, index, said }: Spoken, conflict: string
): Refusal | Unchanged | undefined {
  const { conflicts } = payout.attempts[index]!
  if (conflicts.includes(conflictOf(conflict, said))) return unchanged()
  return conflicts.length < conflictsMax ? undefined : refuse(command, 'notifications_full')
}

/** What tells one conflict from another: all that was said but the words for people. */
export function conflictOf(conflict: string, { invoice, return: id, amount, currency, reason }: Words): string {
  return joinIds(conflict, invoice, id, String(amount), currency, reason)
}

type Words = Pick<Notification, 'invoice' | 'return' | 'amount' | 'currency' | 'reason'>
