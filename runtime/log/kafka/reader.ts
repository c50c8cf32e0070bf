import { LogError, type Batch, type Position, type Reader } from '../log.ts'
import { Cluster } from './cluster.ts'
import { BrokerError, check, code, isAnswer, isConnectionTrouble, isLeaderMoved, toLogError } from './errors.ts'
import { canFetch, fetchCall, parseFetch, type FetchedPartition } from './fetch.ts'
import { groupBy } from './group-by.ts'
import type { Broker } from './kafkajs.ts'
import { placeOf } from './produce.ts'
import { decodeBatches } from './record-batch.ts'
import { limits, type KafkaSettings, type Limits } from './settings.ts'

/** A partition that is read, and how it goes. */
interface Tracked {
  readonly topic: string
  readonly partition: number
  /** The next offset to give out. Moves only when batches are given to the caller. */
  offset: number
  /** Asked for, or its answer not looked at yet. */
  busy: boolean
  /** Since when its leader has not been found or has not answered. */
  troubledSince: number | undefined
  retryAt: number
}

interface Arrival {
  readonly asked: readonly Tracked[]
  readonly payload?: Buffer
  readonly error?: unknown
}

const retryAfterMs = 100
/** What an answer may take beyond its wait before `read` returns without it. */
const answerDelayMs = 100

/**
 * Reads partitions by offset. Each leader has one fetch under way; the next leaves as soon as an answer is decoded,
 * so that the broker works while the caller does, with at most one answer per leader waiting in memory.
 *
 * Lost leaders are looked for again, quietly, until the step timeout; then `read` throws. A reader that threw goes on
 * from where it is when it is asked again.
 */
export class KafkaReader implements Reader {
  readonly #cluster: Cluster
  readonly #limits: Limits
  readonly #tracked = new Map<string, Tracked>()
  readonly #leadersBusy = new Set<Broker>()
  readonly #arrivals: Arrival[] = []
  #wake: (() => void) | undefined
  #failure: LogError | undefined
  #closed = false

  constructor(settings: KafkaSettings, positions: readonly Position[], cluster = new Cluster(settings)) {
    this.#cluster = cluster
    this.#limits = limits(settings)
    for (const { topic, partition, offset } of positions) {
      this.#tracked.set(placeOf({ topic, partition }),
        { topic, partition, offset, busy: false, troubledSince: undefined, retryAt: 0 })
    }
  }

  async read(): Promise<readonly Batch[]> {
    this.#throwIfEnded()
    if (this.#arrivals.length === 0) {
      void this.#fetchIdle()
      await this.#arrival()
      this.#throwIfEnded()
    }
    const arrival = this.#arrivals.shift()
    const batches = arrival === undefined ? [] : this.#take(arrival)
    void this.#fetchIdle()
    this.#throwIfStuck()
    if (batches.length === 0) this.#throwIfEnded()
    return batches
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#wake?.()
    await this.#cluster.close()
  }

  /** An answer, or a short wait. */
  async #arrival(): Promise<void> {
    if (this.#arrivals.length > 0 || this.#closed) return
    const { promise, resolve } = deferred()
    const timer = setTimeout(resolve, this.#limits.fetchWaitMs + answerDelayMs)
    this.#wake = resolve
    await promise
    clearTimeout(timer)
    this.#wake = undefined
  }

  /** Asks each leader that is not being asked for all its partitions whose answers were taken. */
  async #fetchIdle(): Promise<void> {
    const now = Date.now()
    const idle = [...this.#tracked.values()].filter(({ busy, retryAt }) => !busy && retryAt <= now)
    for (const tracked of idle) tracked.busy = true
    const found = await Promise.all(idle.map(async tracked => ({ tracked, leader: await this.#leaderOf(tracked) })))
    for (const [leader, its] of groupBy(found, ({ leader }) => leader)) {
      const asked = its.map(({ tracked }) => tracked)
      if (leader === undefined || this.#leadersBusy.has(leader)) for (const tracked of asked) tracked.busy = false
      else void this.#fetch(leader, asked)
    }
  }

  async #leaderOf(tracked: Tracked): Promise<Broker | undefined> {
    try {
      const leader = await this.#cluster.leader(tracked.topic, tracked.partition)
      if (!canFetch(leader.versions)) throw new LogError('REJECTED', 'the broker is older than Kafka 2.3')
      return leader
    } catch (error) {
      this.#trouble(tracked, error)
      return undefined
    }
  }

  async #fetch(leader: Broker, asked: readonly Tracked[]): Promise<void> {
    this.#leadersBusy.add(leader)
    try {
      const { payload } = await this.#cluster.send(leader, fetchCall(asked, this.#limits)) as { payload: Buffer }
      this.#arrivals.push({ asked, payload })
    } catch (error) {
      this.#arrivals.push({ asked, error })
    } finally {
      this.#leadersBusy.delete(leader)
    }
    this.#wake?.()
  }

  #take({ asked, payload, error }: Arrival): Batch[] {
    for (const tracked of asked) tracked.busy = false
    try {
      if (payload === undefined) throw error
      const { errorCode, partitions } = parseFetch(payload)
      check(errorCode, 'fetch')
      return partitions.flatMap(fetched => this.#decode(fetched))
    } catch (error) {
      for (const tracked of asked) this.#trouble(tracked, error)
      return []
    }
  }

  #decode(fetched: FetchedPartition): Batch[] {
    const { topic, partition, errorCode, batches, aborted } = fetched
    const tracked = this.#tracked.get(placeOf(fetched))
    if (tracked === undefined) return []
    try {
      check(errorCode, `fetch ${placeOf(fetched)} from offset ${tracked.offset}`)
      const { records, next } = decodeBatches(batches, tracked.offset, aborted)
      tracked.troubledSince = undefined
      if (next === tracked.offset) return []
      tracked.offset = next
      this.#last(tracked)
      return [{ topic, partition, records, next }]
    } catch (error) {
      this.#trouble(tracked, error)
      return []
    }
  }

  /** Who was served goes to the end: brokers fill an answer in the order of the question. */
  #last(tracked: Tracked): void {
    this.#tracked.delete(placeOf(tracked))
    this.#tracked.set(placeOf(tracked), tracked)
  }

  #trouble(tracked: Tracked, error: unknown): void {
    const mayPass = isConnectionTrouble(error) || isLeaderMoved(error) || isAnswer(error, code.unknownTopic)
    if (!mayPass) {
      this.#failure ??= toLogError(error, `read ${placeOf(tracked)}`)
      return
    }
    if (error instanceof BrokerError) this.#cluster.forget()
    tracked.troubledSince ??= Date.now()
    tracked.retryAt = Date.now() + retryAfterMs
  }

  #throwIfStuck(): void {
    const patienceEnds = Date.now() - this.#limits.stepTimeoutMs
    for (const tracked of this.#tracked.values()) {
      if (tracked.troubledSince === undefined || tracked.troubledSince > patienceEnds) continue
      tracked.troubledSince = undefined
      this.#failure ??= new LogError('UNAVAILABLE', `read ${placeOf(tracked)}: no leader that answers`)
    }
  }

  /** A failure is thrown once, after the batches that came before it. */
  #throwIfEnded(): void {
    if (this.#closed) throw new LogError('CLOSED', 'the reader is closed')
    const failure = this.#failure
    this.#failure = undefined
    if (failure !== undefined) throw failure
  }
}

function deferred(): { promise: Promise<void>, resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>(done => { resolve = done })
  return { promise, resolve }
}
