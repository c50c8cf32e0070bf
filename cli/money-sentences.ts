import { formatTime } from './format.ts'
import { balance, by, type Money, type Sentences } from './sentence-parts.ts'

/** Of deposits, holds, transfers and what is said of them afterwards; and of the accounts beside the wallets. */
export const moneySentences: Sentences = {
  DepositCreated: (event, money) =>
    `${money(event.credited)} expected from ${event.source} for ${event.deposit}, ${balance(event, money)}`,
  DepositCompleted: (event, money) =>
    `+${gained(event, money)} from ${event.source}${by(' for', event.deposit)}, ${balance(event, money)}`,
  DepositFailed: ({ deposit, amount, reason }, money) => `${money(amount)} of ${deposit} does not come: ${reason}`,
  DepositReverted: (event, money) =>
    `-${money(event.amount)} of ${event.deposit} back to ${event.source}${left(event, money)}, ${
      balance(event, money)}`,
  DepositAdjusted: (event, money) => adjusted(event.deposit, event, money),
  RevertAdjusted: (event, money) => adjusted(`${event.revert} of ${event.deposit}`, event, money),
  WithdrawalAdjusted: (event, money) => adjusted(event.withdrawal, event, money),

  HoldPlaced: (event, money) =>
    `${money(event.amount)} held for ${event.counterparty}, ${event.holdId}${
      event.expiresAt === 0 ? '' : ` until ${formatTime(event.expiresAt)}`}, ${balance(event, money)}`,
  HoldPosted: (event, money) =>
    `-${money(event.amount)} of ${event.holdId}${left(event, money)}${
      event.released === 0n ? '' : `, ${money(event.released)} given back`}, ${balance(event, money)}`,
  HoldReleased: (event, money) =>
    `${money(event.amount)} of ${event.holdId} given back${left(event, money)}, ${balance(event, money)}`,
  HoldExpired: (event, money) =>
    `${money(event.amount)} of ${event.holdId} given back, its time is over, ${balance(event, money)}`,

  TransferCreated: (event, money) =>
    `${money(event.hold)} held for ${event.transfer} to ${event.to}, ${balance(event, money)}`,
  TransferCompleted: (event, money) =>
    `${event.transfer} over ${money(event.amount)} is with ${event.to}, ${balance(event, money)}`,
  TransferFailed: (event, money) =>
    `${event.transfer} over ${money(event.amount)} given back: ${event.reason}, ${balance(event, money)}`,
  TransferCredited: (event, money) =>
    `+${money(event.amount)} from ${event.from}, ${event.transfer}, ${balance(event, money)}`,
  TransferDeclined: ({ from, transfer, reason }) => `${transfer} from ${from} is not taken: ${reason}`,

  BatchCreated: (event, money) =>
    `${money(event.hold)} held for ${event.batch}, ${transfers(event)}, ${balance(event, money)}`,
  CreditReserved: ({ from, transfer, amount }, money) => `room for ${money(amount)} from ${from}, ${transfer}`,
  CreditDeclined: ({ from, transfer, reason }) => `no room for ${transfer} from ${from}: ${reason}`,
  CreditCancelled: ({ from, transfer, amount }, money) =>
    `the room for ${money(amount)} from ${from}, ${transfer}, is not needed`,
  ReservationRecorded: ({ batch, transfer }) => `${transfer} of ${batch} has its room`,
  BatchCompleted: (event, money) =>
    `${event.batch} over ${money(event.amount)} has left, ${transfers(event)}, ${balance(event, money)}`,
  BatchFailed: (event, money) =>
    `${event.batch} over ${money(event.amount)} given back, for ${event.transfer}: ${event.reason}, ${
      balance(event, money)}`,

  TransferAdjusting: ({ transfer, to, status, author, reason }) =>
    `${transfer} shall be ${status}, says ${author}: ${reason}; ${to} is asked`,
  TransferAdjusted: (event, money) => `${event.transfer} is ${event.status}, ${balance(event, money)}`,
  AdjustmentDeclined: ({ transfer, reason }) => `${transfer} stays as it is: ${reason}`,
  CreditAdjusted: (event, money) =>
    `${event.isCredited ? '+' : '-'}${money(event.amount)} of ${event.transfer} from ${event.from}, as it was said, ${
      balance(event, money)}`,
  CreditNotAdjusted: ({ from, transfer, reason }) => `${transfer} from ${from} stays as it is: ${reason}`,

  TenantStopped: ({ reason, isChanged }) => `${isChanged ? 'stopped' : 'stopped already'}: ${reason}`,
  TenantResumed: ({ author, reason, isChanged }) =>
    `${isChanged ? 'goes on' : 'was not stopped'}, says ${author}: ${reason}`,
  PostingsAdded: (event, money) => moved(event, money),
  LedgerUnbalanced: (event, money) =>
    `${money(event.difference)} too ${event.difference < 0n ? 'little' : 'much'}, the tenant is stopped; ${
      moved(event, money)}`
}

/** What the wallet has of a deposit, and of how much if not all of it. Events from before there were plans have all. */
function gained({ amount, credited }: { readonly amount: bigint, readonly credited: bigint }, money: Money): string {
  return credited === amount || credited === 0n ? money(amount) : `${money(credited)} of ${money(amount)}`
}

function left({ left: rest }: { readonly left: bigint }, money: Money): string {
  return rest === 0n ? '' : `, ${money(rest)} of it left`
}

function transfers({ transfers: { length } }: { readonly transfers: readonly unknown[] }): string {
  return length === 1 ? '1 transfer' : `${length} transfers`
}

function adjusted(what: string, event: any, money: Money): string {
  return `${what} is ${event.status}, says ${event.author}: ${event.reason}, ${balance(event, money)}`
}

interface Line { readonly currency: string, readonly debit: bigint, readonly credit: bigint }

function moved({ lines }: { readonly lines: readonly Line[] }, money: Money): string {
  return lines.map(({ currency, debit, credit }) => `+${money(credit, currency)} -${money(debit, currency)}`).join(', ')
}
