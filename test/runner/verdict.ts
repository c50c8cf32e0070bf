import { stripVTControlCharacters } from 'node:util'
import type { Execution } from './execute.ts'

/** How a test file did. Whatever is not a passed test and should be one is a failure. */
export interface Verdict {
  readonly passed: number
  readonly failed: number
  /** Failures that the file's own output does not explain. */
  readonly problems: readonly string[]
}

interface Summary {
  readonly total: number
  readonly passed: number
  readonly skipped: number
}

/** Judges a test file by what its process did, and by what is wrong with its source. */
export function judge(execution: Execution, sourceProblems: readonly string[]): Verdict {
  const summaries = readSummaries(execution.output)
  const [summary] = summaries
  const problems = [...sourceProblems]
  if (execution.end === 'at the time limit') problems.push(`killed after ${Math.round(execution.ms / 1_000)} s`)
  if (summary === undefined || summary.total === 0) {
    problems.push('no test ran: is .run() missing?')
    return { passed: 0, failed: problems.length, problems }
  }
  if (summaries.length > 1) problems.push('two summaries: tests were added after the first ones had run')
  if (summary.skipped > 0) problems.push(`${summary.skipped} skipped: this project has no skipped tests`)
  // A hook that throws makes uvu pass over the suite's tests in silence, and exit with 0.
  const unpassed = summary.total - summary.passed
  if (unpassed === 0 && problems.length === 0 && execution.code !== 0) {
    problems.push(`ended with ${execution.signal ?? `code ${execution.code}`} although no test failed`)
  }
  const skips = Math.max(summary.skipped - 1, 0)
  return { passed: summary.passed, failed: unpassed + problems.length + skips, problems }
}

function readSummaries(output: string): Summary[] {
  const plain = stripVTControlCharacters(output)
  return [...plain.matchAll(/^ {2}Total: +(\d+)\n {2}Passed: +(\d+)\n {2}Skipped: +(\d+)$/gm)]
    .map(([, total, passed, skipped]) => ({ total: Number(total), passed: Number(passed), skipped: Number(skipped) }))
}
