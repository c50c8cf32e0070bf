import type { LogRecord } from '../../../runtime/log/log.ts'
import type { Processor } from '../../../runtime/topology.ts'
import type { Flat } from '../../../schemas/record.ts'
import { codec } from '../workload/deployment.ts'
import type { World } from '../world.ts'

/** One committed record. Poison is what its sender knows to be poison, not what the service takes for it. */
export type Fact = { readonly partition: number, readonly source: LogRecord } & (
  | { readonly isPoison: true }
  | { readonly isPoison: false, readonly record: Flat }
)

/** The events of a processor, its commands, and the topics beside them. */
export interface Ledger {
  readonly name: string
  readonly processor: Processor
  readonly partitions: readonly number[]
}

/** All that is on the log, read without the engine. */
export class Facts {
  readonly world: World
  readonly #facts = new Map<string, readonly Fact[]>()

  constructor(world: World) {
    this.world = world
  }

  get ledgers(): readonly Ledger[] {
    const { topology, partitions } = this.world.deployment
    const numbers = Array.from({ length: partitions }, (_, number) => number)
    return Object.entries(topology.processors).map(([name, processor]) => ({ name, processor, partitions: numbers }))
  }

  /** The committed records of a topic, partition by partition, each in its order. */
  of(topic: string): readonly Fact[] {
    let facts = this.#facts.get(topic)
    if (facts === undefined) {
      facts = this.world.broker.partitions(topic).flatMap(partition =>
        [...partition.committed()].map(source => this.#fact(topic, partition.number, source)))
      this.#facts.set(topic, facts)
    }
    return facts
  }

  /** Those that can be read. */
  records(topic: string): readonly Flat[] {
    return this.of(topic).flatMap(fact => fact.isPoison ? [] : [fact.record])
  }

  inPartition(topic: string, partition: number): readonly Fact[] {
    return this.of(topic).filter(fact => fact.partition === partition)
  }

  /**
   * What answers what: the events of a partition that name a record of this topic as their source. What followed from
   * them in the same transaction names it too, and comes right after.
   */
  answers(ledger: Ledger, partition: number, sourceTopic: string): readonly Flat[] {
    return this.inPartition(ledger.processor.changelog.name, partition)
      .flatMap(fact => fact.isPoison ? [] : [fact.record])
      .filter(record => record['sourceTopic'] === sourceTopic)
  }

  #fact(topic: string, partition: number, source: LogRecord): Fact {
    if (this.world.journal.isPoison(topic, partition, source.offset)) return { partition, source, isPoison: true }
    const decoded = codec.decode(topic, source.value)
    if (!('record' in decoded)) throw new Error(`${topic}/${partition}/${source.offset}: ${JSON.stringify(decoded)}`)
    return { partition, source, isPoison: false, record: decoded.record }
  }
}
