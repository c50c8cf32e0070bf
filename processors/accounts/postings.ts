import type {
  AccountCommandHead, AccountEventHead, AddPostings, LedgerUnbalanced, PostingsAdded
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { FollowUp, Refusal } from '../decider.ts'
import { invalidAccountIds } from '../ids.ts'
import { added, differenceOf, ledgerAccount } from './lines.ts'
import type { Lines } from './lines.ts'
import type { AccountRows } from './rows.ts'

/**
 * An account moved. Of the ledger, what left accounts has to be what reached others. It is out of balance once for
 * each time that it gets there or further away, and not for what is added later in good order.
 */
export function addPostings(
  command: AccountCommandHead & AddPostings, { accounts: account }: AccountRows
): PostingsAdded | LedgerUnbalanced | Refusal {
  const fields = invalidAccountIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })

  const { lines } = command
  const before = account?.totals ?? []
  const totals = added(before, lines)
  const fault = command.account === ledgerAccount ? newFault(before, totals) : undefined
  return fault === undefined ? { type: 'PostingsAdded', lines, totals }
    : { type: 'LedgerUnbalanced', ...fault, lines, totals }
}

/** The first currency that is out of balance, and was not so before. */
function newFault(before: Lines, totals: Lines): Pick<LedgerUnbalanced, 'currency' | 'difference'> | undefined {
  const known = new Map(before.map(line => [line.currency, differenceOf(line)]))
  for (const line of totals) {
    const difference = differenceOf(line)
    if (difference !== 0n && difference !== known.get(line.currency)) return { currency: line.currency, difference }
  }
  return undefined
}

export function evolvePostings(rows: AccountRows, { totals }: PostingsAdded | LedgerUnbalanced): AccountRows {
  return { ...rows, accounts: { totals } }
}

/** Nobody knows what else is wrong with this tenant, so nothing new is begun for it. Others are not concerned. */
export function stopTenant({ tenant, operationId, currency }: AccountEventHead & LedgerUnbalanced): FollowUp {
  return {
    to: 'tenantCommands',
    record: {
      type: 'StopTenant', tenant, operationId: `${operationId}/stop`, reason: `ledger out of balance: ${currency}`
    }
  }
}
