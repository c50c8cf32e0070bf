import { checkProvider } from './check-provider.ts'
import { checkTenant } from './check-tenant.ts'
import { refuseAt } from './check-values.ts'
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

const checks: { readonly [Name in TableName]: (row: TableRows[Name]) => void } = {
  tenants: checkTenant,
  providers: checkProvider
}
