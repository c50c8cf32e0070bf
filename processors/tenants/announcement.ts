import type {
  AnnounceTenant, Plain, Tenant, TenantAnnounced, TenantCommandHead, TenantResumed, TenantStopped
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidIds } from '../ids.ts'
import { defaultTenant } from '../tenant.ts'
import { checkCharacteristics, isSame, rowOf } from './characteristics.ts'

export interface TenantRows { readonly announced?: Plain<Tenant> | undefined }

/** A refusal names so many fields: whoever has more to correct will send it again anyway. */
const fieldsMax = 16

/** The tenant is as it says from now on. To say what is so already changes nothing, whoever wrote it down. */
export function announceTenant(
  command: TenantCommandHead & AnnounceTenant, { announced }: TenantRows, tables: Tables
): TenantAnnounced | Refusal {
  const { tenant, expectedRevision } = command
  const invalid = invalidIds(command)
  if (invalid.length > 0) return refuse(command, 'invalid_id', { fields: invalid })
  const fields = invalidFields(command)
  if (fields.length > 0) return refuse(command, 'invalid_tenant', { fields })

  const current = currentRow(announced, tables.get('tenants', tenant))
  const revision = current?.revision ?? 0
  if (expectedRevision !== 0 && expectedRevision !== revision) return refuse(command, 'tenant_revision_mismatch')
  if (!mayHaveTopics(command, current, tables)) return refuse(command, 'tenant_topics_fixed')

  const isChanged = current === undefined || !isSame(rowOf(tenant, revision, command), rowOf(tenant, revision, current))
  // Whether it is stopped is not for the tenant to say.
  const row = rowOf(tenant, isChanged ? revision + 1 : revision, command, current?.stopped)
  return { type: 'TenantAnnounced', row, isChanged }
}

function invalidFields(command: TenantCommandHead & AnnounceTenant): readonly string[] {
  const fields = new Set<string>()
  checkCharacteristics(command, path => void (fields.size < fieldsMax && fields.add(path)))
  return [...fields]
}

/**
 * An operator may have put a row since the last announcement, and the last announcement may be on its way to the table
 * still: the later one counts. Of two of one revision it is the table's, which everybody goes by.
 */
export function currentRow(
  announced: Plain<Tenant> | undefined, inTable: Plain<Tenant> | undefined
): Plain<Tenant> | undefined {
  if (announced === undefined || inTable === undefined) return announced ?? inTable
  return inTable.revision >= announced.revision ? inTable : announced
}

/** Where its wallets live is chosen once. Who was admitted by the default row lives on the shared topics already. */
function mayHaveTopics({ ownTopics }: AnnounceTenant, current: Plain<Tenant> | undefined, tables: Tables): boolean {
  if (current !== undefined) return isSame(ownTopics, current.ownTopics)
  return ownTopics === null || tables.get('tenants', defaultTenant) === undefined
}

/** The row for everybody. One that is unchanged is there. */
export function publish({ row, isChanged }: TenantAnnounced | TenantStopped | TenantResumed): readonly FollowUp[] {
  return isChanged ? [{ to: 'tenants', record: { type: 'Tenant', ...row } }] : []
}
