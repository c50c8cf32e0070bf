import type {
  ApproveWithdrawal, PayoutApprovalRequired, PayoutApproved, PayoutFailed, PayoutOrder, PayoutScheduled, Plain,
  RejectWithdrawal, StartPayout, WithdrawalCommandHead
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { nextAttempt } from './attempt.ts'
import type { Attempted } from './attempt.ts'
import type { PayoutRow, PayoutRows } from './rows.ts'

/**
 * The wallet holds the money before this is asked. That there is no way to pay out is no refusal: the withdrawal
 * exists and has to end, so the payout fails.
 */
export function startPayout(
  command: WithdrawalCommandHead & StartPayout, { payouts: payout }: PayoutRows, tables: Tables, at: number
): PayoutApprovalRequired | PayoutScheduled | Attempted | Refusal {
  const { withdrawal, amount, currency, scheduledAt } = command
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (amount <= 0n) return refuse(command, 'amount_not_positive')
  if (payout !== undefined && payout.status !== 'unmatched') return refuse(command, 'payout_already_exists')

  const order = orderOf(command)
  const tenant = findTenant(tables, command.tenant)
  const approvals = tenant?.approvals ?? []
  if (approvals.some(policy => policy.currency === currency && amount > policy.above)) {
    return { type: 'PayoutApprovalRequired', withdrawal, order, tenantRevision: tenant?.revision ?? 0 }
  }
  if (scheduledAt > at) return { type: 'PayoutScheduled', withdrawal, order, scheduledAt, by: '' }
  return nextAttempt(command, newPayout(order, payout), tables, at, order)
}

function orderOf(command: StartPayout): Plain<PayoutOrder> {
  const { provider, destination, method, party, amount, currency, scheduledAt, route, pinned } = command
  // Commands from before there were fees have no hold of their own.
  const hold = command.hold === 0n ? amount : command.hold
  return { provider, destination, method, party, amount, currency, hold, scheduledAt, route, pinned }
}

/** A payout at its beginning; a provider may have spoken of it already. */
export function newPayout(order: Plain<PayoutOrder> | null, known: PayoutRow | undefined, currency = ''): PayoutRow {
  return {
    status: 'ready', currency: order?.currency ?? currency, order, attempts: [], dueAt: 0, waiting: null,
    isCancelRequested: false, kept: known?.kept ?? [], since: known?.since ?? 0
  }
}

export function approveWithdrawal(
  command: WithdrawalCommandHead & ApproveWithdrawal, { payouts: payout }: PayoutRows, at: number
): PayoutApproved | PayoutScheduled | Refusal {
  const refusal = refuseDecision(command, payout)
  if (refusal !== undefined) return refusal

  const { withdrawal, by } = command
  const { scheduledAt } = payout!.order!
  if (scheduledAt > at) return { type: 'PayoutScheduled', withdrawal, order: null, scheduledAt, by }
  return { type: 'PayoutApproved', withdrawal, by }
}

export function rejectWithdrawal(
  command: WithdrawalCommandHead & RejectWithdrawal, { payouts: payout }: PayoutRows
): PayoutFailed | Refusal {
  const refusal = refuseDecision(command, payout)
  if (refusal !== undefined) return refusal

  const { withdrawal, by, reason: details } = command
  const { amount, currency } = payout!.order!
  return {
    type: 'PayoutFailed', withdrawal, provider: '', amount, currency, reference: '', reason: 'rejected', terminal: '',
    outcome: 'not_sent', invoice: '', details, rejected: [], by, hasTurnover: false
  }
}

function refuseDecision(
  command: WithdrawalCommandHead & (ApproveWithdrawal | RejectWithdrawal), payout: PayoutRow | undefined
): Refusal | undefined {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (payout === undefined || payout.status === 'unmatched') return refuse(command, 'payout_not_found')
  if (payout.status !== 'awaiting_approval') return refuse(command, 'payout_not_awaiting_approval')
  return undefined
}
