import { resolve } from 'node:path'

import type { RegistrySettings } from '../schemas/confluent-registry.ts'
import type { KafkaSettings } from './log/kafka/settings.ts'
import { SettingsReader, type Environment } from './settings-reader.ts'
import { settings } from './settings.ts'

export interface Config {
  /** Undefined: the embedded log. */
  readonly kafka: KafkaConfig | undefined
  /** Absolute. */
  readonly dataFolder: string
  readonly prefix: string
  readonly logLevel: typeof logLevels[number]
  /** What works and should not stay as it is, each in a sentence. */
  readonly warnings: readonly string[]
}

export interface KafkaConfig {
  readonly log: Omit<KafkaSettings, 'logger'>
  readonly registry: RegistrySettings
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
const saslMechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const
const loopbackHost = /^(localhost|127(\.\d+){3})$/i
const sessionsPerHeartbeatMin = 3

/** @throws SettingsError */
export function readConfig(environment: Environment = process.env): Config {
  const reader = new SettingsReader(environment)
  const logLevel = reader.choice('WALLETS_LOG_LEVEL', logLevels) ?? 'info'
  const prefix = reader.matching('WALLETS_PREFIX', /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/) ?? ''
  const dataFolder = resolve(reader.text('WALLETS_DATA') ?? './data')
  const kafka = readKafka(reader)
  reader.throwProblems()
  return { kafka, dataFolder, prefix, logLevel, warnings: kafka === undefined ? [] : plainTextWarnings(kafka) }
}

function readKafka(reader: SettingsReader): KafkaConfig | undefined {
  if (reader.text('KAFKA_BROKERS') === undefined) {
    // Somebody meant a cluster: the embedded log would be a surprise.
    const orphan = settings.find(({ name }) => /^(KAFKA|SCHEMA)_/.test(name) && reader.text(name) !== undefined)
    if (orphan !== undefined) reader.problem(`${orphan.name} is set and KAFKA_BROKERS is not: set both, or neither`)
    return undefined
  }
  const brokers = reader.list('KAFKA_BROKERS', /^[A-Za-z0-9._-]+:\d{1,5}$/) ?? []
  const url = reader.required('SCHEMA_REGISTRY_URL', 'KAFKA_BROKERS') ? reader.url('SCHEMA_REGISTRY_URL') : undefined
  const ssl = readTls(reader)
  const sasl = readSasl(reader)
  const limits = readLimits(reader)
  const username = reader.text('SCHEMA_REGISTRY_USERNAME')
  const password = reader.secret('SCHEMA_REGISTRY_PASSWORD', 'SCHEMA_REGISTRY_PASSWORD_FILE')
  return {
    log: { brokers, clientId: 'wallets', ...ssl && { ssl }, ...sasl && { sasl }, ...limits },
    registry: { url: url ?? '', ...username && { username }, ...password && { password } }
  }
}

function readTls(reader: SettingsReader): KafkaSettings['ssl'] {
  const wanted = reader.choice('KAFKA_TLS', ['true', 'false'])
  const [ca, cert, key] = [
    reader.file('KAFKA_TLS_CA_FILE'), reader.file('KAFKA_TLS_CERT_FILE'), reader.file('KAFKA_TLS_KEY_FILE')
  ]
  if ((cert === undefined) !== (key === undefined)) {
    reader.problem('KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE go together: set both, or neither')
  }
  const given = ca !== undefined || cert !== undefined || key !== undefined
  if (wanted === 'false' && given) reader.problem('KAFKA_TLS is false and there is a KAFKA_TLS_…_FILE: leave out one')
  if (wanted !== 'true' && !given) return undefined
  return { ...ca && { ca }, ...cert && { cert }, ...key && { key } }
}

function readSasl(reader: SettingsReader): KafkaSettings['sasl'] {
  const mechanism = reader.choice('KAFKA_SASL_MECHANISM', saslMechanisms)
  const username = reader.text('KAFKA_SASL_USERNAME')
  const password = reader.secret('KAFKA_SASL_PASSWORD', 'KAFKA_SASL_PASSWORD_FILE')
  const given = [mechanism, username, password].filter(part => part !== undefined).length
  if (given === 0) return undefined
  if (mechanism && username && password !== undefined) return { mechanism, username, password }
  reader.problem('KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD_FILE go together: set all, or none')
  return undefined
}

function readLimits(reader: SettingsReader): Partial<KafkaSettings> {
  const replicationFactor = reader.number('KAFKA_REPLICATION_FACTOR', 1, 9)
  const sessionTimeoutMs = reader.number('WALLETS_SESSION_TIMEOUT_MS', 1_000, 300_000)
  const heartbeatIntervalMs = reader.number('WALLETS_HEARTBEAT_INTERVAL_MS', 100, 100_000)
  if ((heartbeatIntervalMs ?? 2_500) * sessionsPerHeartbeatMin > (sessionTimeoutMs ?? 20_000)) {
    reader.problem('WALLETS_HEARTBEAT_INTERVAL_MS must be at most a third of WALLETS_SESSION_TIMEOUT_MS')
  }
  return {
    ...replicationFactor && { replicationFactor },
    ...sessionTimeoutMs && { sessionTimeoutMs },
    ...heartbeatIntervalMs && { heartbeatIntervalMs }
  }
}

function plainTextWarnings({ log, registry }: KafkaConfig): string[] {
  const warnings: string[] = []
  const far = log.brokers.some(broker => !loopbackHost.test(broker.slice(0, broker.lastIndexOf(':'))))
  if (log.sasl !== undefined && log.ssl === undefined && far) {
    warnings.push('KAFKA_SASL_… without KAFKA_TLS: whoever is on the way to the brokers can read the login')
  }
  const { protocol, hostname } = new URL(registry.url)
  if (registry.password !== undefined && protocol === 'http:' && !loopbackHost.test(hostname)) {
    warnings.push('SCHEMA_REGISTRY_URL is not https: whoever is on the way to the registry can read the password')
  }
  return warnings
}
