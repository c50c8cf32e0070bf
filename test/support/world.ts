import { randomUUID } from 'node:crypto'

import { schemas } from '../../schemas/generated.ts'
import { Codec } from '../../schemas/codec.ts'
import type { Flat } from '../../schemas/record.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import type { StoreFactory } from '../../state/store.ts'
import { systemClock } from '../../runtime/clock.ts'
import { deploy } from '../../runtime/deployment.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import type { Log, LogRecord } from '../../runtime/log/log.ts'
import { silent, type Logger } from '../../runtime/logger.ts'
import { Service, type ServiceOptions } from '../../runtime/service.ts'
import { applyTopics, localRegistry, wantedTopics } from '../../runtime/topics.ts'
import type { Topic, Topology } from '../../runtime/topology.ts'
import { topology as walletsTopology } from '../../topology.ts'
import { readAll } from './audit.ts'
import { outgoing } from './outgoing.ts'

/**
 * The service on an in-memory log: records go in, the test waits until all is quiet, and reads what came out. The
 * engine is the production one.
 */
export class World {
  readonly log: Log
  readonly topology: Topology
  readonly codec: Codec
  readonly stores: StoreFactory
  readonly #logger: Logger
  readonly #source: Topology
  #service: Service | undefined
  readonly #beside: Service[] = []

  static async create(options: WorldOptions = {}): Promise<World> {
    const log = options.log ?? await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
    const world = new World(log, options)
    const codec = world.codec
    const wanted = wantedTopics(world.topology, '', options.ids ?? { providers: ['acme'] })
    for (const { name, value } of wanted) if (value !== undefined) codec.add(name, value)
    const registry = localRegistry()
    await applyTopics(log, {
      find: id => registry.find(id),
      register: async (subject, schema) => {
        const id = await registry.register(subject, schema)
        codec.learn(subject.slice(0, -'-value'.length), id, schema)
        return id
      }
    }, codec, wanted, options.schemas ?? schemas, '')
    return world
  }

  constructor(log: Log, options: WorldOptions) {
    this.log = log
    this.#source = options.topology ?? walletsTopology
    this.topology = deploy(this.#source, { partitions: options.partitions ?? 2 })
    this.codec = new Codec(options.schemas ?? schemas)
    this.stores = options.stores ?? new MemoryStores()
    this.#logger = options.logger ?? silent
    this.#schemas = options.schemas ?? schemas
  }

  readonly #schemas: Readonly<Record<string, unknown>>

  get service(): Service {
    return this.#service!
  }

  async start(options: Partial<ServiceOptions> = {}): Promise<Service> {
    this.#service = await this.#startOne(options)
    return this.#service
  }

  /** Starts another one on the same log: two that run different processors share nothing but topics. */
  async startBeside(options: Partial<ServiceOptions>): Promise<Service> {
    const service = await this.#startOne(options)
    this.#beside.push(service)
    return service
  }

  #startOne(options: Partial<ServiceOptions>): Promise<Service> {
    return Service.start({
      topology: this.#source, schemas: this.#schemas, log: this.log, registry: undefined, stores: this.stores,
      clock: systemClock, logger: this.#logger, onFailed: error => { throw error }, ...options
    })
  }

  /** Sends flat records to a topic of the topology. */
  async send(topic: Topic | string, ...records: readonly object[]): Promise<void> {
    const to = typeof topic === 'string' ? this.topology.topics[topic]! : topic
    await this.log.append(records.map(record => outgoing(to, this.codec, record)))
  }

  /** Resolves when every input is consumed and nothing more comes of it. */
  async quiet(): Promise<void> {
    const services = [this.service, ...this.#beside]
    const start = systemClock.now()
    for (let calm = 0; calm < 2;) {
      if (systemClock.now() - start > PATIENCE_MS) throw new Error('it never becomes quiet')
      const stopped = services.flatMap(({ tasks }) => tasks).find(({ state }) => state === 'stopped')
      if (stopped !== undefined) throw new Error(`${stopped.processor} ${stopped.partition} has stopped`)
      const idle = await Promise.all(services.map(service => service.idle()))
      calm = idle.every(Boolean) ? calm + 1 : 0
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }

  /** Raw records of a topic, partition by partition. */
  async raw(name: string): Promise<LogRecord[]> {
    return (await readAll(this.log, name)).sort((left, right) => left.partition - right.partition)
  }

  /** Decoded records of a topic. */
  async read(name: string): Promise<Flat[]> {
    return (await this.raw(name)).map(({ value }) => {
      const decoded = this.codec.decode(name, value)
      if (!('record' in decoded)) throw new Error(JSON.stringify(decoded))
      return decoded.record
    })
  }

  async stop(): Promise<void> {
    for (const service of [this.#service, ...this.#beside]) await service?.stop()
    await this.log.close()
  }
}

const PATIENCE_MS = 60_000

export interface WorldOptions {
  readonly log?: Log
  readonly topology?: Topology
  readonly schemas?: Readonly<Record<string, unknown>>
  readonly partitions?: number
  readonly stores?: StoreFactory
  readonly logger?: Logger
  readonly ids?: Readonly<Record<string, readonly string[]>>
}
