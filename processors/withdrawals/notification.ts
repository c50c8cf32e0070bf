import type { Notification, NotificationKind, Plain, ProviderNotification } from '../../schemas/generated.ts'
import type { FollowUp } from '../decider.ts'
import { unreachable } from '../decider.ts'
import { joinIds, shortId } from '../ids.ts'
import { parseReference } from './reference.ts'

/**
 * A provider keys by what it likes, we key by wallet: its notification comes back to us as a command. Nothing is
 * lost on the way. A reference that is not ours, or not this tenant's, stands for a wallet of its own, where no payout
 * can be: so the refusal is an event like any other.
 */
export function notified(
  said: ProviderNotification, { provider }: { readonly provider: string }
): FollowUp {
  const { tenant, reference } = said
  const ours = parseReference(reference)
  const { wallet, withdrawal } = ours?.tenant === tenant ? ours : { wallet: shortId(reference), withdrawal: '' }
  const notification = { ...silence, ...wordsOf(said), provider, reference }
  return {
    to: 'withdrawalCommands',
    record: { type: 'RecordNotification', tenant, wallet, operationId: nameOf(notification), withdrawal, notification }
  }
}

/** The same, whatever record it came in: a status that says paid is no news after a notification that said so. */
function wordsOf(said: ProviderNotification): Partial<Plain<Notification>> & { readonly kind: NotificationKind } {
  switch (said.type) {
    case 'InvoiceIssued': return { kind: 'issued', invoice: said.invoice, details: said.details }
    case 'InvoicePaid': return { kind: 'paid', ...moneyOf(said) }
    case 'InvoiceDeclined':
      return { kind: 'declined', invoice: said.invoice, reason: said.reason, details: said.details }
    case 'InvoiceExpired': return { kind: 'expired', invoice: said.invoice, details: said.details }
    case 'InvoiceCancelled': return { kind: 'cancelled', invoice: said.invoice, details: said.details }
    case 'PayoutReturned': return { kind: 'returned', ...moneyOf(said), return: said.return, reason: said.reason }
    case 'InvoiceStatus': {
      const { state: kind, reason, invoice, details } = said
      return kind === 'paid' ? { kind, ...moneyOf(said) } : { kind, invoice, reason, details }
    }
    default: return unreachable(said)
  }
}

function moneyOf({ invoice, amount, currency, details }: Money): Money {
  return { invoice, amount, currency, details }
}

interface Money {
  readonly invoice: string
  readonly amount: bigint
  readonly currency: string
  readonly details: string
}

/** The id says all that was said. So a repeat is the same operation and adds no event, a correction is another one. */
function nameOf(said: Plain<Notification>): string {
  const { provider, kind, invoice, amount, currency, reason, details, reference } = said
  return joinIds('said', provider, kind, invoice, said.return, String(amount), currency, reason, details, reference)
}

const silence: Omit<Plain<Notification>, 'provider' | 'reference' | 'kind'> = {
  invoice: '', return: '', amount: 0n, currency: '', reason: '', details: ''
}
