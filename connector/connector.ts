import type { ProviderRequest } from '../schemas/generated.ts'
import { Bridge, type CommonOptions } from './bridge.ts'
import { callHandler, type Handlers } from './handlers.ts'
import { encodeNotification, type Notification } from './notification.ts'
import type { ProviderTopics } from './topics.ts'

export interface ConnectorOptions extends CommonOptions {
  readonly topics: ProviderTopics
  readonly handlers: Handlers
  /**
   * An older RequestInvoice is not passed on. Must be less than the time for which the provider remembers a reference,
   * with some minutes left for the attempts. Twelve hours by default.
   */
  readonly requestAgeMsMax?: number
}

const requestAgeMsByDefault = 12 * 60 * 60 * 1_000

/**
 * Stands between the topics of one provider and the provider. It reads requests, asks the handlers, and writes what
 * they say. Requests of one reference are handled in their order, those of different references side by side.
 *
 * Each request is handled at least once: its position is kept when its answers, and those of all before it, are
 * written. A provider that does not answer is asked again under the same reference; if that does not help, nothing is
 * said, and the service asks for the state later.
 */
export class Connector {
  readonly #options: ConnectorOptions
  readonly #bridge: Bridge<ProviderRequest>

  /** Starts at once. */
  constructor(options: ConnectorOptions) {
    const { schemas: { codec }, topics: { requests, notifications }, handlers } = options
    const { requestAgeMsMax = requestAgeMsByDefault } = options
    this.#options = options
    this.#bridge = new Bridge<ProviderRequest>(options, {
      requests: { ...requests, value: 'ProviderRequest' },
      answers: { ...notifications, value: 'ProviderNotification' },
      ask: async (request, signal) => {
        const { tenant, reference } = request
        const answers = await callHandler(handlers, request, signal)
        return answers.map(answer => encodeNotification(codec, notifications, { ...answer, tenant, reference }))
      },
      // By then the provider may have forgotten the reference, and pay a second time. It is asked for the state later.
      isTooOld: ({ type }, ageMs) => type === 'RequestInvoice' && ageMs > requestAgeMsMax
    })
  }

  /**
   * Says what the provider said unasked, in a callback. Resolves when it is in the log: confirm the callback then.
   * @throws BadNotification, which no repetition helps; LogError and others, after which it should be said again
   */
  async notify(notification: Notification): Promise<void> {
    const { schemas: { codec }, topics: { notifications } } = this.#options
    await this.#bridge.say(() => encodeNotification(codec, notifications, notification))
  }

  /** Whether all that was asked so far is answered, or passed over in silence. */
  async isIdle(): Promise<boolean> {
    return await this.#bridge.isIdle()
  }

  /** What is under way is left: the next one asks again, under the same references. */
  async close(): Promise<void> {
    await this.#bridge.close()
  }
}
