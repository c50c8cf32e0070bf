import type { Plain, Provider, Rejection, RejectionReason, Rule, Tenant, Terminal } from '../schemas/generated.ts'
import { finalize, planOf } from './cash-flow.ts'
import type { CashFlow } from './cash-flow.ts'
import { hash } from './hash.ts'
import { isId } from './ids.ts'

/** What is to be paid out. */
export interface RouteOrder {
  readonly tenant: string
  readonly wallet: string
  /** The withdrawal's id, or that of its quote: with tenant and wallet it is what the weighted choice hangs on. */
  readonly withdrawal: string
  /** Empty: any. */
  readonly provider: string
  /** Undefined: it is not known yet, nor by which method it is paid. */
  readonly destination: string | undefined
  /** Empty: any. */
  readonly method: string
  readonly party: string
  readonly amount: bigint
  readonly currency: string
  /** Minor units that the wallet holds; undefined while that is open. */
  readonly hold?: bigint | undefined
}

export interface Route {
  readonly provider: Plain<Provider>
  readonly terminal: Plain<Terminal>
  readonly flow: CashFlow
}

export interface Routing {
  /** Best first. */
  readonly routes: readonly Route[]
  /** One for each candidate that is no route, by provider and terminal; `rejectionsMax` at most. */
  readonly rejected: readonly Plain<Rejection>[]
}

/** A route that an earlier attempt took. */
export interface Tried { readonly provider: string, readonly terminal: string }

/** Rejections go into an event, which has to stay small enough for its topic. */
export const rejectionsMax = 1_000

/** Of a provider without terminals: no conditions, no fee, no limits. */
export const defaultTerminal: Plain<Terminal> = {
  terminal: 'default',
  currencies: [],
  methods: [],
  amountMin: 0n,
  amountMax: 0n,
  priority: 0,
  weight: 1,
  allow: [],
  prohibit: [],
  fee: [],
  limits: []
}

export function terminalsOf({ terminals }: Plain<Provider>): readonly Plain<Terminal>[] {
  return terminals.length > 0 ? terminals : [defaultTerminal]
}

export function findTerminal(provider: Plain<Provider>, id: string): Plain<Terminal> | undefined {
  return terminalsOf(provider).find(({ terminal }) => terminal === id)
}

/**
 * Where a payout may go, best first: by priority, then by weight. Over many withdrawals the weights come true, yet each
 * withdrawal finds the same routes whenever it asks. The order in which they are configured means nothing.
 */
export function findRoutes(
  order: RouteOrder, tenant: Plain<Tenant>, providers: readonly Plain<Provider>[], tried: readonly Tried[]
): Routing {
  const candidates = providers.filter(({ provider }) => order.provider === '' || order.provider === provider)
  const routes: Route[] = []
  const rejected: Plain<Rejection>[] = []
  if (candidates.length === 0 && order.provider !== '') {
    rejected.push({ provider: order.provider, terminal: '', ...because('not_configured', 'no such provider') })
  }
  for (const provider of candidates) {
    for (const terminal of terminalsOf(provider)) {
      const found = tryRoute(order, tenant, provider, terminal, tried)
      if ('flow' in found) routes.push(found)
      else rejected.push({ provider: provider.provider, terminal: terminal.terminal, ...found })
    }
  }
  rejected.sort((a, b) => compare(a.provider, b.provider) || compare(a.terminal, b.terminal))
  return { routes: inOrder(routes, order), rejected: rejected.slice(0, rejectionsMax) }
}

type Because = Pick<Rejection, 'reason' | 'details'>

/** Of several reasons the first is given, in the order of the enum RejectionReason. */
function tryRoute(
  order: RouteOrder, tenant: Plain<Tenant>, provider: Plain<Provider>, terminal: Plain<Terminal>,
  tried: readonly Tried[]
): Route | Because {
  const problem = conditionBroken(order, provider, terminal, tried)
  if (problem !== undefined) return problem

  const { wallet, amount, currency, hold } = order
  const flow = finalize(planOf(tenant, terminal), { wallet, provider: provider.provider, amount, currency })
  if (typeof flow === 'string') return because('fee_not_computable', flow)
  if (flow.debited <= 0n) return because('fee_not_computable', 'the plan takes nothing from the wallet')
  if (flow.paidOut <= 0n) return because('fee_exceeds_amount', `${flow.paidOut} would be left`)
  if (hold !== undefined && flow.debited > hold) {
    return because('hold_too_small', `${flow.debited} would be debited, ${hold} is held`)
  }
  return { provider, terminal, flow }
}

function conditionBroken(
  order: RouteOrder, provider: Plain<Provider>, terminal: Plain<Terminal>, tried: readonly Tried[]
): Because | undefined {
  const { amount, currency } = order
  const { terminal: id, currencies, amountMin, amountMax } = terminal

  // Its limits and its turnover are kept under this id.
  if (!isId(id)) return because('not_configured', 'the terminal has no valid id')
  if (findTerminal(provider, id) !== terminal) return because('not_configured', 'an earlier terminal has the same id')
  if (tried.some(each => each.provider === provider.provider && each.terminal === id)) return because('already_tried')
  if (!provider.currencies.includes(currency) || !includes(currencies, currency)) {
    return because('currency_not_supported', currency)
  }
  const unpaid = methodProblem(order, terminal)
  if (unpaid !== undefined) return unpaid
  if (!isWithin(amount, amountMin, amountMax)) {
    return because('amount_out_of_range', `${amountMin} to ${amountMax === 0n ? 'any amount' : amountMax}`)
  }
  return ruleProblem(order, terminal)
}

/** Why a terminal is no way to a destination, once that is known. */
export function destinationProblem(order: RuleOrder, terminal: Plain<Terminal>): Because | undefined {
  return methodProblem(order, terminal) ?? ruleProblem(order, terminal)
}

function methodProblem({ method }: RuleOrder, { methods }: Plain<Terminal>): Because | undefined {
  return method !== '' && !includes(methods, method) ? because('method_not_supported', method) : undefined
}

function ruleProblem(order: RuleOrder, { prohibit, allow }: Plain<Terminal>): Because | undefined {
  const prohibiting = prohibit.find(rule => meets(order, rule))
  if (prohibiting !== undefined) return because('prohibited', prohibiting.description)
  if (allow.length > 0 && !allow.some(rule => mayMeet(order, rule))) {
    return because('not_allowed', allow.map(({ description }) => description).filter(text => text !== '').join('; '))
  }
  return undefined
}

type RuleOrder = Pick<RouteOrder, 'wallet' | 'party' | 'currency' | 'method' | 'destination' | 'amount'>

/** Whether some destination would meet the rule, where it is not known yet. */
function mayMeet(order: RuleOrder, rule: Plain<Rule>): boolean {
  return meets(order, order.destination === undefined ? { ...rule, methods: [], destinations: [] } : rule)
}

function meets({ wallet, party, currency, method, destination, amount }: RuleOrder, rule: Plain<Rule>): boolean {
  const { wallets, parties, currencies, methods, destinations, amountMin, amountMax } = rule
  return includes(wallets, wallet) && includes(parties, party) && includes(currencies, currency) &&
    includes(methods, method) && isWithin(amount, amountMin, amountMax) &&
    (destinations.length === 0 || destinations.some(beginning => destination?.startsWith(beginning) === true))
}

/** An empty list is no condition. */
function includes(list: readonly string[], sought: string): boolean {
  return list.length === 0 || list.includes(sought)
}

/** Zero is no bound. */
function isWithin(amount: bigint, min: bigint, max: bigint): boolean {
  return (min === 0n || amount >= min) && (max === 0n || amount <= max)
}

function because(reason: RejectionReason, details = ''): Because {
  return { reason, details: details.slice(0, detailsMax) }
}

const detailsMax = 256

function inOrder(routes: readonly Route[], order: RouteOrder): readonly Route[] {
  const sorted = [...routes].sort((a, b) => b.terminal.priority - a.terminal.priority ||
    compare(a.provider.provider, b.provider.provider) || compare(a.terminal.terminal, b.terminal.terminal))

  const ordered: Route[] = []
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const { priority } = sorted[start]!.terminal
    while (sorted[end]?.terminal.priority === priority) end++
    ordered.push(...byWeight(sorted.slice(start, end), order))
  }
  return ordered
}

/** One is drawn, then the next of those that are left; without weight they come last, as they are. */
function byWeight(routes: readonly Route[], { tenant, wallet, withdrawal }: RouteOrder): readonly Route[] {
  const rest = routes.filter(({ terminal }) => terminal.weight > 0)
  const ordered: Route[] = []
  while (rest.length > 0) {
    // By how many are left: when the first has failed and is tried no more, the others keep their order.
    const drawn = hash(`${tenant}/${wallet}/${withdrawal}/${rest.length}`)
    ordered.push(...rest.splice(indexAt(rest, drawn / 2 ** 32), 1))
  }
  return [...ordered, ...routes.filter(({ terminal }) => terminal.weight <= 0)]
}

/** The route at this part of all weights, laid end to end; 0 is where the first begins, 1 where the last ends. */
function indexAt(routes: readonly Route[], part: number): number {
  const total = routes.reduce((sum, { terminal }) => sum + terminal.weight, 0)
  let left = Math.floor(part * total)
  return routes.findIndex(({ terminal }) => (left -= terminal.weight) < 0)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
