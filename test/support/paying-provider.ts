import type { Deployment } from './kafka.ts'
import { send } from './kafka.ts'
import type { Reader } from '../../runtime/log/log.ts'
import type { Flat } from '../../schemas/record.ts'

/** A provider for tests: says of every invoice request that it was paid, some of them twice, and when it is asked. */
export class PayingProvider {
  readonly #deployment: Deployment
  readonly #reader: Reader
  readonly #topic: string
  #running: Promise<void> = Promise.resolve()
  #closed = false
  readonly #invoices = new Map<string, Flat>()
  paid = 0

  constructor(deployment: Deployment, partitions: number) {
    this.#deployment = deployment
    this.#topic = `${deployment.prefix}provider-acme-invoice-requests`
    const positions = Array.from({ length: partitions }, (_, partition) => ({ topic: this.#topic, partition,
      offset: 0 }))
    this.#reader = deployment.log.reader(positions)
  }

  start(): void {
    this.#running = this.#run()
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#reader.close()
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      const batches = await this.#reader.read().catch(error => {
        if (this.#closed) return []
        throw error
      })
      const requests = batches.flatMap(({ records }) => records.map(({ value }) => {
        const decoded = this.#deployment.codec.decode(this.#topic, value)
        if (!('record' in decoded)) throw new Error(JSON.stringify(decoded))
        return decoded.record
      }))
      const paid = requests.filter(({ type }) => type === 'RequestInvoice').map(request => this.#paid(request))
      const asked = requests.filter(({ type }) => type === 'RequestInvoiceStatus')
        .flatMap(({ reference }) => this.#invoices.get(reference) ?? [])
        .map(invoice => ({ ...invoice, type: 'InvoiceStatus', state: 'paid' }))
      await send(this.#deployment, 'providerInvoicePaid', [...paid, ...paid.filter((_, index) => index % 10 === 0),
        ...asked])
      this.paid += paid.length
    }
  }

  #paid({ tenant, reference, amount, currency }: Flat): Flat {
    const paid = { type: 'InvoicePaid', provider: 'acme', tenant, reference, invoice: `invoice-${reference}`, amount,
      currency }
    this.#invoices.set(reference, paid)
    return paid
  }
}
