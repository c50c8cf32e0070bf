import type { Flat } from '../schemas/record.ts'
import type { Currencies } from './currencies.ts'
import { formatTime, routeName } from './format.ts'
import { toJson } from './json.ts'
import { moneySentences } from './money-sentences.ts'
import { repairSentences } from './repair-sentences.ts'
import { balance, by, type Money, type Sentences } from './sentence-parts.ts'

/** What a record says, for people: `+125.00 EUR from payroll, balance 125.00 EUR`. Whom it is about is said beside. */
export function sentence(record: Flat, currencies: Currencies): string {
  const money: Money = (amount, currency = record['currency']) => currencies.format(record['tenant'], amount, currency)
  return sentences[record.type]?.(record, money) ?? listFields(record, money)
}

const sentences: Sentences = {
  ...moneySentences,
  ...repairSentences,
  WalletOpened: ({ currency }) => `open, in ${currency}`,
  WalletBlocked: () => 'blocked',
  WalletUnblocked: () => 'open again',
  WalletClosed: () => 'closed for ever',
  WithdrawalQuoted: (event, money) =>
    `${event.quote}: ${money(event.amount)} by way of ${routeName(event.route)} would take ${money(event.hold)}`,
  QuoteExpired: ({ quote }) => `${quote} was not used in time`,
  WithdrawalCreated: (event, money) =>
    `${money(event.hold || event.amount)} held for ${event.withdrawal}${by(' by way of', event.provider)}, ${
      balance(event, money)}`,
  WithdrawalCompleted: (event, money) =>
    `-${money(event.amount)} for ${event.withdrawal}, paid by ${routeName(event)}, ${balance(event, money)}`,
  WithdrawalFailed: (event, money) =>
    `${money(event.amount)} of ${event.withdrawal} given back: ${event.reason}, ${balance(event, money)}`,
  CancellationRequested: ({ withdrawal }) => `${withdrawal} shall not be paid out`,
  WithdrawalReturned: (event, money) =>
    `+${money(event.amount)} of ${event.withdrawal} came back from ${event.provider}, ${balance(event, money)}`,
  WithdrawalClaimed: (event, money) =>
    `${event.provider} paid ${money(event.amount)} for ${event.withdrawal} that nothing covered: ${
      money(event.collected)} taken, ${money(event.receivable)} owed, ${balance(event, money)}`,
  PayoutApprovalRequired: ({ withdrawal, order }, money) =>
    `${withdrawal} over ${money(order.amount, order.currency)} waits for approval`,
  PayoutApproved: ({ withdrawal, by: operator }) => `${withdrawal} approved by ${operator}`,
  PayoutScheduled: ({ withdrawal, scheduledAt }) => `${withdrawal} waits until ${formatTime(scheduledAt)}`,
  PayoutRouted: event => `${event.withdrawal} asks for turnover at ${routeName(event)}`,
  PayoutStarted: (event, money) => `${routeName(event)} is asked to pay ${money(event.amount)} for ${event.withdrawal}`,
  InvoiceRecorded: event => `${event.provider} issued invoice ${event.invoice} for ${event.withdrawal}`,
  PayoutCompleted: (event, money) =>
    `${routeName(event)} paid ${money(event.amount)} for ${event.withdrawal}, invoice ${event.invoice}${
      by(', decided by', event.by)}`,
  PayoutAttemptFailed: (event, money) =>
    `${routeName(event)} does not pay ${money(event.amount)} for ${event.withdrawal}: ${event.reason}${
      event.isRetried ? ', the next route is tried' : ''}`,
  PayoutFailed: (event, money) =>
    `${event.provider === '' ? 'nobody' : routeName(event)} pays ${money(event.amount)} for ${event.withdrawal}: ${
      event.reason}`,
  PayoutCancelRequested: event => `${event.provider} is asked to cancel ${event.withdrawal}`,
  PayoutCancelled: ({ withdrawal }) => `${withdrawal} is cancelled`,
  PayoutOutcomeUnknown: ({ withdrawal, provider, dueAt }) =>
    `${provider} is silent about ${withdrawal}, asked again at ${formatTime(dueAt)}`,
  PayoutMismatched: (event, money) =>
    `${event.provider} paid ${money(event.paidAmount, event.paidCurrency)} instead of ${money(event.amount)} for ${
      event.withdrawal}`,
  PayoutPaidAfterClose: (event, money) =>
    `${event.provider} paid ${money(event.amount)} for ${event.withdrawal}, which had ended unpaid`,
  PayoutPaidTwice: (event, money) =>
    `${event.provider} paid ${money(event.amount)} for ${event.withdrawal} once more`,
  PayoutContradicted: ({ withdrawal, conflict }) => `${withdrawal}: ${conflict}`,
  ReturnRecorded: (event, money) => `${money(event.amount)} of ${event.withdrawal} came back to ${event.provider}`,
  NotificationKept: ({ notification }) =>
    `${notification.provider} said ${notification.kind} of ${notification.reference}, which is not known`,
  TurnoverHeld: ({ wallet, withdrawal, amount }, money) => `${money(amount)} for ${withdrawal} of ${wallet} counts`,
  TurnoverCommitted: ({ reference }) => `what ${reference} counts for was paid`,
  TurnoverReleased: ({ reference }) => `${reference} counts no more`,
  TurnoverExceeded: ({ wallet, withdrawal, amount, limit: { measure, period } }, money) =>
    `${money(amount)} for ${withdrawal} of ${wallet} would pass the limit of ${measure} in a ${period}`,
  TenantAnnounced: ({ row: { revision }, isChanged }) =>
    isChanged ? `as it says, at revision ${revision}` : `like that already, at revision ${revision}`,
  PartyRegistered: () => 'registered',
  PartyBlocked: () => 'blocked',
  PartyUnblocked: () => 'no longer blocked',
  PersonalDataErased: () => 'personal data erased for ever',
  IdentityCreated: ({ identity, class: kind, identification: { level } }) =>
    `${identity}: a ${kind}, at level ${level}`,
  ContactChanged: ({ identity, identityRevision }) =>
    `${identity} has other contact data, revision ${identityRevision}`,
  ChallengeStarted: ({ identity, challenge, verifier }) => `${verifier} is asked about ${identity}, ${challenge}`,
  ChallengeApproved: ({ identity, challenge, identification: { level } }) =>
    `${challenge} approved: ${identity} is at level ${level}`,
  ChallengeDenied: ({ challenge, reason }) => `${challenge} denied${by(':', reason)}`,
  ChallengeFailed: ({ challenge, reason }) => `${challenge} failed${by(':', reason)}`,
  ChallengeCancelled: ({ challenge }) => `${challenge} was given up`,
  VerificationIgnored: ({ challenge, status, verification: { verifier, kind } }) =>
    `${verifier} said ${kind} of ${challenge}, which is ${status}`,
  IdentificationExpired: ({ identity, identification: { level } }) => `${identity} has fallen to level ${level}`,
  DestinationAdded: ({ destinationId, kind, identity }) => `${destinationId}: a ${kind} of ${identity}`,
  DestinationChanged: ({ destinationId, destinationRevision }) =>
    `${destinationId} is at revision ${destinationRevision}`,
  DestinationRemoved: ({ destinationId }) => `${destinationId} is removed`,
  WalletRequested: ({ currency, party, identity }) => `shall be ${party}/${identity}'s, in ${currency}`,
  WalletRegistered: ({ party, identity }) => `is ${party}/${identity}'s`,
  WalletUnregistered: ({ party }) => `is ${party}'s no more`,
  WalletRejected: ({ reason }) => `not opened: ${reason}`,
  OwnerUpdated: ({ owner: { party, identity, isBlocked, identification: { level } } }) =>
    `${party}/${identity} is at level ${level}${isBlocked ? ', and blocked' : ''}`,
  WithdrawalRegistered: ({ withdrawal, pinned: { destinationId, destinationRevision } }) =>
    `${withdrawal} may go to ${destinationId}, revision ${destinationRevision}`,
  WithdrawalConfirmed: ({ withdrawal, pinned: { destinationId } }) => `${withdrawal} goes to ${destinationId}`,
  WithdrawalUnregistered: ({ withdrawal }) => `${withdrawal} has ended`,
  WithdrawalReviewed: ({ withdrawal, reason }) =>
    `${withdrawal} ${reason === '' ? 'may go on' : `must not leave: ${reason}`}`,
  RegistrationRejected: ({ wallet, withdrawal, reason }) => `${withdrawal || wallet} may not be: ${reason}`,
  PayoutNotStopped: ({ withdrawal }) => `${withdrawal} had left already`,
  OperationRefused: ({ command, reason, fields }) =>
    `${command} refused: ${reason}${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`,
  RecordDeadLettered: ({ reason, sourceTopic, sourceOffset }) =>
    `offset ${sourceOffset} of ${sourceTopic} is unreadable: ${reason}`
}

/** Fields that say who and when: they have columns of their own. */
const saidElsewhere = new Set([
  'type', 'tenant', 'wallet', 'revision', 'at', 'sourceTopic', 'sourceOffset', 'fingerprint'
])

function listFields(record: Flat, money: Money): string {
  const isMoney = record['amount'] !== undefined && record['currency'] !== undefined
  return Object.entries(record).flatMap(([name, value]) => {
    if (saidElsewhere.has(name) || isMoney && name === 'currency') return []
    if (isMoney && name === 'amount') return [`amount=${money(value as bigint)}`]
    return [`${name}=${typeof value === 'string' ? value : toJson(value)}`]
  }).join(' ')
}
