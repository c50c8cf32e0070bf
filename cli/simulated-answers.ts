import { createHash } from 'node:crypto'

import type {
  InvoiceState, ProviderNotification, ProviderNotificationBody, ProviderRequest, RequestInvoice
} from '../schemas/generated.ts'

export interface SimulatedConduct {
  /** Declines everything, for this reason, instead of paying it. */
  readonly decline?: string
  /** Says that an invoice was issued before it says what became of it. */
  readonly issue?: boolean
}

/** The first word about a request, before any delay. */
export function firstWord(request: ProviderRequest, { issue = false }: SimulatedConduct): ProviderNotification[] {
  return issue && request.type === 'RequestInvoice' ? [{ ...told(request), type: 'InvoiceIssued' }] : []
}

/**
 * The word that it stands by. All that it is asked to pay is paid, or declined, once and for all; later questions are
 * answered by what it said then. Requests of one reference come in order: what it never spoke of it was never asked to
 * pay.
 * @param before what it said last of the reference: that it was paid, declined …
 */
export function finalWord(
  request: ProviderRequest, before: ProviderNotification | undefined, { decline }: SimulatedConduct
): ProviderNotification {
  switch (request.type) {
    case 'RequestInvoice': return before ?? (decline === undefined ? paid(request) : declined(request, decline))
    case 'RequestInvoiceStatus': return statusOf(request, before)
    case 'CancelInvoice': return before ?? { ...told(request), type: 'InvoiceCancelled' }
  }
}

/** What a provider says when it has paid what it was asked to. */
export function paid(request: ProviderRequest & RequestInvoice): ProviderNotification {
  const { amount, currency } = request
  return { ...told(request), type: 'InvoicePaid', amount, currency }
}

function declined(request: ProviderRequest, reason: string): ProviderNotification {
  return { ...told(request), type: 'InvoiceDeclined', reason }
}

/** Whether a notification says what became of an invoice; others leave what was said before as it was. */
export function isFinal({ type }: ProviderNotification): boolean {
  return finalStates[type] !== undefined
}

const finalStates: { readonly [Type in ProviderNotificationBody['type']]?: InvoiceState } = {
  InvoicePaid: 'paid', InvoiceDeclined: 'declined', InvoiceExpired: 'expired', InvoiceCancelled: 'cancelled'
}

function statusOf({ tenant, reference }: ProviderRequest, before: ProviderNotification | undefined) {
  const state = before === undefined ? 'not_found' : finalStates[before.type] ?? 'unknown'
  const nothing = { invoice: '', amount: 0n, currency: '', reason: '', details: '' }
  return { ...nothing, ...before, type: 'InvoiceStatus', tenant, reference, state } as const
}

/** The invoice's id comes from the reference, so even a request that is read again gets the same answer. */
function told({ tenant, reference }: ProviderRequest) {
  const invoice = `inv-${createHash('sha256').update(reference).digest('hex').slice(0, 12)}`
  return { tenant, reference, invoice, details: '' }
}
