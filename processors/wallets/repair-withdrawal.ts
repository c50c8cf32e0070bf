import type {
  Hold, Plain, Posting, RepairWithdrawal, Tenant, WalletCommandHead, WalletEventHead, WithdrawalRepaired
} from '../../schemas/generated.ts'
import { balanceOf, post, release } from '../balance.ts'
import type { Balance } from '../balance.ts'
import { credited, finalize } from '../cash-flow.ts'
import { assert, refuse } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { repairFault, repairOf, statusAfter } from '../repair.ts'
import { isRefusal } from './admission.ts'
import { registerWithdrawal, unregisterWithdrawal } from './confirmation.ts'
import { admitRepair } from './repair.ts'
import { walletOf, withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'
import { endedWithdrawal, holdOf, startPayout, wholeHold } from './withdrawal.ts'

/**
 * The money side of a withdrawal ends by hand, whatever has become of its payout, or what it waits for is asked again.
 * What was paid is what the plan takes: what it cost beside is for an adjustment to say.
 */
export function repairWithdrawal(
  command: WalletCommandHead & RepairWithdrawal, rows: WalletRows, tables: Tables, at: number
): WithdrawalRepaired | Refusal {
  const { withdrawals: row } = rows
  const { outcome } = command
  const admitted = admitRepair(command, rows, tables)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  if (row === undefined) return refuse(command, 'withdrawal_not_found')
  if (row.status !== 'pending') return refuse(command, `withdrawal_already_${row.status}`)
  const held = holdOf(row)
  const { isConfirmed } = held
  if (outcome === 'complete' && !isConfirmed) return refuse(command, 'withdrawal_not_confirmed')
  const provider = providerOf(command, held)
  const wrong = outcome === 'complete' && provider === '' ? ['provider'] : []
  const fault = repairFault(command, tenant, { since: row.since, hasHold: true }, at, wrong)
  if (fault !== undefined) return fault

  const status = statusAfter(command)
  const postings = status === 'completed' ? paidBy(command, held, provider, tenant) : []
  const amount = -credited(postings, `wallet/${command.wallet}`)
  const released = status === 'pending' ? 0n : held.hold - amount
  return {
    type: 'WithdrawalRepaired', withdrawal: command.withdrawal, ...repairOf(command), before: row.status, status,
    isConfirmed, provider, amount, released, currency: wallet.currency,
    balance: moved(balanceOf(wallet), amount, released), postings, tenantRevision: tenant.revision
  }
}

/** Who has paid it, as far as anybody says. */
function providerOf({ provider }: RepairWithdrawal, held: Plain<Hold>): string {
  return [provider, held.provider, held.order.route?.provider ?? ''].find(each => each !== '') ?? ''
}

/** The way of its quote, or what the tenant's plan takes of it; should neither fit its hold, all that is held. */
function paidBy(
  { wallet }: WalletCommandHead, { order, hold: held }: Plain<Hold>, provider: string, tenant: Plain<Tenant>
): readonly Plain<Posting>[] {
  const { route, amount, currency } = order
  const isQuoted = route !== null && route.provider === provider
  const flow = finalize(tenant.withdrawalPlan, { amount, currency, wallet, provider })
  const postings = isQuoted ? route.postings : typeof flow === 'string' ? [] : flow.postings
  const debited = -credited(postings, `wallet/${wallet}`)
  return debited > 0n && debited <= held ? postings : wholeHold({ wallet }, provider, held, currency)
}

function moved(balance: Balance, posted: bigint, released: bigint): Balance {
  const after = posted > 0n ? post(balance, posted) : balance
  return released > 0n ? release(after, released) : after
}

/** What is heard of it later is for people to judge, as of what they have adjusted. */
export function evolveRepairedWithdrawal(
  rows: WalletRows, { status, balance, postings }: WithdrawalRepaired
): WalletRows {
  if (status === 'pending') return withBalance(rows, balance)
  const ended = endedWithdrawal(rows, balance, status, postings)
  return { ...ended, withdrawals: { ...ended.withdrawals!, moved: { postings, isAdjusted: true } } }
}

/** A payout that was asked for must not leave any more. Whether it has left already is for it to say. */
export function reactRepairedWithdrawal(
  event: WalletEventHead & WithdrawalRepaired, rows: WalletRows
): readonly FollowUp[] {
  const { tenant, wallet, withdrawal, status, isConfirmed } = event
  if (status === 'pending') return [askedAgain(event, rows)]
  const operationId = `${event.operationId}/stop`
  const stop: FollowUp = {
    to: 'withdrawalCommands',
    record: { type: 'StopPayout', tenant, wallet, operationId, withdrawal, reason: 'repaired' }
  }
  return [...isConfirmed ? [stop] : [], ...unregisterWithdrawal(event, rows)]
}

/** Under the name by which it was asked before: what was answered is not answered again. */
function askedAgain(event: WalletEventHead & WithdrawalRepaired, rows: WalletRows): FollowUp {
  const { withdrawals: row } = rows
  assert(row !== undefined, 'an event needs its withdrawal')
  const { isConfirmed, order, asked, destinationId, level } = holdOf(row)
  const head = { ...event, operationId: asked }
  if (isConfirmed) return startPayout(head, event.withdrawal, order)
  const identity = walletOf(rows).owner?.identity ?? ''
  return registerWithdrawal({ ...head, identity, destinationId, level, party: order.party })
}
