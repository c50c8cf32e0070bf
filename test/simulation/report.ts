import type { Run } from './simulation.ts'

const DETAILS_MAX = 10

/** What is wrong with a run, and how to see it again. */
export function failureOf({ seed, violations, steps, hash }: Run, sabotage?: string): string {
  const rest = violations.length - DETAILS_MAX
  const options = `--seed ${seed} --runs 1 --verbose${sabotage === undefined ? '' : ` --sabotage '${sabotage}'`}`
  return [
    `seed ${seed} fails after ${steps} steps (trace ${hash}):`,
    ...violations.slice(0, DETAILS_MAX).map(({ invariant, detail }) => `  ${invariant}: ${detail}`),
    ...rest > 0 ? [`  and ${rest} more`] : [],
    `reproduce: npm run simulate -- ${options}`
  ].join('\n')
}
