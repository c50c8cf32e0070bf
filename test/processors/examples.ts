import type {
  CloseWallet, CompleteWithdrawal, CreateDeposit, CreateWithdrawal, FailWithdrawal, OpenWallet, Payout, Plain,
  RecordInvoicePaid, StartPayout, Wallet, WalletCommandHead, Withdrawal, WithdrawalCommandHead
} from '../../schemas/generated.ts'
import { tablesOf } from '../support/given.ts'

/** The people and the money of every example: alice of acme has 100.00 EUR, 30.00 of which may be on their way out. */
export const euro = { code: 'EUR', exponent: 2 }
export const yen = { code: 'JPY', exponent: 0 }
export const acme = { tenant: 'acme', revision: 7, currencies: [euro, yen] }
export const swift = { tenant: 'acme', provider: 'swift', revision: 3, currencies: ['EUR'] }
export const tables = tablesOf({ tenants: [acme], providers: [swift] })

export const open: Plain<Wallet> = { status: 'open', currency: 'EUR', posted: 100_00n, held: 0n }
export const empty: Plain<Wallet> = { ...open, posted: 0n }
export const blocked: Plain<Wallet> = { ...open, status: 'blocked' }
export const closed: Plain<Wallet> = { ...empty, status: 'closed' }
export const holding: Plain<Wallet> = { ...open, held: 30_00n }

export const pending: Plain<Withdrawal> = { status: 'pending', hold: { provider: 'swift', amount: 30_00n } }
export const completed: Plain<Withdrawal> = { status: 'completed', hold: null }
export const failed: Plain<Withdrawal> = { status: 'failed', hold: null }

const reference = 'acme/alice/w-1/1'
export const started: Plain<Payout> =
  { status: 'started', provider: 'swift', amount: 30_00n, currency: 'EUR', reference }

const alice = { tenant: 'acme', wallet: 'alice' }
const terms = { provider: 'swift', amount: 30_00n, currency: 'EUR' }

export const openWallet: WalletCommandHead & OpenWallet =
  { type: 'OpenWallet', ...alice, operationId: 'open-1', currency: 'EUR' }
export const blockWallet = { type: 'BlockWallet', ...alice, operationId: 'block-1' } as const
export const unblockWallet = { type: 'UnblockWallet', ...alice, operationId: 'unblock-1' } as const
export const closeWallet: WalletCommandHead & CloseWallet =
  { type: 'CloseWallet', ...alice, operationId: 'close-1' }
export const createDeposit: WalletCommandHead & CreateDeposit =
  { type: 'CreateDeposit', ...alice, operationId: 'deposit-1', source: 'bank', amount: 50_00n, currency: 'EUR' }
export const createWithdrawal: WalletCommandHead & CreateWithdrawal =
  { type: 'CreateWithdrawal', ...alice, operationId: 'op-1', withdrawal: 'w-1', destination: 'card-tok', ...terms }
export const completeWithdrawal: WalletCommandHead & CompleteWithdrawal =
  { type: 'CompleteWithdrawal', ...alice, operationId: 'paid/inv-1/complete', withdrawal: 'w-1', invoice: 'inv-1' }
export const failWithdrawal: WalletCommandHead & FailWithdrawal =
  { type: 'FailWithdrawal', ...alice, operationId: 'op-1/payout/fail', withdrawal: 'w-1', reason: 'provider_not_found' }

export const startPayout: WithdrawalCommandHead & StartPayout =
  { type: 'StartPayout', ...alice, operationId: 'op-1/payout', withdrawal: 'w-1', destination: 'card-tok', ...terms }
export const recordInvoicePaid: WithdrawalCommandHead & RecordInvoicePaid = {
  type: 'RecordInvoicePaid', ...alice, operationId: 'paid/swift/inv-1', withdrawal: 'w-1', reference, invoice: 'inv-1',
  ...terms
}
