import type { Flat } from '../../../schemas/record.ts'
import { debitOf, possibleHolds, QUOTE_MS } from '../workload/configuration.ts'
import { isRightlyRefused, type ProviderSince } from './wallet-reasons.ts'

/** A wallet, as anybody would keep it who has read the documentation. */
export interface ModelWallet {
  readonly tenant: string
  readonly currency: string
  status: 'open' | 'blocked' | 'closed'
  posted: bigint
  held: bigint
  revision: number
  readonly withdrawals: Map<string, ModelWithdrawal>
  readonly quotes: Map<string, ModelQuote>
}

interface ModelWithdrawal {
  status: 'pending' | 'completed' | 'failed'
  readonly amount: bigint
  readonly hold: bigint
  /** What the owner owes for it. */
  receivable: bigint
}

interface ModelQuote {
  readonly amount: bigint
  readonly currency: string
  readonly hold: bigint
  readonly expiresAt: number
}

/** The wallets of a run, kept by a model of its own: it shares no code with the deciders. */
export class WalletModel {
  readonly wallets = new Map<string, ModelWallet>()
  readonly #providerSince: ProviderSince
  deposited = 0n
  /** What was taken from wallets for withdrawals, less what came back to them. */
  paidOut = 0n

  constructor(providerSince: ProviderSince) {
    this.#providerSince = providerSince
  }

  /** @returns what is wrong with the event as an answer to the command, if anything. */
  apply(event: Flat, command: Flat): string | undefined {
    const key = `${event['tenant']}/${event['wallet']}`
    const wallet = this.wallets.get(key)
    const fault = event.type === 'OperationRefused'
      ? this.#refused(event, command, wallet)
      : this.#accepted(key, event, command, wallet)
    const after = this.wallets.get(key)
    if (after !== undefined) after.revision = event['revision'] as number
    return fault ?? balanceFault(event, after)
  }

  #refused(event: Flat, command: Flat, wallet: ModelWallet | undefined): string | undefined {
    if (isRightlyRefused(event, command, wallet, this.#providerSince)) return undefined
    return `${command.type} is refused as ${event['reason']}`
  }

  #accepted(key: string, event: Flat, command: Flat, wallet: ModelWallet | undefined): string | undefined {
    if (event.type === 'WalletOpened') return this.#opened(key, event, command, wallet)
    if (wallet === undefined) return `${event.type} without a wallet`
    switch (event.type) {
      case 'WalletBlocked': return become(wallet, 'open', 'blocked')
      case 'WalletUnblocked': return become(wallet, 'blocked', 'open')
      case 'WalletClosed':
        if (wallet.posted !== 0n || wallet.held !== 0n) return 'closed with money in it'
        return become(wallet, wallet.status === 'closed' ? 'open' : wallet.status, 'closed')
      case 'DepositCompleted': return this.#deposited(event, command, wallet)
      case 'WithdrawalQuoted': return quoted(event, command, wallet)
      case 'QuoteExpired': return expired(event, wallet)
      case 'WithdrawalCreated': return created(event, command, wallet)
      case 'CancellationRequested':
        return wallet.withdrawals.get(event['withdrawal'])?.status === 'pending' ? undefined : 'cancels what has ended'
      case 'WithdrawalCompleted': return this.#completed(event, wallet)
      case 'WithdrawalFailed': return failed(event, wallet)
      case 'WithdrawalReturned': return this.#returned(event, command, wallet)
      case 'WithdrawalClaimed': return this.#claimed(event, command, wallet)
      default: return `an event that nobody knows: ${event.type}`
    }
  }

  #opened(key: string, event: Flat, command: Flat, wallet: ModelWallet | undefined): string | undefined {
    const { tenant, currency } = event as Flat & { tenant: string, currency: string }
    if (wallet !== undefined || currency !== command['currency']) return 'opened twice, or otherwise than asked'
    this.wallets.set(key, {
      tenant, currency, status: 'open', posted: 0n, held: 0n, revision: 0, withdrawals: new Map(), quotes: new Map()
    })
    return undefined
  }

  #deposited(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
    if (!isAsked(event, command, wallet)) return 'a deposit that nobody asked for, or may not be'
    wallet.posted += event['amount']
    this.deposited += event['amount']
    return undefined
  }

  #completed({ withdrawal, terminal, amount, released }: Flat, wallet: ModelWallet): string | undefined {
    const pending = wallet.withdrawals.get(withdrawal)
    if (pending?.status !== 'pending') return 'completed what was not pending'
    const debited = debitOf(wallet.tenant, terminal, pending.amount)
    if (amount !== debited || released !== pending.hold - debited) return `took ${amount} and released ${released}`
    pending.status = 'completed'
    wallet.posted -= debited
    wallet.held -= pending.hold
    this.paidOut += debited
    return undefined
  }

  /** What comes back pays what is owed first; a closed wallet takes nothing. */
  #returned(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
    const { withdrawal, amount, settled, suspended } = event as Flat & { amount: bigint }
    const ended = wallet.withdrawals.get(withdrawal)
    if (ended === undefined || ended.status === 'pending') return 'returned what had not left'
    const owed: bigint = ended.receivable < amount ? ended.receivable : amount
    const rest = amount - owed
    const credited = wallet.status === 'closed' ? 0n : rest
    if (amount !== command['amount'] || settled !== owed || suspended !== rest - credited) return 'returned otherwise'
    ended.receivable -= owed
    wallet.posted += credited
    this.paidOut -= credited
    return undefined
  }

  /** If the hold was given back the wallet pays as far as it can; the rest is owed. */
  #claimed(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
    const { withdrawal, amount, collected, receivable } = event as Flat & { amount: bigint }
    const ended = wallet.withdrawals.get(withdrawal)
    if (ended === undefined || ended.status === 'pending') return 'claimed what is pending'
    const free = wallet.posted - wallet.held
    const taken = command['collect'] === true ? free < amount ? free : amount : 0n
    if (amount !== command['amount'] || collected !== taken || receivable !== amount - taken) return 'claimed otherwise'
    ended.receivable += receivable
    wallet.posted -= taken
    this.paidOut += taken
    return undefined
  }
}

function quoted(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const { tenant, quote, amount, currency, hold, expiresAt, at, route } = event as Flat
  if (!isAsked(event, command, wallet) || wallet.quotes.has(quote)) return 'a quote that may not be'
  if (hold !== debitOf(tenant, route.terminal, amount)) return `a quote that holds ${hold}`
  if (expiresAt !== at + QUOTE_MS) return 'a quote of another duration'
  wallet.quotes.set(quote, { amount, currency, hold, expiresAt })
  return undefined
}

function expired({ quote, at }: Flat, wallet: ModelWallet): string | undefined {
  const found = wallet.quotes.get(quote)
  if (found === undefined || at < found.expiresAt) return 'expired too early, or what was not there'
  wallet.quotes.delete(quote)
  return undefined
}

function created(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const { withdrawal, quote, hold, amount, provider, at } = event as Flat
  if (!isAsked(event, command, wallet)) return 'a withdrawal that nobody asked for, or may not be'
  const free = wallet.posted - wallet.held
  if (wallet.withdrawals.has(withdrawal) || hold > free) return 'a withdrawal twice, or of too much'
  const of = wallet.quotes.get(quote)
  if (quote !== '' && (of?.amount !== amount || at >= of!.expiresAt)) return 'a withdrawal by a quote that is none'
  const holds = of === undefined ? possibleHolds(wallet.tenant, provider, amount) : [of.hold]
  if (!holds.includes(hold)) return `holds ${hold}, not ${holds.join(' or ')}`
  wallet.quotes.delete(quote)
  wallet.held += hold
  wallet.withdrawals.set(withdrawal, { status: 'pending', amount, hold, receivable: 0n })
  return undefined
}

function failed({ withdrawal, amount }: Flat, wallet: ModelWallet): string | undefined {
  const pending = wallet.withdrawals.get(withdrawal)
  if (pending?.status !== 'pending' || pending.hold !== amount) return 'failed what was not pending'
  pending.status = 'failed'
  wallet.held -= amount
  return undefined
}

function isAsked({ amount }: Flat, command: Flat, { status, currency }: ModelWallet): boolean {
  return status === 'open' && amount > 0n && amount === command['amount'] && currency === command['currency']
}

function become(wallet: ModelWallet, from: ModelWallet['status'], to: ModelWallet['status']): string | undefined {
  if (wallet.status !== from) return `${wallet.status} becomes ${to}`
  wallet.status = to
  return undefined
}

function balanceFault({ type, balance }: Flat, wallet: ModelWallet | undefined): string | undefined {
  if (balance === null || balance === undefined) return undefined
  if (wallet?.posted === balance.posted && wallet?.held === balance.held) return undefined
  return `${type} leaves ${balance.posted} with ${balance.held} held, not ${wallet?.posted} with ${wallet?.held}`
}
