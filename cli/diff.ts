import type { Change, Checkout, Placed } from './checkout.ts'
import { CommandFailure } from './exit-codes.ts'
import { nameOf, type Thing } from './kinds.ts'
import { leavesOf } from './leaves.ts'

/** A field that differs, by its path. Undefined: there was none, or is none any more. */
export interface FieldChange { readonly field: string, readonly from: unknown, readonly to: unknown }

/** An operation that changed something, and what. */
export interface Step extends Change { readonly changes: readonly FieldChange[] }

export interface Diff {
  readonly kind: string
  readonly name: string
  readonly from: number
  readonly to: number
  /** Between the one and the other. */
  readonly changes: readonly FieldChange[]
  /** In their order: the last ones, if there are more than are looked at. */
  readonly steps: readonly Step[]
  /** Versions before those steps that were not looked at. */
  readonly omitted: number
}

/** Versions that are looked at one by one. */
export const STEPS_MAX = 1_000

interface Version { readonly revision: number, readonly state: unknown }

/** What became of something between two revisions, and by which operations. @throws CommandFailure as `find` does */
export async function diff(
  checkout: Checkout, thing: Thing, from: string, to: string | undefined
): Promise<Diff> {
  const found = 'table' in thing.kind.of ? await rowVersions(checkout, thing, from, to)
    : await versions(await checkout.place(thing), checkout, from, to)
  const { first, last, between, omitted } = found
  const steps: Step[] = []
  for (const { revision, before, state, change } of between) {
    const changes = changesOf(before, state)
    if (changes.length > 0) steps.push({ ...await change(revision), changes })
  }
  return {
    kind: thing.kind.name, name: nameOf(thing), from: first.revision, to: last.revision,
    changes: changesOf(first.state, last.state), steps, omitted
  }
}

interface Found {
  readonly first: Version
  readonly last: Version
  /** After the first, up to the last; each with what was before it. */
  readonly between: readonly (Version & { readonly before: unknown, change(revision: number): Promise<Change> })[]
  readonly omitted: number
}

async function versions(placed: Placed, checkout: Checkout, from: string, to?: string): Promise<Found> {
  const { history, store, key, thing } = placed
  const head = await history.head(key)
  if (head === 0) throw new CommandFailure(1, `there is no ${thing.kind.name} ${nameOf(thing)}`)
  const first = await checkout.revisionOf(placed, head, { revision: from })
  const last = await checkout.revisionOf(placed, head, to === undefined ? undefined : { revision: to })
  inOrder(first, last)
  const states = { first: await history.row(store, thing.key, first), last: await history.row(store, thing.key, last) }
  if (states.first === undefined && states.last === undefined) {
    const name = `${thing.kind.name} ${nameOf(thing)}`
    throw new CommandFailure(1, `there was no ${name} at either revision of ${key.join('/')}`)
  }
  const kept: Version[] = []
  let count = 0
  for await (const { revision, row } of history.versions(store, thing.key, last)) {
    if (revision <= first) break
    // One more than are told: what was before the first of them.
    if (count++ <= STEPS_MAX) kept.unshift({ revision, state: row })
  }
  const base = count > STEPS_MAX ? kept.shift()!.state : states.first?.row
  const change = async (revision: number): Promise<Change> =>
    checkout.changeOf(placed, await history.moment(key, revision))
  return {
    first: { revision: first, state: states.first?.row }, last: { revision: last, state: states.last?.row },
    omitted: count - kept.length,
    between: kept.map((each, index) => ({ ...each, before: index === 0 ? base : kept[index - 1]!.state, change }))
  }
}

async function rowVersions(checkout: Checkout, thing: Thing, from: string, to?: string): Promise<Found> {
  const first = await checkout.find(thing, { revision: from })
  const last = await checkout.find(thing, to === undefined ? undefined : { revision: to })
  inOrder(first.revision, last.revision)
  const rows = (await checkout.revisionsOf(thing))
    .filter(({ row: { revision } }) => revision > first.revision && revision <= last.revision)
  return {
    first: { revision: first.revision, state: first.state }, last: { revision: last.revision, state: last.state },
    omitted: 0,
    between: rows.map(({ row, at, offset }, index) => ({
      revision: row.revision, state: row, before: index === 0 ? first.state : rows[index - 1]!.row,
      change: async revision => ({ revision, at, offset })
    }))
  }
}

function inOrder(first: number, last: number): void {
  if (first > last) throw new CommandFailure(2, `--from ${first} is after --to ${last}`)
}

/** Fields that differ, in the order in which the later state has them. */
function changesOf(before: unknown, after: unknown): FieldChange[] {
  const [old, now] = [new Map(leavesOf(before)), new Map(leavesOf(after))]
  const fields = [...now.keys(), ...[...old.keys()].filter(field => !now.has(field))]
  return fields.filter(field => !same(old.get(field), now.get(field)))
    .map(field => ({ field, from: old.get(field), to: now.get(field) }))
}

function same(left: unknown, right: unknown): boolean {
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.from(left).equals(right)
  // A list that was empty and has something now is told by what it has.
  return (left ?? undefined) === (right ?? undefined)
}
