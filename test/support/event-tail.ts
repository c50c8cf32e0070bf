import type { Flat } from '../../schemas/record.ts'
import type { Reader } from '../../runtime/log/log.ts'
import type { Deployment } from './kafka.ts'

/** Follows a topic from its beginning and keeps all that is in it. */
export class EventTail {
  readonly events: Flat[] = []
  readonly #deployment: Deployment
  readonly #topic: string
  #reader: Reader | undefined
  #running: Promise<void> = Promise.resolve()
  #closed = false

  static async start(deployment: Deployment, topic: string): Promise<EventTail> {
    const tail = new EventTail(deployment, deployment.prefix + topic)
    const { partitions } = (await deployment.log.describe(tail.#topic))!
    tail.#reader = deployment.log.reader(Array.from({ length: partitions }, (_, partition) =>
      ({ topic: tail.#topic, partition, offset: 0 })))
    tail.#running = tail.#follow(tail.#reader)
    return tail
  }

  private constructor(deployment: Deployment, topic: string) {
    this.#deployment = deployment
    this.#topic = topic
  }

  count(type: string): number {
    return this.events.reduce((sum, event) => event.type === type ? sum + 1 : sum, 0)
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#reader?.close()
    await this.#running.catch(() => {})
  }

  async #follow(reader: Reader): Promise<void> {
    while (!this.#closed) {
      const batches = await reader.read().catch((error: unknown) => {
        if (this.#closed) return []
        throw error
      })
      for (const { value } of batches.flatMap(({ records }) => records)) {
        const decoded = this.#deployment.codec.decode(this.#topic, value)
        if (!('record' in decoded)) throw new Error(`${this.#topic}: ${JSON.stringify(decoded)}`)
        this.events.push(decoded.record)
      }
    }
  }
}
