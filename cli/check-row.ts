import { checkProvider } from './check-provider.ts'
import { checkSource } from './check-source.ts'
import { checkTenant, checkTenantChange } from './check-tenant.ts'
import { checkVerifier } from './check-verifier.ts'
import { refuseAt } from './input-refused.ts'
import type { TableName, TableRows } from './tables.ts'

/**
 * What the schema cannot say of a row. Nobody decides about rows, so nobody could refuse them later.
 *
 * @throws InputRefused
 */
export function checkRow<Name extends TableName>(table: Name, row: TableRows[Name]): void {
  if (row.revision < 1) refuseAt('revision', 'it counts from 1')
  checks[table](row)
}

/**
 * What may not become of a row.
 *
 * @throws InputRefused
 */
export function checkChange<Name extends TableName>(table: Name, from: TableRows[Name], to: TableRows[Name]): void {
  if (table === 'tenants') checkTenantChange(from as TableRows['tenants'], to as TableRows['tenants'])
}

const checks: { readonly [Name in TableName]: (row: TableRows[Name]) => void } = {
  tenants: checkTenant,
  providers: checkProvider,
  verifiers: checkVerifier,
  sources: checkSource
}
