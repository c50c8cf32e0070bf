import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { readProjectFile } from '../processors/project.ts'
import { eventually, ndjson, records, Workplace } from './process.ts'

const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'info' })
const alice = { tenant: 'demo', wallet: 'alice' }
const withdraw = { ...alice, type: 'CreateWithdrawal', destination: 'tok', method: 'card', currency: 'EUR' }

test.before(async () => {
  for (const name of ['tenant', 'paywell', 'slowbank']) {
    writeFileSync(join(workplace.folder, `${name}.json`), readProjectFile(`examples/payouts/${name}.json`))
  }
  await workplace.run(['topology', 'apply', '--partitions', '2'])
  await workplace.run(['tenants', 'put', '--file', 'tenant.json'])
  for (const name of ['paywell', 'slowbank']) await workplace.run(['providers', 'put', '--file', `${name}.json`])
  await run(
    { ...alice, type: 'OpenWallet', operationId: 'o1', currency: 'EUR' },
    { ...alice, type: 'CreateDeposit', operationId: 'd1', source: 'bank', amount: 500_000, currency: 'EUR' }
  )
})
test.after(() => workplace.close())

/** Lets the service decide all that is there, and these commands; nobody answers for the providers. */
async function run(...commands: readonly object[]): Promise<string[]> {
  const { stdout } = await workplace.run(['run', '--no-simulated-provider'], { input: ndjson(...commands) })
  return records(stdout).map(({ type }) => type)
}

/** Lets a provider answer what it was asked so far. */
async function answer(...options: readonly string[]): Promise<void> {
  const { child, output, ended } = workplace.start(['simulate-provider', ...options])
  await eventually('an answer', () => output.stderr.includes('simulated_provider.answered'))
  child.kill('SIGTERM')
  assert.is((await ended).code, 0)
}

async function get(withdrawal: string): Promise<any> {
  return JSON.parse((await workplace.run(['get', 'withdrawal', `demo/alice/${withdrawal}`, '--json'])).stdout)
}

test('what an operator approves goes on', async () => {
  await run({ ...withdraw, operationId: 'w1', withdrawal: 'w1', amount: 200_000 })
  const waiting = await get('w1')
  assert.equal([waiting.status, waiting.waitsFor, waiting.money.held], ['awaiting_approval', 'approval', '200000'])
  const sent = await workplace.run([
    'send', 'ApproveWithdrawal', 'tenant=demo', 'wallet=alice', 'withdrawal=w1', 'operationId=a1', 'by=carol'
  ])
  assert.is(sent.stdout, 'sent ApproveWithdrawal\n')
  assert.ok((await run()).includes('PayoutApproved'))
  const { status, attempts } = await get('w1')
  assert.is(status, 'invoice_requested')
  assert.equal(attempts.map((row: any) => [row.reference, row.provider, row.amount]), [
    ['demo/alice/w1/1', 'paywell', '160000']
  ])
})

test('what a provider declines goes another way, and both are told', async () => {
  await answer('paywell', '--issue', '--decline', 'authorization_failed:temporarily_unavailable')
  const events = await run()
  for (const type of ['InvoiceRecorded', 'PayoutAttemptFailed', 'PayoutStarted']) assert.ok(events.includes(type), type)
  const { stdout } = await workplace.run(['get', 'withdrawal', 'demo/alice/w1'])
  assert.match(stdout, /\n {2}held {9}2000\.00 EUR\n/)
  assert.match(stdout, /\n {2}1 +paywell\/card +declined .* inv-\w+ {2}authorization_failed:temporarily_unavailable\n/)
  assert.match(stdout, /\n {2}2 +slowbank\/last-resort +open +1600\.00 EUR /)
})

test('in the end it is paid, and the wallet with it', async () => {
  await answer('slowbank')
  await run()
  const { status, money, attempts, waitsFor } = await get('w1')
  assert.equal([status, money.status, money.held, waitsFor], ['completed', 'completed', '0', undefined])
  assert.equal(attempts.map((row: any) => [row.status, row.paid]), [['declined', '0'], ['paid', '160000']])
})

test('a quote is asked for, and a withdrawal is cancelled, by way of the wallet', async () => {
  const quoted = await run({ ...withdraw, type: 'QuoteWithdrawal', operationId: 'q1', quote: 'q1', amount: 1_000 })
  assert.equal(quoted, ['WithdrawalQuoted'])
  await run({ ...withdraw, operationId: 'w2', withdrawal: 'w2', amount: 100_001 })
  await run({ ...alice, type: 'CancelWithdrawal', operationId: 'c1', withdrawal: 'w2' })
  const { status, isCancelRequested, money } = await get('w2')
  assert.equal([status, isCancelRequested, money.held], ['cancelled', true, '0'])
})

test('a wallet shows what is held for what is pending', async () => {
  await run({ ...withdraw, operationId: 'w3', withdrawal: 'w3', amount: 1_000 })
  const { stdout } = await workplace.run(['get', 'wallet', 'demo/alice'])
  assert.match(stdout, '  pending: w3, 10.00 EUR\n')
})

test.run()
