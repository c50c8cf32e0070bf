import type { PartyEvent } from '../schemas/generated.ts'
import { homeOf } from './home.ts'
import { checkIdentity, type IdentityId } from './identity-id.ts'
import { identityView, type IdentityView } from './identity-view.ts'
import { PartyFold } from './party-fold.ts'
import { partyView, type PartyId, type PartyView } from './party-view.ts'
import { readEvents } from './read-events.ts'
import { readTenant, type TableSource } from './tables.ts'

type Progress = (done: number, total: number) => void

/** A party as the changelog has it at `now`, or undefined when there is none. `onProgress` counts records. */
export async function readParty(
  source: TableSource, id: PartyId, now: number, onProgress?: Progress
): Promise<PartyView | undefined> {
  const fold = new PartyFold()
  for await (const event of eventsOf(source, id, onProgress)) fold.add(event)
  return partyView(fold, id, await readTenant(source, id.tenant), now)
}

/**
 * An identity as the changelog has it at `now`; or as it was when it got the `wanted` revision, at that time.
 *
 * @throws CommandFailure when there is no such identity or revision
 */
export async function readIdentity(
  source: TableSource, id: IdentityId, now: number, wanted?: number, onProgress?: Progress
): Promise<IdentityView> {
  const fold = new PartyFold()
  const revision = (): number => fold.identities.get(id.identity)?.row.revision ?? 0
  let at = now
  for await (const event of eventsOf(source, id, onProgress)) {
    fold.add(event)
    if (revision() !== wanted) continue
    at = event.at
    break
  }
  checkIdentity(id, revision(), wanted)
  return identityView(fold, id, at)!
}

async function* eventsOf(
  source: TableSource, { tenant, party }: PartyId, onProgress?: Progress
): AsyncGenerator<PartyEvent> {
  const topic = (await homeOf(source, tenant)).topics['partyChangelog']!
  yield* readEvents<PartyEvent>(source, topic, [tenant, party], onProgress)
}
