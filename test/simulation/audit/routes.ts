import type { Flat } from '../../../schemas/record.ts'
import { namesOf } from '../workload/deployment.ts'
import type { Facts } from './facts.ts'
import { differences, MISSING } from './multiset.ts'
import { textOf } from './operations.ts'

/** What providers say and operators decide is passed on, once, with all that it says. */
export function* passedOnOnce(facts: Facts): Iterable<string> {
  const { withdrawalCommands, withdrawalDecisions, providerInvoicePaid } = facts.world.deployment.topology.topics
  const inputs = [withdrawalDecisions!, providerInvoicePaid!].flatMap(namesOf)
    .flatMap(topic => facts.records(topic).map(record => saidIn(topic, record)))
  const commands = facts.records(withdrawalCommands!.name).flatMap(command => said(command) ?? [])
  for (const fault of differences(inputs, commands, 'command')) {
    if (facts.world.hasSettled || !fault.startsWith(MISSING)) yield fault
  }
}

/** A record of a route in one line. Its command has the same. */
export function saidIn(topic: string, record: Flat): string {
  const provider = /^provider-(.+)-invoice-paid$/.exec(topic)?.[1]
  return provider === undefined ? decisionText(record) : wordText(provider, kindOf(record), record)
}

/** The same of a command that a route has led to; undefined for others, as for words that were kept and come again. */
export function said(command: Flat): string | undefined {
  const operationId = command['operationId'] as string
  if (decisions.includes(command.type)) return decisionText({ ...command, operationId: operationId.slice(9) })
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

function kindOf({ type, state }: Flat): string {
  return type === 'InvoiceStatus' ? state : kinds[type]!
}

const kinds: Readonly<Record<string, string>> = {
  InvoiceIssued: 'issued', InvoicePaid: 'paid', InvoiceDeclined: 'declined', InvoiceExpired: 'expired',
  InvoiceCancelled: 'cancelled', PayoutReturned: 'returned'
}
