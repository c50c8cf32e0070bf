/** Sources of small test files with one fault each; `uvu` is what they import it as. */
export const examples = {
  passing: (uvu: string): string => `
import { test } from '${uvu}'
test('one', () => {})
test('two', () => {})
test.run()
`,
  failing: (uvu: string): string => `
import { test } from '${uvu}'
test('one', () => {})
test('two', () => { throw new Error('on purpose') })
test.run()
`,
  skipping: (uvu: string): string => `
import { test } from '${uvu}'
test('one', () => {})
test.skip('two', () => {})
test.skip('three', () => {})
test.run()
`,
  singling: (uvu: string): string => `
import { test } from '${uvu}'
test.only('one', () => {})
test('two', () => {})
test.run()
`,
  neverRun: (uvu: string): string => `
import { test } from '${uvu}'
test('one', () => {})
// test.run()
`,
  oneSuiteNeverRun: (uvu: string): string => `
import { suite } from '${uvu}'
const first = suite('first')
const second = suite<{ a: number }>('second')
first('one', () => {})
second('two', () => {})
first.run()
`,
  namelessSuite: (uvu: string): string => `
import { suite as group } from '${uvu}'
addTests(group('first'))
`,
  throwingHook: (uvu: string): string => `
import { test } from '${uvu}'
test.before(() => { throw new Error('on purpose') })
test('one', () => {})
test('two', () => {})
test.run()
`,
  lateTests: (uvu: string): string => `
import { suite } from '${uvu}'
const first = suite('first')
first('one', () => {})
first.run()
await new Promise(resolve => setTimeout(resolve, 50))
const second = suite('second')
second('two', () => {})
second.run()
`,
  exiting: (uvu: string): string => `
import { test } from '${uvu}'
test('one', () => {})
test.run()
process.on('exit', () => { process.exitCode = 3 })
`,
  crashing: (): string => `
throw new Error('on purpose')
`,
  hanging: (uvu: string): string => `
import { test } from '${uvu}'
test('one', () => {})
test.run()
setInterval(() => {}, 1000)
`,
  leaving: (uvu: string): string => `
import { spawn } from 'node:child_process'
import { test } from '${uvu}'
test('one', () => {
  const child = spawn('sleep', ['60'], { stdio: 'inherit' })
  console.log('left behind: ' + child.pid)
  child.unref()
})
test.run()
`
} as const
