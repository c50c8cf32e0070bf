import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { DUE, dueMark, dueMarkParts, rowsOf, storeKey, storeKeyParts } from '../../runtime/rows.ts'
import type { Topology } from '../../runtime/topology.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas as counterSchemas, topology as counters } from './counter.ts'
import { schemas, topology as eggs } from './egg-timer.ts'

const test = suite('rows of a processor')

const hostile = fc.string({ unit: fc.constantFrom('\0', '\u0001', '\u0002', '/', '0', 'a'), maxLength: 6 })
const parts = fc.array(fc.oneof(hostile, fc.string({ unit: 'binary' })), { maxLength: 4 })
const time = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))

test('a mark tells when its row is due, which one it is, and the values of its key', () => {
  fc.assert(fc.property(time, parts, (due, key) => {
    const mark = dueMark(due, storeKey('eggs', key))
    assert.ok(mark.startsWith(DUE))
    const found = dueMarkParts(mark)
    assert.is(found.due, due)
    assert.is(found.storeRow, storeKey('eggs', key))
    assert.equal(storeKeyParts(found.storeRow), { store: 'eggs', key })
  }), { seed: 1, numRuns: 5_000 })
})

test('marks are in the order of their times', () => {
  fc.assert(fc.property(fc.array(time), times => {
    const marks = times.map(due => dueMark(due, storeKey('eggs', ['a']))).sort()
    assert.equal(marks.map(mark => dueMarkParts(mark).due), [...times].sort((left, right) => left - right))
  }), { seed: 2, numRuns: 500 })
})

test('the format tells of `due`, and is as it was for those who have none', () => {
  const formatOf = (topology: Topology, name: string, known: Readonly<Record<string, unknown>>): string =>
    rowsOf(topology, topology.processors[name]!, new Codec(known)).format
  const { due: _, ...never } = eggs.stores['eggs']!
  const [withDue, without] = [eggs, { ...eggs, stores: { eggs: never } }].map(each => formatOf(each, 'eggs', schemas))
  assert.is.not(withDue, without)
  assert.is(formatOf(counters, 'counters', counterSchemas), '[2,["counters",["counter"],' +
    '{"name":"Counter","type":"record","fields":[{"name":"total","type":"long"}]}]]')
})

test.run()
