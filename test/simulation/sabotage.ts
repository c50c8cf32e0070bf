import { applyToStore, type CommitProtocol } from '../../runtime/commit.ts'
import { mistakes } from './mistakes.ts'
import type { Fencing } from './process/producer.ts'
import type { Deciders } from './workload/deployment.ts'

/** What a service may get wrong. The production engine gets none of it wrong. */
export interface Sabotage {
  readonly commit?: CommitProtocol
  readonly fencing: Fencing
  /** Whether a task that opens looks which rows are due. */
  readonly timers: 'looked up' | 'forgotten'
  /** Deciders in the place of the right ones. */
  readonly deciders?: Deciders
}

export const none: Sabotage = { fencing: 'first', timers: 'looked up' }

/** The store first: should the commit fail, it knows of events that never were. */
const storeBeforeCommit: CommitProtocol = async (producer, store, checkpoint, work) => {
  const transaction = await producer.begin()
  const written = work.outgoing.length > 0 ? await transaction.send(work.outgoing) : new Map<string, number>()
  await transaction.sendOffsets(work.group, work.positions)
  const next = await applyToStore(store, checkpoint, work, written)
  await transaction.commit()
  return next
}

/** The offsets first, in a transaction of their own: should the other one fail, its inputs count as consumed. */
const offsetsOutside: CommitProtocol = async (producer, store, checkpoint, work) => {
  const offsets = await producer.begin()
  await offsets.sendOffsets(work.group, work.positions)
  await offsets.commit()
  const transaction = await producer.begin()
  const written = work.outgoing.length > 0 ? await transaction.send(work.outgoing) : new Map<string, number>()
  await transaction.commit()
  return await applyToStore(store, checkpoint, work, written)
}

/** Mistakes that others made or might have made, by their names. */
export const sabotages: Readonly<Record<string, Sabotage>> = {
  'the store is written before the commit': { ...none, commit: storeBeforeCommit },
  'offsets are committed outside of the transaction': { ...none, commit: offsetsOutside },
  'the fence is left out': { ...none, fencing: 'never' },
  'the fence comes with the first transaction, after the restore': { ...none, fencing: 'late' },
  'timers are forgotten when a task opens': { ...none, timers: 'forgotten' },
  ...Object.fromEntries(Object.entries(mistakes).map(([mistake, deciders]) => [mistake, { ...none, deciders }]))
}
