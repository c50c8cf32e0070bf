import { setMaxListeners } from 'node:events'

import type { Clock } from '../runtime/clock.ts'
import { errorFields, type Logger } from '../runtime/logger.ts'
import type { Batch, Log, LogRecord, OutgoingRecord, Reader, TransactionalProducer } from '../runtime/log/log.ts'
import type { Schemas } from '../runtime/schemas.ts'
import { Lanes } from './lanes.ts'
import { persist, type Patience } from './patience.ts'
import { Progress } from './progress.ts'
import type { PartitionedTopic } from './topics.ts'

/** What every request says of itself. */
export interface AnyRequest { readonly type: string, readonly tenant: string, readonly reference: string }

/** Asks whoever is behind the connector. @returns the answers, as they go to the log */
export type Ask<Request> = (request: Request, signal: AbortSignal) => Promise<readonly OutgoingRecord[]>

export interface SessionOptions<Request extends AnyRequest> {
  readonly log: Log
  readonly schemas: Schemas
  readonly requests: PartitionedTopic
  readonly ask: Ask<Request>
  readonly isTooOld: (request: Request, ageMs: number) => boolean
  readonly group: string
  readonly concurrentMax: number
  readonly patience: Patience
  readonly clock: Clock
  readonly logger: Logger
  readonly onAnswered?: (requests: number) => void
}

/** Requests that were read and whose answers are not written yet. */
const unwrittenMax = 1_000

/** Requests whose answers are written in one transaction, and answers in one write. */
const answeredMax = 500
const answersMax = 100

interface Answered { readonly partition: number, readonly offset: number, readonly answers: readonly OutgoingRecord[] }

/**
 * A connector from one fence to the first failure. Reads requests, has them handled, and writes answers together with
 * the positions that they allow, in one transaction. After a failure the next session begins at the last positions:
 * what was read and not written is asked again, under the same references.
 */
export class Session<Request extends AnyRequest> {
  readonly #options: SessionOptions<Request>
  readonly #lanes: Lanes
  readonly #ending = new AbortController()
  #progress = new Progress(new Map())
  #answered: Answered[] = []
  #unwritten = 0
  #reader: Reader | undefined
  #failure: unknown
  #onChange: (() => void)[] = []

  constructor(options: SessionOptions<Request>) {
    this.#options = options
    this.#lanes = new Lanes(options.concurrentMax)
    // One for each call or pause under way. Node takes more than ten for a leak.
    setMaxListeners(options.concurrentMax, this.#ending.signal)
  }

  /** Works until it is ended. @throws what it failed of */
  async run(): Promise<void> {
    const { log, group } = this.#options
    const producer = log.producer(group)
    try {
      await producer.fence()
      const positions = await this.#startPositions()
      this.#progress = new Progress(positions)
      const topic = this.#options.requests.name
      this.#reader = log.reader([...positions].map(([partition, offset]) => ({ topic, partition, offset })))
      const parts = [this.#readRequests(this.#reader), this.#writeAnswers(producer)]
      await Promise.all(parts.map(part => part.catch(error => this.end(error))))
    } finally {
      this.end()
      await this.#reader?.close()
      await this.#lanes.idle()
      await producer.close()
    }
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Nothing more is read or written. Handlers under way are told by their signal. */
  end(failure?: unknown): void {
    if (this.#ending.signal.aborted) return
    this.#failure = failure
    this.#ending.abort()
    this.#lanes.clear()
    void this.#reader?.close()
    this.#changed()
  }

  /** Whether all that was asked so far is answered and written. */
  async isIdle(): Promise<boolean> {
    const { log, requests } = this.#options
    if (this.#reader === undefined) return false
    for (let partition = 0; partition < requests.partitions; partition++) {
      const { end } = await log.bounds(requests.name, partition)
      if (this.#progress.position(partition) < end) return false
    }
    return this.#unwritten === 0
  }

  get #ended(): boolean {
    return this.#ending.signal.aborted
  }

  async #startPositions(): Promise<Map<number, number>> {
    const { log, group, requests } = this.#options
    const positions = new Map<number, number>()
    for (let partition = 0; partition < requests.partitions; partition++) {
      const { start } = await log.bounds(requests.name, partition)
      positions.set(partition, Math.max(start, await log.committed(group, requests.name, partition) ?? 0))
    }
    return positions
  }

  async #readRequests(reader: Reader): Promise<void> {
    while (!this.#ended) {
      for (const batch of await reader.read()) await this.#takeBatch(batch)
    }
  }

  async #takeBatch({ topic, partition, records, next }: Batch): Promise<void> {
    for (const record of records) {
      while (this.#unwritten >= unwrittenMax && !this.#ended) await this.#change()
      const read = await this.#options.schemas.decode(topic, record.value)
      if (this.#ended) return
      this.#progress.begin(partition, record.offset)
      this.#unwritten++
      if ('record' in read) {
        this.#take(partition, record, read.record as unknown as Request)
      } else {
        const fields = { topic, partition, offset: record.offset, reason: read.unreadable }
        this.#options.logger.error(fields, 'connector.unreadable')
        this.#answer({ partition, offset: record.offset, answers: [] })
      }
    }
    this.#progress.readTo(partition, next)
  }

  #take(partition: number, { offset, timestamp }: LogRecord, request: Request): void {
    this.#lanes.add(request.reference, async () => {
      const answers = await this.#handle({ partition, offset }, timestamp, request)
      if (!this.#ended) this.#answer({ partition, offset, answers })
    })
  }

  async #handle(place: object, timestamp: number, request: Request): Promise<readonly OutgoingRecord[]> {
    const { ask, isTooOld, patience, clock, logger } = this.#options
    const { type } = request
    if (isTooOld(request, clock.now() - timestamp)) {
      logger.warn({ ...place, type }, 'connector.too_old')
      return []
    }
    const call = (signal: AbortSignal): Promise<readonly OutgoingRecord[]> => ask(request, signal)
    const answers = await persist(patience, this.#ending.signal, call, (error, attempt) => {
      logger.warn({ ...place, type, attempt, ...errorFields(error) }, 'connector.unanswered')
    })
    if (answers === undefined && !this.#ended) logger.error({ ...place, type }, 'connector.silent')
    return answers ?? []
  }

  #answer(answered: Answered): void {
    this.#answered.push(answered)
    this.#changed()
  }

  async #writeAnswers(producer: TransactionalProducer): Promise<void> {
    for (;;) {
      while (this.#answered.length === 0 && !this.#ended) await this.#change()
      if (this.#ended) return
      await this.#write(producer, this.#answered.splice(0, answeredMax))
    }
  }

  async #write(producer: TransactionalProducer, answered: readonly Answered[]): Promise<void> {
    const { group, requests: { name: topic } } = this.#options
    for (const { partition, offset } of answered) this.#progress.end(partition, offset)
    const positions = [...new Set(answered.map(({ partition }) => partition))]
      .map(partition => ({ topic, partition, offset: this.#progress.position(partition) }))
    const answers = answered.flatMap(each => each.answers)
    const transaction = await producer.begin()
    for (let start = 0; start < answers.length; start += answersMax) {
      await transaction.send(answers.slice(start, start + answersMax))
    }
    await transaction.sendOffsets(group, positions)
    await transaction.commit()
    this.#unwritten -= answered.length
    this.#options.onAnswered?.(answered.length)
    this.#changed()
  }

  #change(): Promise<void> {
    return new Promise(resolve => this.#onChange.push(resolve))
  }

  #changed(): void {
    for (const resolve of this.#onChange.splice(0)) resolve()
  }
}
