import { available } from '../processors/balance.ts'
import { hasLapsed, levelAt } from '../processors/wallets/owner.ts'
import type { Batch, Owner, PlacedHold, Plain, Transfer } from '../schemas/generated.ts'
import type { WalletFold } from './wallet-fold.ts'

/** A wallet as its events leave it. */
export interface WalletView {
  readonly tenant: string
  readonly wallet: string
  /** Of its last event, refusals included. */
  readonly revision: number
  readonly status: string
  readonly currency: string
  readonly posted: bigint
  readonly held: bigint
  readonly available: bigint
  /** What is expected: money that is not here yet and has its room. */
  readonly incoming: bigint
  /** If it belongs to somebody. */
  readonly owner?: OwnerView
  /** Withdrawals. */
  readonly pending: readonly PendingWithdrawal[]
  readonly holds: readonly PlacedHoldView[]
  /** That it pays, alone or in a batch: pending ones, and those of which an adjustment is. */
  readonly transfers: readonly PendingTransfer[]
  readonly batches: readonly PendingBatch[]
  readonly expected: readonly ExpectedMoney[]
}

export interface PlacedHoldView extends Pick<Plain<PlacedHold>, 'counterparty' | 'left' | 'expiresAt'> {
  readonly holdId: string
}

export interface PendingTransfer extends Pick<Plain<Transfer>, 'status' | 'to' | 'amount' | 'hold' | 'adjustment'> {
  readonly transfer: string
}

export interface PendingBatch extends Pick<Plain<Batch>, 'amount' | 'hold'> {
  readonly batch: string
  readonly wallets: number
  /** How many of them have not said yet whether they have room. */
  readonly waiting: number
}

/** A deposit whose source is not authorized, or a transfer of a batch, whose id has that of the batch before it. */
export interface ExpectedMoney {
  readonly id: string
  /** A source, or a wallet. */
  readonly from: string
  readonly amount: bigint
}

export interface PendingWithdrawal {
  readonly withdrawal: string
  /** That must pay it out; empty where the routing chooses. */
  readonly provider: string
  readonly amount: bigint
  /** The amount, and the fees that the owner bears. */
  readonly hold: bigint
}

/** Whose wallet it is, as its party told last. */
export interface OwnerView extends Plain<Owner> {
  /** Whether the party has said that the wallet may be its identity's. Until then no more than the names is known. */
  readonly isConfirmed: boolean
  /** How well the owner is known now, which is what decides. */
  readonly level: number
  /** Whether what the party told has expired by now, and the level is the one for after that. */
  readonly hasLapsed: boolean
}

/** Undefined when no wallet was ever opened. @param now milliseconds since 1970, for what has expired */
export function walletView(fold: WalletFold, tenant: string, wallet: string, now: number): WalletView | undefined {
  if (fold.wallet === undefined) return undefined
  const { status, currency, posted, held, owner, incoming } = fold.wallet
  const pending = [...fold.rows('withdrawals')].flatMap(([withdrawal, row]) => {
    if (row.hold === null) return []
    const { provider, amount, hold } = row.hold
    return [{ withdrawal, provider, amount, hold }]
  })
  const balance = { posted, held, available: available({ posted, held }), incoming }
  return {
    tenant, wallet, revision: fold.revision, status, currency, ...balance,
    ...owner !== null && { owner: ownerView(owner, status !== 'opening', now) }, pending,
    holds: holdsOf(fold), transfers: transfersOf(fold), batches: batchesOf(fold), expected: expectedIn(fold)
  }
}

function holdsOf(fold: WalletFold): readonly PlacedHoldView[] {
  return [...fold.rows('holds')].filter(([, { status }]) => status === 'placed')
    .map(([holdId, { counterparty, left, expiresAt }]) => ({ holdId, counterparty, left, expiresAt }))
}

function transfersOf(fold: WalletFold): readonly PendingTransfer[] {
  return [...fold.rows('transfers')].filter(([, { status, adjustment }]) => status === 'pending' || adjustment !== '')
    .map(([transfer, { status, to, amount, hold, adjustment }]) => ({ transfer, status, to, amount, hold, adjustment }))
}

function batchesOf(fold: WalletFold): readonly PendingBatch[] {
  return [...fold.rows('batches')].filter(([, { status }]) => status === 'pending')
    .map(([batch, { amount, hold, legs, waiting }]) =>
      ({ batch, amount, hold, wallets: legs.length, waiting: waiting.length }))
}

function expectedIn(fold: WalletFold): readonly ExpectedMoney[] {
  const deposits = [...fold.rows('deposits')].filter(([, { status }]) => status === 'pending')
    .map(([id, { source, credited }]) => ({ id, from: source, amount: credited }))
  const credits = [...fold.rows('credits')].filter(([, { status }]) => status === 'reserved')
    .map(([key, { amount }]) => {
      const slash = key.indexOf('/')
      return { id: key.slice(slash + 1), from: key.slice(0, slash), amount }
    })
  return [...deposits, ...credits]
}

function ownerView(owner: Plain<Owner>, isConfirmed: boolean, now: number): OwnerView {
  return { ...owner, isConfirmed, level: levelAt(owner, now), hasLapsed: hasLapsed(owner, now) }
}
