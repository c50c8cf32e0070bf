import { topicName, type Topic } from '../../../runtime/topology.ts'
import type { ProviderNotification, ProviderRequest } from '../../../schemas/generated.ts'
import type { Broker } from '../broker/broker.ts'
import type { Random } from '../random.ts'
import { Actor, type Scheduler } from '../scheduler.ts'
import { TRANSIENT } from './configuration.ts'
import { codec, firstProvider, providers, type Deployment } from './deployment.ts'
import { Invoice, neverHeardOf, type InvoiceRequest } from './invoice.ts'
import type { Journal } from './journal.ts'
import { unkeyed } from './outgoing.ts'
import { spoil } from './poison.ts'

const POLL_MS = 300
const DELAY_MS_MAX = 1_000
const LATE_MS_MAX = 12_000

/** What becomes of a request. Those who are silent do their work, and say so only when they are asked. */
const manners = {
  pays: 32, paysLate: 9, repeats: 10, paysAgain: 5, paysOther: 3, errs: 10, spoils: 3, declines: 12, expires: 3,
  declinesAndPays: 5, givesBack: 9, isSilent: 9, neverHears: 3
} as const

/** The providers' connectors: they read requests, and tell of invoices as providers do. */
export class Providers {
  /** By our references: what they really did. */
  readonly invoices = new Map<string, Invoice>()
  readonly #actor = new Actor('providers')
  readonly #broker: Broker
  readonly #scheduler: Scheduler
  readonly #deployment: Deployment
  readonly #journal: Journal
  readonly #random: Random
  /** Next offset by `topic/partition`. */
  readonly #positions = new Map<string, number>()
  #numbers = 0
  #underWay = 0

  constructor(options: {
    broker: Broker, scheduler: Scheduler, deployment: Deployment, journal: Journal, random: Random
  }) {
    this.#broker = options.broker
    this.#scheduler = options.scheduler
    this.#deployment = options.deployment
    this.#journal = options.journal
    this.#random = options.random
  }

  /** Whether they have read every request and said all that they have to say. */
  get isIdle(): boolean {
    const requests = providers.flatMap(provider => this.#requestsOf(provider))
    return this.#underWay === 0 && requests.every(({ topic, number, stableEnd }) =>
      (this.#positions.get(`${topic}/${number}`) ?? 0) >= stableEnd)
  }

  async run(): Promise<void> {
    for (;;) {
      await this.#scheduler.later(this.#actor, 'read requests', POLL_MS, () => {
        for (const provider of providers) this.#poll(provider)
      }).promise
    }
  }

  #poll(provider: string): void {
    for (const partition of this.#requestsOf(provider)) {
      const name = `${partition.topic}/${partition.number}`
      const batch = partition.read(this.#positions.get(name) ?? 0, Infinity)
      if (batch === undefined) continue
      this.#positions.set(name, batch.next)
      for (const { value } of batch.records) {
        const decoded = codec.decode(partition.topic, value)
        if ('record' in decoded) this.#answer(provider, decoded.record as unknown as ProviderRequest)
      }
    }
  }

  #requestsOf(provider: string) {
    return this.#broker.partitions(topicName(this.#topic('providerInvoiceRequests'), { provider }))
  }

  #answer(provider: string, request: ProviderRequest): void {
    const known = this.invoices.get(request.reference)
    switch (request.type) {
      case 'RequestInvoice': return this.#begin(provider, request)
      case 'RequestInvoiceStatus': return this.#tellStatus(provider, request, known)
      case 'CancelInvoice':
        if (known === undefined || !this.#random.chance(0.7)) return
        return this.#later(() => this.#ifOpen(known, () => known.cancel()))
    }
  }

  #begin(provider: string, request: InvoiceRequest): void {
    const random = this.#random
    const manner = random.weighted(manners)
    if (manner === 'neverHears') return
    const invoice = new Invoice(provider, request, `invoice-${++this.#numbers}`)
    this.invoices.set(request.reference, invoice)
    if (random.chance(0.3)) this.#later(() => this.#say(provider, invoice.issue()))
    switch (manner) {
      case 'declines':
        if (random.chance(0.3)) this.#say(provider, this.#tooEarly(request))
        return this.#later(() => this.#ifOpen(invoice, () => invoice.decline(this.#reason())))
      case 'expires': return this.#later(() => this.#ifOpen(invoice, () => invoice.expire()), LATE_MS_MAX)
      case 'declinesAndPays': return this.#later(() => this.#changeItsMind(invoice))
      case 'isSilent': return this.#later(() => this.#workInSilence(invoice))
      case 'paysOther': return this.#later(() => this.#ifOpen(invoice, () => invoice.pay(invoice.asked + 1n)))
      case 'paysLate': return this.#later(() => this.#pay(invoice), LATE_MS_MAX)
      case 'errs': this.#say(...this.#mistaken(invoice, request)); break
      case 'spoils': this.#poison(provider, invoice.issue())
    }
    this.#later(() => this.#pay(invoice, manner))
  }

  #reason(): string {
    return this.#random.chance(0.7) ? `${TRANSIENT}:busy` : 'refused'
  }

  #pay(invoice: Invoice, manner: keyof typeof manners = 'pays'): void {
    if (!invoice.isOpen) return
    const { provider } = invoice
    const paid = invoice.pay()
    // What comes back may be told before it is told that it was paid.
    const before = manner === 'givesBack' && this.#random.chance(0.2)
    if (before) this.#giveBack(invoice)
    this.#say(provider, paid)
    if (manner === 'givesBack' && !before) this.#later(() => this.#giveBack(invoice), LATE_MS_MAX)
    if (manner === 'repeats') this.#later(() => this.#say(provider, paid), LATE_MS_MAX)
    if (manner === 'paysAgain') this.#later(() => this.#say(provider, invoice.pay()), LATE_MS_MAX)
  }

  /** In one or two parts, and each is told once or twice. */
  #giveBack(invoice: Invoice): void {
    const part = this.#random.chance(0.5) ? invoice.left : BigInt(this.#random.between(1, Number(invoice.left)))
    const returned = invoice.giveBack(part)
    this.#say(invoice.provider, returned)
    if (this.#random.chance(0.4)) this.#later(() => this.#say(invoice.provider, returned))
    if (invoice.left > 0n && this.#random.chance(0.5)) this.#later(() => this.#giveBack(invoice))
  }

  #changeItsMind(invoice: Invoice): void {
    if (!invoice.isOpen) return
    this.#say(invoice.provider, invoice.decline(this.#reason()))
    this.#later(() => this.#say(invoice.provider, invoice.pay()), LATE_MS_MAX)
  }

  #workInSilence(invoice: Invoice): void {
    if (!invoice.isOpen) return
    if (this.#random.chance(0.5)) invoice.pay()
    else invoice.decline(this.#reason())
  }

  #ifOpen(invoice: Invoice, act: () => ProviderNotification): void {
    if (invoice.isOpen) this.#say(invoice.provider, act())
  }

  /** Not each time, and what it says may be old when it comes. */
  #tellStatus(provider: string, request: ProviderRequest, invoice: Invoice | undefined): void {
    if (this.#random.chance(0.2)) return
    const details = `answer ${++this.#numbers}`
    const status = invoice?.status(details) ?? neverHeardOf(request, details)
    this.#later(() => this.#say(provider, status))
  }

  /** What is not so, or for whom it does not concern, or said by somebody else. */
  #mistaken(
    { provider, id: invoice }: Invoice, { tenant, reference, amount, currency }: InvoiceRequest
  ): [string, ProviderNotification] {
    const paid = { type: 'InvoicePaid', tenant, reference, invoice, amount, currency, details: '' } as const
    return this.#random.pick<[string, ProviderNotification]>([
      [provider, { ...paid, amount: amount + 1n }],
      [provider, { ...paid, currency: 'JPY' }],
      [provider, { ...paid, reference: `${reference}1` }],
      [provider, { ...paid, reference: 'who knows' }],
      [provider, { ...paid, tenant: 'nobody' }],
      provider === firstProvider ? [provider, { ...paid, amount: 0n }] : [firstProvider, paid]
    ])
  }

  /** A word of the attempt that comes next, if one does. */
  #tooEarly({ tenant, reference }: InvoiceRequest): ProviderNotification {
    const next = reference.replace(/\d+$/, attempt => String(Number(attempt) + 1))
    return { type: 'InvoiceIssued', tenant, reference: next, invoice: `invoice-${++this.#numbers}`, details: 'early' }
  }

  /** Something it does soon, or within a time. */
  #later(act: () => void, delayMsMax = DELAY_MS_MAX): void {
    this.#underWay++
    void this.#scheduler.later(this.#actor, 'goes on', delayMsMax * this.#random.next(), () => {
      this.#underWay--
      act()
    })
  }

  #say(provider: string, word: ProviderNotification): void {
    this.#append(partition => unkeyed(this.#topic('providerInvoicePaid'), { provider }, partition, word))
  }

  #poison(provider: string, word: ProviderNotification): void {
    const { topic, partition, offset } = this.#append(partition =>
      spoil(unkeyed(this.#topic('providerInvoicePaid'), { provider }, partition, word), this.#random))
    this.#journal.poisoned(topic, partition, offset)
  }

  #append(recordIn: (partition: number) => ReturnType<typeof unkeyed>) {
    const record = recordIn(this.#random.between(0, this.#deployment.partitions - 1))
    return { ...record, offset: this.#broker.append([record]) }
  }

  #topic(name: string): Topic {
    return this.#deployment.topology.topics[name]!
  }
}
