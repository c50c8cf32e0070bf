import { StoreError } from '../state/store.ts'
import { Contradiction } from './contradiction.ts'
import { LogError } from './log/log.ts'

/**
 * What a task does about an error. A refusal is never one: it is an event.
 * - `reopen`: trouble of the environment, or a transaction of unknown outcome: a new epoch, a restore, on we go
 * - `confirm`: another owner took over: the same, but only once the group says that the partition is ours
 * - `stop`: something that cannot be, is: this partition stops and keeps the data, the others go on
 */
export type Action = 'reopen' | 'confirm' | 'stop'

export function actionFor(error: unknown): Action {
  if (error instanceof Contradiction) return 'stop'
  if (error instanceof StoreError) return storeActions[error.code]
  if (error instanceof LogError) return logActions[error.code]
  // Ours: a bug in a decider or in the engine. Going on would repeat it or worse.
  return 'stop'
}

const logActions: Readonly<Record<LogError['code'], Action>> = {
  FENCED: 'confirm',
  UNAVAILABLE: 'reopen',
  ACKS_MISMATCH: 'reopen',
  CLOSED: 'reopen',
  OFFSET_OUT_OF_RANGE: 'stop',
  CORRUPT: 'stop',
  REJECTED: 'stop'
}

const storeActions: Readonly<Record<StoreError['code'], Action>> = {
  // The next open finds the damage and rebuilds the store.
  CORRUPT: 'reopen',
  CLOSED: 'reopen',
  // The former owner of the folder is about to close it.
  LOCKED: 'reopen',
  // A full disk, most likely.
  FAILED: 'reopen',
  FOREIGN: 'stop',
  NEWER: 'stop'
}
