import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import type { Flat } from '../../schemas/record.ts'
import { accountsProblem, balanceProblem, booked, eventsProblem } from '../../scripts/demo/checks.ts'
import { story } from '../../scripts/demo/story.ts'

const demo = fileURLToPath(new URL('../../scripts/demo.js', import.meta.url))
const ours = /^(KAFKA|SCHEMA|WALLETS)_/
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))

test('the demo tells its story on the embedded log, and everything comes out as it should', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [demo], { env })
  assert.is(stderr, '')
  assert.match(stdout, 'everything came out as it should\n')
  assert.match(stdout, 'alice      open    45.00 EUR  0.00 EUR  45.00 EUR  #9')
  assert.not.match(stdout, '✗')
  assert.not.match(stdout, 'PostingsAdded')
  for (const name of ['demo, EUR', 'demo, JPY', 'corner-shop, EUR']) assert.match(stdout, `${name}: in balance\n`)
  assert.match(stdout, /^ {6}all +205\.00 EUR +205\.00 EUR +0\.00 EUR$/m)
  for (const { title } of story) assert.match(stdout, title)
})

test('what comes out otherwise is told', () => {
  const step = { ...story[1]!, expects: ['alice WalletOpened', 'kenji WalletOpened'] }
  const opened = (wallet: string) => ({ type: 'WalletOpened', wallet })
  assert.is(eventsProblem(step, [opened('kenji'), opened('alice')]), undefined)
  assert.is(eventsProblem(step, [opened('alice')]),
    'expected alice WalletOpened, kenji WalletOpened; got alice WalletOpened')
  const view = { posted: 5n, held: 1n } as Parameters<typeof balanceProblem>[0]
  assert.is(balanceProblem(view, { posted: 5n, held: 1n }), undefined)
  assert.is(balanceProblem(view, { posted: 6n, held: 1n }), 'expected 6 posted and 1 held, got 5 and 1')
})

test('accounts that say something else than the postings are told', () => {
  const euros = { currency: 'EUR', debit: 70n, credit: 70n, difference: 0n, accounts: [
    { account: 'source/bank', debit: 70n, credit: 0n, balance: -70n, count: 1 },
    { account: 'wallets', debit: 0n, credit: 70n, balance: 70n, count: 1 }
  ] }
  const trial = { tenant: 'demo', isBalanced: true, currencies: [euros], underWay: 0, since: 0 }
  const deposited = (tenant: string, amount: bigint): Flat => ({
    type: 'DepositCompleted', tenant, balance: { posted: amount, held: 0n },
    postings: [{ debit: 'source/bank', credit: 'wallet/alice', amount, currency: 'EUR' }]
  })
  const events = [deposited('demo', 30n), deposited('demo', 40n), deposited('other', 5n)]
  assert.equal([...booked(events)], [['source/bank EUR', -75n], ['wallet/alice EUR', 75n]])
  assert.is(accountsProblem(trial, events), undefined)
  assert.is(accountsProblem({ ...trial, underWay: 1 }, events), 'not all have heard of 1 transactions')
  assert.is(accountsProblem({ ...trial, currencies: [{ ...euros, difference: 7n }] }, events), '7 EUR too much')
  assert.is(accountsProblem({ ...trial, currencies: [] }, events.slice(1)),
    'the postings come to source/bank EUR -40, wallets EUR 40; got nothing')
})

test.run()
