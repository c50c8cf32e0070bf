import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import {
  invalidDerivedIds, invalidDerivedPartyIds, invalidIds, invalidPartyIds, invalidTerminalIds, isId, isProviderId,
  isToken, isVerifierId
} from '../../processors/ids.ts'

const test = suite('ids')

const ids = ['a', '7', 'alice', 'Alice.B_c:d-9', '0190d3c1-2b8e-7c3a-9f00-5b1c2d3e4f50', 'x'.repeat(64)]
const noIds = [
  '', ' ', '-a', '.', '..', '_a', ':a', 'a b', 'a/b', '/', 'a\n', '\na', 'a\0', 'é', '\u0430', '𝟙', 'a%2Fb',
  '__proto__', 'x'.repeat(65), '\u202ea', 'a\u200b'
]

test('takes what is safe in keys, paths and reports', () => {
  for (const text of ids) assert.ok(isId(text), text)
  for (const text of noIds) assert.not.ok(isId(text), JSON.stringify(text))
})

test('takes a provider that can be part of a topic name', () => {
  for (const text of ['a', 'swift', 'bank-2', 'x'.repeat(64)]) assert.ok(isProviderId(text), text)
  for (const text of [...noIds, 'Swift', 'a.b', 'a_b', 'a:b']) {
    assert.not.ok(isProviderId(text), JSON.stringify(text))
  }
})

test('names the fields in a fixed order, each once', () => {
  const command = {
    destination: 'é', wallet: '', tenant: '/', source: ' ', operationId: 'a/b', withdrawal: 'a/b', provider: 'A'
  }
  assert.equal(
    invalidIds(command), ['tenant', 'wallet', 'operationId', 'source', 'withdrawal', 'provider', 'destination']
  )
  assert.equal(invalidIds({ tenant: 'acme', wallet: 'alice', operationId: 'op-1', currency: '/' }), [])
})

test('tells our operations from those of clients: no id is both', () => {
  for (const operationId of ['op-1/payout', 'paid/swift/inv 1/3000EUR/x', '/']) {
    assert.equal(invalidDerivedIds({ operationId }), [])
    assert.equal(invalidIds({ operationId }), ['operationId'])
  }
  for (const operationId of ids) {
    assert.equal(invalidDerivedIds({ operationId }), ['operationId'])
    assert.equal(invalidIds({ operationId }), [])
  }
})

test('lets a destination be any printable token', () => {
  for (const destination of ['', 'DE89 3704 0044 0532 0130 00', 'tok_1/2?3=4', 'x'.repeat(256)]) {
    assert.equal(invalidIds({ destination }), [])
  }
  for (const destination of ['\t', 'a\u007f', 'ü', 'x'.repeat(257)]) {
    assert.equal(invalidIds({ destination }), ['destination'])
  }
})

test('takes a command to a terminal only with its whole name', () => {
  const command = { tenant: 'acme', provider: 'swift', terminal: 'T.1', operationId: 'op-1/hold', wallet: 'alice' }
  assert.equal(invalidTerminalIds(command), [])
  for (const provider of noIds) assert.equal(invalidTerminalIds({ ...command, provider }), ['provider'])
  for (const terminal of noIds) assert.equal(invalidTerminalIds({ ...command, terminal }), ['terminal'])
  assert.equal(invalidDerivedIds({ ...command, provider: '', terminal: '' }), [], 'elsewhere both may be open')
})

test('takes a command to a party only with all that it names', () => {
  const names = { tenant: 'acme', party: 'p-1', identity: 'alice', challenge: 'kyc-1', destinationId: 'home' }
  assert.equal(invalidPartyIds({ ...names, operationId: 'op-1', class: '/' }), [])
  assert.equal(invalidDerivedPartyIds({ ...names, operationId: 'op-1/register', wallet: 'w', withdrawal: 'x' }), [])
  assert.equal(invalidPartyIds({ operationId: 'op-1/register' }), ['operationId'])
  assert.equal(invalidDerivedPartyIds({ operationId: 'op-1' }), ['operationId'])
  for (const text of noIds) {
    for (const field of Object.keys(names)) {
      assert.equal(invalidPartyIds({ [field]: text }), [field])
      assert.equal(invalidDerivedPartyIds({ [field]: text }), [field])
    }
    for (const field of ['wallet', 'withdrawal']) assert.equal(invalidDerivedPartyIds({ [field]: text }), [field])
  }
})

test('lets a wallet be nobody\'s, and a withdrawal name no destination', () => {
  assert.equal(invalidIds({ identity: '', destinationId: '' }), [])
  assert.equal(invalidIds({ identity: 'a b', destinationId: '/' }), ['identity', 'destinationId'])
})

test('takes a token that is printable, and a verifier that can be part of a topic name', () => {
  for (const text of ['x', ' ', 'tok_1/2?3=4', '~'.repeat(256)]) assert.ok(isToken(text), text)
  for (const text of ['', 'ü', '\n', 'x'.repeat(257)]) assert.not.ok(isToken(text), JSON.stringify(text))
  for (const text of ['a', 'checkit', 'id-2']) assert.ok(isVerifierId(text), text)
  for (const text of [...noIds, 'CheckIt', 'a.b']) assert.not.ok(isVerifierId(text), JSON.stringify(text))
})

test.run()
