import { randomUUID } from 'node:crypto'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { applyWanted } from '../../cli/apply.ts'
import { Connection } from '../../cli/connection.ts'
import { Currencies } from '../../cli/currencies.ts'
import { describeLimits } from '../../cli/describe-limits.ts'
import type { LimitView } from '../../cli/limits-view.ts'
import type { OpenedLog } from '../../cli/open-log.ts'
import { readLimits } from '../../cli/read-limits.ts'
import { parseRows } from '../../cli/row-file.ts'
import { systemClock } from '../../runtime/clock.ts'
import { deploy } from '../../runtime/deployment.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { silent } from '../../runtime/logger.ts'
import { wantedTopics } from '../../runtime/topics.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import type { Plain, Tenant, WalletCommand } from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'
import { Domain } from '../processors/domain.ts'
import { readProjectFile } from '../processors/project.ts'
import { tablesOf, usualAt } from '../support/given.ts'
import { outgoing } from '../support/outgoing.ts'
import { policyOf, providerOf } from '../support/plans.ts'

const page = readProjectFile('docs/limits.md')
const hour = 60 * 60_000

/** The tenant of the page: its limits, and where it is. */
function demo(limits: string): Plain<Tenant> {
  const currencies = '[{"code":"EUR","exponent":2}]'
  const row = `{"tenant":"demo","currencies":${currencies},"timeZone":"Europe/Berlin","limits":[${limits}]}`
  const [input] = parseRows(new Codec(schemas), 'tenants', row)
  return { ...input!.content, revision: 1, stopped: '' } as Plain<Tenant>
}

const [, example = ''] = /```json\n([^`]*)```/.exec(page)!
const tenant = demo(example.trim().split('\n').join(','))

const connections: Connection[] = []
test.after(async () => { for (const connection of connections) await connection.close() })

/** Alice gets money, pays some of it out, gets some of that back, and wants too much. */
function life(): Domain {
  const domain = new Domain(tablesOf({ tenants: [tenant], providers: [{ ...providerOf('swift'), tenant: 'demo' }] }))
  const alice = { tenant: 'demo', wallet: 'alice' }
  const withdrawal = {
    ...alice, type: 'CreateWithdrawal', provider: 'swift', destination: 'tok', currency: 'EUR', method: '', party: '',
    scheduledAt: 0, quote: '', destinationId: ''
  } as const
  const send = (operationId: string, command: object): void => {
    domain.send({ ...alice, operationId, ...command } as WalletCommand)
    domain.settle('wallets')
  }
  send('o', { type: 'OpenWallet', currency: 'EUR', party: '', identity: '' })
  send('d', { type: 'CreateDeposit', source: 'bank', amount: 5_000_00n, currency: 'EUR', deposit: '' })
  send('w-1', { ...withdrawal, withdrawal: 'w-1', amount: 1_200_00n })
  send('w-2', { ...withdrawal, withdrawal: 'w-2', amount: 250_00n })
  send('w-2/fail', { type: 'FailWithdrawal', withdrawal: 'w-2', reason: 'no_route_found' })
  send('w-3', { ...withdrawal, withdrawal: 'w-3', amount: 3_800_01n })
  return domain
}

/** A deployment whose changelog has the events of a life. */
async function deploymentOf({ walletEvents }: Domain, row = tenant): Promise<Connection> {
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
  const opened: OpenedLog = { log, registry: undefined, prefix: '', logger: silent }
  await applyWanted(opened, wantedTopics(deploy(topology, { prefix: '', partitions: 2 }), ''))
  const connection = await Connection.over(opened)
  connections.push(connection)
  const { topics } = connection.topology
  await log.append([
    outgoing(topics['tenants']!, connection.codec, { type: 'Tenant', ...row }),
    ...walletEvents.map(event => outgoing(topics['walletChangelog']!, connection.codec, event))
  ])
  return connection
}

const alice = { tenant: 'demo', wallet: 'alice' }

test('docs/limits.md shows what is printed', async () => {
  const connection = await deploymentOf(life())
  const view = await readLimits(connection, alice, usualAt)
  const printed = describeLimits(view, await Currencies.read(connection)).map(line => `    ${line}`)
  const shown = page.split('\n').filter(line => line.startsWith('    ') && !line.startsWith('    wallets '))
  assert.equal(shown, printed)
})

test('what was used by a revision is what had been used at its time', async () => {
  const connection = await deploymentOf(life())
  const usedAt = async (revision?: number, now = usualAt): Promise<readonly unknown[]> => {
    const { limits, revision: found } = await readLimits(connection, alice, now, revision)
    return [found, ...limits.flatMap(({ used, left, spendable }) => [used, left, spendable])]
  }
  const none = undefined
  assert.equal(await usedAt(1), [1, 0n, 999_999n, 0n, 0n, 500_000n, none, 0n, 5n, none])
  assert.equal(await usedAt(2), [2, 500_000n, 499_999n, 490_000n, 0n, 500_000n, none, 0n, 5n, none])
  assert.equal(await usedAt(4), [4, 500_000n, 499_999n, 345_000n, 145_000n, 355_000n, none, 2n, 3n, none])
  for (const revision of [5, 6, undefined]) {
    assert.equal(await usedAt(revision),
      [revision ?? 6, 500_000n, 499_999n, 370_000n, 120_000n, 380_000n, none, 1n, 4n, none])
  }
  assert.equal(await usedAt(4, usualAt + 1_000 * hour), await usedAt(4), 'whatever time it is now')
})

test('a period is over where the tenant is, and then nothing of it is used', async () => {
  const connection = await deploymentOf(life())
  const midnight = Date.parse('2023-11-14T23:00:00Z')
  const { limits: [, daily, weekly] } = await readLimits(connection, alice, midnight - 1)
  assert.equal([daily!.used, daily!.period], [120_000n,
    { period: 'day', startsAt: midnight - 24 * hour, endsAt: midnight }])
  assert.equal(weekly!.period, {
    period: 'week', startsAt: Date.parse('2023-11-12T23:00:00Z'), endsAt: Date.parse('2023-11-19T23:00:00Z')
  })
  const { limits: [, next, same] } = await readLimits(connection, alice, midnight)
  assert.equal([next!.used, next!.left, next!.period!.startsAt, same!.used], [0n, 500_000n, midnight, 1n])
})

test('limits of others are none of the wallet\'s, and what is passed leaves nothing', async () => {
  const limits = [
    policyOf({ limit: 'of-bob', wallets: ['bob'], upper: { value: 1n, isInclusive: true } }),
    policyOf({ limit: 'single', lower: { value: 1n, isInclusive: false }, upper: { value: 9n, isInclusive: false } }),
    policyOf({ limit: 'little', measure: 'balance', upper: { value: 9n, isInclusive: false } }),
    policyOf({ limit: 'much', measure: 'balance', lower: { value: 1_000_000n, isInclusive: true } }),
    policyOf({ limit: 'few', measure: 'turnover', upper: { value: 1n, isInclusive: true } })
  ]
  const connection = await deploymentOf(life(), { ...tenant, limits })
  const view = await readLimits(connection, alice, usualAt)
  const lefts = view.limits.map(({ limit, left, spendable }: LimitView) => [limit, left, spendable])
  assert.equal(lefts, [['single', undefined, undefined], ['little', 0n, undefined], ['much', undefined, 0n],
    ['few', 0n, undefined]])
  const lines = describeLimits(view, await Currencies.read(connection)).slice(2)
  assert.equal(lines.map(line => line.trim().replace(/ {2,}/g, ' | ')), [
    'single | amount | more than 0.01 EUR and less than 0.09 EUR | - | - | -',
    'little | balance | less than 0.09 EUR | 5000.00 EUR | 0.00 EUR | -',
    'much | balance | at least 10000.00 EUR | - | 0.00 EUR out | -',
    'few | turnover per day | at most 0.01 EUR | 6200.00 EUR | 0.00 EUR | 2023-11-14 23:00:00.000'
  ])

  const without = await deploymentOf(life(), { ...tenant, limits: [policyOf({ currency: 'JPY' })] })
  const none = describeLimits(await readLimits(without, alice, usualAt), await Currencies.read(without))
  assert.equal(none, ['demo/alice, at revision 6', '  no limits'])
})

for (const [because, id, revision] of [
  ['there is no tenant acme', { tenant: 'acme', wallet: 'alice' }, undefined],
  ['there is no wallet demo/bob', { tenant: 'demo', wallet: 'bob' }, undefined],
  ['there is no wallet demo/bob', { tenant: 'demo', wallet: 'bob' }, 1],
  ['wallet demo/alice is at revision 6, there is no 7', alice, 7]
] as const) {
  test(`says that ${because}${revision === undefined ? '' : ` at revision ${revision}`}`, async () => {
    const connection = await deploymentOf(life())
    let message = ''
    await readLimits(connection, id, usualAt, revision).catch((error: Error) => { message = error.message })
    assert.is(message, because)
  })
}

test.run()
