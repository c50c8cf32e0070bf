import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { readProjectFile } from '../processors/project.ts'
import { ndjson, records, Workplace } from './process.ts'

const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
test.before(async () => {
  for (const name of ['tenant', 'paywell', 'slowbank']) {
    writeFileSync(join(workplace.folder, `${name}.json`), readProjectFile(`examples/payouts/${name}.json`))
  }
  await workplace.run(['topology', 'apply', '--partitions', '2'])
})
test.after(() => workplace.close())

async function row(table: 'tenants' | 'providers'): Promise<any> {
  return records((await workplace.run([table, 'list', '--json'])).stdout)[0]
}

test('the example rows are put, and are like that already', async () => {
  const tenant = ['tenants', 'put', '--file', 'tenant.json']
  assert.equal(await workplace.run(tenant), { code: 0, stdout: 'tenant demo is new, at revision 1\n', stderr: '' })
  assert.is((await workplace.run(tenant)).stdout, 'tenant demo is like that already, at revision 1\n')
  for (const name of ['paywell', 'slowbank']) {
    const { stdout } = await workplace.run(['providers', 'put', 'demo', name, '--file', `${name}.json`])
    assert.is(stdout, `provider demo/${name} is new, at revision 1\n`)
  }
  assert.is((await workplace.run(['watch', 'provider-slowbank-invoice-requests', '--once'])).code, 0)
})

test('a list shows what matters', async () => {
  const { stdout } = await workplace.run(['tenants', 'list'])
  const cells = /3 postings {2}above 1000\.00 EUR, above 150000 JPY {2}3 {9}10 min {2}none .* any {7}shared {2}no\n/
  assert.match(stdout, cells)
  assert.is((await workplace.run(['providers', 'list'])).stdout, [
    'tenant  provider  revision  currencies  terminals  limits  answers in  asked again',
    'demo    paywell   1         EUR         2          2       15 min      1 min to 6 h',
    'demo    slowbank  1         EUR JPY     2          2       1 d         10 min to 12 h', ''
  ].join('\n'))
})

for (const table of ['tenants', 'providers'] as const) {
  test(`what ${table} list --json prints is taken again, all of it at once`, async () => {
    const { stdout } = await workplace.run([table, 'list', '--json'])
    const put = await workplace.run([table, 'put', '--file', '-'], { input: stdout })
    assert.is(put.code, 0)
    assert.match(put.stdout, /^((tenant|provider) \S+ is like that already, at revision 1\n)+$/)
    assert.is((await workplace.run([table, 'list', '--json'])).stdout, stdout)

    const elsewhere = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
    await elsewhere.run(['topology', 'apply', '--partitions', '2'])
    await elsewhere.run([table, 'put', '--file', '-'], { input: stdout })
    assert.is((await elsewhere.run([table, 'list', '--json'])).stdout, stdout)
    elsewhere.close()
  })
}

test('the short form changes the currencies, and nothing else', async () => {
  const before = await row('tenants')
  const currency = ['--currency', 'EUR:2', 'JPY:0', 'USD:2']
  assert.is((await workplace.run(['tenants', 'put', 'demo', ...currency])).stdout,
    'tenant demo is changed, at revision 2\n')
  const currencies = [...before.currencies, { code: 'USD', exponent: 2 }]
  assert.equal(await row('tenants'), { ...before, currencies, revision: 2 })

  const { code, stderr } = await workplace.run(['providers', 'put', 'demo', 'paywell', '--currency', 'JPY'])
  assert.is(code, 1)
  assert.match(stderr, 'terminals[0].fee[0].volume.of[0].currency: one of JPY is expected')
})

test('a file that was made from an older revision is refused', async () => {
  const [edited] = records((await workplace.run(['tenants', 'list', '--json'])).stdout)
  const put = (input: object) => workplace.run(['tenants', 'put', '--file', '-'], { input: JSON.stringify(input) })
  assert.is((await put({ ...edited, attemptsMax: 5 })).stdout, 'tenant demo is changed, at revision 3\n')
  const late = await put({ ...edited, attemptsMax: 6 })
  assert.is(late.code, 1)
  assert.is(late.stderr, 'wallets: revision: this was made from 2, and the row is at 3 by now\n')
  const { revision: _, ...anew } = edited
  assert.is((await put({ ...anew, attemptsMax: 6 })).stdout, 'tenant demo is changed, at revision 4\n')
})

test('what a file leaves out has its default', async () => {
  const input = JSON.stringify({ tenant: 'demo', currencies: [{ code: 'EUR', exponent: 2 }] }, null, 2)
  assert.is((await workplace.run(['tenants', 'put', '--file', '-'], { input })).code, 0)
  const { withdrawalPlan, attemptsMax } = await row('tenants')
  assert.equal([withdrawalPlan, attemptsMax], [[], 1])
})

test('nothing is written unless all of it is right', async () => {
  const rows = ['one', 'two', 'three'].map(provider => ({ tenant: 'demo', provider, currencies: ['EUR'] }))
  const input = ndjson(...rows, { ...rows[0], provider: 'four', terminals: [{ terminal: 'a', weight: -1 }] })
  const { code, stdout, stderr } = await workplace.run(['providers', 'put', '--file', '-'], { input })
  assert.equal([code, stdout], [1, ''])
  assert.is(stderr, 'wallets: row 4: terminals[0].weight: 0 to 10000 is expected\n')
  assert.not.match((await workplace.run(['providers', 'list'])).stdout, 'three')
})

test('a file for another one than was named is refused', async () => {
  const { code, stderr } = await workplace.run(['providers', 'put', 'demo', 'acme', '--file', 'paywell.json'])
  assert.is(code, 1)
  assert.is(stderr, 'wallets: provider: the file is for another one than acme\n')
})

test('a row that is sent is checked in the same way', async () => {
  const line = { type: 'Provider', tenant: 'demo', provider: 'acme', revision: 1, currencies: ['EUR'] }
  const limits = [{ currency: 'EUR', measure: 'count', period: 'day', max: 0 }]
  const { code, stderr } = await workplace.run(['send'], {
    input: ndjson({ ...line, terminals: [{ terminal: 'a', limits }] })
  })
  assert.is(code, 1)
  assert.is(stderr, 'line 1: terminals[0].limits[0].max: a positive number is expected\n')
})

test.run()
