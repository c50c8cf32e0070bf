import { setTimeout as sleep } from 'node:timers/promises'

import { systemClock, type Clock } from '../runtime/clock.ts'
import { errorFields, type Logger } from '../runtime/logger.ts'
import { LogError, type Log } from '../runtime/log/log.ts'
import type { Schemas } from '../runtime/schemas.ts'
import type { Handlers } from './handlers.ts'
import { encodeNotification, type Notification } from './notification.ts'
import { patienceByDefault, type Patience } from './patience.ts'
import { Session, type SessionOptions } from './session.ts'
import type { ProviderTopics } from './topics.ts'

export interface ConnectorOptions {
  readonly log: Log
  readonly schemas: Schemas
  readonly topics: ProviderTopics
  readonly handlers: Handlers
  /** Keeps the positions, and is the transactional id: whoever starts under the same name later takes over. */
  readonly group: string
  /** Requests that are handled at a time, of different references. 16 by default. */
  readonly concurrentMax?: number
  /**
   * An older RequestInvoice is not passed on. Must be less than the time for which the provider remembers a reference,
   * with some minutes left for the attempts. Twelve hours by default.
   */
  readonly requestAgeMsMax?: number
  readonly patience?: Partial<Patience>
  readonly clock?: Clock
  readonly logger: Logger
  /** Told how many requests are done with, each time that answers are written. */
  readonly onAnswered?: (requests: number) => void
  /** Told when a connector of the same group has taken over, and this one has ended. */
  readonly onReplaced?: () => void
}

const retryMs = 1_000
const concurrentByDefault = 16
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
  readonly #sessionOptions: SessionOptions
  readonly #closing = new AbortController()
  readonly #finished: Promise<void>
  #session: Session | undefined

  /** Starts at once. */
  constructor(options: ConnectorOptions) {
    const { schemas, topics } = options
    this.#options = options
    this.#sessionOptions = {
      ...options,
      concurrentMax: options.concurrentMax ?? concurrentByDefault,
      requestAgeMsMax: options.requestAgeMsMax ?? requestAgeMsByDefault,
      patience: { ...patienceByDefault, ...options.patience },
      clock: options.clock ?? systemClock
    }
    schemas.add(topics.requests.name, 'ProviderRequest')
    schemas.add(topics.notifications.name, 'ProviderNotification')
    this.#finished = this.#live()
  }

  /**
   * Says what the provider said unasked, in a callback. Resolves when it is in the log: confirm the callback then.
   * @throws BadNotification, which no repetition helps; LogError and others, after which it should be said again
   */
  async notify(notification: Notification): Promise<void> {
    const { log, schemas, topics } = this.#options
    await this.#canWrite()
    await log.append([encodeNotification(schemas.codec, topics.notifications, notification)])
  }

  /** Whether all that was asked so far is answered, or passed over in silence. */
  async isIdle(): Promise<boolean> {
    return await this.#session?.isIdle() ?? false
  }

  /** What is under way is left: the next one asks again, under the same references. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#session?.end()
    await this.#finished
  }

  async #live(): Promise<void> {
    const { logger, topics: { requests: { name: topic } }, onReplaced } = this.#options
    while (!this.#closing.signal.aborted) {
      try {
        await this.#canWrite()
        if (this.#closing.signal.aborted) return
        this.#session = new Session(this.#sessionOptions)
        logger.info({ topic }, 'connector.started')
        await this.#session.run()
      } catch (error) {
        if (this.#closing.signal.aborted) return
        if (error instanceof LogError && error.code === 'FENCED') {
          logger.error({ topic, ...errorFields(error) }, 'connector.replaced')
          return onReplaced?.()
        }
        logger.warn({ topic, ...errorFields(error) }, 'connector.failed')
        await sleep(retryMs, undefined, { signal: this.#closing.signal }).catch(() => {})
      }
    }
  }

  /** Without an id for its schema nothing can be said: then nothing should be asked either. */
  async #canWrite(): Promise<void> {
    const { schemas, topics: { notifications: { name } } } = this.#options
    if (schemas.codec.canEncode(name)) return
    await schemas.caughtUp()
    if (!schemas.codec.canEncode(name)) throw new Error(`no schema id for ${name}: run \`wallets topology apply\``)
  }
}
