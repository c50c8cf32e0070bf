import { BadNotification, type Answer } from '../../connector/index.ts'

/** A payout as the provider shows it. */
export interface Payout {
  /** The provider's own id. Empty: it never had one, and has set the reference aside for good. */
  readonly id: string
  readonly state: PayoutState
  /** What was really paid; 0n if nothing was. */
  readonly amount: bigint
  readonly currency: string
  /** Why it was declined. */
  readonly reason: string
  readonly returns: readonly PayoutReturn[]
}

export interface PayoutReturn {
  readonly id: string
  readonly amount: bigint
  readonly currency: string
  readonly reason: string
}

const states = ['pending', 'paid', 'declined', 'expired', 'cancelled'] as const
export type PayoutState = typeof states[number]

/** @throws BadNotification when it is none: then nothing is known */
export function readPayout(json: unknown): Payout {
  const fields = object(json)
  const state = states.find(each => each === fields['state'])
  if (state === undefined) throw new BadNotification('a payout has a state that we do not know')
  const returns = fields['returns'] ?? []
  if (!Array.isArray(returns)) throw new BadNotification('returns must be a list')
  const paid = state === 'paid'
    ? { amount: amount(fields), currency: text(fields, 'currency') }
    : { amount: 0n, currency: '' }
  return {
    id: text(fields, 'id', ''), state, ...paid, reason: text(fields, 'reason', ''), returns: returns.map(readReturn)
  }
}

export function readReturn(json: unknown): PayoutReturn {
  const fields = object(json)
  return {
    id: text(fields, 'id'), amount: amount(fields), currency: text(fields, 'currency'),
    reason: text(fields, 'reason', '')
  }
}

/** What is to be said of a payout in this state. */
export function outcomeOf({ id: invoice, state, amount, currency, reason }: Payout): Answer {
  switch (state) {
    case 'pending': return { type: 'InvoiceIssued', invoice }
    case 'paid': return { type: 'InvoicePaid', invoice, amount, currency }
    case 'declined': return { type: 'InvoiceDeclined', invoice, reason }
    case 'expired': return { type: 'InvoiceExpired', invoice }
    case 'cancelled': return { type: 'InvoiceCancelled', invoice }
  }
}

export function returned(invoice: string, { id, amount, currency, reason }: PayoutReturn): Answer {
  return { type: 'PayoutReturned', invoice, return: id, amount, currency, reason }
}

/** The answer to an enquiry; with what came back since, in case that nobody heard of it. */
export function statusOf({ id: invoice, state, amount, currency, reason, returns }: Payout): Answer[] {
  const status: Answer = { type: 'InvoiceStatus', state, invoice, amount, currency, reason }
  return [status, ...returns.map(each => returned(invoice, each))]
}

export function object(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>
  throw new BadNotification('an object is expected')
}

/** A field that is text, and there, unless it has a fallback. */
export function text(fields: Readonly<Record<string, unknown>>, name: string, fallback?: string): string {
  const value = fields[name] ?? fallback
  if (typeof value === 'string' && (value !== '' || fallback === '')) return value
  throw new BadNotification(`${name} must be text`)
}

const amountMax = 2n ** 63n - 1n

/** Minor units as text: numbers of JSON are not exact. */
export function amount(fields: Readonly<Record<string, unknown>>): bigint {
  const value = text(fields, 'amount')
  if (/^[1-9]\d{0,18}$/.test(value) && BigInt(value) <= amountMax) return BigInt(value)
  throw new BadNotification('amount must be minor units, as text')
}
