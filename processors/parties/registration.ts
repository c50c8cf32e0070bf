import type {
  PartyCommandHead, Plain, Reason, RegisterWallet, RegisterWithdrawal, RegistrationRejected, Tenant, UnregisterWallet,
  UnregisterWithdrawal, WalletRegistered, WalletUnregistered, WithdrawalRegistered, WithdrawalUnregistered
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidDerivedPartyIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { usable } from './destination.ts'
import { identificationFault, identificationTold } from './identification.ts'
import { reachedLimit } from './limits.ts'
import { activeParty, isSame } from './rows.ts'
import type { IdentityRow, PartyRow, PartyRows } from './rows.ts'

/** A wallet wants to belong to an identity. One that does already is confirmed again, and counted once. */
export function registerWallet(
  command: PartyCommandHead & RegisterWallet, rows: PartyRows, tables: Tables
): WalletRegistered | RegistrationRejected | Refusal {
  const { party: partyId, wallet, identity: identityId } = command
  const admitted = admit(command, rows, tables)
  if ('type' in admitted) return admitted

  const { tenant, party, identity } = admitted
  const owned = party.wallets.find(each => each.wallet === wallet)
  const limit = owned === undefined ? reachedLimit(tenant, partyId, 'wallets', party.wallets.length) : undefined
  if (limit !== undefined) return rejected(command, 'service_limit_reached', limit)
  if (owned !== undefined && owned.identity !== identityId) return rejected(command, 'wallet_already_exists')

  const { revision } = identity
  const owner = {
    party: partyId, identity: identityId, revision, isBlocked: false, identification: identificationTold(identity)
  }
  return { type: 'WalletRegistered', wallet, identity: identityId, owner, tenantRevision: tenant.revision }
}

/**
 * A wallet holds money for a withdrawal: may it be paid out, and where to? The level is looked at again, as the wallet
 * knew what it was told, and here nothing is known late.
 */
export function registerWithdrawal(
  command: PartyCommandHead & RegisterWithdrawal, rows: PartyRows, tables: Tables, at: number
): WithdrawalRegistered | RegistrationRejected | Refusal {
  const { party: partyId, wallet, withdrawal, destinationId } = command
  const admitted = admit(command, rows, tables)
  if ('type' in admitted) return admitted

  const { tenant, party, identity } = admitted
  const destination = usable(rows)
  if (rows.destinations?.identity !== command.identity) return rejected(command, 'destination_not_found')
  if (typeof destination === 'string') return rejected(command, destination)
  const isListed = party.withdrawals.some(open => isSame(open, command))
  const limit = isListed ? undefined : reachedLimit(tenant, partyId, 'withdrawals', party.withdrawals.length)
  if (limit !== undefined) return rejected(command, 'service_limit_reached', limit)
  const fault = identificationFault(identity, command.level, at)
  if (fault !== undefined) return rejected(command, fault)

  return {
    type: 'WithdrawalRegistered',
    wallet,
    withdrawal,
    destination: destination.token,
    method: destination.kind,
    pinned: {
      party: partyId, identity: command.identity, identityRevision: identity.revision, destinationId,
      destinationRevision: destination.revision
    },
    tenantRevision: tenant.revision
  }
}

/** The wallet is closed, or the withdrawal has ended. That is so whatever the party knows of it. */
export function unregisterWallet(
  command: PartyCommandHead & UnregisterWallet, { parties: party }: PartyRows
): WalletUnregistered | Refusal {
  const fields = invalidDerivedPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (party === undefined) return refuse(command, 'party_not_found')

  return { type: 'WalletUnregistered', wallet: command.wallet }
}

export function unregisterWithdrawal(
  command: PartyCommandHead & UnregisterWithdrawal, { parties: party }: PartyRows
): WithdrawalUnregistered | Refusal {
  const fields = invalidDerivedPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (party === undefined) return refuse(command, 'party_not_found')

  return { type: 'WithdrawalUnregistered', wallet: command.wallet, withdrawal: command.withdrawal }
}

interface Admitted { readonly tenant: Plain<Tenant>, readonly party: PartyRow, readonly identity: IdentityRow }

/** What both registrations need before anything else: the identity of a party that may begin something. */
function admit(
  command: PartyCommandHead & (RegisterWallet | RegisterWithdrawal), rows: PartyRows, tables: Tables
): Admitted | RegistrationRejected | Refusal {
  const fields = invalidDerivedPartyIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const tenant = findTenant(tables, command.tenant)
  if (tenant === undefined) return rejected(command, 'tenant_not_found')
  const party = activeParty(rows)
  if (typeof party === 'string') return rejected(command, party)
  const { identities: identity } = rows
  if (identity === undefined) return rejected(command, 'identity_not_found')
  return { tenant, party, identity }
}

/** No refusal: the wallet waits for an answer, and this is one. */
function rejected(
  command: RegisterWallet | RegisterWithdrawal, reason: Reason, limit: RegistrationRejected['limit'] = null
): RegistrationRejected {
  const withdrawal = 'withdrawal' in command ? command.withdrawal : ''
  return { type: 'RegistrationRejected', wallet: command.wallet, withdrawal, reason, limit }
}
