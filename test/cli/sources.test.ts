import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { readProjectFile } from '../processors/project.ts'
import { ndjson, records, Workplace } from './process.ts'

const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
const put = ['sources', 'put', 'demo', 'payroll']

test.before(async () => {
  await workplace.run(['topology', 'apply', '--partitions', '2'])
})
test.after(() => workplace.close())

async function list(...options: readonly string[]): Promise<string> {
  return (await workplace.run(['sources', 'list', ...options])).stdout
}

/** What is decided of these commands, and of what is due by then. */
async function run(...commands: readonly object[]): Promise<string[]> {
  const { stdout } = await workplace.run(['run'], { input: ndjson(...commands) })
  return records(stdout).map(({ type }) => type)
}

test('a source is put once, and what is not given stays', async () => {
  assert.equal(await workplace.run([...put, '--unauthorized', '--wait', '7d']), {
    code: 0, stdout: 'source demo/payroll is new, at revision 1\n', stderr: ''
  })
  assert.is((await workplace.run([...put, '--unauthorized'])).stdout,
    'source demo/payroll is like that already, at revision 1\n')
  await workplace.run(['sources', 'put', 'shop', 'till', '--authorized'])
  assert.is(await list(), [
    'tenant  source   revision  authorized  deposits wait',
    'demo    payroll  1         no          7 d',
    'shop    till     1         yes         for ever', ''
  ].join('\n'))
})

const alice = { tenant: 'demo', wallet: 'alice' }

test('a deposit of it waits, and completes when it is authorized', async () => {
  const tenant = { type: 'Tenant', tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }] }
  assert.equal(await run(
    tenant, { type: 'OpenWallet', ...alice, operationId: 'open', currency: 'EUR' },
    {
      type: 'CreateDeposit', ...alice, operationId: 'in', source: 'payroll', deposit: 'd-1', amount: '500',
      currency: 'EUR'
    }
  ), ['WalletOpened', 'DepositCreated'])
  await new Promise(resolve => setTimeout(resolve, 1_100))
  assert.equal(await run(), [], 'looked at again, and no news')

  assert.is((await workplace.run([...put, '--authorized'])).stdout, 'source demo/payroll is changed, at revision 2\n')
  assert.equal(await run(), ['DepositCompleted'])
  assert.match(await list(), /^demo +payroll +2 +yes +7 d$/m)
})

test('what a list prints as JSON is taken again and can be sent', async () => {
  const input = await list('--json')
  assert.equal(records(input)[0], {
    type: 'Source', tenant: 'demo', source: 'payroll', revision: 2, isAuthorized: true, waitMs: 604_800_000
  })
  const again = await workplace.run(['sources', 'put', '--file', '-'], { input })
  assert.match(again.stdout, /^(source \S+ is like that already, at revision \d\n){2}$/)
  assert.equal(await workplace.run(['send'], { input }), { code: 0, stdout: 'sent 2\n', stderr: '' })
  assert.is(await list('--json'), input)
})

writeFileSync(join(workplace.folder, 'one.json'), JSON.stringify({ tenant: 'demo', source: 'till', waitMs: 0 }))

for (const [code, problem, ...args] of [
  [2, 'or a tenant, a source and --authorized or --unauthorized', 'put', 'demo', 'till'],
  [2, 'give the whole row with --file, or a tenant, a source and --authorized', 'put', '--unauthorized'],
  [2, 'cannot be used with option', 'put', 'demo', 'till', '--unauthorized', '--authorized'],
  [2, 'cannot be used with option', 'put', '--file', 'one.json', '--wait', '1d'],
  [2, 'A number of ms, s, m, h or d is expected', 'put', 'demo', 'till', '--unauthorized', '--wait', '1'],
  [1, 'source: the file is for another one than payroll', 'put', 'demo', 'payroll', '--file', 'one.json'],
  [1, 'source: 1 to 64 letters', 'put', 'demo', 'a/b', '--authorized'],
  [1, 'tenant: 1 to 64 letters', 'put', '*', 'till', '--authorized'],
  [1, 'waitMs: 0 to 31622400000 is expected', 'put', 'demo', 'till', '--unauthorized', '--wait', '367d']
] as const) {
  test(`ends with ${code}: wallets sources ${args.join(' ')}`, async () => {
    const found = await workplace.run(['sources', ...args])
    assert.equal([found.code, found.stdout], [code, ''])
    assert.match(found.stderr, problem)
  })
}

test('what was wrong has changed nothing', async () => {
  const rows = records(await list('--json'))
  assert.equal(rows.map(({ source, revision }) => [source, revision]), [['payroll', 2], ['till', 1]])
})

test('docs/cli.md shows commands that are taken', async () => {
  const lines = readProjectFile('docs/cli.md').match(/^ {4}wallets sources .*$/gm)!
  assert.is(lines.length, 3)
  for (const line of lines) assert.is((await workplace.run(line.trim().split(' ').slice(1))).code, 0, line)
})

test.run()
