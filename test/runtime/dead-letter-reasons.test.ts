import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { deadLetter } from '../../runtime/dead-letter.ts'
import { projectRoot } from '../../scripts/cluster/root.ts'

const test = suite('docs/dead-letters.md')

const page = readFileSync(join(projectRoot(), 'docs/dead-letters.md'), 'utf8')
const { symbols } = JSON.parse(readFileSync(join(projectRoot(), 'schemas/shared/DeadLetterReason.avsc'), 'utf8')) as {
  symbols: string[]
}
const reasons = symbols.filter(symbol => symbol !== 'unknown')

test('explains every reason, and no other', () => {
  const headings = [...page.slice(page.indexOf('\n## Reasons')).matchAll(/^### (\w+)$/gm)].map(match => match[1]!)
  assert.equal([...headings].sort(), [...reasons].sort())
  assert.is(new Set(headings).size, headings.length)
})

test('says of every reason what to do', () => {
  const [, ...parts] = page.slice(page.indexOf('\n## Reasons')).split(/^### /m)
  for (const part of parts) assert.match(part, /\*[^*]+\.\*\n*$/, part.slice(0, part.indexOf('\n')))
})

test('names every header', () => {
  const record = { offset: 7, key: null, value: null, headers: { trace: 'x' }, timestamp: 9 }
  const { trace, ...headers } = deadLetter('to', 'from', 1, record, 'empty').headers!
  assert.is(trace, 'x')
  const [, section] = /^## What is in it\n([\s\S]*?)^## /m.exec(page)!
  const named = [...section!.matchAll(/^\| `([\w-]+)` \|/gm)].map(match => match[1])
  assert.equal(named.sort(), Object.keys(headers).sort())
})

test('every reason is given by some test', () => {
  const sources = ['test/runtime', 'test/flows'].flatMap(folder => readdirSync(join(projectRoot(), folder))
    .filter(name => name.endsWith('.test.ts')).map(name => readFileSync(join(projectRoot(), folder, name), 'utf8')))
  for (const reason of reasons) assert.ok(sources.some(source => source.includes(`'${reason}'`)), reason)
})

test.run()
