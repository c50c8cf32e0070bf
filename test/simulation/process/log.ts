import type {
  Bounds, Log, Membership, MembershipListener, OutgoingRecord, Position, Reader, TopicDescription, TransactionalProducer
} from '../../../runtime/log/log.ts'
import type { Broker } from '../broker/broker.ts'
import { SimulatedMembership } from './membership.ts'
import { SimulatedProducer, type Fencing } from './producer.ts'
import { SimulatedReader } from './reader.ts'
import type { Wire } from './wire.ts'

export interface LogOptions {
  readonly fencing?: Fencing
  /** How long `read` waits for something new. */
  readonly waitMs?: number
}

const WAIT_MS = 2_000

/** The port to the log, as one process has it. */
export class SimulatedLog implements Log {
  readonly #broker: Broker
  readonly #wire: Wire
  readonly #fencing: Fencing
  readonly #waitMs: number

  constructor(broker: Broker, wire: Wire, { fencing = 'first', waitMs = WAIT_MS }: LogOptions = {}) {
    this.#broker = broker
    this.#wire = wire
    this.#fencing = fencing
    this.#waitMs = waitMs
  }

  id(): Promise<string> {
    return this.#wire.ask('id', () => 'simulation')
  }

  describe(topic: string): Promise<TopicDescription | undefined> {
    return this.#wire.ask(`describe ${topic}`, () => this.#broker.describe(topic))
  }

  create(topic: string, description: TopicDescription): Promise<void> {
    return this.#wire.write(`create ${topic}`, () => this.#broker.create(topic, description))
  }

  bounds(topic: string, partition: number): Promise<Bounds> {
    return this.#wire.ask(`bounds of ${topic}/${partition}`, () => {
      return { start: 0, end: this.#broker.partition(topic, partition).stableEnd }
    })
  }

  committed(group: string, topic: string, partition: number): Promise<number | undefined> {
    return this.#wire.ask(`offset of ${topic}/${partition}`, () => this.#broker.committed(group, topic, partition))
  }

  reader(positions: readonly Position[]): Reader {
    return new SimulatedReader(this.#broker, this.#wire, positions, this.#waitMs)
  }

  producer(transactionalId: string): TransactionalProducer {
    return new SimulatedProducer(this.#broker, this.#wire, transactionalId, this.#fencing)
  }

  append(records: readonly OutgoingRecord[]): Promise<void> {
    return this.#wire.write('append', () => void this.#broker.append(records))
  }

  join(group: string, topic: string, listener: MembershipListener): Promise<Membership> {
    return SimulatedMembership.join(this.#broker, this.#wire, group, topic, listener)
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
