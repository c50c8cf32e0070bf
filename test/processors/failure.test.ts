import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { isTransient, matchesFailure } from '../../processors/failure.ts'
import { tenantOf } from '../support/plans.ts'

const test = suite('failures')

test('match by whole tokens from the left', () => {
  for (const [reason, token, isMatch] of [
    ['authorization_failed', 'authorization_failed', true],
    ['authorization_failed:temporarily_unavailable', 'authorization_failed', true],
    ['authorization_failed:a:b', 'authorization_failed:a', true],
    ['authorization_failed', 'authorization_failed:a', false],
    ['authorization_failed_twice', 'authorization_failed', false],
    ['authorization_failed:ab', 'authorization_failed:a', false],
    ['failed', 'authorization_failed:failed', false],
    ['x:authorization_failed', 'authorization_failed', false],
    ['', 'a', false]
  ] as const) {
    assert.is(matchesFailure(reason, [token]), isMatch, `${reason} by ${token}`)
  }
})

test('match by any of the list, and never by an empty text', () => {
  assert.ok(matchesFailure('b:c', ['a', 'b']))
  assert.not.ok(matchesFailure('b:c', []))
  for (const reason of ['', 'a', ':a']) assert.not.ok(matchesFailure(reason, ['']), reason)
})

test('are transient by the list of the tenant, or by that of the party in its place', () => {
  const tenant = tenantOf({ transientFailures: ['a'], parties: [{ party: 'bob', transientFailures: ['b'] }] })
  assert.ok(isTransient('a:x', tenant, 'alice'))
  assert.not.ok(isTransient('b', tenant, 'alice'))
  assert.ok(isTransient('b', tenant, 'bob'))
  assert.not.ok(isTransient('a:x', tenant, 'bob'), 'the list of the party replaces the other')
  assert.not.ok(isTransient('a', { ...tenant, parties: [{ party: 'bob', transientFailures: [] }] }, 'bob'))
  assert.not.ok(isTransient('a', undefined, 'alice'), 'no tenant, no list')
})

test.run()
