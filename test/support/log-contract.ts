import type { Log } from '../../runtime/log/log.ts'
import { groups } from './log-contract/groups.ts'
import { reading } from './log-contract/reading.ts'
import { records } from './log-contract/records.ts'
import { topics } from './log-contract/topics.ts'
import { transactions } from './log-contract/transactions.ts'

/** A log to try, and the way to be rid of it. */
export interface OpenedLog {
  readonly log: Log
  close(): Promise<void>
}

/**
 * What every implementation of the port must do, whatever it is made of. A part opens a log of its own, works on
 * topics that it names itself, and may find others' data beside them.
 */
export function logContract(name: string, createLog: () => Promise<OpenedLog>): void {
  for (const part of [topics, records, transactions, reading, groups]) part(name, createLog)
}
