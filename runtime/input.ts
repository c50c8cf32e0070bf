import type { Codec } from '../schemas/codec.ts'
import type { Flat } from '../schemas/record.ts'
import { messageKey } from '../state/key.ts'
import type { Input } from './slice.ts'
import type { LogRecord } from './log/log.ts'
import { partitionOf } from './partition.ts'
import { aggregateKey, operationKey } from './rows.ts'
import type { Processor, Route } from './topology.ts'

/** A topic that a task reads, and what its records are. */
export type Source =
  | { readonly name: string, readonly kind: 'commands' }
  | {
    readonly name: string
    readonly kind: 'route'
    readonly route: Route
    readonly params: Readonly<Record<string, string>>
  }

export interface InputContext {
  readonly codec: Codec
  readonly processor: Processor
  readonly partition: number
}

/**
 * Key and value of an input, together. What a record leads to repeats its ids a few times and must fit a batch of
 * the log: a larger one could be decided and never written.
 */
export const INPUT_BYTES_MAX = 64 * 1024

/** One record decoded and checked; or the schema id that nobody told us of yet. */
export function readInput(
  context: InputContext, source: Source, record: LogRecord
): Input | { readonly unknownId: number } {
  if (bytesOf(record.key) + bytesOf(record.value) > INPUT_BYTES_MAX)
    return { kind: 'unreadable', record, reason: 'too_large' }
  const decoded = context.codec.decode(source.name, record.value)
  if ('unknownId' in decoded) return decoded
  if ('unreadable' in decoded) return { kind: 'unreadable', record, reason: decoded.unreadable }
  if (source.kind === 'route') {
    return { kind: 'route', record, notification: decoded.record, route: source.route, params: source.params }
  }
  return checkKey(context, record, decoded.record)
}

/** A command under another's key would be decided against rows it is not serialised with. */
function checkKey({ codec, processor, partition }: InputContext, record: LogRecord, command: Flat): Input {
  const key = processor.key.map(field => command[field] as string)
  const expected = messageKey(key)
  if (record.key === null || record.key.toString('utf8') !== expected)
    return { kind: 'unreadable', record, reason: 'key_mismatch' }
  if (partitionOf(record.key, processor.commands.partitions) !== partition)
    return { kind: 'unreadable', record, reason: 'wrong_partition' }
  const variant = codec.shape(processor.commands.value!).variants.get(command.type)!
  return {
    kind: 'command', record, command, variant, key, messageKey: expected,
    aggregateRow: aggregateKey(key), operationRow: operationKey(key, command['operationId'] as string)
  }
}

function bytesOf(part: Buffer | null): number {
  return part?.length ?? 0
}
