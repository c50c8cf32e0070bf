import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { formatReference, parseReference } from '../../processors/withdrawals/reference.ts'

const test = suite('reference')

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/)

test('comes back as it went', () => {
  const attempts = fc.integer({ min: 1, max: 999_999 })
  fc.assert(fc.property(id, id, id, attempts, (tenant, wallet, withdrawal, attempt) => {
    const reference = { tenant, wallet, withdrawal, attempt }
    assert.equal(parseReference(formatReference(reference)), reference)
  }), { seed: 1 })
})

test('is written in one way: whatever is read is written the same', () => {
  const hostile = fc.constantFrom('', '1', '01', '1e1', '+1', ' 1')
  const part = fc.oneof(id, fc.string({ unit: 'binary', maxLength: 3 }), hostile)
  const texts = fc.array(part, { minLength: 3, maxLength: 6 }).map(parts => parts.join('/'))
  fc.assert(fc.property(texts, text => {
    const reference = parseReference(text)
    if (reference !== undefined) assert.is(formatReference(reference), text)
  }), { seed: 2, numRuns: 1000 })
})

test('is nothing else', () => {
  for (const text of [
    '', '/', '///', '////', 'acme', 'acme/alice/w-1', 'acme/alice/w-1/', 'acme/alice/w-1/0', 'acme/alice/w-1/-1',
    'acme/alice/w-1/01', 'acme/alice/w-1/1.0', 'acme/alice/w-1/1e3', 'acme/alice/w-1/0x1', 'acme/alice/w-1/ 1',
    'acme/alice/w-1/1\n', 'acme/alice/w-1/1 ', 'acme/alice/w-1/1/', 'acme/alice/w-1/1/2', '/acme/alice/w-1/1',
    'acme//w-1/1', 'acme/alice/w 1/1', 'acme/alice/w-1/1000000', 'acme/alice/w-1/١', 'acme/alice/w-1\0/1',
    'acme\\alice\\w-1\\1', 'acme/../w-1/1', `${'a'.repeat(65)}/alice/w-1/1`, 'acme/alice/__proto__/1',
    'ACME%2Falice/w/1', '/'.repeat(100_000)
  ]) assert.is(parseReference(text), undefined, JSON.stringify(text.slice(0, 50)))
})

test.run()
