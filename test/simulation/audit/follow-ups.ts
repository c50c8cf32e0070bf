import type { Flat } from '../../../schemas/record.ts'
import { namesOf } from '../workload/deployment.ts'
import type { Facts } from './facts.ts'
import { localsOf } from './locals.ts'
import { differences, type Effect } from './multiset.ts'
import { OwnerEffects } from './owner-effects.ts'
import { partyModelOf } from './parties.ts'
import { textOfOwner } from './party-model.ts'
import { isHeardAgain } from './routes.ts'

/** What an event causes is there once for each such event, and never without it. */
export function* followUpsOncePerEvent(facts: Facts): Iterable<string> {
  const { topics, processors } = facts.world.deployment.topology
  const owners = new OwnerEffects()
  const ofWallets = facts.records(processors['wallets']!.changelog.name).flatMap(event => owners.of(event))
  const events = facts.ledgers.flatMap(({ processor }) => facts.records(processor.changelog.name))
  const expected = [...events.flatMap(effectsOf), ...ofWallets, ...partyModelOf(facts).effects]
  const sent = [
    ...outputs.flatMap(name => namesOf(topics[name]!)).flatMap(name => facts.records(name)), ...localsOf(facts)
  ].flatMap(aboutOf)
  for (const type of types) {
    yield* differences(about(expected, type), about(sent, type), type)
  }
  yield* asked(expected, sent)
}

const outputs = [
  'walletCommands', 'withdrawalCommands', 'terminalCommands', 'partyCommands', 'providerInvoiceRequests',
  'verifierRequests', 'partyKeys', 'tenants'
]

/** A provider is asked for the status when its silence is told, and again from time to time. */
function* asked(expected: readonly Effect[], sent: readonly Effect[]): Iterable<string> {
  const found = new Set(about(sent, ENQUIRY))
  for (const reference of about(expected, ENQUIRY)) {
    if (!found.has(reference)) yield `nobody asked what became of ${reference}`
  }
}

function about(effects: readonly Effect[], type: string): readonly string[] {
  return effects.filter(([name]) => name === type).map(([, what]) => what)
}

const ENQUIRY = 'RequestInvoiceStatus'

const types = [
  'StartPayout', 'CancelPayout', 'HoldTurnover', 'AnswerTurnover', 'CommitTurnover', 'ReleaseTurnover', 'WakePayout',
  'RecordNotification', 'RequestInvoice', 'CancelInvoice', 'CompleteWithdrawal', 'FailWithdrawal', 'ReturnWithdrawal',
  'ClaimWithdrawal', 'RegisterWallet', 'UnregisterWallet', 'RegisterWithdrawal', 'UnregisterWithdrawal', 'StopPayout',
  'ConfirmWallet', 'RejectWallet', 'UpdateOwner', 'ConfirmWithdrawal', 'ReviewWithdrawal', 'RequestVerification',
  'CancelVerification', 'PartyKey', 'Tenant', 'CreditTransfer', 'CompleteTransfer', 'FailTransfer',
  'ReserveCredit', 'RecordReservation', 'ConfirmCredit', 'CancelCredit'
]

function effectsOf(event: Flat): readonly Effect[] {
  const { reference, hasTurnover, matched = [], other } = event as Flat
  const ofPayout = payoutOf(event)
  const effects: (Effect | false)[] = (matched as readonly Flat[]).map(word => ['RecordNotification', wordOf(word)])
  const ends = (type: string): Effect | false => hasTurnover === true && [type, reference]
  switch (event.type) {
    case 'TurnoverHeld':
    case 'TurnoverExceeded':
      effects.push(['AnswerTurnover', `${reference} ${event.type === 'TurnoverHeld'}`])
      break
    case 'PayoutApproved': effects.push(['WakePayout', ofPayout]); break
    case 'PayoutRouted': effects.push(['HoldTurnover', reference]); break
    case 'PayoutStarted': effects.push(['RequestInvoice', reference]); break
    case 'PayoutOutcomeUnknown': effects.push([ENQUIRY, reference]); break
    case 'PayoutCancelRequested': effects.push(['CancelInvoice', reference]); break
    case 'PayoutAttemptFailed':
      effects.push(ends('ReleaseTurnover'), event['isRetried'] === true && ['WakePayout', ofPayout])
      break
    case 'PayoutFailed':
    case 'PayoutCancelled': effects.push(['FailWithdrawal', ofPayout], ends('ReleaseTurnover')); break
    case 'PayoutCompleted': effects.push(['CompleteWithdrawal', ofPayout], ends('CommitTurnover')); break
    case 'PayoutPaidAfterClose':
    case 'PayoutPaidTwice':
      effects.push(['ClaimWithdrawal', `${reference} ${event['invoice']}`], ends('CommitTurnover'))
      break
    case 'TenantAnnounced': effects.push(event['isChanged'] === true && ['Tenant', tenantOf(event['row'])]); break
    case 'TransferCreated':
      effects.push(['CreditTransfer', `${transferOf(event['wallet'], event)} ${event['to']} ${event['credited']}`])
      break
    case 'TransferCredited':
      effects.push(!isOfBatch(event) && ['CompleteTransfer', transferOf(event['from'], event)])
      break
    case 'BatchCreated': effects.push(...legsOf(event, 'ReserveCredit')); break
    case 'BatchCompleted': effects.push(...legsOf(event, 'ConfirmCredit')); break
    case 'BatchFailed':
      effects.push(...legsOf(event, 'CancelCredit', ({ transfer }) => transfer !== event['transfer']))
      break
    case 'CreditReserved':
    case 'CreditDeclined':
      effects.push(['RecordReservation', `${transferOf(event['from'], event)} ${event.type === 'CreditReserved'}`])
      break
    case 'TransferDeclined':
      effects.push(['FailTransfer', `${transferOf(event['from'], event)} ${event['reason']}`])
      break
    case 'ReturnRecorded': effects.push(['ReturnWithdrawal', `${reference} ${event['return']}`]); break
  }
  if (other) effects.push([other.isSent === true ? 'CancelInvoice' : 'ReleaseTurnover', other.reference])
  return effects.filter(effect => effect !== false)
}

/** The same of what was sent. Clients, routes and clocks send too, and are not answered for here. */
function aboutOf(command: Flat): readonly Effect[] {
  const { type, reference, party, operationId = '' } = command as Flat & { operationId?: string }
  const ofWallet = `${command['tenant']}/${command['wallet']}`
  switch (type) {
    case 'RegisterWallet': return [[type, `${party} ${command['identity']} ${ofWallet}`]]
    case 'UnregisterWallet': return [[type, `${party} ${ofWallet}`]]
    case 'RegisterWithdrawal': return [[type, `${party} ${payoutOf(command)} ${command['destinationId']}`]]
    case 'UnregisterWithdrawal': return [[type, `${party} ${payoutOf(command)}`]]
    case 'CreditTransfer':
      return [[type, `${transferOf(command['from'], command)} ${command['wallet']} ${command['amount']}`]]
    case 'ReserveCredit':
    case 'ConfirmCredit':
    case 'CancelCredit': return [[type, `${transferOf(command['from'], command)} ${command['wallet']}`]]
    case 'RecordReservation': {
      const { tenant, wallet, batch, transfer, isReserved } = command
      return [[type, `${tenant}/${wallet}/${batch}/${transfer} ${isReserved}`]]
    }
    case 'CompleteTransfer': return [[type, transferOf(command['wallet'], command)]]
    case 'FailTransfer': return [[type, `${transferOf(command['wallet'], command)} ${command['reason']}`]]
    case 'StopPayout': return [[type, `${payoutOf(command)} ${command['reason']}`]]
    case 'ConfirmWallet':
    case 'UpdateOwner': return [[type, `${ofWallet} ${textOfOwner(command['owner'])}`]]
    case 'RejectWallet': return [[type, ofWallet]]
    case 'PartyKey': return [[type, `${command['tenant']}/${party} ${isErased(command) ? 'erased' : 'new'}`]]
    // The first row of each is the operator's.
    case 'Tenant': return command['revision'] > 1 ? [[type, tenantOf(command)]] : []
    case 'StartPayout':
    case 'CancelPayout':
    case 'CompleteWithdrawal':
    case 'ConfirmWithdrawal':
    case 'ReviewWithdrawal':
    case 'FailWithdrawal': return [[type, payoutOf(command)]]
    case 'WakePayout': return operationId.endsWith('/next') ? [[type, payoutOf(command)]] : []
    case 'RecordNotification':
      return isHeardAgain(command) ? [[type, wordOf(command['notification'] as Flat)]] : []
    case 'AnswerTurnover': return [[type, `${reference} ${command['isHeld']}`]]
    case 'ClaimWithdrawal': return [[type, `${reference} ${command['invoice']}`]]
    case 'ReturnWithdrawal': return [[type, `${reference} ${command['return']}`]]
    case 'HoldTurnover':
    case 'CommitTurnover':
    case 'ReleaseTurnover':
    case 'RequestInvoice':
    case 'CancelInvoice':
    case 'RequestVerification':
    case 'CancelVerification':
    case ENQUIRY: return [[type, reference]]
    default: return []
  }
}

function isErased({ privateKey }: Flat): boolean {
  return privateKey.length === 0
}

function tenantOf({ tenant, revision }: Flat): string {
  return `${tenant} ${revision}`
}

/** By the wallet that pays. */
function transferOf(from: string, { tenant, transfer }: Flat): string {
  return `${tenant}/${from}/${transfer}`
}

/** A transfer of a batch is named after both. */
function isOfBatch({ transfer }: Flat): boolean {
  return transfer.includes('/')
}

function legsOf(event: Flat, type: string, isTold: (leg: Flat) => boolean = () => true): readonly Effect[] {
  const { tenant, wallet, batch, transfers } = event as Flat & { transfers: readonly Flat[] }
  return transfers.filter(isTold).map(({ transfer, to }) => [type, `${tenant}/${wallet}/${batch}/${transfer} ${to}`])
}

function payoutOf({ tenant, wallet, withdrawal }: Flat): string {
  return `${tenant}/${wallet}/${withdrawal}`
}

function wordOf({ reference, kind, invoice, return: id, amount }: Flat): string {
  return [reference, kind, invoice, id, amount].join(' ')
}
