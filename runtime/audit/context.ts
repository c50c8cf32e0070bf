import type { Flat } from '../../schemas/record.ts'
import type { Log } from '../log/log.ts'
import type { Schemas } from '../schemas.ts'
import type { GlobalTables } from '../tables.ts'
import type { Topology } from '../topology.ts'
import type { Place } from './finding.ts'

/** What an audit reads. It writes nowhere. */
export interface AuditContext {
  readonly log: Pick<Log, 'bounds' | 'committed' | 'describe' | 'reader'>
  /** Deployed. */
  readonly topology: Topology
  readonly schemas: Schemas
  /** Started. */
  readonly tables: GlobalTables
  /** Before the names of groups and own schemas. */
  readonly prefix: string
  /** Waits for transactions that are in one topic already and not yet in another. */
  readonly sleep: (ms: number) => Promise<void>
  /** Looks at what the engine knows nothing of. */
  readonly inspector?: Inspector | undefined
  /** Told how many records are read, of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** An event as it was folded. */
export interface Inspected {
  /** Name of the topic of the commands that it answers. */
  readonly commands: string
  readonly processor: string
  readonly place: Place
  readonly key: string
  /** When it was written, in milliseconds since 1970. */
  readonly writtenAt: number
  readonly event: Flat
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
  /** Whether events of its key are missing before it, so that the rows before it are not to be relied on. */
  readonly isDamaged: boolean
}

/** Says what is wrong with an event. */
export type Report = (kind: string, place: Place, key: string, detail: string) => void

export interface Inspector {
  event(inspected: Inspected, report: Report): void
  /** Whether it waits for something that may be written by now. */
  isWaiting(rest: Rest): boolean
  /** After the last event. */
  end(rest: Rest, report: Report): void
}

/** How far the audit goes. */
export interface Rest {
  /** Whether an event lies before the end that was taken first. All that it causes in its transaction was read. */
  isJudged(place: Place): boolean
  /** When the first command was written that a processor has not decided yet, or Infinity. */
  undecidedSince(processor: string): number
}
