import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../processors/wallets/index.ts'
import type { WalletRows } from '../../processors/wallets/rows.ts'
import type { Tables } from '../../processors/decider.ts'
import type { WalletCommand, WalletEventBody } from '../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../support/given.ts'
import { fixed, posting, tenantOf } from '../support/plans.ts'
import {
  acme, blocked, blockWallet, cancelWithdrawal, closed, closeWallet, completed, completeWithdrawal, createDeposit,
  createWithdrawal, empty, failed, failWithdrawal, holding, open, openWallet, pending, postings, swift, tables,
  unblockWallet, withFee
} from './examples.ts'

const given = specification(wallets, tables)

const deciding = suite('wallets decide')

deciding('opens an empty wallet and pins the revision of the tenant', () => {
  given({}).when(openWallet)
    .emits({ type: 'WalletOpened', currency: 'EUR', balance: { posted: 0n, held: 0n }, tenantRevision: 7, owner: null })
})

deciding('never opens an id again', () => {
  given({ wallets: closed }).when(openWallet).refuses('wallet_already_exists')
})

deciding('credits the wallet and debits the source', () => {
  given({ wallets: open }).when(createDeposit).emits({
    type: 'DepositCompleted',
    source: 'bank',
    amount: 50_00n,
    currency: 'EUR',
    deposit: '', credited: 50_00n, localDay: 0, sourceRevision: 0,
    balance: { posted: 150_00n, held: 0n },
    postings: [{ debit: 'source/bank', credit: 'wallet/alice', amount: 50_00n, currency: 'EUR' }],
    tenantRevision: 7,
    identity: '',
    identityRevision: 0
  })
})

deciding('fills a wallet to the last unit of a long', () => {
  const rows = { wallets: { ...open, posted: 2n ** 63n - 51_00n, held: 1n } }
  given(rows).when({ ...createDeposit, amount: 50_99n }).emits({
    type: 'DepositCompleted',
    source: 'bank',
    amount: 50_99n,
    currency: 'EUR',
    deposit: '', credited: 50_99n, localDay: 0, sourceRevision: 0,
    balance: { posted: 2n ** 63n - 1n, held: 1n },
    postings: [{ debit: 'source/bank', credit: 'wallet/alice', amount: 50_99n, currency: 'EUR' }],
    tenantRevision: 7,
    identity: '',
    identityRevision: 0
  })
  given(rows).when({ ...createDeposit, amount: 51_00n })
    .refuses('balance_over_limit', { balance: { posted: 2n ** 63n - 51_00n, held: 1n } })
})

const withdrawalCreated: WalletEventBody = {
  type: 'WithdrawalCreated',
  withdrawal: 'w-1',
  provider: 'swift',
  destination: 'card-tok',
  amount: 30_00n,
  currency: 'EUR',
  balance: { posted: 100_00n, held: 30_00n },
  tenantRevision: 7,
  providerRevision: 3,
  method: '',
  party: '',
  scheduledAt: 0,
  quote: '',
  hold: 30_00n,
  route: null,
  destinationId: '',
  identity: '',
  identityRevision: 0,
  level: 0,
  localDay: 0
}

deciding('holds the amount of a withdrawal and pins both revisions', () => {
  given({ wallets: open }).when(createWithdrawal).emits(withdrawalCreated)
})

deciding('takes a withdrawal that leaves the provider to the routing, and says so', () => {
  const anyway = { ...withdrawalCreated, provider: '', providerRevision: 0 }
  given({ wallets: open }).when({ ...createWithdrawal, provider: '' }).emits(anyway)
  given({ wallets: open }, tablesOf({ tenants: [acme] })).when({ ...createWithdrawal, provider: '' }).emits(anyway)
})

deciding('holds the fees that the owner bears', () => {
  given({ wallets: open }, tablesOf({ tenants: [withFee], providers: [swift] })).when(createWithdrawal)
    .emits({ ...withdrawalCreated, hold: 31_00n, balance: { posted: 100_00n, held: 31_00n } })
})

deciding('holds what the tenant\'s own plan takes when there is no route, and leaves the failing to the payout', () => {
  const elsewhere = { ...swift, currencies: ['JPY'] }
  given({ wallets: open }, tablesOf({ tenants: [withFee], providers: [elsewhere] }))
    .when({ ...createWithdrawal, provider: '' }).emits({
      ...withdrawalCreated, provider: '', providerRevision: 0, hold: 31_00n, balance: { posted: 100_00n, held: 31_00n }
    })
})

deciding('holds the amount where the tenant\'s own plan takes nothing, or cannot be computed', () => {
  for (const plan of [posting('wallet', 'destination', fixed(1n, 'JPY')), posting('system', 'wallet', fixed(1n))]) {
    const tenants = [tenantOf({ withdrawalPlan: [plan] })]
    given({ wallets: open }, tablesOf({ tenants })).when({ ...createWithdrawal, provider: '' })
      .emits({ ...withdrawalCreated, provider: '', providerRevision: 0 })
  }
})

deciding('lends nobody what is held', () => {
  const balance = { posted: 100_00n, held: 30_00n }
  given({ wallets: holding }).when({ ...createWithdrawal, amount: 70_01n }).refuses('insufficient_funds', { balance })
  const event = decided({ ...createWithdrawal, amount: 70_00n }, { wallets: holding })
  assert.equal(event.type, 'WithdrawalCreated', 'the last unit that is free may go')
})

const withdrawalCompleted = {
  type: 'WithdrawalCompleted',
  withdrawal: 'w-1',
  provider: 'swift',
  invoice: 'inv-1',
  amount: 30_00n,
  currency: 'EUR',
  balance: { posted: 70_00n, held: 0n },
  postings,
  terminal: 'default',
  released: 0n
} as const

const withdrawalFailed: WalletEventBody = {
  type: 'WithdrawalFailed',
  withdrawal: 'w-1',
  reason: 'no_route_found',
  amount: 30_00n,
  currency: 'EUR',
  balance: { posted: 100_00n, held: 0n }
}

deciding('posts the hold when the payout was paid', () => {
  given({ wallets: holding, withdrawals: pending }).when(completeWithdrawal).emits(withdrawalCompleted)
})

deciding('posts the plan of the route that was paid, and gives back what is left of the hold', () => {
  const held = { ...pending, hold: { ...pending.hold!, provider: '', hold: 32_00n } }
  const fee = { debit: 'wallet/alice', credit: 'fees/swift', amount: 1_00n, currency: 'EUR' }
  given({ wallets: { ...open, held: 40_00n }, withdrawals: held })
    .when({ ...completeWithdrawal, postings: [...postings, fee] }).emits({
      ...withdrawalCompleted, amount: 31_00n, balance: { posted: 69_00n, held: 8_00n }, postings: [...postings, fee],
      released: 1_00n
    })
})

deciding('posts the whole hold for a command from before there were plans', () => {
  given({ wallets: holding, withdrawals: pending })
    .when({ ...completeWithdrawal, provider: '', terminal: '', postings: [] })
    .emits({ ...withdrawalCompleted, terminal: '' })
})

deciding('posts no plan that takes nothing from the wallet, or more than is held', () => {
  const balance = { posted: 100_00n, held: 30_00n }
  for (const change of [{ amount: 30_01n }, { debit: 'system/settlement' }, { credit: 'wallet/alice' }]) {
    const command = { ...completeWithdrawal, postings: [{ ...postings[0]!, ...change }] }
    given({ wallets: holding, withdrawals: pending }).when(command).refuses('amount_mismatch', { balance })
  }
})

deciding('asks for the cancellation of what is pending, and moves nothing', () => {
  const balance = { posted: 100_00n, held: 30_00n }
  for (const wallet of [holding, { ...holding, status: 'blocked' as const }]) {
    given({ wallets: wallet, withdrawals: pending }).when(cancelWithdrawal)
      .emits({ type: 'CancellationRequested', withdrawal: 'w-1', balance })
  }
})

deciding('gives the hold back when the payout failed', () => {
  given({ wallets: holding, withdrawals: pending }).when(failWithdrawal).emits(withdrawalFailed)
})

deciding('ends a withdrawal of a blocked wallet', () => {
  const rows = { wallets: { ...holding, status: 'blocked' as const }, withdrawals: pending }
  given(rows).when(completeWithdrawal).emits(withdrawalCompleted)
  given(rows).when(failWithdrawal).emits(withdrawalFailed)
})

deciding('ends a withdrawal without any table: its tenant may be gone', () => {
  given({ wallets: holding, withdrawals: pending }, { get: () => undefined, list: () => [] })
    .when(completeWithdrawal).emits(withdrawalCompleted)
})

deciding('ends a withdrawal once', () => {
  for (const command of [completeWithdrawal, failWithdrawal]) {
    given({ wallets: open, withdrawals: completed }).when(command).refuses('withdrawal_already_completed')
    given({ wallets: open, withdrawals: failed }).when(command).refuses('withdrawal_already_failed')
  }
})

deciding('takes the end of a withdrawal from no client', () => {
  for (const command of [completeWithdrawal, failWithdrawal]) {
    given({ wallets: holding, withdrawals: pending }).when({ ...command, operationId: 'op-2' })
      .refuses('invalid_id', { fields: ['operationId'] })
  }
})

deciding('blocks and unblocks', () => {
  const balance = { posted: 100_00n, held: 0n }
  given({ wallets: open }).when(blockWallet).emits({ type: 'WalletBlocked', balance })
  given({ wallets: blocked }).when(unblockWallet).emits({ type: 'WalletUnblocked', balance })
})

deciding('closes an empty wallet, blocked or not', () => {
  const balance = { posted: 0n, held: 0n }
  given({ wallets: empty }).when(closeWallet).emits({ type: 'WalletClosed', balance })
  given({ wallets: { ...empty, status: 'blocked' } }).when(closeWallet).emits({ type: 'WalletClosed', balance })
})

deciding('closes no wallet with a pending withdrawal', () => {
  const wallet = { ...open, posted: 30_00n, held: 30_00n }
  const balance = { posted: 30_00n, held: 30_00n }
  given({ wallets: wallet }).when(closeWallet).refuses('wallet_not_empty', { balance })
})

deciding('names every field that is no id', () => {
  const wrong = { wallet: 'a/b', operationId: 'op/1', withdrawal: '', provider: 'Swift', destination: '\n' }
  given({ wallets: open }).when({ ...createWithdrawal, ...wrong })
    .refuses('invalid_id', { fields: ['wallet', 'operationId', 'withdrawal', 'provider', 'destination'] })
})

deciding('pays to a destination that the provider knows without us', () => {
  const event = decided({ ...createWithdrawal, destination: '' }, { wallets: open })
  assert.equal(event.type, 'WithdrawalCreated')
})

deciding('takes no money in a currency that the tenant has given up', () => {
  given({ wallets: open }, tablesOf({ tenants: [tenantOf({ currencies: [] })] })).when(createDeposit)
    .refuses('currency_not_found')
})

deciding('stops when a pending withdrawal has no hold: then we are wrong', () => {
  const rows = { wallets: holding, withdrawals: { ...pending, hold: null } }
  assert.throws(() => decided(completeWithdrawal, rows), /must have a hold/)
})

deciding.run()

const evolving = suite('wallets evolve')

const nothingYet: WalletRows = { wallets: open, withdrawals: undefined, quotes: undefined }

function fold(rows: WalletRows, body: WalletEventBody): WalletRows {
  return wallets.evolve(rows, { ...head('op-1'), ...body })
}

evolving('folds the life of a wallet', () => {
  const balance = { posted: 0n, held: 0n }
  const opened = { type: 'WalletOpened', currency: 'EUR', balance, tenantRevision: 7, owner: null } as const
  let rows = fold({ wallets: undefined }, opened)
  assert.equal(rows, { wallets: empty })
  rows = fold(rows, { type: 'WalletBlocked', balance })
  assert.equal(rows, { wallets: { ...empty, status: 'blocked' } })
  rows = fold(rows, { type: 'WalletUnblocked', balance })
  assert.equal(rows, { wallets: empty })
  rows = fold(rows, { type: 'WalletClosed', balance })
  assert.equal(rows, { wallets: closed })
})

evolving('folds a withdrawal, and keeps its status and what it has moved', () => {
  const rows = fold(nothingYet, decided(createWithdrawal, nothingYet))
  assert.equal(rows, { wallets: holding, withdrawals: pending, quotes: undefined })
  assert.equal(fold(rows, withdrawalCompleted),
    { wallets: { ...open, posted: 70_00n }, withdrawals: { ...completed, flow: postings }, quotes: undefined })
  assert.equal(fold(rows, withdrawalFailed), { wallets: open, withdrawals: failed, quotes: undefined })
})

evolving('folds a withdrawal from before there were fees', () => {
  const created = { ...withdrawalCreated, hold: 0n, route: null } as WalletEventBody
  assert.equal(fold(nothingYet, created), { wallets: holding, withdrawals: pending, quotes: undefined })
})

evolving('takes the balance from the event: rules of today do not change the past', () => {
  const deposit = decided(createDeposit, { wallets: open })
  assert.is(deposit.type, 'DepositCompleted')
  const rows = fold({ wallets: blocked }, { ...deposit, balance: { posted: 1n, held: 1n } } as WalletEventBody)
  assert.equal(rows, { wallets: { ...blocked, posted: 1n, held: 1n } })
})

evolving('writes no row for what changed nothing', () => {
  const rows = { wallets: open, withdrawals: pending }
  assert.is(fold(rows, decided({ ...createDeposit, amount: 0n }, rows)), rows)
  assert.is(fold(rows, { type: 'RecordDeadLettered', reason: 'empty' }), rows)
})

evolving('leaves the row of a withdrawal alone when it is not concerned', () => {
  const rows = fold({ wallets: open, withdrawals: pending }, decided(blockWallet, { wallets: open }))
  assert.is(rows.withdrawals, pending)
})

evolving('stops at an event without its wallet: the log contradicts itself', () => {
  assert.throws(() => fold({ wallets: undefined }, withdrawalCompleted), /needs its wallet/)
})

evolving.run()

const reacting = suite('wallets react')

reacting('asks for the payout of what it holds', () => {
  const created = decided(createWithdrawal, { wallets: open })
  assert.equal(wallets.react!({ ...head('op-1'), ...created }, {}), [{
    to: 'withdrawalCommands',
    record: {
      type: 'StartPayout',
      tenant: 'acme',
      wallet: 'alice',
      operationId: 'op-1/payout',
      withdrawal: 'w-1',
      provider: 'swift',
      destination: 'card-tok',
      amount: 30_00n,
      currency: 'EUR',
      method: '',
      party: '',
      scheduledAt: 0,
      hold: 30_00n,
      route: null,
      pinned: null
    }
  }])
})

reacting('asks the payout whether it can be cancelled', () => {
  const requested = decided(cancelWithdrawal, { wallets: holding, withdrawals: pending })
  assert.equal(wallets.react!({ ...head('op-2'), ...requested }, {}), [{
    to: 'withdrawalCommands',
    record: { type: 'CancelPayout', tenant: 'acme', wallet: 'alice', operationId: 'op-2/cancel', withdrawal: 'w-1' }
  }])
})

reacting('tells nobody of the rest', () => {
  const unread: WalletEventBody = { type: 'RecordDeadLettered', reason: 'empty' }
  for (const body of [withdrawalCompleted, withdrawalFailed, unread]) {
    assert.equal(wallets.react!({ ...head('op-1'), ...body }, {}), [])
  }
})

reacting.run()

function decided(command: WalletCommand, rows: WalletRows, using: Tables = tables): WalletEventBody {
  return wallets.decide(command, rows, using, usualAt) as WalletEventBody
}
