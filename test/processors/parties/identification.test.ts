import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import {
  identificationAt, identificationFault, identificationTold, knownAfter, knownAt
} from '../../../processors/parties/identification.ts'
import type { Known } from '../../../processors/parties/identification.ts'
import { usualAt as now } from '../../support/given.ts'
import { day, known, unknown } from './examples.ts'

const test = suite('identification')

function approvalOf(fromLevel: number, toLevel: number, validUntil = 0): Known['approvals'][number] {
  return { challenge: `c-${fromLevel}-${toLevel}`, fromLevel, toLevel, validUntil }
}

function of(...approvals: Known['approvals']): Known {
  return { initialLevel: 0, approvals, hasExpired: false }
}

const nobody = of()
const both = of(approvalOf(0, 1, now + 2 * day), approvalOf(1, 2, now + day))

test('is none without an approval, at whatever level the class begins', () => {
  assert.equal(identificationAt(nobody, now), unknown)
  assert.equal(identificationAt({ ...nobody, initialLevel: 2 }, now), { ...unknown, level: 2, levelAfter: 2 })
})

test('follows from approvals that build on each other', () => {
  assert.equal(identificationAt(of(approvalOf(0, 1)), now), { ...known, challenge: 'c-0-1' })
  assert.equal(identificationAt(both, now), {
    level: 2, status: 'active', validUntil: now + day, levelAfter: 1, challenge: 'c-1-2'
  })
})

test('falls when the first approval expires, at that very millisecond', () => {
  assert.is(identificationAt(both, now + day - 1).level, 2)
  assert.equal(identificationAt(both, now + day), {
    level: 1, status: 'active', validUntil: now + 2 * day, levelAfter: 0, challenge: 'c-0-1'
  })
  assert.equal(identificationAt(both, now + 2 * day), { ...unknown, status: 'expired' })
})

test('loses with an approval those that were built on it', () => {
  const upside = of(approvalOf(0, 1, now + day), approvalOf(1, 2))
  assert.equal(identificationAt(upside, now), {
    level: 2, status: 'active', validUntil: now + day, levelAfter: 0, challenge: 'c-1-2'
  })
  assert.equal(identificationAt(upside, now + day), { ...unknown, status: 'expired' })
  assert.equal(knownAt(upside, now + day), { ...nobody, hasExpired: true })
})

test('is what wallets were told until they are told otherwise', () => {
  assert.equal(identificationTold(both), identificationAt(both, now))
  assert.is(identificationTold(of(approvalOf(0, 1, 1))).level, 1)
})

test('rises by an approval from the level that there is, and by no other', () => {
  assert.equal(knownAfter(nobody, approvalOf(0, 1), now), of(approvalOf(0, 1)))
  assert.equal(knownAfter(nobody, approvalOf(1, 2), now), nobody, 'from a level that is not there')
  assert.equal(knownAfter(nobody, approvalOf(0, 0), now), nobody, 'to no higher level')
  assert.equal(knownAfter(of(approvalOf(0, 2)), approvalOf(2, 1), now), of(approvalOf(0, 2)), 'to a lower one')
  assert.equal(knownAfter(of(approvalOf(0, 1)), approvalOf(0, 3), now), of(approvalOf(0, 1)), 'from a level before')
})

test('does not rise by an approval that has expired when it comes', () => {
  for (const validUntil of [now, now - 1, 1, -1]) {
    assert.equal(knownAfter(nobody, approvalOf(0, 1, validUntil), now), nobody)
  }
  assert.is(identificationAt(nobody, now).status, 'none')
})

test('counts from what is left when an approval comes after another one has expired', () => {
  const late = knownAfter(of(approvalOf(0, 1, now)), approvalOf(1, 2), now)
  assert.equal(late, { ...nobody, hasExpired: true })
  const anew = knownAfter(of(approvalOf(0, 1, now)), approvalOf(0, 2), now)
  assert.equal(anew, { ...of(approvalOf(0, 2)), hasExpired: true })
  assert.is(identificationAt(anew, now).status, 'active')
})

test('tells apart why a level is not there', () => {
  const ended = knownAt(both, now + 2 * day)
  for (const [because, identity, needed, at] of [
    [undefined, nobody, 0, now], [undefined, both, 2, now], [undefined, nobody, -1, now],
    ['identification_required', nobody, 1, now],
    ['identification_level_too_low', both, 3, now],
    ['identification_expired', both, 2, now + day], ['identification_expired', both, 1, now + 2 * day],
    ['identification_expired', ended, 1, now + 2 * day],
    ['identification_level_too_low', knownAt(both, now + day), 2, now + day]
  ] as const) assert.is(identificationFault(identity, needed, at), because, `${because} ${needed}`)
})

test.run()
