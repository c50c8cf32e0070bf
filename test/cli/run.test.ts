import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { readProjectFile } from '../processors/project.ts'
import { eventually, lines, ndjson, records, Workplace } from './process.ts'

const examples = readProjectFile('examples/commands.ndjson')
const workplaces: Workplace[] = []
test.after(() => { for (const workplace of workplaces) workplace.close() })

function newWorkplace(environment: Readonly<Record<string, string>> = { WALLETS_LOG_LEVEL: 'warn' }): Workplace {
  const workplace = new Workplace(environment)
  workplaces.push(workplace)
  return workplace
}

const tenant = { type: 'Tenant', tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }] }
const provider = { type: 'Provider', tenant: 'demo', provider: 'paywell', revision: 1, currencies: ['EUR'] }
const alice = { tenant: 'demo', wallet: 'alice' }
const open = { ...alice, type: 'OpenWallet', operationId: 'o1', currency: 'EUR' }
const deposit = { ...alice, type: 'CreateDeposit', operationId: 'd1', source: 'bank', amount: 5_000, currency: 'EUR' }
const withdraw = {
  ...alice, type: 'CreateWithdrawal', operationId: 'w1', withdrawal: 'w1', provider: 'paywell', destination: 'tok',
  amount: '2000', currency: 'EUR'
}

test('the examples run through in one process, one event for each operation', async () => {
  const workplace = newWorkplace()
  const { code, stdout, stderr } = await workplace.run(['run'], { input: examples })
  assert.is(stderr, '')
  assert.is(code, 0)
  const events = records(stdout)
  const operations = events.map(({ tenant, wallet, operationId, fingerprint }) =>
    [tenant, wallet, operationId, fingerprint].join())
  assert.is(new Set(operations).size, events.length)
  const commands = records(examples).filter(({ type }) => type !== 'Tenant' && type !== 'Provider')
  const sent = new Set(commands.map(command => JSON.stringify(command)))
  const answered = events.filter(({ operationId }) => !operationId.includes('/'))
  assert.is(answered.length, sent.size)
  const payout = events.map(({ type }) => type).filter(type => /^(Withdrawal|Payout)/.test(type))
  assert.equal(payout, ['WithdrawalCreated', 'PayoutStarted', 'PayoutCompleted', 'WithdrawalCompleted'])
  for (const { amount, balance } of events) {
    if (amount !== undefined) assert.type(amount, 'string')
    if (balance) assert.match(balance.posted, /^\d+$/)
  }
  assert.ok(existsSync(join(workplace.folder, 'data/log')))
  assert.ok(existsSync(join(workplace.folder, 'data/state')))

  const again = await workplace.run(['run'], { input: examples })
  assert.equal(again, { code: 0, stdout: '', stderr: '' })
})

test('the state comes back from the log when its folder is gone', async () => {
  const workplace = newWorkplace()
  await workplace.run(['run'], { input: examples })
  const before = await workplace.run(['get', 'wallet', 'demo/alice', '--json'])
  rmSync(join(workplace.folder, 'data/state'), { recursive: true })
  assert.equal(await workplace.run(['run'], { input: examples }), { code: 0, stdout: '', stderr: '' })
  assert.equal(await workplace.run(['get', 'wallet', 'demo/alice', '--json']), before)
})

test('a bad line is told with its number and stops nothing', async () => {
  const input = `${ndjson(tenant, open)}nonsense\n\n${ndjson({ ...deposit, amuont: 1 }, deposit)}`
  const { code, stdout, stderr } = await newWorkplace().run(['run'], { input })
  assert.is(code, 1)
  assert.equal(records(stdout).map(({ type }) => type), ['WalletOpened', 'DepositCompleted'])
  assert.equal(records(stderr).map(({ line, why, msg }) => [line, why, msg]), [
    [3, 'not JSON: Unexpected token \'o\'', 'input.refused'],
    [5, 'unknown field amuont; did you mean amount?', 'input.refused']
  ])
})

test('a changed row counts for the commands after it', async () => {
  const dollars = { ...tenant, revision: 2, currencies: [{ code: 'EUR', exponent: 2 }, { code: 'USD', exponent: 2 }] }
  const bob = { ...open, wallet: 'bob', currency: 'USD' }
  const workplace = newWorkplace()
  const before = await workplace.run(['run'], { input: ndjson(tenant, open, bob) })
  assert.equal(records(before.stdout).map(({ wallet, reason }) => wallet === 'bob' && reason).filter(Boolean), [
    'currency_not_found'
  ])
  const after = await workplace.run(['run'], { input: ndjson(dollars, { ...bob, operationId: 'o2' }) })
  assert.equal(records(after.stdout).map(({ type }) => type), ['WalletOpened'])
})

test('a row that goes back is refused, one that is there already is passed over', async () => {
  const input = ndjson(tenant, tenant, { ...tenant, currencies: [] }, { ...tenant, revision: 0 })
  const { code, stderr } = await newWorkplace().run(['run'], { input })
  assert.is(code, 1)
  assert.equal(records(stderr).map(({ line }) => line), [3, 4])
})

test('without the simulated provider the money stays held until somebody says that it was paid', async () => {
  const workplace = newWorkplace()
  const first = await workplace.run(['run', '--no-simulated-provider'], {
    input: ndjson(tenant, provider, open, deposit, withdraw)
  })
  assert.equal(records(first.stdout).at(-1).type, 'PayoutStarted')
  const text = (await workplace.run(['get', 'wallet', 'demo/alice'])).stdout
  assert.match(text, 'available  30.00 EUR')
  assert.match(text, 'pending: w1, 20.00 EUR by way of paywell')

  const paid = {
    type: 'InvoicePaid', provider: 'paywell', tenant: 'demo', reference: 'demo/alice/w1/1', invoice: 'i1',
    amount: 2_000, currency: 'EUR'
  }
  const second = await workplace.run(['run', '--no-simulated-provider'], { input: ndjson(paid, paid) })
  assert.equal(records(second.stdout).map(({ type }) => type), ['PayoutCompleted', 'WithdrawalCompleted'])
})

test('one processor alone is done when its own inputs are', async () => {
  const { code, stdout } = await newWorkplace().run(['run', '--only', 'wallets'], {
    input: ndjson(tenant, provider, open, deposit, withdraw)
  })
  assert.is(code, 0)
  assert.is(records(stdout).at(-1).type, 'WithdrawalCreated')
})

test('it answers while its input stays open, and ends in order when it is told to', async () => {
  const workplace = newWorkplace()
  const { child, output, ended } = workplace.start(['run'])
  child.stdin!.write(ndjson(tenant, open))
  await eventually('an event', () => lines(output.stdout).length === 1)
  child.stdin!.write(ndjson(deposit))
  await eventually('another event', () => lines(output.stdout).length === 2)
  const busy = await workplace.run(['tenants', 'list'])
  assert.is(busy.code, 3)
  assert.match(busy.stderr, 'another process uses it')
  child.kill('SIGTERM')
  assert.is((await ended).code, 0)
  assert.is((await workplace.run(['tenants', 'list'])).code, 0)
})

test('killed in the middle it goes on where it was, and no operation is lost or done twice', async () => {
  const workplace = newWorkplace()
  const deposits = Array.from({ length: 3_000 }, (_, index) => ({ ...deposit, operationId: `d${index}`, amount: 1 }))
  const input = ndjson(tenant, open, ...deposits)
  const { child, output, ended } = workplace.start(['run'])
  child.stdin!.on('error', () => {}).end(input)
  await eventually('some events', () => lines(output.stdout).length > 100)
  child.kill('SIGKILL')
  await ended
  assert.is((await workplace.run(['run'], { input })).code, 0)
  const wallet = JSON.parse((await workplace.run(['get', 'wallet', 'demo/alice', '--json'])).stdout)
  assert.is(wallet.posted, '3000')
  assert.is(wallet.revision, 3_001)
})

test('a state that was made from another log is kept and not used', async () => {
  const [one, other] = [newWorkplace(), newWorkplace()]
  await Promise.all([one.run(['run'], { input: ndjson(tenant) }), other.run(['run'], { input: ndjson(tenant) })])
  rmSync(join(one.folder, 'data/state'), { recursive: true })
  cpSync(join(other.folder, 'data/state'), join(one.folder, 'data/state'), { recursive: true })
  const { code, stderr } = await one.run(['run'], { input: ndjson(open) })
  assert.is(code, 5)
  assert.match(stderr, 'give this service another folder, or delete it')
  assert.equal(records(stderr).at(-1).msg, 'service.beyond_help')
})

test('logs are JSON without payload, on standard error', async () => {
  const { stderr } = await newWorkplace({ WALLETS_LOG_LEVEL: 'debug' }).run(['run'], {
    input: ndjson(tenant, provider, open, deposit, withdraw)
  })
  const facts = records(stderr).map(({ msg }) => msg)
  for (const fact of ['service.started', 'task.restored', 'input.done', 'service.stopped']) {
    assert.ok(facts.includes(fact), fact)
  }
  for (const secret of ['alice', 'tok', '2000']) assert.not.match(stderr, `"${secret}"`)
})

test.run()
