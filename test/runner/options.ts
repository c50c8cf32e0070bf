import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import type { TestFile } from './test-files.ts'

export interface RunOptions {
  readonly kinds: readonly TestFile['kind'][]
  /** Only files whose name contains this. */
  readonly only: string
  /** How many unit test files run at a time. */
  readonly jobs: number
  /** Which files' output is shown. */
  readonly show: 'failures' | 'everything'
}

const jobsDefaultMax = 4

export const usage = `npm test -- [options]: builds, and runs the tests.

  --unit          leave out test/integration, which needs a broker
  --only TEXT     only the files whose name contains TEXT
  --jobs N        run N unit test files at a time
  --verbose       show the output of files that pass as well

Integration tests use the broker and the registry of KAFKA_BROKERS and SCHEMA_REGISTRY_URL. Without KAFKA_BROKERS both
are started for the run, which takes Java and, the first time, Maven.
`

/** `undefined` where help is asked for. */
export function readOptions(args: readonly string[]): RunOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      unit: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      jobs: { type: 'string', default: String(Math.min(availableParallelism(), jobsDefaultMax)) },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false }
    }
  })
  if (values.help) return undefined
  if (!/^[1-9]\d*$/.test(values.jobs)) throw new Error(`--jobs takes a number from 1, not "${values.jobs}"`)
  return {
    kinds: values.unit ? ['unit'] : ['unit', 'integration'],
    only: values.only,
    jobs: Number(values.jobs),
    show: values.verbose ? 'everything' : 'failures'
  }
}
