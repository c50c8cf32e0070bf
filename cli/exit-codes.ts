import { CommanderError } from 'commander'

import { SettingsError } from '../runtime/settings-reader.ts'
import { LogError } from '../runtime/log/log.ts'
import { TopologyMismatch, type Alteration } from '../runtime/topics.ts'
import { RegistryRejected, RegistryUnavailable } from '../schemas/registry.ts'
import { InputRefused } from './input-refused.ts'

/** What an exit code means; `wallets --help` and docs/cli.md list this table. */
export const exitCodes = [
  { code: 0, doc: 'fine' },
  { code: 1, doc: 'some input was refused, something is not there or is stuck, or something is not in order' },
  { code: 2, doc: 'wrong usage, or wrong settings' },
  { code: 3, doc: 'the log or the schema registry cannot be reached, or does not let us in' },
  { code: 4, doc: 'topics or schemas are not as the topology says' },
  { code: 5, doc: 'beyond help: restart it' },
  { code: 130, doc: 'interrupted (SIGINT) before it was done' },
  { code: 143, doc: 'terminated (SIGTERM) before it was done' }
] as const

export type ExitCode = typeof exitCodes[number]['code']

/** Ends a command with a code; the message says what to do. */
export class CommandFailure extends Error {
  readonly code: ExitCode
  constructor(code: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CommandFailure'
    this.code = code
  }
}

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandFailure) return error.code
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof InputRefused) return 1
  if (error instanceof SettingsError) return 2
  if (error instanceof RegistryUnavailable) return 3
  if (error instanceof TopologyMismatch || error instanceof RegistryRejected) return 4
  if (error instanceof LogError && (error.code === 'UNAVAILABLE' || error.code === 'REJECTED')) return 3
  return 5
}

/** What a person is told of an error, and what to do about it. */
export function describeError(error: unknown): string {
  const { message, stack } = error as Error
  if (error instanceof SettingsError) return `${message}\n\`wallets --help\` lists all settings`
  if (error instanceof TopologyMismatch && message.includes('the topology says')) {
    const commands = error.alterations.map(alterCommand)
    return [message, 'nothing was changed: alter these topics yourself, or topology.ts', ...commands].join('\n')
  }
  if (error instanceof RegistryUnavailable) return `${message}\nis SCHEMA_REGISTRY_URL right, and is the registry up?`
  if (error instanceof RegistryRejected) return `${message}\nschemas may only gain fields with defaults`
  if (error instanceof LogError && error.code === 'UNAVAILABLE') {
    return `${message}\nis KAFKA_BROKERS right, and are the brokers up?`
  }
  // An error that nobody foresaw is ours: where it came from helps us to mend it.
  return exitCodeOf(error) === 5 && !(error instanceof CommandFailure) ? stack ?? String(error) : message
}

/** With what comes with Kafka. */
function alterCommand({ topic, settings }: Alteration): string {
  const config = Object.entries(settings).map(([setting, value]) => `${setting}=${value}`).join(',')
  return `  kafka-configs.sh --bootstrap-server $KAFKA_BROKERS --alter --topic ${topic} --add-config ${config}`
}
