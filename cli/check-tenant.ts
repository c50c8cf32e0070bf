import type { Plain, Tenant } from '../schemas/generated.ts'
import { checkPlan } from './check-plan.ts'
import {
  checkCodes, checkDistinct, checkId, checkKnownCode, checkMs, checkRange, checkWord, isReason, refuseAt
} from './check-values.ts'

const exponentMax = 18
const attemptsMost = 100

/** What the schema cannot say of a tenant's row. @throws InputRefused */
export function checkTenant(row: Plain<Tenant>): void {
  const { tenant, currencies, withdrawalPlan, attemptsMax, transientFailures, quoteMs } = row
  checkId('tenant', tenant)
  const codes = currencies.map(({ code }) => code)
  checkCodes(codes.map((_, index) => `currencies[${index}].code`), codes)
  for (const [index, { exponent }] of currencies.entries()) {
    checkRange(`currencies[${index}].exponent`, exponent, 0, exponentMax)
  }
  checkPlan('withdrawalPlan', withdrawalPlan, codes)
  checkEnds(withdrawalPlan)
  checkApprovals(row, codes)
  checkRange('attemptsMax', attemptsMax, 1, attemptsMost)
  checkReasons('transientFailures', transientFailures)
  checkParties(row)
  checkMs('quoteMs', quoteMs)
}

/** A plan that takes nothing from the wallet, or leaves nothing at the destination, has no route for any withdrawal. */
function checkEnds(plan: Plain<Tenant>['withdrawalPlan']): void {
  if (plan.length === 0) return
  if (!plan.some(({ debit }) => debit === 'wallet')) refuseAt('withdrawalPlan', 'nothing leaves the wallet')
  if (!plan.some(({ credit }) => credit === 'destination')) {
    refuseAt('withdrawalPlan', 'nothing reaches the destination')
  }
}

function checkApprovals({ approvals }: Plain<Tenant>, codes: readonly string[]): void {
  for (const [index, { currency, above }] of approvals.entries()) {
    checkKnownCode(`approvals[${index}].currency`, currency, codes)
    if (above < 0n) refuseAt(`approvals[${index}].above`, 'it is negative')
  }
  checkDistinct('approvals', approvals.map(({ currency }) => currency))
}

function checkParties({ parties }: Plain<Tenant>): void {
  for (const [index, { party, transientFailures }] of parties.entries()) {
    checkWord(`parties[${index}].party`, party)
    checkReasons(`parties[${index}].transientFailures`, transientFailures)
  }
  checkDistinct('parties', parties.map(({ party }) => party))
}

/** An empty token is met by no reason, so the list would not do what it seems to. */
function checkReasons(path: string, reasons: readonly string[]): void {
  for (const [index, reason] of reasons.entries()) {
    if (!isReason(reason)) refuseAt(`${path}[${index}]`, 'tokens joined by colons are expected, none of them empty')
  }
  checkDistinct(path, reasons)
}
