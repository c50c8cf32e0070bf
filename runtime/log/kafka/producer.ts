import { LogError, type Transaction, type TransactionalProducer } from '../log.ts'
import { Cluster } from './cluster.ts'
import { check, code, isAnswer, isConnectionTrouble, isCoordinatorMoved, toLogError } from './errors.ts'
import { persist, within } from './patience.ts'
import type { Identity } from './produce.ts'
import { limits, type KafkaSettings } from './settings.ts'
import { KafkaTransaction } from './transaction.ts'

/**
 * A producer of one transactional id, with connections of its own.
 *
 * It keeps one rule: the first error is the last step. What an interrupted transaction left behind is settled by the
 * next `fence` of the id, never by going on here.
 */
export class KafkaTransactionalProducer implements TransactionalProducer {
  readonly #transactionalId: string
  readonly #cluster: Cluster
  readonly #transactionTimeoutMs: number
  readonly #timeoutMs: number
  #identity: (Identity & { readonly transactionalId: string }) | undefined
  #inTransaction = false
  #failed: LogError | undefined

  constructor(settings: KafkaSettings, transactionalId: string, cluster = new Cluster(settings)) {
    const { transactionTimeoutMs, stepTimeoutMs } = limits(settings)
    this.#transactionalId = transactionalId
    this.#cluster = cluster
    this.#transactionTimeoutMs = transactionTimeoutMs
    this.#timeoutMs = stepTimeoutMs
  }

  async fence(): Promise<void> {
    if (this.#identity !== undefined) throw new LogError('REJECTED', 'fence: done already')
    await this.#step('fence', () => this.#initialize())
  }

  async begin(): Promise<Transaction> {
    if (this.#failed !== undefined) throw this.#failed
    if (this.#identity === undefined) throw new LogError('REJECTED', 'begin: fence first')
    if (this.#inTransaction) throw new LogError('REJECTED', 'begin: a transaction is open')
    this.#inTransaction = true
    return new KafkaTransaction({
      cluster: this.#cluster,
      identity: this.#identity,
      timeoutMs: this.#timeoutMs,
      step: (doing, work) => this.#step(doing, work)
    }, () => { this.#inTransaction = false })
  }

  async close(): Promise<void> {
    this.#failed ??= new LogError('CLOSED', `producer ${this.#transactionalId} is closed`)
    await this.#cluster.close()
  }

  /**
   * A new epoch. The coordinator first ends what an earlier owner left open, and says "concurrent" until that is
   * done. Asking twice does no harm, so lost connections are no reason to give up.
   */
  async #initialize(): Promise<void> {
    const transactionalId = this.#transactionalId
    const mayRepeat = (error: unknown) => isCoordinatorMoved(error) || isConnectionTrouble(error)
      || isAnswer(error, code.concurrentTransactions)
    this.#identity = await persist(this.#timeoutMs, 'fence', mayRepeat, async () => {
      const coordinator = await this.#cluster.coordinator('transaction', transactionalId)
      const { errorCode, producerId, producerEpoch } = await this.#cluster.ask(coordinator, 'InitProducerId', {
        transactionalId, transactionTimeout: this.#transactionTimeoutMs
      })
      if (errorCode !== code.none && errorCode !== code.concurrentTransactions) this.#cluster.forget()
      check(errorCode, 'fence')
      return { transactionalId, producerId, producerEpoch, sequences: new Map<string, number>() }
    })
  }

  async #step<T>(doing: string, work: () => Promise<T>): Promise<T> {
    if (this.#failed !== undefined) throw this.#failed
    try {
      return await within(this.#timeoutMs, doing, work())
    } catch (error) {
      this.#failed ??= toLogError(error, doing)
      throw this.#failed
    }
  }
}
