import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { readProjectFile } from '../processors/project.ts'
import { ndjson, Workplace } from './process.ts'

const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
const shop = JSON.parse(readProjectFile('examples/tenants/shop.json')) as Readonly<Record<string, unknown>>
const file = (name: string, content: object): string => {
  writeFileSync(join(workplace.folder, name), JSON.stringify(content))
  return name
}

test.before(async () => {
  await workplace.run(['topology', 'apply'])
  file('shop.json', shop)
})
test.after(() => workplace.close())

test('a tenant is announced, and told its revision', async () => {
  const announce = ['tenants', 'announce', 'shop', '--file', 'shop.json']
  assert.equal(await workplace.run([...announce, '--operation', 'hello']), {
    code: 0, stdout: 'tenant shop is announced, at revision 1\n', stderr: ''
  })
  assert.is((await workplace.run(announce)).stdout, 'tenant shop is like that already, at revision 1\n')
  assert.is((await workplace.run([...announce, '--operation', 'hello'])).stdout,
    'tenant shop is announced, at revision 1\n', 'the answer that there was')
})

test('what changes is announced under the next revision, and shown', async () => {
  file('more.json', { ...shop, revision: 1, operationsPerSecond: 80 })
  const announce = ['tenants', 'announce', '--file', 'more.json']
  assert.is((await workplace.run(announce)).stdout, 'tenant shop is announced, at revision 2\n')
  assert.equal(await workplace.run(announce), {
    code: 1, stdout: '', stderr: 'wallets: refused: tenant_revision_mismatch\n'
  })
  const { stdout } = await workplace.run(['tenants', 'list'])
  assert.match(stdout, /^shop {4}2 .* person {3}3 {9}3 {9}none {4}80 {8}shared {2}no$/m)
})

test('what cannot be is told by its place, and not sent', async () => {
  file('wrong.json', { ...shop, serviceLimits: [{ kind: 'wallets', ceiling: 5_001 }] })
  const { code, stderr } = await workplace.run(['tenants', 'announce', '--file', 'wrong.json'])
  assert.equal([code, stderr], [1, 'wallets: serviceLimits[0].ceiling: 0 to 5000 is expected\n'])
  assert.is((await workplace.run(['tenants', 'announce', 'pub', '--file', 'shop.json'])).stderr,
    'wallets: tenant: the file is for another one than pub\n')
})

test('an operation id that was used for something else is refused', async () => {
  file('yen.json', { ...shop, currencies: [{ code: 'EUR', exponent: 2 }] })
  const { code, stderr } = await workplace.run(['tenants', 'announce', '--file', 'yen.json', '--operation', 'hello'])
  assert.is(code, 1)
  assert.match(stderr, /^wallets: refused: operation_id_reused \(.*currencies.*\)\n$/)
})

test('the default tenant is put like any other, and cannot announce itself', async () => {
  await workplace.run(['tenants', 'put', '*', '--currency', 'EUR:2'])
  assert.match((await workplace.run(['tenants', 'list'])).stdout, /^\* {7}1 /m)
  file('default.json', { ...shop, tenant: '*' })
  assert.equal(await workplace.run(['tenants', 'announce', '--file', 'default.json']), {
    code: 1, stdout: '', stderr: 'wallets: refused: invalid_id (tenant)\n'
  })
})

test('commands of a tenant with topics of its own go there, and its wallets are found there', async () => {
  const of = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
  try {
    const money = { tenant: 'own', wallet: 'alice', currency: 'EUR' }
    const ran = await of.run(['run'], { input: ndjson(
      { type: 'AnnounceTenant', tenant: 'own', operationId: 'a1', currencies: [{ code: 'EUR', exponent: 2 }],
        ownTopics: { partitions: 2 } },
      { type: 'OpenWallet', operationId: 'o1', ...money },
      { type: 'CreateDeposit', operationId: 'd1', ...money, source: 'bank', amount: '12500' }
    ) })
    assert.equal([ran.code, ran.stdout.split('\n').slice(0, -1).map(line => JSON.parse(line).type)],
      [0, ['TenantAnnounced', 'WalletOpened', 'DepositCompleted']])
    assert.match((await of.run(['get', 'wallet', 'own/alice'])).stdout, 'posted     125.00 EUR')
    const watched = await of.run(['watch', 'tenant-own-wallet-changelog', '--once'])
    assert.match(watched.stdout, 'WalletOpened')
    await of.run(['send', 'OpenWallet', 'tenant=own', 'wallet=bob', 'operationId=o2', 'currency=EUR'])
    assert.match((await of.run(['watch', 'tenant-own-wallet-commands', '--once'])).stdout, 'own/bob')
    assert.is((await of.run(['watch', 'wallet-commands', '--once'])).stdout, '')
    assert.match((await of.run(['tenants', 'list'])).stdout, 'own, 2 partitions')
    assert.is((await of.run(['tenants', 'put', 'own', '--currency', 'JPY:0'])).stdout,
      'tenant own is changed, at revision 2\n')
    const moved = join(of.folder, 'moved.json')
    writeFileSync(moved, JSON.stringify({ tenant: 'own', currencies: [{ code: 'EUR', exponent: 2 }] }))
    assert.is((await of.run(['tenants', 'put', '--file', moved])).stderr,
      'wallets: ownTopics: they are chosen with the first row, and stay\n')
  } finally {
    of.close()
  }
})

test.run()
