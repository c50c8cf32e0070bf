import { RowNotFetched, type Overlay } from '../state/overlay.ts'
import type { Chain } from './chain.ts'
import type { Decisions } from './decide.ts'
import type { Decision, Input } from './slice.ts'
import type { GlobalTables } from './tables.ts'
import { TopicNotKnown } from './topic-not-known.ts'

export interface Slice {
  readonly decisions: Decisions
  readonly tables: GlobalTables
  /** Of the inputs. */
  readonly topic: string
  readonly inputs: readonly Input[]
  readonly overlay: Overlay
  /** The hash of the event before these. */
  readonly chain: Chain
  /** Finds out whether a topic that a follow-up goes to is there by now. */
  readonly isFound: (error: TopicNotKnown) => Promise<boolean>
}

/**
 * Decides, and decides again with more: rows that nobody foresaw, tables that have grown meanwhile, or a topic that
 * no row of a table tells of any more.
 * @returns undefined while that topic is not there
 */
export async function decideSlice(slice: Slice): Promise<Decision | undefined> {
  const { decisions, tables, topic, inputs, overlay, chain, isFound } = slice
  let caughtUp = false
  for (;;) {
    const { misses, version } = tables
    try {
      const decision = decisions.decide(topic, inputs, overlay, chain)
      if (tables.misses === misses || caughtUp) return decision
      await tables.caughtUp()
      // What was missed is not there: on the same rows the same would be decided.
      if (tables.version === version) return decision
      caughtUp = true
    } catch (error) {
      if (error instanceof RowNotFetched) await overlay.fetch(error.keys)
      else if (!(error instanceof TopicNotKnown)) throw error
      else if (!await isFound(error)) return undefined
    }
    overlay.reset()
  }
}
