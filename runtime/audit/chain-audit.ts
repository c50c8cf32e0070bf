import type { Flat } from '../../schemas/record.ts'
import { follow, HASH_FIELD, type Chain } from '../chain.ts'
import { Contradiction } from '../contradiction.ts'
import type { LogRecord } from '../log/log.ts'
import type { Findings, Place } from './finding.ts'

/** Follows the hashes of one partition's events, and after each fault goes on from there. */
export class ChainAudit {
  readonly #findings: Findings
  #chain: Chain = Buffer.alloc(0)
  /** Whether the event before the next one is known: not before the first that is left. */
  #isAnchored: boolean

  constructor(findings: Findings, isFromBeginning: boolean) {
    this.#findings = findings
    this.#isAnchored = isFromBeginning
  }

  take(place: Place, { key, value }: LogRecord, event: Flat): void {
    const told = event[HASH_FIELD] as Uint8Array
    if (!this.#isAnchored && told.length > 0) {
      this.#isAnchored = true
      this.#chain = told
      return
    }
    try {
      this.#chain = follow(this.#chain, value!, told)
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error
      const kind = told.length === 0 ? 'chain_ended' : 'chain_broken'
      this.#findings.add(kind, place, key?.toString() ?? '', error.message)
      if (told.length > 0) this.#chain = told
    }
  }
}
