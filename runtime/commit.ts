import type { Overlay } from '../state/overlay.ts'
import type { Checkpoint, Store } from '../state/store.ts'
import { chainText, type Chain } from './chain.ts'
import type { OutgoingRecord, Position, TransactionalProducer } from './log/log.ts'

/** A decided slice, ready to become true. */
export interface Work {
  readonly outgoing: readonly OutgoingRecord[]
  /** How far the inputs are consumed with it; none for what rows that are due have to say. */
  readonly positions: readonly Position[]
  readonly overlay: Overlay
  readonly changelog: { readonly topic: string, readonly partition: number }
  readonly group: string
  /** The hash of its last event, or of the last one before it. */
  readonly chain: Chain
}

/** @returns the checkpoint that the store is at */
export type CommitProtocol = (
  producer: TransactionalProducer, store: Store, checkpoint: Checkpoint, work: Work
) => Promise<Checkpoint>

/**
 * The commit protocol. When step 4 resolves, it has happened; an error before that leaves the outcome unknown, and
 * the changelog will tell. The store comes last: behind the log it can catch up, ahead of it, it would lie.
 */
export const commit: CommitProtocol = async (producer, store, checkpoint, work) => {
  // 1. Begin the transaction of this partition's producer.
  const transaction = await producer.begin()
  // 2. Events, follow-ups and dead letters; and 3. how far the inputs are consumed. Side by side: a round trip less.
  const [written] = await Promise.all([
    work.outgoing.length > 0 ? transaction.send(work.outgoing) : new Map<string, number>(),
    work.positions.length > 0 ? transaction.sendOffsets(work.group, work.positions) : undefined
  ])
  // 4. Commit, when both are acknowledged.
  await transaction.commit()
  // 5. The same rows to the store, in one batch with where they stand.
  return await applyToStore(store, checkpoint, work, written)
}

export async function applyToStore(
  store: Store, checkpoint: Checkpoint, work: Work, written: ReadonlyMap<string, number>
): Promise<Checkpoint> {
  // Nothing was consumed, so nothing was decided either.
  if (work.positions.length === 0) return checkpoint
  const { rows, digest } = work.overlay.changes(checkpoint.digest)
  const changelogNext = nextInChangelog(work, written) ?? checkpoint.changelogNext
  const next = { changelogNext, inputs: inputs(checkpoint, work), digest, chain: chainText(work.chain) }
  await store.apply(rows, next)
  return next
}

function nextInChangelog({ outgoing, changelog }: Work, written: ReadonlyMap<string, number>): number | undefined {
  const first = written.get(`${changelog.topic}/${changelog.partition}`)
  return first === undefined ? undefined : first + outgoing.filter(({ topic }) => topic === changelog.topic).length
}

function inputs(checkpoint: Checkpoint, { positions }: Work): Checkpoint['inputs'] {
  return { ...checkpoint.inputs, ...Object.fromEntries(positions.map(({ topic, offset }) => [topic, offset])) }
}
