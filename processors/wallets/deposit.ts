import type {
  CreateDeposit, Deposit, DepositCompleted, DepositCreated, DepositFailed, OperationStatus, Plain, ReviewDeposit,
  Source, WalletCommand, WalletCommandHead, WalletEventHead
} from '../../schemas/generated.ts'
import { balanceOf, credit, mayCredit } from '../balance.ts'
import type { Balance } from '../balance.ts'
import { depositAccounts, flowOf, wholeDeposit } from '../cash-flow.ts'
import { assert, refuse, unchanged, unreachable } from '../decider.ts'
import type { Refusal, Tables, Tick, Unchanged } from '../decider.ts'
import { invalidDerivedIds, invalidIds } from '../ids.ts'
import { findTenant } from '../tenant.ts'
import { later } from '../time.ts'
import { admitMovement, isRefusal } from './admission.ts'
import { brokenLimit } from './limits.ts'
import { identificationFault, neededLevel } from './owner.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'
import { localDayOf, unused, used } from './usages.ts'

/**
 * Money that arrives from a source, less what the tenant's plan takes from it. It is in the wallet at once, unless the
 * source is not authorized: then it is expected, and has its room. One with an id has a life of its own.
 */
export function createDeposit(
  command: WalletCommandHead & CreateDeposit, rows: WalletRows, tables: Tables, at: number
): DepositCreated | DepositCompleted | Refusal {
  const { source, amount, currency, deposit } = command
  const row = tables.get('sources', command.tenant, source)
  const isPending = row !== undefined && !row.isAuthorized
  // What has no id has no row either, so nothing could wait.
  const invalid = [...invalidIds(command), ...isPending && deposit === '' ? ['deposit'] : []]
  const admitted = admitMovement(command, rows, tables, invalid)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  if (rows.deposits !== undefined) return refuse(command, 'deposit_already_exists')
  if (wallet.currency !== currency) return refuse(command, 'currency_mismatch')
  const flow = flowOf(tenant.depositPlan, command, depositAccounts(command), wholeDeposit)
  // What the wallet gets, or less than nothing: a plan may be none for this amount.
  const credited = typeof flow === 'string' ? 0n : -flow.debited
  if (typeof flow === 'string' || credited <= 0n) return refuse(command, 'amount_mismatch')
  const fault = identificationFault(wallet.owner, neededLevel(tenant, 'deposit', currency, amount), at)
  if (fault !== undefined) return refuse(command, fault)
  const demand = { wallet: command.wallet, operation: 'deposit', amount, out: 0n, in: credited } as const
  const balance = balanceOf(wallet)
  const broken = brokenLimit(tenant, wallet, demand, at)
  if (broken !== undefined) return refuse(command, 'limit_exceeded', { walletLimit: broken, balance })
  if (!mayCredit(wallet, credited)) return refuse(command, 'balance_over_limit', { balance })

  const completed: DepositCompleted = {
    type: 'DepositCompleted', deposit, source, amount, currency, credited,
    postings: flow.postings,
    balance: credit(wallet, credited),
    tenantRevision: tenant.revision,
    sourceRevision: row?.revision ?? 0,
    identity: wallet.owner?.identity ?? '',
    identityRevision: wallet.owner?.revision ?? 0,
    localDay: localDayOf(tenant, wallet, at)
  }
  if (!isPending) return completed
  const { postings, ...expected } = completed
  return { ...expected, type: 'DepositCreated', flow: postings, balance, ...deadlines(row, at) }
}

function deadlines({ waitMs }: Plain<Source>, at: number): Pick<DepositCreated, 'dueAt' | 'failsAt'> {
  return { dueAt: later(at, reviewFirstMs), failsAt: waitMs > 0 ? later(at, waitMs) : 0 }
}

/**
 * Looks at the source as it is now. What was expected has had its room and was counted, so nothing is refused any more,
 * be the wallet blocked. A deposit of a source that is authorized completes, even if its time was over meanwhile.
 */
export function reviewDeposit(
  command: WalletCommandHead & ReviewDeposit, rows: WalletRows, tables: Tables, at: number
): DepositCompleted | DepositFailed | Refusal | Unchanged {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  const { wallets: wallet, deposits: row } = rows
  if (row?.status !== 'pending' || row.dueAt !== command.dueAt || at < row.dueAt) return unchanged()

  assert(wallet !== undefined, 'a deposit needs its wallet')
  const source = tables.get('sources', command.tenant, row.source)
  const { deposit } = command
  const { amount, credited, failsAt } = row
  const of = { deposit, amount, currency: wallet.currency, sourceRevision: source?.revision ?? 0 }
  if (source === undefined || source.isAuthorized) {
    return {
      type: 'DepositCompleted', ...of, source: row.source, credited, postings: row.flow, localDay: row.localDay,
      balance: credit(wallet, credited),
      // The tenant may be gone: what was begun goes on.
      tenantRevision: findTenant(tables, command.tenant)?.revision ?? 0,
      identity: wallet.owner?.identity ?? '',
      identityRevision: wallet.owner?.revision ?? 0
    }
  }
  if (failsAt === 0 || at < failsAt) return unchanged()
  return { type: 'DepositFailed', ...of, reason: 'source_not_authorized', balance: balanceOf(wallet) }
}

export function evolveDeposit(
  rows: WalletRows, event: WalletEventHead & (DepositCreated | DepositCompleted | DepositFailed)
): WalletRows {
  const { deposits: row, wallets: { usages, incoming } = { usages: [], incoming: 0n } } = rows
  const { balance } = event
  switch (event.type) {
    case 'DepositCreated': {
      const { credited, dueAt, failsAt, at: since } = event
      const change = { usages: used(usages, countedIn(event)), incoming: incoming + credited }
      return { ...withBalance(rows, balance, change), deposits: { ...begun(event, 'pending'), dueAt, failsAt, since } }
    }
    case 'DepositCompleted': {
      // It was counted when it was created.
      if (row !== undefined) return endedDeposit(rows, balance, 'completed')
      const balanced = withBalance(rows, balance, { usages: used(usages, countedIn(event)) })
      return event.deposit === '' ? balanced : { ...balanced, deposits: begun(event, 'completed') }
    }
    case 'DepositFailed': return endedDeposit(rows, balance, 'failed')
    default: return unreachable(event)
  }
}

/** What was expected is expected no more, whether it came or not. What failed has used nothing of its limits. */
export function endedDeposit(rows: WalletRows, balance: Balance, status: 'completed' | 'failed'): WalletRows {
  const { deposits: row, wallets: wallet } = rows
  assert(wallet !== undefined && row !== undefined, 'an event needs its wallet and its deposit')
  const incoming = wallet.incoming - row.credited
  const usages = status === 'failed' ? unused(wallet.usages, countedIn(row)) : wallet.usages
  const deposits = { ...row, status, dueAt: 0, failsAt: 0, localDay: 0, since: 0 }
  return { ...withBalance(rows, balance, { incoming, usages }), deposits }
}

function countedIn({ amount, localDay }: Pick<Deposit, 'amount' | 'localDay'>): Parameters<typeof used>[1] {
  return { operation: 'deposit', amount, localDay }
}

function begun(event: DepositCreated | DepositCompleted, status: OperationStatus): Plain<Deposit> {
  const { source, amount, credited } = event
  const [flow, localDay] = event.type === 'DepositCreated' ? [event.flow, event.localDay] : [event.postings, 0]
  return { status, source, amount, credited, reverted: 0n, flow, moved: null, dueAt: 0, failsAt: 0, localDay, since: 0 }
}

/** How soon a source is looked at after a deposit was created, and how late after it was looked at before. */
const reviewFirstMs = 1_000
const reviewMaxMs = 60_000

/**
 * Asked when the deposit is due, and again at growing distances: each as long as it has been due, so they double. The
 * last one before it fails is when it fails.
 */
export function tickDeposit(
  [tenant = '', wallet = '', deposit = '']: readonly string[], { dueAt, failsAt }: Plain<Deposit>, now: number
): Tick<WalletCommand> {
  const operationId = `deposit/${deposit}/review/${dueAt}`
  const next = now + Math.min(reviewMaxMs, Math.max(reviewFirstMs, now - dueAt))
  return {
    command: { type: 'ReviewDeposit', tenant, wallet, operationId, deposit, dueAt },
    next: failsAt > now && failsAt < next ? failsAt : next
  }
}
