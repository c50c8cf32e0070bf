import type {
  CommitTurnover, Notification, OtherAttempt, PayoutCompleted, PayoutMismatched, PayoutPaidAfterClose, PayoutPaidTwice,
  PayoutRouted, PayoutStarted, Plain, ReleaseTurnover, ReturnRecorded, WalletCommand, WithdrawalEvent,
  WithdrawalEventHead
} from '../../schemas/generated.ts'
import { unreachable } from '../decider.ts'
import type { FollowUp } from '../decider.ts'
import { enquiry } from './clock.ts'

type Head = WithdrawalEventHead & { readonly withdrawal: string }

/** What an event of a payout asks of providers, terminals and the wallet. */
export function reactToPayout(event: WithdrawalEvent): readonly FollowUp[] {
  switch (event.type) {
    case 'PayoutApproved': return [wake(event)]
    case 'PayoutRouted': return [holdTurnover(event)]
    case 'PayoutStarted': return [requestInvoice(event), ...again(event, event.matched)]
    case 'PayoutOutcomeUnknown': return [enquiry(event.tenant, event.provider, event.reference, event.at)]
    case 'PayoutCancelRequested': return [cancelInvoice(event)]
    case 'PayoutAttemptFailed': return [...turnover(event, 'ReleaseTurnover'), ...event.isRetried ? [wake(event)] : []]
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

/** It goes on at once, in an operation of its own: each attempt has its event. */
function wake({ tenant, wallet, withdrawal, operationId, at }: Head): FollowUp {
  return {
    to: 'withdrawalCommands',
    record: { type: 'WakePayout', tenant, wallet, operationId: `${operationId}/next`, withdrawal, dueAt: at }
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

function requestInvoice(event: WithdrawalEventHead & PayoutStarted): FollowUp {
  const { tenant, provider, terminal, method, destination, amount, currency, reference, pinned } = event
  return {
    to: 'providerInvoiceRequests',
    params: { provider },
    record: { type: 'RequestInvoice', tenant, reference, amount, currency, destination, method, terminal, pinned }
  }
}

function cancelInvoice(
  { tenant, provider, reference }: { readonly tenant: string, readonly provider: string, readonly reference: string }
): FollowUp {
  return { to: 'providerInvoiceRequests', params: { provider }, record: { type: 'CancelInvoice', tenant, reference } }
}

/** Two attempts must not both be paid: one that was sent is cancelled if that can still be, another is given up. */
function stopOther(event: WithdrawalEventHead & (PayoutCompleted | PayoutMismatched)): readonly FollowUp[] {
  const { other, tenant } = event
  if (other === null) return []
  return [other.isSent ? cancelInvoice({ tenant, ...other }) : turnoverCommand(tenant, other, 'ReleaseTurnover')]
}

function holdTurnover(event: WithdrawalEventHead & PayoutRouted): FollowUp {
  const { tenant, provider, terminal, wallet, withdrawal, reference, amount, currency } = event
  return {
    to: 'terminalCommands',
    record: {
      type: 'HoldTurnover', tenant, provider, terminal, operationId: `${reference}/hold`, reference, wallet, withdrawal,
      amount, currency
    }
  }
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

function completeWithdrawal(event: WithdrawalEventHead & PayoutCompleted): FollowUp {
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
