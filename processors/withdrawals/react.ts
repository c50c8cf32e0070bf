import type {
  CommitTurnover, Notification, OtherAttempt, PayoutCompleted, PayoutMismatched, PayoutPaidAfterClose, PayoutPaidTwice,
  PayoutRepaired, Plain, ReleaseTurnover, ReturnRecorded, WalletCommand, WithdrawalEvent,
  WithdrawalEventHead
} from '../../schemas/generated.ts'
import { assert, unreachable } from '../decider.ts'
import type { FollowUp } from '../decider.ts'
import { enquiry } from './clock.ts'
import { askAgain } from './repair.ts'
import { cancelInvoice, holdTurnover, requestInvoice, wake } from './requests.ts'
import type { PayoutRow, PayoutRows } from './rows.ts'

type Head = WithdrawalEventHead & { readonly withdrawal: string }

/** What an event of a payout asks of providers, terminals and the wallet. */
export function reactToPayout(event: WithdrawalEvent, { payouts: payout }: PayoutRows): readonly FollowUp[] {
  switch (event.type) {
    case 'PayoutApproved': return [wake(event)]
    case 'PayoutRouted': return [holdTurnover(event)]
    case 'PayoutStarted': return [requestInvoice(event), ...again(event, event.matched)]
    case 'PayoutOutcomeUnknown': return [enquiry(event.tenant, event.provider, event.reference, event.at)]
    case 'PayoutCancelRequested': return [cancelInvoice(event)]
    case 'PayoutAttemptFailed': return [...turnover(event, 'ReleaseTurnover'), ...event.isRetried ? [wake(event)] : []]
    case 'PayoutRepaired': return reactToRepair(event, payout)
    case 'PayoutFailed': return [failWithdrawal(event, event.reason), ...turnover(event, 'ReleaseTurnover')]
    case 'PayoutCancelled': return [failWithdrawal(event, 'cancelled'), ...turnover(event, 'ReleaseTurnover')]
    case 'PayoutCompleted':
      return [
        completeWithdrawal(event), ...turnover(event, 'CommitTurnover'), ...stopOther(event),
        ...again(event, event.matched)
      ]
    case 'PayoutMismatched': return stopOther(event)
    case 'PayoutPaidAfterClose': return [claimWithdrawal(event, true), ...again(event, event.matched)]
    case 'PayoutPaidTwice':
      return [claimWithdrawal(event, false), ...turnover(event, 'CommitTurnover'), ...again(event, event.matched)]
    case 'ReturnRecorded': return [returnWithdrawal(event)]
    case 'PayoutApprovalRequired':
    case 'PayoutScheduled':
    case 'PayoutNotStopped':
    case 'InvoiceRecorded':
    case 'PayoutContradicted':
    case 'NotificationKept':
    case 'OperationRefused':
    case 'RecordDeadLettered': return []
    default: return unreachable(event)
  }
}

/** It ends as it would have by itself, or what it waits for is asked again. */
function reactToRepair(
  event: WithdrawalEventHead & PayoutRepaired, payout: PayoutRow | undefined
): readonly FollowUp[] {
  switch (event.outcome) {
    case 'complete':
      return [
        completeWithdrawal(event), ...turnover(event, 'CommitTurnover'), ...stopOther(event),
        ...again(event, event.matched)
      ]
    case 'fail':
      return [failWithdrawal(event, 'repaired'), ...turnover(event, 'ReleaseTurnover'), ...stopOther(event)]
    default:
      assert(payout !== undefined, 'an event needs its payout')
      return askAgain(event, payout)
  }
}

/** Words that came before what they are about: they are looked at now, as if they had just come. */
function again(event: Head, matched: readonly Plain<Notification>[]): readonly FollowUp[] {
  const { tenant, wallet, withdrawal } = event
  return matched.map((notification, index) => ({
    to: 'withdrawalCommands',
    record: {
      type: 'RecordNotification', tenant, wallet, operationId: `${event.operationId}/matched/${index + 1}`, withdrawal,
      notification
    }
  }))
}

/** Two attempts must not both be paid: one that was sent is cancelled if that can still be, another is given up. */
function stopOther(
  event: WithdrawalEventHead & (PayoutCompleted | PayoutMismatched | PayoutRepaired)
): readonly FollowUp[] {
  const { other, tenant } = event
  if (other === null) return []
  return [other.isSent ? cancelInvoice({ tenant, ...other }) : turnoverCommand(tenant, other, 'ReleaseTurnover')]
}

type Turnover = (CommitTurnover | ReleaseTurnover)['type']

function turnover(
  event: WithdrawalEventHead & Omit<Plain<OtherAttempt>, 'isSent'> & { readonly hasTurnover: boolean }, type: Turnover
): readonly FollowUp[] {
  return event.hasTurnover ? [turnoverCommand(event.tenant, event, type)] : []
}

/** Named after the attempt: a terminal serves many wallets, whose operation ids may be the same. */
function turnoverCommand(
  tenant: string, { provider, terminal, reference, currency }: Omit<Plain<OtherAttempt>, 'isSent'>, type: Turnover
): FollowUp {
  const operationId = `${reference}/${type === 'CommitTurnover' ? 'commit' : 'release'}`
  return { to: 'terminalCommands', record: { type, tenant, provider, terminal, operationId, reference, currency } }
}

function completeWithdrawal(event: WithdrawalEventHead & (PayoutCompleted | PayoutRepaired)): FollowUp {
  const { invoice, provider, terminal, postings } = event
  return toWallet(event, 'complete', { type: 'CompleteWithdrawal', invoice, provider, terminal, postings })
}

function failWithdrawal(event: Head, reason: string): FollowUp {
  return toWallet(event, 'fail', { type: 'FailWithdrawal', reason })
}

function claimWithdrawal(
  event: WithdrawalEventHead & (PayoutPaidAfterClose | PayoutPaidTwice), collect: boolean
): FollowUp {
  const { provider, reference, invoice, amount, currency } = event
  return toWallet(event, 'claim', { type: 'ClaimWithdrawal', provider, reference, invoice, amount, currency, collect })
}

function returnWithdrawal(event: WithdrawalEventHead & ReturnRecorded): FollowUp {
  const { provider, reference, invoice, amount, currency } = event
  return toWallet(event, 'return', {
    type: 'ReturnWithdrawal', provider, reference, invoice, return: event.return, amount, currency
  })
}

type ToWallet = Extract<WalletCommand, { readonly withdrawal: string }>
type Body<Command> = Command extends ToWallet
  ? Omit<Command, 'tenant' | 'wallet' | 'operationId' | 'withdrawal'>
  : never

function toWallet({ tenant, wallet, withdrawal, operationId }: Head, step: string, body: Body<ToWallet>): FollowUp {
  return {
    to: 'walletCommands',
    record: { ...body, tenant, wallet, operationId: `${operationId}/${step}`, withdrawal } as WalletCommand
  }
}
