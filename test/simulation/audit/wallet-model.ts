import type { Flat } from '../../../schemas/record.ts'
import { debitOf, possibleHolds, QUOTE_MS } from '../workload/configuration.ts'
import { neededLevel } from '../workload/policies.ts'
import { applyMoney, emptyMoney, isExpecting, type ModelMoney } from './money-model.ts'
import { isOwners, isPinned, levelFault, type OwnerOf } from './owner-model.ts'
import { textOfOwner, type ModelOwner } from './party-model.ts'
import { isRightlyRefused, type Since } from './wallet-reasons.ts'

/** A wallet, as anybody would keep it who has read the documentation. */
export interface ModelWallet {
  readonly tenant: string
  readonly currency: string
  status: 'opening' | 'open' | 'blocked' | 'closed'
  /** As the wallet was told last. While it is being opened there is a name alone. */
  owner: OwnerOf
  posted: bigint
  held: bigint
  revision: number
  readonly withdrawals: Map<string, ModelWithdrawal>
  readonly quotes: Map<string, ModelQuote>
  /** Transfers, holds and deposits that have ids. */
  readonly money: ModelMoney
}

export interface ModelWithdrawal {
  status: 'pending' | 'completed' | 'failed'
  /** Of an owner's wallet: whether the party has said that it may be paid out. */
  isConfirmed: boolean
  isCancelled: boolean
  readonly amount: bigint
  readonly hold: bigint
  /** What the owner owes for it. */
  receivable: bigint
}

interface ModelQuote {
  readonly destinationId: string
  readonly amount: bigint
  readonly currency: string
  readonly hold: bigint
  readonly expiresAt: number
}

/** What has come into all wallets, and what has left them. */
export interface Flows {
  deposited: bigint
  /** What was taken from wallets for withdrawals and holds, less what came back to them. */
  paidOut: bigint
  /** What left a wallet for another, and what arrived there. */
  sent: bigint
  arrived: bigint
}

/** The wallets of a run, kept by a model of its own: it shares no code with the deciders. */
export class WalletModel {
  readonly wallets = new Map<string, ModelWallet>()
  readonly #since: Since
  readonly #flows: Flows = { deposited: 0n, paidOut: 0n, sent: 0n, arrived: 0n }

  get flows(): Readonly<Flows> {
    return this.#flows
  }

  constructor(since: Since) {
    this.#since = since
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
    if (isRightlyRefused(event, command, wallet, this.#since)) return undefined
    return `${command.type} is refused as ${event['reason']}`
  }

  #accepted(key: string, event: Flat, command: Flat, wallet: ModelWallet | undefined): string | undefined {
    if (event.type === 'WalletRequested') return this.#requested(key, event, command, wallet)
    if (event.type === 'WalletOpened') return this.#opened(key, event, command, wallet)
    if (event.type.endsWith('Declined')) return this.#declined(event, command, wallet)
    if (wallet === undefined) return `${event.type} without a wallet`
    if (wallet.status === 'opening') return this.#notOpened(key, event, command)
    switch (event.type) {
      case 'WalletBlocked': return become(wallet, 'open', 'blocked')
      case 'WalletUnblocked': return become(wallet, 'blocked', 'open')
      case 'WalletClosed':
        if (wallet.posted !== 0n || wallet.held !== 0n || isExpecting(wallet)) return 'closed with money in it'
        return become(wallet, wallet.status === 'closed' ? 'open' : wallet.status, 'closed')
      case 'DepositCompleted': return this.#deposited(event, command, wallet)
      case 'WithdrawalQuoted': return quoted(event, command, wallet)
      case 'QuoteExpired': return expired(event, wallet)
      case 'WithdrawalCreated': return created(event, command, wallet)
      case 'OwnerUpdated': return updated(event, command, wallet)
      case 'WithdrawalConfirmed': return confirmed(event, command, wallet)
      case 'WithdrawalReviewed': return reviewed(event, command, wallet)
      case 'CancellationRequested': return cancelled(event, wallet)
      case 'WithdrawalCompleted': return this.#completed(event, wallet)
      case 'WithdrawalFailed': return failed(event, command, wallet)
      case 'WithdrawalReturned': return this.#returned(event, command, wallet)
      case 'WithdrawalClaimed': return this.#claimed(event, command, wallet)
      default: return applyMoney(event, command, wallet, this.#flows)
    }
  }

  #requested(key: string, event: Flat, command: Flat, wallet: ModelWallet | undefined): string | undefined {
    const { party, identity, currency } = event as Flat & { party: string, identity: string, currency: string }
    const isAsFor = command.type === 'OpenWallet' && party === command['party'] && identity === command['identity']
    if (wallet !== undefined || !isAsFor || currency !== command['currency']) return 'requested otherwise than asked'
    this.#begin(key, event, 'opening', { party, identity, revision: 0, isBlocked: false, identification: unknown })
    return undefined
  }

  /** Those of nobody are open at once, those of somebody once the party says so. */
  #opened(key: string, event: Flat, command: Flat, wallet: ModelWallet | undefined): string | undefined {
    const { currency, owner } = event as Flat & { currency: string, owner: ModelOwner | null }
    if (command.type === 'OpenWallet') {
      const isNobodys = owner === null && command['party'] === '' && command['identity'] === ''
      if (wallet !== undefined || !isNobodys || currency !== command['currency']) return 'opened otherwise than asked'
    } else {
      if (wallet?.status !== 'opening' || owner === null || currency !== wallet.currency) return 'opened, unasked'
      if (textOfOwner(owner) !== textOfOwner(command['owner'])) return 'opened for another owner'
      if (wallet.owner?.party !== owner.party || wallet.owner.identity !== owner.identity) return 'opened for another'
    }
    this.#begin(key, event, 'open', owner ?? undefined)
    return undefined
  }

  #begin(key: string, { tenant, currency }: Flat, status: ModelWallet['status'], owner: OwnerOf): void {
    this.wallets.set(key, {
      tenant, currency, status, owner, posted: 0n, held: 0n, revision: 0, withdrawals: new Map(), quotes: new Map(),
      money: emptyMoney()
    })
  }

  /** Also of a wallet that there is not, which has nothing. */
  #declined({ reason, balance }: Flat, command: Flat, wallet: ModelWallet | undefined): string | undefined {
    const { posted, held } = wallet ?? { posted: 0n, held: 0n }
    if (balance.posted !== posted || balance.held !== held) return 'declined with another balance'
    if (command.type !== 'CreditTransfer' && command.type !== 'ReserveCredit') return 'declined, unasked'
    return isRightlyDeclined(reason, command, wallet) ? undefined : `declined as ${reason}`
  }

  #notOpened(key: string, event: Flat, command: Flat): string | undefined {
    const { reason } = command
    if (event.type !== 'WalletRejected' || command.type !== 'RejectWallet') return `${event.type} while it is opened`
    this.wallets.delete(key)
    return event['reason'] === reason ? undefined : `rejected as ${event['reason']}, not as ${reason}`
  }

  #deposited(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
    if (!isAsked(event, command, wallet, 'deposit')) return 'a deposit that nobody asked for, or may not be'
    if (!isPinned(event, wallet.owner)) return 'a deposit of somebody else'
    const { deposit, amount } = event as Flat & { deposit: string, amount: bigint }
    if (wallet.money.deposits.has(deposit)) return 'a deposit twice'
    if (deposit !== '') wallet.money.deposits.set(deposit, { left: amount, reverts: new Set() })
    wallet.posted += event['amount']
    this.#flows.deposited += event['amount']
    return undefined
  }

  #completed({ withdrawal, terminal, amount, released }: Flat, wallet: ModelWallet): string | undefined {
    const pending = wallet.withdrawals.get(withdrawal)
    if (pending?.status !== 'pending' || !pending.isConfirmed) return 'completed what was not pending'
    const debited = debitOf(wallet.tenant, terminal, pending.amount)
    if (amount !== debited || released !== pending.hold - debited) return `took ${amount} and released ${released}`
    pending.status = 'completed'
    wallet.posted -= debited
    wallet.held -= pending.hold
    this.#flows.paidOut += debited
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
    this.#flows.paidOut -= credited
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
    this.#flows.paidOut += taken
    return undefined
  }
}

function quoted(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const { tenant, quote, amount, currency, hold, expiresAt, at, route, destinationId } = event as Flat
  const mayBe = isAsked(event, command, wallet) && isOwners(command, wallet.owner)
  if (!mayBe || wallet.quotes.has(quote)) return 'a quote that may not be'
  if (hold !== debitOf(tenant, route.terminal, amount)) return `a quote that holds ${hold}`
  if (expiresAt !== at + QUOTE_MS) return 'a quote of another duration'
  wallet.quotes.set(quote, { amount, currency, hold, expiresAt, destinationId })
  return undefined
}

function expired({ quote, at }: Flat, wallet: ModelWallet): string | undefined {
  const found = wallet.quotes.get(quote)
  if (found === undefined || at < found.expiresAt) return 'expired too early, or what was not there'
  wallet.quotes.delete(quote)
  return undefined
}

function created(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const { withdrawal, quote, hold, amount, provider, at, destinationId } = event as Flat
  if (!isAsked(event, command, wallet, 'withdrawal')) return 'a withdrawal that nobody asked for, or may not be'
  if (!isOwners(command, wallet.owner) || !isPinned(event, wallet.owner)) return 'a withdrawal of somebody else'
  const free = wallet.posted - wallet.held
  if (wallet.withdrawals.has(withdrawal) || hold > free) return 'a withdrawal twice, or of too much'
  const of = wallet.quotes.get(quote)
  const isQuoted = of?.amount === amount && of?.destinationId === destinationId && at < of!.expiresAt
  if (quote !== '' && !isQuoted) return 'a withdrawal by a quote that is none'
  const holds = of === undefined ? possibleHolds(wallet.tenant, provider, amount) : [of.hold]
  if (!holds.includes(hold)) return `holds ${hold}, not ${holds.join(' or ')}`
  wallet.quotes.delete(quote)
  wallet.held += hold
  const isConfirmed = wallet.owner === undefined
  wallet.withdrawals.set(withdrawal, {
    status: 'pending', amount, hold, receivable: 0n, isConfirmed, isCancelled: false
  })
  return undefined
}

/** By the payout, or by the party; at once when nothing has begun yet and the client or the level is against it. */
function failed({ withdrawal, amount, reason, at }: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const pending = wallet.withdrawals.get(withdrawal)
  if (pending?.status !== 'pending' || pending.hold !== amount) return 'failed what was not pending'
  if (command.type === 'ConfirmWithdrawal' && !(pending.isCancelled && reason === 'cancelled')) return 'failed, unasked'
  if (command.type === 'ReviewWithdrawal') {
    const fault = levelFault(wallet.tenant, wallet.owner, 'withdrawal', { ...asked(wallet, pending) }, at)
    if (pending.isConfirmed || reason !== fault) return `failed by review as ${reason}, not as ${fault}`
  }
  pending.status = 'failed'
  wallet.held -= amount
  return undefined
}

/** The party has told of it, in the order of its changes. */
function updated({ owner }: Flat & { owner?: ModelOwner }, command: Flat, wallet: ModelWallet): string | undefined {
  const known = wallet.owner
  if (command.type !== 'UpdateOwner' || textOfOwner(command['owner']) !== textOfOwner(owner!)) return 'an owner unasked'
  if (known?.party !== owner!.party || known.identity !== owner!.identity) return 'another owner'
  if (owner!.revision < known.revision) return 'an owner of before'
  wallet.owner = owner
  return wallet.status === 'closed' ? 'an owner of what is closed' : undefined
}

function confirmed({ withdrawal, order, ...event }: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const pending = wallet.withdrawals.get(withdrawal)
  if (command.type !== 'ConfirmWithdrawal' || pending?.status !== 'pending') return 'confirmed what was not pending'
  if (pending.isConfirmed || pending.isCancelled) return 'confirmed twice, or what was cancelled'
  pending.isConfirmed = true
  const isAsTold = order.destination === command['destination'] && order.method === command['method'] &&
    event['destination'] === command['destination'] && order.amount === pending.amount
  return isAsTold ? undefined : 'confirmed otherwise'
}

function reviewed({ withdrawal, level, reason, at }: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const pending = wallet.withdrawals.get(withdrawal)
  if (command.type !== 'ReviewWithdrawal' || pending?.status !== 'pending') return 'reviewed what was not pending'
  const { amount, currency } = asked(wallet, pending)
  if (level !== neededLevel(wallet.tenant, 'withdrawal', currency, amount)) return `needs level ${level}`
  const fault = levelFault(wallet.tenant, wallet.owner, 'withdrawal', asked(wallet, pending), at) ?? ''
  if (fault !== reason) return `reviewed as ${reason}, not as ${fault}`
  return reason !== '' && !pending.isConfirmed ? 'reviewed what could fail at once' : undefined
}

function asked({ currency }: ModelWallet, { amount }: ModelWithdrawal): Flat & { amount: bigint, currency: string } {
  return { type: 'Terms', amount, currency }
}

function cancelled({ withdrawal }: Flat, wallet: ModelWallet): string | undefined {
  const pending = wallet.withdrawals.get(withdrawal)
  if (pending?.status !== 'pending') return 'cancels what has ended'
  if (!pending.isConfirmed) pending.isCancelled = true
  return undefined
}

function isRightlyDeclined(reason: string, { currency }: Flat, wallet: ModelWallet | undefined): boolean {
  switch (reason) {
    case 'wallet_not_found': return wallet === undefined
    case 'owner_blocked': return wallet?.status === 'open' && wallet.owner?.isBlocked === true
    case 'currency_mismatch': return wallet?.status === 'open' && wallet.currency !== currency
    default: return reason === `wallet_${wallet?.status}` && wallet?.status !== 'open'
  }
}

/** As it was asked, of an open wallet, by somebody who may. To quote something takes no level. */
function isAsked(
  event: Flat, command: Flat, { tenant, status, currency, owner }: ModelWallet, operation?: 'deposit' | 'withdrawal'
): boolean {
  const { amount, at } = event as Flat & { amount: bigint, at: number }
  const mayBe = status === 'open' && owner?.isBlocked !== true && currency === command['currency']
  const isKnown = operation === undefined || levelFault(tenant, owner, operation, command, at) === undefined
  return mayBe && isKnown && amount > 0n && amount === command['amount']
}

const unknown = { level: 0, status: 'none', validUntil: 0, levelAfter: 0, challenge: '' } as const

function become(wallet: ModelWallet, from: ModelWallet['status'], to: ModelWallet['status']): string | undefined {
  if (wallet.status !== from) return `${wallet.status} becomes ${to}`
  wallet.status = to
  return undefined
}

function balanceFault({ type, balance }: Flat, wallet: ModelWallet | undefined): string | undefined {
  if (balance === null || balance === undefined || type.endsWith('Declined')) return undefined
  if (wallet?.posted === balance.posted && wallet?.held === balance.held) return undefined
  return `${type} leaves ${balance.posted} with ${balance.held} held, not ${wallet?.posted} with ${wallet?.held}`
}
