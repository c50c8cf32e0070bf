import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

import type { RegistrySettings } from '../schemas/registry.ts'
import type { KafkaSettings } from './log/kafka/settings.ts'

/** One environment variable. */
export interface Setting {
  readonly name: string
  /** What it takes. */
  readonly value: string
  /** What it is when nobody sets it; nothing where there is no such value. */
  readonly fallback?: string
  readonly doc: string
}

/** Every setting there is: `wallets --help` and docs/cli.md list this table, and `readConfig` asks for nothing else. */
export const settings = [
  { name: 'KAFKA_BROKERS', value: 'host:port,…', doc: 'Brokers to begin with. Without it the embedded log is used.' },
  { name: 'SCHEMA_REGISTRY_URL', value: 'URL', doc: 'Schema registry with Confluent\'s API. Goes with KAFKA_BROKERS.' },
  { name: 'SCHEMA_REGISTRY_USERNAME', value: 'text', doc: 'User at the registry.' },
  { name: 'SCHEMA_REGISTRY_PASSWORD', value: 'text', doc: 'Its password.' },
  { name: 'SCHEMA_REGISTRY_PASSWORD_FILE', value: 'path', doc: 'A file with the password: better than the above.' },
  { name: 'KAFKA_TLS', value: 'true | false', fallback: 'false', doc: 'Encrypt connections to the brokers.' },
  { name: 'KAFKA_TLS_CA_FILE', value: 'path', doc: 'Authorities that sign the brokers\' certificates, in PEM.' },
  { name: 'KAFKA_TLS_CERT_FILE', value: 'path', doc: 'Our certificate, in PEM. Goes with KAFKA_TLS_KEY_FILE.' },
  { name: 'KAFKA_TLS_KEY_FILE', value: 'path', doc: 'Our private key, in PEM.' },
  { name: 'KAFKA_SASL_MECHANISM', value: 'plain | scram-sha-256 | scram-sha-512', doc: 'How to log in at the brokers.' },
  { name: 'KAFKA_SASL_USERNAME', value: 'text', doc: 'User at the brokers.' },
  { name: 'KAFKA_SASL_PASSWORD', value: 'text', doc: 'Its password.' },
  { name: 'KAFKA_SASL_PASSWORD_FILE', value: 'path', doc: 'A file with the password: better than the above.' },
  {
    name: 'KAFKA_REPLICATION_FACTOR', value: '1 to 9', doc: 'Copies of topics that we create. Else what the brokers are set to.'
  },
  { name: 'WALLETS_DATA', value: 'path', fallback: './data', doc: 'Folder of the state, and of the embedded log.' },
  {
    name: 'WALLETS_PREFIX', value: 'letters, digits, dashes',
    doc: 'Before every topic, group and transactional id: several deployments on one cluster.'
  },
  {
    name: 'WALLETS_LOG_LEVEL', value: 'debug | info | warn | error | silent', fallback: 'info',
    doc: 'What is logged on standard error.'
  },
  {
    name: 'WALLETS_SESSION_TIMEOUT_MS', value: '1000 to 300000', fallback: '20000',
    doc: 'How long a silent member of the group keeps its partitions.'
  },
  {
    name: 'WALLETS_HEARTBEAT_INTERVAL_MS', value: '100 to 100000', fallback: '2500',
    doc: 'How often a member reports. At most a third of the session timeout.'
  }
] as const satisfies readonly Setting[]

export type SettingName = typeof settings[number]['name']

export type Environment = Readonly<Record<string, string | undefined>>

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

/** Settings that cannot be used; `message` has a line for each, saying which and what is allowed. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'SettingsError'
  }
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
  const warnings = kafka === undefined ? [] : plainTextWarnings(kafka)
  reader.throwProblems()
  return { kafka, dataFolder, prefix, logLevel, warnings }
}

function readKafka(reader: SettingsReader): KafkaConfig | undefined {
  const brokers = reader.list('KAFKA_BROKERS', /^[A-Za-z0-9._-]+:\d{1,5}$/)
  const url = reader.url('SCHEMA_REGISTRY_URL')
  if (brokers === undefined) {
    const orphan = settings.find(({ name }) => /^(KAFKA|SCHEMA)_/.test(name) && reader.text(name) !== undefined)
    if (orphan !== undefined) reader.problem(`${orphan.name} is set and KAFKA_BROKERS is not: set both, or neither`)
    return undefined
  }
  if (url === undefined) reader.problem('KAFKA_BROKERS is set and SCHEMA_REGISTRY_URL is not: set both, or neither')

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
  if (wanted === 'false' && given) reader.problem('KAFKA_TLS is false and there are KAFKA_TLS_… files: leave out the one or the others')
  if (wanted !== 'true' && !given) return undefined
  return { ...ca && { ca }, ...cert && { cert }, ...key && { key } }
}

function readSasl(reader: SettingsReader): KafkaSettings['sasl'] {
  const mechanism = reader.choice('KAFKA_SASL_MECHANISM', saslMechanisms)
  const username = reader.text('KAFKA_SASL_USERNAME')
  const password = reader.secret('KAFKA_SASL_PASSWORD', 'KAFKA_SASL_PASSWORD_FILE')
  const given = [mechanism, username, password].filter(part => part !== undefined).length
  if (given === 0) return undefined
  if (mechanism !== undefined && username !== undefined && password !== undefined) return { mechanism, username, password }
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
  if (registry.password !== undefined && registry.url.startsWith('http:') && !loopbackHost.test(new URL(registry.url).hostname)) {
    warnings.push('SCHEMA_REGISTRY_URL is not https: whoever is on the way to the registry can read the password')
  }
  return warnings
}

/** Reads one variable at a time and remembers all that is wrong, so that a person is told everything at once. */
class SettingsReader {
  readonly #environment: Environment
  readonly #problems: string[] = []

  constructor(environment: Environment) {
    this.#environment = environment
  }

  problem(sentence: string): void {
    this.#problems.push(sentence)
  }

  throwProblems(): void {
    if (this.#problems.length > 0) throw new SettingsError(this.#problems)
  }

  /** An empty variable counts as none: compose files and shells make such. */
  text(name: SettingName): string | undefined {
    return this.#environment[name]?.trim() || undefined
  }

  matching(name: SettingName, pattern: RegExp): string | undefined {
    const text = this.text(name)
    return text === undefined || pattern.test(text) ? text : this.#refuse(name)
  }

  choice<Choice extends string>(name: SettingName, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name)
    return text === undefined ? undefined : choices.find(choice => choice === text.toLowerCase()) ?? this.#refuse(name)
  }

  number(name: SettingName, min: number, max: number): number | undefined {
    const text = this.matching(name, /^\d+$/)
    if (text === undefined) return undefined
    const number = Number(text)
    return number >= min && number <= max ? number : this.#refuse(name)
  }

  list(name: SettingName, pattern: RegExp): readonly string[] | undefined {
    const items = this.text(name)?.split(',').map(item => item.trim()).filter(item => item !== '')
    if (items === undefined) return undefined
    return items.length > 0 && items.every(item => pattern.test(item)) ? items : this.#refuse(name)
  }

  url(name: SettingName): string | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url === undefined || !/^https?:$/.test(url.protocol)) return this.#refuse(name)
    if (url.username !== '' || url.password !== '') {
      this.problem(`${name} must not hold a login: that is for SCHEMA_REGISTRY_USERNAME and SCHEMA_REGISTRY_PASSWORD_FILE`)
    }
    return text
  }

  file(name: SettingName): string | undefined {
    const path = this.text(name)
    if (path === undefined) return undefined
    try {
      return readFileSync(path, 'utf8')
    } catch (error) {
      this.problem(`${name}: the file cannot be read: ${(error as Error).message}`)
      return undefined
    }
  }

  secret(name: SettingName, fileName: SettingName): string | undefined {
    // Spaces may be part of a password; the line's end, which editors add to files, is not.
    const [text, fromFile] = [this.#environment[name] || undefined, this.file(fileName)?.replace(/\r?\n$/, '')]
    if (text !== undefined && fromFile !== undefined) this.problem(`${name} and ${fileName} are both set: leave out one`)
    return fromFile ?? text
  }

  #refuse(name: SettingName): undefined {
    // A URL is not said again: it may hold a login.
    const found = name.endsWith('_URL') ? 'is not right' : `is ${JSON.stringify(this.text(name))}`
    this.problem(`${name} ${found}: it takes ${settings.find(setting => setting.name === name)!.value}`)
    return undefined
  }
}
