import type { ConnectionOptions } from 'node:tls'
import type { SASLOptions } from 'kafkajs'

/** What the log needs to know. Plain data: whoever starts the service reads files and variables. */
export interface KafkaSettings {
  /** Where to begin, each `host:port`. */
  readonly brokers: readonly string[]
  /** The name under which brokers log and meter us. */
  readonly clientId: string
  readonly ssl?: boolean | ConnectionOptions
  readonly sasl?: SASLOptions
  /** Copies of a topic that `create` makes. Default: what the brokers are set to. */
  readonly replicationFactor?: number
  /** How long a silent member keeps its partitions. Default 20 s. */
  readonly sessionTimeoutMs?: number
  /** How often a member reports. Default 2.5 s; at most a third of the session. */
  readonly heartbeatIntervalMs?: number
  /** After this time the brokers abort a transaction whose owner is silent. Default 20 s. */
  readonly transactionTimeoutMs?: number
  /** How long one step (a request with its repeats) may take before it counts as failed. Default 15 s. */
  readonly stepTimeoutMs?: number
  /** How long a read waits for news on the broker. Default 250 ms. */
  readonly fetchWaitMs?: number
  /** The most that one answer holds of one partition, and of all. A larger batch still comes whole. */
  readonly fetchBytesPerPartition?: number
  readonly fetchBytes?: number
  readonly logger: KafkaLogger
}

/** The part of pino that is used. */
export interface KafkaLogger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export type Limits = Readonly<Record<
  'sessionTimeoutMs' | 'heartbeatIntervalMs' | 'transactionTimeoutMs' | 'stepTimeoutMs'
  | 'fetchWaitMs' | 'fetchBytesPerPartition' | 'fetchBytes' | 'replicationFactor', number>>

const defaults: Limits = {
  sessionTimeoutMs: 20_000,
  heartbeatIntervalMs: 2_500,
  transactionTimeoutMs: 20_000,
  stepTimeoutMs: 15_000,
  fetchWaitMs: 250,
  fetchBytesPerPartition: 1 << 20,
  fetchBytes: 8 << 20,
  replicationFactor: -1
}

/** The numbers of the settings, each with its default. */
export function limits(settings: KafkaSettings): Limits {
  const given = Object.fromEntries(Object.keys(defaults).flatMap(name => {
    const value = settings[name as keyof Limits]
    return value === undefined ? [] : [[name, value]]
  }))
  return { ...defaults, ...given }
}
