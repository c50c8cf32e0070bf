import type { Flat } from '../../../schemas/record.ts'
import { currencies, tenants } from '../workload/deployment.ts'

/** A wallet, as anybody would keep it who has read the documentation. */
export interface ModelWallet {
  status: 'open' | 'blocked' | 'closed'
  readonly currency: string
  posted: bigint
  held: bigint
  revision: number
  readonly withdrawals: Map<string, { status: 'pending' | 'completed' | 'failed', readonly amount: bigint }>
}

/** @returns whether the reason is true of the command and the wallet. */
type Truth = (command: Flat, wallet: ModelWallet | undefined, event: Flat, providerSince: ProviderSince) => boolean

/** Since when a provider can be found. */
export type ProviderSince = (provider: string) => number

const never: Truth = () => false
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
  provider_not_found: ({ provider }, _, { at }, providerSince) => isUnknown(provider, at, providerSince),
  provider_currency_not_supported: perhaps,
  insufficient_funds: ({ amount }, wallet) => wallet !== undefined && amount > wallet.posted - wallet.held
}

/** The wallets of a run, kept by a model of its own: it shares no code with the deciders. */
export class WalletModel {
  readonly wallets = new Map<string, ModelWallet>()
  readonly #providerSince: ProviderSince
  deposited = 0n
  paidOut = 0n

  constructor(providerSince: ProviderSince) {
    this.#providerSince = providerSince
  }

  /** @returns what is wrong with the event as an answer to the command, if anything. */
  apply(event: Flat, command: Flat): string | undefined {
    const key = `${event['tenant']}/${event['wallet']}`
    const wallet = this.wallets.get(key)
    const fault = event.type === 'OperationRefused'
      ? this.#refused(event, command, wallet)
      : this.#accepted(key, event, command, wallet)
    const after = this.wallets.get(key)
    if (after !== undefined) after.revision = event['revision'] as number
    return fault ?? balanceFault(event, after)
  }

  #refused(event: Flat, command: Flat, wallet: ModelWallet | undefined): string | undefined {
    const isTrue = reasons[event['reason'] as string] ?? never
    if (isTrue(command, wallet, event, this.#providerSince)) return undefined
    return `${command.type} is refused as ${event['reason']}`
  }

  #accepted(key: string, event: Flat, command: Flat, wallet: ModelWallet | undefined): string | undefined {
    const { amount, withdrawal } = event as Flat & { amount: bigint, withdrawal: string }
    if (event.type === 'WalletOpened') {
      const { currency } = event as Flat & { currency: string }
      if (wallet !== undefined || currency !== command['currency']) return 'opened twice, or otherwise than asked'
      this.wallets.set(key, { status: 'open', currency, posted: 0n, held: 0n, revision: 0, withdrawals: new Map() })
      return undefined
    }
    if (wallet === undefined) return `${event.type} without a wallet`
    const pending = wallet.withdrawals.get(withdrawal)
    switch (event.type) {
      case 'WalletBlocked': return become(wallet, 'open', 'blocked')
      case 'WalletUnblocked': return become(wallet, 'blocked', 'open')
      case 'WalletClosed':
        if (wallet.posted !== 0n || wallet.held !== 0n) return 'closed with money in it'
        return become(wallet, wallet.status === 'closed' ? 'open' : wallet.status, 'closed')
      case 'DepositCompleted':
        if (!isAsked(event, command, wallet)) return 'a deposit that nobody asked for, or may not be'
        wallet.posted += amount
        this.deposited += amount
        return undefined
      case 'WithdrawalCreated':
        if (!isAsked(event, command, wallet)) return 'a withdrawal that nobody asked for, or may not be'
        if (pending !== undefined || amount > wallet.posted - wallet.held) return 'a withdrawal twice, or of too much'
        wallet.held += amount
        wallet.withdrawals.set(withdrawal, { status: 'pending', amount })
        return undefined
      case 'WithdrawalCompleted':
        if (pending?.status !== 'pending' || pending.amount !== amount) return 'completed what was not pending'
        pending.status = 'completed'
        wallet.posted -= amount
        wallet.held -= amount
        this.paidOut += amount
        return undefined
      case 'WithdrawalFailed':
        if (pending?.status !== 'pending' || pending.amount !== amount) return 'failed what was not pending'
        pending.status = 'failed'
        wallet.held -= amount
        return undefined
      default: return `an event that nobody knows: ${event.type}`
    }
  }
}

/** A provider that was there before the command came must be found, however late the table was read. */
export function isUnknown(provider: string, at: number, providerSince: ProviderSince): boolean {
  return at <= providerSince(provider)
}

function isAsked({ amount }: Flat, command: Flat, { status, currency }: ModelWallet): boolean {
  return status === 'open' && amount > 0n && amount === command['amount'] && currency === command['currency']
}

function become(wallet: ModelWallet, from: ModelWallet['status'], to: ModelWallet['status']): string | undefined {
  if (wallet.status !== from) return `${wallet.status} becomes ${to}`
  wallet.status = to
  return undefined
}

function balanceFault({ type, balance }: Flat, wallet: ModelWallet | undefined): string | undefined {
  if (balance === null || balance === undefined) return undefined
  if (wallet?.posted === balance.posted && wallet?.held === balance.held) return undefined
  return `${type} leaves ${balance.posted} with ${balance.held} held, not ${wallet?.posted} with ${wallet?.held}`
}
