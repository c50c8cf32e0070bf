import type { StoreFactory } from '../state/store.ts'
import type { Clock } from './clock.ts'
import type { CommitProtocol } from './commit.ts'
import type { SliceCounts } from './slice.ts'
import type { Logger } from './logger.ts'
import type { Log } from './log/log.ts'
import type { Schemas } from './schemas.ts'
import type { GlobalTables } from './tables.ts'
import type { Processor, Topology, Vault } from './topology.ts'

/** Everything that the tasks of one processor share. */
export interface TaskContext {
  readonly log: Log
  readonly cluster: string
  readonly topology: Topology
  readonly name: string
  readonly processor: Processor
  /** Consumer group; with the partition it makes the transactional id. */
  readonly group: string
  readonly stores: StoreFactory
  readonly schemas: Schemas
  readonly tables: GlobalTables
  readonly clock: Clock
  readonly logger: Logger
  readonly observer?: TaskObserver
  /** Encrypts what is personal; the system's own randomness by default. */
  readonly vault?: Vault
  /** The simulation puts broken ones here, to show that it notices. */
  readonly commit?: CommitProtocol
}

/** Told what a task does; for metrics, benchmarks and tests. */
export interface TaskObserver {
  onState?(partition: number, state: TaskState): void
  /** So many offsets of the changelog are folded into the store, of so many. */
  onRestored?(partition: number, done: number, total: number): void
  onSlice?(slice: SliceReport): void
  /** Commands that rows which were due had to say, committed. */
  onTicks?(partition: number, commands: number): void
}

export interface SliceReport extends Readonly<SliceCounts> {
  readonly partition: number
  readonly records: number
  /** Milliseconds spent on each step. */
  readonly readMs: number
  readonly decideMs: number
  readonly commitMs: number
}

/**
 * opening → restoring → running, back to opening after any error, and from anywhere to closed, or to stopped:
 * that is a contradiction, which an operator has to look at.
 */
export type TaskState = 'opening' | 'restoring' | 'running' | 'stopped' | 'closed'
