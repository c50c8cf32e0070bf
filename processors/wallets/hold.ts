import type {
  ExpireHold, HoldExpired, HoldPlaced, HoldPosted, HoldReleased, HoldStatus, PlacedHold, PlaceHold, Plain, PostHold,
  Reason, ReleaseHold, Wallet, WalletCommand, WalletCommandHead
} from '../../schemas/generated.ts'
import { available, balanceOf, hold, post, release } from '../balance.ts'
import { assert, refuse, unchanged, unreachable } from '../decider.ts'
import type { Refusal, Tables, Tick, Unchanged } from '../decider.ts'
import { invalidDerivedIds, invalidIds } from '../ids.ts'
import { tickRetryMs } from '../time.ts'
import { admitMovement, isRefusal } from './admission.ts'
import { brokenLimit } from './limits.ts'
import { identificationFault, neededLevel } from './owner.ts'
import { walletOf, withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'
import { lessUsed, localDayOf, unused, used } from './usages.ts'

/**
 * Money that a client sets aside for somebody. It can neither be spent nor is it gone, until it is posted, released, or
 * its time is over; in one piece or in parts, whose sum is what was set aside.
 */
export function placeHold(
  command: WalletCommandHead & PlaceHold, rows: WalletRows, tables: Tables, at: number
): HoldPlaced | Refusal {
  const { holdId, counterparty, amount, currency, expiresAt } = command
  const admitted = admitMovement(command, rows, tables, invalidIds(command), expiryFault(expiresAt, at))
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  if (rows.holds !== undefined) return refuse(command, 'hold_already_exists')
  if (wallet.currency !== currency) return refuse(command, 'currency_mismatch')
  const unknown = identificationFault(wallet.owner, neededLevel(tenant, 'hold', currency, amount), at)
  if (unknown !== undefined) return refuse(command, unknown)
  const demand = { wallet: command.wallet, operation: 'hold', amount, out: amount, in: 0n } as const
  const broken = brokenLimit(tenant, wallet, demand, at)
  if (broken !== undefined) {
    return refuse(command, 'limit_exceeded', { walletLimit: broken, balance: balanceOf(wallet) })
  }
  if (amount > available(wallet)) return refuse(command, 'insufficient_funds', { balance: balanceOf(wallet) })

  return {
    type: 'HoldPlaced',
    holdId,
    counterparty,
    amount,
    currency,
    expiresAt,
    balance: hold(wallet, amount),
    tenantRevision: tenant.revision,
    identity: wallet.owner?.identity ?? '',
    identityRevision: wallet.owner?.revision ?? 0,
    localDay: localDayOf(tenant, wallet, at)
  }
}

function expiryFault(expiresAt: number, at: number): Reason | undefined {
  return expiresAt !== 0 && expiresAt <= at ? 'expiry_in_past' : undefined
}

/** Moves money to whom it is for: all that is left, or a part. What is left after it can be given back with it. */
export function postHold(
  command: WalletCommandHead & PostHold, rows: WalletRows, at: number
): HoldPosted | Refusal {
  const admitted = admitHeld(command, rows, at)
  if (isRefusal(admitted)) return admitted

  const { wallet, held, amount } = admitted
  const { currency } = wallet
  const rest = held.left - amount
  const released = command.isFinal ? rest : 0n
  const posted = post(wallet, amount)
  return {
    type: 'HoldPosted',
    holdId: command.holdId,
    amount,
    currency,
    left: rest - released,
    released,
    balance: released > 0n ? release(posted, released) : posted,
    postings: [
      { debit: `wallet/${command.wallet}`, credit: `counterparty/${held.counterparty}`, amount, currency }
    ]
  }
}

/** Gives money back to the owner: all that is left, or a part. */
export function releaseHold(
  command: WalletCommandHead & ReleaseHold, rows: WalletRows, at: number
): HoldReleased | Refusal {
  const admitted = admitHeld(command, rows, at)
  if (isRefusal(admitted)) return admitted

  const { wallet, held, amount } = admitted
  const { currency } = wallet
  return {
    type: 'HoldReleased',
    holdId: command.holdId,
    amount,
    currency,
    left: held.left - amount,
    balance: release(wallet, amount)
  }
}

/** A hold, its wallet, and how much of it is meant. */
interface OfHold { readonly wallet: Plain<Wallet>, readonly held: Plain<PlacedHold>, readonly amount: bigint }

/**
 * For the end of a hold, or of a part of it. The wallet may be blocked, and what is held keeps it from closing. A hold
 * whose time is over is over, whether or not the clock has spoken.
 */
function admitHeld(
  command: WalletCommandHead & (PostHold | ReleaseHold), { wallets: wallet, holds: held }: WalletRows, at: number
): OfHold | Refusal {
  const fields = invalidIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (command.amount < 0n) return refuse(command, 'amount_not_positive')
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'opening') return refuse(command, 'wallet_opening')
  if (held === undefined) return refuse(command, 'hold_not_found')
  if (held.status !== 'placed') return refuse(command, `hold_already_${held.status}`)
  if (held.expiresAt !== 0 && at >= held.expiresAt) return refuse(command, 'hold_already_expired')
  if (command.amount > held.left) return refuse(command, 'amount_mismatch', { balance: balanceOf(wallet) })
  return { wallet, held, amount: command.amount === 0n ? held.left : command.amount }
}

/** What the clock says. The hold may be over by then. */
export function expireHold(
  command: WalletCommandHead & ExpireHold, { wallets: wallet, holds: held }: WalletRows, at: number
): HoldExpired | Unchanged | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  const isDue = held?.status === 'placed' && held.expiresAt === command.expiresAt && at >= held.expiresAt
  if (!isDue) return unchanged()

  assert(wallet !== undefined, 'a hold needs its wallet')
  const { holdId } = command
  const { left: amount } = held
  return { type: 'HoldExpired', holdId, amount, currency: wallet.currency, balance: release(wallet, amount) }
}

/** A hold that is over shrinks to how it ended. It stays, or its id could be used again. */
export function evolveHold(rows: WalletRows, event: HoldPlaced | HoldPosted | HoldReleased | HoldExpired): WalletRows {
  switch (event.type) {
    case 'HoldPlaced': {
      const { counterparty, amount, expiresAt, localDay } = event
      const usages = used(walletOf(rows).usages, { operation: 'hold', amount, localDay })
      const holds = { status: 'placed', counterparty, left: amount, posted: 0n, expiresAt, localDay } as const
      return { ...withBalance(rows, event.balance, { usages }), holds }
    }
    case 'HoldPosted': {
      const { amount, left, released, balance } = event
      return { ...withBalance(rows, balance, givenBack(rows, released)), holds: after(rows, 'posted', left, amount) }
    }
    case 'HoldReleased': {
      const { amount, left, balance } = event
      return { ...withBalance(rows, balance, givenBack(rows, amount)), holds: after(rows, 'released', left) }
    }
    case 'HoldExpired': {
      const { amount, balance } = event
      return { ...withBalance(rows, balance, givenBack(rows, amount)), holds: after(rows, 'expired', 0n) }
    }
    default: return unreachable(event)
  }
}

/** What a hold has not used of its limits. It counts as one for as long as something of it is held or has moved. */
function givenBack(rows: WalletRows, amount: bigint): Pick<Plain<Wallet>, 'usages'> {
  const { usages } = walletOf(rows)
  const { left, posted, localDay } = heldIn(rows)
  const isWhole = posted === 0n && amount === left
  return { usages: (isWhole ? unused : lessUsed)(usages, { operation: 'hold', amount, localDay }) }
}

function after(rows: WalletRows, end: HoldStatus, left: bigint, moved = 0n): Plain<PlacedHold> {
  const held = heldIn(rows)
  const posted = held.posted + moved
  return left > 0n ? { ...held, left, posted } : { ...held, status: end, left, posted, expiresAt: 0, localDay: 0 }
}

function heldIn({ holds: held }: WalletRows): Plain<PlacedHold> {
  assert(held !== undefined, 'an event needs its hold')
  return held
}

/** Asked when the hold expires. Again, should this machine's clock be ahead of the broker's. */
export function tickHold(
  [tenant = '', wallet = '', holdId = '']: readonly string[], { expiresAt }: Plain<PlacedHold>, now: number
): Tick<WalletCommand> {
  const operationId = `hold/${holdId}/expire/${expiresAt}`
  return { command: { type: 'ExpireHold', tenant, wallet, operationId, holdId, expiresAt }, next: now + tickRetryMs }
}
