import type { Deployment } from './kafka.ts'
import { send } from './kafka.ts'
import type { Reader } from '../../runtime/log/log.ts'

/** A provider for tests: says of every invoice request that it was paid, some of them twice. */
export class PayingProvider {
  readonly #deployment: Deployment
  readonly #reader: Reader
  readonly #topic: string
  #running: Promise<void> = Promise.resolve()
  #closed = false
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
      const notifications = requests.map(({ tenant, reference, amount, currency }) =>
        ({ type: 'InvoicePaid', provider: 'acme', tenant, reference, invoice: `invoice-${reference}`, amount,
          currency }))
      await send(this.#deployment, 'providerInvoicePaid', [...notifications, ...notifications.filter((_,
        index) => index % 10 === 0)])
      this.paid += notifications.length
    }
  }
}
