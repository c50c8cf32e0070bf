import type {
  AnswerTurnover, PayoutFailed, PayoutOrder, PayoutRouted, PayoutStarted, Plain, Posting, Provider, Rejection, Terminal,
  WithdrawalCommandHead
} from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds } from '../ids.ts'
import { destinationProblem, findRoutes, findTerminal } from '../routing.ts'
import { findTenant } from '../tenant.ts'
import { later } from '../time.ts'
import { referenceOf, withoutLeaving, wordsOf } from './rows.ts'
import type { AttemptRow, OfPayout, PayoutRow, PayoutRows } from './rows.ts'

export type Attempted = PayoutStarted | PayoutRouted | PayoutFailed

/** Where its provider does not say: the row has gone, or it is from before there were deadlines. */
export const answerMsDefault = 900_000

/** A way to pay out, with what it moves: chosen now, or by a quote. */
interface Chosen {
  readonly provider: string
  readonly terminal: string
  readonly amount: bigint
  readonly postings: readonly Plain<Posting>[]
  readonly tenantRevision: number
  readonly providerRevision: number
  readonly answerMs: number
  readonly isLimited: boolean
}

interface Choice { readonly chosen: Chosen | undefined, readonly rejected: readonly Plain<Rejection>[] }

/**
 * The next attempt, recorded under a reference of its own before anything leaves. A terminal with turnover limits is
 * asked first. Without a route the payout fails: as its last attempt did, or because there never was one.
 *
 * @param order what the payout is for, on the event that begins it
 */
export function nextAttempt(
  command: OfPayout, payout: PayoutRow, tables: Tables, at: number, order: Plain<PayoutOrder> | null = null
): Attempted {
  const { chosen, rejected } = choose(command, payout, tables)
  if (chosen === undefined) return noRoute(command, payout, rejected)

  const { provider, terminal, amount, postings, tenantRevision, providerRevision } = chosen
  const attempt = payout.attempts.length + 1
  const reference = referenceOf(command, attempt)
  const { currency } = payout
  const { withdrawal } = command
  const routed: PayoutRouted = {
    type: 'PayoutRouted', withdrawal, order, attempt, reference, provider, terminal, amount, currency, postings,
    rejected, tenantRevision, providerRevision
  }
  return chosen.isLimited ? routed : started(routed, payout, later(at, chosen.answerMs), false)
}

/** What is routed leaves: at once, or when its terminal has room for it. */
function started(routed: PayoutRouted, payout: PayoutRow, dueAt: number, hasTurnover: boolean): PayoutStarted {
  const { destination, method, pinned } = payout.order!
  return {
    ...routed, type: 'PayoutStarted', destination, method, pinned, hasTurnover, dueAt,
    matched: wordsOf(payout, routed.reference)
  }
}

function choose(command: OfPayout, payout: PayoutRow, tables: Tables): Choice {
  const tenant = findTenant(tables, command.tenant)
  const { order, attempts } = payout
  if (order === null) return { chosen: undefined, rejected: [] }
  if (order.route !== null) {
    return quoted(command, order, attempts, tables.get('providers', command.tenant, order.route.provider))
  }
  if (tenant === undefined) return { chosen: undefined, rejected: [] }

  const { wallet, withdrawal } = command
  const { routes, rejected } = findRoutes(
    { ...order, tenant: command.tenant, wallet, withdrawal }, tenant, tables.list('providers', command.tenant), attempts
  )
  const best = routes[0]
  const reasons = rejected.map(rejection => overLimit(rejection, attempts))
  if (best === undefined) return { chosen: undefined, rejected: reasons }

  const { provider, terminal, flow } = best
  const { revision: tenantRevision } = tenant
  return {
    chosen: {
      provider: provider.provider, terminal: terminal.terminal, amount: flow.paidOut, postings: flow.postings,
      tenantRevision, providerRevision: provider.revision, answerMs: provider.answerMs,
      isLimited: isLimited(terminal, order.currency)
    },
    rejected: reasons
  }
}

/**
 * A quote fixed route and fee, and so it is: its configuration of then counts, and no other route is tried. But what
 * hangs on a destination that was not known then is looked at now.
 */
function quoted(
  { wallet }: OfPayout, order: Plain<PayoutOrder>, attempts: readonly AttemptRow[], row: Plain<Provider> | undefined
): Choice {
  const { route, currency, pinned } = order
  const { provider, terminal, amount, postings, tenantRevision, providerRevision } = route!
  const rejection = { provider, terminal, details: '' }
  if (attempts.length > 0) {
    return { chosen: undefined, rejected: [overLimit({ ...rejection, reason: 'already_tried' }, attempts)] }
  }
  if (row === undefined) return { chosen: undefined, rejected: [{ ...rejection, reason: 'not_configured' }] }

  const found = findTerminal(row, terminal)
  const problem = pinned === null || found === undefined ? undefined : destinationProblem({ ...order, wallet }, found)
  if (problem !== undefined) return { chosen: undefined, rejected: [{ ...rejection, ...problem }] }
  const limited = found !== undefined && isLimited(found, currency)
  return {
    chosen: {
      provider, terminal, amount, postings, tenantRevision, providerRevision, answerMs: row.answerMs, isLimited: limited
    },
    rejected: []
  }
}

function isLimited({ limits }: Plain<Terminal>, currency: string): boolean {
  return limits.some(limit => limit.currency === currency)
}

/** What was tried and never sent was over a limit. */
function overLimit(rejection: Plain<Rejection>, attempts: readonly AttemptRow[]): Plain<Rejection> {
  const { provider, terminal, reason } = rejection
  const unsent = attempts.find(each => each.provider === provider && each.terminal === terminal && isUnsent(each))
  if (reason !== 'already_tried' || unsent === undefined) return rejection
  return { ...rejection, reason: 'turnover_limit', details: unsent.reason }
}

function isUnsent({ status }: AttemptRow): boolean {
  return status === 'not_sent'
}

function noRoute(command: OfPayout, payout: PayoutRow, rejected: readonly Plain<Rejection>[]): PayoutFailed {
  const { attempts, currency } = payout
  const index = attempts.findLastIndex(attempt => !isUnsent(attempt))
  const last = attempts[index]
  const fixed = { type: 'PayoutFailed', withdrawal: command.withdrawal, currency, by: '', rejected } as const
  if (last === undefined) {
    return {
      ...fixed, provider: '', terminal: '', amount: payout.order?.amount ?? 0n, reference: '', reason: 'no_route_found',
      outcome: 'not_sent', invoice: '', details: '', hasTurnover: false
    }
  }
  const { provider, terminal, amount, reason, status: outcome, invoice } = last
  return {
    ...fixed, provider, terminal, amount, reference: referenceOf(command, index + 1), reason, outcome, invoice,
    details: 'no other route', hasTurnover: false
  }
}

/** The terminal's turnover is held for the attempt, so it may leave; or it is not, and the next one is looked for. */
export function answerTurnover(
  command: WithdrawalCommandHead & AnswerTurnover, { payouts: payout }: PayoutRows, tables: Tables, at: number
): Attempted | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (payout === undefined || payout.status === 'unmatched') return refuse(command, 'payout_not_found')

  const { reference, isHeld } = command
  const index = payout.attempts.length - 1
  const attempt = payout.attempts[index]
  const isAsked = attempt?.status === 'reserving' && reference === referenceOf(command, index + 1)
  if (!isAsked || payout.status !== 'reserving') return refuse(command, 'payout_not_reserving')
  if (!isHeld) return nextAttempt(command, exceeded(payout, command.details), tables, at)

  const { provider, terminal, amount, postings } = attempt
  const row = tables.get('providers', command.tenant, provider)
  const routed: PayoutRouted = {
    type: 'PayoutRouted', withdrawal: command.withdrawal, order: null, attempt: index + 1, reference, provider,
    terminal, amount, currency: payout.currency, postings, rejected: [], providerRevision: row?.revision ?? 0,
    tenantRevision: findTenant(tables, command.tenant)?.revision ?? 0
  }
  return started(routed, payout, later(at, row?.answerMs ?? answerMsDefault), true)
}

function exceeded(payout: PayoutRow, reason: string): PayoutRow {
  return { ...payout, attempts: payout.attempts.map(attempt => withoutLeaving(attempt, reason)) }
}
