import { topicName, type Topic } from '../../../runtime/topology.ts'
import type { ProviderNotification, ProviderRequest } from '../../../schemas/generated.ts'
import type { Broker } from '../broker/broker.ts'
import type { Random } from '../random.ts'
import { Actor, type Scheduler } from '../scheduler.ts'
import { codec, providers, type Deployment } from './deployment.ts'
import type { Journal } from './journal.ts'
import { unkeyed } from './outgoing.ts'
import { spoil } from './poison.ts'

const POLL_MS = 300
const DELAY_MS_MAX = 1_000
const LATE_MS_MAX = 15_000

/** How a request is answered. Whatever comes first, in the end the right notification comes, unless it never does. */
const manners = { pays: 55, paysTwice: 12, paysLate: 10, errs: 14, spoils: 4, never: 5 } as const

/** The providers' connectors: they read requests, and tell of paid invoices as providers do. */
export class Providers {
  readonly #actor = new Actor('providers')
  readonly #broker: Broker
  readonly #scheduler: Scheduler
  readonly #deployment: Deployment
  readonly #journal: Journal
  readonly #random: Random
  /** Next offset by `topic/partition`. */
  readonly #positions = new Map<string, number>()
  #invoices = 0
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
    const { tenant, reference, amount, currency } = request
    const invoice = `invoice-${++this.#invoices}`
    const paid: ProviderNotification = { type: 'InvoicePaid', tenant, reference, invoice, amount, currency }
    const delayMs = DELAY_MS_MAX * this.#random.next()
    switch (this.#random.weighted(manners)) {
      case 'never': return
      case 'paysLate': return this.#tell(provider, paid, LATE_MS_MAX * this.#random.next())
      case 'spoils': this.#poison(provider, paid); break
      case 'errs': this.#tell(...this.#mistaken(provider, paid), delayMs * this.#random.next()); break
      case 'paysTwice': this.#tell(provider, paid, LATE_MS_MAX * this.#random.next() ** 3)
    }
    this.#tell(provider, paid, delayMs)
  }

  #mistaken(provider: string, paid: ProviderNotification): [string, ProviderNotification] {
    return this.#random.pick<[string, ProviderNotification]>([
      [provider, { ...paid, amount: paid.amount + 1n }],
      [provider, { ...paid, currency: 'JPY' }],
      [provider, { ...paid, reference: `${paid.reference}1` }],
      [provider, { ...paid, reference: 'who knows' }],
      [provider, { ...paid, tenant: 'other' }],
      [providers[0], paid]
    ])
  }

  #tell(provider: string, paid: ProviderNotification, delayMs: number): void {
    this.#underWay++
    const partition = this.#random.between(0, this.#deployment.partitions - 1)
    void this.#scheduler.later(this.#actor, `tells of ${paid.reference}`, delayMs, () => {
      this.#underWay--
      this.#broker.append([unkeyed(this.#topic('providerInvoicePaid'), provider, partition, paid)])
    })
  }

  #poison(provider: string, paid: ProviderNotification): void {
    const partition = this.#random.between(0, this.#deployment.partitions - 1)
    const record = spoil(unkeyed(this.#topic('providerInvoicePaid'), provider, partition, paid), this.#random)
    this.#journal.poisoned(record.topic, partition, this.#broker.append([record]))
  }

  #topic(name: string): Topic {
    return this.#deployment.topology.topics[name]!
  }
}
