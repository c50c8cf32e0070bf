import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { execute, type Execution } from './runner/execute.ts'
import { suiteProblems } from './runner/suites.ts'
import { findTestFiles } from './runner/test-files.ts'
import { judge, type Verdict } from './runner/verdict.ts'
import { examples } from './support/runner-examples.ts'

const limitMs = 60_000
const folder = mkdtempSync(join(tmpdir(), 'wallets-runner-'))
test.after(() => rmSync(folder, { recursive: true, force: true }))

/** Runs an example as the runner would run a test file. */
async function run(example: keyof typeof examples, timeLimitMs = limitMs): Promise<Execution> {
  const file = join(folder, `${example}.mjs`)
  writeFileSync(file, examples[example](import.meta.resolve('uvu')))
  return await execute(file, {}, timeLimitMs)
}

async function verdictOf(example: keyof typeof examples): Promise<Verdict> {
  return judge(await run(example), [])
}

test('counts the tests that pass', async () => {
  assert.equal(await verdictOf('passing'), { passed: 2, failed: 0, problems: [] })
})

for (const [because, example, passed, failed] of [
  ['a test fails', 'failing', 1, 1],
  ['tests are skipped', 'skipping', 1, 2],
  ['a test is singled out, which skips the others', 'singling', 1, 1],
  ['a suite is never told to run', 'neverRun', 0, 1],
  ['a hook throws, which uvu passes over', 'throwingHook', 0, 2],
  ['tests are added after the first ones had run', 'lateTests', 1, 1],
  ['the process ends with another code', 'exiting', 1, 1],
  ['the file cannot be loaded', 'crashing', 0, 1]
] as const) {
  test(`counts a failure when ${because}`, async () => {
    const verdict = await verdictOf(example)
    assert.equal([verdict.passed, verdict.failed], [passed, failed], verdict.problems.join('; '))
  })
}

test('kills a file at its time limit and counts a failure', async () => {
  const verdict = judge(await run('hanging', 1_000), [])
  assert.equal([verdict.passed, verdict.failed], [1, 1])
  assert.match(verdict.problems.join(), /^killed after 1 s$/)
})

test('ends with a file, though the file leaves a process behind, and kills that', async () => {
  const execution = await run('leaving')
  assert.equal(judge(execution, []), { passed: 1, failed: 0, problems: [] })
  const left = Number(/left behind: (\d+)/.exec(execution.output)?.[1])
  assert.ok(await ends(left), `process ${left} is still there`)
})

test('finds suites that are never run in the source', () => {
  assert.equal(suiteProblems(examples.passing('uvu')), [])
  assert.equal(suiteProblems(examples.neverRun('uvu')), ['test.run() is missing'])
  assert.equal(suiteProblems(examples.oneSuiteNeverRun('uvu')), ['second.run() is missing'])
  assert.match(suiteProblems(examples.namelessSuite('uvu')).join(), /a suite has no name of its own/)
})

test('counts what is wrong with the source as a failure though the tests that ran passed', async () => {
  const verdict = judge(await run('passing'), ['second.run() is missing'])
  assert.equal(verdict, { passed: 2, failed: 1, problems: ['second.run() is missing'] })
})

test('finds test files by their sources, sorted, and tells integration tests apart', () => {
  const root = join(folder, 'project')
  for (const path of ['test/b.test.ts', 'test/integration/a.test.ts', 'test/support/a.ts', 'dist/test/stale.test.js']) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), '')
  }
  assert.equal(findTestFiles(root), [
    {
      name: 'test/b.test.ts', kind: 'unit',
      source: join(root, 'test/b.test.ts'), compiled: join(root, 'dist/test/b.test.js')
    },
    {
      name: 'test/integration/a.test.ts', kind: 'integration',
      source: join(root, 'test/integration/a.test.ts'), compiled: join(root, 'dist/test/integration/a.test.js')
    }
  ])
})

/** Whether a process ends within two seconds. */
async function ends(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 40; attempt++) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await delay(50)
  }
  return false
}

test.run()
