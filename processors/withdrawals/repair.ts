import type {
  PayoutCompleted, PayoutFailed, PayoutOrder, PayoutRepaired, Plain, RepairPayout, WithdrawalCommandHead,
  WithdrawalEventHead
} from '../../schemas/generated.ts'
import { refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidDerivedRepairIds } from '../ids.ts'
import { repairFault, repairOf } from '../repair.ts'
import { findTenant } from '../tenant.ts'
import { enquiry, tickPayout } from './clock.ts'
import { otherAttempt, paidAsAsked } from './outcome.ts'
import { cancelInvoice, holdTurnover, requestInvoice, wake } from './requests.ts'
import { currentIndex, isUnresolved, numberOf, referenceOf } from './rows.ts'
import type { AttemptRow, PayoutRow, PayoutRows } from './rows.ts'

type Repairing = WithdrawalCommandHead & RepairPayout

/**
 * Somebody knows what nobody says: that it was paid, or that it never will be. Or what it waits for is asked again. It
 * ends as it would have by itself, so whatever is heard later is taken as it always is.
 */
export function repairPayout(
  command: Repairing, { payouts: payout }: PayoutRows, tables: Tables, at: number
): PayoutRepaired | Refusal {
  const fields = invalidDerivedRepairIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  const tenant = findTenant(tables, command.tenant)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  if (payout === undefined || payout.status === 'unmatched') return refuse(command, 'payout_not_found')
  const index = command.reference === '' ? waitedFor(payout) : (numberOf(command, command.reference) ?? 0) - 1
  const attempt = payout.attempts[index]
  if (command.reference !== '' && attempt === undefined) return refuse(command, 'attempt_not_found')
  if (payout.status === 'completed') return refuse(command, 'payout_already_completed')
  if (payout.status === 'failed' || payout.status === 'paid_after_close') {
    return refuse(command, 'payout_already_failed')
  }
  if (payout.status === 'cancelled') return refuse(command, 'payout_already_cancelled')

  const wrong = [
    ...canBe(command.outcome, payout, attempt) ? [] : ['outcome'],
    // What is not waited for cannot be asked again.
    ...command.outcome !== 'retry' || index === waitedFor(payout) ? [] : ['reference']
  ]
  // Before its time it waits for nothing.
  const since = payout.status === 'scheduled' ? payout.dueAt : payout.since
  const fault = repairFault(command, tenant, { since, hasHold: true }, at, wrong)
  if (fault !== undefined) return fault

  return repaired(command, payout, index, tenant.revision)
}

/** The attempt that goes on, or that nobody knows the outcome of; or the last one. */
function waitedFor(payout: PayoutRow): number {
  const current = currentIndex(payout)
  if (current !== -1) return current
  const unresolved = payout.attempts.findIndex(isUnresolved)
  return unresolved === -1 ? payout.attempts.length - 1 : unresolved
}

/** What never left was not paid, and people who have to approve cannot be asked again. */
function canBe(outcome: RepairPayout['outcome'], { status }: PayoutRow, attempt: AttemptRow | undefined): boolean {
  switch (outcome) {
    case 'complete': return attempt !== undefined && attempt.status !== 'reserving' && attempt.status !== 'not_sent'
    case 'retry': return status !== 'awaiting_approval'
    default: return true
  }
}

function repaired(command: Repairing, payout: PayoutRow, index: number, tenantRevision: number): PayoutRepaired {
  const { withdrawal } = command
  const { status: before, currency, order, dueAt } = payout
  const attempt = payout.attempts[index]
  const { provider = '', terminal = '', invoice = '', hasTurnover = false } = attempt ?? {}
  const common = {
    type: 'PayoutRepaired', withdrawal, ...repairOf(command), before,
    reference: attempt === undefined ? '' : referenceOf(command, index + 1), provider, terminal, invoice,
    amount: attempt?.amount ?? order?.amount ?? 0n, currency, hasTurnover, tenantRevision
  } as const
  switch (command.outcome) {
    case 'complete': {
      const { postings, other, matched } = paidByHand(command, payout, index)
      return { ...common, status: 'completed', attempt: 'paid', postings, other, matched, dueAt: 0 }
    }
    case 'fail': {
      const other = otherAttempt(command, payout, index)
      return { ...common, status: 'failed', attempt: givenUp(attempt), postings: [], other, matched: [], dueAt: 0 }
    }
    default: return {
      ...common, status: before, attempt: attempt?.status ?? 'unknown', postings: [], other: null, matched: [], dueAt
    }
  }
}

/** As if the provider had said it. The invoice, if it was never told, is what it may tell yet. */
function paidByHand(command: Repairing, payout: PayoutRow, index: number): Plain<PayoutCompleted> {
  const { provider, invoice, amount } = payout.attempts[index]!
  const { currency } = payout
  const said = {
    provider, reference: referenceOf(command, index + 1), kind: 'paid', invoice, return: '', amount, currency,
    reason: '', details: ''
  } as const
  return paidAsAsked({ command, payout, index, said }, command.author) as PayoutCompleted
}

/** What has failed for certain stays what it was. */
function givenUp(attempt: AttemptRow | undefined): PayoutFailed['outcome'] {
  if (attempt === undefined || attempt.status === 'reserving') return 'not_sent'
  return isUnresolved(attempt) ? 'written_off' : attempt.status
}

function asked(
  { tenant, reference, provider, terminal, amount, currency }: WithdrawalEventHead & PayoutRepaired,
  { destination, method, pinned }: Plain<PayoutOrder>
): Parameters<typeof requestInvoice>[0] {
  return { tenant, reference, provider, terminal, amount, currency, destination, method, pinned }
}

/** What a payout waits for is asked again, under the name by which it was asked before wherever that has one. */
export function askAgain(event: WithdrawalEventHead & PayoutRepaired, payout: PayoutRow): readonly FollowUp[] {
  const { tenant, wallet, withdrawal, reference, at } = event
  const { status, order, attempts } = payout
  const enquiries = (): readonly FollowUp[] => attempts.flatMap((attempt, index) => isUnresolved(attempt)
    ? [enquiry(tenant, attempt.provider, referenceOf({ ...event, withdrawal }, index + 1), at)]
    : [])
  switch (status) {
    case 'ready': return [wake(event)]
    case 'scheduled': {
      const { command } = tickPayout([tenant, wallet, withdrawal], payout, at)
      return [{ to: 'withdrawalCommands', record: command! }]
    }
    case 'reserving': return [holdTurnover(event)]
    // What is not to leave any more is only asked after.
    case 'invoice_requested': return order === null ? enquiries() : [requestInvoice(asked(event, order))]
    case 'cancel_requested': return [cancelInvoice({ tenant, provider: event.provider, reference })]
    case 'invoice_open':
    case 'outcome_unknown':
    case 'mismatched': return enquiries()
    case 'unmatched':
    case 'awaiting_approval':
    case 'completed':
    case 'failed':
    case 'cancelled':
    case 'paid_after_close': return []
    default: return unreachable(status)
  }
}
