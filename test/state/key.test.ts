import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { messageKey, rowKey, rowKeyParts } from '../../state/key.ts'

const test = suite('keys')

/** Parts that try to be taken for others: of the characters that keys are made with, and of all. */
const hostile = fc.string({ unit: fc.constantFrom('\0', '\u0001', '\u0002', '/', 'a'), maxLength: 6 })
const parts = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 4 })

test('two lists of parts that differ have two keys, whatever the parts hold', () => {
  fc.assert(fc.property(parts, parts, (left, right) => {
    assert.is(rowKey('row', left) === rowKey('row', right), JSON.stringify(left) === JSON.stringify(right))
  }), { seed: 1, numRuns: 20_000 })
})

test('what a key was made of comes back, whatever the parts hold', () => {
  fc.assert(fc.property(parts, list => {
    assert.equal(rowKeyParts(rowKey('row', list)), { store: 'row', parts: list })
  }), { seed: 3, numRuns: 20_000 })
})

test('all lists of up to three short hostile parts have keys of their own', () => {
  const characters = ['\0', '\u0001', '\u0002', 'a']
  const texts = ['', ...characters, ...characters.flatMap(first => characters.map(second => first + second))]
  const pairs = texts.flatMap(first => texts.map(second => [first, second]))
  const lists = [
    [],
    ...texts.map(text => [text]),
    ...pairs,
    ...pairs.flatMap(pair => texts.map(text => [...pair, text]))
  ]
  assert.is(lists.length, 1 + 21 + 21 ** 2 + 21 ** 3)
  assert.is(new Set(lists.map(list => rowKey('row', list))).size, lists.length)
})

test('the same parts have the same key, and another store has another', () => {
  fc.assert(fc.property(parts, list => {
    assert.is(rowKey('row', list), rowKey('row', [...list]))
    assert.is.not(rowKey('row', list), rowKey('other', list))
  }), { seed: 2 })
})

test('keys that agree in their first parts are together: they sort by the parts', () => {
  const keys = [
    ['acme', 'bob'],
    ['acme', 'alice', 'w-2'],
    ['acme', 'alice'],
    ['acme', 'alice', 'w-1'],
    ['acme-2', 'alice']
  ]
    .map(list => rowKey('row', list))
    .sort()
  assert.equal(
    keys.map(key => key.split('\0').slice(1).join('/')),
    ['acme/alice', 'acme/alice/w-1', 'acme/alice/w-2', 'acme/bob', 'acme-2/alice']
  )
})

test('a message key is its parts joined by slashes', () => {
  assert.is(messageKey(['acme', 'alice']), 'acme/alice')
  assert.is(messageKey([]), '')
})

test.run()
