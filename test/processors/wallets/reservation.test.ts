import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { FollowUp, Tables } from '../../../processors/decider.ts'
import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type {
  CreditCancelled, CreditDeclined, CreditReserved, Plain, Tenant, TransferCredited, Wallet, WalletCommand,
  WalletEventBody
} from '../../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../../support/given.ts'
import { policyOf, tenantOf } from '../../support/plans.ts'
import { blocked, closed, closeWallet, createDeposit, empty, open, opening, owned, owner, tables } from '../examples.ts'
import { cancelCredit, confirmCredit, reserveCredit, reserved } from './batch-examples.ts'

/** A wallet that is paid by a batch: bob's, of which alice gets 30.00. */
const given = specification(wallets, tables)
const balance = { posted: 100_00n, held: 0n }
const most = 2n ** 63n - 1n
const expecting: Plain<Wallet> = { ...open, incoming: 30_00n }
const waiting: WalletRows = { wallets: expecting, credits: reserved }

const creditReserved: CreditReserved = {
  type: 'CreditReserved', from: 'bob', batch: 'b-1', transfer: 'b-1/t-1', amount: 30_00n, currency: 'EUR', balance,
  tenantRevision: 7, identity: '', identityRevision: 0, localDay: 0
}
const declined = (reason: string): CreditDeclined =>
  ({ type: 'CreditDeclined', from: 'bob', batch: 'b-1', transfer: 'b-1/t-1', reason, limit: null, balance })
const answer = {
  type: 'RecordReservation', tenant: 'acme', wallet: 'bob', operationId: 'batch/bob/b-1/t-1/reserve/answer',
  batch: 'b-1', transfer: 't-1'
}

const reserving = suite('room for a transfer of a batch')

reserving('is kept, and the wallet that pays is told', () => {
  given({ wallets: open }).when(reserveCredit).emits(creditReserved)
  const rows = wallets.evolve({ wallets: open }, { ...head(reserveCredit.operationId), ...creditReserved })
  assert.equal(rows, waiting)
  assert.equal(reacted(creditReserved, rows), [{ ...answer, isReserved: true, reason: '' }])
})

reserving('tells who the owner was by then', () => {
  given({ wallets: owned }).when(reserveCredit).emits({ ...creditReserved, identity: 'ada', identityRevision: 3 })
})

reserving('is declined like any transfer, which is an answer too', () => {
  const nothing = { posted: 0n, held: 0n }
  for (const [reason, wallet, left = balance] of [
    ['wallet_not_found', undefined, nothing],
    ['wallet_opening', opening, nothing],
    ['wallet_closed', closed, nothing],
    ['wallet_blocked', blocked],
    ['owner_blocked', { ...owned, owner: { ...owner, isBlocked: true } }],
    ['currency_mismatch', { ...open, currency: 'JPY' }],
    ['balance_over_limit', { ...open, incoming: most - 130_00n + 1n }]
  ] as const) {
    const event = { ...declined(reason), balance: left }
    given({ wallets: wallet }).when(reserveCredit).emits(event)
    const rows = { wallets: wallet }
    assert.equal(wallets.evolve(rows, { ...head(reserveCredit.operationId), ...event }), rows)
    assert.equal(reacted(event, rows), [{ ...answer, isReserved: false, reason }])
  }
  given({ wallets: { ...open, incoming: most - 130_00n } }).when(reserveCredit).emits(creditReserved)
})

reserving('is declined to an owner who is not known well enough', () => {
  const strict = configured({ levelPolicies: [{ operation: 'transfer_in', currency: 'EUR', above: 29_99n, level: 2 }] })
  given({ wallets: owned }, strict).when(reserveCredit).emits(declined('identification_level_too_low'))
  given({ wallets: open }, strict).when(reserveCredit).emits(declined('identification_required'))
})

reserving('is declined by a limit of the wallet, which counts what it expects', () => {
  const upper = { value: 160_00n, isInclusive: true }
  const policy = { limit: 'limit', measure: 'balance', period: 'day', lower: null, upper } as const
  const strict = configured({ limits: [policyOf(policy)] })
  given({ wallets: expecting }, strict).when(reserveCredit).emits(creditReserved)
  given({ wallets: { ...expecting, incoming: 30_01n } }, strict).when(reserveCredit).emits({
    ...declined('limit_exceeded'), limit: { ...policy, used: 130_01n, amount: 30_00n }
  })
})

reserving('counts towards limits of a period, until it is cancelled', () => {
  const daily = configured({ limits: [policyOf({ measure: 'count', upper: { value: 1n, isInclusive: true } })] })
  const counts = (rows: WalletRows): readonly number[] => rows.wallets!.usages.map(({ count }) => count)
  const promised = next(reserveCredit, { wallets: open }, daily)
  assert.equal(counts(promised), [1, 1, 1, 1])
  const again = { ...reserveCredit, operationId: 'batch/bob/b-2/t-1/reserve', batch: 'b-2', transfer: 'b-2/t-1' }
  assert.is((decided(again, { wallets: promised.wallets }, daily) as CreditDeclined).reason, 'limit_exceeded')
  assert.equal(counts(next(confirmCredit, promised, daily)), [1, 1, 1, 1], 'it counts once')
  assert.equal(counts(next(cancelCredit, promised, daily)), [0, 0, 0, 0])
})

reserving('is no less when the tenant is gone: what was begun goes on', () => {
  given({ wallets: open }, tablesOf({})).when(reserveCredit).emits({ ...creditReserved, tenantRevision: 0 })
})

reserving('is not asked for twice', () => {
  for (const status of ['reserved', 'credited', 'cancelled'] as const) {
    given({ wallets: open, credits: { ...reserved, status } }).when(reserveCredit).refuses('credit_already_exists')
  }
})

reserving('is for transfers of batches alone, and theirs is no other\'s', () => {
  for (const command of [reserveCredit, confirmCredit, cancelCredit]) {
    for (const transfer of ['t-1', 'b-1/t-1/t-1', '/t-1', 'b-1/', '']) {
      given(waiting).when({ ...command, transfer }).refuses('invalid_id', { fields: ['transfer'] })
    }
  }
  given({ wallets: open }).when({
    type: 'CreditTransfer', tenant: 'acme', wallet: 'alice', operationId: 'bob/t-1/credit', from: 'bob',
    transfer: 'b-1/t-1', amount: 30_00n, currency: 'EUR'
  }).refuses('invalid_id', { fields: ['transfer'] })
})

reserving('keeps other money out that there is no room for beside it', () => {
  const wallet = { ...expecting, posted: most - 30_00n - 50_00n }
  assert.is(decided(createDeposit, { wallets: wallet }).type, 'DepositCompleted')
  given({ wallets: { ...wallet, posted: wallet.posted + 1n } }).when(createDeposit)
    .refuses('balance_over_limit', { balance: { posted: wallet.posted + 1n, held: 0n } })
})

reserving('keeps the wallet from being closed', () => {
  given({ wallets: { ...empty, incoming: 30_00n }, credits: reserved }).when(closeWallet)
    .refuses('wallet_not_empty', { balance: { posted: 0n, held: 0n } })
  given({ wallets: { ...empty, status: 'blocked', incoming: 1n } }).when(closeWallet)
    .refuses('wallet_not_empty', { balance: { posted: 0n, held: 0n } })
})

reserving.run()

const filling = suite('money that has its room')

const credited: TransferCredited = {
  type: 'TransferCredited', from: 'bob', transfer: 'b-1/t-1', amount: 30_00n, currency: 'EUR',
  balance: { posted: 130_00n, held: 0n },
  postings: [{ debit: 'transit/transfers', credit: 'wallet/alice', amount: 30_00n, currency: 'EUR' }],
  tenantRevision: 7, identity: '', identityRevision: 0, localDay: 0
}

filling('arrives, and is expected no more', () => {
  given(waiting).when(confirmCredit).emits(credited)
  const rows = wallets.evolve(waiting, { ...head(confirmCredit.operationId), ...credited })
  assert.equal(rows, { wallets: { ...open, posted: 130_00n }, credits: { ...reserved, status: 'credited', since: 0 } })
  assert.equal(reacted(credited, rows), [], 'the wallet that pays knows already')
})

filling('arrives in a wallet that is blocked meanwhile, and by a tenant that has no such policy any more', () => {
  const strict = configured({ levelPolicies: [{ operation: 'transfer_in', currency: 'EUR', above: 0n, level: 9 }] })
  const wallet = { ...expecting, status: 'blocked', owner: { ...owner, isBlocked: true } } as const
  const event = { ...credited, identity: 'ada', identityRevision: 3 }
  given({ ...waiting, wallets: wallet }, strict).when(confirmCredit).emits(event)
  given({ ...waiting, wallets: wallet }, tablesOf({})).when(confirmCredit).emits({ ...event, tenantRevision: 0 })
})

filling('counts on the day on which it was promised', () => {
  given({ ...waiting, credits: { ...reserved, localDay: 19_675 } }).when(confirmCredit)
    .emits({ ...credited, localDay: 19_675 })
})

filling('or does not, and its room is free again', () => {
  const cancelled: CreditCancelled =
    { type: 'CreditCancelled', from: 'bob', transfer: 'b-1/t-1', amount: 30_00n, currency: 'EUR', balance }
  for (const wallet of [expecting, { ...expecting, status: 'blocked' as const }]) {
    given({ ...waiting, wallets: wallet }).when(cancelCredit).emits(cancelled)
    const rows = wallets.evolve({ ...waiting, wallets: wallet }, { ...head(cancelCredit.operationId), ...cancelled })
    const credits = { ...reserved, status: 'cancelled', since: 0 }
    assert.equal(rows, { wallets: { ...wallet, incoming: 0n }, credits })
    assert.equal(reacted(cancelled, rows), [])
  }
})

filling('is one thing or the other, once', () => {
  for (const command of [confirmCredit, cancelCredit]) {
    given({ wallets: open }).when(command).refuses('credit_not_found')
    for (const status of ['credited', 'cancelled', 'returned'] as const) {
      given({ wallets: open, credits: { ...reserved, status } }).when(command).refuses('credit_not_reserved')
    }
  }
})

filling.run()

function configured(change: Partial<Plain<Tenant>>): Tables {
  return tablesOf({ tenants: [tenantOf(change)] })
}

function next(command: WalletCommand, rows: WalletRows, using: Tables): WalletRows {
  return wallets.evolve(rows, { ...head(command.operationId), ...decided(command, rows, using) })
}

function decided(command: WalletCommand, rows: WalletRows, using: Tables = tables): WalletEventBody {
  return wallets.decide(command, rows, using, usualAt) as WalletEventBody
}

function reacted(body: WalletEventBody, rows: WalletRows): readonly FollowUp['record'][] {
  const followUps = wallets.react!({ ...head(reserveCredit.operationId), ...body }, rows)
  assert.ok(followUps.every(({ to }) => to === 'walletCommands'))
  return followUps.map(({ record }) => record)
}
