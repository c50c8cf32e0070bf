import { defaultTenant } from '../processors/tenant.ts'
import type { Moment } from '../runtime/history.ts'
import type { Flat } from '../schemas/record.ts'
import type { Change, CheckedOut, Checkout, Placed } from './checkout.ts'
import { CommandFailure } from './exit-codes.ts'
import { nameOf, type Thing } from './kinds.ts'
import { pinsOf, type Pin } from './pins.ts'

/** Something that operations were decided against, as it was then. */
export interface Reference {
  readonly kind: string
  readonly name: string
  /** As it was pinned: of its own, or of the row of a table. */
  readonly pinned: number
  /** The operations that pinned it, in their order. */
  readonly by: readonly Change[]
  readonly found?: CheckedOut
  /** Why it is not found. */
  readonly missing?: string
}

/** Events that are looked at for what they pin, of one thing: the last ones. */
const EVENTS_MAX = 100

/**
 * What the operations that made something what it was were decided against: each at the revision that they pinned,
 * whatever has become of it since. Of a whole aggregate, a wallet or a party, it is the last operation.
 */
export async function referencesOf(
  checkout: Checkout, thing: Thing, { revision }: CheckedOut
): Promise<readonly Reference[]> {
  if ('table' in thing.kind.of) return []
  const placed = await checkout.place(thing)
  const found = new Map<string, { readonly pin: Pin, readonly by: Change[] }>()
  for (const moment of await momentsOf(placed, revision)) {
    const { event, committedAt } = await placed.eventOf(moment)
    const change = { ...momentOf(moment), type: event.type, operationId: event['operationId'] as string }
    for (const each of pinsOf(event, await knownOf(placed, moment))) {
      const pin = await settled(checkout, each, committedAt)
      const name = `${pin.thing.kind.name} ${nameOf(pin.thing)} ${pin.revision}`
      if (pin.thing.kind === thing.kind && nameOf(pin.thing) === nameOf(thing)) continue
      const same = found.get(name) ?? { pin, by: [] }
      same.by.push(change)
      found.set(name, same)
    }
  }
  return Promise.all([...found.values()].map(({ pin, by }) => dereference(checkout, pin, by)))
}

async function dereference(checkout: Checkout, { thing, revision }: Pin, by: readonly Change[]): Promise<Reference> {
  const head = { kind: thing.kind.name, name: nameOf(thing), pinned: revision, by }
  try {
    return { ...head, found: await checkout.find(thing, { own: String(revision) }) }
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.code !== 1) throw error
    return { ...head, missing: error.message }
  }
}

/** In their order. What has a row of its own has few; of a whole aggregate it is the last. */
async function momentsOf({ history, store, key, thing }: Placed, revision: number): Promise<readonly Moment[]> {
  const max = key.length === thing.key.length ? 1 : EVENTS_MAX
  const revisions: number[] = []
  for await (const version of history.versions(store, thing.key, revision)) {
    revisions.unshift(version.revision)
    if (revisions.length === max) break
  }
  return Promise.all(revisions.map(each => history.moment(key, each)))
}

/** What an event leaves out because its wallet, or the row that it is about, tells it. */
async function knownOf({ history, store, thing }: Placed, { row, revision }: Moment): Promise<object> {
  const { owner } = row as { readonly owner?: { readonly party: string, readonly identity: string } | null } ?? {}
  const about = (await history.row(store, thing.key, revision))?.row as Flat | undefined
  const { source, provider } = about ?? {} as Partial<Flat>
  return {
    ...owner && { party: owner.party, identity: owner.identity },
    ...typeof source === 'string' && { source }, ...typeof provider === 'string' && { provider }
  }
}

/** A tenant without a row of its own was what the default row said, under that row's revision. */
async function settled(checkout: Checkout, pin: Pin, committedAt: number): Promise<Pin> {
  const { thing, thing: { kind }, revision } = pin
  if (kind.name !== 'tenant') return pin
  const rows = await checkout.revisionsOf(thing)
  const isOwn = rows.some(({ row }) => row.revision === revision) && rows[0]!.at <= committedAt
  return isOwn ? pin : { ...pin, thing: { kind, key: [defaultTenant] } }
}

function momentOf({ revision, at, offset }: Moment): Change {
  return { revision, at, offset }
}
