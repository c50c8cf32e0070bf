import type { Flat } from '../../../schemas/record.ts'
import { possibleHolds } from '../workload/configuration.ts'
import { currencies, tenants } from '../workload/deployment.ts'
import { quota } from '../workload/policies.ts'
import { isExpecting } from './money-model.ts'
import { moneyReasons } from './money-reasons.ts'
import { isOwners, levelFault } from './owner-model.ts'
import type { ModelWallet } from './wallet-model.ts'

/** Since when a provider can be found. */
export type Since = (provider: string) => number

/** @returns whether the reason is true of the command and the wallet. */
type Truth = (command: Flat, wallet: ModelWallet | undefined, event: Flat, since: Since) => boolean

/** Whether a later row of a provider was read is not known here: configuration changes while commands are under way. */
const perhaps: Truth = () => true

/** When a refusal is right. What is not here is never right. */
const reasons: Readonly<Record<string, Truth>> = {
  operation_id_reused: perhaps,
  // The audit of rates counts.
  rate_exceeded: ({ tenant }) => quota(tenant) > 0,
  amount_not_positive: ({ amount, transfers = [] }) =>
    amount <= 0n || (transfers as readonly Flat[]).some(leg => leg['amount'] <= 0n),
  tenant_not_found: ({ tenant }) => !tenants.includes(tenant),
  currency_not_found: ({ currency }) => !currencies.includes(currency),
  wallet_not_found: (_, wallet) => wallet === undefined,
  wallet_already_exists: (_, wallet) => wallet !== undefined,
  // What its party has to say of it comes when it is open.
  wallet_opening: ({ type }, wallet) => wallet?.status === 'opening' && !ofParties.includes(type),
  wallet_closed: (_, wallet) => wallet?.status === 'closed',
  wallet_blocked: (_, wallet) => wallet?.status === 'blocked',
  wallet_not_blocked: (_, wallet) => wallet?.status === 'open',
  owner_blocked: (_, wallet) => wallet?.owner?.isBlocked === true,
  owner_mismatch: (command, wallet) => wallet !== undefined && !isOwners(command, wallet.owner),
  wallet_not_empty: (_, wallet) =>
    wallet !== undefined && (wallet.posted > 0n || wallet.held > 0n || isExpecting(wallet)),
  withdrawal_already_exists: ({ withdrawal }, wallet) => wallet?.withdrawals.has(withdrawal) === true,
  currency_mismatch: ({ currency }, wallet) => wallet !== undefined && wallet.currency !== currency,
  provider_not_found: ({ provider }, _, { at }, since) => at <= since(provider),
  provider_currency_not_supported: perhaps,
  insufficient_funds: (command, wallet) => wallet !== undefined && mayExceed(command, wallet),
  quote_already_exists: ({ quote }, wallet) => wallet?.quotes.has(quote) === true,
  quote_not_found: ({ quote }, wallet) => wallet?.quotes.has(quote) === false,
  quote_expired: ({ quote }, wallet, { at }) => at >= (wallet?.quotes.get(quote)?.expiresAt ?? Infinity),
  quote_mismatch: (command, wallet) => {
    const quote = wallet?.quotes.get(command['quote'])
    return quote !== undefined && (quote.amount !== command['amount'] || quote.currency !== command['currency'] ||
      quote.destinationId !== command['destinationId'])
  },
  identification_required: isKnownTooLittle('identification_required'),
  identification_expired: isKnownTooLittle('identification_expired'),
  identification_level_too_low: isKnownTooLittle('identification_level_too_low'),
  no_route_found: perhaps,
  withdrawal_not_found: ({ type, withdrawal }, wallet) =>
    type === 'CancelWithdrawal' && wallet?.withdrawals.has(withdrawal) === false,
  withdrawal_already_completed: (command, wallet) => hasEnded(command, wallet, 'completed'),
  withdrawal_already_failed: (command, wallet) => hasEnded(command, wallet, 'failed'),
  ...moneyReasons
}

/** Whether the refusal of a command is right. What payouts and parties ask of a wallet is hardly ever refused. */
export function isRightlyRefused(
  event: Flat, command: Flat, wallet: ModelWallet | undefined, since: Since
): boolean {
  return reasons[event['reason'] as string]?.(command, wallet, event, since) ?? false
}

const ofParties = ['ConfirmWallet', 'RejectWallet', 'UpdateOwner', 'ConfirmWithdrawal', 'ReviewWithdrawal']

function isKnownTooLittle(reason: string): Truth {
  return (command, wallet, { at }) => {
    const operation = command.type === 'CreateDeposit' ? 'deposit' : 'withdrawal'
    return wallet !== undefined && levelFault(wallet.tenant, wallet.owner, operation, command, at) === reason
  }
}

function sumOf(legs: readonly Flat[]): bigint {
  return legs.reduce((sum, { amount }) => sum + amount, 0n)
}

function mayExceed({ type, tenant, provider, quote, amount, transfers }: Flat, wallet: ModelWallet): boolean {
  if (type === 'CreateBatch') return sumOf(transfers) > wallet.posted - wallet.held
  if (type !== 'CreateWithdrawal') return amount > wallet.posted - wallet.held
  const quoted = wallet.quotes.get(quote)
  const holds = quoted === undefined ? possibleHolds(tenant, provider, amount) : [quoted.hold]
  return holds.some(hold => hold > wallet.posted - wallet.held)
}

/** Clients may come too late, and so may a party: reviews and answers end a withdrawal before each other. */
function hasEnded({ type, withdrawal }: Flat, wallet: ModelWallet | undefined, status: string): boolean {
  const mayBeLate = type === 'CancelWithdrawal' || type === 'ReviewWithdrawal' ||
    wallet?.owner !== undefined && (type === 'ConfirmWithdrawal' || type === 'FailWithdrawal')
  return mayBeLate && wallet?.withdrawals.get(withdrawal)?.status === status
}
