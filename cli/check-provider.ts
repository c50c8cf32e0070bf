import type { Plain, Provider, Rule, Terminal, TurnoverLimit } from '../schemas/generated.ts'
import {
  checkAmountRange, checkCodes, checkDistinct, checkId, checkKnownCode, checkKnownCodes, checkMs, checkRange,
  checkTopicId, checkWords
} from '../processors/checks.ts'
import { checkPlan } from '../processors/plan-checks.ts'
import { refuseAt } from './input-refused.ts'

const priorityMax = 1_000
const weightMax = 10_000
const destinationPattern = /^[ -~]{1,256}$/

/** What the schema cannot say of a provider's row. @throws InputRefused */
export function checkProvider(row: Plain<Provider>): void {
  const { tenant, provider, currencies, terminals, answerMs, enquiryFirstMs, enquiryMaxMs } = row
  checkId('tenant', tenant, refuseAt)
  checkTopicId('provider', provider, refuseAt)
  checkCodes(currencies.map((_, index) => `currencies[${index}]`), currencies, refuseAt)
  for (const [index, terminal] of terminals.entries()) checkTerminal(`terminals[${index}]`, terminal, currencies)
  checkDistinct('terminals', terminals.map(({ terminal }) => terminal), refuseAt)
  checkMs('answerMs', answerMs, refuseAt)
  checkMs('enquiryFirstMs', enquiryFirstMs, refuseAt)
  checkMs('enquiryMaxMs', enquiryMaxMs, refuseAt)
  if (enquiryFirstMs > enquiryMaxMs) refuseAt('enquiryFirstMs', 'it is greater than enquiryMaxMs')
}

function checkTerminal(path: string, terminal: Plain<Terminal>, ofProvider: readonly string[]): void {
  const { currencies, methods, priority, weight, allow, prohibit, fee, limits } = terminal
  checkId(`${path}.terminal`, terminal.terminal, refuseAt)
  checkKnownCodes(`${path}.currencies`, currencies, ofProvider, refuseAt)
  const ofTerminal = currencies.length === 0 ? ofProvider : currencies
  checkWords(`${path}.methods`, methods, refuseAt)
  checkAmountRange(path, terminal, refuseAt)
  checkRange(`${path}.priority`, priority, -priorityMax, priorityMax, refuseAt)
  checkRange(`${path}.weight`, weight, 0, weightMax, refuseAt)
  for (const [index, rule] of allow.entries()) checkRule(`${path}.allow[${index}]`, rule, ofProvider)
  for (const [index, rule] of prohibit.entries()) checkRule(`${path}.prohibit[${index}]`, rule, ofProvider)
  checkPlan(`${path}.fee`, fee, ofTerminal, refuseAt)
  checkLimits(`${path}.limits`, limits, ofTerminal)
}

function checkRule(path: string, rule: Plain<Rule>, ofProvider: readonly string[]): void {
  const { wallets, parties, currencies, methods, destinations } = rule
  for (const [index, wallet] of wallets.entries()) checkId(`${path}.wallets[${index}]`, wallet, refuseAt)
  checkDistinct(`${path}.wallets`, wallets, refuseAt)
  checkWords(`${path}.parties`, parties, refuseAt)
  checkKnownCodes(`${path}.currencies`, currencies, ofProvider, refuseAt)
  checkWords(`${path}.methods`, methods, refuseAt)
  for (const [index, destination] of destinations.entries()) {
    if (!destinationPattern.test(destination)) refuseAt(`${path}.destinations[${index}]`, 'printable ASCII is expected')
  }
  checkDistinct(`${path}.destinations`, destinations, refuseAt)
  checkAmountRange(path, rule, refuseAt)
}

function checkLimits(path: string, limits: readonly Plain<TurnoverLimit>[], currencies: readonly string[]): void {
  for (const [index, { currency, max }] of limits.entries()) {
    checkKnownCode(`${path}[${index}].currency`, currency, currencies, refuseAt)
    if (max < 1n) refuseAt(`${path}[${index}].max`, 'a positive number is expected')
  }
  checkDistinct(path, limits.map(({ currency, measure, period }) => `${currency}/${measure}/${period}`), refuseAt)
}
