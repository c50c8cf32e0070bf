import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { withdrawals } from '../../processors/withdrawals/index.ts'
import { invoicePaid } from '../../processors/withdrawals/invoice-paid.ts'
import type { ProviderNotification, RecordInvoicePaid, WithdrawalCommandHead } from '../../schemas/generated.ts'
import { started, tables } from './examples.ts'

const test = suite('invoice-paid')

const notification: ProviderNotification = {
  type: 'InvoicePaid', tenant: 'acme', reference: 'acme/alice/w-1/1', invoice: 'inv-1', amount: 30_00n, currency: 'EUR'
}

function routed(change: Partial<ProviderNotification> = {}, provider = 'swift'): Command {
  const { to, record } = invoicePaid({ ...notification, ...change }, { provider })
  assert.is(to, 'withdrawalCommands')
  return record as Command
}

type Command = WithdrawalCommandHead & RecordInvoicePaid

test('finds the wallet by the reference', () => {
  assert.equal(routed(), {
    type: 'RecordInvoicePaid',
    tenant: 'acme',
    wallet: 'alice',
    operationId: 'paid/swift/inv-1/3000/EUR/acme%2Falice%2Fw-1%2F1',
    withdrawal: 'w-1',
    reference: 'acme/alice/w-1/1',
    provider: 'swift',
    invoice: 'inv-1',
    amount: 30_00n,
    currency: 'EUR'
  })
  assert.is(withdrawals.decide(routed(), { payouts: started }, tables).type, 'PayoutCompleted')
})

test('gives what is not ours a wallet of its own, in the tenant that said it', () => {
  for (const reference of ['', 'alice', 'acme/alice/w-1', 'acme/alice/w-1/1/1', 'other/alice/w-1/1', '\0']) {
    const command = routed({ reference })
    assert.is(command.tenant, 'acme')
    assert.is(command.wallet, reference)
    assert.is(command.withdrawal, '')
    assert.is(command.reference, reference)
  }
})

test('lets no tenant speak of the payouts of another', () => {
  const command = routed({ tenant: 'other' })
  assert.is(command.tenant, 'other')
  assert.is(command.wallet, 'acme/alice/w-1/1')
  assert.equal(withdrawals.decide(command, { payouts: undefined }, tables), {
    type: 'OperationRefused', command: 'RecordInvoicePaid', reason: 'payout_not_found', fields: [], balance: null
  })
})

test('makes one operation of a repeat and two of a correction', () => {
  assert.is(routed().operationId, routed().operationId)
  const ids = [
    routed(), routed({ amount: 30_01n }), routed({ currency: 'JPY' }), routed({ invoice: 'inv-2' }), routed({}, 'slow'),
    routed({ reference: 'acme/alice/w-2/1' })
  ].map(({ operationId }) => operationId)
  assert.is(new Set(ids).size, ids.length)
})

test('gives two notifications one id only if they say the same', () => {
  const hostile = fc.string({ unit: fc.constantFrom('/', '%', '2', 'F', '5', 'E', '1', '-'), maxLength: 5 })
  const amount = fc.bigInt({ min: -20n, max: 20n })
  const said = fc.record({ invoice: hostile, amount, currency: hostile, reference: hostile })
  fc.assert(fc.property(said, said, (left, right) => {
    const same = JSON.stringify(left, plainly) === JSON.stringify(right, plainly)
    assert.is(routed(left).operationId === routed(right).operationId, same)
  }), { seed: 3, numRuns: 5000 })
})

test('derives ids that no client can have', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (invoice, reference) => {
    assert.match(routed({ invoice, reference }).operationId, /\//)
  }), { seed: 4 })
})

test('keeps keys short however long the reference', () => {
  const long = 'x'.repeat(60_000)
  const command = routed({ reference: long, invoice: long, currency: long })
  assert.ok(command.wallet.length <= 256)
  assert.ok(command.operationId.length <= 5 * 3 * 256)
  assert.is(command.reference, long)
})

test.run()

function plainly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}
