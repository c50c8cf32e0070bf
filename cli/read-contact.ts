import type { KeyObject } from 'node:crypto'

import type { Contact, PartyEvent, PartyKey } from '../schemas/generated.ts'
import { privateKeyFrom } from '../runtime/hpke.ts'
import type { Topic } from '../runtime/topology.ts'
import { unseal } from '../runtime/vault.ts'
import { CommandFailure } from './exit-codes.ts'
import { formatTime } from './format.ts'
import { homeOf } from './home.ts'
import { checkIdentity, identityName, type IdentityId } from './identity-id.ts'
import { parseJson } from './json.ts'
import { readEvents } from './read-events.ts'
import type { TableSource } from './tables.ts'

/** An identity's contact data at one of its revisions. */
export interface ContactView extends IdentityId {
  /** Of the identity, when it got this contact data. */
  readonly revision: number
  readonly at: number
  readonly contact: Readonly<Contact>
}

type Progress = (done: number, total: number) => void

/**
 * Contact data as it was at a revision of the identity, or is now. The key of its party is read and opened with the
 * tenant's.
 *
 * @throws CommandFailure that says why it cannot be read
 */
export async function readContact(
  source: TableSource, id: IdentityId, tenantKey: KeyObject, wanted?: number, onProgress?: Progress
): Promise<ContactView> {
  const { partyChangelog, partyKeys } = (await homeOf(source, id.tenant)).topics
  const { sealed, revision, at, erasedAt } = await findSealed(source, partyChangelog!, id, wanted, onProgress)
  const partyKey = await readPartyKey(source, partyKeys!, id, tenantKey, erasedAt, onProgress)
  const text = unseal(partyKey, sealed)
  if (text === undefined) {
    const party = `${id.tenant}/${id.party}`
    throw new CommandFailure(1, `the key of party ${party} is not the one that its data is encrypted to`)
  }
  return { ...id, revision, at, contact: parseJson(text.toString()) as Contact }
}

interface Found {
  readonly sealed: Uint8Array
  readonly revision: number
  readonly at: number
  readonly erasedAt: number | undefined
}

async function findSealed(
  source: TableSource, topic: Topic, id: IdentityId, wanted: number | undefined, onProgress?: Progress
): Promise<Found> {
  const { tenant, party, identity } = id
  let found: Omit<Found, 'erasedAt'> | undefined
  let erasedAt: number | undefined
  let latest = 0
  for await (const event of readEvents<PartyEvent>(source, topic, [tenant, party], onProgress)) {
    if (event.type === 'PersonalDataErased') erasedAt = event.at
    if (!('identityRevision' in event) || event.identity !== identity) continue
    const { identityRevision: revision, at } = event
    latest = revision
    if ('contact' in event && revision <= (wanted ?? revision)) found = { sealed: event.contact, revision, at }
  }
  checkIdentity(id, latest, wanted)
  if (found === undefined || found.sealed.length === 0) {
    throw new CommandFailure(1, `${identityName(id)} has no contact data`)
  }
  return { ...found, erasedAt }
}

async function readPartyKey(
  source: TableSource, topic: Topic, { tenant, party }: IdentityId, tenantKey: KeyObject, erasedAt: number | undefined,
  onProgress?: Progress
): Promise<KeyObject> {
  const name = `${tenant}/${party}`
  let last: PartyKey | undefined
  for await (const key of readEvents<PartyKey>(source, topic, [tenant, party], onProgress)) last = key
  if (erasedAt !== undefined || last?.privateKey.length === 0) {
    const when = erasedAt === undefined ? '' : ` at ${formatTime(erasedAt)}`
    throw new CommandFailure(1, `the personal data of party ${name} was erased${when}, for good`)
  }
  if (last === undefined) throw new CommandFailure(1, `there is no key of party ${name} in ${topic.name}`)
  const raw = unseal(tenantKey, last.privateKey)
  if (raw === undefined) {
    const whose = `the personal key that tenant ${tenant} had at revision ${last.tenantRevision}`
    throw new CommandFailure(1, `this is not the right key: that of party ${name} is encrypted to ${whose}`)
  }
  return privateKeyFrom(raw)
}
