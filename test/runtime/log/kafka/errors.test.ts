import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  BrokerError, isConnectionTrouble, isLeaderMoved, leaderMayAppear, toLogError
} from '../../../../runtime/log/kafka/errors.ts'
import { LogError } from '../../../../runtime/log/log.ts'

for (const [number, code] of [
  [1, 'OFFSET_OUT_OF_RANGE'], [2, 'CORRUPT'], [3, 'REJECTED'], [6, 'UNAVAILABLE'], [7, 'UNAVAILABLE'], [10, 'REJECTED'],
  [16, 'UNAVAILABLE'], [19, 'UNAVAILABLE'], [29, 'REJECTED'], [30, 'REJECTED'], [36, 'REJECTED'], [45, 'UNAVAILABLE'],
  [47, 'FENCED'], [48, 'UNAVAILABLE'], [49, 'UNAVAILABLE'], [51, 'UNAVAILABLE'], [53, 'REJECTED'], [59, 'UNAVAILABLE'],
  [90, 'FENCED'], [120, 'UNAVAILABLE'], [9_999, 'UNAVAILABLE']
] as const) {
  const { message } = new BrokerError(number, 'doing')
  test(`${message} is ${code}`, () => {
    const error = toLogError(new BrokerError(number, 'doing'), 'doing')
    assert.is(error.code, code)
    assert.match(error.message, 'doing')
  })
}

for (const [name, code] of [
  ['KafkaJSConnectionError', 'UNAVAILABLE'], ['KafkaJSRequestTimeoutError', 'UNAVAILABLE'],
  ['TypeError', 'UNAVAILABLE'],
  ['KafkaJSSASLAuthenticationError', 'REJECTED'], ['KafkaJSServerDoesNotSupportApiKey', 'REJECTED']
] as const) {
  test(`${name} is ${code}`, () => {
    assert.is(toLogError(Object.assign(new Error('message'), { name }), 'doing').code, code)
  })
}

test('what is an error of the port stays it', () => {
  const error = new LogError('ACKS_MISMATCH', 'message')
  assert.is(toLogError(error, 'doing'), error)
})

test('an answer is never taken for a lost connection', () => {
  assert.not(isConnectionTrouble(new BrokerError(7, 'doing')))
  assert.ok(isConnectionTrouble(new Error('Closed connection')))
  assert.not(isConnectionTrouble(new LogError('CLOSED', 'closed')))
})

test('an unknown topic may appear for a moment, a moved leader always', () => {
  const mayRepeat = leaderMayAppear()
  const { now } = Date
  try {
    assert.ok(mayRepeat(new BrokerError(3, 'doing')))
    Date.now = () => now() + 10_000
    assert.not(mayRepeat(new BrokerError(3, 'doing')))
    assert.ok(mayRepeat(new BrokerError(6, 'doing')))
    assert.ok(isLeaderMoved(new BrokerError(6, 'doing')))
  } finally {
    Date.now = now
  }
})

test.run()
