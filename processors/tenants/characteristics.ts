import type {
  AnnounceTenant, ChallengeClass, IdentityClass, OwnTopics, Plain, PlanAccount, PlanPosting, ServiceLimit, Tenant
} from '../../schemas/generated.ts'
import {
  checkCodes, checkDistinct, checkKnownCode, checkMs, checkNotNegative, checkRange, checkReasons, checkTopicId,
  checkWord, checkWords
} from '../checks.ts'
import type { Report } from '../checks.ts'
import { proofsMax } from '../parties/proofs.ts'
import { publicKeyOf } from '../personal-key.ts'
import { checkPlan, depositPlan, transferPlan } from '../plan-checks.ts'
import { longestMs } from '../time.ts'
import { checkLimits, checkOperation, checkTimeZone } from './limit-checks.ts'

/** What a tenant says of itself, whoever writes it down: the tenant, or an operator. */
export type Characteristics = Omit<Plain<AnnounceTenant>, 'expectedRevision'>

/** More than the world has. Every code that is named elsewhere is looked for among them. */
const currenciesMax = 1_000

const exponentMax = 18
const attemptsMost = 100

/** Of an identity, in an order of the tenant's own. */
const levelMax = 100

/** The row of a party lists what it has. */
const ceilingMax = 5_000

const partitionsMax = 200
const replicationMax = 9
const retentionMsMin = 60_000
/** A hundred years: whoever wants more wants it for ever. */
const retentionMsMax = 100 * longestMs

/** What the schema cannot say of a tenant's characteristics. */
export function checkCharacteristics(row: Characteristics & { readonly tenant: string }, report: Report): void {
  const { currencies, withdrawalPlan, attemptsMax, transientFailures, quoteMs, personalKey } = row
  if (currencies.length > currenciesMax) return report('currencies', `at most ${currenciesMax} are expected`)

  const codes = currencies.map(({ code }) => code)
  checkCodes(codes.map((_, index) => `currencies[${index}].code`), codes, report)
  for (const [index, { exponent }] of currencies.entries()) {
    checkRange(`currencies[${index}].exponent`, exponent, 0, exponentMax, report)
  }
  checkPlan('withdrawalPlan', withdrawalPlan, codes, report)
  checkEnds('withdrawalPlan', withdrawalPlan, 'wallet', 'destination', report)
  checkPlan('depositPlan', row.depositPlan, codes, report, depositPlan)
  checkEnds('depositPlan', row.depositPlan, 'source', 'wallet', report)
  checkPlan('transferPlan', row.transferPlan, codes, report, transferPlan)
  checkEnds('transferPlan', row.transferPlan, 'wallet', 'destination', report)
  checkApprovals(row, codes, report)
  checkRange('attemptsMax', attemptsMax, 1, attemptsMost, report)
  checkReasons('transientFailures', transientFailures, report)
  checkParties(row, report)
  checkMs('quoteMs', quoteMs, report)
  if (personalKey !== '' && publicKeyOf(personalKey) === undefined) {
    report('personalKey', 'a public key of X25519 is expected: 32 bytes in base64')
  }
  for (const [index, each] of row.classes.entries()) checkClass(`classes[${index}]`, each, report)
  checkDistinct('classes', row.classes.map(each => each.class), report)
  checkLevelPolicies(row, codes, report)
  checkServiceLimits(row, report)
  checkNotNegative('operationsPerSecond', row.operationsPerSecond, report)
  checkRetention('operationRetentionMs', row.operationRetentionMs, report)
  checkTimeZone(row.timeZone, report)
  checkMs('stuckAfterMs', row.stuckAfterMs, report)
  checkLimits(row, codes, report)
  if (row.ownTopics !== null) checkOwnTopics(row.tenant, row.ownTopics, report)
}

/** A plan that takes nothing where the money is, or leaves nothing where it is to go, moves no money for anybody. */
function checkEnds(
  path: string, plan: readonly Plain<PlanPosting>[], from: PlanAccount, to: PlanAccount, report: Report
): void {
  if (plan.length === 0) return
  if (!plan.some(({ debit }) => debit === from)) report(path, `nothing leaves the ${from}`)
  if (!plan.some(({ credit }) => credit === to)) report(path, `nothing reaches the ${to}`)
}

function checkApprovals({ approvals }: Characteristics, codes: readonly string[], report: Report): void {
  for (const [index, { currency, above }] of approvals.entries()) {
    checkKnownCode(`approvals[${index}].currency`, currency, codes, report)
    checkNotNegative(`approvals[${index}].above`, above, report)
  }
  checkDistinct('approvals', approvals.map(({ currency }) => currency), report)
}

function checkParties({ parties }: Characteristics, report: Report): void {
  for (const [index, { party, transientFailures }] of parties.entries()) {
    checkWord(`parties[${index}].party`, party, report)
    checkReasons(`parties[${index}].transientFailures`, transientFailures, report)
  }
  checkDistinct('parties', parties.map(({ party }) => party), report)
}

function checkClass(path: string, row: Plain<IdentityClass>, report: Report): void {
  const { levels, initialLevel, challenges } = row
  checkWord(`${path}.class`, row.class, report)
  for (const [index, { level }] of levels.entries()) checkLevel(`${path}.levels[${index}].level`, level, report)
  checkDistinct(`${path}.levels`, levels.map(({ level }) => level), report)
  checkLevel(`${path}.initialLevel`, initialLevel, report)
  for (const [index, each] of challenges.entries()) checkChallenge(`${path}.challenges[${index}]`, each, report)
  checkDistinct(`${path}.challenges`, challenges.map(each => each.class), report)
}

function checkChallenge(path: string, row: Plain<ChallengeClass>, report: Report): void {
  const { verifier, proofs, fromLevel, toLevel, answerMs } = row
  checkWord(`${path}.class`, row.class, report)
  checkTopicId(`${path}.verifier`, verifier, report)
  if (proofs.length > proofsMax) report(`${path}.proofs`, `at most ${proofsMax} are expected`)
  checkWords(`${path}.proofs`, proofs, report)
  checkLevel(`${path}.fromLevel`, fromLevel, report)
  checkLevel(`${path}.toLevel`, toLevel, report)
  if (fromLevel >= toLevel) report(`${path}.toLevel`, 'a higher level than fromLevel is expected')
  checkRange(`${path}.answerMs`, answerMs, 0, longestMs, report)
}

function checkLevel(path: string, level: number, report: Report): void {
  checkRange(path, level, 0, levelMax, report)
}

function checkLevelPolicies({ levelPolicies }: Characteristics, codes: readonly string[], report: Report): void {
  for (const [index, { operation, currency, above, level }] of levelPolicies.entries()) {
    const path = `levelPolicies[${index}]`
    checkOperation(`${path}.operation`, operation, report)
    checkKnownCode(`${path}.currency`, currency, codes, report)
    checkNotNegative(`${path}.above`, above, report)
    checkRange(`${path}.level`, level, 1, levelMax, report)
  }
}

function checkServiceLimits({ serviceLimits }: Characteristics, report: Report): void {
  for (const [index, { kind, party, ceiling }] of serviceLimits.entries()) {
    const path = `serviceLimits[${index}]`
    if (kind === 'unknown') report(`${path}.kind`, 'one of identities, wallets, destinations, withdrawals is expected')
    if (party !== '') checkWord(`${path}.party`, party, report)
    checkRange(`${path}.ceiling`, ceiling, 0, ceilingMax, report)
  }
  checkDistinct('serviceLimits', serviceLimits.map(nameOfLimit), report)
}

function nameOfLimit({ kind, party }: Plain<ServiceLimit>): string {
  return `${kind}/${party}`
}

/** Its id is in the names of these topics. */
function checkOwnTopics(tenant: string, { partitions, replication, commandRetentionMs }: Plain<OwnTopics>,
  report: Report): void {
  checkTopicId('tenant', tenant, report)
  checkRange('ownTopics.partitions', partitions, 1, partitionsMax, report)
  checkRange('ownTopics.replication', replication, 0, replicationMax, report)
  checkRetention('ownTopics.commandRetentionMs', commandRetentionMs, report)
}

function checkRetention(path: string, ms: number, report: Report): void {
  if (ms !== 0 && (ms < retentionMsMin || ms > retentionMsMax)) {
    report(path, `0, or ${retentionMsMin} to ${retentionMsMax} milliseconds are expected`)
  }
}

/**
 * A row of these characteristics and no others: what a record has beside them is left out. `stopped` is why nothing
 * new is accepted.
 */
export function rowOf(tenant: string, revision: number, said: Characteristics, stopped = ''): Plain<Tenant> {
  const {
    currencies, withdrawalPlan, approvals, attemptsMax, transientFailures, parties, quoteMs, personalKey, classes,
    levelPolicies, isOwnerRequired, serviceLimits, operationsPerSecond, operationRetentionMs, timeZone, limits,
    depositPlan, transferPlan, stuckAfterMs, isRepairApproved, ownTopics
  } = said
  return {
    tenant, revision, currencies, withdrawalPlan, approvals, attemptsMax, transientFailures, parties, quoteMs,
    personalKey, classes, levelPolicies, isOwnerRequired, serviceLimits, operationsPerSecond, operationRetentionMs,
    timeZone, limits, depositPlan, transferPlan, stuckAfterMs, isRepairApproved, ownTopics, stopped
  }
}

/** Whether two values say the same, whatever objects they are. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other

  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every(name => Object.hasOwn(other, name) &&
    isSame((one as Readonly<Record<string, unknown>>)[name], (other as Readonly<Record<string, unknown>>)[name]))
}
