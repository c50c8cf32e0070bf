import type {
  AddDestination, ChangeDestination, DestinationAdded, DestinationChanged, DestinationRemoved, PartyCommandHead, Reason,
  RemoveDestination
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidPartyIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { hasCardNumber } from './card-number.ts'
import { reachedLimit } from './limits.ts'
import { activeParty, knownParty } from './rows.ts'
import type { DestinationRow, PartyRows } from './rows.ts'

/** Where an identity's money may be paid out to. An id is used once: a removed one still exists. */
export function addDestination(
  command: PartyCommandHead & AddDestination, rows: PartyRows, tables: Tables
): DestinationAdded | Refusal {
  const { tenant: id, party: partyId, destinationId, identity, kind, token } = command
  const fields = [...invalidPartyIds(command), ...kind === 'unknown' ? ['kind'] : []]
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (hasCardNumber(token)) return refuse(command, 'card_number')

  const tenant = findTenant(tables, id)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  const party = activeParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  if (rows.identities === undefined) return refuse(command, 'identity_not_found')
  if (rows.destinations !== undefined) return refuse(command, 'destination_already_exists')
  const limit = reachedLimit(tenant, partyId, 'destinations', party.destinations)
  if (limit !== undefined) return refuse(command, 'service_limit_reached', { limit })

  return {
    type: 'DestinationAdded', destinationId, destinationRevision: 1, identity, kind, token,
    tenantRevision: tenant.revision
  }
}

/** Another token. Withdrawals that were confirmed keep the one that they pinned. */
export function changeDestination(
  command: PartyCommandHead & ChangeDestination, rows: PartyRows
): DestinationChanged | Refusal {
  const { destinationId, token } = command
  const fields = invalidPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (hasCardNumber(token)) return refuse(command, 'card_number')

  const party = activeParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  const destination = usable(rows)
  if (typeof destination === 'string') return refuse(command, destination)

  return { type: 'DestinationChanged', destinationId, destinationRevision: destination.revision + 1, token }
}

/** For good. A block is no obstacle: less can be paid out afterwards, not more. */
export function removeDestination(
  command: PartyCommandHead & RemoveDestination, rows: PartyRows
): DestinationRemoved | Refusal {
  const { destinationId } = command
  const fields = invalidPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const party = knownParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  const destination = usable(rows)
  if (typeof destination === 'string') return refuse(command, destination)

  return { type: 'DestinationRemoved', destinationId, destinationRevision: destination.revision + 1 }
}

/** The destination, or why nothing can be paid out to it. */
export function usable({ destinations: destination }: PartyRows): DestinationRow | Reason {
  if (destination === undefined) return 'destination_not_found'
  return destination.status === 'removed' ? 'destination_removed' : destination
}
