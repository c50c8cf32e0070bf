import type { Histories, OpenHistory } from './histories.ts'
import type { Moment } from '../runtime/history.ts'
import type { Topology } from '../runtime/topology.ts'
import type { Flat } from '../schemas/record.ts'
import { CommandFailure } from './exit-codes.ts'
import { nameOf, type Thing } from './kinds.ts'
import { readRevisions, type TableRevision } from './table-revisions.ts'
import type { TableName, TableSource } from './tables.ts'

/**
 * Which state is wanted: at a revision of its key, at a time in milliseconds since 1970, or when the row got a revision
 * of its own, as identities and destinations have. Revisions are as they were given: checked once the head is known.
 */
export type When = { readonly revision: string } | { readonly at: number } | { readonly own: string }

/** Something as it was. */
export interface CheckedOut {
  readonly kind: string
  readonly name: string
  /** Of its key, `demo/alice` for what is in that wallet; of the row, in a table. */
  readonly revision: number
  /** The last revision that there is. */
  readonly head: number
  /** The last that had a say in it: at this revision or before it. */
  readonly event: Change
  readonly state: object
}

export interface Change {
  readonly revision: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly offset: number
  /** Of the event; a row of a table has none of these. */
  readonly type?: string
  readonly operationId?: string
}

/** A thing in a processor, and its history. */
export interface Placed extends OpenHistory {
  readonly thing: Thing
  readonly store: string
  /** The processor's, whose revisions count. */
  readonly key: readonly string[]
}

/** Finds things as they were. */
export class Checkout {
  readonly #source: TableSource
  readonly #histories: Histories

  constructor(source: TableSource, histories: Histories) {
    this.#source = source
    this.#histories = histories
  }

  /**
   * @param when the head, if nothing is said
   * @throws CommandFailure when there is no such thing, or it has no such revision
   */
  async find(thing: Thing, when?: When): Promise<CheckedOut> {
    const { of } = thing.kind
    if ('table' in of) return this.#row(thing, when)
    const placed = await this.place(thing)
    const { history, store, key } = placed
    const head = await history.head(key)
    if (head === 0) throw new CommandFailure(1, `there is no ${thing.kind.name} ${nameOf(thing)}`)
    const revision = await this.revisionOf(placed, head, when)
    const found = await history.row(store, thing.key, revision)
    if (found === undefined) {
      throw new CommandFailure(1, `there was no ${thing.kind.name} ${nameOf(thing)} at revision ${revision} of ` +
        `${key.join('/')}, which is at ${head}`)
    }
    const moment = await history.moment(key, found.revision)
    const event = await this.changeOf(placed, moment)
    return { kind: thing.kind.name, name: nameOf(thing), revision, head, event, state: withoutType(found.row) }
  }

  /** @throws CommandFailure for a kind of a table */
  async place(thing: Thing): Promise<Placed> {
    const { of, name } = thing.kind
    if ('table' in of) throw new CommandFailure(2, `${name} is a row of a table`)
    const key = thing.key.slice(0, keyLength(this.#source.topology, of.processor))
    return { ...await this.#histories.of(of.processor, key), thing, store: of.store, key }
  }

  /** The revision that is meant. @throws CommandFailure when there is none */
  async revisionOf({ history, store, key, thing }: Placed, head: number, when?: When): Promise<number> {
    if (when === undefined) return head
    if ('revision' in when) return checkRevision(key.join('/'), when.revision, head)
    if ('at' in when) {
      const revision = await history.revisionAt(key, when.at)
      if (revision > 0) return revision
      const { at } = await history.moment(key, 1)
      throw new CommandFailure(1, `${key.join('/')} began later, at ${new Date(at).toISOString()}`)
    }
    return ownRevision(history, store, thing, head, when.own)
  }

  async changeOf({ eventOf }: Placed, moment: Moment): Promise<Change> {
    const { event: { type, operationId } } = await eventOf(moment)
    const { revision, at, offset } = moment
    return { revision, at, offset, type, operationId }
  }

  /** Every revision that the topic of a table has of a row. */
  revisionsOf({ kind, key }: Thing): Promise<readonly TableRevision[]> {
    const { table } = kind.of as { readonly table: TableName }
    return readRevisions(this.#source, table, key)
  }

  async #row(thing: Thing, when?: When): Promise<CheckedOut> {
    const revisions = await this.revisionsOf(thing)
    const last = revisions.at(-1)
    if (last === undefined) throw new CommandFailure(1, `there is no ${thing.kind.name} ${nameOf(thing)}`)
    const found = rowThen(thing, revisions, when)
    const { offset, at, row, row: { revision } } = found
    const event = { revision, at, offset }
    const head = last.row.revision
    return { kind: thing.kind.name, name: nameOf(thing), revision, head, event, state: withoutType(row) }
  }
}

/** The first revision of the key with which the row had this revision of its own, by halves. */
async function ownRevision(
  history: OpenHistory['history'], store: string, { kind, key }: Thing, head: number, wanted: string
): Promise<number> {
  const ownAt = async (revision: number): Promise<number> => {
    const found = await history.row(store, key, revision)
    return (found?.row as { readonly revision?: number } | undefined)?.revision ?? 0
  }
  const own = checkRevision(`${kind.name} ${key.join('/')}`, wanted, await ownAt(head))
  let [low, high] = [1, head]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (await ownAt(middle) >= own) high = middle
    else low = middle + 1
  }
  return low
}

function checkRevision(name: string, text: string, head: number): number {
  const revision = /^\d{1,15}$/.test(text) ? Number(text) : NaN
  if (revision >= 1 && revision <= head) return revision
  throw new CommandFailure(1, `${name} has no revision ${text}: it is at ${head}`)
}

function keyLength({ processors }: Topology, processor: string): number {
  return processors[processor]!.key.length
}

type RowRevision = TableRevision & { readonly row: { readonly revision: number } }

function rowThen({ kind, key }: Thing, revisions: readonly RowRevision[], when?: When): RowRevision {
  const last = revisions.at(-1)!
  if (when === undefined) return last
  const name = `${kind.name} ${key.join('/')}`
  if ('at' in when) {
    let found: RowRevision | undefined
    for (const each of revisions) if (each.at <= when.at) found = each
    if (found !== undefined) return found
    throw new CommandFailure(1, `${name} began later, at ${new Date(revisions[0]!.at).toISOString()}`)
  }
  const wanted = checkRevision(name, 'revision' in when ? when.revision : when.own, last.row.revision)
  const found = revisions.findLast(({ row }) => row.revision === wanted)
  if (found !== undefined) return found
  throw new CommandFailure(1, `${name} at revision ${wanted} is not in its topic any more, which was compacted: ` +
    `it is at ${last.row.revision}`)
}

function withoutType(row: unknown): object {
  const { type: _, ...state } = row as Flat
  return state
}
