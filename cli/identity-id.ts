import { CommandFailure } from './exit-codes.ts'

export interface IdentityId { readonly tenant: string, readonly party: string, readonly identity: string }

/** `demo/p-1/i-1`. */
export function identityName({ tenant, party, identity }: IdentityId): string {
  return `${tenant}/${party}/${identity}`
}

/** @param latest the identity's revision; 0 where there is no such identity */
export function checkIdentity(id: IdentityId, latest: number, wanted: number | undefined): void {
  const name = identityName(id)
  if (latest === 0) throw new CommandFailure(1, `there is no identity ${name}`)
  if (wanted === undefined || wanted <= latest) return
  throw new CommandFailure(1, `identity ${name} is at revision ${latest}, there is no ${wanted}`)
}
