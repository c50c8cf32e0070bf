import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { schemas } from '../../../schemas/generated.ts'
import { typesOf } from '../../schemas/arbitrary.ts'
import { replay } from '../replay.ts'
import { lives } from './actions.ts'
import type { Action, Said } from './actions.ts'
import { Books } from './books.ts'
import { Life } from './life.ts'

/**
 * Random lives of the wallets of two tenants, with everything that moves money: whatever comes in whatever order, the
 * books are right after each step, and nothing that was set aside, expected or on its way is so for ever.
 */
const test = suite('money')

test('is right at every step, and all that was begun has ended', () => {
  const seen = new Map<string, number>()
  fc.assert(fc.property(lives, actions => {
    const life = new Life()
    const books = new Books(life.domain)
    for (const each of actions) {
      life.act(each)
      books.check()
      if (each.do === 'settle') books.checkRest()
    }
    end(life, books)
    for (const { event } of life.domain.history) {
      const word = event.type === 'OperationRefused' ? event['reason'] as string : event.type
      seen.set(word, (seen.get(word) ?? 0) + 1)
    }
  }), { seed: 61, numRuns: 500, includeErrorInReport: true })

  const events = [schemas.WalletEvent, schemas.AccountEvent, schemas.TenantEvent].flatMap(typesOf)
  const missing = [...new Set(events)].filter(type => (seen.get(type) ?? 0) < 5 && !elsewhere.has(type))
  assert.equal(missing, [], 'the lives reach every event, and often')
})

/** What no life here has: owners who are turned down or lose their level, and books that are wrong. */
const elsewhere = new Set([
  'RecordDeadLettered', 'OperationRefused', 'WalletRejected', 'WithdrawalReviewed', 'LedgerUnbalanced',
  'TenantAnnounced'
])

test('is rebuilt from the events alone, to every point of them', () => {
  fc.assert(fc.property(lives, actions => {
    const life = new Life()
    for (const each of actions) life.act(each)
    life.domain.settle()
    const { history } = life.domain
    replay(history, (step, rows) => assert.equal(rows, history[step]!.rows, `after ${step + 1} events`))
  }), { seed: 62, numRuns: 100, includeErrorInReport: true })
})

test.run()

/** Everybody has the last word: operators, providers, sources, the clock. Then nothing is open. */
function end(life: Life, books: Books): void {
  const { domain } = life
  for (const tenant of ['acme', 'globex']) life.resume(tenant, 'end')
  rest(life, books)
  for (const key of domain.rows.payouts.keys()) {
    const [tenant = '', wallet = '', withdrawal = ''] = key.split('/')
    domain.decide({
      type: 'ApproveWithdrawal', tenant, wallet, operationId: `end-${withdrawal}`, withdrawal, by: 'eve'
    })
  }
  rest(life, books)
  for (const source of life.sources.values()) life.authorize({ ...source, isAuthorized: true })
  domain.pass(72 * 60 * 60_000)
  rest(life, books)
  for (const { provider, request } of domain.requests) {
    domain.notify(provider, life.answerTo(request, lastWord))
    rest(life, books)
  }
  for (const [key, { status }] of domain.rows.holds) {
    const [tenant = '', wallet = '', holdId = ''] = key.split('/')
    if (status === 'placed') life.act(release(tenant, wallet, holdId))
  }
  rest(life, books)
  for (const [key, { held, incoming }] of domain.rows.wallets) {
    assert.is(held, 0n, `${key} holds nothing for ever`)
    assert.is(incoming, 0n, `${key} expects nothing for ever`)
  }
}

const lastWord = { type: 'InvoicePaid', invoice: 'inv-1', details: 'end' } as Said

function rest({ domain }: Life, books: Books): void {
  domain.settle()
  books.check()
  books.checkRest()
}

function release(tenant: string, wallet: string, holdId: string): Action {
  const command = { type: 'ReleaseHold', tenant, wallet, operationId: `end-${holdId}`, holdId, amount: 0n } as const
  return { do: 'send', command }
}
