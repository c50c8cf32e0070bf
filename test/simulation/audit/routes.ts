import type { Flat } from '../../../schemas/record.ts'
import { namesOf } from '../workload/deployment.ts'
import type { Facts } from './facts.ts'
import { differences, MISSING } from './multiset.ts'
import { textOf } from './operations.ts'

/** What providers and verifiers say and operators decide is passed on, once, with all that it says. */
export function* passedOnOnce(facts: Facts): Iterable<string> {
  const inputs = facts.ledgers.flatMap(({ processor: { routes = [] } }) => routes).flatMap(({ from }) => namesOf(from))
    .flatMap(topic => facts.records(topic).map(record => saidIn(topic, record)))
  const { withdrawalCommands, partyCommands } = facts.world.deployment.topology.topics
  const commands = [withdrawalCommands!, partyCommands!].flatMap(({ name }) => facts.records(name))
    .flatMap(command => said(command) ?? [])
  for (const fault of differences(inputs, commands, 'command')) {
    if (facts.world.hasSettled || !fault.startsWith(MISSING)) yield fault
  }
}

/** A record of a route in one line. Its command has the same. */
export function saidIn(topic: string, record: Flat): string {
  const provider = /^provider-(.+)-invoice-paid$/.exec(topic)?.[1]
  const verifier = /^verifier-(.+)-results$/.exec(topic)?.[1]
  if (verifier !== undefined) return verificationText(verifier, verifications[record.type]!, record)
  return provider === undefined ? decisionText(record) : wordText(provider, kindOf(record), record)
}

/** The same of a command that a route has led to; undefined for others, as for words that were kept and come again. */
export function said(command: Flat): string | undefined {
  const operationId = command['operationId'] as string
  if (decisions.includes(command.type)) return decisionText({ ...command, operationId: operationId.slice(9) })
  if (command.type === 'RecordVerification') {
    const verification = command['verification'] as Flat & { verifier: string, kind: string }
    return verificationText(verification.verifier, verification.kind, { ...verification, tenant: command['tenant'] })
  }
  if (command.type !== 'RecordNotification' || isHeardAgain(command)) return undefined
  const notification = command['notification'] as Flat & { provider: string, kind: string }
  return wordText(notification.provider, notification.kind, { ...notification, tenant: command['tenant'] })
}

/** Words that were kept come again once they make sense. */
export function isHeardAgain({ operationId }: Flat & { readonly operationId?: string }): boolean {
  return operationId!.includes('/matched/')
}

const decisions = ['ApproveWithdrawal', 'RejectWithdrawal', 'ResolveWithdrawal']

function decisionText(decision: Flat): string {
  return textOf(decision)
}

function wordText(provider: string, kind: string, word: Omit<Flat, 'type'>): string {
  const { tenant, reference, invoice, return: id = '', amount = 0n, currency = '', reason = '', details } = word as Flat
  return textOf([provider, kind, tenant, reference, invoice, id, amount, currency, reason, details])
}

function verificationText(verifier: string, kind: string, said: Omit<Flat, 'type'>): string {
  const { tenant, reference, validUntil = 0, reason = '' } = said as Flat
  return textOf([verifier, kind, tenant, reference, validUntil, reason])
}

const verifications: Readonly<Record<string, string>> = {
  VerificationApproved: 'approved', VerificationDenied: 'denied', VerificationFailed: 'failed',
  VerificationCancelled: 'cancelled'
}

function kindOf({ type, state }: Flat): string {
  return type === 'InvoiceStatus' ? state : kinds[type]!
}

const kinds: Readonly<Record<string, string>> = {
  InvoiceIssued: 'issued', InvoicePaid: 'paid', InvoiceDeclined: 'declined', InvoiceExpired: 'expired',
  InvoiceCancelled: 'cancelled', PayoutReturned: 'returned'
}
