import { createHash } from 'node:crypto'

/** What the provider was asked to pay. */
export interface Order {
  readonly tenant: string
  readonly amount: string
  readonly currency: string
  readonly destination: string
  readonly method: string
  readonly terminal: string
}

/** A line of the provider's books: what became of a reference, and what really moved. */
export interface BookedPayout {
  readonly reference: string
  /** Undefined: set aside before it was ordered. */
  readonly order: Order | undefined
  readonly id: string
  state: 'pending' | 'paid' | 'declined' | 'expired' | 'cancelled'
  reason: string
  /** More than one when it paid twice. */
  readonly payments: Payment[]
  readonly returns: (Payment & { readonly reason: string })[]
}

/** Money that moved. */
export interface Payment { readonly id: string, readonly amount: bigint, readonly currency: string }

/** What will come of an order, decided when it comes. */
export interface Fate {
  readonly outcome: 'paid' | 'declined' | 'expired'
  readonly afterMs: number
  readonly reason?: string
  /** It takes the order, and declines it some time after. */
  readonly isDeclinedLater?: boolean
  /** Really paid, in place of what was asked. */
  readonly amount?: bigint
  readonly isPaidTwice?: boolean
  /** The money moves at once, and only later it says that an invoice is issued. */
  readonly isPaidFirst?: boolean
  /** Parts of what was paid, in percent, that come back. */
  readonly returnedPercents?: readonly number[]
}

/** Shares of all orders, calls or callbacks, from 0 to 1. */
export interface Misbehaviour {
  readonly declined: number
  readonly expired: number
  readonly returned: number
  readonly paidFirst: number
  /** Calls that are refused, lost, executed and not answered, or executed when nobody waits any more. */
  readonly trouble: number
  /** Callbacks that are never sent. Not those of returns: after a payout is paid nobody asks any more. */
  readonly lost: number
  readonly repeated: number
}

export const usualMisbehaviour: Misbehaviour = {
  declined: 0.15, expired: 0.05, returned: 0.1, paidFirst: 0.1, trouble: 0.2, lost: 0.1, repeated: 0.2
}

export const noMisbehaviour: Misbehaviour = {
  declined: 0, expired: 0, returned: 0, paidFirst: 0, trouble: 0, lost: 0, repeated: 0
}

const reasons = [
  'authorization_failed:temporarily_unavailable', 'limit_exceeded:daily', 'account_closed', 'rejected:by_bank'
]

/** A number from 0 to 1 that depends on nothing but the seed and what it is drawn for. */
export function draw(seed: number, ...parts: readonly (string | number)[]): number {
  const digest = createHash('sha256').update(JSON.stringify([seed, ...parts])).digest()
  return digest.readUIntBE(0, 6) / 2 ** 48
}

/** What comes of a reference, the same for each run of a seed. */
export function fateOf(seed: number, reference: string, misbehaviour: Misbehaviour, payMsMax: number): Fate {
  const of = (what: string): number => draw(seed, what, reference)
  const afterMs = of('time') * payMsMax
  const outcome = of('outcome')
  if (outcome < misbehaviour.declined) {
    const reason = reasons[Math.floor(of('reason') * reasons.length)]!
    return { outcome: 'declined', afterMs, reason, isDeclinedLater: of('later') < 0.5 }
  }
  if (outcome < misbehaviour.declined + misbehaviour.expired) return { outcome: 'expired', afterMs }
  const isPaidFirst = of('first') < misbehaviour.paidFirst
  const returned = of('returned')
  if (returned >= misbehaviour.returned) return { outcome: 'paid', afterMs, isPaidFirst }
  // Some come back whole, some in part, some in two parts.
  const part = returned / misbehaviour.returned
  const returnedPercents = part < 0.4 ? [100] : part < 0.7 ? [25] : [30, 70]
  return { outcome: 'paid', afterMs, isPaidFirst, returnedPercents }
}

/** How the provider shows a payout. */
export function viewOf({ id, state, reason, order, payments, returns }: BookedPayout): object {
  const { amount, currency } = payments[0] ?? { amount: order?.amount, currency: order?.currency }
  const shown = returns.map(each => ({ ...each, amount: String(each.amount) }))
  return { id, state, reason, returns: shown, ...order && { amount: String(amount), currency } }
}

export function sumOf(amounts: readonly { readonly amount: bigint }[]): bigint {
  return amounts.reduce((sum, { amount }) => sum + amount, 0n)
}
