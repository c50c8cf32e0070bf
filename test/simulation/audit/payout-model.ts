import type { Flat } from '../../../schemas/record.ts'
import { payoutRefusal } from './payout-reasons.ts'

/** A payout as the documentation has it, without routes and times. */
export interface ModelPayout {
  status: 'waits' | 'under way' | 'completed' | 'failed' | 'cancelled' | 'paid after close'
  /** Whether an operator has to approve it still. */
  isApproved: boolean
  readonly attempts: ModelAttempt[]
}

export interface ModelAttempt {
  readonly provider: string
  readonly amount: bigint
  status: 'reserving' | 'open' | 'mismatched' | 'paid' | 'failed'
  readonly hasTurnover: boolean
  paid: bigint
  returned: bigint
  /** Whether an event says that what the provider says cannot be, or an operator decided. */
  isExplained: boolean
}

/** The payouts of a run, by their events and the commands that these answer. It shares no code with the decider. */
export class PayoutModel {
  readonly payouts = new Map<string, ModelPayout>()

  /** @returns what is wrong with the event as an answer to the command, if anything. */
  apply(event: Flat, command: Flat): string | undefined {
    const key = `${command['tenant']}/${command['wallet']}/${command['withdrawal']}`
    const payout = this.payouts.get(key)
    if (event.type === 'OperationRefused') return payoutRefusal(event, command, payout)
    if (event.type === 'NotificationKept') return keptFault(key, event, payout)
    const fault = payout === undefined ? this.#begin(key, event, command) : this.#goOn(key, payout, event, command)
    const under = this.payouts.get(key)?.attempts.filter(({ status }) => status === 'reserving' || status === 'open')
    return fault ?? ((under?.length ?? 0) > 1 ? 'two attempts are under way' : undefined)
  }

  #begin(key: string, event: Flat, command: Flat): string | undefined {
    if (command.type !== 'StartPayout') return 'begun by another command'
    const payout: ModelPayout = { status: 'waits', isApproved: event.type !== 'PayoutApprovalRequired', attempts: [] }
    this.payouts.set(key, payout)
    switch (event.type) {
      case 'PayoutApprovalRequired':
      case 'PayoutScheduled': return event['order'].amount === command['amount'] ? undefined : 'of another amount'
      case 'PayoutRouted':
      case 'PayoutStarted': return attempted(key, payout, event)
      case 'PayoutFailed':
        payout.status = 'failed'
        return event['reason'] === 'no_route_found' ? undefined : `failed at once by ${event['reason']}`
      default: return 'no payout begins like this'
    }
  }

  #goOn(key: string, payout: ModelPayout, event: Flat, command: Flat): string | undefined {
    const { type, reference, notification } = event as Flat & { reference?: string, notification?: Flat }
    if (command.type === 'StartPayout') return 'begun twice'
    const of = notification?.['reference'] as string | undefined ?? reference
    const attempt = payout.attempts[Number(of?.slice(key.length + 1)) - 1]
    if (event['by'] !== undefined && event['by'] !== '' && attempt !== undefined) attempt.isExplained = true
    switch (type) {
      case 'PayoutApproved':
      case 'PayoutScheduled': return approved(payout)
      case 'PayoutRouted':
      case 'PayoutStarted': return attempted(key, payout, event)
      case 'PayoutFailed':
      case 'PayoutCancelled': return closed(payout, event, attempt)
      case 'PayoutNotStopped': return notStopped(payout, command)
    }
    if (attempt === undefined || !of!.startsWith(`${key}/`)) return `${type} of no attempt`
    switch (type) {
      case 'InvoiceRecorded': return undefined
      case 'PayoutOutcomeUnknown':
      case 'PayoutCancelRequested': return isOpen(attempt) ? undefined : `${type} of what is ${attempt.status}`
      case 'PayoutAttemptFailed': return attemptFailed(attempt)
      case 'PayoutContradicted':
        attempt.isExplained = true
        return undefined
      case 'PayoutMismatched': return mismatched(payout, attempt, event)
      case 'PayoutCompleted':
      case 'PayoutPaidAfterClose':
      case 'PayoutPaidTwice': return paid(payout, attempt, event, command)
      case 'ReturnRecorded': return returned(attempt, event)
      default: return `an event that nobody knows: ${type}`
    }
  }
}

function isOpen({ status }: ModelAttempt): boolean {
  return status === 'open' || status === 'mismatched'
}

function isFinished({ status }: ModelPayout): boolean {
  return status !== 'waits' && status !== 'under way'
}

function keptFault(key: string, { notification }: Flat, payout: ModelPayout | undefined): string | undefined {
  const attempt = payout?.attempts[Number(notification.reference.slice(key.length + 1)) - 1]
  if (attempt === undefined || attempt.status === 'reserving') return undefined
  if (notification.kind === 'returned' && attempt.status !== 'paid') return undefined
  return 'kept what could be heard'
}

function approved(payout: ModelPayout): string | undefined {
  if (payout.isApproved) return 'approved twice'
  payout.isApproved = true
  return undefined
}

/** The next one, or the one that waited for its terminal. */
function attempted(key: string, payout: ModelPayout, event: Flat): string | undefined {
  const { type, attempt: number, reference, provider, amount, hasTurnover = true } = event as Flat
  const last = payout.attempts.at(-1)
  if (last?.status === 'reserving' && number > payout.attempts.length) last.status = 'failed'
  if (last?.status === 'reserving' && number === payout.attempts.length) payout.attempts.pop()
  if (!payout.isApproved) return 'an attempt without approval'
  if (isFinished(payout)) return `an attempt of what is ${payout.status}`
  if (payout.attempts.some(isOpen)) return 'an attempt beside one that may be paid'
  const isNext = number === payout.attempts.length + 1 && reference === `${key}/${number}`
  if (!isNext) return `attempt ${number} as ${reference}`
  payout.status = 'under way'
  payout.attempts.push({
    provider, amount, hasTurnover, status: type === 'PayoutRouted' ? 'reserving' : 'open', paid: 0n, returned: 0n,
    isExplained: false
  })
  return undefined
}

function closed(payout: ModelPayout, { type }: Flat, attempt: ModelAttempt | undefined): string | undefined {
  if (isFinished(payout)) return `${type} of what is ${payout.status}`
  if (attempt !== undefined && attempt.status !== 'paid') attempt.status = 'failed'
  giveUpReserved(payout)
  payout.status = type === 'PayoutFailed' ? 'failed' : 'cancelled'
  return payout.attempts.some(isOpen) ? `${type} while an attempt may be paid` : undefined
}

/** It had left, or ended. */
function notStopped(payout: ModelPayout, command: Flat): string | undefined {
  if (command.type !== 'StopPayout') return 'not stopped, unasked'
  return isFinished(payout) || payout.attempts.some(isOpen) ? undefined : 'not stopped, though nothing has left'
}

/** What waits for its terminal has not left. */
function giveUpReserved({ attempts }: ModelPayout): void {
  for (const attempt of attempts) if (attempt.status === 'reserving') attempt.status = 'failed'
}

function attemptFailed(attempt: ModelAttempt): string | undefined {
  if (!isOpen(attempt)) return `failed what is ${attempt.status}`
  attempt.status = 'failed'
  return undefined
}

function mismatched(
  payout: ModelPayout, attempt: ModelAttempt, { paidAmount, paidCurrency, amount, currency }: Flat
): string | undefined {
  if (attempt.status === 'paid') return 'mismatched what was paid'
  if (paidAmount === amount && paidCurrency === currency) return 'mismatched what matches'
  giveUpReserved(payout)
  attempt.status = 'mismatched'
  attempt.isExplained = true
  return undefined
}

/** By its own provider, who says that the very amount was paid; or by an operator. */
function paid(payout: ModelPayout, attempt: ModelAttempt, event: Flat, command: Flat): string | undefined {
  const { type, amount, invoice, provider, by = '' } = event as Flat
  const word = command['notification'] as Flat | undefined
  const isSaid = word?.['kind'] === 'paid' && word['provider'] === attempt.provider && word['amount'] === amount &&
    word['invoice'] === invoice
  if (!isSaid && by === '' && command.type !== 'ResolveWithdrawal') return 'paid, which nobody said'
  if (provider !== attempt.provider) return 'paid by another provider'
  if (type === 'PayoutCompleted' && (isFinished(payout) || amount !== attempt.amount)) return 'completed otherwise'
  if (type === 'PayoutPaidAfterClose' && payout.status !== 'failed' && payout.status !== 'cancelled') {
    return `paid after close, and ${payout.status}`
  }
  if (type === 'PayoutPaidTwice' && payout.status !== 'completed' && payout.status !== 'paid after close') {
    return `paid twice, and ${payout.status}`
  }
  giveUpReserved(payout)
  attempt.status = 'paid'
  attempt.paid += amount
  if (type === 'PayoutCompleted') payout.status = 'completed'
  if (type === 'PayoutPaidAfterClose') payout.status = 'paid after close'
  return undefined
}

function returned(attempt: ModelAttempt, { amount, returned: sum }: Flat): string | undefined {
  attempt.returned += amount
  if (attempt.status !== 'paid' || attempt.returned > attempt.paid) return 'returned more than was paid'
  return sum === attempt.returned ? undefined : `returned ${sum} in all, not ${attempt.returned}`
}
