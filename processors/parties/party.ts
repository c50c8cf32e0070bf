import type {
  BlockParty, ErasePersonalData, PartyBlocked, PartyCommandHead, PartyRegistered, PartyUnblocked, PersonalDataErased,
  RegisterParty, UnblockParty
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidPartyIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { sealedLater } from './personal.ts'
import { activeParty, knownParty } from './rows.ts'
import type { PartyRows } from './rows.ts'

/** An id is used once: a party whose data was erased still exists. */
export function registerParty(
  command: PartyCommandHead & RegisterParty, { parties: party }: PartyRows, tables: Tables
): PartyRegistered | Refusal {
  const fields = invalidPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const tenant = findTenant(tables, command.tenant)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  if (party !== undefined) return refuse(command, 'party_already_exists')

  return { type: 'PartyRegistered', tenantRevision: tenant.revision, publicKey: sealedLater }
}

/** While it is blocked, clients can end what they have begun, and begin nothing. */
export function blockParty(command: PartyCommandHead & BlockParty, rows: PartyRows): PartyBlocked | Refusal {
  const fields = invalidPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const party = activeParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  return { type: 'PartyBlocked' }
}

export function unblockParty(command: PartyCommandHead & UnblockParty, rows: PartyRows): PartyUnblocked | Refusal {
  const fields = invalidPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const party = knownParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  if (party.status !== 'blocked') return refuse(command, 'party_not_blocked')
  return { type: 'PartyUnblocked' }
}

/** For good. A blocked party too has a right to be forgotten, and none that has money left. */
export function erasePersonalData(
  command: PartyCommandHead & ErasePersonalData, rows: PartyRows
): PersonalDataErased | Refusal {
  const fields = invalidPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const party = knownParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  if (party.wallets.length > 0) return refuse(command, 'party_has_wallets')
  return { type: 'PersonalDataErased' }
}
