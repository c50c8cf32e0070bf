import type { Flat } from '../../../schemas/record.ts'
import { possibleHolds } from '../workload/configuration.ts'
import { currencies, tenants } from '../workload/deployment.ts'
import type { ModelWallet } from './wallet-model.ts'

/** Since when a provider can be found. */
export type ProviderSince = (provider: string) => number

/** @returns whether the reason is true of the command and the wallet. */
type Truth = (command: Flat, wallet: ModelWallet | undefined, event: Flat, providerSince: ProviderSince) => boolean

/** Whether a later row of a provider was read is not known here: configuration changes while commands are under way. */
const perhaps: Truth = () => true

/** When a refusal is right. What is not here is never right. */
const reasons: Readonly<Record<string, Truth>> = {
  operation_id_reused: perhaps,
  amount_not_positive: ({ amount }) => amount <= 0n,
  tenant_not_found: ({ tenant }) => !tenants.includes(tenant),
  currency_not_found: ({ currency }) => !currencies.includes(currency),
  wallet_not_found: (_, wallet) => wallet === undefined,
  wallet_already_exists: (_, wallet) => wallet !== undefined,
  wallet_closed: (_, wallet) => wallet?.status === 'closed',
  wallet_blocked: (_, wallet) => wallet?.status === 'blocked',
  wallet_not_blocked: (_, wallet) => wallet?.status === 'open',
  wallet_not_empty: (_, wallet) => wallet !== undefined && (wallet.posted > 0n || wallet.held > 0n),
  withdrawal_already_exists: ({ withdrawal }, wallet) => wallet?.withdrawals.has(withdrawal) === true,
  currency_mismatch: ({ currency }, wallet) => wallet !== undefined && wallet.currency !== currency,
  provider_not_found: ({ provider }, _, { at }, providerSince) => at <= providerSince(provider),
  provider_currency_not_supported: perhaps,
  insufficient_funds: (command, wallet) => wallet !== undefined && mayExceed(command, wallet),
  quote_already_exists: ({ quote }, wallet) => wallet?.quotes.has(quote) === true,
  quote_not_found: ({ quote }, wallet) => wallet?.quotes.has(quote) === false,
  quote_expired: ({ quote }, wallet, { at }) => at >= (wallet?.quotes.get(quote)?.expiresAt ?? Infinity),
  quote_mismatch: (command, wallet) => {
    const quote = wallet?.quotes.get(command['quote'])
    return quote !== undefined && (quote.amount !== command['amount'] || quote.currency !== command['currency'])
  },
  no_route_found: perhaps,
  withdrawal_not_found: ({ type, withdrawal }, wallet) =>
    type === 'CancelWithdrawal' && wallet?.withdrawals.has(withdrawal) === false,
  withdrawal_already_completed: (command, wallet) => isCancelled(command, wallet, 'completed'),
  withdrawal_already_failed: (command, wallet) => isCancelled(command, wallet, 'failed')
}

/** Whether the refusal of a command is right. What payouts ask of a wallet is never refused. */
export function isRightlyRefused(
  event: Flat, command: Flat, wallet: ModelWallet | undefined, providerSince: ProviderSince
): boolean {
  return reasons[event['reason'] as string]?.(command, wallet, event, providerSince) ?? false
}

function mayExceed({ tenant, provider, quote, amount }: Flat, wallet: ModelWallet): boolean {
  const quoted = wallet.quotes.get(quote)
  const holds = quoted === undefined ? possibleHolds(tenant, provider, amount) : [quoted.hold]
  return holds.some(hold => hold > wallet.posted - wallet.held)
}

function isCancelled({ type, withdrawal }: Flat, wallet: ModelWallet | undefined, status: string): boolean {
  return type === 'CancelWithdrawal' && wallet?.withdrawals.get(withdrawal)?.status === status
}
