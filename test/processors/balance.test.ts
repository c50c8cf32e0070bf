import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import {
  available, balanceOf, credit, empty, hold, isEmpty, mayCredit, post, postedMax, release
} from '../../processors/balance.ts'
import type { Balance } from '../../processors/balance.ts'

const test = suite('balance')

/** Every balance that can be, the extremes among them. */
const balances = fc.tuple(fc.bigInt({ min: 0n, max: postedMax }), fc.bigInt({ min: 0n, max: postedMax }))
  .map(([one, other]): Balance => one >= other ? { posted: one, held: other } : { posted: other, held: one })
const amounts = fc.oneof(fc.bigInt({ min: 1n, max: 100n }), fc.bigInt({ min: 1n, max: postedMax }))

function sound({ posted, held }: Balance): boolean {
  return held >= 0n && posted >= held && posted <= postedMax
}

test('does what was asked about, and nothing that was denied', () => {
  fc.assert(fc.property(balances, amounts, (balance, amount) => {
    if (mayCredit({ ...balance, incoming: 0n }, amount)) assert.ok(sound(credit(balance, amount)))
    else assert.throws(() => credit(balance, amount), /fit a long/)

    if (amount <= available(balance)) assert.ok(sound(hold(balance, amount)))
    else assert.throws(() => hold(balance, amount), /cover held/)

    for (const settle of [post, release]) {
      if (amount <= balance.held) assert.ok(sound(settle(balance, amount)))
      else assert.throws(() => settle(balance, amount), /negative/)
    }
  }), { seed: 11, numRuns: 1000 })
})

test('gives back exactly what it held', () => {
  fc.assert(fc.property(balances, amounts, (balance, amount) => {
    fc.pre(amount <= available(balance))
    assert.equal(release(hold(balance, amount), amount), balance)
  }), { seed: 12 })
})

test('takes from what may be spent once, when it is held', () => {
  fc.assert(fc.property(balances, amounts, (balance, amount) => {
    fc.pre(amount <= available(balance))
    const held = hold(balance, amount)
    assert.is(available(held), available(balance) - amount)
    assert.is(available(post(held, amount)), available(held))
    assert.is(post(held, amount).posted, balance.posted - amount)
  }), { seed: 13 })
})

test('is empty only when nothing is posted and nothing held', () => {
  fc.assert(fc.property(balances, balance => {
    assert.is(isEmpty(balance), balance.posted === 0n && balance.held === 0n)
  }), { seed: 14 })
  assert.ok(isEmpty(empty))
})

test('knows no amount below one', () => {
  for (const change of [credit, hold, post, release]) {
    for (const amount of [0n, -1n]) assert.throws(() => change({ posted: 5n, held: 3n }, amount), /positive/)
  }
})

test('copies the two numbers and nothing else', () => {
  assert.equal(balanceOf({ posted: 2n, held: 1n, status: 'open' } as Balance), { posted: 2n, held: 1n })
})

test.run()
