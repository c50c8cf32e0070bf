import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../processors/wallets/index.ts'
import type { WalletRows } from '../../processors/wallets/rows.ts'
import type { WalletEventBody } from '../../schemas/generated.ts'
import { head, specification, tablesOf } from '../support/given.ts'
import {
  blocked, blockWallet, closed, closeWallet, completed, completeWithdrawal, createDeposit, createWithdrawal, empty,
  failed, failWithdrawal, holding, open, openWallet, pending, tables, unblockWallet
} from './examples.ts'

const given = specification(wallets, tables)

const deciding = suite('wallets decide')

deciding('opens an empty wallet and pins the revision of the tenant', () => {
  given({}).when(openWallet)
    .emits({ type: 'WalletOpened', currency: 'EUR', balance: { posted: 0n, held: 0n }, tenantRevision: 7 })
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
    balance: { posted: 150_00n, held: 0n },
    postings: [{ debit: 'source/bank', credit: 'wallet/alice', amount: 50_00n, currency: 'EUR' }],
    tenantRevision: 7
  })
})

deciding('fills a wallet to the last unit of a long', () => {
  const rows = { wallets: { ...open, posted: 2n ** 63n - 51_00n, held: 1n } }
  given(rows).when({ ...createDeposit, amount: 50_99n }).emits({
    type: 'DepositCompleted',
    source: 'bank',
    amount: 50_99n,
    currency: 'EUR',
    balance: { posted: 2n ** 63n - 1n, held: 1n },
    postings: [{ debit: 'source/bank', credit: 'wallet/alice', amount: 50_99n, currency: 'EUR' }],
    tenantRevision: 7
  })
  given(rows).when({ ...createDeposit, amount: 51_00n })
    .refuses('balance_over_limit', { balance: { posted: 2n ** 63n - 51_00n, held: 1n } })
})

deciding('holds the amount of a withdrawal and pins both revisions', () => {
  given({ wallets: open }).when(createWithdrawal).emits({
    type: 'WithdrawalCreated',
    withdrawal: 'w-1',
    provider: 'swift',
    destination: 'card-tok',
    amount: 30_00n,
    currency: 'EUR',
    balance: { posted: 100_00n, held: 30_00n },
    tenantRevision: 7,
    providerRevision: 3
  })
})

deciding('lends nobody what is held', () => {
  const balance = { posted: 100_00n, held: 30_00n }
  given({ wallets: holding }).when({ ...createWithdrawal, amount: 70_01n }).refuses('insufficient_funds', { balance })
  const event = wallets.decide({ ...createWithdrawal, amount: 70_00n }, { wallets: holding }, tables)
  assert.equal(event.type, 'WithdrawalCreated', 'the last unit that is free may go')
})

const withdrawalCompleted: WalletEventBody = {
  type: 'WithdrawalCompleted',
  withdrawal: 'w-1',
  provider: 'swift',
  invoice: 'inv-1',
  amount: 30_00n,
  currency: 'EUR',
  balance: { posted: 70_00n, held: 0n },
  postings: [{ debit: 'wallet/alice', credit: 'provider/swift', amount: 30_00n, currency: 'EUR' }]
}

const withdrawalFailed: WalletEventBody = {
  type: 'WithdrawalFailed',
  withdrawal: 'w-1',
  reason: 'provider_not_found',
  amount: 30_00n,
  currency: 'EUR',
  balance: { posted: 100_00n, held: 0n }
}

deciding('posts the hold when the payout was paid', () => {
  given({ wallets: holding, withdrawals: pending }).when(completeWithdrawal).emits(withdrawalCompleted)
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
  given({ wallets: holding, withdrawals: pending }, { get: () => undefined })
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
  const event = wallets.decide({ ...createWithdrawal, destination: '' }, { wallets: open }, tables)
  assert.equal(event.type, 'WithdrawalCreated')
})

deciding('takes no money in a currency that the tenant has given up', () => {
  given({ wallets: open }, tablesOf({ tenants: [{ tenant: 'acme', revision: 8, currencies: [] }] })).when(createDeposit)
    .refuses('currency_not_found')
})

deciding('stops when a pending withdrawal has no hold: then we are wrong', () => {
  const rows = { wallets: holding, withdrawals: { status: 'pending', hold: null } } as const
  assert.throws(() => wallets.decide(completeWithdrawal, rows, tables), /must have a hold/)
})

deciding.run()

const evolving = suite('wallets evolve')

function fold(rows: WalletRows, body: WalletEventBody): WalletRows {
  return wallets.evolve(rows, { ...head('op-1'), ...body })
}

evolving('folds the life of a wallet', () => {
  const balance = { posted: 0n, held: 0n }
  let rows = fold({ wallets: undefined }, { type: 'WalletOpened', currency: 'EUR', balance, tenantRevision: 7 })
  assert.equal(rows, { wallets: empty })
  rows = fold(rows, { type: 'WalletBlocked', balance })
  assert.equal(rows, { wallets: { ...empty, status: 'blocked' } })
  rows = fold(rows, { type: 'WalletUnblocked', balance })
  assert.equal(rows, { wallets: empty })
  rows = fold(rows, { type: 'WalletClosed', balance })
  assert.equal(rows, { wallets: closed })
})

evolving('folds a withdrawal, and keeps its status alone', () => {
  const created = wallets.decide(createWithdrawal, { wallets: open, withdrawals: undefined }, tables)
  const rows = fold({ wallets: open, withdrawals: undefined }, created)
  assert.equal(rows, { wallets: holding, withdrawals: pending })
  assert.equal(fold(rows, withdrawalCompleted), { wallets: { ...open, posted: 70_00n }, withdrawals: completed })
  assert.equal(fold(rows, withdrawalFailed), { wallets: open, withdrawals: failed })
})

evolving('takes the balance from the event: rules of today do not change the past', () => {
  const deposit = wallets.decide(createDeposit, { wallets: open }, tables)
  assert.is(deposit.type, 'DepositCompleted')
  const rows = fold({ wallets: blocked }, { ...deposit, balance: { posted: 1n, held: 1n } } as WalletEventBody)
  assert.equal(rows, { wallets: { ...blocked, posted: 1n, held: 1n } })
})

evolving('writes no row for what changed nothing', () => {
  const rows = { wallets: open, withdrawals: pending }
  assert.is(fold(rows, wallets.decide({ ...createDeposit, amount: 0n }, rows, tables)), rows)
  assert.is(fold(rows, { type: 'RecordDeadLettered', reason: 'empty' }), rows)
})

evolving('leaves the row of a withdrawal alone when it is not concerned', () => {
  const rows = fold({ wallets: open, withdrawals: pending }, wallets.decide(blockWallet, { wallets: open }, tables))
  assert.is(rows.withdrawals, pending)
})

evolving('stops at an event without its wallet: the log contradicts itself', () => {
  assert.throws(() => fold({ wallets: undefined }, withdrawalCompleted), /needs its wallet/)
})

evolving.run()

const reacting = suite('wallets react')

reacting('asks for the payout of what it holds', () => {
  const created = wallets.decide(createWithdrawal, { wallets: open }, tables)
  assert.equal(wallets.react!({ ...head('op-1'), ...created }), [{
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
      currency: 'EUR'
    }
  }])
})

reacting('tells nobody of the rest', () => {
  const unread: WalletEventBody = { type: 'RecordDeadLettered', reason: 'empty' }
  for (const body of [withdrawalCompleted, withdrawalFailed, unread]) {
    assert.equal(wallets.react!({ ...head('op-1'), ...body }), [])
  }
})

reacting.run()
