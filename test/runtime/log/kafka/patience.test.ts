import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { persist, within } from '../../../../runtime/log/kafka/patience.ts'
import { LogError } from '../../../../runtime/log/log.ts'

const never = new Promise<never>(() => {})

async function failureOf(promise: Promise<unknown>): Promise<LogError> {
  const failure = await promise.then(() => undefined, (failure: unknown) => failure)
  assert.instance(failure, LogError)
  return failure as LogError
}

test('waits for work that is done in time', async () => {
  assert.is(await within(100, 'work', Promise.resolve(7)), 7)
})

test('does not wait for work that is not', async () => {
  const { code, message } = await failureOf(within(20, 'work', never))
  assert.is(code, 'UNAVAILABLE')
  assert.match(message, 'work: no answer in 20 ms')
})

test('repeats what may be repeated until it succeeds', async () => {
  let attempts = 0
  assert.is(await persist(1_000, 'work', () => true, async () => {
    if (++attempts < 4) throw new Error('not yet')
    return 'done'
  }), 'done')
  assert.is(attempts, 4)
})

test('does not repeat what may not be', async () => {
  let attempts = 0
  const failure = await failureOf(persist(1_000, 'work', () => false, async () => {
    attempts++
    throw new Error('no')
  }))
  assert.is(attempts, 1)
  assert.match(failure.message, 'work: no')
})

test('gives the last reason when the time is up', async () => {
  const { message } = await failureOf(persist(30, 'work', () => true, async () => { throw new Error('still not') }))
  assert.match(message, 'still not')
})

test('ends when the time is up, also inside an attempt', async () => {
  assert.is((await failureOf(persist(20, 'work', () => true, () => never))).code, 'UNAVAILABLE')
})

test.run()
