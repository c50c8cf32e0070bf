import { parseArgs } from 'node:util'
import { simulate, type Run } from './simulation.ts'
import { none, sabotages } from './sabotage.ts'
import { Trace } from './trace.ts'

const usage = `Runs the service on a simulated log, with everything going wrong that can.

  npm run simulate -- [--seed S] [--runs N] [--verbose] [--sabotage NAME]

  --seed S        the first seed (default 1)
  --runs N        how many seeds, one after the other (default 1000)
  --verbose       prints every step of the first seed that fails, or of the only one
  --sabotage      puts a known mistake into the engine: ${Object.keys(sabotages).map(name => `\n                    ${name}`).join('')}
`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '1000' },
      verbose: { type: 'boolean', default: false },
      sabotage: { type: 'string' },
      help: { type: 'boolean', default: false }
    }
  })
  const [first, runs] = [Number(values.seed), Number(values.runs)]
  const sabotage = values.sabotage === undefined ? none : sabotages[values.sabotage]
  if (values.help || !Number.isSafeInteger(first) || !Number.isSafeInteger(runs) || sabotage === undefined) {
    process.stdout.write(usage)
    return values.help ? 0 : 1
  }

  const start = performance.now()
  let steps = 0
  for (let seed = first; seed < first + runs; seed++) {
    const run = await simulate(seed, sabotage)
    steps += run.steps
    if (run.violations.length === 0 && !(values.verbose && runs === 1)) continue
    if (values.verbose) {
      const { lines } = await simulate(seed, sabotage, Trace.recorded())
      process.stdout.write(`${lines.join('\n')}\n`)
    }
    if (run.violations.length > 0) return report(run, values.sabotage)
  }
  const seconds = (performance.now() - start) / 1_000
  print(`${runs} runs from seed ${first}: all invariants hold (${steps} steps, ${seconds.toFixed(1)} s)`)
  return 0
}

function report({ seed, violations, steps, hash }: Run, sabotage: string | undefined): number {
  print(`seed ${seed} fails after ${steps} steps (trace ${hash}):`)
  for (const { invariant, detail } of violations.slice(0, 10)) print(`  ${invariant}: ${detail}`)
  if (violations.length > 10) print(`  and ${violations.length - 10} more`)
  const options = sabotage === undefined ? '' : ` --sabotage '${sabotage}'`
  print(`reproduce: npm run simulate -- --seed ${seed} --runs 1 --verbose${options}`)
  return 1
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

process.exitCode = await main()
