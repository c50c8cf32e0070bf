import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { audit, type AuditResult } from '../../runtime/audit/audit.ts'
import { closeWorlds } from './counter-world.ts'
import { ShopWorld } from './shop-world.ts'
import { ask, pay, said } from './shops.ts'

const test = suite('an audit of shops')
test.after.each(closeWorlds)

async function audited({ world, log }: ShopWorld): Promise<AuditResult> {
  const { topology, schemas, tables } = world.service
  return audit({ log, topology, schemas, tables, prefix: '', sleep: async () => {} })
}

async function busyShops(): Promise<ShopWorld> {
  const shops = await ShopWorld.started()
  const home = await shops.open('big')
  for (const operation of ['o1', 'o2', 'o3', 'o1']) {
    await shops.send(home.topics['tillCommands']!, pay('big', 'front', operation, 5), ask('big', 'back', 'a1', 'first'))
    await shops.world.send('tillCommands', pay('corner', 'front', operation, 7), pay('nobody', 'front', operation, 1))
    await shops.world.quiet()
  }
  await shops.say('bank-first-answers', said('big', 'front', 'bank/1', 9), said('corner', 'front', 'bank/2', 8))
  await shops.world.quiet()
  return shops
}

test('looks at topics of those who have their own, and at what passes between these and the others', async () => {
  const shops = await busyShops()
  const { findings, events } = await audited(shops)
  assert.equal(findings, [])
  // Three payments and one by the bank with a deposit in a vault each, of two shops; a question, and three refusals.
  assert.is(events, 2 * (4 + 4) + 1 + 3)
})

test('finds what nothing has caused in topics of a shop\'s own, and where', async () => {
  const shops = await busyShops()
  const store = { type: 'Store', shop: 'big', vault: 'front', operationId: 'made/store', by: 1_000 }
  const { vaultCommands } = shops.home('big', { partitions: 3, replication: 0, commandRetentionMs: 0 }).topics
  await shops.send(vaultCommands!, store)
  await shops.world.quiet()
  const { findings } = await audited(shops)
  assert.equal(findings.map(({ kind, topic, key, detail }) => [kind, topic, key, detail]), [[
    'follow_up_orphaned', 'shop-big-vault-commands', 'big/front', 'nothing has caused Store made/store'
  ]])
})

test.run()
