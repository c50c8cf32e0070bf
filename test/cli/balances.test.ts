import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { applyWanted } from '../../cli/apply.ts'
import { BalanceFold, type TrialBalance } from '../../cli/balances.ts'
import { Connection } from '../../cli/connection.ts'
import { Currencies } from '../../cli/currencies.ts'
import { describeBalances } from '../../cli/describe-balances.ts'
import type { OpenedLog } from '../../cli/open-log.ts'
import { readBalances } from '../../cli/read-balances.ts'
import { systemClock } from '../../runtime/clock.ts'
import { deploy } from '../../runtime/deployment.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { silent } from '../../runtime/logger.ts'
import { wantedTopics } from '../../runtime/topics.ts'
import type { AccountEvent, AccountLine, Plain } from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'
import { readProjectFile } from '../processors/project.ts'
import { head, usualAt } from '../support/given.ts'
import { outgoing } from '../support/outgoing.ts'
import { ndjson, Workplace } from './process.ts'

const currencies = new Currencies([
  { tenant: 'acme', currencies: [{ code: 'EUR', exponent: 2 }, { code: 'JPY', exponent: 0 }] } as never
])

test('accounts are added up, currency by currency, and come to nothing', () => {
  const found = balanceOf(...deposit(1, 100_00n), ...deposit(2, 5n), ...deposit(3, 700n, 'JPY'))
  assert.equal(found, {
    tenant: 'acme', isBalanced: true, underWay: 0, since: 0, currencies: [
      { currency: 'EUR', debit: 100_05n, credit: 100_05n, difference: 0n, accounts: [
        { account: 'source/bank', debit: 100_05n, credit: 0n, balance: -100_05n, count: 2 },
        { account: 'wallets', debit: 0n, credit: 100_05n, balance: 100_05n, count: 2 }
      ] },
      { currency: 'JPY', debit: 700n, credit: 700n, difference: 0n, accounts: [
        { account: 'source/bank', debit: 700n, credit: 0n, balance: -700n, count: 1 },
        { account: 'wallets', debit: 0n, credit: 700n, balance: 700n, count: 1 }
      ] }
    ]
  })
})

test('a transaction of which not all have heard counts nowhere, in whatever order they hear of it', () => {
  const [wallets, bank, ledger] = deposit(2, 5n) as [AccountEvent, AccountEvent, AccountEvent]
  const before = deposit(1, 100_00n)
  const whole = balanceOf(...before)
  for (const some of [[wallets], [bank], [ledger], [wallets, bank], [ledger, bank], [wallets, ledger]]) {
    assert.equal(balanceOf(...before, ...some), { ...whole, underWay: 1, since: usualAt + 2 })
  }
  const all = balanceOf(...before, wallets, bank, ledger)
  for (const order of [[ledger, wallets, bank], [bank, ledger, wallets]]) {
    assert.equal(balanceOf(...before, ...order), all)
  }
  assert.is(all.underWay, 0)
})

test('what was out of balance in a transaction shows, and events of others do not', () => {
  const [wallets] = deposit(2, 5n) as [AccountEvent]
  const unbalanced: AccountEvent = {
    ...of('ledger', 2), type: 'LedgerUnbalanced', currency: 'EUR', difference: 5n, lines: [line(0n, 5n)],
    totals: [line(0n, 5n)]
  }
  const others = deposit(9, 1n).map(event => ({ ...event, tenant: 'other' }))
  const refused = { ...of('wallets', 7), type: 'OperationRefused' } as AccountEvent
  const events = [...deposit(1, 10n), ...others, wallets, unbalanced, refused]
  const { isBalanced, currencies: [euros], underWay } = balanceOf(...events)
  assert.equal([isBalanced, euros!.difference, underWay], [false, 5n, 0])
})

test('people see amounts in columns, and what is wrong in the first line of a currency', () => {
  assert.equal(describeBalances(balanceOf(...deposit(1, 100_05n)), currencies), [
    'acme, EUR: in balance',
    '  account         debited    credited      balance',
    '  source/bank  100.05 EUR    0.00 EUR  -100.05 EUR',
    '  wallets        0.00 EUR  100.05 EUR   100.05 EUR',
    '  all          100.05 EUR  100.05 EUR     0.00 EUR'
  ])
  const wrong = { ...added('wallets', 3, line(0n, 77n)) }
  const ledger = { ...added('ledger', 3, line(0n, 77n)) }
  assert.is(describeBalances(balanceOf(wrong, ledger), currencies)[0], 'acme, EUR: out of balance by 0.77 EUR')
  assert.equal(describeBalances(balanceOf(), currencies), ['acme has moved no money'])
  assert.is(describeBalances(balanceOf(wrong), currencies).at(-1),
    'left out: transactions under way, 1 since 2023-11-14 22:13:20.003')
})

test('docs/accounts.md shows a trial balance as it is printed', () => {
  const [, block] = /wallets balances demo\n\n((?: {4}.*\n)+)/.exec(readProjectFile('docs/accounts.md'))!
  const story = [
    added('wallets', 1, line(0n, 125_00n)), added('source/payroll', 1, line(125_00n, 0n)),
    added('ledger', 1, { ...line(125_00n, 125_00n), count: 2 }),
    added('wallets', 2, line(80_00n, 0n)), added('provider/paywell', 2, line(0n, 80_00n)),
    added('ledger', 2, { ...line(80_00n, 80_00n), count: 2 })
  ]
  const found = describeBalances({ ...balanceOf(...story), tenant: 'demo' }, new Currencies([
    { tenant: 'demo', currencies: [{ code: 'EUR', exponent: 2 }] } as never
  ]))
  assert.equal(block!.trimEnd().split('\n').map(each => each.slice(4)), found)
})

test('all partitions of the changelog are read, to their present end', async () => {
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
  const opened: OpenedLog = { log, registry: undefined, prefix: '', logger: silent }
  await applyWanted(opened, wantedTopics(deploy(topology, { prefix: '', partitions: 4 }), ''))
  const connection = await Connection.over(opened)
  try {
    assert.equal(await readBalances(connection, 'acme'), balanceOf())
    const events = Array.from({ length: 300 }, (_, index) => deposit(index, BigInt(index + 1))).flat()
    const topic = connection.topology.topics['accountChangelog']!
    await log.append(events.map(event => outgoing(topic, connection.codec, event)))
    const told: number[][] = []
    assert.equal(await readBalances(connection, 'acme', (...progress) => told.push(progress)), balanceOf(...events))
    assert.equal(told.at(-1), [900, 900])
  } finally {
    await connection.close()
  }
})

const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
test.after(() => workplace.close())

const alice = { tenant: 'demo', wallet: 'alice', currency: 'EUR' }
const deposited = { ...alice, type: 'CreateDeposit', source: 'bank' }

test('the command line shows them, and ends with code 1 when they are out of balance', async () => {
  await workplace.run(['topology', 'apply', '--partitions', '2'])
  await workplace.run(['tenants', 'put', 'demo', '--currency', 'EUR:2'])
  assert.equal(await workplace.run(['balances', 'nobody']), {
    code: 1, stdout: '', stderr: 'wallets: there is no tenant nobody\n'
  })
  assert.equal(await workplace.run(['balances', 'demo']), { code: 0, stdout: 'demo has moved no money\n', stderr: '' })

  await workplace.run(['run'], { input: ndjson(
    { ...alice, type: 'OpenWallet', operationId: 'o1' }, { ...deposited, operationId: 'd1', amount: '12500' }
  ) })
  const { code, stdout } = await workplace.run(['balances', 'demo'])
  assert.equal([code, stdout.split('\n')[0]], [0, 'demo, EUR: in balance'])
  assert.match(stdout, /^ {2}wallets +0\.00 EUR +125\.00 EUR +125\.00 EUR$/m)
  const json = JSON.parse((await workplace.run(['balances', 'demo', '--json'])).stdout) as TrialBalance
  assert.equal([json.isBalanced, json.currencies[0]!.credit], [true, '12500'])

  const lines = [{ currency: 'EUR', debit: '0', credit: '77', count: 1 }]
  const damage = { type: 'AddPostings', tenant: 'demo', operationId: 'planted/1', lines }
  const ran = await workplace.run(['run'], { input: ndjson(
    { ...damage, account: 'source/bank' }, { ...damage, account: 'ledger' }
  ) })
  assert.match(ran.stderr, /"level":"error".*"alarm":"the ledger of tenant demo is out of balance in EUR/)
  const wrong = await workplace.run(['balances', 'demo'])
  assert.equal([wrong.code, wrong.stdout.split('\n')[0], wrong.stderr],
    [1, 'demo, EUR: out of balance by 0.77 EUR', 'wallets: the accounts of demo are out of balance\n'])
})

test('a tenant that was stopped is listed so, stays so when its row is put, and is resumed', async () => {
  const stopped = await workplace.run(['tenants', 'list'])
  assert.match(stopped.stdout, /^demo .* ledger out of balance: EUR$/m)
  await workplace.run(['tenants', 'put', 'demo', '--currency', 'EUR:2', 'JPY:0'])
  assert.match((await workplace.run(['tenants', 'list'])).stdout, /^demo {4}3 .* ledger out of balance: EUR$/m)

  const file = join(workplace.folder, 'demo.json')
  writeFileSync(file, JSON.stringify({ tenant: 'demo', currencies: [{ code: 'EUR', exponent: 2 }] }))
  assert.is((await workplace.run(['tenants', 'put', '--file', file])).stdout, 'tenant demo is changed, at revision 4\n')
  writeFileSync(file, (await workplace.run(['tenants', 'list', '--json'])).stdout)
  assert.is((await workplace.run(['tenants', 'put', '--file', file])).stdout,
    'tenant demo is like that already, at revision 4\n')
  const row = { tenant: 'demo', currencies: [{ code: 'EUR', exponent: 2 }], stopped: 'another reason' }
  writeFileSync(file, JSON.stringify(row))
  assert.is((await workplace.run(['tenants', 'put', '--file', file])).stderr,
    'wallets: stopped: `wallets tenants stop` and `resume` are for that\n')

  const refused = await workplace.run(['run'], { input: ndjson({ ...deposited, operationId: 'd2', amount: '1' }) })
  assert.match(refused.stdout, '"reason":"tenant_stopped"')
  const resume = ['tenants', 'resume', 'demo', '--author', 'ann', '--reason', 'was planted']
  assert.equal(await workplace.run(resume), { code: 0, stdout: 'tenant demo goes on, at revision 5\n', stderr: '' })
  assert.is((await workplace.run(resume)).stdout, 'tenant demo is not stopped, at revision 5\n')
  const accepted = await workplace.run(['run'], { input: ndjson({ ...deposited, operationId: 'd3', amount: '1' }) })
  assert.match(accepted.stdout, 'DepositCompleted')
})

test('an operator stops a tenant', async () => {
  const stop = ['tenants', 'stop', 'demo', '--reason', 'audit 11']
  assert.is((await workplace.run(stop)).stdout, 'tenant demo is stopped, at revision 6\n')
  assert.is((await workplace.run(stop)).stdout, 'tenant demo is stopped already, at revision 6\n')
  assert.equal(await workplace.run(['tenants', 'stop', 'nobody', '--reason', 'audit 11']), {
    code: 1, stdout: '', stderr: 'wallets: refused: tenant_not_found\n'
  })
  assert.is((await workplace.run(['tenants', 'stop', 'demo'])).code, 2)
})

test.run()

function balanceOf(...events: readonly AccountEvent[]): TrialBalance {
  const fold = new BalanceFold('acme')
  for (const event of events) fold.add(event)
  return fold.balance
}

/** What the accounts hear of a deposit. */
function deposit(nth: number, amount: bigint, currency = 'EUR'): readonly AccountEvent[] {
  return [
    added('wallets', nth, line(0n, amount, currency)), added('source/bank', nth, line(amount, 0n, currency)),
    added('ledger', nth, { ...line(amount, amount, currency), count: 2 })
  ]
}

function added(account: string, nth: number, ...lines: readonly Plain<AccountLine>[]): AccountEvent {
  return { ...of(account, nth), type: 'PostingsAdded', lines, totals: lines }
}

function of(account: string, nth: number): ReturnType<typeof headOf> & { readonly account: string } {
  return { ...headOf(nth), account }
}

function headOf(nth: number): Omit<ReturnType<typeof head>, 'wallet'> {
  const { wallet: _, ...others } = head(`wallet-commands/0/${nth}`, nth + 1)
  return { ...others, at: usualAt + nth }
}

function line(debit: bigint, credit: bigint, currency = 'EUR'): Plain<AccountLine> {
  return { currency, debit, credit, count: 1 }
}
