import type { ProviderNotification, ProviderRequest } from '../../schemas/generated.ts'
import type { Random } from '../simulation/random.ts'
import { CURRENCY, TRANSIENT } from './configuration.ts'

type Said = ProviderNotification
type Body = Said extends infer Each ? Each extends Said ? Omit<Each, 'tenant' | 'reference'> : never : never

/** What a provider really did under one reference. */
export interface Truth {
  readonly provider: string
  readonly tenant: string
  readonly reference: string
  readonly asked: bigint
  isIssued: boolean
  readonly paid: { readonly invoice: string, amount: bigint, currency: string }[]
  readonly returned: { readonly id: string, readonly amount: bigint }[]
  failure: 'declined' | 'expired' | 'cancelled' | undefined
  reason: string
  /** Whether it ever said anything that it took back: what our books say is then explained by an event. */
  isTwisted: boolean
}

/**
 * A provider that keeps true books, and says what is in them early, late, twice, in any order; and now and then does
 * what no provider should: pays what it declined, pays twice, pays something else, denies what it paid.
 */
export class FuzzProvider {
  readonly truths = new Map<string, Truth>()
  readonly #id: string
  readonly #random: Random
  readonly #isHonest: boolean
  readonly #requests: ProviderRequest[] = []
  /** Said, and still under way to us. */
  readonly #words: Said[] = []
  #number = 0

  constructor(id: string, random: Random, isHonest: boolean) {
    this.#id = id
    this.#random = random
    this.#isHonest = isHonest
  }

  ask(request: ProviderRequest): void {
    this.#requests.push(request)
  }

  get isQuiet(): boolean {
    return this.#requests.length === 0 && this.#words.length === 0
  }

  /** Reads one request, as a connector does: in order. */
  read(): void {
    const request = this.#requests.shift()
    if (request === undefined) return
    const { tenant, reference } = request
    const truth = this.truths.get(reference)
    switch (request.type) {
      case 'RequestInvoice':
        if (truth !== undefined) return
        this.truths.set(reference, {
          provider: this.#id, tenant, reference, asked: request.amount, isIssued: false, paid: [], returned: [],
          failure: undefined, reason: '', isTwisted: false
        })
        return
      case 'RequestInvoiceStatus': return this.#tellState(tenant, reference, truth)
      case 'CancelInvoice':
        if (truth !== undefined && isOpen(truth) && this.#random.chance(0.7)) this.#fail(truth, 'cancelled')
    }
  }

  /** Does one thing. */
  act(): void {
    const truths = [...this.truths.values()]
    if (truths.length === 0) return
    const truth = this.#random.pick(truths)
    const deeds = this.#isHonest ? honest : wild
    switch (this.#random.weighted(deeds)) {
      case 'issue': return this.#issue(truth)
      case 'pay': return isOpen(truth) ? this.#pay(truth, truth.asked) : undefined
      case 'decline': return isOpen(truth) ? this.#fail(truth, 'declined') : undefined
      case 'expire': return isOpen(truth) ? this.#fail(truth, 'expired') : undefined
      case 'return': return this.#return(truth)
      case 'payLate': return truth.failure !== undefined ? this.#pay(truth, truth.asked) : undefined
      case 'payTwice': return truth.paid.length === 1 ? this.#pay(truth, truth.asked) : undefined
      case 'payOther': return this.#payOther(truth)
      case 'correct': return this.#correct(truth)
      case 'deny': return this.#deny(truth)
      case 'nothing': return undefined
    }
  }

  /** One of its words reaches us, any of them first; some come again. */
  speak(): Said | undefined {
    if (this.#words.length === 0) return undefined
    const index = this.#random.between(0, this.#words.length - 1)
    const word = this.#words[index]!
    if (!this.#random.chance(0.15)) this.#words.splice(index, 1)
    return word
  }

  /** Comes to an end with everything: what is open is paid or declined, and all is said once more. */
  settle(): void {
    while (this.#requests.length > 0) this.read()
    for (const truth of this.truths.values()) {
      if (isOpen(truth)) {
        if (this.#random.chance(0.5)) this.#pay(truth, truth.asked)
        else this.#fail(truth, 'declined')
      }
    }
  }

  #issue(truth: Truth): void {
    if (truth.isIssued || !isOpen(truth)) return
    truth.isIssued = true
    this.#say(truth, { type: 'InvoiceIssued', invoice: `${truth.reference}#0`, details: '' })
  }

  #pay(truth: Truth, amount: bigint, currency = CURRENCY): void {
    const invoice = `${truth.reference}#${truth.paid.length}`
    truth.paid.push({ invoice, amount, currency })
    this.#say(truth, { type: 'InvoicePaid', invoice, amount, currency, details: '' })
  }

  #payOther(truth: Truth): void {
    if (!isOpen(truth)) return
    truth.isTwisted = true
    if (this.#random.chance(0.3)) this.#pay(truth, truth.asked, 'JPY')
    else this.#pay(truth, truth.asked + BigInt(this.#random.pick(truth.asked > 1n ? [-1, 1, 100] : [1, 100])))
  }

  /** What it said it paid was a mistake: it paid what it was asked to. */
  #correct(truth: Truth): void {
    const first = truth.paid[0]
    if (first === undefined || first.amount === truth.asked && first.currency === CURRENCY) return
    first.amount = truth.asked
    first.currency = CURRENCY
    this.#say(truth, { type: 'InvoicePaid', ...first, details: '' })
  }

  #fail(truth: Truth, failure: NonNullable<Truth['failure']>): void {
    truth.failure = failure
    truth.reason = failure === 'declined' ? this.#random.pick(reasons) : ''
    const common = { invoice: '', details: '' }
    if (failure === 'declined') this.#say(truth, { type: 'InvoiceDeclined', ...common, reason: truth.reason })
    else this.#say(truth, { type: failure === 'expired' ? 'InvoiceExpired' : 'InvoiceCancelled', ...common })
  }

  /** Says that it has not paid what it has. */
  #deny(truth: Truth): void {
    if (truth.paid.length === 0) return
    truth.isTwisted = true
    this.#say(truth, { type: 'InvoiceDeclined', invoice: '', reason: 'account_closed', details: '' })
  }

  #return(truth: Truth): void {
    const paid = truth.paid.reduce((sum, { amount, currency }) => currency === CURRENCY ? sum + amount : sum, 0n)
    const left = paid - returnedOf(truth)
    if (left <= 0n) return
    const amount = this.#random.chance(0.5) ? left : BigInt(this.#random.between(1, Number(left)))
    const id = `${truth.reference}~${truth.returned.length}`
    truth.returned.push({ id, amount })
    const { invoice } = truth.paid[0]!
    this.#say(truth, {
      type: 'PayoutReturned', invoice, return: id, amount, currency: CURRENCY, reason: 'account_closed', details: ''
    })
  }

  #tellState(tenant: string, reference: string, truth: Truth | undefined): void {
    const first = truth?.paid[0]
    const state = first !== undefined ? 'paid' : truth === undefined ? 'not_found' : truth.failure ?? 'pending'
    const { invoice = '', amount = 0n, currency = '' } = first ?? {}
    const reason = truth?.reason ?? ''
    // The details differ each time, as real ones do.
    this.#words.push({
      type: 'InvoiceStatus', tenant, reference, state, invoice, amount, currency, reason, details: `${this.#number++}`
    })
  }

  #say({ tenant, reference }: Truth, body: Body): void {
    this.#words.push({ ...body, tenant, reference } as Said)
  }
}

function isOpen({ paid, failure }: Truth): boolean {
  return paid.length === 0 && failure === undefined
}

export function returnedOf({ returned }: Truth): bigint {
  return returned.reduce((sum, { amount }) => sum + amount, 0n)
}

const reasons = [TRANSIENT, 'authorization_failed', 'account_closed'] as const

const honest = {
  issue: 3, pay: 3, decline: 3, expire: 1, return: 1, payLate: 0, payTwice: 0, payOther: 0, correct: 0, deny: 0,
  nothing: 2
}
const wild = {
  issue: 3, pay: 3, decline: 4, expire: 1, return: 2, payLate: 2, payTwice: 1, payOther: 2, correct: 2, deny: 1,
  nothing: 1
}
