import type { ProviderNotification } from '../../schemas/generated.ts'
import type { FollowUp } from '../decider.ts'
import { parseReference } from './reference.ts'

/**
 * A provider keys by what it likes, we key by wallet: its notification comes back to us as a command. Nothing is
 * lost on the way. A reference that is not ours, or not this tenant's, stands for a wallet of its own, where no payout
 * can be: so the refusal is an event like any other.
 */
export function invoicePaid(
  { tenant, reference, invoice, amount, currency }: ProviderNotification, { provider }: { readonly provider: string }
): FollowUp {
  const ours = parseReference(reference)
  const { wallet, withdrawal } = ours?.tenant === tenant ? ours : { wallet: short(reference), withdrawal: '' }

  // The id says all that was said. So a repeat is the same operation and adds no event, a correction is another one.
  const operationId = ['paid', provider, invoice, String(amount), currency, reference].map(part).join('/')
  return {
    to: 'withdrawalCommands',
    record: {
      type: 'RecordInvoicePaid', tenant, wallet, operationId, withdrawal, reference, provider, invoice, amount, currency
    }
  }
}

/** Slashes only between the parts: two notifications that differ have two ids. */
function part(text: string): string {
  return short(text).replace(/[%/]/g, character => character === '/' ? '%2F' : '%25')
}

/** Ids are keys, and keys are short. Should two long texts become one id, the fingerprint still tells them apart. */
function short(text: string): string {
  return text.length <= textMax ? text : text.slice(0, textMax)
}

const textMax = 256
