import type { Plain, Tenant } from '../schemas/generated.ts'

/**
 * Whether a failure is one of those listed, by whole tokens from the left: `authorization_failed` is also
 * `authorization_failed:temporarily_unavailable`, but not the other way round, and not `authorization_failed_twice`.
 */
export function matchesFailure(reason: string, tokens: readonly string[]): boolean {
  return tokens.some(token => token !== '' && (reason === token || reason.startsWith(`${token}:`)))
}

/** Whether another route may succeed where this one failed. A party's own list replaces the tenant's. */
export function isTransient(reason: string, tenant: Plain<Tenant> | undefined, party: string): boolean {
  if (tenant === undefined) return false

  const policy = tenant.parties.find(each => each.party === party) ?? tenant
  return matchesFailure(reason, policy.transientFailures)
}
