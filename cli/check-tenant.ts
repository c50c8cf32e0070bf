import { checkId } from '../processors/checks.ts'
import { defaultTenant } from '../processors/tenant.ts'
import { checkCharacteristics, isSame } from '../processors/tenants/characteristics.ts'
import type { Plain, Tenant } from '../schemas/generated.ts'
import { refuseAt } from './input-refused.ts'

/** What the schema cannot say of a tenant's row. @throws InputRefused */
export function checkTenant(row: Plain<Tenant>): void {
  if (row.tenant !== defaultTenant) checkId('tenant', row.tenant, refuseAt)
  checkCharacteristics(row, refuseAt)
}

/**
 * A tenant cannot move to other topics: its wallets would stay where they are. And it is stopped and resumed by a
 * command, which says who did it and why.
 *
 * @throws InputRefused
 */
export function checkTenantChange(from: Plain<Tenant>, to: Plain<Tenant>): void {
  if (!isSame(from.ownTopics, to.ownTopics)) refuseAt('ownTopics', 'they are chosen with the first row, and stay')
  if (from.stopped !== to.stopped) refuseAt('stopped', '`wallets tenants stop` and `resume` are for that')
}
