import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { withdrawals } from '../../processors/withdrawals/index.ts'
import type { WithdrawalEventBody } from '../../schemas/generated.ts'
import { head, specification, tablesOf } from '../support/given.ts'
import { acme, recordInvoicePaid, started, startPayout, swift, tables } from './examples.ts'

const given = specification(withdrawals, tables)

const payoutStarted: WithdrawalEventBody = {
  type: 'PayoutStarted',
  withdrawal: 'w-1',
  provider: 'swift',
  destination: 'card-tok',
  amount: 30_00n,
  currency: 'EUR',
  reference: 'acme/alice/w-1/1',
  providerRevision: 3
}

const payoutCompleted: WithdrawalEventBody = {
  type: 'PayoutCompleted',
  withdrawal: 'w-1',
  provider: 'swift',
  amount: 30_00n,
  currency: 'EUR',
  reference: 'acme/alice/w-1/1',
  invoice: 'inv-1'
}

const payoutFailed: WithdrawalEventBody = {
  type: 'PayoutFailed',
  withdrawal: 'w-1',
  provider: 'swift',
  amount: 30_00n,
  currency: 'EUR',
  reference: 'acme/alice/w-1/1',
  reason: 'provider_not_found'
}

const deciding = suite('withdrawals decide')

deciding('starts a payout under a reference that says all', () => {
  given({}).when(startPayout).emits(payoutStarted)
})

deciding('fails a payout whose provider has gone', () => {
  given({}, tablesOf({ tenants: [acme] })).when(startPayout).emits(payoutFailed)
})

deciding('fails a payout in a currency that the provider has given up', () => {
  given({}, tablesOf({ providers: [{ ...swift, currencies: ['JPY'] }] })).when(startPayout)
    .emits({ ...payoutFailed, reason: 'provider_currency_not_supported' })
})

deciding('asks the provider of the tenant itself', () => {
  given({}, tablesOf({ providers: [{ ...swift, tenant: 'other' }] })).when(startPayout).emits(payoutFailed)
})

deciding('starts a payout once', () => {
  for (const status of ['started', 'completed', 'failed'] as const) {
    given({ payouts: { ...started, status } }).when({ ...startPayout, operationId: 'op-2/payout' })
      .refuses('payout_already_exists')
  }
})

deciding('completes the payout when its invoice is paid', () => {
  given({ payouts: started }).when(recordInvoicePaid).emits(payoutCompleted)
})

deciding('completes nothing on any difference', () => {
  for (const [reason, command] of [
    ['payout_not_found', { ...recordInvoicePaid, reference: 'acme/alice/w-1/2' }],
    ['provider_mismatch', { ...recordInvoicePaid, provider: 'slow' }],
    ['currency_mismatch', { ...recordInvoicePaid, currency: 'eur' }],
    ['amount_mismatch', { ...recordInvoicePaid, amount: 29_99n }],
    ['amount_mismatch', { ...recordInvoicePaid, amount: 30_01n }],
    ['amount_mismatch', { ...recordInvoicePaid, amount: -30_00n }]
  ] as const) {
    given({ payouts: started }).when(command).refuses(reason)
  }
})

deciding('finds no payout under a reference that is not ours', () => {
  given({ payouts: undefined }).when({ ...recordInvoicePaid, wallet: 'other/bob/w-1/1', withdrawal: '' })
    .refuses('payout_not_found')
})

deciding('refuses a second payment, and one for a payout that failed', () => {
  const again = { ...recordInvoicePaid, operationId: 'paid/swift/inv-2', invoice: 'inv-2' }
  given({ payouts: { ...started, status: 'completed' } }).when(again).refuses('payout_already_completed')
  given({ payouts: { ...started, status: 'failed' } }).when(again).refuses('payout_already_failed')
})

deciding('tells another provider nothing of what became of a payout', () => {
  given({ payouts: { ...started, status: 'completed' } }).when({ ...recordInvoicePaid, provider: 'slow' })
    .refuses('provider_mismatch')
})

deciding('completes a payout whose provider has gone meanwhile', () => {
  given({ payouts: started }, tablesOf({})).when(recordInvoicePaid).emits(payoutCompleted)
})

deciding.run()

const evolving = suite('withdrawals evolve')

evolving('folds the life of a payout and keeps what late notifications are compared with', () => {
  const rows = withdrawals.evolve({ payouts: undefined }, { ...head('op-1/payout'), ...payoutStarted })
  assert.equal(rows, { payouts: started })
  assert.equal(withdrawals.evolve(rows, { ...head('paid/swift/inv-1'), ...payoutCompleted }),
    { payouts: { ...started, status: 'completed' } })
  assert.equal(withdrawals.evolve({}, { ...head('op-1/payout'), ...payoutFailed }),
    { payouts: { ...started, status: 'failed' } })
})

evolving('writes no row for what changed nothing', () => {
  const rows = { payouts: started }
  const refused = withdrawals.decide({ ...recordInvoicePaid, amount: 1n }, rows, tables)
  assert.is(withdrawals.evolve(rows, { ...head('paid/swift/inv-1'), ...refused }), rows)
  assert.is(withdrawals.evolve(rows, { ...head('op-2'), type: 'RecordDeadLettered', reason: 'empty' }), rows)
})

evolving.run()

const reacting = suite('withdrawals react')

reacting('asks the provider for an invoice', () => {
  assert.equal(withdrawals.react!({ ...head('op-1/payout'), ...payoutStarted }), [{
    to: 'providerInvoiceRequests',
    params: { provider: 'swift' },
    record: {
      type: 'RequestInvoice',
      tenant: 'acme',
      reference: 'acme/alice/w-1/1',
      amount: 30_00n,
      currency: 'EUR',
      destination: 'card-tok'
    }
  }])
})

reacting('has the withdrawal completed', () => {
  assert.equal(withdrawals.react!({ ...head('paid/swift/inv-1'), ...payoutCompleted }), [{
    to: 'walletCommands',
    record: {
      type: 'CompleteWithdrawal',
      tenant: 'acme',
      wallet: 'alice',
      operationId: 'paid/swift/inv-1/complete',
      withdrawal: 'w-1',
      invoice: 'inv-1'
    }
  }])
})

reacting('has the withdrawal failed', () => {
  assert.equal(withdrawals.react!({ ...head('op-1/payout'), ...payoutFailed }), [{
    to: 'walletCommands',
    record: {
      type: 'FailWithdrawal',
      tenant: 'acme',
      wallet: 'alice',
      operationId: 'op-1/payout/fail',
      withdrawal: 'w-1',
      reason: 'provider_not_found'
    }
  }])
})

reacting('tells nobody of a refusal: a wrong payment completes nothing', () => {
  const refused = withdrawals.decide({ ...recordInvoicePaid, amount: 1n }, { payouts: started }, tables)
  assert.equal(withdrawals.react!({ ...head('paid/swift/inv-1'), ...refused }), [])
})

reacting.run()
