import type {
  CreateWithdrawal, ExpireQuote, Plain, Quote, QuoteExpired, QuoteWithdrawal, Reason, WalletCommand, WalletCommandHead,
  WithdrawalQuoted
} from '../../schemas/generated.ts'
import { refuse, unchanged, unreachable } from '../decider.ts'
import type { Refusal, Tables, Tick, Unchanged } from '../decider.ts'
import { invalidDerivedIds, invalidIds } from '../ids.ts'
import { findRoutes } from '../routing.ts'
import type { RouteOrder } from '../routing.ts'
import { later, tickRetryMs } from '../time.ts'
import { admitPayout, isRefusal } from './admission.ts'
import type { OwnerOf } from './owner.ts'
import type { WalletRows } from './rows.ts'

/**
 * The best route of now and what it costs, kept until the quote expires: a withdrawal that names the quote goes that
 * way, for that fee, whatever the configuration says by then. It holds no money, and it may be used once.
 */
export function quoteWithdrawal(
  command: WalletCommandHead & QuoteWithdrawal, rows: WalletRows, tables: Tables, at: number
): WithdrawalQuoted | Refusal {
  const { quote, destination, amount, currency, method, destinationId } = command
  const admitted = admitPayout(command, rows, tables, [...invalidIds(command), ...quote === '' ? ['quote'] : []])
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  const { owner } = wallet
  if (rows.quotes !== undefined) return refuse(command, 'quote_already_exists')
  if (wallet.currency !== currency) return refuse(command, 'currency_mismatch')

  const providers = tables.list('providers', command.tenant)
  const { routes: [best], rejected } = findRoutes(
    { ...routeOrder(command, owner), withdrawal: quote }, tenant, providers, []
  )
  if (best === undefined) return refuse(command, 'no_route_found')

  const { provider, terminal, flow } = best
  return {
    type: 'WithdrawalQuoted',
    quote,
    destination,
    amount,
    currency,
    method,
    party: owner?.party ?? command.party,
    destinationId,
    hold: flow.debited,
    expiresAt: later(at, tenant.quoteMs),
    route: {
      quote,
      provider: provider.provider,
      terminal: terminal.terminal,
      amount: flow.paidOut,
      postings: flow.postings,
      tenantRevision: tenant.revision,
      providerRevision: provider.revision
    },
    rejected
  }
}

/** From a wallet that has an owner the destination is known by its id alone, until the party says what it is. */
export function routeOrder<Command extends Omit<RouteOrder, 'withdrawal'>>(
  command: Command, owner: OwnerOf
): Omit<Command, 'destination'> & Pick<RouteOrder, 'destination'> {
  return owner === null ? command : { ...command, party: owner.party, destination: undefined }
}

/**
 * Why a withdrawal may not use the quote that it names. A quote is for the very terms that were asked for.
 *
 * @param party the command's, or the owner's where it names none
 */
export function quoteFault(
  command: WalletCommandHead & CreateWithdrawal, party: string, quote: Plain<Quote> | undefined, at: number
): Reason | undefined {
  if (quote === undefined) return 'quote_not_found'
  if (at >= quote.expiresAt) return 'quote_expired'
  const isSame = terms.every(field => command[field] === quote[field]) && party === quote.party
    && (command.provider === '' || command.provider === quote.route.provider)
  return isSame ? undefined : 'quote_mismatch'
}

const terms = ['destination', 'amount', 'currency', 'method', 'destinationId'] as const

/** What the clock says. The quote may be gone by then: used, or used and asked for again. */
export function expireQuote(
  command: WalletCommandHead & ExpireQuote, { quotes: quote }: WalletRows, at: number
): QuoteExpired | Refusal | Unchanged {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (quote === undefined || quote.expiresAt !== command.expiresAt || at < quote.expiresAt) return unchanged()

  return { type: 'QuoteExpired', quote: command.quote }
}

export function evolveQuote(rows: WalletRows, event: WithdrawalQuoted | QuoteExpired): WalletRows {
  switch (event.type) {
    case 'WithdrawalQuoted': {
      const { destination, amount, currency, method, party, hold, expiresAt, route, destinationId } = event
      const quotes = { destination, amount, currency, method, party, hold, expiresAt, route, destinationId }
      return { ...rows, quotes }
    }
    case 'QuoteExpired': return { ...rows, quotes: undefined }
    default: return unreachable(event)
  }
}

/** Asked when the quote expires. Again, should this machine's clock be ahead of the broker's. */
export function tickQuote(
  [tenant = '', wallet = '', quote = '']: readonly string[], { expiresAt }: Plain<Quote>, now: number
): Tick<WalletCommand> {
  const operationId = `quote/${quote}/expire/${expiresAt}`
  return { command: { type: 'ExpireQuote', tenant, wallet, operationId, quote, expiresAt }, next: now + tickRetryMs }
}
