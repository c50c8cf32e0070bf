import { Codec } from '../schemas/codec.ts'
import { schemas as avroSchemas } from '../schemas/generated.ts'
import type { SchemaRegistry } from '../schemas/registry.ts'
import { systemClock } from '../runtime/clock.ts'
import type { Config } from '../runtime/config.ts'
import { deploy } from '../runtime/deployment.ts'
import type { Log } from '../runtime/log/log.ts'
import type { Logger } from '../runtime/logger.ts'
import { Schemas } from '../runtime/schemas.ts'
import { checkTopic, TopologyMismatch, wantedTopics } from '../runtime/topics.ts'
import type { Topology } from '../runtime/topology.ts'
import { topology as walletsTopology } from '../topology.ts'
import { openLog, type OpenedLog } from './open-log.ts'

/** What a client of a deployment works with: its log, its topics as they are called there, and their schemas. */
export class Connection implements OpenedLog {
  readonly log: Log
  readonly registry: SchemaRegistry | undefined
  readonly topology: Topology
  readonly schemas: Schemas
  readonly prefix: string
  readonly logger: Logger

  /** @throws TopologyMismatch when topics are missing */
  static async open(config: Config, logger: Logger): Promise<Connection> {
    const opened = await openLog(config, logger)
    try {
      return await Connection.over(opened)
    } catch (error) {
      await opened.log.close()
      throw error
    }
  }

  /** On a log that is open already; `close` closes it too. */
  static async over(opened: OpenedLog): Promise<Connection> {
    const { log, prefix } = opened
    const topology = await findDeployment(log, prefix)
    if (topology === undefined) throw new TopologyMismatch([{ name: prefix + commandsTopic, status: 'missing' }])
    const wanted = wantedTopics(topology, prefix)
    // A client works with topics that differ in a setting; it does not without one of them.
    const checks = await Promise.all(wanted.map(topic => checkTopic(log, topic)))
    const missing = checks.filter(({ status }) => status === 'missing')
    if (missing.length > 0) throw new TopologyMismatch(missing)
    const schemas = await startSchemas(opened)
    for (const { name, value } of wanted) if (value !== undefined) schemas.add(name, value)
    return new Connection(opened, topology, schemas)
  }

  constructor({ log, registry, prefix, logger }: OpenedLog, topology: Topology, schemas: Schemas) {
    this.log = log
    this.registry = registry
    this.prefix = prefix
    this.logger = logger
    this.topology = topology
    this.schemas = schemas
  }

  get codec(): Codec {
    return this.schemas.codec
  }

  async close(): Promise<void> {
    await this.schemas.close()
    await this.log.close()
  }
}

/** The schemas of a deployment, read to their present end. */
export async function startSchemas(opened: OpenedLog): Promise<Schemas> {
  const schemas = new Schemas({ ...opened, codec: new Codec(avroSchemas), clock: systemClock })
  await schemas.start()
  return schemas
}

const commandsTopic = Object.values(walletsTopology.processors)[0]!.commands.name

/** The topology with the names and the number of partitions that a deployment has; undefined before it was applied. */
export async function findDeployment(log: Log, prefix: string): Promise<Topology | undefined> {
  const found = await log.describe(prefix + commandsTopic)
  return found && deploy(walletsTopology, { prefix, partitions: found.partitions })
}
