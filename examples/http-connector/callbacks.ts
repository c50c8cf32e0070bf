import type { Answer, Notification } from '../../connector/index.ts'
import { amount, object, readReturn, returned, text } from './payout.ts'

/**
 * What a callback of the provider says, as a record of ours. Undefined: an event that is none of our business.
 * @throws BadNotification when a field is missing or wrong
 */
export function readCallback(json: unknown): Notification | undefined {
  const fields = object(json)
  const answer = readAnswer(text(fields, 'event'), fields)
  return answer && { ...answer, tenant: text(fields, 'tenant'), reference: text(fields, 'reference') }
}

function readAnswer(event: string, fields: Readonly<Record<string, unknown>>): Answer | undefined {
  const invoice = (): string => text(fields, 'id')
  switch (event) {
    case 'issued': return { type: 'InvoiceIssued', invoice: invoice() }
    case 'paid': {
      return { type: 'InvoicePaid', invoice: invoice(), amount: amount(fields), currency: text(fields, 'currency') }
    }
    case 'declined': return { type: 'InvoiceDeclined', invoice: invoice(), reason: text(fields, 'reason') }
    case 'expired': return { type: 'InvoiceExpired', invoice: invoice() }
    case 'cancelled': return { type: 'InvoiceCancelled', invoice: invoice() }
    case 'returned': return returned(invoice(), readReturn(fields['return']))
    default: return undefined
  }
}
