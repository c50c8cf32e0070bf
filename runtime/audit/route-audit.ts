import type { Codec } from '../../schemas/codec.ts'
import type { Addresses } from '../addresses.ts'
import type { Route } from '../topology.ts'
import { followUpKinds } from './commands-audit.ts'
import type { Cursor } from './cursor.ts'
import type { FollowUps } from './follow-ups.ts'
import { decisionText, identityOf, isDerived, partitionOfSent, sentOf, sideText } from './sending.ts'
import type { Sources } from './sources.ts'

export interface RouteAuditOptions {
  readonly codec: Codec
  readonly addresses: Addresses
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
  readonly cursor: Cursor
  /** Every record before it was turned into a command. */
  readonly committed: number
  /** Offsets of records that became dead letters. Sent once more, they come again. */
  readonly dead: ReadonlySet<number>
  readonly sources: Sources
  readonly followUps: FollowUps
}

/** One partition of a topic of others, whose records cause commands of ours. */
export class RouteAudit {
  readonly cursor: Cursor
  readonly #options: RouteAuditOptions

  constructor(options: RouteAuditOptions) {
    this.cursor = options.cursor
    this.#options = options
  }

  get time(): number {
    return this.cursor.first?.timestamp ?? Infinity
  }

  async advance(recordsMax: number): Promise<void> {
    const { codec, addresses, route, params, committed, dead, sources, followUps } = this.#options
    const { topic, partition } = this.cursor
    for (let count = 0; count < recordsMax; count++) {
      const record = this.cursor.shift()
      if (record === undefined) return
      if (dead.has(record.offset)) continue
      const decoded = codec.decode(topic, record.value)
      if (!('record' in decoded) || addresses.isAstray(route.from, decoded.record)) continue
      const sent = sentOf(codec, addresses, route.map(decoded.record, params))
      const kept = sources.keeps(sent.name, partitionOfSent(sent), record.timestamp)
      if (kept === 'no' || !isDerived(sent.record)) continue
      // Read again after a failure, a record is turned into its command once more.
      followUps.caused(identityOf(sent.name, sent.key, sent.record), followUpKinds, {
        print: decisionText(sent.print), place: { topic, partition, offset: record.offset }, key: sent.key,
        what: `${sideText(sent.record)} for ${sent.name}`, at: record.timestamp,
        isLenient: record.offset >= committed || kept === 'maybe'
      })
    }
  }
}
