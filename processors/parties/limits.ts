import type { LimitKind, Plain, ReachedLimit, Tenant } from '../../schemas/generated.ts'

/** Of each kind, where the tenant says nothing. */
const ceilingDefault = 1_000

/** How many of a kind a party may have: what the tenant says of it, or else of all parties. */
export function ceilingOf({ serviceLimits }: Plain<Tenant>, party: string, kind: LimitKind): number {
  const limits = serviceLimits.filter(limit => limit.kind === kind)
  const limit = limits.find(each => each.party === party) ?? limits.find(each => each.party === '')
  return limit?.ceiling ?? ceilingDefault
}

/**
 * The ceiling that one more would pass. A party is one key: what its row counts is exact, whoever else asks at the same
 * time, and a command that is refused or repeated has not been counted.
 */
export function reachedLimit(
  tenant: Plain<Tenant>, party: string, kind: LimitKind, count: number
): Plain<ReachedLimit> | undefined {
  const ceiling = ceilingOf(tenant, party, kind)
  return count >= ceiling ? { kind, ceiling } : undefined
}
