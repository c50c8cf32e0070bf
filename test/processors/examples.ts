import { withdrawals } from '../../processors/withdrawals/index.ts'
import type { PayoutRow } from '../../processors/withdrawals/rows.ts'
import type {
  AccountCommandHead, AddPostings, AnnounceTenant, AnswerTurnover, ApproveWithdrawal, CancelPayout, CancelWithdrawal,
  ClaimWithdrawal, CloseWallet,
  CommitTurnover, CompleteWithdrawal, ConfirmWallet, ConfirmWithdrawal, CreateDeposit, CreateWithdrawal, ExpireQuote,
  FailWithdrawal, HoldTurnover, Notification, OpenWallet, Owner, PayoutOrder, PayoutStarted, PinnedDestination, Plain,
  Quote, QuoteWithdrawal, RecordInvoicePaid, RecordNotification, RejectWallet, RejectWithdrawal, ReleaseTurnover,
  Reservation, ResolveWithdrawal, ResumeTenant, ReturnWithdrawal, ReviewWithdrawal, StartPayout, StopPayout, StopTenant,
  TenantCommandHead,
  TerminalCommandHead, Turnover, UpdateOwner, WakePayout, Wallet, WalletCommandHead, Withdrawal, WithdrawalCommandHead,
  WithdrawalEventBody
} from '../../schemas/generated.ts'
import { head, tablesOf, usualAt } from '../support/given.ts'
import { fixed, posting, providerOf, share, tenantOf } from '../support/plans.ts'

/** The people and the money of every example: alice of acme has 100.00 EUR, 30.00 of which may be on their way out. */
export const euro = { code: 'EUR', exponent: 2 }
export const yen = { code: 'JPY', exponent: 0 }
export const acme = tenantOf({ currencies: [euro, yen] })
export const swift = providerOf('swift')
export const tables = tablesOf({ tenants: [acme], providers: [swift] })

/** The same, and each withdrawal costs alice 1.00. */
export const withFee = tenantOf({
  currencies: [euro, yen],
  withdrawalPlan: [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(1_00n))]
})

/** As long as a process has to wait before it counts as stuck. */
export const longAgo = usualAt - acme.stuckAfterMs

export const open: Plain<Wallet> = {
  status: 'open', currency: 'EUR', posted: 100_00n, held: 0n, owner: null, incoming: 0n, usages: [], since: 0,
  asked: ''
}
export const empty: Plain<Wallet> = { ...open, posted: 0n }
export const blocked: Plain<Wallet> = { ...open, status: 'blocked' }
export const closed: Plain<Wallet> = { ...empty, status: 'closed' }
export const holding: Plain<Wallet> = { ...open, held: 30_00n }

export const pending: Plain<Withdrawal> = {
  status: 'pending', receivable: 0n, flow: [], moved: null, localDay: 0, since: usualAt,
  hold: {
    provider: 'swift', amount: 30_00n, hold: 30_00n, isConfirmed: true, isCancelled: false, asked: 'op-1',
    destinationId: '', level: 0,
    order: {
      provider: 'swift', destination: 'card-tok', method: '', party: '', amount: 30_00n, currency: 'EUR', hold: 30_00n,
      scheduledAt: 0, route: null, pinned: null
    }
  }
}
export const completed: Plain<Withdrawal> =
  { status: 'completed', hold: null, receivable: 0n, flow: [], moved: null, localDay: 0, since: 0 }
export const failed: Plain<Withdrawal> = { ...completed, status: 'failed' }

/** What it comes to when nothing is configured beside. */
export const postings = [{ debit: 'wallet/alice', credit: 'provider/swift', amount: 30_00n, currency: 'EUR' }]

const day = 24 * 60 * 60_000
const alice = { tenant: 'acme', wallet: 'alice' }
const terms = { provider: 'swift', amount: 30_00n, currency: 'EUR' }
const manner = { destination: 'card-tok', method: '', party: '' }
const reference = 'acme/alice/w-1/1'

export const quote: Plain<Quote> = {
  ...manner,
  destinationId: '',
  amount: 30_00n,
  currency: 'EUR',
  hold: 30_00n,
  expiresAt: usualAt + acme.quoteMs,
  route: {
    quote: 'q-1', provider: 'swift', terminal: 'default', amount: 30_00n, postings, tenantRevision: 7,
    providerRevision: 3
  }
}

export const openWallet: WalletCommandHead & OpenWallet =
  { type: 'OpenWallet', ...alice, operationId: 'open-1', currency: 'EUR', party: '', identity: '' }
/** Alice's wallet may belong to Ada, who is known at level 1 for another month. */
const ada = { party: 'p-1', identity: 'ada' }
export const owner: Plain<Owner> = {
  ...ada, revision: 3, isBlocked: false,
  identification: { level: 1, status: 'active', validUntil: usualAt + 30 * day, levelAfter: 0, challenge: 'c-1' }
}
export const owned: Plain<Wallet> = { ...open, owner }
export const opening: Plain<Wallet> = {
  ...empty, status: 'opening', since: usualAt, asked: 'open-1',
  owner: {
    ...ada, revision: 0, isBlocked: false,
    identification: { level: 0, status: 'none', validUntil: 0, levelAfter: 0, challenge: '' }
  }
}
const token = { destination: 'card-tok', method: 'bank_card' }
const pinned: Plain<PinnedDestination> =
  { ...ada, identityRevision: 3, destinationId: 'd-1', destinationRevision: 2 }
export const order: Plain<PayoutOrder> = {
  ...manner, ...terms, destination: '', party: 'p-1', hold: 30_00n, scheduledAt: 0, route: null, pinned: null
}
export const confirmedOrder: Plain<PayoutOrder> = { ...order, ...token, pinned }
/** A withdrawal of hers, about which her party has not spoken yet. */
export const unconfirmed: Plain<Withdrawal> = {
  ...pending, hold: { ...pending.hold!, order, isConfirmed: false, destinationId: 'd-1' }
}

export const openOwned: WalletCommandHead & OpenWallet = { ...openWallet, ...ada }
export const confirmWallet: WalletCommandHead & ConfirmWallet =
  { type: 'ConfirmWallet', ...alice, operationId: 'alice/open-1/register/confirm', owner }
export const rejectWallet: WalletCommandHead & RejectWallet = {
  type: 'RejectWallet', ...alice, operationId: 'alice/open-1/register/reject', reason: 'service_limit_reached',
  limit: { kind: 'wallets', ceiling: 1_000 }
}
export const updateOwner: WalletCommandHead & UpdateOwner =
  { type: 'UpdateOwner', ...alice, operationId: 'approve-1/owner', owner }
export const blockWallet = { type: 'BlockWallet', ...alice, operationId: 'block-1' } as const
export const unblockWallet = { type: 'UnblockWallet', ...alice, operationId: 'unblock-1' } as const
export const closeWallet: WalletCommandHead & CloseWallet =
  { type: 'CloseWallet', ...alice, operationId: 'close-1' }
export const createDeposit: WalletCommandHead & CreateDeposit =
  {
    type: 'CreateDeposit', ...alice, operationId: 'deposit-1', source: 'bank', amount: 50_00n, currency: 'EUR',
    deposit: ''
  }
export const quoteWithdrawal: WalletCommandHead & QuoteWithdrawal =
  { type: 'QuoteWithdrawal', ...alice, operationId: 'quote-1', quote: 'q-1', ...manner, destinationId: '', ...terms }
export const expireQuote: WalletCommandHead & ExpireQuote = {
  type: 'ExpireQuote', ...alice, operationId: 'quote/q-1/expire', quote: 'q-1', expiresAt: quote.expiresAt
}
export const createWithdrawal: WalletCommandHead & CreateWithdrawal = {
  type: 'CreateWithdrawal', ...alice, operationId: 'op-1', withdrawal: 'w-1', ...manner, ...terms, scheduledAt: 0,
  quote: '', destinationId: ''
}
/** The same of the owner, to a destination of the owner's. */
const toOwn = { destinationId: 'd-1', destination: '', method: '', party: '' }
export const quoteOwned: WalletCommandHead & QuoteWithdrawal = { ...quoteWithdrawal, ...toOwn }
export const withdrawOwned: WalletCommandHead & CreateWithdrawal = { ...createWithdrawal, ...toOwn }
export const confirmWithdrawal: WalletCommandHead & ConfirmWithdrawal = {
  type: 'ConfirmWithdrawal', ...alice, operationId: 'alice/op-1/register/confirm', withdrawal: 'w-1', ...token, pinned
}
export const reviewWithdrawal: WalletCommandHead & ReviewWithdrawal =
  { type: 'ReviewWithdrawal', ...alice, operationId: 'expire-1/review/w-1', withdrawal: 'w-1' }
export const cancelWithdrawal: WalletCommandHead & CancelWithdrawal =
  { type: 'CancelWithdrawal', ...alice, operationId: 'op-2', withdrawal: 'w-1' }
export const completeWithdrawal: WalletCommandHead & CompleteWithdrawal = {
  type: 'CompleteWithdrawal', ...alice, operationId: 'paid/inv-1/complete', withdrawal: 'w-1', invoice: 'inv-1',
  provider: 'swift', terminal: 'default', postings
}
export const failWithdrawal: WalletCommandHead & FailWithdrawal =
  { type: 'FailWithdrawal', ...alice, operationId: 'op-1/payout/fail', withdrawal: 'w-1', reason: 'no_route_found' }
export const returnWithdrawal: WalletCommandHead & ReturnWithdrawal = {
  type: 'ReturnWithdrawal', ...alice, operationId: 'back/ret-1/return', withdrawal: 'w-1', reference, invoice: 'inv-1',
  return: 'ret-1', ...terms
}
export const claimWithdrawal: WalletCommandHead & ClaimWithdrawal = {
  type: 'ClaimWithdrawal', ...alice, operationId: 'paid/inv-1/claim', withdrawal: 'w-1', reference, invoice: 'inv-1',
  ...terms, collect: true
}

export const startPayout: WithdrawalCommandHead & StartPayout = {
  type: 'StartPayout', ...alice, operationId: 'op-1/payout', withdrawal: 'w-1', ...manner, ...terms, scheduledAt: 0,
  hold: 30_00n, route: null, pinned: null
}
const payout = { ...alice, withdrawal: 'w-1' }
export const approveWithdrawal: WithdrawalCommandHead & ApproveWithdrawal =
  { type: 'ApproveWithdrawal', ...payout, operationId: 'decision/ok-1', by: 'eve' }
export const rejectWithdrawal: WithdrawalCommandHead & RejectWithdrawal =
  { type: 'RejectWithdrawal', ...payout, operationId: 'decision/no-1', by: 'eve', reason: 'suspicious' }
export const answerTurnover: WithdrawalCommandHead & AnswerTurnover =
  { type: 'AnswerTurnover', ...payout, operationId: `${reference}/hold/answer`, reference, isHeld: true, details: '' }
export const wakePayout: WithdrawalCommandHead & WakePayout =
  { type: 'WakePayout', ...payout, operationId: 'wake/w-1/0', dueAt: 0 }
export const cancelPayout: WithdrawalCommandHead & CancelPayout =
  { type: 'CancelPayout', ...payout, operationId: 'op-2/cancel' }
export const stopPayout: WithdrawalCommandHead & StopPayout =
  { type: 'StopPayout', ...payout, operationId: 'expire-1/review/w-1/stop', reason: 'identification_expired' }
export const resolveWithdrawal: WithdrawalCommandHead & ResolveWithdrawal = {
  type: 'ResolveWithdrawal', ...payout, operationId: 'decision/so-1', reference, resolution: 'paid', by: 'eve',
  details: 'statement of 14 November'
}
export const paid: Plain<Notification> = {
  provider: 'swift', reference, kind: 'paid', invoice: 'inv-1', return: '', amount: 30_00n, currency: 'EUR', reason: '',
  details: ''
}
export const recordNotification: WithdrawalCommandHead & RecordNotification =
  { type: 'RecordNotification', ...payout, operationId: 'said/swift/paid/inv-1', notification: paid }
export const recordInvoicePaid: WithdrawalCommandHead & RecordInvoicePaid = {
  type: 'RecordInvoicePaid', ...payout, operationId: 'paid/swift/inv-1', reference, invoice: 'inv-1', ...terms
}

export const payoutStarted: PayoutStarted = {
  type: 'PayoutStarted', withdrawal: 'w-1', provider: 'swift', destination: 'card-tok', amount: 30_00n, currency: 'EUR',
  reference, providerRevision: 3, terminal: 'default', attempt: 1, method: '', postings, rejected: [],
  order: {
    provider: 'swift', ...manner, amount: 30_00n, currency: 'EUR', hold: 30_00n, scheduledAt: 0, route: null,
    pinned: null
  },
  hasTurnover: false, dueAt: usualAt + swift.answerMs, tenantRevision: 7, matched: [], pinned: null
}

/** A payout at several points of its life, made as it is made: by folding. */
export const started = payoutAfter(payoutStarted)
export const reserving = payoutAfter({ ...payoutStarted, type: 'PayoutRouted' })
export const awaiting = payoutAfter({
  type: 'PayoutApprovalRequired', withdrawal: 'w-1', order: payoutStarted.order!, tenantRevision: 1
})
export const unknown = payoutAfter(payoutStarted, {
  type: 'PayoutOutcomeUnknown', withdrawal: 'w-1', reference, provider: 'swift', since: usualAt,
  dueAt: usualAt + 60_000, enquiryFirstMs: 60_000, enquiryMaxMs: 21_600_000
})

function payoutAfter(...events: readonly WithdrawalEventBody[]): PayoutRow {
  return events.reduce((rows, event) => withdrawals.evolve(rows, { ...head('op-1/payout'), ...event }),
    {} as { readonly payouts?: PayoutRow | undefined }).payouts!
}

const terminal = { tenant: 'acme', provider: 'swift', terminal: 'default' }
export const holdTurnover: TerminalCommandHead & HoldTurnover = {
  type: 'HoldTurnover', ...terminal, operationId: `${reference}/hold`, reference, wallet: 'alice', withdrawal: 'w-1',
  amount: 30_00n, currency: 'EUR'
}
export const commitTurnover: TerminalCommandHead & CommitTurnover =
  { type: 'CommitTurnover', ...terminal, operationId: `${reference}/commit`, reference, currency: 'EUR' }
export const releaseTurnover: TerminalCommandHead & ReleaseTurnover =
  { type: 'ReleaseTurnover', ...terminal, operationId: `${reference}/release`, reference, currency: 'EUR' }

const usage = { start: Date.UTC(2023, 10, 14), amount: 30_00n, count: 1 }
export const turnover: Plain<Turnover> = {
  days: usage, weeks: { ...usage, start: Date.UTC(2023, 10, 13) }, months: { ...usage, start: Date.UTC(2023, 10, 1) }
}
export const reservation: Plain<Reservation> = { amount: 30_00n, currency: 'EUR', at: usualAt }

const { tenant: announcing, revision: _, ...characteristics } = acme
export const announceTenant: TenantCommandHead & AnnounceTenant = {
  type: 'AnnounceTenant', tenant: announcing, operationId: 'hello-1', ...characteristics, isOwnerRequired: true,
  expectedRevision: 7
}

export const stopTenant: TenantCommandHead & StopTenant =
  { type: 'StopTenant', tenant: announcing, operationId: 'stop-1', reason: 'an audit' }
export const resumeTenant: TenantCommandHead & ResumeTenant =
  { type: 'ResumeTenant', tenant: announcing, operationId: 'resume-1', author: 'ann', reason: 'all is well' }

export const addPostings: AccountCommandHead & AddPostings = {
  type: 'AddPostings', tenant: 'acme', account: 'source/bank', operationId: 'wallet-commands/0/7',
  lines: [{ currency: 'EUR', debit: 70_00n, credit: 0n, count: 2 }]
}
