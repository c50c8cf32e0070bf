import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../processors/wallets/index.ts'
import { withdrawals } from '../../processors/withdrawals/index.ts'
import type { PayoutRows } from '../../processors/withdrawals/rows.ts'
import { Codec } from '../../schemas/codec.ts'
import type { Flat } from '../../schemas/record.ts'
import { schemas } from '../../schemas/generated.ts'
import type { WalletCommand, WalletEvent, WithdrawalCommand, WithdrawalEvent } from '../../schemas/generated.ts'
import { head, tablesOf, usualAt } from '../support/given.ts'
import { holding, pending, tables } from './examples.ts'

/**
 * Records from before there were routes, attempts, fees and late truths: written with the fields they had then, read
 * by the schemas of today. What began then has to end well.
 */
const test = suite('records of the first version')

const alice = { tenant: 'acme', wallet: 'alice' }
const reference = 'acme/alice/w-1/1'
const terms = { withdrawal: 'w-1', provider: 'swift', amount: 30_00n, currency: 'EUR' }

const payoutStarted = {
  type: 'PayoutStarted', ...head('op-1/payout'), ...terms, destination: 'card-tok', reference, providerRevision: 3
}
const payoutCompleted = { type: 'PayoutCompleted', ...head('paid/1'), ...terms, reference, invoice: 'inv-1' }
const payoutFailed = { type: 'PayoutFailed', ...head('op-1/payout'), ...terms, reference, reason: 'provider_not_found' }

function fold(...events: readonly object[]): PayoutRows {
  return events.reduce((rows: PayoutRows, event) =>
    withdrawals.evolve(rows, read('WithdrawalEvent', event) as unknown as WithdrawalEvent), {})
}

function deciding(rows: PayoutRows, command: object): ReturnType<typeof withdrawals.decide> {
  return withdrawals.decide(read('WithdrawalCommand', command) as unknown as WithdrawalCommand, rows, tables, usualAt)
}

test('a payout under way goes on: an invoice that is paid completes it', () => {
  const rows = fold(payoutStarted)
  assert.is(rows.payouts?.status, 'invoice_requested')
  assert.equal(rows.payouts?.attempts.map(({ status, amount }) => ({ status, amount })),
    [{ status: 'open', amount: 30_00n }])

  const command = { type: 'RecordInvoicePaid', ...alice, operationId: 'paid/1', ...terms, reference, invoice: 'inv-1' }
  const event = deciding(rows, command)
  assert.is(event.type, 'PayoutCompleted')
  const [complete] = withdrawals.react!({ ...head('paid/1'), ...event } as WithdrawalEvent, {})
  const rowsOfWallet = { wallets: holding, withdrawals: pending }
  const completed = wallets.decide(complete!.record as WalletCommand, rowsOfWallet, tables, usualAt)
  assert.equal('balance' in completed && completed.balance, { posted: 70_00n, held: 0n }, 'the whole hold is posted')
})

test('a payout under way that is declined fails: it has no order to try again with', () => {
  const event = withdrawals.decide({
    type: 'RecordNotification', ...alice, operationId: 'said/1', withdrawal: 'w-1',
    notification: {
      provider: 'swift', reference, kind: 'declined', invoice: '', return: '', amount: 0n, currency: '',
      reason: 'authorization_failed:temporarily_unavailable', details: ''
    }
  }, fold(payoutStarted), tables, usualAt)
  assert.is(event.type, 'PayoutFailed')
})

test('a payout under way can be silent too: it has the time of a provider without a row', () => {
  const { dueAt } = fold(payoutStarted).payouts!
  assert.is(dueAt, usualAt + 900_000)
  const wake = { type: 'WakePayout', ...alice, operationId: 'wake/1', withdrawal: 'w-1', dueAt } as const
  const event = withdrawals.decide(wake, fold(payoutStarted), tables, dueAt)
  assert.is(event.type, 'PayoutOutcomeUnknown')
})

test('finished payouts take late truths', () => {
  const paid = { type: 'RecordInvoicePaid', ...alice, operationId: 'paid/2', ...terms, reference, invoice: 'inv-2' }
  assert.is(fold(payoutStarted, payoutCompleted).payouts?.status, 'completed')
  assert.is(deciding(fold(payoutStarted, payoutCompleted), { ...paid, invoice: 'inv-1' }).type, 'Unchanged')
  assert.is(deciding(fold(payoutStarted, payoutCompleted), paid).type, 'PayoutPaidTwice')
  assert.is(fold(payoutFailed).payouts?.status, 'failed')
  assert.is(deciding(fold(payoutFailed), paid).type, 'NotificationKept', 'no provider was asked then')
})

test('a payout that was asked for is started with what the command says', () => {
  const start = { type: 'StartPayout', ...alice, operationId: 'op-1/payout', ...terms, destination: 'tok' }
  const event = deciding({}, start)
  assert.is(event.type, 'PayoutStarted')
  assert.equal('order' in event && event.order, {
    provider: 'swift', destination: 'tok', method: '', party: '', amount: 30_00n, currency: 'EUR', hold: 30_00n,
    scheduledAt: 0, route: null, pinned: null
  })
})

test('withdrawals hold their amount, and are completed by it', () => {
  const created = {
    type: 'WithdrawalCreated', ...head('op-1'), ...terms, destination: 'tok',
    balance: { posted: 100_00n, held: 30_00n }, tenantRevision: 7, providerRevision: 3
  }
  const event = read('WalletEvent', created) as unknown as WalletEvent
  const rows = wallets.evolve({ wallets: { ...holding, held: 0n } }, event)
  const { order } = pending.hold!
  assert.equal(rows.withdrawals, { ...pending, hold: { ...pending.hold!, order: { ...order, destination: 'tok' } } })

  const command = read('WalletCommand', {
    type: 'CompleteWithdrawal', ...alice, operationId: 'paid/1/complete', withdrawal: 'w-1', invoice: 'inv-1'
  }) as unknown as WalletCommand
  const completed = wallets.decide(command, rows, tablesOf({}), usualAt)
  assert.equal('postings' in completed && completed.postings,
    [{ debit: 'wallet/alice', credit: 'provider/swift', amount: 30_00n, currency: 'EUR' }])
})

test.run()

/** The record as its first version had it, read by the schema of today. */
function read(envelope: keyof typeof schemas, record: object): Flat {
  const first = firstVersionOf(envelope)
  const writer = new Codec({ [envelope]: first })
  const reader = new Codec(schemas)
  for (const codec of [writer, reader]) {
    codec.add('topic', envelope)
    codec.learn('topic', 1, first)
  }
  const decoded = reader.decode('topic', writer.encode('topic', record as Flat))
  if (!('record' in decoded)) throw new Error('it cannot be read')
  return decoded.record
}

interface Schema { readonly type: unknown, readonly name: string, readonly fields: readonly Field[] }
interface Field { readonly name: string, readonly type: unknown, readonly default?: unknown }

/** What had a default then. */
const optional: Readonly<Record<string, readonly string[]>> = {
  StartPayout: ['provider', 'destination'], PayoutStarted: ['destination'], WithdrawalCreated: ['destination']
}

/** Only what has a default was added since. */
function firstVersionOf(envelope: keyof typeof schemas): unknown {
  const { fields, ...rest } = schemas[envelope] as unknown as Schema
  const types = { WalletEvent: walletEvents, WalletCommand: walletCommands }[envelope as string] ?? payoutTypes
  return {
    ...rest,
    fields: fields.map(field => field.name !== 'body' ? field : {
      ...field,
      type: (field.type as readonly Schema[]).filter(({ name }) => types.includes(name)).map(branch => ({
        ...branch,
        fields: branch.fields
          .filter(field => field.default === undefined || optional[branch.name]?.includes(field.name))
      }))
    })
  }
}

const walletEvents = ['WalletOpened', 'WithdrawalCreated']
const walletCommands = ['CompleteWithdrawal']
const payoutTypes = ['PayoutStarted', 'PayoutCompleted', 'PayoutFailed', 'StartPayout', 'RecordInvoicePaid']
