import {
  LogError, type OutgoingRecord, type Transaction, type TransactionalProducer
} from '../../../runtime/log/log.ts'
import type { Broker } from '../broker/broker.ts'
import type { Wire } from './wire.ts'

/**
 * When a producer takes over its id: at the fence, as it must; at its first transaction, as a client library does that
 * is left alone; or never. The others are there to show that the simulation notices.
 */
export type Fencing = 'first' | 'late' | 'never'

export class SimulatedProducer implements TransactionalProducer {
  readonly #broker: Broker
  readonly #wire: Wire
  readonly #id: string
  readonly #fencing: Fencing
  #epoch: number | undefined
  #failed: unknown

  constructor(broker: Broker, wire: Wire, id: string, fencing: Fencing) {
    this.#broker = broker
    this.#wire = wire
    this.#id = id
    this.#fencing = fencing
  }

  fence(): Promise<void> {
    return this.#fencing === 'late' ? Promise.resolve() : this.#takeOver()
  }

  async begin(): Promise<Transaction> {
    if (this.#epoch === undefined && this.#fencing === 'late') await this.#takeOver()
    const epoch = this.#epoch
    if (epoch === undefined) throw new LogError('REJECTED', 'begin: fence first')
    await this.#step(() => this.#wire.scheduler.step(this.#wire.actor, `begin ${this.#id}`, () => {}))
    return this.#transaction(epoch)
  }

  async close(): Promise<void> {
    this.#failed ??= new LogError('CLOSED', `producer ${this.#id} is closed`)
  }

  #takeOver(): Promise<void> {
    const { transactions } = this.#broker
    return this.#step(() => this.#wire.write(`fence ${this.#id}`, () => {
      this.#epoch = this.#fencing === 'never' ? transactions.share(this.#id) : transactions.fence(this.#id)
    }))
  }

  #transaction(epoch: number): Transaction {
    const id = this.#id
    let state: 'empty' | 'begun' | 'over' = 'empty'
    const go = <Value>(work: () => Promise<Value>): Promise<Value> => {
      if (state === 'over') throw new LogError('REJECTED', 'the transaction is over')
      state = 'begun'
      return this.#step(work)
    }
    return {
      send: async records => await go(() => {
        return this.#wire.write(`send ${records.length} by ${id}`, () => this.#send(epoch, records))
      }),
      sendOffsets: async (group, positions) => await go(() => {
        const what = positions.map(({ topic, offset }) => `${topic} to ${offset}`).join()
        return this.#wire.write(`offsets by ${id}: ${what}`, () => {
          this.#broker.writeOffsets(id, epoch, group, positions)
        })
      }),
      commit: async () => {
        const wasEmpty = state === 'empty'
        await go(() => wasEmpty ? Promise.resolve() : this.#wire.commit(`commit ${id}`, () => {
          this.#broker.transactions.commit(id, epoch, () => this.#wire.markDelayMs())
        }))
        state = 'over'
      }
    }
  }

  #send(epoch: number, records: readonly OutgoingRecord[]): ReadonlyMap<string, number> {
    const { faults, random } = this.#wire
    if (!faults.strikes('acksMismatch')) return this.#broker.write(this.#id, epoch, records)
    const doubledOrMissing = records.flatMap(record => random.pick([[], [record], [record, record]]))
    this.#broker.write(this.#id, epoch, doubledOrMissing)
    throw new LogError('ACKS_MISMATCH', 'records were written twice, or not at all')
  }

  /** The first error is the last step. */
  async #step<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#failed !== undefined) throw this.#failed
    try {
      return await work()
    } catch (error) {
      this.#failed ??= error
      throw this.#failed
    }
  }
}
