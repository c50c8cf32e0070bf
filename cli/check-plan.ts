import { postingsMax, volumeDepthMax } from '../processors/cash-flow.ts'
import type { Plain, PlanAccount, PlanPosting, Volume } from '../schemas/generated.ts'
import { checkKnownCode, refuseAt } from './check-values.ts'

const accounts: readonly PlanAccount[] = ['wallet', 'destination', 'system', 'subagent', 'provider']

/**
 * A cash-flow plan that can be computed: what it will be for a withdrawal is decided with it, but a volume that is
 * none for any withdrawal is a mistake that is better told now.
 */
export function checkPlan(path: string, plan: readonly Plain<PlanPosting>[], currencies: readonly string[]): void {
  if (plan.length > postingsMax) refuseAt(path, `at most ${postingsMax} postings are expected`)
  const fixed = new Set<string>()
  for (const [index, { debit, credit, volume }] of plan.entries()) {
    const at = `${path}[${index}]`
    checkAccount(`${at}.debit`, debit)
    checkAccount(`${at}.credit`, credit)
    if (debit === credit) refuseAt(`${at}.credit`, 'another account than the debited one is expected')
    checkVolume(`${at}.volume`, volume, { currencies, fixed, depth: 1 })
  }
}

interface PlanContext {
  readonly currencies: readonly string[]
  /** Currencies of the fixed volumes so far: with two of them the plan is computable in neither. */
  readonly fixed: Set<string>
  readonly depth: number
}

function checkAccount(path: string, account: PlanAccount): void {
  if (!accounts.includes(account)) refuseAt(path, `one of ${accounts.join(', ')} is expected`)
}

function checkVolume(path: string, volume: Plain<Volume>, context: PlanContext): void {
  switch (volume.kind) {
    case 'fixed': return checkFixed(path, volume, context)
    case 'share': return checkShare(path, volume)
    case 'min_of':
    case 'max_of': return checkChoice(path, volume, context)
    default: return refuseAt(`${path}.kind`, 'one of fixed, share, min_of, max_of is expected')
  }
}

function checkFixed(path: string, { amount, currency }: Plain<Volume>, { currencies, fixed }: PlanContext): void {
  if (amount < 0n) refuseAt(`${path}.amount`, 'it is negative')
  checkKnownCode(`${path}.currency`, currency, currencies)
  fixed.add(currency)
  if (fixed.size > 1) refuseAt(`${path}.currency`, 'all fixed volumes of a plan are in one currency')
}

function checkShare(path: string, { numerator, denominator }: Plain<Volume>): void {
  if (numerator < 0) refuseAt(`${path}.numerator`, 'it is negative')
  if (denominator < 1) refuseAt(`${path}.denominator`, 'a positive number is expected')
}

function checkChoice(path: string, { of }: Plain<Volume>, context: PlanContext): void {
  if (of.length === 0) refuseAt(`${path}.of`, 'at least one volume is expected')
  if (context.depth === volumeDepthMax) {
    refuseAt(`${path}.of`, `at most ${volumeDepthMax} volumes within one another are expected`)
  }
  for (const [index, volume] of of.entries()) {
    checkVolume(`${path}.of[${index}]`, volume, { ...context, depth: context.depth + 1 })
  }
}
