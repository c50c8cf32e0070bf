import type { ProviderNotification, ProviderRequest } from '../../../schemas/generated.ts'

export type InvoiceRequest = Extract<ProviderRequest, { type: 'RequestInvoice' }>

export interface Movement { readonly id: string, readonly amount: bigint }

/** What a provider really did under one of our references. Whatever it does, it has a word for it. */
export class Invoice {
  readonly provider: string
  /** The provider's own name for it. */
  readonly id: string
  readonly paid: Movement[] = []
  readonly returned: Movement[] = []
  readonly #request: InvoiceRequest
  #failure: 'declined' | 'expired' | 'cancelled' | undefined
  #reason = ''

  constructor(provider: string, request: InvoiceRequest, id: string) {
    this.provider = provider
    this.#request = request
    this.id = id
  }

  /** Neither paid nor failed. */
  get isOpen(): boolean {
    return this.paid.length === 0 && this.#failure === undefined
  }

  get asked(): bigint {
    return this.#request.amount
  }

  get left(): bigint {
    return sumOf(this.paid) - sumOf(this.returned)
  }

  issue(): ProviderNotification {
    return { ...this.#head, type: 'InvoiceIssued', invoice: this.id, details: '' }
  }

  /** Each time is another payment. */
  pay(amount = this.asked): ProviderNotification {
    const invoice = this.paid.length === 0 ? this.id : `${this.id}-${this.paid.length}`
    this.paid.push({ id: invoice, amount })
    return { ...this.#head, type: 'InvoicePaid', invoice, amount, currency: this.#request.currency, details: '' }
  }

  decline(reason: string): ProviderNotification {
    this.#failure = 'declined'
    this.#reason = reason
    return { ...this.#head, type: 'InvoiceDeclined', invoice: this.id, reason, details: 'no' }
  }

  expire(): ProviderNotification {
    this.#failure = 'expired'
    return { ...this.#head, type: 'InvoiceExpired', invoice: this.id, details: '' }
  }

  cancel(): ProviderNotification {
    this.#failure = 'cancelled'
    return { ...this.#head, type: 'InvoiceCancelled', invoice: this.id, details: '' }
  }

  giveBack(amount: bigint): ProviderNotification {
    const id = `${this.id}-back-${this.returned.length}`
    this.returned.push({ id, amount })
    const { currency } = this.#request
    return {
      ...this.#head, type: 'PayoutReturned', invoice: this.id, return: id, amount, currency, reason: 'no_such_account',
      details: ''
    }
  }

  /** What has become of it. */
  status(details: string): ProviderNotification {
    const [first] = this.paid
    const common = { ...this.#head, type: 'InvoiceStatus', invoice: this.id, details } as const
    if (first === undefined) {
      return { ...common, state: this.#failure ?? 'pending', amount: 0n, currency: '', reason: this.#reason }
    }
    return { ...common, state: 'paid', amount: first.amount, currency: this.#request.currency, reason: '' }
  }

  get #head() {
    const { tenant, reference } = this.#request
    return { tenant, reference }
  }
}

/** The answer to whoever asks for what was never heard of. */
export function neverHeardOf({ tenant, reference }: ProviderRequest, details: string): ProviderNotification {
  return {
    type: 'InvoiceStatus', tenant, reference, state: 'not_found', invoice: '', amount: 0n, currency: '', reason: '',
    details
  }
}

export function sumOf(movements: readonly Movement[]): bigint {
  return movements.reduce((sum, { amount }) => sum + amount, 0n)
}
