import type { Flat } from '../schemas/record.ts'
import { Contradiction } from './contradiction.ts'
import { ownTopicKeys, type Homes } from './own-topics.ts'
import type { FollowUp, Processor, Topic, Topology } from './topology.ts'

/** Where records belong: those of somebody with topics of its own in these, all others in the shared ones. */
export class Addresses {
  readonly #topology: Topology
  readonly #homes: Homes | undefined
  /** Keys in the topology: of the topics that there may be one of for each owner, and of those it may send to. */
  readonly #own: ReadonlySet<string>
  readonly #sends: ReadonlySet<string>
  /** Topics whose records have to be of somebody who lives here. */
  readonly #checked: ReadonlySet<Topic>

  constructor({ topology, processor: { sends }, homes }: {
    readonly topology: Topology, readonly processor: Processor, readonly homes?: Homes
  }) {
    const { topics } = topology
    this.#topology = topology
    this.#homes = homes
    this.#own = homes === undefined ? none : ownTopicKeys(topology)
    this.#sends = new Set(Object.keys(topics).filter(key => sends.includes(topics[key]!)))
    this.#checked = new Set([...this.#own].map(key => topics[key]!))
  }

  /** It follows its owner: what comes by a shared topic leaves by the owner's own. @throws Contradiction */
  topicOf({ to, record }: FollowUp): Topic {
    if (!this.#sends.has(to)) throw new Contradiction(`a follow-up may not go to ${to}`)
    return (this.#own.has(to) ? this.#home(record) : this.#topology).topics[to]!
  }

  /** Whether a record is of somebody whose records of this kind are in another topic. */
  isAstray(topic: Topic, record: Flat): boolean {
    return this.#checked.has(topic) && this.#home(record) !== this.#topology
  }

  #home(record: Flat): Topology {
    return this.#homes!.home(record[this.#topology.own!.key] as string)
  }
}

const none: ReadonlySet<string> = new Set()
