import type {
  ConfirmWallet, OpenWallet, OwnerUpdated, Plain, RejectWallet, Wallet, WalletCommandHead, WalletEventHead,
  WalletOpened, WalletRejected, WalletRequested
} from '../../schemas/generated.ts'
import { balanceOf, empty } from '../balance.ts'
import { refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds, invalidIds, isId } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { isOf, strange, toParty } from './owner.ts'
import type { WalletRows } from './rows.ts'

/**
 * An id is used once: a closed wallet still exists. A wallet without an owner is open at once. One with an owner takes
 * its id, and can be used when its party has confirmed it.
 */
export function openWallet(
  command: WalletCommandHead & OpenWallet, { wallets: wallet }: WalletRows, tables: Tables
): WalletOpened | WalletRequested | Refusal {
  const { currency, party, identity } = command
  const fields = [...new Set([...invalidIds(command), ...invalidOwner(command)])]
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const tenant = findTenant(tables, command.tenant)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  if (tenant.isOwnerRequired && party === '') return refuse(command, 'owner_required')
  if (!tenant.currencies.some(({ code }) => code === currency)) return refuse(command, 'currency_not_found')
  if (wallet !== undefined) return refuse(command, 'wallet_already_exists')

  const { revision: tenantRevision } = tenant
  if (party === '') return { type: 'WalletOpened', currency, balance: empty, tenantRevision, owner: null }
  return { type: 'WalletRequested', currency, party, identity, balance: empty, tenantRevision }
}

/** An owner is named by both, or by none. */
function invalidOwner({ party, identity }: OpenWallet): readonly string[] {
  if (party === '' && identity === '') return []
  return [...isId(party) ? [] : ['party'], ...isId(identity) ? [] : ['identity']]
}

/**
 * The party has the wallet on its list. It says so of a wallet and an identity, whichever request it answers: should it
 * be an old answer, it is as true for a new request with the same owner, and refused for one with another.
 */
export function confirmWallet(
  command: WalletCommandHead & ConfirmWallet, { wallets: wallet }: WalletRows, tables: Tables
): WalletOpened | OwnerUpdated | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (isOpenByHand(wallet) && isOf(wallet, command.owner)) {
    return { type: 'OwnerUpdated', owner: command.owner, balance: balanceOf(wallet) }
  }
  if (wallet.status !== 'opening') return refuse(command, 'wallet_not_opening')
  if (!isOf(wallet, command.owner)) return refuse(command, 'owner_mismatch')

  // The tenant may be gone: what was begun goes on.
  const tenantRevision = findTenant(tables, command.tenant)?.revision ?? 0
  const { currency } = wallet
  return { type: 'WalletOpened', currency, balance: balanceOf(wallet), tenantRevision, owner: command.owner }
}

/** Somebody did not wait for the party, so nothing is known of the owner but the name. */
function isOpenByHand({ status, owner }: Plain<Wallet>): boolean {
  return (status === 'open' || status === 'blocked') && owner?.revision === 0
}

/**
 * The id is free again. No answer to an earlier request can come here: a request has one answer, and until that is here
 * there is no other request.
 */
export function rejectWallet(
  command: WalletCommandHead & RejectWallet, { wallets: wallet }: WalletRows
): WalletRejected | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status !== 'opening') return refuse(command, 'wallet_not_opening')

  const { reason, limit } = command
  return { type: 'WalletRejected', reason, limit }
}

export function evolveOpening(
  rows: WalletRows, event: WalletEventHead & (WalletRequested | WalletOpened | WalletRejected)
): WalletRows {
  switch (event.type) {
    case 'WalletRequested': {
      const { currency, balance } = event
      const wallet = { status: 'opening', currency, owner: strange(event), ...balance, ...unused } as const
      return { ...rows, wallets: { ...wallet, since: event.at, asked: event.operationId } }
    }
    case 'WalletOpened': {
      const { currency, balance, owner } = event
      return { ...rows, wallets: { status: 'open', currency, owner, ...balance, ...unused } }
    }
    case 'WalletRejected': return { ...rows, wallets: undefined }
    default: return unreachable(event)
  }
}

/** A wallet before any money has come or gone. */
const unused = { incoming: 0n, usages: [], since: 0, asked: '' }

/** Asks the party whether the wallet may belong to its identity. */
export function registerWallet(
  event: WalletEventHead, { identity, party }: Pick<WalletRequested, 'identity' | 'party'>
): FollowUp {
  const { wallet } = event
  return toParty(event, party, 'register', { type: 'RegisterWallet', wallet, identity })
}

/** A wallet that is closed is none of those that a party may have. */
export function unregisterWallet(event: WalletEventHead, { wallets }: WalletRows): readonly FollowUp[] {
  const owner = wallets?.owner ?? null
  if (owner === null) return []
  return [toParty(event, owner.party, 'unregister', { type: 'UnregisterWallet', wallet: event.wallet })]
}
