import type { Codec } from '../schemas/codec.ts'
import type { Flat } from '../schemas/record.ts'
import { Overlay } from '../state/overlay.ts'
import type { Checkpoint, Store } from '../state/store.ts'
import { chainText, follow, HASH_FIELD, readChain, type Chain } from './chain.ts'
import { Contradiction } from './contradiction.ts'
import { DEAD_LETTERED, type Decisions } from './decide.ts'
import { Expiry } from './expiry.ts'
import type { Log, LogRecord } from './log/log.ts'

export interface RestoreOptions {
  readonly log: Pick<Log, 'reader'>
  readonly store: Store
  readonly codec: Codec
  readonly decisions: Decisions
  readonly changelog: { readonly topic: string, readonly partition: number }
  readonly from: Checkpoint
  /** Where the changelog ends, read after the fence; or before it, for whoever wants no more of it. */
  readonly end: number
  /** Asked between two answers of the log: a long restore must not delay the end of the process. */
  readonly isCancelled?: () => boolean
  /** Told of events as they are folded, and of where the next ones are. */
  readonly onFolded?: (events: readonly Flat[], next: number) => void
  /** Between the store and the events in hand: an `Overlay`, unless somebody wants to keep more than rows. */
  readonly overlay?: (store: Store) => FoldOverlay
}

/** An overlay that is told which event is folded next. */
export interface FoldOverlay extends Overlay {
  /** Told of the events that will be folded, before the first one is. */
  expect(events: readonly Flat[]): Promise<void>
  /** What changes from now on is by this event, at this offset of its changelog. */
  begin(event: Flat, offset: number): void
}

const FOLD_RECORDS_MAX = 2_000

/**
 * Folds the changelog into the store, from its checkpoint to the end. It runs the domain's `evolve`, never `decide`:
 * history is not decided again. Cancelled, it returns how far it came.
 *
 * @throws Contradiction when the changelog cannot be what this service wrote
 */
export async function restore(options: RestoreOptions): Promise<Checkpoint> {
  const { log, changelog, end } = options
  let checkpoint = options.from
  if (checkpoint.changelogNext >= end) return checkpoint
  const expiry = new Expiry()
  const reader = log.reader([{ ...changelog, offset: checkpoint.changelogNext }])
  try {
    while (checkpoint.changelogNext < end && options.isCancelled?.() !== true) {
      for (const batch of await reader.read()) {
        for (let start = 0; start < batch.records.length; start += FOLD_RECORDS_MAX) {
          const records = batch.records.slice(start, start + FOLD_RECORDS_MAX).filter(({ offset }) => offset < end)
          if (records.length === 0) break
          checkpoint = await fold(options, expiry, checkpoint, records, records.at(-1)!.offset + 1)
        }
        const next = Math.min(batch.next, end)
        if (next > checkpoint.changelogNext) checkpoint = { ...checkpoint, changelogNext: next }
      }
    }
  } finally {
    await reader.close()
  }
  return checkpoint
}

async function fold(
  { store, codec, decisions, changelog, onFolded, overlay: overlayOf }: RestoreOptions, expiry: Expiry,
  checkpoint: Checkpoint, records: readonly LogRecord[], next: number
): Promise<Checkpoint> {
  const events = records.map(record => read(codec, changelog.topic, record))
  const before = readChain(checkpoint.chain)
  const chain = decisions.hasChain ? followAll(before, records, events, changelog.topic) : before
  const inputs = { ...checkpoint.inputs }
  for (const event of events) advance(inputs, event)
  const operations = events.filter(event => event.type !== DEAD_LETTERED)
  const witness = overlayOf?.(store)
  const overlay = witness ?? new Overlay(store)
  await overlay.fetch(decisions.foldKeys(operations))
  await witness?.expect(operations)
  await expiry.fetch(overlay, operations.length, () => operations.map(event => event['at'] as number))
  for (const [index, event] of events.entries()) {
    if (event.type === DEAD_LETTERED) continue
    witness?.begin(event, records[index]!.offset)
    decisions.fold(event, overlay)
  }
  const { rows, digest } = overlay.changes(checkpoint.digest)
  const folded = { changelogNext: next, inputs, digest, chain: chainText(chain) }
  await store.apply(rows, folded)
  expiry.follow(overlay)
  onFolded?.(operations, next)
  return folded
}

function read(codec: Codec, topic: string, record: LogRecord): Flat {
  const decoded = codec.decode(topic, record.value)
  if ('record' in decoded) {
    const leftOut = codec.leftOut(topic, record.value!)
    if (leftOut === undefined) return decoded.record
    throw new Contradiction(
      `${topic} at offset ${record.offset} was written by a newer version of this service: it has ${leftOut}`)
  }
  const why = 'unreadable' in decoded ? decoded.unreadable
    : `schema ${decoded.unknownId} is not known, or one of a newer version of this service`
  throw new Contradiction(`${topic} at offset ${record.offset} is not an event of ours: ${why}`)
}

function followAll(
  chain: Chain, records: readonly LogRecord[], events: readonly Flat[], topic: string
): Chain {
  for (const [index, { offset, value }] of records.entries()) {
    try {
      chain = follow(chain, value!, events[index]![HASH_FIELD] as Uint8Array)
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error
      throw new Contradiction(`${topic} at offset ${offset}: ${error.message}`)
    }
  }
  return chain
}

/** Every event names the command it answers; of one topic they come in order. What followed at once names it, too. */
function advance(inputs: Record<string, number>, event: Flat): void {
  const { sourceTopic, sourceOffset, step = 0 } = event as unknown as Answer
  const next = inputs[sourceTopic] ?? 0
  if (step > 0 && sourceOffset === next - 1) return
  if (sourceOffset < next || step > 0)
    throw new Contradiction(`two events for ${sourceTopic} at offset ${sourceOffset}`)
  inputs[sourceTopic] = sourceOffset + 1
}

interface Answer { readonly sourceTopic: string, readonly sourceOffset: number, readonly step?: number }
