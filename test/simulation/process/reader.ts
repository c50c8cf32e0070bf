import { LogError, type Batch, type Position, type Reader } from '../../../runtime/log/log.ts'
import type { Broker } from '../broker/broker.ts'
import type { Later } from '../scheduler.ts'
import type { Wire } from './wire.ts'

/** How much `read` gives at most of one partition: few records make many slices. */
const RECORDS_MAX = 40

export class SimulatedReader implements Reader {
  readonly #broker: Broker
  readonly #wire: Wire
  readonly #positions: Map<string, Position>
  readonly #waitMs: number
  #waiting: Later<readonly Batch[]> | undefined
  #closed = false

  constructor(broker: Broker, wire: Wire, positions: readonly Position[], waitMs: number) {
    this.#broker = broker
    this.#wire = wire
    this.#waitMs = waitMs
    this.#positions = new Map(positions.map(position => [`${position.topic}/${position.partition}`, position]))
  }

  async read(): Promise<readonly Batch[]> {
    if (this.#closed) throw closed()
    const what = [...this.#positions.keys()].join()
    const batches = await this.#wire.ask(`read ${what}`, () => this.#take())
    return batches.length > 0 ? batches : await this.#news(what)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#waiting?.hasten()
  }

  async #news(what: string): Promise<readonly Batch[]> {
    const { actor, scheduler } = this.#wire
    const take = () => this.#wire.answer(() => this.#take())
    const waiting = scheduler.later(actor, `read ${what} at last`, this.#waitMs, take)
    this.#waiting = waiting
    const hush = [...this.#positions.values()].map(({ topic, partition }) =>
      this.#broker.partition(topic, partition).listen(() => waiting.hasten()))
    // Something may have come between the look and the wait.
    if (this.#closed || this.#isNewsThere()) waiting.hasten()
    try {
      return await waiting.promise
    } finally {
      for (const stop of hush) stop()
    }
  }

  #isNewsThere(): boolean {
    return [...this.#positions.values()].some(({ topic, partition, offset }) =>
      this.#broker.partition(topic, partition).stableEnd > offset)
  }

  #take(): readonly Batch[] {
    if (this.#closed) throw closed()
    const batches: Batch[] = []
    for (const [name, position] of this.#positions) {
      const { topic, partition, offset } = position
      const found = this.#broker.partition(topic, partition)
      if (offset < 0 || offset > found.entries.length) throw outOfRange(position, found.entries.length)
      const batch = found.read(offset, this.#wire.random.between(1, RECORDS_MAX))
      if (batch === undefined) continue
      this.#positions.set(name, { ...position, offset: batch.next })
      batches.push(batch)
    }
    return batches
  }
}

function closed(): LogError {
  return new LogError('CLOSED', 'the reader is closed')
}

function outOfRange({ topic, partition, offset }: Position, end: number): LogError {
  return new LogError('OFFSET_OUT_OF_RANGE', `${topic}/${partition} ends at ${end}, not ${offset}`)
}
