import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import {
  decodeClaim, decodeShare, encodeClaim, encodeShare, share, type Claim
} from '../../../../runtime/log/kafka/task-assigner.ts'

const partitions = fc.integer({ min: 0, max: 40 })
const claims = fc.uniqueArray(fc.record({
  memberId: fc.string({ minLength: 1, maxLength: 8 }),
  owned: fc.uniqueArray(fc.integer({ min: -2, max: 45 }), { maxLength: 40 }),
  generation: fc.integer({ min: -1, max: 5 })
}), { selector: ({ memberId }) => memberId, minLength: 1, maxLength: 10 })

test('every partition has one owner, and shares differ by one at most', () => {
  fc.assert(fc.property(partitions, claims, (partitions, claims) => {
    const shares = share(partitions, claims)
    assert.equal([...shares.keys()].sort(), claims.map(({ memberId }) => memberId).sort())
    const all = [...shares.values()].flat().sort((left, right) => left - right)
    assert.equal(all, Array.from({ length: partitions }, (_, partition) => partition))
    const sizes = [...shares.values()].map(({ length }) => length)
    assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1)
  }))
})

test('the order of members does not matter', () => {
  const shuffled = claims.chain(claims =>
    fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })))
  fc.assert(fc.property(partitions, shuffled, (partitions, [claims, others]) => {
    assert.equal(sorted(share(partitions, claims)), sorted(share(partitions, others)))
  }))
})

test('nothing moves when nothing changed', () => {
  fc.assert(fc.property(partitions, claims, (partitions, claims) => {
    const before = share(partitions, claims)
    assert.equal(sorted(share(partitions, holding(before))), sorted(before))
  }))
})

test('when a member comes, the others keep what they have up to the new share', () => {
  fc.assert(fc.property(partitions, claims, (partitions, claims) => {
    const before = share(partitions, claims)
    const comer = { memberId: 'a member with a long name', owned: [], generation: -1 }
    const after = share(partitions, [...holding(before), comer])
    for (const [memberId, owned] of before) {
      assert.ok(after.get(memberId)!.every(partition => owned.includes(partition)))
    }
  }))
})

test('when a member goes, the others keep all they have', () => {
  fc.assert(fc.property(partitions, claims.filter(({ length }) => length > 1), (partitions, claims) => {
    const before = share(partitions, claims)
    const after = share(partitions, holding(before).slice(1))
    for (const [memberId, now] of after) assert.ok(before.get(memberId)!.every(partition => now.includes(partition)))
  }))
})

test('of two that claim a partition the one of the later generation keeps it', () => {
  for (const [later, earlier] of [['a', 'b'], ['b', 'a']] as const) {
    const shares = share(3, [
      { memberId: earlier, owned: [0, 1], generation: 3 }, { memberId: later, owned: [1, 2], generation: 4 }
    ])
    assert.equal(shares.get(later), [1, 2])
    assert.equal(shares.get(earlier), [0])
  }
})

test('claims and shares survive the wire', () => {
  const claim = { memberId: 'm', owned: [3, 0, 70_000], generation: 12 }
  assert.equal(decodeClaim('m', encodeClaim('topic', claim)), claim)
  assert.equal(decodeShare('topic', encodeShare('topic', [5, 2])), [2, 5])
  assert.equal(decodeShare('topic', Buffer.alloc(0)), [])
})

/** The claims of members that got these shares. */
function holding(shares: ReadonlyMap<string, readonly number[]>): Claim[] {
  return [...shares].map(([memberId, owned]) => ({ memberId, owned, generation: 9 }))
}

function sorted(shares: ReadonlyMap<string, readonly number[]>): unknown {
  return [...shares].map(([memberId, owned]) => [memberId, owned.toSorted((left, right) => left - right)]).sort()
}

test.run()
