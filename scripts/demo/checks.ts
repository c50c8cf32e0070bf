import type { TrialBalance } from '../../cli/balances.ts'
import type { WalletView } from '../../cli/wallet-view.ts'
import type { Flat } from '../../schemas/record.ts'
import type { Step } from './story.ts'

/** An event as a step expects it: `alice OperationRefused insufficient_funds`. */
export function eventText(event: Flat): string {
  const { type, reason = '', fields = [] } = event as Flat & { readonly fields?: readonly string[] }
  return [nameOf(event), type, ...reason === '' ? [] : [reason], ...fields].join(' ')
}

/** Who it is about: a wallet, or else a party or a tenant. */
export function nameOf({ wallet, party, tenant }: Flat): string {
  return String(wallet ?? party ?? tenant)
}

/** What differs, or nothing. Between wallets the order is nobody's promise. */
export function eventsProblem({ expects }: Step, events: readonly Flat[]): string | undefined {
  const [wanted, found] = [sortByWallet(expects), sortByWallet(events.map(eventText))]
  if (wanted.join('\n') === found.join('\n')) return undefined
  return `expected ${wanted.join(', ') || 'none'}; got ${found.join(', ') || 'none'}`
}

export function balanceProblem({ posted, held }: WalletView, wanted: Balance): string | undefined {
  if (posted === wanted.posted && held === wanted.held) return undefined
  return `expected ${wanted.posted} posted and ${wanted.held} held, got ${posted} and ${held}`
}

function sortByWallet(texts: readonly string[]): string[] {
  const wallets = [...new Set(texts.map(text => text.split(' ')[0]))].sort()
  return wallets.flatMap(wallet => texts.filter(text => text.startsWith(`${wallet} `)))
}

/**
 * Every account's balance by double entry, from the postings of all events: `source/payroll EUR` → −12500. A payout's
 * are what its wallet will move: they count in the wallet's event, which has the balance that they leave. `nameOf` says
 * under which name an account is summed up.
 */
export function booked(events: readonly Flat[], nameOf = (account: string) => account): Map<string, bigint> {
  const balances = new Map<string, bigint>()
  const move = (account: string, currency: string, amount: bigint): void => {
    const name = `${nameOf(account)} ${currency}`
    balances.set(name, (balances.get(name) ?? 0n) + amount)
  }
  for (const { postings = [], balance } of events as readonly (Flat & { postings?: readonly Posting[] })[]) {
    if (balance === undefined) continue
    for (const { debit, credit, amount, currency } of postings) {
      move(debit, currency, -amount)
      move(credit, currency, amount)
    }
  }
  return balances
}

/** What the accounts of a tenant say has to be what the postings of its events come to, and to be zero in all. */
export function accountsProblem(
  { tenant, currencies, underWay }: TrialBalance, events: readonly Flat[]
): string | undefined {
  if (underWay > 0) return `not all have heard of ${underWay} transactions`
  const wrong = currencies.filter(({ difference }) => difference !== 0n)
  if (wrong.length > 0) return wrong.map(({ currency, difference }) => `${difference} ${currency} too much`).join(', ')
  const ofTenant = events.filter(event => event['tenant'] === tenant)
  const postings = booked(ofTenant, account => account.startsWith('wallet/') ? 'wallets' : account)
  const wanted = [...postings].map(([name, balance]) => `${name} ${balance}`)
  const found = currencies.flatMap(({ currency, accounts }) =>
    accounts.map(({ account, balance }) => `${account} ${currency} ${balance}`))
  if (wanted.sort().join('\n') === found.sort().join('\n')) return undefined
  return `the postings come to ${wanted.join(', ') || 'nothing'}; got ${found.join(', ') || 'nothing'}`
}

interface Balance { readonly posted: bigint, readonly held: bigint }

interface Posting {
  readonly debit: string
  readonly credit: string
  readonly amount: bigint
  readonly currency: string
}
