import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { encodeBare } from '../../schemas/codec.ts'
import { avroType } from '../../schemas/avro.ts'
import { decimals, int64 } from './arbitrary.ts'
import { codecOf } from './codecs.ts'

const test = suite('money')

const schema = {
  type: 'record', name: 'Purse', fields: [
    { name: 'amount', type: { type: 'long', logicalType: 'minor-units' } },
    { name: 'owner', type: 'string' }
  ]
} as const
const codec = codecOf(schema)
const type = avroType({ type: 'long', logicalType: 'minor-units' })

/** Where one way of writing ends and the next begins, and where varints grow by a byte. */
const borders = [0n, ...Array.from({ length: 63 }, (_, bit) => 2n ** BigInt(bit)), int64.max]
const around = [
  ...new Set(borders.flatMap(border => [border - 1n, border, border + 1n, -border - 1n, -border, -border + 1n]))
].filter(amount => amount >= int64.min && amount <= int64.max)

test('every amount of int64 is written as Avro says and read back exactly', () => {
  fc.assert(fc.property(fc.bigInt(int64), amount => roundTrips(amount)), { seed: 5, numRuns: 3_000 })
})

test('amounts of any size are, from one byte to ten', () => {
  const sized = fc
    .tuple(fc.integer({ min: 0, max: 63 }), fc.bigInt(int64))
    .map(([bits, amount]) => amount >> BigInt(bits))
  const lengths = new Set<number>()
  fc.assert(fc.property(sized, amount => {
    roundTrips(amount)
    lengths.add(encodeBare(type, amount).length)
  }), { seed: 6, numRuns: 3_000 })
  assert.is(lengths.size, 10)
})

test('amounts at every border are: the largest, the smallest, and where plain numbers end', () => {
  assert.ok(around.length > 300, `${around.length} amounts`)
  for (const border of [2n ** 47n, 2n ** 48n, 2n ** 49n, 2n ** 53n, int64.max, int64.min])
    assert.ok(around.includes(border))
  for (const amount of around) roundTrips(amount)
})

test('a record after the amount is read from the right place', () => {
  for (const amount of around) {
    const record = { type: 'Purse', amount, owner: 'alice' }
    assert.equal(codec.decode('topic', codec.encode('topic', record)), { record })
  }
})

test('an amount that int64 does not hold is refused before it is written', () => {
  for (const amount of [int64.max + 1n, int64.min - 1n, 2n ** 64n, -(2n ** 64n), 10n ** 30n]) {
    assert.throws(() => codec.encode('topic', { type: 'Purse', amount, owner: 'alice' }), `${amount}`)
  }
})

test('an amount that is no bigint is refused before it is written', () => {
  for (const amount of [0, 1, 1.5, NaN, Infinity, -0, '1', null, undefined, true, {}, [1n]]) {
    assert.throws(() => codec.encode('topic', { type: 'Purse', amount, owner: 'alice' }), String(amount))
  }
})

test('a long that claims more than ten bytes is undecodable, whatever it would be', () => {
  for (const length of [10, 11, 100, 20_000]) {
    for (const byte of [0x80, 0xff]) {
      assert.equal(
        decodeAmount(Buffer.concat([Buffer.alloc(length, byte), Buffer.from([0])])),
        undecodable,
        `${length} ${byte}`
      )
    }
  }
})

test('a long of ten bytes and more than 64 bits is undecodable', () => {
  for (const last of [2, 3, 0x7f]) {
    assert.equal(decodeAmount(Buffer.concat([Buffer.alloc(9, 0xff), Buffer.from([last])])), undecodable, `${last}`)
  }
  const whole = Buffer.concat([Buffer.alloc(9, 0xff), Buffer.from([1])])
  assert.equal(decodeAmount(whole), { record: { type: 'Purse', amount: int64.min, owner: 'alice' } })
})

test('an amount as a default is exact too', () => {
  const before = { ...schema, fields: [schema.fields[1]] }
  const after = { ...schema, fields: [schema.fields[1], { ...schema.fields[0], default: 7 }] }
  const reader = codecOf(after)
  reader.learn('topic', 2, before)
  const old = codecOf(before)
  old.learn('topic', 2, before)
  const bytes = old.encode('topic', { type: 'Purse', owner: 'alice' })
  assert.equal(reader.decode('topic', bytes), { record: { type: 'Purse', owner: 'alice', amount: 7n } })
})

test('an int that became an amount is read as one', () => {
  const before = codecOf({ ...schema, fields: [{ name: 'amount', type: 'int' }, schema.fields[1]] } as never)
  const reader = codecOf(schema)
  reader.learn('topic', 1, { ...schema, fields: [{ name: 'amount', type: 'int' }, schema.fields[1]] })
  const bytes = before.encode('topic', { type: 'Purse', amount: -3, owner: 'alice' })
  assert.equal(reader.decode('topic', bytes), { record: { type: 'Purse', amount: -3n, owner: 'alice' } })
})

const total = avroType({ type: 'bytes', logicalType: 'decimal', precision: 38, scale: 0 })

test('a sum of amounts is written as Avro says, in as few bytes as it needs, and read back exactly', () => {
  for (const [sum, hex] of [
    [0n, '0200'], [1n, '0201'], [127n, '027f'], [128n, '040080'], [-1n, '02ff'],
    [-128n, '0280'], [-129n, '04ff7f'], [int64.max + 1n, '12008000000000000000']
  ] as const) {
    assert.is(encodeBare(total, sum).toString('hex'), hex, `${sum}`)
  }
  fc.assert(fc.property(fc.bigInt(decimals), sum => {
    assert.is(total.fromBuffer(encodeBare(total, sum)), sum)
  }), { seed: 7, numRuns: 3_000 })
  for (const sum of [decimals.min, decimals.max]) assert.is(total.fromBuffer(encodeBare(total, sum)), sum)
})

test('a sum of more digits than there are is refused before it is written, and one of more bytes is no sum', () => {
  for (const sum of [decimals.max + 1n, decimals.min - 1n, 1, '1', null]) {
    assert.throws(() => encodeBare(total, sum), String(sum))
  }
  for (const bytes of [Buffer.from([0]), Buffer.concat([Buffer.from([34]), Buffer.alloc(17)])]) {
    assert.throws(() => total.fromBuffer(bytes), bytes.toString('hex'))
  }
})

test('a decimal of another precision, or with a fraction, is no schema of ours', () => {
  for (const other of [{ precision: 20, scale: 0 }, { precision: 38, scale: 2 }, {}]) {
    assert.throws(() => avroType({ type: 'bytes', logicalType: 'decimal', ...other }), /38 digits/)
  }
})

test.run()

const undecodable = { unreadable: 'undecodable' } as const

function roundTrips(amount: bigint): void {
  const bytes = encodeBare(type, amount)
  assert.is(bytes.toString('hex'), varint(amount), `${amount}`)
  assert.is(type.fromBuffer(bytes), amount)
}

/** Avro's own words: zig-zag, then seven bits a byte, the low ones first. */
function varint(amount: bigint): string {
  let rest = BigInt.asUintN(64, (amount << 1n) ^ (amount >> 63n))
  let hex = ''
  for (; rest > 0x7fn; rest >>= 7n) hex += (rest & 0x7fn | 0x80n).toString(16)
  return hex + rest.toString(16).padStart(2, '0')
}

function decodeAmount(bytes: Buffer): unknown {
  return codec.decode('topic', Buffer.concat([Buffer.from([0, 0, 0, 0, 1]), bytes, Buffer.from('\x0aalice')]))
}
