import { cpSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { timeOf } from '../../cli/time-option.ts'
import { projectRoot } from '../../scripts/cluster/root.ts'
import { fromCheckedJson } from '../../state/checked-json.ts'
import { LevelStores } from '../../state/level-store.ts'
import type { StoreIdentity } from '../../state/store.ts'
import { readProjectFile } from '../processors/project.ts'
import { lines, records, Workplace } from './process.ts'

const test = suite('wallets replay')
const workplace = new Workplace({ WALLETS_LOG_LEVEL: 'warn' })
const place = (...path: readonly string[]): string => join(workplace.folder, ...path)
test.before(async () => {
  await workplace.run(['run'], { input: readFileSync(`${projectRoot()}/examples/money.ndjson`, 'utf8') })
})
test.after(() => workplace.close())

test('rebuilds what the service has, and the service goes on with it', async () => {
  const { code, stdout } = await workplace.run(['replay', 'rebuilt', '--compare', 'data'])
  assert.is(code, 0)
  assert.ok(lines(stdout).length >= 3, stdout)
  for (const line of lines(stdout)) assert.match(line, /^[a-z]+-\d at \d+: \d+ rows, [0-9a-f]{16}, the same in data$/)
  const again = await workplace.run(['replay', 'rebuilt'])
  assert.equal([again.code, again.stdout], [0, stdout.replaceAll(', the same in data', '')])

  cpSync(place('data'), place('lost'), { recursive: true })
  rmSync(place('lost', 'state'), { recursive: true })
  renameSync(place('rebuilt', 'state'), place('lost', 'state'))
  const environment = { WALLETS_DATA: 'lost', WALLETS_LOG_LEVEL: 'info' }
  const { stderr } = await workplace.run(['run'], { environment })
  const restored = records(stderr).filter(({ msg }) => msg === 'task.restored')
  assert.ok(restored.length > 0)
  for (const { from, to } of restored) assert.is(from, to)
  assert.not.match(stderr, 'store.rebuilt')
})

test('finds the row that differs, in whichever store it is', async () => {
  const [changed] = records((await workplace.run(['replay', 'whole', '--json'])).stdout)
  const folder = changed!['store'] as string
  cpSync(place('data'), place('wrong'), { recursive: true })
  const stores = new LevelStores(place('wrong', 'state'))
  const identity = readFileSync(place('wrong', 'state', folder, 'identity.json'), 'utf8')
  const store = await stores.open(fromCheckedJson<StoreIdentity>(identity))
  const [key] = await firstRow(store)
  await store.apply(new Map([[key, Buffer.from('other')]]), store.checkpoint()!)
  await store.close()
  const { code, stdout } = await workplace.run(['replay', 'compared', '--compare', 'wrong'])
  assert.is(code, 1)
  const wrong = lines(stdout).filter(line => !line.endsWith(', the same in wrong'))
  assert.is(wrong.length, 2, stdout)
  assert.match(wrong[0]!, new RegExp(`^${folder} at \\d+: .*, 1 rows differ in wrong$`))
  assert.is(wrong[1], `  ${key.replaceAll('\0', ' ')}`)
})

test('goes as far as it is told, and never back', async () => {
  const one = ['replay', 'until', '--processor', 'wallets', '--partition', '2']
  assert.match((await workplace.run([...one, '--until-offset', '3'])).stdout, /^wallets-2 at 3: /)
  const [back, many, beyond, early] = await Promise.all([
    workplace.run([...one, '--until-offset', '2'], { environment: { WALLETS_DATA: place('data') } }),
    workplace.run(['replay', 'x', '--until-offset', '2'], { environment: copyOf('many') }),
    workplace.run([...one, '--until-offset', '999999'], { environment: copyOf('beyond') }),
    workplace.run(['replay', 'early', '--until', '2001-01-01'], { environment: copyOf('early-data') })
  ])
  assert.equal([back!.code, back!.stderr],
    [1, 'wallets: wallets-2 in until is at 3 already, beyond 2: give another folder\n'])
  assert.is(many!.code, 2)
  assert.equal([beyond!.code, /^wallets: wallet-changelog\/2 ends at \d+\n$/.test(beyond!.stderr)], [1, true])
  assert.is(early!.code, 0)
  for (const line of lines(early!.stdout)) assert.match(line, / at 0: 0 rows, 0000000000000000$/)
})

test('prints lines like those in docs/history.md', () => {
  const shown = [...readProjectFile('docs/history.md').matchAll(/^ {4}(wallets-\d .*)$/gm)].map(([, line]) => line!)
  assert.is(shown.length, 2)
  for (const line of shown) {
    assert.match(line, /^wallets-2 at \d+: \d+ rows, [0-9a-f]{16}(, 1 rows differ in data)?$/)
  }
})

test('times are in UTC unless they say otherwise, and exist', () => {
  const noon = Date.UTC(2026, 2, 1, 12)
  for (const text of ['2026-03-01T12:00:00Z', '2026-03-01 12:00', '2026-03-01T13:00:00.000+01:00']) {
    assert.is(timeOf(text), noon, text)
  }
  assert.is(timeOf('2026-03-01'), noon - 12 * 3_600_000)
  for (const text of ['2026-02-30', 'yesterday', '2026-03-01T25:00Z', '1', '', '2026-03-01+01:00']) {
    assert.throws(() => timeOf(text), /a time is expected/, text)
  }
})

test.run()

/** The embedded log is of one process at a time. */
function copyOf(name: string): { readonly WALLETS_DATA: string } {
  cpSync(place('data'), place(name), { recursive: true })
  return { WALLETS_DATA: name }
}

async function firstRow(store: Awaited<ReturnType<LevelStores['open']>>): Promise<readonly [string, Buffer]> {
  for await (const [first] of store.scan()) if (first !== undefined) return first
  throw new Error('it has no row')
}
