import type { DeadLetterReason } from '../schemas/generated.ts'
import type { Flat } from '../schemas/record.ts'
import type { Schemas } from '../runtime/schemas.ts'

export type Read = { readonly record: Flat } | { readonly unreadable: DeadLetterReason }

/** Decodes a value under any schema that the topic was ever written by. @throws RegistryUnavailable */
export async function decode(schemas: Schemas, topic: string, value: Buffer | null): Promise<Read> {
  for (;;) {
    const decoded = schemas.codec.decode(topic, value)
    if (!('unknownId' in decoded)) return decoded
    if (!await schemas.resolve(topic, decoded.unknownId)) return { unreadable: 'unknown_schema' }
  }
}
