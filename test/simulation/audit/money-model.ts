import type { Flat } from '../../../schemas/record.ts'
import { isPinned } from './owner-model.ts'
import type { Flows, ModelWallet } from './wallet-model.ts'

/** What a wallet pays to others, sets aside, and may have to give back. */
export interface ModelMoney {
  readonly transfers: Map<string, ModelTransfer>
  readonly batches: Map<string, ModelBatch>
  /** What has come of transfers, or has its room: `from/transfer`. */
  readonly credits: Map<string, ModelCredit>
  readonly holds: Map<string, ModelHold>
  readonly deposits: Map<string, ModelDeposit>
}

interface ModelTransfer {
  readonly hold: bigint
  status: 'pending' | 'completed' | 'failed'
}

interface ModelBatch {
  readonly hold: bigint
  readonly credited: bigint
  /** Transfers of which nothing is known yet. */
  readonly waiting: Set<string>
  status: 'pending' | 'completed' | 'failed'
}

interface ModelCredit {
  readonly amount: bigint
  status: 'reserved' | 'credited' | 'cancelled'
}

export interface ModelHold {
  left: bigint
  /** 0: never. */
  readonly expiresAt: number
  status: 'placed' | 'posted' | 'released' | 'expired'
}

interface ModelDeposit {
  left: bigint
  readonly reverts: Set<string>
}

export function emptyMoney(): ModelMoney {
  return { transfers: new Map(), batches: new Map(), credits: new Map(), holds: new Map(), deposits: new Map() }
}

/** Whether there is room for something that has not come yet. */
export function isExpecting({ money }: ModelWallet): boolean {
  return [...money.credits.values()].some(({ status }) => status === 'reserved')
}

/** @returns what is wrong with the event as an answer to the command, if anything. Nothing costs a fee. */
export function applyMoney(event: Flat, command: Flat, wallet: ModelWallet, flows: Flows): string | undefined {
  switch (event.type) {
    case 'TransferCreated': return sent(event, command, wallet)
    case 'TransferCredited': return arrived(event, command, wallet, flows)
    case 'TransferCompleted':
    case 'TransferFailed': return ended(event, wallet, flows)
    case 'BatchCreated': return begun(event, command, wallet)
    case 'ReservationRecorded': return recorded(event, command, wallet)
    case 'BatchCompleted':
    case 'BatchFailed': return batchEnded(event, command, wallet, flows)
    case 'CreditReserved': return reserved(event, command, wallet)
    case 'CreditCancelled': return cancelled(event, wallet)
    case 'HoldPlaced': return placed(event, command, wallet)
    case 'HoldPosted':
    case 'HoldReleased':
    case 'HoldExpired': return freed(event, command, wallet, flows)
    case 'DepositReverted': return reverted(event, command, wallet, flows)
    default: return `an event that nobody knows: ${event.type}`
  }
}

type Money = Flat & { readonly amount: bigint, readonly at: number, readonly currency: string }

/** Of an open wallet, by somebody who may, and no more than there is. */
function isAffordable(event: Flat, command: Flat, wallet: ModelWallet): boolean {
  const { amount, currency } = event as Money
  const mayBe = wallet.status === 'open' && wallet.owner?.isBlocked !== true && isPinned(event, wallet.owner)
  const isAsked = amount > 0n && amount === command['amount'] && currency === command['currency']
  return mayBe && isAsked && currency === wallet.currency && amount <= wallet.posted - wallet.held
}

function sent(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const { transfer, to, hold, credited, amount } = event as Money & { transfer: string, hold: bigint }
  const isToAnother = to === command['to'] && to !== event['wallet']
  if (!isAffordable(event, command, wallet) || !isToAnother) return 'sent what may not be'
  if (hold !== amount || credited !== amount) return `holds ${hold} of ${amount}, to bring ${credited}`
  if (wallet.money.transfers.has(transfer)) return 'a transfer twice'
  wallet.money.transfers.set(transfer, { hold, status: 'pending' })
  wallet.held += hold
  return undefined
}

function arrived(event: Flat, command: Flat, wallet: ModelWallet, flows: Flows): string | undefined {
  const { from, transfer, amount, currency } = event as Money
  const room = wallet.money.credits.get(`${from}/${transfer}`)
  if (command.type === 'ConfirmCredit') {
    if (room?.status !== 'reserved' || room.amount !== amount) return 'arrived without its room'
    room.status = 'credited'
    wallet.posted += amount
    flows.arrived += amount
    return undefined
  }
  if (wallet.status !== 'open' || wallet.owner?.isBlocked === true) return 'arrived where nothing may'
  if (command.type !== 'CreditTransfer' || amount !== command['amount']) return 'arrived, unasked'
  if (currency !== wallet.currency || currency !== command['currency']) return 'arrived in another currency'
  if (room !== undefined) return 'arrived twice'
  wallet.money.credits.set(`${from}/${transfer}`, { amount, status: 'credited' })
  wallet.posted += amount
  flows.arrived += amount
  return undefined
}

function ended({ type, transfer }: Flat, wallet: ModelWallet, flows: Flows): string | undefined {
  const pending = wallet.money.transfers.get(transfer)
  if (pending?.status !== 'pending') return `${type} of what is not pending`
  pending.status = type === 'TransferCompleted' ? 'completed' : 'failed'
  wallet.held -= pending.hold
  if (pending.status === 'failed') return undefined
  wallet.posted -= pending.hold
  flows.sent += pending.hold
  return undefined
}

function begun(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const { batch, transfers, hold, amount } = event as Money & { transfers: readonly Leg[], hold: bigint }
  const asked = command['transfers'] as readonly Leg[]
  const sum = asked.reduce((all, leg) => all + leg.amount, 0n)
  const isAsAsked = amount === sum && hold === sum && transfers.length === asked.length && asked.every((leg, index) =>
    leg.transfer === transfers[index]!.transfer && leg.to !== event['wallet'] && leg.amount > 0n)
  if (!isAsAsked || !isAffordable(event, { ...command, amount: sum }, wallet)) return 'a batch that may not be'
  if (wallet.money.batches.has(batch)) return 'a batch twice'
  const waiting = new Set(asked.map(({ transfer }) => transfer))
  wallet.money.batches.set(batch, { hold, credited: sum, waiting, status: 'pending' })
  wallet.held += hold
  return undefined
}

function recorded({ batch, transfer }: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const pending = wallet.money.batches.get(batch)
  if (pending?.status !== 'pending' || command['isReserved'] !== true) return 'recorded what is not reserved'
  return pending.waiting.delete(transfer) && pending.waiting.size > 0 ? undefined : 'recorded twice, or the last'
}

/** All have room, or one has not. */
function batchEnded(
  { type, batch, transfer }: Flat, command: Flat, wallet: ModelWallet, flows: Flows
): string | undefined {
  const pending = wallet.money.batches.get(batch)
  if (pending?.status !== 'pending' || !pending.waiting.delete(transfer)) return `${type} of what is not pending`
  if ((type === 'BatchCompleted') !== command['isReserved']) return `${type}, and it is not so`
  wallet.held -= pending.hold
  pending.status = type === 'BatchCompleted' ? 'completed' : 'failed'
  if (pending.status === 'failed') return undefined
  if (pending.waiting.size > 0) return 'completed, and one has not answered'
  wallet.posted -= pending.hold
  flows.sent += pending.credited
  return undefined
}

function reserved(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const { from, transfer, amount, currency } = event as Money
  if (wallet.status !== 'open' || wallet.owner?.isBlocked === true) return 'room where nothing may come'
  if (amount !== command['amount'] || currency !== wallet.currency) return 'room for something else'
  if (wallet.money.credits.has(`${from}/${transfer}`)) return 'room twice'
  wallet.money.credits.set(`${from}/${transfer}`, { amount, status: 'reserved' })
  return undefined
}

function cancelled({ from, transfer }: Flat, wallet: ModelWallet): string | undefined {
  const room = wallet.money.credits.get(`${from}/${transfer}`)
  if (room?.status !== 'reserved') return 'cancelled what has no room'
  room.status = 'cancelled'
  return undefined
}

interface Leg { readonly transfer: string, readonly to: string, readonly amount: bigint }

function placed(event: Flat, command: Flat, wallet: ModelWallet): string | undefined {
  const { holdId, amount, expiresAt, at } = event as Money & { expiresAt: number }
  if (!isAffordable(event, command, wallet) || wallet.money.holds.has(holdId)) return 'set aside what may not be'
  if (expiresAt !== command['expiresAt'] || expiresAt !== 0 && expiresAt <= at) return `set aside until ${expiresAt}`
  wallet.money.holds.set(holdId, { left: amount, expiresAt, status: 'placed' })
  wallet.held += amount
  return undefined
}

/** Posted, released or expired, as far as was asked for: 0 is all of it. */
function freed(event: Flat, command: Flat, wallet: ModelWallet, flows: Flows): string | undefined {
  const { type, holdId, amount, at, left = 0n, released = 0n } = event as Money
  const hold = wallet.money.holds.get(holdId)
  if (hold?.status !== 'placed') return `${type} of what is over`
  const isOver = hold.expiresAt !== 0 && at >= hold.expiresAt
  if ((type === 'HoldExpired') !== isOver) return `${type}, and its time is ${isOver ? '' : 'not '}over`
  const all = hold.left
  const asked = type === 'HoldExpired' || command['amount'] === 0n ? all : command['amount'] as bigint
  const rest = type === 'HoldPosted' && command['isFinal'] === true ? all - asked : 0n
  if (amount !== asked || released !== rest || left !== all - asked - rest) return `${type} of ${amount}, ${left} left`
  hold.left = left
  if (left === 0n) hold.status = type === 'HoldPosted' ? 'posted' : type === 'HoldReleased' ? 'released' : 'expired'
  wallet.held -= amount + released
  if (type !== 'HoldPosted') return undefined
  wallet.posted -= amount
  flows.paidOut += amount
  return undefined
}

function reverted(event: Flat, command: Flat, wallet: ModelWallet, flows: Flows): string | undefined {
  const { deposit, revert, amount, left } = event as Money
  const of = wallet.money.deposits.get(deposit)
  if (of === undefined || of.reverts.has(revert) || amount > of.left) return 'reverted what had not come'
  if (!isAffordable(event, command, wallet) || left !== of.left - amount) return 'reverted what may not be'
  of.left -= amount
  of.reverts.add(revert)
  wallet.posted -= amount
  flows.deposited -= amount
  return undefined
}
