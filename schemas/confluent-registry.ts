import { SchemaRegistry as ConfluentRegistry, SchemaType } from '@kafkajs/confluent-schema-registry'

import { RegistryRejected, RegistryUnavailable, type SchemaRegistry } from './registry.ts'

export interface RegistrySettings {
  readonly url: string
  readonly username?: string
  readonly password?: string
  /** How long an answer may take. */
  readonly timeoutMs?: number
}

const ANSWER_TIMEOUT_MS = 5_000

/** Confluent's API, served by Confluent, Apicurio, Redpanda and others. */
export function confluentRegistry(
  { url, username, password, timeoutMs = ANSWER_TIMEOUT_MS }: RegistrySettings
): SchemaRegistry {
  const host = url.replace(/\/$/, '')
  const auth = username === undefined ? {} : { auth: { username, password: password ?? '' } }
  // The library changes the retry object it is given, so each client gets one of its own.
  const registry = new ConfluentRegistry({ host, ...auth, retry: { retries: 2 } })

  return {
    async register(subject, schema) {
      const confluent = { type: SchemaType.AVRO, schema: JSON.stringify(schema) } as const
      try {
        const options = { subject, compatibility: 'BACKWARD_TRANSITIVE' as never }
        return (await withTimeout(registry.register(confluent, options), timeoutMs)).id
      } catch (error) {
        throw isNetworkError(error) ? new RegistryUnavailable(error) : new RegistryRejected(subject, error)
      }
    },

    // Not by the library: it asks again by way of a request that hangs, and takes a proxy's 404 for the registry's.
    async find(id) {
      try {
        const headers = authorization(username, password)
        const { status, body } = await getJson(`${host}/schemas/ids/${id}`, headers, timeoutMs)
        if (status === 404 && isSchemaNotFound(body)) return undefined
        if (status !== 200) throw new Error(`status ${status}`)
        const { schemaType = 'AVRO', schema } = body as { schemaType?: string, schema: string }
        return schemaType === 'AVRO' ? JSON.parse(schema) as unknown : undefined
      } catch (error) {
        throw new RegistryUnavailable(reasonOf(error))
      }
    }
  }
}

async function getJson(
  url: string, headers: Record<string, string>, timeoutMs: number
): Promise<{ readonly status: number, readonly body: unknown }> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : undefined }
}

function authorization(username: string | undefined, password = ''): Record<string, string> {
  if (username === undefined) return {}
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

/** The registry's own code for a schema that it does not have. A wrong path is another 404. */
function isSchemaNotFound(body: unknown): boolean {
  return (body as { error_code?: number } | undefined)?.error_code === 40403
}

/** `fetch failed` says nothing: its cause does. */
function reasonOf(error: unknown): unknown {
  const { cause } = error as Error
  return cause instanceof Error ? cause : error
}

function isNetworkError(error: unknown): boolean {
  const { status, message } = error as { status?: number, message: string }
  if (error instanceof NoAnswer || (status ?? 0) >= 500) return true
  return /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|socket hang up/.test(message)
}

class NoAnswer extends Error {}

/** The library waits for ever for a registry that accepts and says nothing. */
async function withTimeout<Answer>(answer: Promise<Answer>, timeoutMs: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer within ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([answer, timeout])
  } finally {
    clearTimeout(timer)
  }
}
