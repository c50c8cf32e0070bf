import type { Flat } from '../../../schemas/record.ts'
import type { Facts } from './facts.ts'
import { answered } from './money.ts'
import { textOf } from './operations.ts'

/** What a tenant announces is its row from then on, under the next revision; to say it again changes nothing. */
export function* tenantsAsAnnounced(facts: Facts): Iterable<string> {
  const ledger = facts.ledgers.find(({ name }) => name === 'tenants')!
  const { tenants } = facts.world.deployment.topology.topics
  // The operator's own come first.
  const first = facts.records(tenants!.name).filter(({ revision }) => revision === 1)
  const rows = new Map(first.map(row => [row['tenant'] as string, row]))
  for (const { event, command } of answered(facts, ledger)) {
    const { tenant, row, isChanged, reason } = event as Flat & { tenant: string, row: Flat }
    const known = rows.get(tenant)!
    if (event.type === 'OperationRefused') {
      const expected = command['expectedRevision'] as number
      const isOther = expected !== 0 && expected !== known['revision']
      if (reason === 'tenant_revision_mismatch' && isOther || reason === 'operation_id_reused') continue
      yield `${tenant} is refused as ${reason}`
      continue
    }
    const [before, after] = [known, command].map(characteristics)
    if (isChanged !== (before !== after)) yield `${tenant} is ${isChanged ? '' : 'not '}changed`
    if (characteristics(row) !== after) yield `${tenant} is not as it was announced`
    if (row['revision'] !== known['revision'] + (isChanged ? 1 : 0)) yield `${tenant} has revision ${row['revision']}`
    rows.set(tenant, row)
  }
}

/** All that a tenant says of itself. */
function characteristics({ classes, levelPolicies, serviceLimits, approvals, ...rest }: Flat): string {
  return textOf({ classes, levelPolicies, serviceLimits, approvals, quoteMs: rest['quoteMs'] })
}
