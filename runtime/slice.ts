import type { Flat, Variant } from '../schemas/record.ts'
import type { DeadLetterReason } from '../schemas/generated.ts'
import type { Chain } from './chain.ts'
import type { LogRecord, OutgoingRecord } from './log/log.ts'
import type { Route, Summary } from './topology.ts'

/** One input record after decoding: what it asks for, or why it cannot be read. */
export type Input =
  | CommandInput
  | RouteInput
  | UnreadableInput

export interface CommandInput {
  readonly kind: 'command'
  readonly record: LogRecord
  readonly command: Flat
  readonly variant: Variant
  /** The values of the processor's key fields, and the record's key that they make. */
  readonly key: readonly string[]
  readonly messageKey: string
  /** Keys of the rows that every command asks for, made once: they are looked up several times. */
  readonly aggregateRow: string
  readonly operationRow: string
}

export interface RouteInput {
  readonly kind: 'route'
  readonly record: LogRecord
  readonly notification: Flat
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

export interface UnreadableInput {
  readonly kind: 'unreadable'
  readonly record: LogRecord
  readonly reason: DeadLetterReason
}

export interface SliceCounts {
  events: number
  refusals: number
  duplicates: number
  deadLetters: number
  followUps: number
  /** Commands that said nothing new. */
  unchanged: number
}

/** What a slice leads to, all of it in memory. */
export interface Decision {
  /** How many of its inputs: the rest is for another slice. */
  readonly inputs: number
  readonly outgoing: readonly OutgoingRecord[]
  readonly counts: SliceCounts
  /** Of each repeat, the revision of the event that has answered it. */
  readonly answeredAt: readonly number[]
  /** What operators have to be told of it. */
  readonly alarms: readonly string[]
  /** The hash of its last event, or of the last one before it. */
  readonly chain: Chain
}

/** A slice under way: what it has led to so far. */
export interface Made {
  /** The topic of its inputs. */
  readonly topic: string
  readonly outgoing: OutgoingRecord[]
  readonly counts: SliceCounts
  readonly answeredAt: number[]
  /** Of what changed so far, where somebody wants it summed up; named after the first command that changed anything. */
  summary: { readonly name: string, readonly sum: Summary } | undefined
  readonly alarms: string[]
  chain: Chain
  /** Commands for this partition that are decided in the same transaction, and how many there were so far. */
  readonly local: CommandInput[]
  locals: number
  /** Events that followed from the input under way. */
  step: number
  inputs: number
}

/** @param chain the hash of the event before it */
export function nothingMade(topic: string, chain: Chain): Made {
  const counts = { events: 0, refusals: 0, duplicates: 0, deadLetters: 0, followUps: 0, unchanged: 0 }
  return {
    topic, outgoing: [], counts, answeredAt: [], summary: undefined, alarms: [], chain, local: [], locals: 0, step: 0,
    inputs: 0
  }
}
