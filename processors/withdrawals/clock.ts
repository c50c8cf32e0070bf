import type {
  Payout, PayoutOutcomeUnknown, Plain, WakePayout, Waiting, WithdrawalCommand, WithdrawalCommandHead
} from '../../schemas/generated.ts'
import { refuse, unchanged } from '../decider.ts'
import type { FollowUp, Refusal, Tables, Tick, Unchanged } from '../decider.ts'
import { invalidDerivedIds } from '../ids.ts'
import { later, tickRetryMs } from '../time.ts'
import { nextAttempt } from './attempt.ts'
import type { Attempted } from './attempt.ts'
import { enquiriesOf } from './outcome.ts'
import { isUnresolved, referenceOf } from './rows.ts'
import type { OfPayout, PayoutRow, PayoutRows } from './rows.ts'

/**
 * Something is due, says the clock: the schedule, the deadline, an enquiry; or the next attempt, says the payout
 * itself. It is decided by the time that the broker gave the command, so a clock that is ahead is answered with
 * nothing, and asks again.
 */
export function wakePayout(
  command: WithdrawalCommandHead & WakePayout, { payouts: payout }: PayoutRows, tables: Tables, at: number
): Attempted | PayoutOutcomeUnknown | Refusal | Unchanged {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (payout === undefined) return unchanged()

  const isDue = payout.dueAt > 0 && at >= payout.dueAt
  if (payout.status === 'ready' || payout.status === 'scheduled' && isDue) {
    return nextAttempt(command, payout, tables, at)
  }
  if (!isDue) return unchanged()
  if (payout.waiting !== null) return unchanged(...enquiries(command, payout))
  return payout.dueAt === command.dueAt ? silent(command, payout, tables, at) : unchanged()
}

/** The deadline has passed without the final word. That is no failure: it may have been paid. */
function silent(
  command: OfPayout, payout: PayoutRow, tables: Tables, at: number
): PayoutOutcomeUnknown | Unchanged {
  const index = payout.attempts.findIndex(isUnresolved)
  const attempt = payout.attempts[index]
  if (attempt === undefined) return unchanged()

  const { provider, since } = attempt
  const { enquiryFirstMs, enquiryMaxMs } = enquiriesOf(command.tenant, provider, tables)
  return {
    type: 'PayoutOutcomeUnknown', withdrawal: command.withdrawal, reference: referenceOf(command, index + 1), provider,
    since, dueAt: later(at, enquiryFirstMs), enquiryFirstMs, enquiryMaxMs
  }
}

/** What became of each attempt without a final word? To ask changes nothing, so it leaves no event. */
function enquiries(command: WithdrawalCommandHead & WakePayout, { attempts }: PayoutRow): readonly FollowUp[] {
  return attempts.flatMap((attempt, index) => isUnresolved(attempt)
    ? [enquiry(command.tenant, attempt.provider, referenceOf(command, index + 1), command.dueAt)]
    : [])
}

export function enquiry(tenant: string, provider: string, reference: string, dueAt: number): FollowUp {
  return {
    to: 'providerInvoiceRequests',
    params: { provider },
    record: { type: 'RequestInvoiceStatus', tenant, reference, dueAt }
  }
}

/** What the clock has to say of a payout that is due. */
export function tickPayout(
  [tenant = '', wallet = '', withdrawal = '']: readonly string[], { dueAt, waiting }: Plain<Payout>, now: number
): Tick<WithdrawalCommand> {
  const slot = waiting === null ? { dueAt, next: now + Math.max(tickRetryMs, now - dueAt) } : enquirySlot(waiting, now)
  const operationId = `wake/${withdrawal}/${slot.dueAt}`
  const { dueAt: slotDueAt, next } = slot
  return { command: { type: 'WakePayout', tenant, wallet, operationId, withdrawal, dueAt: slotDueAt }, next }
}

/**
 * When to ask, by growing intervals: the latest time that has come, and the next. They follow from the row alone, so
 * that it need not change with each enquiry.
 */
export function enquirySlot(
  { dueAt: first, enquiryFirstMs, enquiryMaxMs }: Plain<Waiting>, now: number
): { readonly dueAt: number, readonly next: number } {
  const longest = Math.max(1, enquiryMaxMs)
  let interval = Math.min(longest, Math.max(1, enquiryFirstMs) * 2)
  let dueAt = first
  while (dueAt + interval <= now && interval < longest) {
    dueAt += interval
    interval = Math.min(longest, interval * 2)
  }
  const more = Math.max(0, Math.floor((now - dueAt) / interval))
  return { dueAt: dueAt + more * interval, next: dueAt + (more + 1) * interval }
}
