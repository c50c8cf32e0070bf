import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { assign, type AssignmentMember } from '../../runtime/assignment.ts'

const test = suite('assignment')

type Shares = ReadonlyMap<string, readonly number[]>

const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 8 })

/** Members that claim anything: what others claim too, twice, or what does not exist. */
const members = ids.chain(names => fc.tuple(...names.map(id =>
  fc.array(fc.integer({ min: -1, max: 20 }), { maxLength: 12 }).map(owned => ({ id, owned })))))
const partitions = fc.integer({ min: 1, max: 20 })

/** Members as an assignment leaves them. */
const settled = fc.tuple(partitions, members).map(([count, list]) => ({ count, list: membersOf(assign(count, list)) }))

test('gives every partition to exactly one member, whatever members claim', () => {
  fc.assert(fc.property(partitions, members, (count, list) => {
    const shares = assign(count, list)
    assert.equal([...shares.keys()].sort(), list.map(({ id }) => id).sort())
    assert.equal([...shares.values()].flat().sort(ascending), range(count))
  }), { seed: 1, numRuns: 1_000 })
})

test('gives no member more than one partition more than another', () => {
  fc.assert(fc.property(partitions, members, (count, list) => {
    const sizes = [...assign(count, list).values()].map(share => share.length)
    assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, `${sizes}`)
  }), { seed: 2, numRuns: 1_000 })
})

test('comes to the same result whatever the order of the members and of what they own', () => {
  const shuffled = members.chain(list =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))
  )
  fc.assert(
    fc.property(partitions, shuffled, (count, [list, other]) => {
      const reversed = other.map(({ id, owned }) => ({ id, owned: [...owned].reverse() }))
      assert.equal(sorted(assign(count, reversed)), sorted(assign(count, list)))
    }),
    { seed: 3, numRuns: 1_000 }
  )
})

test('changes nothing when nobody comes or goes', () => {
  fc.assert(fc.property(settled, ({ count, list }) => {
    assert.equal(sorted(assign(count, list)), sorted(sharesOf(list)))
  }), { seed: 4, numRuns: 500 })
})

test('moves only what a member that leaves had', () => {
  fc.assert(fc.property(settled.filter(({ list }) => list.length > 1), fc.nat(), ({ count, list }, which) => {
    const leaving = list[which % list.length]!
    const before = sharesOf(list)
    for (const [id, share] of assign(count, list.filter(member => member !== leaving))) {
      const gained = share.filter(partition => !before.get(id)!.includes(partition))
      assert.ok(before.get(id)!.every(partition => share.includes(partition)), `${id} keeps what it had`)
      assert.ok(gained.every(partition => leaving.owned.includes(partition)), `${id} gains what was left`)
    }
  }), { seed: 5, numRuns: 1_000 })
})

test('moves no more to a member that joins than its share', () => {
  fc.assert(
    fc.property(settled, ({ count, list }) => {
      const before = sharesOf(list)
      const shares = assign(count, [...list, { id: 'newcomer', owned: [] }])
      for (const [id, share] of shares) {
        if (id !== 'newcomer')
          assert.ok(
            share.every(partition => before.get(id)!.includes(partition)),
            `${id} gains nothing`
          )
      }
      assert.ok(shares.get('newcomer')!.length <= Math.ceil(count / (list.length + 1)))
    }),
    { seed: 6, numRuns: 1_000 }
  )
})

test('of fewer partitions than members leaves some without', () => {
  const shares = assign(2, ['a', 'b', 'c'].map(id => ({ id, owned: [] })))
  assert.equal(sorted(shares), [['a', [0]], ['b', [1]], ['c', []]])
})

test.run()

function membersOf(shares: Shares): AssignmentMember[] {
  return [...shares].map(([id, owned]) => ({ id, owned }))
}

function sharesOf(list: readonly AssignmentMember[]): Shares {
  return new Map(list.map(({ id, owned }) => [id, owned]))
}

function sorted(shares: Shares): (readonly [string, readonly number[]])[] {
  return [...shares]
    .map(([id, share]) => [id, [...share].sort(ascending)] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1))
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function ascending(left: number, right: number): number {
  return left - right
}
