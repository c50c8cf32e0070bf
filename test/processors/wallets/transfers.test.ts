import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { FollowUp } from '../../../processors/decider.ts'
import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type { WalletEvent, WalletEventBody } from '../../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../../support/given.ts'
import { fixed, posting, share, tenantOf } from '../../support/plans.ts'
import { holding, open, owned, owner, tables } from '../examples.ts'
import {
  completeTransfer, createTransfer, creditTransfer, failTransfer, received, sent
} from '../transfers/examples.ts'

const given = specification(wallets, tables)
const pending: WalletRows = { wallets: holding, transfers: sent }
const terms = { amount: 30_00n, currency: 'EUR' }

const sending = suite('a transfer, at the wallet that pays')

const created: WalletEventBody = {
  type: 'TransferCreated', transfer: 't-1', to: 'bob', ...terms, hold: 30_00n, credited: 30_00n,
  balance: { posted: 100_00n, held: 30_00n }, flow: sent.flow, tenantRevision: 7, identity: '', identityRevision: 0,
  localDay: 0
}

sending('holds the money, and asks the other wallet', () => {
  given({ wallets: open }).when(createTransfer).emits(created)
  const rows = folded({ wallets: open }, 'send-1', created)
  assert.equal(rows, pending)
  assert.equal(reacted('send-1', created, rows), [{
    to: 'walletCommands',
    record: {
      type: 'CreditTransfer', tenant: 'acme', wallet: 'bob', operationId: 'alice/t-1/credit', from: 'alice',
      transfer: 't-1', ...terms
    }
  }])
})

sending('pins the owner\'s identity', () => {
  given({ wallets: owned }).when(createTransfer)
    .emits({ ...created, identity: 'ada', identityRevision: owner.revision })
})

sending('moves what the tenant\'s plan says, and asks for what is left for the other wallet', () => {
  const transferPlan = [
    posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(1_00n)),
    posting('destination', 'subagent', share(1, 100))
  ]
  const withPlan = tablesOf({ tenants: [tenantOf({ transferPlan })] })
  const event = wallets.decide(createTransfer, { wallets: open }, withPlan, usualAt) as WalletEventBody
  assert.equal(event, {
    ...created, hold: 31_00n, credited: 29_70n, balance: { posted: 100_00n, held: 31_00n }, flow: [
      ...sent.flow, { debit: 'wallet/alice', credit: 'system/settlement', amount: 1_00n, currency: 'EUR' },
      { debit: 'transit/transfers', credit: 'system/subagent', amount: 30n, currency: 'EUR' }
    ]
  })
  const rows = folded({ wallets: open }, 'send-1', event)
  const [{ record } = { record: {} }] = reacted('send-1', event, rows)
  assert.is((record as typeof creditTransfer).amount, 29_70n)
  given(rows).when(completeTransfer).emits({
    type: 'TransferCompleted', transfer: 't-1', to: 'bob', ...terms, balance: { posted: 69_00n, held: 0n },
    postings: (event as typeof created & { readonly type: 'TransferCreated' }).flow
  })
})

sending('spends to the last unit, fees included', () => {
  given({ wallets: { ...open, held: 70_00n } }).when(createTransfer)
    .emits({ ...created, balance: { posted: 100_00n, held: 100_00n } })
  given({ wallets: { ...open, held: 70_01n } }).when(createTransfer)
    .refuses('insufficient_funds', { balance: { posted: 100_00n, held: 70_01n } })
  const withFee = tablesOf({ tenants: [tenantOf({
    transferPlan: [posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(1n))]
  })] })
  given({ wallets: { ...open, held: 70_00n } }, withFee).when(createTransfer)
    .refuses('insufficient_funds', { balance: { posted: 100_00n, held: 70_00n } })
})

sending('posts the hold when the money has arrived, and keeps the row', () => {
  const event: WalletEventBody = {
    type: 'TransferCompleted', transfer: 't-1', to: 'bob', ...terms, balance: { posted: 70_00n, held: 0n },
    postings: sent.flow
  }
  given(pending).when(completeTransfer).emits(event)
  const rows = folded(pending, completeTransfer.operationId, event)
  assert.equal(rows, { wallets: { ...open, posted: 70_00n }, transfers: { ...sent, status: 'completed', since: 0 } })
  assert.equal(reacted(completeTransfer.operationId, event, rows), [])
})

sending('gives the hold back when the money was not taken, and keeps the row', () => {
  const event: WalletEventBody = {
    type: 'TransferFailed', transfer: 't-1', reason: 'wallet_closed', ...terms, balance: { posted: 100_00n, held: 0n }
  }
  given(pending).when(failTransfer).emits(event)
  const rows = folded(pending, failTransfer.operationId, event)
  assert.equal(rows, { wallets: open, transfers: { ...sent, status: 'failed', since: 0 } })
  assert.equal(reacted(failTransfer.operationId, event, rows), [])
})

sending('is not ended by a client', () => {
  for (const command of [completeTransfer, failTransfer]) {
    given(pending).when({ ...command, operationId: 'op-1' }).refuses('invalid_id', { fields: ['operationId'] })
  }
})

sending.run()

const arriving = suite('a transfer, at the wallet that is paid')

const credited: WalletEventBody = {
  type: 'TransferCredited', from: 'carol', transfer: 't-1', ...terms, balance: { posted: 130_00n, held: 0n },
  postings: [{ debit: 'transit/transfers', credit: 'wallet/alice', ...terms }], tenantRevision: 7, identity: '',
  identityRevision: 0, localDay: 0
}

arriving('is credited, and the wallet that pays is told', () => {
  given({ wallets: open }).when(creditTransfer).emits(credited)
  const rows = folded({ wallets: open }, creditTransfer.operationId, credited)
  assert.equal(rows, { wallets: { ...open, posted: 130_00n }, credits: received })
  assert.equal(reacted(creditTransfer.operationId, credited, rows), [{
    to: 'walletCommands',
    record: {
      type: 'CompleteTransfer', tenant: 'acme', wallet: 'carol', operationId: 'carol/t-1/credit/complete',
      transfer: 't-1'
    }
  }])
})

arriving('is declined, which leaves nothing behind, and the wallet that pays is told why', () => {
  const declined: WalletEventBody = {
    type: 'TransferDeclined', from: 'carol', transfer: 't-1', reason: 'wallet_not_found', limit: null,
    balance: { posted: 0n, held: 0n }
  }
  given({}).when(creditTransfer).emits(declined)
  const rows = folded({}, creditTransfer.operationId, declined)
  assert.equal(rows, {})
  assert.equal(reacted(creditTransfer.operationId, declined, rows), [{
    to: 'walletCommands',
    record: {
      type: 'FailTransfer', tenant: 'acme', wallet: 'carol', operationId: 'carol/t-1/credit/fail', transfer: 't-1',
      reason: 'wallet_not_found'
    }
  }])
})

arriving('is credited once, whatever name it comes by', () => {
  const rows = { wallets: open, credits: received }
  given(rows).when({ ...creditTransfer, operationId: 'carol/t-1/again' }).refuses('credit_already_exists')
})

arriving('leaves room for what the wallet expects', () => {
  const room = { ...open, posted: 0n, incoming: 2n ** 63n - 1n - 30_00n }
  given({ wallets: room }).when(creditTransfer).emits({ ...credited, balance: { posted: 30_00n, held: 0n } })
  given({ wallets: { ...room, incoming: room.incoming + 1n } }).when(creditTransfer).emits({
    type: 'TransferDeclined', from: 'carol', transfer: 't-1', reason: 'balance_over_limit', limit: null,
    balance: { posted: 0n, held: 0n }
  })
})

arriving('needs no tenant: what was begun goes on', () => {
  given({ wallets: open }, tablesOf({})).when(creditTransfer).emits({ ...credited, tenantRevision: 0 })
})

arriving('is not asked for by a client', () => {
  given({ wallets: open }).when({ ...creditTransfer, operationId: 'op-1' })
    .refuses('invalid_id', { fields: ['operationId'] })
})

arriving.run()

function folded(rows: WalletRows, operationId: string, body: WalletEventBody): WalletRows {
  return wallets.evolve(rows, { ...head(operationId), ...body } as WalletEvent)
}

function reacted(operationId: string, body: WalletEventBody, rows: WalletRows): readonly FollowUp[] {
  return wallets.react!({ ...head(operationId), ...body } as WalletEvent, rows)
}
