import type {
  CompleteWithdrawal, CreateWithdrawal, FailWithdrawal, Hold, PayoutOrder, Plain, Posting, Provider, Tenant, Wallet,
  WalletCommandHead, WalletEventHead, Withdrawal, WithdrawalClaimed, WithdrawalCompleted, WithdrawalCreated,
  WithdrawalFailed
} from '../../schemas/generated.ts'
import { available, balanceOf, hold, post, release } from '../balance.ts'
import type { Balance } from '../balance.ts'
import { credited, finalize } from '../cash-flow.ts'
import { assert, refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds } from '../ids.ts'
import { findRoutes } from '../routing.ts'
import type { RouteOrder } from '../routing.ts'
import { admitEnding, admitPayout, isRefusal } from './admission.ts'
import type { OfWithdrawal } from './admission.ts'
import { claimWithdrawal } from './late-truths.ts'
import { brokenLimit } from './limits.ts'
import { identificationFault, neededLevel } from './owner.ts'
import { quoteFault, routeOrder } from './quote.ts'
import { walletOf, withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'
import { localDayOf, unused, used } from './usages.ts'

/**
 * Money leaves a wallet in two phases. Creating a withdrawal holds the amount, and the fees that its owner bears; the
 * paid invoice of the provider posts it. Until then the money can neither be spent nor is it gone.
 */
export function createWithdrawal(
  command: WalletCommandHead & CreateWithdrawal, rows: WalletRows, tables: Tables, at: number
): WithdrawalCreated | Refusal {
  const { withdrawals: withdrawal, quotes: quote } = rows
  const { amount, currency, destination, method, scheduledAt } = command
  const admitted = admitPayout(command, rows, tables)
  if (isRefusal(admitted)) return admitted

  const { tenant, wallet } = admitted
  const { owner } = wallet
  const party = owner?.party ?? command.party
  if (withdrawal !== undefined) return refuse(command, 'withdrawal_already_exists')
  const fault = command.quote === '' ? undefined : quoteFault(command, party, quote, at)
  if (fault !== undefined) return refuse(command, fault)
  if (wallet.currency !== currency) return refuse(command, 'currency_mismatch')

  const provider = command.provider === '' ? undefined : tables.get('providers', command.tenant, command.provider)
  if (command.provider !== '' && provider === undefined) return refuse(command, 'provider_not_found')
  if (provider?.currencies.includes(currency) === false) return refuse(command, 'provider_currency_not_supported')
  const level = neededLevel(tenant, 'withdrawal', currency, amount)
  const unknown = identificationFault(owner, level, at)
  if (unknown !== undefined) return refuse(command, unknown)
  const held = command.quote === ''
    ? holdFor(routeOrder(command, owner), tenant, providersOf(command, provider, tables))
    : quote!.hold
  const demand = { wallet: command.wallet, operation: 'withdrawal', amount, out: held, in: 0n } as const
  const broken = brokenLimit(tenant, wallet, demand, at)
  const balance = balanceOf(wallet)
  if (broken !== undefined) return refuse(command, 'limit_exceeded', { walletLimit: broken, balance })
  if (held > available(wallet)) return refuse(command, 'insufficient_funds', { balance })

  return {
    type: 'WithdrawalCreated',
    withdrawal: command.withdrawal,
    provider: command.provider,
    destination,
    amount,
    currency,
    balance: hold(wallet, held),
    tenantRevision: tenant.revision,
    providerRevision: provider?.revision ?? 0,
    method,
    party,
    scheduledAt,
    quote: command.quote,
    hold: held,
    route: command.quote === '' ? null : quote!.route,
    destinationId: command.destinationId,
    identity: owner?.identity ?? '',
    identityRevision: owner?.revision ?? 0,
    level,
    localDay: localDayOf(tenant, wallet, at)
  }
}

function providersOf(
  { tenant }: WalletCommandHead, named: Plain<Provider> | undefined, tables: Tables
): readonly Plain<Provider>[] {
  return named === undefined ? tables.list('providers', tenant) : [named]
}

/**
 * What to hold before the route is known: what the dearest of the possible ones takes from the wallet. Without any,
 * what the tenant's own plan takes: the payout will fail and say why.
 */
function holdFor(order: RouteOrder, tenant: Plain<Tenant>, providers: readonly Plain<Provider>[]): bigint {
  const { routes } = findRoutes(order, tenant, providers, [])
  if (routes.length > 0) return routes.reduce((most, { flow: { debited } }) => debited > most ? debited : most, 0n)
  const flow = finalize(tenant.withdrawalPlan, { ...order, provider: '' })
  return typeof flow === 'string' || flow.debited <= 0n ? order.amount : flow.debited
}

/**
 * The wallet may be blocked meanwhile, but not closed: what is held keeps it open. The plan of the route that was paid
 * is posted, and what is left of the hold given back.
 */
export function completeWithdrawal(
  command: WalletCommandHead & CompleteWithdrawal, rows: WalletRows
): WithdrawalCompleted | WithdrawalClaimed | Refusal {
  if (isGivenUp(command, rows)) return claimCompleted(command, rows)
  const admitted = admitEnding(command, rows, invalidDerivedIds(command))
  if (isRefusal(admitted)) return admitted

  const { wallet, withdrawal } = admitted
  const { currency } = wallet
  const { hold: held, provider: chosen, isConfirmed } = holdOf(withdrawal)
  if (!isConfirmed) return refuse(command, 'withdrawal_not_confirmed')
  const provider = command.provider === '' ? chosen : command.provider
  const postings = command.postings.length > 0 ? command.postings : wholeHold(command, provider, held, currency)
  const amount = -credited(postings, `wallet/${command.wallet}`)
  if (postings.some(posting => posting.currency !== currency)) return refuse(command, 'currency_mismatch')
  if (amount <= 0n || amount > held) return refuse(command, 'amount_mismatch', { balance: balanceOf(wallet) })

  const released = held - amount
  const posted = post(wallet, amount)
  return {
    type: 'WithdrawalCompleted',
    withdrawal: command.withdrawal,
    provider,
    invoice: command.invoice,
    amount,
    currency,
    balance: released > 0n ? release(posted, released) : posted,
    postings,
    terminal: command.terminal,
    released
  }
}

/** People have said that it failed, and now the payout tells that it was paid: nothing is held for that any more. */
function isGivenUp({ postings }: CompleteWithdrawal, { withdrawals: row }: WalletRows): boolean {
  return row?.status === 'failed' && row.moved?.isAdjusted === true && postings.length > 0
}

/** As what is heard of any withdrawal after people have spoken: a claim, until they speak again. */
function claimCompleted(
  command: WalletCommandHead & CompleteWithdrawal, rows: WalletRows
): WithdrawalClaimed | Refusal {
  const { provider, postings } = command
  const { currency } = postings[0]!
  const claim = {
    ...command, type: 'ClaimWithdrawal', reference: '', amount: credited(postings, `provider/${provider}`), currency,
    collect: false
  } as const
  const claimed = claimWithdrawal(claim, rows)
  return claimed.type === 'WithdrawalClaimed' ? claimed : { ...claimed, command: command.type }
}

/** All that is held, for whoever has paid. */
export function wholeHold(
  { wallet }: Pick<WalletCommandHead, 'wallet'>, provider: string, amount: bigint, currency: string
): readonly Plain<Posting>[] {
  return [{ debit: `wallet/${wallet}`, credit: `provider/${provider}`, amount, currency }]
}

/** Like completion, on a blocked wallet too: the hold goes back to the owner. */
export function failWithdrawal(
  command: WalletCommandHead & FailWithdrawal, rows: WalletRows
): WithdrawalFailed | Refusal {
  const admitted = admitEnding(command, rows, invalidDerivedIds(command))
  if (isRefusal(admitted)) return admitted

  return failed(admitted, command.withdrawal, command.reason)
}

/** Why does not matter to the money. */
export function failed(
  { wallet, withdrawal: row }: OfWithdrawal, withdrawal: string, reason: string
): WithdrawalFailed {
  const { hold: amount } = holdOf(row)
  const { currency } = wallet
  return { type: 'WithdrawalFailed', withdrawal, reason, amount, currency, balance: release(wallet, amount) }
}

/** Of a withdrawal that is pending. */
export function holdOf({ hold: held }: Plain<Withdrawal>): Plain<Hold> {
  assert(held !== null, 'a pending withdrawal must have a hold')
  return held
}

/** A finished withdrawal shrinks to its status and what it has moved. It stays, or its id could be used again. */
export function evolveWithdrawal(
  rows: WalletRows, event: WalletEventHead & (WithdrawalCreated | WithdrawalCompleted | WithdrawalFailed)
): WalletRows {
  const { balance } = event
  switch (event.type) {
    case 'WithdrawalCreated': {
      const { provider, amount, destinationId, level, localDay, operationId: asked, at: since } = event
      // Events from before there were fees have no hold of their own.
      const held = event.hold === 0n ? amount : event.hold
      const hold = {
        provider, amount, hold: held, order: { ...orderOf(event), hold: held }, isConfirmed: !isOwned(event),
        isCancelled: false, asked, destinationId, level
      }
      const withdrawals = {
        status: 'pending', hold, receivable: 0n, flow: [], moved: null, localDay, since
      } as const
      const usages = used(walletOf(rows).usages, { operation: 'withdrawal', amount, localDay })
      // A quote is used once. Without one there is no row to remove.
      return { ...withBalance(rows, balance, { usages }), withdrawals, quotes: undefined }
    }
    case 'WithdrawalCompleted': return endedWithdrawal(rows, balance, 'completed', event.postings)
    case 'WithdrawalFailed': return endedWithdrawal(rows, balance, 'failed', [])
    default: return unreachable(event)
  }
}

/** One that failed has used nothing of its limits. */
export function endedWithdrawal(
  rows: WalletRows, balance: Balance, status: 'completed' | 'failed', flow: readonly Plain<Posting>[]
): WalletRows {
  const withdrawals = {
    status, hold: null, receivable: 0n, flow, moved: null, localDay: 0, since: 0
  }
  if (status === 'completed') return { ...withBalance(rows, balance), withdrawals }
  return { ...withBalance(rows, balance, { usages: withoutFailed(rows) }), withdrawals }
}

/** It counted with its amount, whatever was held for fees. */
function withoutFailed(rows: WalletRows): Plain<Wallet>['usages'] {
  const { withdrawals } = rows
  assert(withdrawals !== undefined, 'an event needs its withdrawal')
  const { amount } = holdOf(withdrawals)
  return unused(walletOf(rows).usages, { operation: 'withdrawal', amount, localDay: withdrawals.localDay })
}

/** The money is held, so it may be paid out: at once, or when the owner's party has said where to. */
export function startPayout(
  { tenant, wallet, operationId }: WalletEventHead, withdrawal: string, order: Plain<PayoutOrder>
): FollowUp {
  return {
    to: 'withdrawalCommands',
    record: { type: 'StartPayout', tenant, wallet, operationId: `${operationId}/payout`, withdrawal, ...order }
  }
}

/** What is to be paid out, as far as the wallet knows. */
export function orderOf(event: WithdrawalCreated): Plain<PayoutOrder> {
  const { provider, destination, method, party, amount, currency, hold: held, scheduledAt, route } = event
  return { provider, destination, method, party, amount, currency, hold: held, scheduledAt, route, pinned: null }
}

/** From a wallet that has an owner: nothing is paid out before the owner's party has confirmed it. */
export function isOwned({ identity }: WithdrawalCreated): boolean {
  return identity !== ''
}
