import { Codec } from '../schemas/codec.ts'
import type { SchemaRegistry } from '../schemas/registry.ts'
import type { StoreFactory } from '../state/store.ts'
import { checkTopology } from './check.ts'
import type { Clock } from './clock.ts'
import type { TaskObserver } from './context.ts'
import { deploy } from './deployment.ts'
import type { Logger } from './logger.ts'
import type { Log } from './log/log.ts'
import { Member } from './member.ts'
import { OwnMembers } from './own-members.ts'
import { ownName } from './own-topics.ts'
import { Schemas } from './schemas.ts'
import { GlobalTables } from './tables.ts'
import type { Task } from './task.ts'
import { checkTopics, TopologyMismatch, wantedTopics } from './topics.ts'
import type { Topology, Vault } from './topology.ts'

export interface ServiceOptions {
  readonly topology: Topology
  /** Avro schemas by record name. */
  readonly schemas: Readonly<Record<string, unknown>>
  readonly log: Log
  /** Undefined where there is none: on the embedded log. */
  readonly registry: SchemaRegistry | undefined
  readonly stores: StoreFactory
  readonly clock: Clock
  readonly logger: Logger
  readonly prefix?: string
  /** Names of the processors to run; all by default. */
  readonly only?: readonly string[]
  /** Told when the process is beyond help and should be restarted. */
  readonly onFailed: (error: Error) => void
  readonly observer?: TaskObserver
  /** Encrypts what is personal; the system's own randomness by default. */
  readonly vault?: Vault
}

/** The processors of a topology, running in this process. */
export class Service {
  readonly topology: Topology
  readonly schemas: Schemas
  readonly tables: GlobalTables
  readonly #log: Log
  readonly #clock: Clock
  readonly #shared: readonly Member[]
  /** Grows while it runs. */
  readonly #own: OwnMembers

  /** @throws TopologyMismatch when the cluster is not as the topology says */
  static async start(options: ServiceOptions): Promise<Service> {
    const { log, registry, clock, logger, prefix = '' } = options
    const codec = new Codec(options.schemas)
    checkTopology(options.topology, codec)
    const topology = await deployed(options)
    await checkTopics(log, wantedTopics(topology, prefix))

    const schemas = new Schemas({ log, codec, registry, prefix, clock, logger })
    await schemas.start()
    for (const topic of Object.values(topology.topics)) {
      if (topic.value !== undefined && topic.per === undefined) schemas.add(topic.name, topic.value)
    }
    const tables = new GlobalTables({ topology, log, schemas, clock, logger })
    await tables.start()
    const cluster = await log.id()
    const member = (its: Topology, name: string, processor: string) => new Member({
      log, cluster, topology: its, name, processor: its.processors[processor]!, group: `${prefix}${name}`,
      stores: options.stores, schemas, tables, clock, logger, ...(options.observer && { observer: options.observer }),
      ...(options.vault && { vault: options.vault })
    }, options.onFailed)
    const names = processorsToRun(options)
    const members = names.map(name => member(topology, name, name))
    const own = new OwnMembers({
      log, schemas, avroSchemas: options.schemas, registry, prefix, clock, logger,
      processors: names.filter(name => topology.own?.processors.includes(name)),
      member: (id, its, processor) => member(its, ownName(topology, id, processor), processor)
    })
    const service = new Service(log, clock, topology, schemas, tables, members, own)
    await Promise.all(members.map(each => each.start()))
    tables.followHomes((id, its) => own.open(id, its))
    return service
  }

  constructor(
    log: Log, clock: Clock, topology: Topology, schemas: Schemas, tables: GlobalTables, members: readonly Member[],
    own: OwnMembers
  ) {
    this.#log = log
    this.#clock = clock
    this.topology = topology
    this.schemas = schemas
    this.tables = tables
    this.#shared = members
    this.#own = own
  }

  get tasks(): readonly Task[] {
    return this.#members.flatMap(member => member.tasks)
  }

  get #members(): readonly Member[] {
    return [...this.#shared, ...this.#own.members]
  }

  /**
   * Whether every task of this process has consumed all its inputs, those included that it has yet to open, and every
   * row that is due by now has been asked what it has to say. Rows that are due later do not count.
   */
  async idle(): Promise<boolean> {
    if (!this.#own.isSettled) return false
    for (const { tasks } of this.#members) {
      // Nothing was assigned to it yet.
      if (tasks.length === 0) return false
      for (const task of tasks) if (!await this.#hasConsumed(task)) return false
    }
    return true
  }

  async #hasConsumed({ state, inputs, positions, partition, dueAt }: Task): Promise<boolean> {
    if (state !== 'running' || dueAt <= this.#clock.now()) return false
    for (const { name } of inputs.flatMap(topic => this.tables.topicsOf(topic))) {
      const position = positions.get(name)
      if (position === undefined || position < (await this.#log.bounds(name, partition)).end) return false
    }
    return true
  }

  /** Finishes the transactions under way, closes the stores and leaves the groups. */
  async stop(): Promise<void> {
    await Promise.all([this.#own.close(), ...this.#shared.map(member => member.close())])
    await this.tables.close()
    await this.schemas.close()
  }
}

/** The topology under this deployment's names, with the number of partitions that the cluster has. */
async function deployed({ log, topology, prefix = '' }: ServiceOptions): Promise<Topology> {
  const [first] = Object.values(topology.processors)
  const name = prefix + first!.commands.name
  const found = await log.describe(name)
  if (found === undefined) throw new TopologyMismatch([{ name, status: 'missing' }])
  return deploy(topology, { prefix, partitions: found.partitions })
}

function processorsToRun({ topology, only }: ServiceOptions): readonly string[] {
  const names = Object.keys(topology.processors)
  const unknown = (only ?? []).find(name => !names.includes(name))
  if (unknown !== undefined) throw new Error(`there is no processor ${unknown}: ${names.join(', ')}`)
  return only === undefined || only.length === 0 ? names : only
}
