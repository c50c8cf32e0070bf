import fc from 'fast-check'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { crc32c } from '../../state/crc32c.ts'

for (const [text, checksum] of [['', 0], ['a', 0xc1d04330], ['123456789', 0xe3069283]] as const) {
  test(`is the published checksum of "${text}"`, () => {
    assert.is(crc32c(Buffer.from(text), 0, text.length), checksum)
  })
}

test('is that of the published 32 byte patterns', () => {
  assert.is(crc32c(Buffer.alloc(32), 0, 32), 0x8a9136aa)
  assert.is(crc32c(Buffer.alloc(32, 255), 0, 32), 0x62a8ab43)
  assert.is(crc32c(Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 0, 32), 0x46dd794e)
})

test('is that of the bit by bit definition, whatever the length and the place', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(20), fc.nat(20), (bytes, before, after) => {
    const buffer = Buffer.concat([Buffer.alloc(before, 1), bytes, Buffer.alloc(after, 2)])
    assert.is(crc32c(buffer, before, before + bytes.length), bitwise(bytes))
  }))
})

function bitwise(bytes: Uint8Array): number {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ 0x82f63b78 : crc >>> 1
  }
  return ~crc >>> 0
}

test.run()
