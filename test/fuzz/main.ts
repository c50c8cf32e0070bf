import { parseArgs } from 'node:util'

import { failureOf, play } from './fuzz.ts'

const usage = `Plays random sequences of clients, providers, operators, time and crashes against the processors.

  npm run fuzz -- [--seed S] [--sequences N] [--verbose]

  --seed S       the first seed (default: of the clock)
  --sequences N  how many seeds, one after the other, until one fails (default 100000)
  --verbose      prints every event of a single sequence
`

function main(): number {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      sequences: { type: 'string', default: '100000' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false }
    }
  })
  const [first, sequences] = [Number(values.seed), Number(values.sequences)]
  if (values.help || !Number.isSafeInteger(first) || !Number.isSafeInteger(sequences)) {
    process.stdout.write(usage)
    return values.help ? 0 : 2
  }
  process.stdout.write(`${sequences} sequences from seed ${first}\n`)
  const start = performance.now()
  for (let seed = first; seed < first + sequences; seed++) {
    const sequence = play(seed)
    if (values.verbose) process.stdout.write(`${sequence.trace.join('\n')}\n`)
    if (sequence.violations.length === 0) continue
    process.stdout.write(`${failureOf(sequence)}\n`)
    return 1
  }
  process.stdout.write(`all invariants hold (${((performance.now() - start) / 1_000).toFixed(1)} s)\n`)
  return 0
}

process.exitCode = main()
