import type { GuardedOperation, LimitPolicy, Plain, Tenant } from '../../schemas/generated.ts'
import { isAbove, leastOf } from '../bounds.ts'
import { checkDistinct, checkKnownCode, checkNotNegative, checkWord, checkWords } from '../checks.ts'
import type { Report } from '../checks.ts'
import { isTimeZone } from '../time-zone.ts'

/** Each operation of the tenant looks at all of them. */
const limitsMax = 200
const namesMax = 1_000

/** What moves money. */
export const operationNames: readonly GuardedOperation[] =
  ['deposit', 'withdrawal', 'transfer_out', 'transfer_in', 'hold']

export function checkTimeZone(timeZone: string, report: Report): void {
  if (!isTimeZone(timeZone)) report('timeZone', 'a name in the IANA database of time zones is expected: Europe/Berlin')
}

export function checkOperation(path: string, operation: GuardedOperation, report: Report): void {
  if (!operationNames.includes(operation)) report(path, `one of ${operationNames.join(', ')} is expected`)
}

/** Limits of wallets. A limit that nothing can break, or that breaks everything by mistake, is better told now. */
export function checkLimits(
  { limits }: Pick<Plain<Tenant>, 'limits'>, codes: readonly string[], report: Report
): void {
  if (limits.length > limitsMax) return report('limits', `at most ${limitsMax} are expected`)
  for (const [index, policy] of limits.entries()) {
    const path = `limits[${index}]`
    checkWord(`${path}.limit`, policy.limit, report)
    checkSelection(path, policy, report)
    checkKnownCode(`${path}.currency`, policy.currency, codes, report)
    checkEnds(path, policy, report)
  }
  checkDistinct('limits', limits.map(({ limit }) => limit), report)
}

function checkSelection(path: string, policy: Plain<LimitPolicy>, report: Report): void {
  const { operations } = policy
  for (const [index, operation] of operations.entries()) {
    checkOperation(`${path}.operations[${index}]`, operation, report)
  }
  checkDistinct(`${path}.operations`, operations, report)
  for (const list of ['wallets', 'identities', 'parties'] as const) {
    if (policy[list].length > namesMax) report(`${path}.${list}`, `at most ${namesMax} are expected`)
    else checkWords(`${path}.${list}`, policy[list], report)
  }
}

/** What a period has used only grows, so it has no lower end. */
function checkEnds(path: string, { measure, lower, upper }: Plain<LimitPolicy>, report: Report): void {
  switch (measure) {
    case 'turnover':
    case 'count': {
      if (lower !== null) report(`${path}.lower`, `a limit of ${measure} has an upper end alone`)
      if (upper === null) report(`${path}.upper`, 'it is missing')
      break
    }
    case 'balance':
    case 'amount': {
      if (lower === null && upper === null) report(path, 'a lower or an upper end is expected')
      break
    }
    default: report(`${path}.measure`, 'one of balance, amount, turnover, count is expected')
  }
  if (lower !== null) checkNotNegative(`${path}.lower.value`, lower.value, report)
  if (upper !== null) checkNotNegative(`${path}.upper.value`, upper.value, report)
  if (isAbove(lower === null ? 0n : leastOf(lower), upper)) report(path, 'nothing is between its ends')
}
