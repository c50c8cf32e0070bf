import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Contradiction } from '../../runtime/contradiction.ts'
import { actionFor, type Action } from '../../runtime/errors.ts'
import { LogError, type LogErrorCode } from '../../runtime/log/log.ts'
import { StoreError } from '../../state/store.ts'

const test = suite('what a task does about an error')

const logErrors: Readonly<Record<LogErrorCode, Action>> = {
  FENCED: 'confirm',
  UNAVAILABLE: 'reopen',
  ACKS_MISMATCH: 'reopen',
  CLOSED: 'reopen',
  OFFSET_OUT_OF_RANGE: 'stop',
  CORRUPT: 'stop',
  REJECTED: 'stop'
}

const storeErrors: Readonly<Record<StoreError['code'], Action>> = {
  CORRUPT: 'reopen',
  CLOSED: 'reopen',
  LOCKED: 'reopen',
  FAILED: 'reopen',
  FOREIGN: 'stop',
  NEWER: 'stop'
}

for (const [code, action] of Object.entries(logErrors)) {
  test(`the log's ${code}: ${action}`, () =>
    assert.is(actionFor(new LogError(code as LogErrorCode, 'it says')), action))
}

for (const [code, action] of Object.entries(storeErrors)) {
  test(`the store's ${code}: ${action}`, () =>
    assert.is(actionFor(new StoreError(code as StoreError['code'], 'it says')), action))
}

test('a contradiction: stop', () => assert.is(actionFor(new Contradiction('a gap')), 'stop'))

test('whatever else is thrown is a mistake of ours: stop', () => {
  for (const thrown of [
    new Error('a rule'),
    new TypeError('a type'),
    'a text',
    undefined,
    null,
    { code: 'UNAVAILABLE' }
  ]) {
    assert.is(actionFor(thrown), 'stop', String(thrown))
  }
})

test.run()
