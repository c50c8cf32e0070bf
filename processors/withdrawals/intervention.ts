import type {
  CancelPayout, PayoutCancelled, PayoutCancelRequested, PayoutFailed, PayoutNotStopped, ResolveWithdrawal, StopPayout,
  WithdrawalCommandHead, WithdrawalEventBody
} from '../../schemas/generated.ts'
import { refuse, unreachable } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds } from '../ids.ts'
import { failedForCertain, paidAsAsked } from './outcome.ts'
import { currentIndex, isCancellable, isUnresolved, numberOf, referenceOf } from './rows.ts'
import type { OfPayout, PayoutRow, PayoutRows } from './rows.ts'

/** The client wants the money back. Certain before anything left; after that the provider is asked, and decides. */
export function cancelPayout(
  command: WithdrawalCommandHead & CancelPayout, { payouts: payout }: PayoutRows
): PayoutCancelled | PayoutCancelRequested | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (payout === undefined || payout.status === 'unmatched') return refuse(command, 'payout_not_found')
  if (payout.status === 'completed') return refuse(command, 'payout_already_completed')
  if (payout.status === 'failed') return refuse(command, 'payout_already_failed')
  if (payout.status === 'paid_after_close') return refuse(command, 'payout_already_failed')
  if (payout.status === 'cancelled') return refuse(command, 'payout_already_cancelled')
  if (isCancellable(payout)) return cancelled(command, payout)

  const current = currentIndex(payout)
  const index = current === -1 ? payout.attempts.findIndex(isUnresolved) : current
  const { provider } = payout.attempts[index]!
  return {
    type: 'PayoutCancelRequested', withdrawal: command.withdrawal, reference: referenceOf(command, index + 1), provider
  }
}

function cancelled(command: OfPayout, payout: PayoutRow): PayoutCancelled {
  return { type: 'PayoutCancelled', ...ending(command, payout), reason: '' }
}

/**
 * The owner is not known well enough any more. What has left is not called back, for the provider may have paid it; but
 * nothing else leaves.
 */
export function stopPayout(
  command: WithdrawalCommandHead & StopPayout, { payouts: payout }: PayoutRows
): PayoutFailed | PayoutNotStopped | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (payout === undefined || payout.status === 'unmatched') return refuse(command, 'payout_not_found')

  const { withdrawal, reason } = command
  if (!isCancellable(payout)) return { type: 'PayoutNotStopped', withdrawal, reason }
  const ended = ending(command, payout)
  const amount = payout.attempts.length > 0 ? ended.amount : payout.order?.amount ?? 0n
  return { type: 'PayoutFailed', ...ended, amount, reason, rejected: [] }
}

/** How a payout ends that can be stopped without asking anybody, told of its last attempt. */
function ending(command: OfPayout, { attempts, currency }: PayoutRow): Omit<PayoutCancelled, 'type' | 'reason'> {
  const last = attempts.at(-1)
  const { provider = '', terminal = '', amount = 0n, invoice = '' } = last ?? {}
  return {
    withdrawal: command.withdrawal,
    reference: last === undefined ? '' : referenceOf(command, attempts.length),
    provider,
    terminal,
    amount,
    currency,
    outcome: last === undefined || last.status === 'reserving' ? 'not_sent' : last.status,
    invoice,
    details: '',
    by: '',
    hasTurnover: last?.hasTurnover ?? false
  }
}

/** An operator knows from elsewhere what the provider does not say. Only of what has waited long enough. */
export function resolveWithdrawal(
  command: WithdrawalCommandHead & ResolveWithdrawal, { payouts: payout }: PayoutRows, tables: Tables
): WithdrawalEventBody {
  const fields = [...invalidDerivedIds(command), ...command.resolution === 'unknown' ? ['resolution'] : []]
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (payout === undefined || payout.status === 'unmatched') return refuse(command, 'payout_not_found')

  const { reference, resolution, by, details } = command
  const index = (numberOf(command, reference) ?? 0) - 1
  const attempt = payout.attempts[index]
  if (attempt === undefined) return refuse(command, 'attempt_not_found')
  if (payout.waiting === null || !isUnresolved(attempt)) return refuse(command, 'payout_not_unresolved')

  const { provider, invoice, amount } = attempt
  switch (resolution) {
    case 'paid': {
      const said = {
        provider, reference, kind: 'paid', invoice, return: '', amount, currency: payout.currency, reason: '', details
      } as const
      return paidAsAsked({ command, payout, index, said }, by)
    }
    case 'failed': {
      const failure = { outcome: 'written_off', reason: 'written_off', details, invoice, by } as const
      return failedForCertain({ command, payout, index }, failure, tables)
    }
    case 'unknown': return refuse(command, 'invalid_id', { fields: ['resolution'] })
    default: return unreachable(resolution)
  }
}
