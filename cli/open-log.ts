import { existsSync } from 'node:fs'
import { join } from 'node:path'

import type { Config, KafkaConfig } from '../runtime/config.ts'
import { systemClock } from '../runtime/clock.ts'
import { EmbeddedLog } from '../runtime/log/embedded/embedded-log.ts'
import type { Journal } from '../runtime/log/embedded/journal.ts'
import { LevelJournal } from '../runtime/log/embedded/level-journal.ts'
import type { Log } from '../runtime/log/log.ts'
import type { Logger } from '../runtime/logger.ts'
import type { SchemaRegistry } from '../schemas/registry.ts'
import { CommandFailure } from './exit-codes.ts'

/** Of a new embedded log. Enough for one process. */
export const embeddedPartitions = 4

/** A log, and which deployment on it is meant. */
export interface OpenedLog {
  readonly log: Log
  /** Undefined on the embedded log, which has none. */
  readonly registry: SchemaRegistry | undefined
  readonly prefix: string
  readonly logger: Logger
  /** On the embedded log, where an older version has noted other settings and nothing ever went by them. */
  readonly alter?: (topic: string, settings: Readonly<Record<string, string>>) => Promise<void>
}

/** The log that the settings name, for a client: an embedded one must be there already. */
export async function openLog(config: Config, logger: Logger): Promise<OpenedLog> {
  if (config.kafka === undefined && !existsSync(logFolder(config))) {
    throw new CommandFailure(4, `there is no embedded log in ${config.dataFolder}\n` +
      '`wallets run` or `wallets topology apply` makes one; WALLETS_DATA names another folder, KAFKA_BROKERS a cluster')
  }
  return openOrCreateLog(config, logger)
}

/** The same, but an embedded log that is missing is made. */
export function openOrCreateLog(config: Config, logger: Logger): Promise<OpenedLog> {
  return config.kafka === undefined ? openEmbeddedLog(config, logger) : openKafkaLog(config, config.kafka, logger)
}

/** Its packages are loaded only where they are used: a start without Kafka is much shorter. */
export async function openKafkaLog({ prefix }: Config, kafka: KafkaConfig, logger: Logger): Promise<OpenedLog> {
  const { KafkaLog } = await import('../runtime/log/kafka/kafka-log.ts')
  const { confluentRegistry } = await import('../schemas/confluent-registry.ts')
  return { log: new KafkaLog({ ...kafka.log, logger }), registry: confluentRegistry(kafka.registry), prefix, logger }
}

/** @param watched may look at what is written: see `ObservedJournal` */
export async function openEmbeddedLog(
  config: Config, logger: Logger, watched = (journal: Journal): Journal => journal
): Promise<OpenedLog> {
  const journal = watched(await LevelJournal.open(logFolder(config)))
  const log = await EmbeddedLog.open(journal, systemClock)
  return {
    log, registry: undefined, prefix: config.prefix, logger, alter: (topic, settings) => log.alter(topic, settings)
  }
}

function logFolder({ dataFolder }: Config): string {
  return join(dataFolder, 'log')
}

/**
 * Where the rows are. Each log and each deployment has a folder of its own: rows made from one are wrong for another,
 * and whoever tries the service on the embedded log goes on with Kafka in the same place.
 */
export function stateFolder(config: Config): string {
  return folderOf('state', config)
}

/** Where histories are, which commands fold beside the service. */
export function historyFolder(config: Config): string {
  return folderOf('history', config)
}

function folderOf(kind: string, { kafka, dataFolder, prefix }: Config): string {
  const name = kafka === undefined ? kind : `kafka-${kind}`
  return join(dataFolder, prefix === '' ? name : `${name}-${prefix}`)
}

/** A folder that is new is no news; one that could not be trusted is. */
export function sayRebuilt(logger: Logger, folder: string, why: string): void {
  logger.warn({ folder, why }, 'store.rebuilt')
}
