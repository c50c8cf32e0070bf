import type { Flat } from '../schemas/record.ts'
import { kinds, nameOf, type Thing } from './kinds.ts'

/** What an event was decided against: a thing, at a revision of its own or of its key. */
export interface Pin {
  readonly thing: Thing
  readonly revision: number
  /** Whether it is the thing's own revision, and not that of its key. */
  readonly isOwn: boolean
}

/** Ids that stand around a revision: in the same record, or in one around it. */
interface Around {
  readonly tenant: string
  readonly party?: string
  readonly identity?: string
  readonly provider?: string
  readonly verifier?: string
  readonly source?: string
  readonly destinationId?: string
}

const ids = ['party', 'identity', 'provider', 'verifier', 'source', 'destinationId'] as const

/**
 * Every revision that an event pins, each once.
 *
 * @param known ids that the event leaves to what it is about: the owner of its wallet, the source of its deposit
 */
export function pinsOf(event: Flat, known: Omit<Around, 'tenant'>): readonly Pin[] {
  const pins = new Map<string, Pin>()
  for (const pin of pinsIn(event, { ...known, tenant: event['tenant'] as string })) {
    pins.set(`${pin.thing.kind.name} ${nameOf(pin.thing)} ${pin.revision}`, pin)
  }
  return [...pins.values()]
}

function* pinsIn(value: unknown, around: Around): Iterable<Pin> {
  if (Array.isArray(value)) for (const item of value) yield* pinsIn(item, around)
  if (!isRecord(value)) return
  const given = ids.filter(id => typeof value[id] === 'string' && value[id] !== '').map(id => [id, value[id]])
  const here: Around = { ...around, ...Object.fromEntries(given) as Partial<Around> }
  const { tenant, party, identity, provider, verifier, source, destinationId } = here
  yield* pin('tenant', [tenant], value['tenantRevision'])
  yield* pin('provider', [tenant, provider], value['providerRevision'])
  yield* pin('verifier', [tenant, verifier], value['verifierRevision'])
  yield* pin('source', [tenant, source], value['sourceRevision'])
  yield* pin('identity', [tenant, party, identity], value['identityRevision'])
  yield* pin('destination', [tenant, party, destinationId], value['destinationRevision'])
  // An owner has the revision of the identity by that name, as an event has that of its key.
  const isOwner = 'identification' in value && 'isBlocked' in value
  if (isOwner) yield* pin('identity', [tenant, party, identity], value['revision'])
  for (const part of Object.values(value)) yield* pinsIn(part, here)
}

/** Of a row of a table, or of something that counts its own changes. 0: there was none. */
function* pin(kind: string, key: readonly (string | undefined)[], revision: unknown): Iterable<Pin> {
  if (typeof revision !== 'number' || revision === 0 || key.includes(undefined)) return
  yield { thing: { kind: kinds.get(kind)!, key: key as readonly string[] }, revision, isOwn: true }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}
