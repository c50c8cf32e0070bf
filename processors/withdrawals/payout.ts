import type {
  Payout, PayoutCompleted, PayoutFailed, PayoutStarted, Plain, RecordInvoicePaid, StartPayout, WithdrawalCommandHead,
  WithdrawalEventHead
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds } from '../ids.ts'
import { formatReference } from './reference.ts'

/** The row of one command. Absent when the command has no key of it. */
export interface PayoutRows { readonly payouts?: Plain<Payout> | undefined }

/**
 * The wallet holds the money before this is asked. A provider that has gone meanwhile is no refusal: the withdrawal
 * exists and has to end, so the payout fails.
 */
export function startPayout(
  command: WithdrawalCommandHead & StartPayout, { payouts: payout }: PayoutRows, tables: Tables
): PayoutStarted | PayoutFailed | Refusal {
  const { withdrawal, provider, destination, amount, currency } = command
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (amount <= 0n) return refuse(command, 'amount_not_positive')
  if (payout !== undefined) return refuse(command, 'payout_already_exists')

  const reference = formatReference({ tenant: command.tenant, wallet: command.wallet, withdrawal, attempt: 1 })
  const failed = { type: 'PayoutFailed', withdrawal, provider, amount, currency, reference } as const
  const row = tables.get('providers', command.tenant, provider)
  if (row === undefined) return { ...failed, reason: 'provider_not_found' }
  if (!row.currencies.includes(currency)) return { ...failed, reason: 'provider_currency_not_supported' }

  const { revision: providerRevision } = row
  return { type: 'PayoutStarted', withdrawal, provider, destination, amount, currency, reference, providerRevision }
}

/**
 * Served on the fact that the invoice was paid: by the provider that was asked, for the very amount. Anything else is
 * refused, and the payout stays as it is; a corrected notification is another operation and may complete it.
 */
export function recordInvoicePaid(
  command: WithdrawalCommandHead & RecordInvoicePaid, { payouts: payout }: PayoutRows
): PayoutCompleted | Refusal {
  const { withdrawal, provider, amount, currency, reference, invoice } = command
  if (payout === undefined || payout.reference !== reference) return refuse(command, 'payout_not_found')
  if (payout.provider !== provider) return refuse(command, 'provider_mismatch')
  if (payout.status !== 'started') return refuse(command, `payout_already_${payout.status}`)
  if (payout.currency !== currency) return refuse(command, 'currency_mismatch')
  if (payout.amount !== amount) return refuse(command, 'amount_mismatch')

  return { type: 'PayoutCompleted', withdrawal, provider, amount, currency, reference, invoice }
}

/** A finished payout keeps what a notification is compared with: one may come late. */
export function evolvePayout(_: PayoutRows, event: PayoutStarted | PayoutCompleted | PayoutFailed): PayoutRows {
  const { provider, amount, currency, reference } = event
  return { payouts: { status: statusAfter[event.type], provider, amount, currency, reference } }
}

const statusAfter = { PayoutStarted: 'started', PayoutCompleted: 'completed', PayoutFailed: 'failed' } as const

export function requestInvoice(event: WithdrawalEventHead & PayoutStarted): FollowUp {
  const { tenant, provider, destination, amount, currency, reference } = event
  return {
    to: 'providerInvoiceRequests',
    params: { provider },
    record: { type: 'RequestInvoice', tenant, reference, amount, currency, destination }
  }
}

export function completeWithdrawal(event: WithdrawalEventHead & PayoutCompleted): FollowUp {
  const { tenant, wallet, withdrawal, invoice } = event
  const operationId = `${event.operationId}/complete`
  return {
    to: 'walletCommands',
    record: { type: 'CompleteWithdrawal', tenant, wallet, operationId, withdrawal, invoice }
  }
}

export function failWithdrawal(event: WithdrawalEventHead & PayoutFailed): FollowUp {
  const { tenant, wallet, withdrawal, reason } = event
  const operationId = `${event.operationId}/fail`
  return {
    to: 'walletCommands',
    record: { type: 'FailWithdrawal', tenant, wallet, operationId, withdrawal, reason }
  }
}
