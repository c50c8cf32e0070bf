import { schemas } from '../schemas/generated.ts'
import type { Flat } from '../schemas/record.ts'
import { LogError, type OutgoingRecord, type TransactionalProducer } from '../runtime/log/log.ts'
import type { Connection } from './connection.ts'
import type { Letter } from './dead-letters.ts'
import { CommandFailure } from './exit-codes.ts'
import type { Mender } from './mender.ts'

/** Who decides, and why: of every dead letter that is decided. */
export interface Decider { readonly author: string, readonly reason: string }

/** Records in one transaction, and their bytes. */
const TRANSACTION_RECORDS_MAX = 500
const TRANSACTION_BYTES_MAX = 512 * 1024

/** What becomes of dead letters, told as it happens. */
export interface DecideListener {
  /** A transaction is committed. */
  onCommitted?(decided: number): void
  /** It would only become another one. */
  onHopeless?(letter: Letter, why: string): void
  /** Asked before each letter: what is begun is finished. */
  isStopped?(): boolean
}

/**
 * Writes decisions about dead letters, each in one transaction with the record that is sent again: there are both, or
 * neither. Who opens it is the only one that does; so what was decided has to be read after it is open.
 */
export class LetterDesk {
  readonly #connection: Connection
  readonly #producer: TransactionalProducer
  readonly #by: Decider
  #records: OutgoingRecord[] = []
  #bytes = 0
  #decisions = 0
  #decided = 0

  static async open(connection: Connection, by: Decider): Promise<LetterDesk> {
    const { name, value } = connection.topology.topics['deadLetterDecisions']!
    connection.schemas.add(name, value!)
    const producer = connection.log.producer(`${connection.prefix}dead-letters`)
    await producer.fence()
    return new LetterDesk(connection, producer, by)
  }

  constructor(connection: Connection, producer: TransactionalProducer, by: Decider) {
    this.#connection = connection
    this.#producer = producer
    this.#by = by
  }

  /** Sends letters again. @returns how many went. @throws CommandFailure when somebody else has begun the same */
  async resend(
    letters: AsyncIterable<Letter>, mender: Mender, { onHopeless, onCommitted, isStopped }: DecideListener = {}
  ): Promise<number> {
    for await (const letter of letters) {
      if (isStopped?.() === true) break
      const mending = await mender.mend(letter)
      if ('hopeless' in mending) {
        onHopeless?.(letter, mending.hopeless)
        continue
      }
      const { outgoing, mended } = mending
      const { topic, partition } = outgoing
      await this.#add(letter, { type: 'DeadLetterResent', topic, partition, mended }, onCommitted, outgoing)
    }
    return await this.#commit(onCommitted)
  }

  /** Decides that letters are not to be sent again. @returns how many. @throws as `resend` does */
  async discard(
    letters: AsyncIterable<Letter>, { onCommitted, isStopped }: DecideListener = {}
  ): Promise<number> {
    for await (const letter of letters) {
      if (isStopped?.() === true) break
      await this.#add(letter, { type: 'DeadLetterDiscarded' }, onCommitted)
    }
    return await this.#commit(onCommitted)
  }

  close(): Promise<void> {
    return this.#producer.close()
  }

  async #add(
    { place, origin }: Letter, body: Flat, onCommitted: DecideListener['onCommitted'], ...sent: OutgoingRecord[]
  ): Promise<void> {
    const { codec, topology } = this.#connection
    const { name } = topology.topics['deadLetterDecisions']!
    const because = reasons.includes(origin?.reason ?? '') ? origin!.reason : 'unknown'
    const value = codec.encode(name, { ...body, letter: place, because, ...this.#by })
    const records = [...sent, { topic: name, partition: 0, key: place, value }]
    const bytes = records.reduce((sum, record) => sum + (record.value?.length ?? 0), 0)
    const isFull = this.#decisions >= TRANSACTION_RECORDS_MAX || this.#bytes + bytes > TRANSACTION_BYTES_MAX
    if (isFull) await this.#commit(onCommitted)
    this.#records.push(...records)
    this.#bytes += bytes
    this.#decisions++
  }

  async #commit(onCommitted: DecideListener['onCommitted']): Promise<number> {
    if (this.#decisions === 0) return this.#decided
    try {
      const transaction = await this.#producer.begin()
      await transaction.send(this.#records)
      await transaction.commit()
    } catch (error) {
      if (!(error instanceof LogError) || error.code !== 'FENCED') throw error
      throw new CommandFailure(3, 'somebody else has begun to decide dead letters: what was decided so far counts')
    }
    this.#decided += this.#decisions
    this.#records = []
    this.#bytes = this.#decisions = 0
    onCommitted?.(this.#decided)
    return this.#decided
  }
}

const reasons = schemas.DeadLetterDecision.fields[1].type.symbols as readonly string[]
