import { SchemaRegistry as ConfluentRegistry, SchemaType } from '@kafkajs/confluent-schema-registry'

/** The little that we ask of a schema registry, and never in the hot path. */
export interface SchemaRegistry {
  /** Registers a version under BACKWARD_TRANSITIVE. @returns its id, also when it was there already. */
  register(subject: string, schema: unknown): Promise<number>
  /** A schema by its id; undefined only when the registry itself says that there is none. @throws RegistryUnavailable */
  find(id: number): Promise<unknown>
}

/** The registry did not answer, or not with an answer. Says nothing about any record. */
export class RegistryUnavailable extends Error {
  constructor(cause: unknown) {
    super(`the schema registry does not answer: ${(cause as Error).message}`, { cause })
    this.name = 'RegistryUnavailable'
  }
}

/** The registry refused: an incompatible schema, another compatibility mode. */
export class RegistryRejected extends Error {
  constructor(subject: string, cause: unknown) {
    super(`the schema registry refused ${subject}: ${(cause as Error).message}`, { cause })
    this.name = 'RegistryRejected'
  }
}

export interface RegistrySettings {
  readonly url: string
  readonly username?: string
  readonly password?: string
}

const ANSWER_TIMEOUT_MS = 5_000

/** Confluent's API, served by Confluent, Apicurio, Redpanda and others. */
export function confluentRegistry({ url, username, password }: RegistrySettings): SchemaRegistry {
  const auth = username === undefined ? {} : { auth: { username, password: password ?? '' } }
  // The library changes the retry object it is given, so each client gets one of its own.
  const registry = new ConfluentRegistry({ host: url.replace(/\/$/, ''), ...auth, retry: { retries: 2 } })

  return {
    async register(subject, schema) {
      const confluent = { type: SchemaType.AVRO, schema: JSON.stringify(schema) } as const
      try {
        const options = { subject, compatibility: 'BACKWARD_TRANSITIVE' as never }
        return (await withTimeout(registry.register(confluent, options))).id
      } catch (error) {
        throw isNetworkError(error) ? new RegistryUnavailable(error) : new RegistryRejected(subject, error)
      }
    },

    async find(id) {
      try {
        const schema = await withTimeout(registry.getSchema(id)) as { schema?: { schema?(options: object): unknown } }
        return schema.schema?.schema?.({ exportAttrs: true })
      } catch (error) {
        if (saysNotFound(error)) return undefined
        throw new RegistryUnavailable(error)
      }
    }
  }
}

/** The library reports a network error as status 400: only a real 404 is an answer. */
function saysNotFound(error: unknown): boolean {
  return (error as { status?: number }).status === 404
}

function isNetworkError(error: unknown): boolean {
  const { status, message } = error as { status?: number, message: string }
  return error instanceof NoAnswer || (status ?? 0) >= 500 || /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|socket hang up/.test(message)
}

class NoAnswer extends Error {}

/** The library waits for ever for a registry that accepts and says nothing. */
async function withTimeout<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer within ${ANSWER_TIMEOUT_MS} ms`)), ANSWER_TIMEOUT_MS)
  })
  try {
    return await Promise.race([answer, timeout])
  } finally {
    clearTimeout(timer)
  }
}
