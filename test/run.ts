import { existsSync, readFileSync } from 'node:fs'
import { startCluster } from '../scripts/cluster.ts'
import { projectRoot } from '../scripts/cluster/root.ts'
import { execute } from './runner/execute.ts'
import { readOptions, usage, type RunOptions } from './runner/options.ts'
import { suiteProblems } from './runner/suites.ts'
import { findTestFiles, type TestFile } from './runner/test-files.ts'
import { judge, type Verdict } from './runner/verdict.ts'

const fileLimitMs = 10 * 60_000

type Environment = Readonly<Record<string, string>>

/** Runs all tests asked for; ends with the number that failed. */
async function main(options: RunOptions): Promise<number> {
  const files = findTestFiles(projectRoot())
    .filter(file => options.kinds.includes(file.kind) && file.name.includes(options.only))
  const unit = await runFiles(files.filter(file => file.kind === 'unit'), options.jobs, {}, options.show)
  const integration = await runIntegration(files.filter(file => file.kind === 'integration'), options.show)
  const verdicts = [...unit, ...integration]
  if (verdicts.length === 0) verdicts.push(failure('no test file has such a name'))
  const passed = verdicts.reduce((sum, verdict) => sum + verdict.passed, 0)
  const failed = verdicts.reduce((sum, verdict) => sum + verdict.failed, 0)
  print(`${passed} passed, ${failed} failed`)
  return failed
}

/** One at a time: they share a broker, and time what they wait for. */
async function runIntegration(files: readonly TestFile[], show: RunOptions['show']): Promise<Verdict[]> {
  if (files.length === 0) return []
  if (process.env['KAFKA_BROKERS']) {
    if (process.env['SCHEMA_REGISTRY_URL']) return await runFiles(files, 1, {}, show)
    return files.map(() => failure('KAFKA_BROKERS is set and SCHEMA_REGISTRY_URL is not: set both or none'))
  }
  const start = performance.now()
  try {
    const cluster = await startCluster()
    print(`      a broker and a registry of our own  (${seconds(performance.now() - start)})`)
    try {
      return await runFiles(files, 1, { ...cluster.environment }, show)
    } finally {
      await cluster.stop()
    }
  } catch (error) {
    print(`FAIL  the integration tests have no broker: ${error instanceof Error ? error.message : String(error)}`)
    return files.map(file => ({ passed: 0, failed: 1, problems: [`${file.name} did not run`] }))
  }
}

async function runFiles(
  files: readonly TestFile[], jobs: number, environment: Environment, show: RunOptions['show']
): Promise<Verdict[]> {
  const waiting = [...files]
  const verdicts: Verdict[] = []
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      verdicts.push(await runFile(file, environment, show))
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, files.length) }, work))
  return verdicts
}

async function runFile(file: TestFile, environment: Environment, show: RunOptions['show']): Promise<Verdict> {
  if (!existsSync(file.compiled)) return failure(`${file.name} is not compiled`)
  const execution = await execute(file.compiled, environment, fileLimitMs)
  const verdict = judge(execution, suiteProblems(readFileSync(file.source, 'utf8')))
  const word = verdict.failed > 0 ? 'FAIL' : 'ok  '
  if (verdict.failed > 0 || show === 'everything') print(execution.output.trimEnd())
  for (const problem of verdict.problems) print(`  ${file.name}: ${problem}`)
  const failures = verdict.failed > 0 ? `, ${verdict.failed} failed` : ''
  print(`${word}  ${file.name}  ${verdict.passed} passed${failures}  (${seconds(execution.ms)})`)
  return verdict
}

function failure(problem: string): Verdict {
  print(`FAIL  ${problem}`)
  return { passed: 0, failed: 1, problems: [problem] }
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

const options = readOptions(process.argv.slice(2))
if (options === undefined) print(usage)
else process.exitCode = await main(options) > 0 ? 1 : 0
