import type { Flat } from '../schemas/record.ts'
import type { JournalRecord } from '../runtime/log/embedded/journal.ts'
import type { Topic } from '../runtime/topology.ts'
import type { Connection } from './connection.ts'
import { sharedTopicOf } from './home.ts'

/**
 * Tells of events, in the order in which they were written. It takes a moment: topics of a tenant's own are new, and
 * their schemas have to be read first.
 */
export class EventTeller {
  readonly #connection: Connection
  readonly #onEvent: (event: Flat) => void
  readonly #topics: ReadonlyMap<string, Topic>
  readonly #changelogs: ReadonlySet<Topic>
  #telling: Promise<void> = Promise.resolve()

  constructor(connection: Connection, onEvent: (event: Flat) => void) {
    const { topics, processors } = connection.topology
    this.#connection = connection
    this.#onEvent = onEvent
    this.#topics = new Map(Object.values(topics).map(topic => [topic.name, topic]))
    this.#changelogs = new Set(Object.values(processors).map(({ changelog }) => changelog))
  }

  /** Resolves when all that was written has been told. */
  get done(): Promise<void> {
    return this.#telling
  }

  tell(records: readonly JournalRecord[]): void {
    this.#telling = this.#telling.then(async () => {
      for (const record of records) await this.#tellOne(record)
    })
  }

  async #tellOne({ topic: name, value }: JournalRecord): Promise<void> {
    const { topology, schemas } = this.#connection
    const topic = this.#topics.get(name) ?? sharedTopicOf(topology, name)
    if (topic === undefined || !this.#changelogs.has(topic)) return
    schemas.add(name, topic.value!)
    const read = await schemas.decode(name, value)
    if ('record' in read) this.#onEvent(read.record)
  }
}
