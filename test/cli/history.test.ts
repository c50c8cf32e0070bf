import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Checkout, type When } from '../../cli/checkout.ts'
import { Connection } from '../../cli/connection.ts'
import { diff } from '../../cli/diff.ts'
import { CommandFailure } from '../../cli/exit-codes.ts'
import { Histories, historyStores } from '../../cli/histories.ts'
import { toJson } from '../../cli/json.ts'
import { kinds, thingOf } from '../../cli/kinds.ts'
import { referencesOf } from '../../cli/references.ts'
import { withReplayContext } from '../../cli/replay.ts'
import { readConfig } from '../../runtime/config.ts'
import { silent } from '../../runtime/logger.ts'
import { readProjectFile } from '../processors/project.ts'
import { lines, ndjson, Workplace, type Ran } from './process.ts'

/** What docs/history.md says of `wallets checkout` and `wallets diff`, on the examples that it names. */
const test = suite('wallets checkout and diff')
const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
const page = readProjectFile('docs/history.md')
const run = (command: string): Promise<Ran> => workplace.run(command.split(' '))

test.before(async () => {
  for (const [, example] of page.matchAll(/^ {4}wallets run < (.*)$/gm)) {
    const { code } = await workplace.run(['run'], { input: readProjectFile(example!) })
    assert.is(code, 0)
  }
})
test.after(() => workplace.close())

test('print what docs/history.md shows', async () => {
  const shown = [...page.matchAll(/^ {4}wallets ((?:checkout|diff) .*)\n\n((?:(?: {4}.*)?\n)+)(?=\S)/gm)]
  assert.is(shown.length, 3)
  for (const [, command, output] of shown) {
    const { code, stdout } = await run(command!)
    assert.equal([code, timeless(stdout).trim()], [0, timeless(output!.replace(/^ {4}/gm, '')).trim()], command)
  }
})

test('of what is not there name what is', async () => {
  const cases: readonly (readonly [kind: string, name: string, when: When | undefined, code: number, why: string])[] = [
    ...['0', '-1', 'two', '7', '1e1', ''].map(revision => [
      'wallet', 'demo/alice', { revision }, 1, `demo/alice has no revision ${revision}: it is at 6`
    ] as const),
    ['wallet', 'demo/nobody', undefined, 1, 'there is no wallet demo/nobody'],
    ['withdrawal', 'demo/alice/w-1', { revision: '3' }, 1,
      'there was no withdrawal demo/alice/w-1 at revision 3 of demo/alice, which is at 6'],
    ['tenant', 'demo', { revision: '2' }, 1, 'tenant demo has no revision 2: it is at 1'],
    ['tenant', 'nobody', undefined, 1, 'there is no tenant nobody'],
    ['identity', 'shop/mia/herself', { own: '4' }, 1, 'identity shop/mia/herself has no revision 4: it is at 3'],
    ['withdrawal', 'demo/alice', undefined, 2, 'tenant/wallet/withdrawal is expected, and not demo/alice'],
    ['walet', 'demo/alice', undefined, 2, 'there is no kind walet; did you mean wallet?']
  ]
  await inProcess(async checkout => {
    for (const [kind, name, when, code, why] of cases) {
      await fails(async () => checkout.find(thingOf(kind, name), when), code, why)
    }
    await fails(() => checkout.find(thingOf('wallet', 'demo/alice'), { at: 1 }), 1, 'demo/alice began later, at 20')
    const [alice, hold] = [thingOf('wallet', 'demo/alice'), thingOf('hold', 'demo/alice/h-1')]
    await fails(() => diff(checkout, alice, '3', '2'), 2, '--from 3 is after --to 2')
    await fails(() => diff(checkout, alice, '0', '2'), 1, 'demo/alice has no revision 0: it is at 6')
    await fails(() => diff(checkout, hold, '1', undefined), 1, 'there was no hold demo/alice/h-1 at either revision')
  })
  const { code, stderr } = await run('checkout wallet demo/alice --revision 1 --at 2026-01-01')
  assert.equal([code, stderr], [2, 'wallets: give one of --revision, --at and --own-revision\n'])
})

test('are the same at a time as at its revision, and need nothing but the log', async () => {
  const alice = thingOf('wallet', 'demo/alice')
  const at5 = await inProcess(async checkout => {
    const found = await checkout.find(alice, { revision: '5' })
    assert.equal(await checkout.find(alice, { at: found.event.at }), found)
    return found
  })
  rmSync(join(workplace.folder, 'data', 'history'), { recursive: true })
  assert.equal(await inProcess(checkout => checkout.find(alice, { revision: '5' })), at5)
  assert.is((await run('replay elsewhere --history')).code, 0)
  const beside = await run('checkout wallet demo/alice --revision 5 --json --history elsewhere')
  assert.equal([beside.stderr, beside.stdout], ['', `${toJson(at5)}\n`])
})

test('an identity is found at a revision of its own: the one of its party with which it got that', async () => {
  await inProcess(async checkout => {
    const events = []
    for (const own of ['1', '2', '3']) {
      const { state, event, revision } = await checkout.find(thingOf('identity', 'shop/mia/herself'), { own })
      assert.is((state as { readonly revision: number }).revision, Number(own))
      assert.is(event.revision, revision)
      events.push(event.type)
    }
    assert.equal(events, ['IdentityCreated', 'ChallengeStarted', 'ChallengeApproved'])
  })
})

test('a row of a table is found at the revisions that it had, and operations keep to theirs', async () => {
  await run('tenants put demo --currency EUR:2 USD:2')
  await inProcess(async checkout => {
    const demo = thingOf('tenant', 'demo')
    const { changes, steps } = await diff(checkout, demo, '1', undefined)
    const told = { field: 'currencies[1].code', from: 'JPY', to: 'USD' }
    assert.equal([changes[1], steps[0]!.changes[1], steps.length], [told, told, 1])
    const withdrawal = thingOf('withdrawal', 'demo/alice/w-1')
    const references = await referencesOf(checkout, withdrawal, await checkout.find(withdrawal))
    assert.equal(references.map(({ kind, name, pinned, found }) => [kind, name, pinned, found!.head]), [
      ['tenant', 'demo', 1, 2], ['provider', 'demo/paywell', 1, 1]
    ])
    assert.equal(references[0]!.found, await checkout.find(demo, { revision: '1' }))
  })
})

test('of a tenant without a row of its own the default row counts, also when it has one by now', async () => {
  const currencies = [{ code: 'EUR', exponent: 2 }]
  const guests = { type: 'Tenant', tenant: '*', revision: 1, currencies }
  const open = { type: 'OpenWallet', tenant: 'guest', currency: 'EUR' }
  await workplace.run(['run'], { input: ndjson(guests, { ...open, wallet: 'ann', operationId: 'open-ann' }) })
  const own = { type: 'Tenant', tenant: 'guest', revision: 1, currencies }
  await workplace.run(['run'], { input: ndjson(own, { ...open, wallet: 'ben', operationId: 'open-ben' }) })
  await inProcess(async checkout => {
    for (const [wallet, tenant] of [['ann', '*'], ['ben', 'guest']] as const) {
      const thing = thingOf('wallet', `guest/${wallet}`)
      const [reference] = await referencesOf(checkout, thing, await checkout.find(thing))
      assert.equal([reference!.kind, reference!.name, reference!.found!.revision], ['tenant', tenant, 1])
    }
  })
})

test('docs/history.md lists the kinds that there are', () => {
  const rows = page.split('\n').filter(line => /^\| `\w+`.*\| `tenant|^\| `tenant`/.test(line))
  const listed = rows.flatMap(row => [...row.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, kind]) => kind!))
  assert.equal(listed.sort(), [...kinds.keys()].sort())
})

test.run()

async function inProcess<Result>(work: (checkout: Checkout) => Promise<Result>): Promise<Result> {
  const config = readConfig({ WALLETS_DATA: join(workplace.folder, 'data') })
  const connection = await Connection.open(config, silent)
  try {
    return await withReplayContext(connection, async context => {
      const stores = historyStores(config, undefined, () => {})
      const histories = new Histories({ connection, context, stores })
      try {
        return await work(new Checkout(connection, histories))
      } finally {
        await histories.close()
      }
    })
  } finally {
    await connection.close()
  }
}

async function fails(work: () => Promise<unknown>, code: number, why: string): Promise<void> {
  const error = await work().then(() => undefined, (thrown: unknown) => thrown)
  if (!(error instanceof CommandFailure)) throw error ?? new Error(`it did not fail: ${why}`)
  assert.is(error.code, code)
  assert.ok(error.message.startsWith(why), error.message)
}

/** Times and ids of invoices are those of the run, and so is how often a wallet heard of its owner. */
function timeless(text: string): string {
  return lines(text).map(line => line.trimEnd().replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}/g, 'then')
    .replace(/inv-[0-9a-f]+/g, 'inv').replace(/#\d+/g, '#').replace(/revision (9|10),/, 'revision')).join('\n')
}
