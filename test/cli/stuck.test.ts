import { randomUUID } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { applyWanted } from '../../cli/apply.ts'
import { Connection } from '../../cli/connection.ts'
import { Currencies } from '../../cli/currencies.ts'
import { countStuck, describeStuck } from '../../cli/describe-stuck.ts'
import { readStuck, type Stuck, type StuckOptions } from '../../cli/read-stuck.ts'
import { toJson } from '../../cli/json.ts'
import { systemClock } from '../../runtime/clock.ts'
import { deploy } from '../../runtime/deployment.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { silent } from '../../runtime/logger.ts'
import { RowFold } from '../../runtime/row-fold.ts'
import { wantedTopics } from '../../runtime/topics.ts'
import { topology } from '../../topology.ts'
import { codecOfAll } from '../schemas/codecs.ts'
import { readProjectFile } from '../processors/project.ts'
import type { Domain } from '../processors/domain.ts'
import { usualAt } from '../support/given.ts'
import { outgoing } from '../support/outgoing.ts'
import { livesThatWait, livesThatWentOn, tenant } from './lives-that-wait.ts'
import { Workplace } from './process.ts'

const hour = 60 * 60_000
const currencies = new Currencies([tenant])

const test = suite('wallets stuck')

const lives = livesThatWait()
/** A log on which all of it has happened, in a deployment of a few partitions. */
let connection: Connection
test.before(async () => {
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
  const opened = { log, registry: undefined, prefix: '', logger: silent }
  await applyWanted(opened, wantedTopics(deploy(topology, { prefix: '', partitions: 3 }), ''))
  connection = await Connection.over(opened)
  for (const life of [...lives, ...livesThatWentOn()]) await write(life)
})
test.after(() => connection.close())

async function write({ walletEvents, withdrawalEvents, partyEvents }: Domain): Promise<void> {
  const { walletChangelog, withdrawalChangelog, partyChangelog } = connection.topology.topics
  for (const [topic, events] of [
    [walletChangelog!, walletEvents], [withdrawalChangelog!, withdrawalEvents], [partyChangelog!, partyEvents]
  ] as const) await connection.log.append(events.map(event => outgoing(topic, connection.codec, event)))
}

function found(options: Partial<StuckOptions> = {}): Promise<readonly Stuck[]> {
  return readStuck(connection, { now: usualAt, stuckAfterMs: () => hour, ...options })
}

test('docs/stuck.md shows what waits as it is printed', async () => {
  const [, block] = /wallets stuck --tenant demo\n\n((?: {4}.*\n)+)/.exec(readProjectFile('docs/stuck.md'))!
  assert.equal(describeStuck(await found(), currencies), block!.trimEnd().split('\n').map(each => each.slice(4)))
})

test('what has waited for less than it may is left out, and so is what is of others', async () => {
  const names = async (options: Partial<StuckOptions>) => (await found(options)).map(({ name }) => name)
  assert.equal(await names({ stuckAfterMs: () => 3 * hour }), ['demo/dora/w-1', 'demo/alice/d-1', 'demo/bob/t-1'])
  assert.equal(await names({ stuckAfterMs: () => 3 * hour + 1 }), ['demo/dora/w-1', 'demo/alice/d-1'])
  assert.equal(await names({ tenant: 'others' }), [])
  assert.is((await names({ tenant: 'demo' })).length, 9)
})

test('it tells how far it is, in records of all changelogs', async () => {
  const told: (readonly [number, number])[] = []
  await found({ onProgress: (...progress) => told.push(progress) })
  const total = [...lives, ...livesThatWentOn()].reduce((sum, { walletEvents, withdrawalEvents, partyEvents }) =>
    sum + walletEvents.length + withdrawalEvents.length + partyEvents.length, 0)
  assert.equal(told.at(-1), [total, total])
  assert.equal(told.map(([done]) => done), told.map(([done]) => done).sort((left, right) => left - right))
})

test('people are told how many of each kind', async () => {
  assert.is(countStuck([]), 'nothing is stuck')
  assert.is(countStuck(await found()),
    '9 stuck: 1 batch, 1 challenge, 1 credit, 1 deposit, 1 opening, 2 payout, 1 transfer, 1 withdrawal')
})

test('JSON has ages and amounts as numbers and texts', async () => {
  const [oldest] = await found()
  assert.equal(JSON.parse(toJson(oldest)), {
    tenant: 'demo', name: 'demo/dora/w-1', kind: 'payout', step: 'awaiting_approval', since: usualAt - 24 * hour,
    waitsFor: "an operator's approval", held: '5000', expected: '0', currency: 'EUR', ageMs: 24 * hour
  })
})

test('rows are those that the processors have, whatever has happened', () => {
  const seen = new Set<string>()
  for (const life of [...lives, ...livesThatWentOn()]) {
    for (const [name, events] of [
      ['wallets', life.walletEvents], ['withdrawals', life.withdrawalEvents], ['parties', life.partyEvents]
    ] as const) {
      const fold = new RowFold(topology, topology.processors[name], codecOfAll())
      for (const event of events) fold.add(event)
      const folded = [...fold.all()].filter(({ store }) => store !== 'rates')
        .map(({ store, key, row }) => [`${store} ${key.join('/')}`, row] as const)
      const stores = topology.processors[name].stores.filter(store => store !== 'rates')
      const expected = stores.flatMap(store =>
        [...life.rows[store]].map(([key, row]) => [`${store} ${key}`, row] as const))
      assert.equal(textOf(folded), textOf(expected))
      for (const [row] of folded) seen.add(row.split(' ')[0]!)
    }
  }
  assert.equal([...seen].sort(), ['batches', 'challenges', 'credits', 'deposits', 'holds', 'identities', 'parties',
    'payouts', 'transfers', 'wallets', 'withdrawals'])
})

test('an event that is missing is an error, and not another state', () => {
  const [life] = lives
  const fold = new RowFold(topology, topology.processors.wallets, codecOfAll())
  const [first, , third] = life!.walletEvents
  fold.add(first!)
  assert.throws(() => fold.add(third!), /is at revision 1, and 3 comes next/)
})

const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
test.after(() => workplace.close())

test('the command line lists it, and ends with 1 if it is told to', async () => {
  const head = { tenant: 'demo', wallet: 'alice' }
  const input = [
    { type: 'Tenant', tenant: 'demo', revision: 1, currencies: [{ code: 'EUR', exponent: 2 }] },
    { type: 'Source', tenant: 'demo', source: 'payroll', revision: 1, isAuthorized: false, waitMs: 0 },
    { type: 'OpenWallet', ...head, operationId: 'o-1', currency: 'EUR' },
    { type: 'CreateDeposit', ...head, operationId: 'o-2', source: 'payroll', amount: 1, currency: 'EUR', deposit: 'd' }
  ].map(each => `${JSON.stringify(each)}\n`).join('')
  await workplace.run(['run'], { input })
  assert.equal(await workplace.run(['stuck', '--fail-if-any']), { code: 0, stdout: '', stderr: 'nothing is stuck\n' })
  const { code, stdout, stderr } = await workplace.run(['stuck', '--older-than', '1ms', '--fail-if-any', '--json'])
  assert.equal([code, stderr], [1, 'wallets: 1 stuck: 1 deposit\n'])
  assert.is((JSON.parse(stdout) as { readonly name: string }).name, 'demo/alice/d')
})

test.run()

/** Rows by name, however their fields are ordered. */
function textOf(rows: readonly (readonly [name: string, row: object])[]): readonly string[] {
  return rows.map(([name, row]) => `${name} ${toJson(inOrder(row))}`).sort()
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  const fields = Object.entries(value).filter(([field]) => field !== 'type').sort()
  return Object.fromEntries(fields.map(([field, each]) => [field, inOrder(each)]))
}
