import type { SchemaRegistry } from '../schemas/registry.ts'
import type { Clock } from './clock.ts'
import { errorFields, type Logger } from './logger.ts'
import type { Log } from './log/log.ts'
import type { Member } from './member.ts'
import type { Schemas } from './schemas.ts'
import { applyTopics, contentRegistry, TopologyMismatch, wantedOwnTopics } from './topics.ts'
import type { Topology } from './topology.ts'

const RETRY_MS_MIN = 500
const RETRY_MS_MAX = 30_000

export interface OwnMembersOptions {
  readonly log: Log
  readonly schemas: Schemas
  /** Avro schemas by record name. */
  readonly avroSchemas: Readonly<Record<string, unknown>>
  /** Undefined on the embedded log. */
  readonly registry: SchemaRegistry | undefined
  readonly prefix: string
  readonly clock: Clock
  readonly logger: Logger
  /** Of those processors that run on own topics, the ones that this process runs. */
  readonly processors: readonly string[]
  /** A member that is not started yet. */
  readonly member: (id: string, topology: Topology, processor: string) => Member
}

/**
 * The members on topics that one row has for itself. Its topics are made here, by every process that reads the row:
 * who comes second finds them. What goes wrong with one row is tried again and holds up no other.
 */
export class OwnMembers {
  readonly #options: OwnMembersOptions
  readonly #members = new Set<Member>()
  readonly #opening = new Set<Promise<void>>()
  #signalClosing = () => {}
  #closed = false
  readonly #whenClosing = new Promise<void>(resolve => { this.#signalClosing = resolve })

  constructor(options: OwnMembersOptions) {
    this.#options = options
  }

  get members(): readonly Member[] {
    return [...this.#members]
  }

  /** Whether every row that came has its members. */
  get isSettled(): boolean {
    return this.#opening.size === 0
  }

  open(id: string, topology: Topology): void {
    const opening = this.#open(id, topology).finally(() => this.#opening.delete(opening))
    this.#opening.add(opening)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#signalClosing()
    await Promise.all(this.#opening)
    await Promise.all(this.members.map(member => member.close()))
  }

  async #open(id: string, topology: Topology): Promise<void> {
    await this.#persist(id, () => this.#makeTopics(topology))
    await Promise.all(this.#options.processors.map(processor =>
      this.#persist(id, () => this.#start(this.#options.member(id, topology, processor)))))
  }

  /** Creates what is missing, and registers what is not registered. @throws TopologyMismatch, LogError … */
  async #makeTopics(topology: Topology): Promise<void> {
    const { log, schemas, avroSchemas, registry = contentRegistry(), prefix } = this.#options
    const wanted = wantedOwnTopics(topology)
    for (const { name, value } of wanted) if (value !== undefined) schemas.add(name, value)
    await schemas.caughtUp()
    await applyTopics(log, registry, schemas.codec, wanted, avroSchemas, prefix)
    await schemas.caughtUp()
  }

  async #start(member: Member): Promise<void> {
    this.#members.add(member)
    try {
      await member.start()
    } catch (error) {
      this.#members.delete(member)
      await member.close().catch(() => undefined)
      throw error
    }
  }

  /** Tries until it succeeds or this is closed: whatever is in the way may be gone the next time. */
  async #persist(id: string, work: () => Promise<void>): Promise<void> {
    const { clock, logger } = this.#options
    for (let tries = 0; !this.#closed; tries++) {
      try {
        return await work()
      } catch (error) {
        if (this.#closed) return
        const level = error instanceof TopologyMismatch ? 'error' : 'warn'
        logger[level]({ owner: id, ...errorFields(error) }, 'own_topics.delayed')
        const pauseMs = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** tries)
        await Promise.race([clock.sleep(pauseMs), this.#whenClosing])
      }
    }
  }
}
