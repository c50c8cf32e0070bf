import type { HoldFate, Plain, RepairOutcome, Tenant } from '../schemas/generated.ts'
import { refuse } from './decider.ts'
import type { Refusal } from './decider.ts'

/** What every command has that repairs a process, and every event that tells of it. */
export interface Repair {
  readonly outcome: RepairOutcome
  readonly hold: HoldFate
  readonly isForced: boolean
  /** Who decided it, why, and the second person; empty for none. */
  readonly author: string
  readonly reason: string
  readonly approver: string
}

/** What a process is like that is to be repaired. */
export interface Waiting {
  /** Since when it waits for its next step, in milliseconds since 1970. */
  readonly since: number
  /** Whether money is held for it. */
  readonly hasHold: boolean
}

/** What an event tells of the repair itself. */
export function repairOf({ outcome, hold, isForced, author, reason, approver }: Repair): Repair {
  return { outcome, hold, isForced, author, reason, approver }
}

/**
 * Why a process that has not ended may not be repaired so, or undefined. Whether it may be at all comes first, then
 * what is said of its hold, and last whether it needs it: a preview of a healthy process tells all else.
 *
 * @param wrong fields of the command beside, that say what cannot be
 */
export function repairFault(
  command: Repair & { readonly type: string }, tenant: Plain<Tenant>, { since, hasHold }: Waiting, at: number,
  wrong: readonly string[] = []
): Refusal | undefined {
  if (tenant.isRepairApproved && !isApproved(command)) return refuse(command, 'repair_not_approved')
  const { outcome, hold, isForced } = command
  const fields = [
    ...outcome === 'unknown' ? ['outcome'] : [], ...hold === fateAfter(outcome, hasHold) ? [] : ['hold'], ...wrong
  ]
  if (fields.length > 0) return refuse(command, 'invalid_repair', { fields })
  const isStuck = at - since >= tenant.stuckAfterMs
  return isStuck || isForced ? undefined : refuse(command, 'process_not_stuck')
}

/** Two people, however they write their names. */
function isApproved({ author, approver }: Repair): boolean {
  return approver !== '' && nameOf(approver) !== nameOf(author)
}

function nameOf(person: string): string {
  return person.trim().toLowerCase()
}

/** It has to be said, so that nobody ends a process and forgets its money. */
function fateAfter(outcome: RepairOutcome, hasHold: boolean): HoldFate {
  if (!hasHold) return 'keep'
  return outcome === 'complete' ? 'post' : outcome === 'fail' ? 'release' : 'keep'
}

/** How an operation is after a repair. */
export function statusAfter({ outcome }: Repair): 'pending' | 'completed' | 'failed' {
  switch (outcome) {
    case 'complete': return 'completed'
    case 'fail': return 'failed'
    default: return 'pending'
  }
}
