import type { Bound, Plain } from '../schemas/generated.ts'
import type { Currencies } from './currencies.ts'
import { formatTable, formatTime } from './format.ts'
import type { LimitsView, LimitView } from './limits-view.ts'

const head = ['limit', 'of', 'range', 'used', 'left', 'until']

/** The limits of a wallet for people, line by line. Times are in UTC, as everywhere. */
export function describeLimits(view: LimitsView, currencies: Currencies): string[] {
  const { tenant, wallet, revision, currency, timeZone, limits } = view
  const title = `${tenant}/${wallet}, at revision ${revision}`
  if (limits.length === 0) return [title, '  no limits']

  const money = (amount: bigint): string => currencies.format(tenant, amount, currency)
  const rows = limits.map(limit => rowOf(limit, limit.measure === 'count' ? String : money))
  return [`${title}, days of ${timeZone}`, ...formatTable([head, ...rows]).map(line => `  ${line}`)]
}

function rowOf(view: LimitView, format: (amount: bigint) => string): readonly string[] {
  const { limit, lower, upper, used, period } = view
  return [
    limit, whatOf(view), rangeOf(lower, upper, format), used === undefined ? '-' : format(used), leftOf(view, format),
    period === undefined ? '-' : formatTime(period.endsAt)
  ]
}

/** `turnover per day of withdrawal, transfer_out`. */
function whatOf({ measure, period, operations }: LimitView): string {
  const span = period === undefined ? measure : `${measure} per ${period.period}`
  return operations.length === 0 ? span : `${span} of ${operations.join(', ')}`
}

function rangeOf(
  lower: Plain<Bound> | null, upper: Plain<Bound> | null, format: (amount: bigint) => string
): string {
  const ends = [
    ...lower === null ? [] : [`${lower.isInclusive ? 'at least' : 'more than'} ${format(lower.value)}`],
    ...upper === null ? [] : [`${upper.isInclusive ? 'at most' : 'less than'} ${format(upper.value)}`]
  ]
  return ends.join(' and ')
}

/** A balance may have both: what may come and what may go. */
function leftOf({ left, spendable }: LimitView, format: (amount: bigint) => string): string {
  if (spendable === undefined) return left === undefined ? '-' : format(left)
  const out = `${format(spendable)} out`
  return left === undefined ? out : `${format(left)} in, ${out}`
}
