import type {
  ChangeContact, ContactChanged, CreateIdentity, IdentityCreated, PartyCommandHead
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidPartyIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { invalidContact } from './contact.ts'
import { identificationTold } from './identification.ts'
import { reachedLimit } from './limits.ts'
import { lacksKey, sealedLater } from './personal.ts'
import { activeParty } from './rows.ts'
import type { PartyRows } from './rows.ts'

/** Somebody of the party. At first nobody vouches for who it is. */
export function createIdentity(
  command: PartyCommandHead & CreateIdentity, rows: PartyRows, tables: Tables
): IdentityCreated | Refusal {
  const { tenant: id, party: partyId, identity, contact } = command
  const fields = invalidPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  const faults = contact === null ? [] : invalidContact(contact)
  if (faults.length > 0) return refuse(command, 'invalid_contact', { fields: faults })

  const tenant = findTenant(tables, id)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  if (contact !== null && lacksKey(rows)) return refuse(command, 'personal_key_not_found')
  const identityClass = tenant.classes.find(each => each.class === command.class)
  if (identityClass === undefined) return refuse(command, 'identity_class_not_found')

  const party = activeParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  if (rows.identities !== undefined) return refuse(command, 'identity_already_exists')
  const limit = reachedLimit(tenant, partyId, 'identities', party.identities)
  if (limit !== undefined) return refuse(command, 'service_limit_reached', { limit })

  return {
    type: 'IdentityCreated',
    identity,
    identityRevision: 1,
    class: command.class,
    contact: sealedLater,
    identification: identificationTold({
      initialLevel: identityClass.initialLevel, approvals: [], hasExpired: false
    }),
    tenantRevision: tenant.revision
  }
}

/** All of it each time. What refers to an earlier revision keeps that. */
export function changeContact(
  command: PartyCommandHead & ChangeContact, rows: PartyRows
): ContactChanged | Refusal {
  const fields = invalidPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  const faults = invalidContact(command.contact)
  if (faults.length > 0) return refuse(command, 'invalid_contact', { fields: faults })

  if (lacksKey(rows)) return refuse(command, 'personal_key_not_found')
  const party = activeParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  const { identities: identity } = rows
  if (identity === undefined) return refuse(command, 'identity_not_found')

  return {
    type: 'ContactChanged', identity: command.identity, identityRevision: identity.revision + 1, contact: sealedLater
  }
}
