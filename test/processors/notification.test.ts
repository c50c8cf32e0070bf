import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { decided } from '../../processors/withdrawals/decision.ts'
import { withdrawals } from '../../processors/withdrawals/index.ts'
import { notified } from '../../processors/withdrawals/notification.ts'
import { schemas } from '../../schemas/generated.ts'
import type {
  Notification, Plain, ProviderNotification, RecordNotification, WithdrawalCommandHead
} from '../../schemas/generated.ts'
import { flatRecords } from '../schemas/arbitrary.ts'
import { usualAt } from '../support/given.ts'
import { paid, started, tables } from './examples.ts'

const test = suite('notification')

const head = { tenant: 'acme', reference: 'acme/alice/w-1/1' }
const invoicePaid =
  { type: 'InvoicePaid', ...head, invoice: 'inv-1', amount: 30_00n, currency: 'EUR', details: '' } as const

function routed(change: object = {}, provider = 'swift'): Command {
  const { to, record } = notified({ ...invoicePaid, ...change } as ProviderNotification, { provider })
  assert.is(to, 'withdrawalCommands')
  return record as Command
}

type Command = WithdrawalCommandHead & RecordNotification

test('finds the wallet by the reference', () => {
  assert.equal(routed(), {
    type: 'RecordNotification',
    tenant: 'acme',
    wallet: 'alice',
    operationId: 'said/swift/paid/inv-1//3000/EUR///acme%2Falice%2Fw-1%2F1',
    withdrawal: 'w-1',
    notification: paid
  })
  assert.is(withdrawals.decide(routed(), { payouts: started }, tables, usualAt).type, 'PayoutCompleted')
})

test('puts into words what each record says, and into no other words', () => {
  const money = { amount: 30_00n, currency: 'EUR' }
  const said = { invoice: 'inv-1', details: 'by hand' }
  const cases: readonly (readonly [object, Partial<Plain<Notification>>])[] = [
    [{ type: 'InvoiceIssued', ...said }, { kind: 'issued', ...said }],
    [{ type: 'InvoicePaid', ...said, ...money }, { kind: 'paid', ...said, ...money }],
    [{ type: 'InvoiceDeclined', ...said, reason: 'no:card' }, { kind: 'declined', ...said, reason: 'no:card' }],
    [{ type: 'InvoiceExpired', ...said }, { kind: 'expired', ...said }],
    [{ type: 'InvoiceCancelled', ...said }, { kind: 'cancelled', ...said }],
    [
      { type: 'PayoutReturned', ...said, ...money, return: 'ret-1', reason: 'closed' },
      { kind: 'returned', ...said, ...money, return: 'ret-1', reason: 'closed' }
    ]
  ]
  for (const [record, words] of cases) {
    const command = notified({ ...head, ...record } as ProviderNotification, { provider: 'swift' }).record as Command
    assert.equal(command.notification, { ...nothing, ...words })
  }
})

test('makes of a status what a notification would have said, so that one of them is no news', () => {
  const status = { type: 'InvoiceStatus', ...head, invoice: 'inv-1', details: '', amount: 30_00n, currency: 'EUR' }
  const answers = {
    paid: { type: 'InvoicePaid', reason: 'ignored' }, declined: { type: 'InvoiceDeclined', reason: 'late' },
    expired: { type: 'InvoiceExpired', reason: '' }, cancelled: { type: 'InvoiceCancelled', reason: '' }
  }
  for (const [state, { type, reason }] of Object.entries(answers)) {
    const answer = notified({ ...status, state, reason } as ProviderNotification, { provider: 'swift' })
    const said = notified({ ...status, type, reason } as ProviderNotification, { provider: 'swift' })
    assert.equal(answer, said, state)
  }
  for (const state of ['pending', 'not_found', 'unknown']) {
    const { notification } = routed({ ...status, state, reason: '' })
    assert.equal(notification, { ...nothing, kind: state, invoice: 'inv-1' })
  }
})

test('gives what is not ours a wallet of its own, in the tenant that said it', () => {
  for (const reference of ['', 'alice', 'acme/alice/w-1', 'acme/alice/w-1/1/1', 'other/alice/w-1/1', '\0']) {
    const command = routed({ reference })
    assert.is(command.tenant, 'acme')
    assert.is(command.wallet, reference)
    assert.is(command.withdrawal, '')
    assert.is(command.notification.reference, reference)
  }
})

test('lets no tenant speak of the payouts of another', () => {
  const command = routed({ tenant: 'other' })
  assert.is(command.tenant, 'other')
  assert.is(command.wallet, 'acme/alice/w-1/1')
  assert.equal(withdrawals.decide(command, { payouts: undefined }, tables, usualAt), {
    type: 'OperationRefused', command: 'RecordNotification', reason: 'payout_not_found',
    fields: [], balance: null, limit: null, walletLimit: null
  })
})

test('makes one operation of a repeat and two of a correction', () => {
  assert.is(routed().operationId, routed().operationId)
  const ids = [
    routed(), routed({ amount: 30_01n }), routed({ currency: 'JPY' }), routed({ invoice: 'inv-2' }), routed({}, 'slow'),
    routed({ reference: 'acme/alice/w-2/1' }), routed({ details: 'by hand' }), routed({ type: 'InvoiceIssued' }),
    routed({ type: 'PayoutReturned', return: 'ret-1', reason: '' }),
    routed({ type: 'PayoutReturned', return: 'ret-2', reason: '' })
  ].map(({ operationId }) => operationId)
  assert.is(new Set(ids).size, ids.length)
})

test('gives two notifications one id only if they say the same', () => {
  const hostile = fc.string({ unit: fc.constantFrom('/', '%', '2', 'F', '5', 'E', '1', '-'), maxLength: 5 })
  const amount = fc.bigInt({ min: -20n, max: 20n })
  const said = fc.record({
    type: fc.constantFrom('InvoicePaid', 'PayoutReturned'), invoice: hostile, return: hostile, amount,
    currency: hostile, reason: hostile, details: hostile, reference: hostile
  })
  fc.assert(fc.property(said, said, (left, right) => {
    const [one, other] = [routed(left), routed(right)]
    const same = JSON.stringify(one.notification, plainly) === JSON.stringify(other.notification, plainly)
    assert.is(one.operationId === other.operationId, same)
  }), { seed: 3, numRuns: 5000 })
})

test('derives ids that no client can have', () => {
  fc.assert(fc.property(flatRecords(schemas.ProviderNotification), said => {
    const { record } = notified(said as unknown as ProviderNotification, { provider: 'swift' })
    assert.match((record as Command).operationId, /^said\//)
  }), { seed: 4 })
  fc.assert(fc.property(flatRecords(schemas.WithdrawalDecision), decision => {
    assert.match((decided(decision as never).record as Command).operationId, /^decision\//)
  }), { seed: 5 })
})

test('keeps events short however much a provider says', () => {
  const long = 'x'.repeat(60_000)
  const command = routed({ invoice: long, details: long, reason: long, type: 'InvoiceDeclined' })
  const event = withdrawals.decide(command, { payouts: undefined }, tables, usualAt)
  assert.is(event.type, 'NotificationKept')
  assert.ok(JSON.stringify(event, plainly).length < 3_000)
})

test('keeps keys short however long the reference', () => {
  const long = 'x'.repeat(60_000)
  const command = routed({ reference: long, invoice: long, currency: long, details: long })
  assert.ok(command.wallet.length <= 256)
  assert.ok(command.operationId.length <= 10 * 3 * 256)
  assert.is(command.notification.reference, long)
})

test('hands on the decision of an operator as it is, under a name of ours', () => {
  const decision = { type: 'ApproveWithdrawal', tenant: 'acme', wallet: 'alice', withdrawal: 'w-1', by: 'eve' } as const
  assert.equal(decided({ ...decision, operationId: 'ok-1' }), {
    to: 'withdrawalCommands', record: { ...decision, operationId: 'decision/ok-1' }
  })
})

test.run()

const nothing: Plain<Notification> = {
  provider: 'swift', reference: head.reference, kind: 'unknown', invoice: '', return: '', amount: 0n, currency: '',
  reason: '', details: ''
}

function plainly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}
