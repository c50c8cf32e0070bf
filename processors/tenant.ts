import type { Plain, Tenant } from '../schemas/generated.ts'
import type { Tables } from './decider.ts'

/** The row for every tenant without one of its own. No id can be this. */
export const defaultTenant = '*'

/** What a tenant is like: its own row, or the default one. Undefined: the tenant is not admitted. */
export function findTenant(tables: Tables, tenant: string): Plain<Tenant> | undefined {
  return tables.get('tenants', tenant) ?? tables.get('tenants', defaultTenant)
}
