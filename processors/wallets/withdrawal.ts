import type {
  CompleteWithdrawal, CreateWithdrawal, FailWithdrawal, WalletCommandHead, WalletEventHead, WithdrawalCompleted,
  WithdrawalCreated, WithdrawalFailed
} from '../../schemas/generated.ts'
import { available, balanceOf, hold, post, release } from '../balance.ts'
import { assert, refuse, unreachable } from '../decider.ts'
import type { FollowUp, Refusal, Tables } from '../decider.ts'
import { invalidDerivedIds, invalidIds } from '../ids.ts'
import { withBalance } from './rows.ts'
import type { WalletRows } from './rows.ts'

/**
 * Money leaves a wallet in two phases. Creating a withdrawal holds the amount; the paid invoice of the provider
 * posts it. Until then the money can neither be spent nor is it gone.
 */
export function createWithdrawal(
  command: WalletCommandHead & CreateWithdrawal, rows: WalletRows, tables: Tables
): WithdrawalCreated | Refusal {
  const { wallets: wallet, withdrawals: withdrawal } = rows
  const { amount, currency, destination } = command
  const fields = invalidIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (amount <= 0n) return refuse(command, 'amount_not_positive')

  const tenant = tables.get('tenants', command.tenant)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  if (!tenant.currencies.some(({ code }) => code === currency)) return refuse(command, 'currency_not_found')
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (wallet.status === 'closed') return refuse(command, 'wallet_closed')
  if (wallet.status === 'blocked') return refuse(command, 'wallet_blocked')
  if (withdrawal !== undefined) return refuse(command, 'withdrawal_already_exists')
  if (wallet.currency !== currency) return refuse(command, 'currency_mismatch')

  const provider = tables.get('providers', command.tenant, command.provider)
  if (provider === undefined) return refuse(command, 'provider_not_found')
  if (!provider.currencies.includes(currency)) return refuse(command, 'provider_currency_not_supported')
  if (amount > available(wallet)) return refuse(command, 'insufficient_funds', { balance: balanceOf(wallet) })

  return {
    type: 'WithdrawalCreated',
    withdrawal: command.withdrawal,
    provider: command.provider,
    destination,
    amount,
    currency,
    balance: hold(wallet, amount),
    tenantRevision: tenant.revision,
    providerRevision: provider.revision
  }
}

/** The wallet may be blocked meanwhile, but not closed: what is held keeps it open. */
export function completeWithdrawal(
  command: WalletCommandHead & CompleteWithdrawal, { wallets: wallet, withdrawals: withdrawal }: WalletRows
): WithdrawalCompleted | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (withdrawal === undefined) return refuse(command, 'withdrawal_not_found')
  if (withdrawal.status !== 'pending') return refuse(command, `withdrawal_already_${withdrawal.status}`)

  assert(withdrawal.hold !== null, 'a pending withdrawal must have a hold')
  const { currency } = wallet
  const { provider, amount } = withdrawal.hold
  return {
    type: 'WithdrawalCompleted',
    withdrawal: command.withdrawal,
    provider,
    invoice: command.invoice,
    amount,
    currency,
    balance: post(wallet, amount),
    postings: [{ debit: `wallet/${command.wallet}`, credit: `provider/${provider}`, amount, currency }]
  }
}

/** Like completion, on a blocked wallet too: the hold goes back to the owner. */
export function failWithdrawal(
  command: WalletCommandHead & FailWithdrawal, { wallets: wallet, withdrawals: withdrawal }: WalletRows
): WithdrawalFailed | Refusal {
  const fields = invalidDerivedIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  if (wallet === undefined) return refuse(command, 'wallet_not_found')
  if (withdrawal === undefined) return refuse(command, 'withdrawal_not_found')
  if (withdrawal.status !== 'pending') return refuse(command, `withdrawal_already_${withdrawal.status}`)

  assert(withdrawal.hold !== null, 'a pending withdrawal must have a hold')
  const { amount } = withdrawal.hold
  return {
    type: 'WithdrawalFailed',
    withdrawal: command.withdrawal,
    reason: command.reason,
    amount,
    currency: wallet.currency,
    balance: release(wallet, amount)
  }
}

/** A finished withdrawal shrinks to its status. It stays, or its id could be used again. */
export function evolveWithdrawal(
  rows: WalletRows, event: WithdrawalCreated | WithdrawalCompleted | WithdrawalFailed
): WalletRows {
  const { wallets } = withBalance(rows, event.balance)
  switch (event.type) {
    case 'WithdrawalCreated': {
      const { provider, amount } = event
      return { wallets, withdrawals: { status: 'pending', hold: { provider, amount } } }
    }
    case 'WithdrawalCompleted': return { wallets, withdrawals: { status: 'completed', hold: null } }
    case 'WithdrawalFailed': return { wallets, withdrawals: { status: 'failed', hold: null } }
    default: return unreachable(event)
  }
}

/** The money is held, so it may be paid out. */
export function startPayout(event: WalletEventHead & WithdrawalCreated): FollowUp {
  const { tenant, wallet, operationId, withdrawal, provider, destination, amount, currency } = event
  return {
    to: 'withdrawalCommands',
    record: {
      type: 'StartPayout',
      tenant,
      wallet,
      operationId: `${operationId}/payout`,
      withdrawal,
      provider,
      destination,
      amount,
      currency
    }
  }
}
