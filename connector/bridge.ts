import { setTimeout as sleep } from 'node:timers/promises'

import { systemClock, type Clock } from '../runtime/clock.ts'
import { errorFields, type Logger } from '../runtime/logger.ts'
import { LogError, type Log, type OutgoingRecord } from '../runtime/log/log.ts'
import type { Schemas } from '../runtime/schemas.ts'
import { patienceByDefault, type Patience } from './patience.ts'
import { Session, type AnyRequest, type Ask, type SessionOptions } from './session.ts'
import type { PartitionedTopic } from './topics.ts'

/** What a connector needs beside its topics and its handlers, whoever is behind it. */
export interface CommonOptions {
  readonly log: Log
  readonly schemas: Schemas
  /** Keeps the positions, and is the transactional id: whoever starts under the same name later takes over. */
  readonly group: string
  /** Requests that are handled at a time, of different references. 16 by default. */
  readonly concurrentMax?: number
  readonly patience?: Partial<Patience>
  readonly clock?: Clock
  readonly logger: Logger
  /** Told how many requests are done with, each time that answers are written. */
  readonly onAnswered?: (requests: number) => void
  /** Told when a connector of the same group has taken over, and this one has ended. */
  readonly onReplaced?: () => void
}

/** What is different for a provider and for a verifier. */
export interface Ends<Request extends AnyRequest> {
  readonly requests: TypedTopic
  readonly answers: TypedTopic
  readonly ask: Ask<Request>
  /** Whether a request of this age is passed over in silence. */
  readonly isTooOld: (request: Request, ageMs: number) => boolean
}

/** A topic, and the record that its values are. */
export interface TypedTopic extends PartitionedTopic { readonly value: string }

const retryMs = 1_000
const concurrentByDefault = 16

/**
 * Between two topics and a company: a session after the other, until it is closed or replaced. It does not know what is
 * asked and said: `Connector` and `VerifierConnector` do.
 */
export class Bridge<Request extends AnyRequest> {
  readonly #options: CommonOptions
  readonly #ends: Ends<Request>
  readonly #sessionOptions: SessionOptions<Request>
  readonly #closing = new AbortController()
  readonly #finished: Promise<void>
  #session: Session<Request> | undefined

  /** Starts at once. */
  constructor(options: CommonOptions, ends: Ends<Request>) {
    const { schemas } = options
    const { requests, answers, ask, isTooOld } = ends
    this.#options = options
    this.#ends = ends
    this.#sessionOptions = {
      ...options, requests, ask, isTooOld,
      concurrentMax: options.concurrentMax ?? concurrentByDefault,
      patience: { ...patienceByDefault, ...options.patience },
      clock: options.clock ?? systemClock
    }
    schemas.add(requests.name, requests.value)
    schemas.add(answers.name, answers.value)
    this.#finished = this.#live()
  }

  /** Writes what was said unasked. @param encode called once it can be written */
  async say(encode: () => OutgoingRecord): Promise<void> {
    await this.#canWrite()
    await this.#options.log.append([encode()])
  }

  async isIdle(): Promise<boolean> {
    return await this.#session?.isIdle() ?? false
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#session?.end()
    await this.#finished
  }

  async #live(): Promise<void> {
    const { logger, onReplaced } = this.#options
    const { requests: { name: topic } } = this.#ends
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
    const { schemas } = this.#options
    const { answers: { name } } = this.#ends
    if (schemas.codec.canEncode(name)) return
    await schemas.caughtUp()
    if (!schemas.codec.canEncode(name)) throw new Error(`no schema id for ${name}: run \`wallets topology apply\``)
  }
}
