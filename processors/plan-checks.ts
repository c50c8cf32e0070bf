import type { Plain, PlanAccount, PlanPosting, Volume } from '../schemas/generated.ts'
import { postingsMax, volumeDepthMax } from './cash-flow.ts'
import { checkKnownCode, checkNotNegative } from './checks.ts'
import type { Report } from './checks.ts'

/** Accounts that a plan of a kind of operation may name. */
export const payoutPlan: readonly PlanAccount[] = ['wallet', 'destination', 'system', 'subagent', 'provider']
export const depositPlan: readonly PlanAccount[] = ['wallet', 'source', 'system', 'subagent']
export const transferPlan: readonly PlanAccount[] = ['wallet', 'destination', 'system', 'subagent']

/**
 * A cash-flow plan that can be computed: what it will be for a withdrawal is decided with it, but a volume that is
 * none for any withdrawal is a mistake that is better told now.
 */
export function checkPlan(
  path: string, plan: readonly Plain<PlanPosting>[], currencies: readonly string[], report: Report,
  accounts = payoutPlan
): void {
  if (plan.length > postingsMax) report(path, `at most ${postingsMax} postings are expected`)
  const fixed = new Set<string>()
  for (const [index, { debit, credit, volume }] of plan.entries()) {
    const at = `${path}[${index}]`
    checkAccount(`${at}.debit`, debit, accounts, report)
    checkAccount(`${at}.credit`, credit, accounts, report)
    if (debit === credit) report(`${at}.credit`, 'another account than the debited one is expected')
    checkVolume(`${at}.volume`, volume, { currencies, fixed, depth: 1, report })
  }
}

interface PlanContext {
  readonly currencies: readonly string[]
  /** Currencies of the fixed volumes so far: with two of them the plan is computable in neither. */
  readonly fixed: Set<string>
  readonly depth: number
  readonly report: Report
}

function checkAccount(path: string, account: PlanAccount, accounts: readonly PlanAccount[], report: Report): void {
  if (!accounts.includes(account)) report(path, `one of ${accounts.join(', ')} is expected`)
}

function checkVolume(path: string, volume: Plain<Volume>, context: PlanContext): void {
  switch (volume.kind) {
    case 'fixed': return checkFixed(path, volume, context)
    case 'share': return checkShare(path, volume, context)
    case 'min_of':
    case 'max_of': return checkChoice(path, volume, context)
    default: return context.report(`${path}.kind`, 'one of fixed, share, min_of, max_of is expected')
  }
}

function checkFixed(
  path: string, { amount, currency }: Plain<Volume>, { currencies, fixed, report }: PlanContext
): void {
  checkNotNegative(`${path}.amount`, amount, report)
  checkKnownCode(`${path}.currency`, currency, currencies, report)
  fixed.add(currency)
  if (fixed.size > 1) report(`${path}.currency`, 'all fixed volumes of a plan are in one currency')
}

function checkShare(path: string, { numerator, denominator }: Plain<Volume>, { report }: PlanContext): void {
  checkNotNegative(`${path}.numerator`, numerator, report)
  if (denominator < 1) report(`${path}.denominator`, 'a positive number is expected')
}

function checkChoice(path: string, { of }: Plain<Volume>, context: PlanContext): void {
  const { depth, report } = context
  if (of.length === 0) report(`${path}.of`, 'at least one volume is expected')
  if (depth === volumeDepthMax) {
    return report(`${path}.of`, `at most ${volumeDepthMax} volumes within one another are expected`)
  }
  for (const [index, volume] of of.entries()) {
    checkVolume(`${path}.of[${index}]`, volume, { ...context, depth: depth + 1 })
  }
}
