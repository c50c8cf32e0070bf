import type { Flat } from '../../../schemas/record.ts'
import { neededLevel } from '../workload/policies.ts'
import type { ModelOwner } from './party-model.ts'

/** What a wallet has been told of its owner, which is all that its decisions may go by. */
export type OwnerOf = ModelOwner | undefined

/** Nobody is known by what has run out, whether the wallet was told so or not. */
export function levelAt(owner: OwnerOf, at: number): number {
  if (owner === undefined) return 0
  const { level, levelAfter, validUntil } = owner.identification
  return validUntil > 0 && validUntil <= at ? levelAfter : level
}

/** Why an amount may not move, or undefined if it may. */
export function levelFault(
  tenant: string, owner: OwnerOf, operation: 'deposit' | 'withdrawal', { currency, amount }: Flat, at: number
): string | undefined {
  if (levelAt(owner, at) >= neededLevel(tenant, operation, currency, amount)) return undefined
  if (owner === undefined) return 'identification_required'
  const { status, validUntil } = owner.identification
  if (status === 'expired' || validUntil > 0 && validUntil <= at) return 'identification_expired'
  return status === 'none' ? 'identification_required' : 'identification_level_too_low'
}

/** Money of an owner goes to a destination of the owner's, that of nobody's wallet to any other. */
export function isOwners({ destinationId, destination, method, party }: Flat, owner: OwnerOf): boolean {
  if (owner === undefined) return destinationId === ''
  return destinationId !== '' && destination === '' && method === '' && (party === '' || party === owner.party)
}

/** Whether an event has the identity of the owner, as the wallet knows it. */
export function isPinned({ identity, identityRevision }: Flat, owner: OwnerOf): boolean {
  return identity === (owner?.identity ?? '') && identityRevision === (owner?.revision ?? 0)
}
