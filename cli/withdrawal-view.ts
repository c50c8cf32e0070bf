import { enquirySlot } from '../processors/withdrawals/clock.ts'
import { formatReference } from '../processors/withdrawals/reference.ts'
import { withdrawals } from '../processors/withdrawals/index.ts'
import type {
  Attempt, Payout, PayoutStatus, Plain, Rejection, Waiting, WalletEvent, WithdrawalCreated, WithdrawalEvent,
  WithdrawalStatus
} from '../schemas/generated.ts'
import { WalletFold } from './wallet-fold.ts'

/** A withdrawal as the events of both processors leave it: its money, and its payout. */
export interface WithdrawalView {
  readonly tenant: string
  readonly wallet: string
  readonly withdrawal: string
  /** Of its payout; of its money, where there is no payout yet. */
  readonly status: PayoutStatus | WithdrawalStatus
  /** Undefined where a provider spoke of a withdrawal that nobody asked for. */
  readonly money?: MoneyView
  readonly isCancelRequested: boolean
  readonly waitsFor?: WaitsFor
  /** When that is due, if it has a time. */
  readonly dueAt?: number
  readonly unknown?: UnknownView
  /** Why it failed. */
  readonly reason?: string
  readonly attempts: readonly AttemptView[]
  /** Terminals that were no route when one was last looked for. */
  readonly rejected: readonly Plain<Rejection>[]
  /** What a provider said that cannot be true beside what it said before: codes. */
  readonly conflicts: readonly string[]
  /** How many notifications wait for a reference that we do not know. */
  readonly kept: number
}

export interface MoneyView extends Pick<WithdrawalCreated,
  'amount' | 'currency' | 'destination' | 'method' | 'party' | 'quote' | 'scheduledAt'> {
  readonly status: WithdrawalStatus
  readonly createdAt: number
  /** What the wallet holds for it now. */
  readonly held: bigint
  /** What a provider paid and nothing covers: the owner owes it. */
  readonly receivable: bigint
}

/** Since when nobody knows whether it was paid. */
export interface UnknownView {
  readonly since: number
  readonly forMs: number
  /** When the provider is asked again. */
  readonly nextEnquiryAt: number
}

export interface AttemptView extends Pick<Plain<Attempt>,
  'provider' | 'terminal' | 'status' | 'amount' | 'paid' | 'returned' | 'invoice' | 'since' | 'reason' | 'again'
  | 'returns'> {
  /** 1, 2, 3 … */
  readonly attempt: number
  readonly reference: string
  /** What was paid in place of what was asked for. */
  readonly paidInstead?: { readonly amount: bigint, readonly currency: string }
}

/** Who or what has to come next. */
export type WaitsFor =
  | 'payout' | 'approval' | 'schedule' | 'routing' | 'turnover' | 'provider' | 'provider_or_operator' | 'wallet'

/** Folds the events of one withdrawal, with the domain's own code. Its wallet's events have to come whole. */
export class WithdrawalFold {
  readonly #key: { readonly tenant: string, readonly wallet: string, readonly withdrawal: string }
  readonly #wallet = new WalletFold()
  #created: WalletEvent & WithdrawalCreated | undefined
  #payout: Plain<Payout> | undefined
  #revision = 0
  #isCancelRequested = false
  #reason: string | undefined
  #rejected: readonly Plain<Rejection>[] = []
  readonly #conflicts: string[] = []
  readonly #paidInstead = new Map<string, { readonly amount: bigint, readonly currency: string }>()

  constructor(tenant: string, wallet: string, withdrawal: string) {
    this.#key = { tenant, wallet, withdrawal }
  }

  /** @throws Error when an event is missing */
  addWalletEvent(event: WalletEvent): void {
    this.#wallet.add(event)
    if (!('withdrawal' in event) || event.withdrawal !== this.#key.withdrawal) return
    if (event.type === 'WithdrawalCreated') this.#created = event
    if (event.type === 'CancellationRequested') this.#isCancelRequested = true
  }

  /** Of any withdrawal of the wallet. @throws Error when an event is missing */
  addPayoutEvent(event: WithdrawalEvent): void {
    const { revision } = event
    if (revision !== this.#revision + 1) throw new Error(`events are missing: ${revision} follows ${this.#revision}`)
    this.#revision = revision
    if (!('withdrawal' in event) || event.withdrawal !== this.#key.withdrawal) return
    this.#payout = withdrawals.evolve({ payouts: this.#payout }, event).payouts
    this.#remember(event)
  }

  /** Undefined when nobody ever spoke of it. @param now milliseconds since 1970, for the age of what is unknown */
  view(now: number): WithdrawalView | undefined {
    const money = this.#money()
    const payout = this.#payout
    const status = payout?.status ?? money?.status
    if (status === undefined) return undefined
    const waitsFor = waitingFor(payout, money)
    const dueAt = payout?.waiting === null ? payout.dueAt : 0
    return {
      ...this.#key, status, ...money && { money },
      isCancelRequested: this.#isCancelRequested || payout?.isCancelRequested === true,
      ...waitsFor && { waitsFor }, ...dueAt !== 0 && { dueAt },
      ...payout?.waiting && { unknown: unknownSince(payout.waiting, now) },
      ...this.#reason && { reason: this.#reason },
      attempts: payout?.attempts.map((attempt, index) => this.#attempt(attempt, index + 1)) ?? [],
      rejected: this.#rejected, conflicts: this.#conflicts, kept: payout?.kept.length ?? 0
    }
  }

  /** What a finished row keeps no longer, and what never was in it. */
  #remember(event: WithdrawalEvent): void {
    if ('rejected' in event && event.rejected.length > 0) this.#rejected = event.rejected
    switch (event.type) {
      case 'PayoutFailed':
      case 'PayoutCancelled': return void (this.#reason = event.reason)
      case 'PayoutMismatched': {
        const { reference, paidAmount, paidCurrency } = event
        return void this.#paidInstead.set(reference, { amount: paidAmount, currency: paidCurrency })
      }
      case 'PayoutContradicted': return void this.#conflicts.push(event.conflict)
    }
  }

  #money(): MoneyView | undefined {
    const { withdrawal } = this.#key
    const row = this.#wallet.row('withdrawals', withdrawal)
    if (this.#created === undefined || row === undefined) return undefined
    const { amount, currency, destination, method, party, quote, scheduledAt, at: createdAt } = this.#created
    const { status, hold, receivable } = row
    const order = { amount, currency, destination, method, party, quote, scheduledAt }
    return { ...order, status, createdAt, held: hold?.hold ?? 0n, receivable }
  }

  #attempt(row: Plain<Attempt>, attempt: number): AttemptView {
    const { provider, terminal, status, amount, paid, returned, invoice, since, reason, again, returns } = row
    const reference = formatReference({ ...this.#key, attempt })
    const paidInstead = this.#paidInstead.get(reference)
    return {
      attempt, reference, provider, terminal, status, amount, paid, returned, invoice, since, reason, again, returns,
      ...paidInstead && { paidInstead }
    }
  }
}

function waitingFor(payout: Plain<Payout> | undefined, money: MoneyView | undefined): WaitsFor | undefined {
  const next = payout === undefined ? 'payout' : payout.waiting ? 'provider_or_operator' : nextOf[payout.status]
  return next ?? (money?.status === 'pending' ? 'wallet' : undefined)
}

const nextOf: { readonly [Status in PayoutStatus]: WaitsFor | undefined } = {
  unmatched: 'payout',
  awaiting_approval: 'approval',
  scheduled: 'schedule',
  ready: 'routing',
  reserving: 'turnover',
  invoice_requested: 'provider',
  invoice_open: 'provider',
  cancel_requested: 'provider',
  outcome_unknown: 'provider_or_operator',
  mismatched: 'provider_or_operator',
  completed: undefined,
  failed: undefined,
  cancelled: undefined,
  paid_after_close: undefined
}

/** Enquiries that bring nothing new leave no event: when the next is due follows from the first. */
function unknownSince(waiting: Plain<Waiting>, now: number): UnknownView {
  const { since, dueAt } = waiting
  return { since, forMs: Math.max(0, now - since), nextEnquiryAt: dueAt > now ? dueAt : enquirySlot(waiting, now).next }
}
