import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { readProjectFile } from '../processors/project.ts'
import { ndjson, records, Workplace } from './process.ts'

const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
test.before(async () => {
  await workplace.run(['run'], { input: readProjectFile('examples/commands.ndjson') })
})
test.after(() => workplace.close())

const dora = ['tenant=demo', 'wallet=dora', 'operationId=open-dora', 'currency=EUR']

test('a tenant is put once, and changed under the next revision', async () => {
  const same = ['tenants', 'put', 'demo', '--currency', 'EUR:2', 'JPY:0']
  assert.is((await workplace.run(same)).stdout, 'tenant demo is like that already, at revision 1\n')
  assert.is((await workplace.run([...same, 'USD:2'])).stdout, 'tenant demo is changed, at revision 2\n')
  const zen = await workplace.run(['tenants', 'put', 'zen', '--currency', 'EUR:2'])
  assert.equal(zen, { code: 0, stdout: 'tenant zen is new, at revision 1\n', stderr: '' })
  const cells = (await workplace.run(['tenants', 'list'])).stdout.split('\n').map(line => line.trim().split(/ {2,}/))
  const usual = ['default', 'never', '1', '10 min', 'none', '0', 'default', 'none', 'any', 'shared', 'no']
  assert.equal(cells, [
    [
      'tenant', 'revision', 'currencies', 'plan', 'approval', 'attempts', 'quotes', 'classes', 'policies', 'ceilings',
      'limits', 'a second', 'topics', 'stopped'
    ],
    ['demo', '2', 'EUR:2 JPY:0 USD:2', ...usual], ['zen', '1', 'EUR:2', ...usual], ['']
  ])
})

test('an explicit revision has to go forward', async () => {
  const put = ['tenants', 'put', 'zen', '--currency', 'EUR:2', 'USD:2', '--revision']
  const back = await workplace.run([...put, '1'])
  assert.is(back.code, 1)
  assert.match(back.stderr, 'revision: the row is at 1')
  assert.is((await workplace.run([...put, '7'])).stdout, 'tenant zen is changed, at revision 7\n')
})

test('what a list prints as JSON can be sent', async () => {
  const { stdout } = await workplace.run(['providers', 'list', '--json'])
  assert.equal(await workplace.run(['send'], { input: stdout }), { code: 0, stdout: 'sent 1\n', stderr: '' })
})

test('a provider brings its topics along', async () => {
  const put = await workplace.run(['providers', 'put', 'demo', 'acme', '--currency', 'EUR'])
  assert.equal(put, { code: 0, stdout: 'provider demo/acme is new, at revision 1\n', stderr: '' })
  assert.is((await workplace.run(['watch', 'provider-acme-invoice-requests', '--once'])).code, 0)
  assert.is((await workplace.run(['providers', 'list'])).stdout, [
    'tenant  provider  revision  currencies  terminals  limits  answers in  asked again',
    'demo    paywell   1         EUR         default    0       15 min      1 min to 6 h',
    'demo    acme      1         EUR         default    0       15 min      1 min to 6 h', ''
  ].join('\n'))
})

test('one record is sent from arguments', async () => {
  const sent = await workplace.run(['send', 'OpenWallet', ...dora])
  assert.equal(sent, { code: 0, stdout: 'sent OpenWallet\n', stderr: '' })
})

test('a file is sent line by line, and bad lines are told', async () => {
  const good = {
    type: 'CreateDeposit', tenant: 'demo', wallet: 'dora', operationId: 'd1', source: 's', amount: 5, currency: 'EUR'
  }
  const text = ndjson(good, { ...good, amount: 1.5 }) + JSON.stringify(good)
  writeFileSync(join(workplace.folder, 'commands.ndjson'), text)
  const { code, stdout, stderr } = await workplace.run(['send', '--file', 'commands.ndjson'])
  assert.is(code, 1)
  assert.is(stdout, 'sent 2, refused 1\n')
  assert.is(stderr, 'line 2: amount: a whole number of minor units (cents) is expected\n')
})

test('what was sent meanwhile is decided by the next run', async () => {
  const { stdout } = await workplace.run(['run'])
  assert.equal(records(stdout).map(({ wallet, type }) => `${wallet} ${type}`), [
    'dora WalletOpened', 'dora DepositCompleted'
  ])
})

test('a wallet is printed with its money, or said not to be there', async () => {
  assert.is((await workplace.run(['get', 'wallet', 'demo/alice'])).stdout, [
    'demo/alice', '  status     open, at revision 6', '  posted     45.00 EUR', '  held        0.00 EUR',
    '  available  45.00 EUR', ''
  ].join('\n'))
  assert.equal(JSON.parse((await workplace.run(['get', 'wallet', 'demo/bob', '--json'])).stdout), {
    tenant: 'demo', wallet: 'bob', revision: 8, status: 'open', currency: 'JPY', posted: '10000', held: '0',
    available: '10000', pending: [], incoming: '0', holds: [], transfers: [], batches: [], expected: []
  })
  const nobody = await workplace.run(['get', 'wallet', 'demo/nobody'])
  assert.equal(nobody, { code: 1, stdout: '', stderr: 'wallets: there is no wallet demo/nobody\n' })
})

test('a topic is watched to its end, for people and as JSON', async () => {
  const text = (await workplace.run(['watch', 'walletChangelog', '--once'])).stdout
  assert.match(text, /demo\/alice #2 {2}DepositCompleted: \+125\.00 EUR from payroll, balance 125\.00 EUR\n/)
  assert.match(text, /demo\/alice #5 {2}OperationRefused: CreateWithdrawal refused: insufficient_funds\n/)
  const events = records((await workplace.run(['watch', 'wallet-changelog', '--once', '--json'])).stdout)
  const alice = events.filter(({ key }) => key === 'demo/alice')
  assert.equal(alice.map(({ record }) => record.revision), [1, 2, 3, 4, 5, 6])
  assert.is((await workplace.run(['watch', 'wallet-changelog', '--once', '--from', 'end'])).stdout, '')
})

for (const [code, problem, ...args] of [
  [2, 'there is no topic wallet-changelg; did you mean wallet-changelog?', 'watch', 'wallet-changelg'],
  [2, 'providerInvoicePaid stands for several topics', 'watch', 'providerInvoicePaid'],
  [2, 'tenant/wallet is expected', 'get', 'wallet', 'demo'],
  [2, '--currency takes a code and its digits', 'tenants', 'put', 'demo', '--currency', 'EUR'],
  [2, 'tenant/wallet/withdrawal is expected', 'get', 'withdrawal', 'demo/alice'],
  [1, 'there is no withdrawal demo/alice/nothing', 'get', 'withdrawal', 'demo/alice/nothing'],
  [2, 'give the whole row with --file, or a tenant, a provider and its --currency', 'providers', 'put', 'demo', 'acme'],
  [2, 'give the whole row with --file, or a tenant and its --currency', 'tenants', 'put', 'demo'],
  [2, 'cannot be used with option', 'tenants', 'put', 'demo', '--currency', 'EUR:2', '--file', 'x'],
  [2, 'nothing.json cannot be read: ENOENT', 'tenants', 'put', '--file', 'nothing.json'],
  [2, 'there is no file nothing', 'send', '--file', 'nothing'],
  [2, 'give a record or a file', 'send', 'OpenWallet', '--file', 'x'],
  [1, 'unknown type OpenWalet; did you mean OpenWallet?', 'send', 'OpenWalet', ...dora],
  [1, 'unknown field walet; did you mean wallet?', 'send', 'OpenWallet', 'walet=x'],
  [1, 'missing field currency', 'send', 'OpenWallet', ...dora.slice(0, 3)],
  [1, 'currencies[0].exponent: 0 to 18 is expected', 'tenants', 'put', 'demo', '--currency', 'EUR:19'],
  [1, 'currencies: one is there twice', 'providers', 'put', 'demo', 'acme', '--currency', 'EUR', 'EUR'],
  [1, 'tenant: 1 to 64 letters', 'tenants', 'put', 'de/mo', '--currency', 'EUR:2'],
  [1, 'provider: 1 to 64 lower-case letters', 'providers', 'put', 'demo', 'Acme', '--currency', 'EUR'],
  [1, 'there is no topic provider-nobody-invoice-paid', 'send', 'InvoicePaid', 'provider=nobody', 'tenant=demo',
    'reference=r', 'invoice=i', 'amount=1', 'currency=EUR']
] as const) {
  test(`ends with ${code}: wallets ${args.join(' ').slice(0, 60)}`, async () => {
    const { code: found, stdout, stderr } = await workplace.run(args)
    assert.is(found, code)
    assert.is(stdout, '')
    assert.match(stderr, problem)
  })
}

test.run()
