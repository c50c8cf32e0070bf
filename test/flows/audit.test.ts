import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { MoneyAudit, moneyKinds } from '../../cli/money-audit.ts'
import { audit, type AuditResult } from '../../runtime/audit/audit.ts'
import { engineKinds } from '../../runtime/audit/finding.ts'
import { opened } from '../runtime/counter-world.ts'
import { World } from '../support/world.ts'
import { AnyClient, configure } from './any-client.ts'
import { Damage } from './audit-damage.ts'
import { busyHistory, type History } from './audit-history.ts'
import { moneyPlants } from './audit-planted-money.ts'
import { enginePlants } from './audit-planted.ts'
import { closeWorlds } from './wallets-world.ts'

const test = suite('an audit')

const plants = { ...enginePlants, ...moneyPlants }

let history: History
let clean: Damage

test.before(async () => {
  history = await busyHistory()
  clean = new Damage(history.log, history.world.codec)
})
test.after(() => history.world.stop())
test.after.each(closeWorlds)

async function audited({ log }: Damage): Promise<AuditResult> {
  const { topology, schemas, tables } = history
  return audit({ log, topology, schemas, tables, prefix: '', sleep: async () => {}, inspector: new MoneyAudit() })
}

test('finds nothing in what this service has written', async () => {
  const { findings, events, keys } = await audited(clean)
  assert.equal(findings, [])
  assert.ok(events > 800, `${events} events`)
  assert.ok(keys > 20, `${keys} keys`)
  const types = new Set(clean.all('wallet-changelog').map(({ event }) => event.type))
  for (const type of [
    'BatchCompleted', 'CreditAdjusted', 'DepositAdjusted', 'DepositRepaired', 'DepositReverted', 'HoldPosted',
    'OperationRefused', 'RecordDeadLettered', 'TransferCompleted', 'TransferFailed', 'WithdrawalCompleted',
    'WithdrawalFailed'
  ]) assert.ok(types.has(type), type)
})

test('finds nothing where commands and dead letters have expired', async () => {
  let expired = clean
  for (const topic of ['wallet-commands', 'party-commands', 'account-commands', 'wallet-commands-dead-letters',
    'provider-acme-invoice-requests', 'provider-acme-invoice-paid', 'verifier-idly-results', 'withdrawal-commands']) {
    for (const partition of [0, 1]) {
      expired = expired.rewrite(topic, partition, ({ start, end, records }) => {
        const kept = records.slice(Math.ceil(records.length / 2))
        return { start: kept[0]?.offset ?? (end > 0 ? end : start), end, records: kept }
      })
    }
  }
  assert.equal((await audited(expired)).findings, [])
})

test('finds nothing while the service is at work', async () => {
  const world = opened(await World.create({ ids: { providers: ['acme'], verifiers: ['idly'] } }))
  await configure(world, 'one')
  const { topology, schemas, tables } = await world.start()
  const client = new AnyClient('one', 5)
  for (const [to, record] of client.first()) await world.send(to, record)
  let isBehind = false
  for (let round = 0; round < 10; round++) {
    for (let count = 0; count < 30; count++) await world.send(...client.next())
    const { findings, events } = await audit({
      log: world.log, topology, schemas, tables, prefix: '', sleep: async () => {}, inspector: new MoneyAudit()
    })
    assert.equal(findings, [], `after ${events} events`)
    isBehind ||= !await world.service.idle()
  }
  assert.ok(isBehind, 'there was something yet to be decided')
})

test('knows no kind of finding that is not planted below', () => {
  assert.equal(Object.keys({ ...engineKinds, ...moneyKinds }).sort(), Object.keys(plants).sort())
})

for (const [kind, all] of Object.entries(plants)) {
  for (const [name, plant] of Object.entries(all)) {
    test(`finds ${name}: ${kind}`, async () => {
      const { damage, at: { topic, partition, offset }, also = [] } = plant(clean)
      const { findings } = await audited(damage)
      const found = JSON.stringify(findings, undefined, 1)
      assert.ok(findings.some(each => each.kind === kind && each.topic === topic && each.partition === partition &&
        each.offset === offset), `${kind} at ${topic}/${partition} ${offset}, not ${found}`)
      assert.equal(findings.filter(each => each.kind !== kind && !also.includes(each.kind)), [], found)
    })
  }
}

test.run()
