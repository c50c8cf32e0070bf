import type { Clock } from './clock.ts'
import { errorFields, type Logger } from './logger.ts'
import type { Log, LogRecord, Reader } from './log/log.ts'

const RETRY_MS = 500

/**
 * Reads a topic of one partition whole, then follows it. `caughtUp` is for decisions that would otherwise refuse
 * for want of a row that is already in the log.
 */
export class Follower {
  readonly #log: Log
  readonly #topic: string
  readonly #apply: (record: LogRecord) => void | Promise<void>
  readonly #clock: Clock
  readonly #logger: Logger
  #position = 0
  #closed = false
  #reader: Reader | undefined
  #waiting: { readonly end: number, readonly resolve: () => void }[] = []
  #running: Promise<void> = Promise.resolve()

  constructor(options: {
    log: Log, topic: string, apply: (record: LogRecord) => void | Promise<void>, clock: Clock, logger: Logger
  }) {
    this.#log = options.log
    this.#topic = options.topic
    this.#apply = options.apply
    this.#clock = options.clock
    this.#logger = options.logger
  }

  /** Resolves when everything that is there now has been read. */
  async start(): Promise<void> {
    this.#position = (await this.#log.bounds(this.#topic, 0)).start
    this.#running = this.#follow()
    await this.caughtUp()
  }

  /** Resolves when everything that was in the log at the time of the call has been applied. */
  async caughtUp(): Promise<void> {
    const { end } = await this.#log.bounds(this.#topic, 0)
    if (this.#position >= end || this.#closed) return
    await new Promise<void>(resolve => this.#waiting.push({ end, resolve }))
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#reader?.close()
    await this.#running
    this.#wake(Infinity)
  }

  async #follow(): Promise<void> {
    while (!this.#closed) {
      try {
        this.#reader = this.#log.reader([{ topic: this.#topic, partition: 0, offset: this.#position }])
        for (;;) await this.#readOnce(this.#reader)
      } catch (error) {
        if (this.#closed) return
        this.#logger.warn({ topic: this.#topic, ...errorFields(error) }, 'table.interrupted')
        await this.#reader?.close()
        await this.#clock.sleep(RETRY_MS)
      }
    }
  }

  async #readOnce(reader: Reader): Promise<void> {
    for (const batch of await reader.read()) {
      for (const record of batch.records) {
        await this.#apply(record)
        this.#position = record.offset + 1
      }
      this.#position = batch.next
    }
    this.#wake(this.#position)
  }

  #wake(position: number): void {
    const ready = this.#waiting.filter(({ end }) => end <= position)
    this.#waiting = this.#waiting.filter(({ end }) => end > position)
    for (const { resolve } of ready) resolve()
  }
}
