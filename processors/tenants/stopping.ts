import type {
  Plain, ResumeTenant, StopTenant, Tenant, TenantCommandHead, TenantResumed, TenantStopped
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidTenantIds } from '../ids.ts'
import { defaultTenant } from '../tenant.ts'
import { currentRow } from './announcement.ts'
import type { TenantRows } from './announcement.ts'
import { rowOf } from './characteristics.ts'

/**
 * Nothing new of the tenant is accepted from now on; what was begun goes on to its end. Whom the default row admits
 * gets a row for it: of one tenant alone the default could not say so. Another reason replaces the one before.
 */
export function stopTenant(
  command: TenantCommandHead & StopTenant, { announced }: TenantRows, tables: Tables
): TenantStopped | Refusal {
  const { tenant, reason } = command
  const fields = invalidTenantIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const current = currentRow(announced, tables.get('tenants', tenant)) ?? admittedRow(tenant, tables)
  if (current === undefined) return refuse(command, 'tenant_not_found')
  return { type: 'TenantStopped', ...withStopped(current, reason), reason }
}

/** What the tenant asks for is accepted again. */
export function resumeTenant(
  command: TenantCommandHead & ResumeTenant, { announced }: TenantRows, tables: Tables
): TenantResumed | Refusal {
  const { tenant, author, reason } = command
  const fields = invalidTenantIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const current = currentRow(announced, tables.get('tenants', tenant))
  if (current === undefined) return refuse(command, 'tenant_not_found')
  return { type: 'TenantResumed', ...withStopped(current, ''), author, reason }
}

function withStopped(
  row: Plain<Tenant>, stopped: string
): { readonly row: Plain<Tenant>, readonly isChanged: boolean } {
  const isChanged = row.stopped !== stopped
  return { row: rowOf(row.tenant, isChanged ? row.revision + 1 : row.revision, row, stopped), isChanged }
}

function admittedRow(tenant: string, tables: Tables): Plain<Tenant> | undefined {
  const byDefault = tables.get('tenants', defaultTenant)
  return byDefault === undefined ? undefined : rowOf(tenant, 0, byDefault)
}
