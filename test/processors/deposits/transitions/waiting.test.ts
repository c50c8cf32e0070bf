import { suite } from 'uvu'

import { policyOf, posting, share } from '../../../support/plans.ts'
import { block, close, hour, second, story, unsure } from '../deposit-story.ts'

/** Each name stands in the table of docs/deposits.md. */
const test = suite('transitions: waiting')

const paid = { 'source/bank': -50_00n }
const authorized = { isAuthorized: true }
const day = 24 * hour

test('completed when its source is authorized', () => {
  story({ source: unsure }).deposits().knows(authorized).passes(second)
    .emits(['DepositCompleted', {
      amount: 50_00n, credited: 50_00n, sourceRevision: 5, balance: { posted: 150_00n, held: 0n },
      postings: [{ debit: 'source/bank', credit: 'wallet/alice', amount: 50_00n, currency: 'EUR' }]
    }])
    .becomes('completed').leaves({ posted: 150_00n }, paid)
    .passes(hour).emits()
})

test('completed within a minute, however long it has waited', () => {
  story({ source: { ...unsure, waitMs: 0 } }).deposits().passes(day).emits().becomes('pending')
    .knows(authorized).passes(60 * second).emits(['DepositCompleted']).becomes('completed')
    .leaves({ posted: 150_00n }, paid)
})

test('completed when its source has no row any more', () => {
  story({ source: unsure }).deposits().knows(undefined).passes(second)
    .emits(['DepositCompleted', { sourceRevision: 0 }]).becomes('completed').leaves({ posted: 150_00n }, paid)
})

test('completed in a blocked wallet', () => {
  story({ source: unsure }).deposits().does(block).knows(authorized).passes(second).emits(['DepositCompleted'])
    .becomes('completed').leaves({ posted: 150_00n }, paid)
})

test('completed after the tenant is gone', () => {
  story({ source: unsure }).deposits().loses().knows(authorized).passes(second)
    .emits(['DepositCompleted', { tenantRevision: 0 }]).becomes('completed').leaves({ posted: 150_00n }, paid)
})

test('completed by the plan of its creation', () => {
  const depositPlan = [posting('source', 'wallet', share(1, 2))]
  story({ source: unsure }).deposits().changes({ depositPlan }).knows(authorized).passes(second)
    .emits(['DepositCompleted', { credited: 50_00n }]).becomes('completed').leaves({ posted: 150_00n }, paid)
})

test('waiting', () => {
  story({ source: unsure }).deposits().passes(hour - 1).emits().becomes('pending').leaves({ incoming: 50_00n })
})

test('waiting without an end', () => {
  story({ source: { ...unsure, waitMs: 0 } }).deposits().passes(day).emits()
    .becomes('pending').leaves({ incoming: 50_00n })
})

test('failed when its time is over', () => {
  story({ source: unsure }).deposits().passes(hour)
    .emits(['DepositFailed', { reason: 'source_not_authorized', amount: 50_00n, sourceRevision: 4 }])
    .becomes('failed').leaves({})
    .knows(authorized).passes(hour).emits().becomes('failed').leaves({})
})

test('failed, and it counts towards no limit', () => {
  const limits = [policyOf({ operations: ['deposit'], measure: 'count', upper: { value: 1n, isInclusive: true } })]
  story({ source: unsure }).changes({ limits }).deposits().deposits({ deposit: 'd-2' })
    .emits(['OperationRefused', { reason: 'limit_exceeded' }])
    .passes(hour).emits(['DepositFailed']).becomes('failed')
    .deposits({ deposit: 'd-2' }).emits(['DepositCreated']).leaves({ incoming: 50_00n })
})

test('completed although its time is over', () => {
  story({ source: unsure }).deposits().sleeps(2 * hour).knows(authorized).passes(1)
    .emits(['DepositCompleted']).becomes('completed').leaves({ posted: 150_00n }, paid)
})

test('under the id of one that failed', () => {
  story({ source: unsure }).deposits().passes(hour).deposits()
    .emits(['OperationRefused', { reason: 'deposit_already_exists' }]).becomes('failed').leaves({})
})

test('the wallet cannot be closed', () => {
  const empty = { type: 'PostHold', holdId: 'h-1', amount: 0n, isFinal: true } as const
  story({ source: unsure }).deposits()
    .does({ type: 'PlaceHold', holdId: 'h-1', counterparty: 'shop', amount: 100_00n, currency: 'EUR', expiresAt: 0 })
    .does(empty).leaves({ posted: 0n, incoming: 50_00n }, { 'counterparty/shop': 100_00n })
    .does(close).emits(['OperationRefused', { reason: 'wallet_not_empty' }]).becomes('pending')
    .passes(hour).emits(['DepositFailed']).does(close).emits(['WalletClosed']).becomes('failed')
})

test.run()
