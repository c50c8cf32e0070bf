import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Connection } from '../cli/connection.ts'
import { describeAudit } from '../cli/describe-audit.ts'
import { auditDeployment, auditKinds } from '../cli/run-audit.ts'
import { silent } from '../runtime/logger.ts'
import { Damage } from './flows/audit-damage.ts'
import { frozen } from './flows/audit-history.ts'
import { closeWorlds, createDeposit, decided, openWallet, walletsWorld } from './flows/wallets-world.ts'
import { linesOfTable, readText } from './support/transitions.ts'

const test = suite('docs/audit.md')
test.after.each(closeWorlds)

const page = readText('docs/audit.md')

test('the table of kinds is that of the code', () => {
  const listed = linesOfTable(page, '| kind | what it means |').map(([kind, doc]) => [kind!.replaceAll('`', ''), doc])
  assert.equal(listed, Object.entries(auditKinds))
})

test('the report is what an audit prints of that damage, and of none it is one line', async () => {
  const world = await walletsWorld()
  await decided(world, openWallet())
  await decided(world, createDeposit())
  await world.quiet()
  const { log, topology, schemas } = await frozen(world)
  const audited = async (damaged: object) => auditDeployment(
    new Connection({ log: damaged as never, registry: undefined, prefix: '', logger: silent }, topology, schemas))

  const clean = new Damage(log, world.codec)
  assert.equal(describeAudit(await audited(log)), ['nothing was found in 5 events of 4 keys'])
  const deposit = clean.find('wallet-changelog', event => event.type === 'DepositCompleted')
  const damaged = clean.alter(deposit, { balance: { posted: 10_500n, held: 0n } })
  const shown = /```\n([\s\S]*?)\n```/.exec(page)![1]!
  assert.equal(describeAudit(await audited(damaged.log)), shown.split('\n'))
})

test.run()
