import { readFileSync } from 'node:fs'

import { readConfig, type KafkaConfig } from '../../runtime/config.ts'

/** What the example is told, by environment variables: docs/providers.md lists them. */
export interface Settings {
  readonly kafka: KafkaConfig
  readonly prefix: string
  readonly providerId: string
  readonly provider: { readonly url: string, readonly apiKey: string }
  readonly webhook: {
    readonly host: string, readonly port: number, readonly path: string, readonly secrets: readonly string[]
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** @throws Error with a line for each setting that is missing or wrong */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = []
  const { kafka, prefix } = readConfig(environment)
  if (kafka === undefined) problems.push('KAFKA_BROKERS and SCHEMA_REGISTRY_URL are needed')

  const needed = (name: string, pattern: RegExp, takes: string): string => {
    const value = environment[name] ?? ''
    if (!pattern.test(value)) problems.push(`${name} takes ${takes}`)
    return value
  }
  const secret = (name: string): string => {
    const file = environment[`${name}_FILE`]
    const value = file === undefined || file === '' ? environment[name] ?? '' : readFileSync(file, 'utf8')
    if (value.trim() === '') problems.push(`${name} or ${name}_FILE is needed`)
    return value.trim()
  }
  const providerId = needed('PROVIDER_ID', /^[a-z0-9][a-z0-9-]{0,63}$/, 'the id of the provider\'s row')
  const url = needed('PROVIDER_URL', /^https?:\/\/[^?#]+$/, 'a URL')
  const apiKey = secret('PROVIDER_API_KEY')
  const secrets = secret('WEBHOOK_SECRETS').split(/[\s,]+/)
  const host = environment['WEBHOOK_HOST'] || '127.0.0.1'
  const port = Number(environment['WEBHOOK_PORT'] || 8090)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) problems.push('WEBHOOK_PORT takes 0 to 65535')
  if (kafka === undefined || problems.length > 0) throw new Error(problems.join('\n'))
  return {
    kafka, prefix, providerId, provider: { url: url.replace(/\/+$/, ''), apiKey },
    webhook: { host, port, path: '/callbacks', secrets }
  }
}
