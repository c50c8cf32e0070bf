import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../processors/wallets/index.ts'
import type { WalletEventBody } from '../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../support/given.ts'
import { fixed, posting, terminalOf } from '../support/plans.ts'
import {
  acme, createWithdrawal, expireQuote, open, pending, quote, quoteWithdrawal, startPayout, swift, tables, withFee
} from './examples.ts'

const given = specification(wallets, tables)
const quoted = { ...createWithdrawal, quote: 'q-1' }

const withdrawalQuoted: WalletEventBody = { type: 'WithdrawalQuoted', quote: 'q-1', ...quote, rejected: [] }

const deciding = suite('quotes: decide')

deciding('quotes the best route, what it costs, and until when', () => {
  given({ wallets: open }).when(quoteWithdrawal).emits(withdrawalQuoted)
})

deciding('quotes the fee that the owner bears, and why other terminals are none', () => {
  const closed = { ...swift, provider: 'slow', currencies: ['JPY'] }
  const route = {
    ...quote.route,
    postings: [
      ...quote.route.postings, { debit: 'wallet/alice', credit: 'system/settlement', amount: 1_00n, currency: 'EUR' }
    ]
  }
  given({ wallets: open }, tablesOf({ tenants: [withFee], providers: [swift, closed] }))
    .when({ ...quoteWithdrawal, provider: '' }).emits({
      type: 'WithdrawalQuoted', quote: 'q-1', ...quote, hold: 31_00n, route,
      rejected: [{ provider: 'slow', terminal: 'default', reason: 'currency_not_supported', details: 'EUR' }]
    })
})

deciding('quotes what nobody can pay for: a quote holds nothing', () => {
  const event = wallets.decide({ ...quoteWithdrawal, amount: 100_01n }, { wallets: open }, tables, usualAt)
  assert.is(event.type, 'WithdrawalQuoted')
})

deciding('refuses a quote without a name', () => {
  given({ wallets: open }).when({ ...quoteWithdrawal, quote: '' }).refuses('invalid_id', { fields: ['quote'] })
})

deciding('holds what the quote says and takes its route, whatever is configured by then', () => {
  const dearer = terminalOf('default', { fee: [posting('wallet', 'provider', fixed(5_00n))] })
  const later = tablesOf({ tenants: [withFee], providers: [{ ...swift, revision: 4, terminals: [dearer] }] })
  given({ wallets: open, quotes: quote }, later).when(quoted).emits({
    type: 'WithdrawalCreated',
    withdrawal: 'w-1',
    provider: 'swift',
    destination: 'card-tok',
    amount: 30_00n,
    currency: 'EUR',
    balance: { posted: 100_00n, held: 30_00n },
    tenantRevision: 7,
    providerRevision: 4,
    method: '',
    party: '',
    scheduledAt: 0,
    quote: 'q-1',
    hold: 30_00n,
    route: quote.route,
    destinationId: '',
    identity: '',
    identityRevision: 0,
    level: 0,
    localDay: 0
  })
})

deciding('takes a quote for the last time in its last millisecond', () => {
  given({ wallets: open, quotes: quote }, tables, quote.expiresAt).when(quoted).refuses('quote_expired')
  const event = wallets.decide(quoted, { wallets: open, quotes: quote }, tables, quote.expiresAt - 1)
  assert.is(event.type, 'WithdrawalCreated')
})

deciding('takes a quote of any provider for the one that it found', () => {
  for (const provider of ['', 'swift']) {
    const event = wallets.decide({ ...quoted, provider }, { wallets: open, quotes: quote }, tables, usualAt)
    assert.is(event.type, 'WithdrawalCreated')
  }
})

deciding('expires a quote when its time has come, and only then', () => {
  given({ quotes: quote }, tables, quote.expiresAt).when(expireQuote).emits({ type: 'QuoteExpired', quote: 'q-1' })
  for (const [quotes, at] of [
    [quote, quote.expiresAt - 1], [undefined, quote.expiresAt],
    [{ ...quote, expiresAt: quote.expiresAt + 1 }, quote.expiresAt + 1]
  ] as const) {
    assert.equal(wallets.decide(expireQuote, { quotes }, tables, at), { type: 'Unchanged', followUps: [] })
  }
})

deciding.run()

const evolving = suite('quotes: evolve')

evolving('keeps a quote until it is used or expires', () => {
  const rows = wallets.evolve({ wallets: open, quotes: undefined }, { ...head('quote-1'), ...withdrawalQuoted })
  assert.equal(rows, { wallets: open, quotes: quote })
  assert.is(wallets.evolve(rows, { ...head('x/1'), type: 'QuoteExpired', quote: 'q-1' }).quotes, undefined)

  const created = wallets.decide(quoted, { wallets: open, quotes: quote }, tables, usualAt) as WalletEventBody
  const used = wallets.evolve({ wallets: open, withdrawals: undefined, quotes: quote }, { ...head('op-1'), ...created })
  const order = { ...pending.hold!.order, route: quote.route }
  const withdrawals = { ...pending, hold: { ...pending.hold!, order } }
  assert.equal(used, { wallets: { ...open, held: 30_00n }, withdrawals, quotes: undefined })
})

evolving.run()

const reacting = suite('quotes: react and tick')

reacting('sends the route along', () => {
  const created = wallets.decide(quoted, { wallets: open, quotes: quote }, tables, usualAt) as WalletEventBody
  assert.equal(wallets.react!({ ...head('op-1'), ...created }, {}),
    [{ to: 'withdrawalCommands', record: { ...startPayout, route: quote.route } }])
})

reacting('asks for the end of a quote by a name that tells one quote of an id from the next', () => {
  const key = ['acme', 'alice', 'q-1']
  const { command, next } = wallets.tick!('quotes', key, quote, quote.expiresAt)
  assert.equal(command, { ...expireQuote, operationId: `quote/q-1/expire/${quote.expiresAt}` })
  assert.ok(next! > quote.expiresAt, 'and again, should this clock be ahead')
  const another = wallets.tick!('quotes', key, { ...quote, expiresAt: quote.expiresAt + 1 }, quote.expiresAt + 1)
  assert.is.not(another.command!.operationId, command!.operationId)
  assert.is(acme.quoteMs, quote.expiresAt - usualAt)
})

reacting.run()
