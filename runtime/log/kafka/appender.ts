import { LogError, type OutgoingRecord } from '../log.ts'
import { Cluster } from './cluster.ts'
import { check, isAnswer, isConnectionTrouble, isCoordinatorMoved, leaderMayAppear, toLogError } from './errors.ts'
import { persist } from './patience.ts'
import { appendAll, type Identity } from './produce.ts'
import { limits, type KafkaSettings } from './settings.ts'

interface Waiting {
  readonly records: readonly OutgoingRecord[]
  resolve(): void
  reject(error: LogError): void
}

/** The most records of one round. Callers beyond it wait for the next. */
const roundRecordsMax = 10_000
const requestTimedOut = 7
const notEnoughReplicasAfterAppend = 20

/**
 * Sends without transactions, idempotently. Callers who come while a round is under way share the next one, so many
 * small appends cost as few requests as their rate allows.
 */
export class Appender {
  readonly #cluster: Cluster
  readonly #timeoutMs: number
  #identity: Identity | undefined
  #waiting: Waiting[] = []
  #draining = false

  constructor(settings: KafkaSettings, cluster = new Cluster(settings)) {
    this.#cluster = cluster
    this.#timeoutMs = limits(settings).stepTimeoutMs
  }

  append(records: readonly OutgoingRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ records, resolve, reject })
      if (!this.#draining) void this.#drain()
    })
  }

  async close(): Promise<void> {
    await this.#cluster.close()
  }

  async #drain(): Promise<void> {
    this.#draining = true
    await undefined // Callers of the same moment share the first round.
    while (this.#waiting.length > 0) await this.#settle(this.#nextRound())
    this.#draining = false
  }

  #nextRound(): readonly Waiting[] {
    let count = 0
    let size = 0
    while (count < this.#waiting.length && (count === 0 || size < roundRecordsMax)) {
      size += this.#waiting[count++]!.records.length
    }
    return this.#waiting.splice(0, count)
  }

  async #settle(round: readonly Waiting[]): Promise<void> {
    try {
      await this.#send(round.length === 1 ? round[0]!.records : round.flatMap(({ records }) => records))
    } catch (error) {
      this.#identity = undefined
      const failure = toLogError(error, 'append')
      if (failure.code === 'REJECTED' && round.length > 1) return await this.#settleEach(round)
      for (const { reject } of round) reject(failure)
      return
    }
    for (const { resolve } of round) resolve()
  }

  /** One caller's record that can never be appended is no reason to refuse the others'. */
  async #settleEach(round: readonly Waiting[]): Promise<void> {
    for (const waiting of round) await this.#settle([waiting])
  }

  /** With sequence numbers every repeat is safe, also after a lost connection: what arrived is not taken twice. */
  async #send(records: readonly OutgoingRecord[]): Promise<void> {
    const leaderMay = leaderMayAppear()
    const mayRepeat = (error: unknown) => leaderMay(error) || isConnectionTrouble(error)
      || isCoordinatorMoved(error) || isAnswer(error, requestTimedOut, notEnoughReplicasAfterAppend)
    this.#identity ??= await persist(this.#timeoutMs, 'append', mayRepeat, () => this.#identify())
    await appendAll(this.#cluster, this.#identity, records, this.#timeoutMs, mayRepeat)
  }

  async #identify(): Promise<Identity> {
    const answer = await this.#cluster.ask(await this.#cluster.any(), 'InitProducerId', {
      transactionalId: undefined, transactionTimeout: this.#timeoutMs
    })
    check(answer.errorCode, 'append')
    const { producerId, producerEpoch } = answer
    return { transactionalId: null, producerId, producerEpoch, sequences: new Map() }
  }
}
