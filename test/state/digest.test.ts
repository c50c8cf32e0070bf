import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { emptyDigest, RunningDigest, sameDigest } from '../../state/digest.ts'
import type { Digest } from '../../state/store.ts'

const test = suite('digest')

type Row = readonly [key: string, value: Uint8Array]

const row = fc.tuple(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 40 }))
const rows = fc.uniqueArray(row, { selector: ([key]) => key, maxLength: 12 })

test('of no rows is empty', () => {
  assert.equal(new RunningDigest().value(), emptyDigest)
})

test('is the same whatever the order of the rows', () => {
  const shuffled = rows.chain(list =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))
  )
  fc.assert(
    fc.property(shuffled, ([list, other]) => assert.equal(digestOf(list), digestOf(other))),
    { seed: 1 }
  )
})

test('taking rows away again gives the digest from before', () => {
  fc.assert(fc.property(rows, rows, (list, more) => {
    const before = digestOf(list)
    const running = new RunningDigest(before)
    for (const [key, value] of more) running.add(key, value)
    for (const [key, value] of [...more].reverse()) running.remove(key, value)
    assert.equal(running.value(), before)
  }), { seed: 2 })
})

test('goes on from where it stood', () => {
  fc.assert(fc.property(rows, fc.nat(12), (list, place) => {
    const running = new RunningDigest(digestOf(list.slice(0, place)))
    for (const [key, value] of list.slice(place)) running.add(key, value)
    assert.equal(running.value(), digestOf(list))
  }), { seed: 3 })
})

test('a flipped bit changes it, be it in the value or in the key', () => {
  fc.assert(fc.property(rows.filter(list => list.length > 0), fc.nat(), fc.nat(), (list, which, where) => {
    const index = which % list.length
    const [key, value] = list[index]!
    const changed: Row = value.length > 0 && where % 2 === 0 ? [key, flip(value, where)] : [flipText(key, where), value]
    const different = digestOf([...list.slice(0, index), changed, ...list.slice(index + 1)])
    assert.is(sameDigest(digestOf(list), different), false)
  }), { seed: 4, numRuns: 5_000 })
})

test('every bit of a row counts', () => {
  const value = Uint8Array.from({ length: 23 }, (_, index) => index * 11)
  const before = digestOf([['row\0acme\0alice', value]])
  for (let bit = 0; bit < value.length * 8; bit++) {
    const changed = Uint8Array.from(value, (byte, index) => index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)
    assert.is(sameDigest(before, digestOf([['row\0acme\0alice', changed]])), false, `bit ${bit}`)
  }
})

test('a byte moved from the key to the value changes it, and so does one more zero', () => {
  const a = Uint8Array.of(97)
  const none = new Uint8Array()
  const digests = [
    ['a', none],
    ['', a],
    ['a', a],
    ['aa', none],
    ['', none],
    ['', Uint8Array.of(0)],
    ['\0', none],
    ['', Uint8Array.of(0, 0)]
  ].map(each => digestOf([each as unknown as Row]).sum)
  assert.is(new Set(digests).size, digests.length)
})

test('two rows that swap their values change it', () => {
  const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)]
  assert.is(sameDigest(digestOf([['a', one], ['b', two]]), digestOf([['a', two], ['b', one]])), false)
})

test('a missing row changes it, and a row that is there twice', () => {
  const list: Row[] = [['a', Uint8Array.of(1)], ['b', Uint8Array.of(2)]]
  assert.is(sameDigest(digestOf(list), digestOf(list.slice(1))), false)
  assert.is(sameDigest(digestOf(list), digestOf([...list, list[0]!])), false)
})

test('many rows that look alike have many sums', () => {
  const sums = new Set<string>()
  for (let index = 0; index < 20_000; index++) {
    sums.add(digestOf([[`row\0acme\0wallet-${index % 200}`, Uint8Array.of(index / 200, 0, 0, 0)]]).sum)
  }
  assert.is(sums.size, 20_000)
})

test.run()

function digestOf(list: readonly Row[]): Digest {
  const running = new RunningDigest()
  for (const [key, value] of list) running.add(key, value)
  return running.value()
}

function flip(value: Uint8Array, bit: number): Uint8Array {
  const place = (bit >> 3) % value.length
  return Uint8Array.from(value, (byte, index) => index === place ? byte ^ (1 << (bit & 7)) : byte)
}

function flipText(key: string, bit: number): string {
  if (key.length === 0) return '\u0001'
  const place = (bit >> 4) % key.length
  return key.slice(0, place) + String.fromCharCode(key.charCodeAt(place) ^ (1 << (bit & 15))) + key.slice(place + 1)
}
