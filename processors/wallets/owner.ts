import type {
  GuardedOperation, Owner, OwnerUpdated, PartyCommand, Plain, Tenant, UpdateOwner, Wallet, WalletCommandHead,
  WalletEventHead
} from '../../schemas/generated.ts'
import { balanceOf } from '../balance.ts'
import { refuse } from '../decider.ts'
import type { FollowUp, Refusal } from '../decider.ts'
import { faultOf } from '../identification.ts'
import type { IdentificationFault } from '../identification.ts'
import { invalidDerivedIds } from '../ids.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/** What a wallet knows of its owner, if it has one. */
export type OwnerOf = Plain<Owner> | null

/** The least level that the tenant asks for; 0 is what everybody has. */
export function neededLevel(
  { levelPolicies }: Plain<Tenant>, operation: GuardedOperation, currency: string, amount: bigint
): number {
  let needed = 0
  for (const policy of levelPolicies) {
    const isMeant = policy.operation === operation && policy.currency === currency && amount > policy.above
    if (isMeant && policy.level > needed) needed = policy.level
  }
  return needed
}

/** How well the owner is known at a time. Who is not known at all has level 0. */
export function levelAt(owner: OwnerOf, at: number): number {
  if (owner === null) return 0
  return hasLapsed(owner, at) ? owner.identification.levelAfter : owner.identification.level
}

/** The party tells when it has lapsed, too. Until then nobody may use what is over. */
export function hasLapsed({ identification: { validUntil } }: Plain<Owner>, at: number): boolean {
  return validUntil !== 0 && at >= validUntil
}

/** Why the owner is not known well enough, or undefined if it is. */
export function identificationFault(
  owner: OwnerOf, needed: number, at: number
): IdentificationFault | undefined {
  const status = owner?.identification.status ?? 'none'
  return faultOf({ level: levelAt(owner, at), status, hasLapsed: owner !== null && hasLapsed(owner, at) }, needed)
}

/**
 * What a wallet knows of its owner is what the party told last. The party tells in order, and after it has confirmed
 * the wallet: one that is being opened is told nothing by its own party.
 */
export function updateOwner(
  command: WalletCommandHead & UpdateOwner, { wallets: wallet }: WalletRows
): OwnerUpdated | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'opening') return refuse(command, 'wallet_opening')
  if (wallet.status === 'closed') return refuse(command, 'wallet_closed')
  if (!isOf(wallet, command.owner)) return refuse(command, 'owner_mismatch')

  return { type: 'OwnerUpdated', owner: command.owner, balance: balanceOf(wallet) }
}

export function evolveOwner(rows: WalletRows, { owner, balance }: OwnerUpdated): WalletRows {
  return withBalance(rows, balance, { owner })
}

/** Whether the wallet belongs to this identity, or is to. */
export function isOf({ owner }: Plain<Wallet>, { party, identity }: Pick<Owner, 'party' | 'identity'>): boolean {
  return owner !== null && owner.party === party && owner.identity === identity
}

/** An owner of whom no more than the name is known. */
export function strange({ party, identity }: Pick<Owner, 'party' | 'identity'>): Plain<Owner> {
  return {
    party, identity, revision: 0, isBlocked: false,
    identification: { level: 0, status: 'none', validUntil: 0, levelAfter: 0, challenge: '' }
  }
}

type OfWallet = Extract<PartyCommand, { readonly wallet: string }>
type Body<Command> = Command extends OfWallet ? Omit<Command, 'tenant' | 'party' | 'operationId'> : never

/** Named after the wallet first: a party has many of them, whose operation ids may be the same. */
export function toParty(
  { tenant, wallet, operationId }: WalletEventHead, party: string, step: string, body: Body<OfWallet>
): FollowUp {
  return {
    to: 'partyCommands',
    record: { ...body, tenant, party, operationId: `${wallet}/${operationId}/${step}` } as PartyCommand
  }
}
