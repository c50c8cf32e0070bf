import { parseArgs } from 'node:util'
import { failureOf } from './report.ts'
import { none, sabotages, type Sabotage } from './sabotage.ts'
import { simulate } from './simulation.ts'
import { Trace } from './trace.ts'

const usage = `Runs the service on a simulated log, where everything goes wrong that can.

  npm run simulate -- [--seed S] [--runs N] [--verbose] [--sabotage NAME]

  --seed S         the first seed (default 1)
  --runs N         how many seeds, one after the other, until one fails (default 1000)
  --verbose        prints every step of the run that fails; of a single run in any case
  --sabotage NAME  puts a mistake into the service, to see it noticed:
${Object.keys(sabotages).map(name => `                   '${name}'\n`).join('')}`

interface Options {
  readonly first: number
  readonly runs: number
  readonly verbose: boolean
  readonly sabotage: string | undefined
}

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
  const isValid = Number.isSafeInteger(first) && first >= 0 && Number.isSafeInteger(runs) && sabotage !== undefined
  if (values.help || !isValid) {
    print(usage)
    return values.help ? 0 : 2
  }
  return await run({ first, runs, verbose: values.verbose, sabotage: values.sabotage }, sabotage)
}

async function run({ first, runs, verbose, sabotage: name }: Options, sabotage: Sabotage): Promise<number> {
  const start = performance.now()
  let steps = 0
  for (let seed = first; seed < first + runs; seed++) {
    const result = await simulate(seed, sabotage)
    steps += result.steps
    const failed = result.violations.length > 0
    if (verbose && (failed || runs === 1)) print(await traceOf(seed, sabotage))
    if (failed) {
      print(failureOf(result, name))
      return 1
    }
  }
  const seconds = (performance.now() - start) / 1_000
  print(`${runs} runs from seed ${first}: all invariants hold (${steps} steps, ${seconds.toFixed(1)} s)`)
  return 0
}

async function traceOf(seed: number, sabotage: Sabotage): Promise<string> {
  const { lines } = await simulate(seed, sabotage, Trace.recorded())
  return lines.join('\n')
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

process.exitCode = await main()
