import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Timers } from '../../runtime/timers.ts'

const test = suite('timers')

test('gives names when their time has come, the earliest first, each once', () => {
  const timers = new Timers()
  for (const [name, time] of [['c', 30], ['a', 10], ['b', 20], ['d', 40]] as const) timers.set(name, time)
  assert.is(timers.next, 10)
  assert.equal(timers.take(9, 10), [])
  assert.equal(timers.take(30, 10), ['a', 'b', 'c'])
  assert.equal(timers.take(30, 10), [])
  assert.is(timers.next, 40)
  assert.is(timers.size, 1)
})

test('gives no more than it is asked for, and the rest later', () => {
  const timers = new Timers()
  for (let time = 0; time < 7; time++) timers.set(`at-${time}`, time)
  assert.equal(timers.take(100, 3), ['at-0', 'at-1', 'at-2'])
  assert.equal(timers.take(100, 3), ['at-3', 'at-4', 'at-5'])
  assert.equal(timers.take(100, 3), ['at-6'])
  assert.is(timers.next, Infinity)
})

test('a name has one time, the last that was set', () => {
  const timers = new Timers()
  timers.set('sooner', 50)
  timers.set('sooner', 5)
  timers.set('later', 1)
  timers.set('later', 60)
  timers.set('back', 7)
  timers.set('back', 70)
  timers.set('back', 7)
  assert.is(timers.next, 5)
  assert.equal(timers.take(55, 10), ['sooner', 'back'])
  assert.equal(timers.take(100, 10), ['later'])
})

test('what was deleted does not come, unless it is set again', () => {
  const timers = new Timers()
  timers.set('gone', 1)
  timers.set('again', 2)
  for (const name of ['gone', 'again', 'never there']) timers.delete(name)
  assert.is(timers.next, Infinity)
  timers.set('again', 2)
  assert.equal(timers.take(10, 10), ['again'])
  assert.equal(timers.take(10, 10), [])
})

type Step =
  | { readonly set: string, readonly time: number }
  | { readonly delete: string }
  | { readonly take: number, readonly max: number }

test('random steps come to what a sorted list says', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const time = fc.nat(20)
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ set: name, time }) },
    fc.record({ delete: name }),
    fc.record({ take: time, max: fc.nat(3) }))
  fc.assert(fc.property(fc.array(step, { maxLength: 80 }), steps => {
    const timers = new Timers()
    const model = new Map<string, number>()
    for (const each of steps) {
      if ('set' in each) {
        timers.set(each.set, each.time)
        model.set(each.set, each.time)
      } else if ('delete' in each) {
        timers.delete(each.delete)
        model.delete(each.delete)
      } else {
        const due = [...model.values()].filter(at => at <= each.take).sort((left, right) => left - right)
        const taken = timers.take(each.take, each.max)
        // Those of the same time come in any order.
        assert.equal(taken.map(taken => model.get(taken)), due.slice(0, each.max))
        for (const gone of taken) model.delete(gone)
      }
      assert.is(timers.size, model.size)
      assert.is(timers.next, Math.min(Infinity, ...model.values()))
    }
  }), { seed: 1, numRuns: 2_000 })
})

test('times that are set again and again do not pile up', () => {
  const timers = new Timers()
  for (let round = 0; round < 200_000; round++) timers.set(`name-${round % 10}`, round)
  assert.is(timers.size, 10)
  assert.is(timers.next, 199_990)
  assert.is(timers.take(Infinity, 100).length, 10)
})

test.run()
