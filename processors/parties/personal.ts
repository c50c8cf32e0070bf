import type {
  ContactChanged, IdentityCreated, PartyCommand, PartyEventBody, PartyRegistered
} from '../../schemas/generated.ts'
import { assert } from '../decider.ts'
import type { Sealed, Tables, Vault } from '../decider.ts'
import { publicKeyOf } from '../personal-key.ts'
import { findTenant } from '../tenant.ts'
import { encodeContact } from './contact.ts'
import type { PartyRows } from './rows.ts'

/** In place of what only the vault can write, or of nothing. */
export const sealedLater: Uint8Array = Buffer.alloc(0)

/** Whether a party has no key to encrypt under: its tenant had none when it was registered. */
export function lacksKey({ parties: party }: PartyRows): boolean {
  return party !== undefined && party.publicKey.length === 0
}

/**
 * A new party gets a pair of keys, of which we keep the public one; contact data goes into the changelog under that.
 * Who may read it has the private one from `party-keys`: docs/personal-data.md.
 */
export function seal(
  command: PartyCommand, event: PartyEventBody, rows: PartyRows, tables: Tables, vault: Vault
): Sealed<PartyEventBody> {
  switch (event.type) {
    case 'PartyRegistered': return withKeys(command, event, tables, vault)
    case 'IdentityCreated':
    case 'ContactChanged': return { event: withContact(command, event, rows, vault), followUps: [] }
    default: return { event, followUps: [] }
  }
}

function withKeys(
  { tenant: id, party }: PartyCommand, event: PartyRegistered, tables: Tables, vault: Vault
): Sealed<PartyEventBody> {
  const tenant = findTenant(tables, id)
  assert(tenant !== undefined, 'a party is registered with a tenant')
  const recipient = publicKeyOf(tenant.personalKey)
  if (recipient === undefined) return { event, followUps: [] }

  const { publicKey, privateKey } = vault.createKey(recipient)
  const { tenantRevision } = event
  return {
    event: { ...event, publicKey },
    followUps: [{ to: 'partyKeys', record: { type: 'PartyKey', tenant: id, party, privateKey, tenantRevision } }]
  }
}

function withContact(
  command: PartyCommand, event: IdentityCreated | ContactChanged, { parties: party }: PartyRows, vault: Vault
): IdentityCreated | ContactChanged {
  const contact = 'contact' in command ? command.contact : null
  if (contact === null) return event

  assert(party !== undefined && party.publicKey.length > 0, 'contact data needs the key of its party')
  return { ...event, contact: vault.seal(party.publicKey, encodeContact(contact)) }
}
