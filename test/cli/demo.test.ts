import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { balanceProblem, eventsProblem } from '../../scripts/demo/checks.ts'
import { story } from '../../scripts/demo/story.ts'

const demo = fileURLToPath(new URL('../../scripts/demo.js', import.meta.url))
const ours = /^(KAFKA|SCHEMA|WALLETS)_/
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))

test('the demo tells its story on the embedded log, and everything comes out as it should', async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [demo], { env })
  assert.is(stderr, '')
  assert.match(stdout, 'everything came out as it should\n')
  assert.match(stdout, 'alice      open    45.00 EUR  0.00 EUR  45.00 EUR  #9')
  assert.not.match(stdout, '✗')
  for (const { title } of story) assert.match(stdout, title)
})

test('what comes out otherwise is told', () => {
  const step = { ...story[1]!, expects: ['alice WalletOpened', 'kenji WalletOpened'] }
  const opened = (wallet: string) => ({ type: 'WalletOpened', wallet })
  assert.is(eventsProblem(step, [opened('kenji'), opened('alice')]), undefined)
  assert.is(eventsProblem(step, [opened('alice')]),
    'expected alice WalletOpened, kenji WalletOpened; got alice WalletOpened')
  const view = { posted: 5n, held: 1n } as Parameters<typeof balanceProblem>[0]
  assert.is(balanceProblem(view, { posted: 5n, held: 1n }), undefined)
  assert.is(balanceProblem(view, { posted: 6n, held: 1n }), 'expected 6 posted and 1 held, got 5 and 1')
})

test.run()
