import type {
  BatchCompleted, BatchCreated, BatchFailed, BatchLeg, CreateBatch, ExceededLimit, Plain, Posting, RecordReservation,
  ReservationRecorded, Tenant, Wallet, WalletCommand, WalletCommandHead, WalletEventHead
} from '../../schemas/generated.ts'
import { available, balanceOf, hold, post, postedMax, release } from '../balance.ts'
import { flowOf, transferAccounts } from '../cash-flow.ts'
import { assert, refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds, invalidIds, isId } from '../ids.ts'
import { admitMovement, isRefusal } from './admission.ts'
import type { Admitted } from './admission.ts'
import { brokenLimit } from './limits.ts'
import { identificationFault, neededLevel } from './owner.ts'
import { creditOf, legName } from './reservation.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'
import { localDayOf, unused, used } from './usages.ts'

/** Transfers of one batch: each is an event, or two, in the wallet that pays. */
export const batchMax = 500

/**
 * Pays many wallets, or none of them. The money of all is held first. Then each wallet that is paid reserves room for
 * its part and says so; when the last one has, the hold is posted, and what has its room can no longer be refused. The
 * first that says no ends the batch, and the others give their room back.
 */
export function createBatch(
  command: WalletCommandHead & CreateBatch, rows: WalletRows, tables: Tables, at: number
): BatchCreated | Refusal {
  const { batch, currency } = command
  const admitted = admitBatch(command, rows, tables)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  const { owner } = wallet
  if (rows.batches !== undefined) return refuse(command, 'batch_already_exists')
  if (wallet.currency !== currency) return refuse(command, 'currency_mismatch')
  const sum = summed(command, tenant)
  if (sum === undefined) return refuse(command, 'amount_mismatch', { balance: balanceOf(wallet) })
  const level = Math.max(...sum.legs.map(({ amount }) => neededLevel(tenant, 'transfer_out', currency, amount)))
  const unknown = identificationFault(owner, level, at)
  if (unknown !== undefined) return refuse(command, unknown)
  const broken = brokenByOne(command, sum.legs, admitted, at)
  if (broken !== undefined) {
    return refuse(command, 'limit_exceeded', { walletLimit: broken, balance: balanceOf(wallet) })
  }
  if (sum.held > available(wallet)) return refuse(command, 'insufficient_funds', { balance: balanceOf(wallet) })

  return {
    type: 'BatchCreated',
    batch,
    transfers: sum.legs.map(({ transfer, to, amount, credited }) => ({ transfer, to, amount, credited })),
    amount: sum.amount,
    currency,
    hold: sum.held,
    balance: hold(wallet, sum.held),
    flow: sum.postings,
    tenantRevision: tenant.revision,
    identity: owner?.identity ?? '',
    identityRevision: owner?.revision ?? 0,
    localDay: localDayOf(tenant, wallet, at)
  }
}

function admitBatch(
  command: WalletCommandHead & CreateBatch, rows: WalletRows, tables: Tables
): Admitted | Refusal {
  const invalid = invalidIds(command)
  if (invalid.length > 0) return refuse(command, 'invalid_id', { fields: invalid })
  const fields = invalidTransfers(command)
  if (fields.length > 0) return refuse(command, 'invalid_batch', { fields })
  const amount = command.transfers.reduce((least, each) => each.amount < least ? each.amount : least, postedMax)
  return admitMovement({ ...command, amount }, rows, tables, invalid)
}

/** Places that a refusal names at most. */
const placesMax = 16

/** Where the list is no batch: fields of its transfers, or all of it. */
function invalidTransfers({ wallet, transfers }: WalletCommandHead & CreateBatch): readonly string[] {
  if (transfers.length < 1 || transfers.length > batchMax) return ['transfers']
  const known = new Set<string>()
  const places = transfers.flatMap(({ transfer, to }, index) => {
    const isNew = isId(transfer) && !known.has(transfer)
    known.add(transfer)
    return [
      ...isNew ? [] : [`transfers[${index}].transfer`],
      ...isId(to) && to !== wallet ? [] : [`transfers[${index}].to`]
    ]
  })
  return places.slice(0, placesMax)
}

/** One transfer of a batch, with what it takes from the wallet that pays. */
interface Leg extends Plain<BatchLeg> { readonly held: bigint }

interface Sum {
  readonly legs: readonly Leg[]
  readonly amount: bigint
  readonly held: bigint
  readonly postings: readonly Plain<Posting>[]
}

/**
 * The tenant's plan, for each of the transfers and for all of them. Undefined: one of them has no flow, or brings the
 * other wallet nothing, or all together are more than a wallet can have.
 */
function summed(
  { wallet, transfers, currency }: WalletCommandHead & CreateBatch, { transferPlan }: Plain<Tenant>
): Sum | undefined {
  const accounts = transferAccounts({ wallet })
  const legs: Leg[] = []
  const postings = new Map<string, Plain<Posting>>()
  for (const { transfer, to, amount } of transfers) {
    const flow = flowOf(transferPlan, { amount, currency }, accounts)
    if (typeof flow === 'string' || flow.debited <= 0n || flow.paidOut <= 0n) return undefined
    legs.push({ transfer, to, amount, credited: flow.paidOut, held: flow.debited })
    for (const posting of flow.postings) {
      const pair = `${posting.debit} ${posting.credit}`
      postings.set(pair, { ...posting, amount: (postings.get(pair)?.amount ?? 0n) + posting.amount })
    }
  }

  const amount = total(legs.map(leg => leg.amount))
  const held = total(legs.map(leg => leg.held))
  const sums = [amount, held, total(legs.map(leg => leg.credited)), ...[...postings.values()].map(each => each.amount)]
  return sums.some(each => each > postedMax) ? undefined : { legs, amount, held, postings: [...postings.values()] }
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((all, amount) => all + amount, 0n)
}

/** The limit that one of them would break, if they were made one after the other. */
function brokenByOne(
  { wallet: id }: WalletCommandHead, legs: readonly Leg[], { tenant, wallet }: Admitted, at: number
): Plain<ExceededLimit> | undefined {
  const localDay = localDayOf(tenant, wallet, at)
  let after: Plain<Wallet> = wallet
  for (const { amount, held } of legs) {
    const operation = 'transfer_out'
    const broken = brokenLimit(tenant, after, { wallet: id, operation, amount, out: held, in: 0n }, at)
    if (broken !== undefined) return broken
    after = { ...after, held: after.held + held, usages: used(after.usages, { operation, amount, localDay }) }
  }
  return undefined
}

/** What a wallet that is to be paid has said. The last yes completes the batch, the first no fails it. */
export function recordReservation(
  command: WalletCommandHead & RecordReservation, { wallets: wallet, batches: row }: WalletRows
): ReservationRecorded | BatchCompleted | BatchFailed | Refusal {
  const { batch, transfer, isReserved, reason } = command
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (row === undefined) return refuse(command, 'batch_not_found')
  if (row.status !== 'pending') return refuse(command, `batch_already_${row.status}`)
  if (!row.waiting.includes(transfer)) return refuse(command, 'credit_not_found')

  const { legs: transfers, amount, hold: held, flow: postings } = row
  const { currency } = wallet
  const ended = { batch, transfer, transfers, amount, currency }
  if (!isReserved) return { type: 'BatchFailed', ...ended, reason, balance: release(wallet, held) }
  if (row.waiting.length > 1) return { type: 'ReservationRecorded', batch, transfer, balance: balanceOf(wallet) }
  return { type: 'BatchCompleted', ...ended, balance: post(wallet, held), postings }
}

/** A batch that has ended shrinks to its status. It stays, or its id could be used again. */
export function evolveBatch(
  rows: WalletRows, event: WalletEventHead & (BatchCreated | ReservationRecorded | BatchCompleted | BatchFailed)
): WalletRows {
  switch (event.type) {
    case 'BatchCreated': {
      const { transfers: legs, amount, hold: held, flow, localDay, at: since } = event
      const waiting = legs.map(({ transfer }) => transfer)
      const batches = { status: 'pending', amount, hold: held, flow, legs, waiting, localDay, since } as const
      return { ...counted(rows, event, used, localDay), batches }
    }
    case 'ReservationRecorded': {
      const waiting = pendingBatch(rows).waiting.filter(transfer => transfer !== event.transfer)
      return { ...withBalance(rows, event.balance), batches: { ...pendingBatch(rows), waiting, since: event.at } }
    }
    case 'BatchCompleted': return endedBatch(rows, event, 'completed')
    case 'BatchFailed': return endedBatch(rows, event, 'failed')
    default: return unreachable(event)
  }
}

/** One that failed has used nothing of its limits. */
export function endedBatch(
  rows: WalletRows, event: Pick<BatchFailed, 'balance' | 'transfers'>, status: 'completed' | 'failed'
): WalletRows {
  const { localDay } = pendingBatch(rows)
  const batches = { status, amount: 0n, hold: 0n, flow: [], legs: [], waiting: [], localDay: 0, since: 0 }
  if (status === 'completed') return { ...withBalance(rows, event.balance), batches }
  return { ...counted(rows, event, unused, localDay), batches }
}

function pendingBatch({ batches }: WalletRows): NonNullable<WalletRows['batches']> {
  assert(batches !== undefined, 'an event needs its batch')
  return batches
}

/** Towards limits of a period each transfer counts for itself. */
function counted(
  rows: WalletRows, { balance, transfers }: Pick<BatchFailed, 'balance' | 'transfers'>, count: typeof used,
  localDay: number
): WalletRows {
  const usages = transfers.reduce(
    (all, { amount }) => count(all, { operation: 'transfer_out', amount, localDay }), rows.wallets?.usages ?? [])
  return withBalance(rows, balance, { usages })
}

/**
 * The wallets that are paid are told what to do. What one wallet sends to another arrives in order: that the room is
 * not needed is heard after it was asked for, answered or not.
 */
export function reactBatch(
  event: WalletEventHead & (BatchCreated | BatchCompleted | BatchFailed)
): readonly FollowUp[] {
  const { transfers } = event
  switch (event.type) {
    case 'BatchCreated': return transfers.map(leg => reserve(event, leg))
    case 'BatchCompleted': return transfers.map(leg => confirm(event, leg))
    case 'BatchFailed': return transfers.filter(({ transfer }) => transfer !== event.transfer)
      .map(leg => cancel(event, leg))
    default: return unreachable(event)
  }
}

/** An event of a batch. */
type OfBatch = WalletEventHead & { readonly batch: string, readonly currency: string }

/** Asks a wallet to make room for its part. */
export function reserve(event: OfBatch, leg: Plain<BatchLeg>): FollowUp {
  const { wallet: from, batch, currency } = event
  return toLeg(event, leg, 'reserve', { type: 'ReserveCredit', from, batch, amount: leg.credited, currency })
}

/** Tells a wallet that its part is there. */
export function confirm(event: OfBatch, leg: Plain<BatchLeg>): FollowUp {
  return toLeg(event, leg, 'confirm', { type: 'ConfirmCredit', from: event.wallet })
}

/** Tells a wallet that nothing will come. */
export function cancel(event: OfBatch, leg: Plain<BatchLeg>): FollowUp {
  return toLeg(event, leg, 'cancel', { type: 'CancelCredit', from: event.wallet })
}

type Told = Extract<WalletCommand, { readonly type: 'ReserveCredit' | 'ConfirmCredit' | 'CancelCredit' }>
type Body<Command> = Command extends Told ? Omit<Command, 'tenant' | 'wallet' | 'operationId' | 'transfer'> : never

/** Named after the batch, whose id is used once, whatever becomes of the operation that created it. */
function toLeg(
  { tenant, wallet, batch }: OfBatch, { transfer, to }: Plain<BatchLeg>,
  step: string, body: Body<Told>
): FollowUp {
  const operationId = `${legName(wallet, batch, transfer)}/${step}`
  return {
    to: 'walletCommands',
    record: { ...body, tenant, wallet: to, operationId, transfer: creditOf(batch, transfer) } as WalletCommand,
    isLocal: true
  }
}
