import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { publicKeyOf } from '../../processors/personal-key.ts'
import { createKeyPair, systemVault } from '../../runtime/vault.ts'
import { RandomBytes } from '../support/random-bytes.ts'

const weak = [
  `00${'00'.repeat(31)}`, `01${'00'.repeat(31)}`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  `ec${'ff'.repeat(30)}7f`, `ed${'ff'.repeat(30)}7f`, `ee${'ff'.repeat(30)}7f`
].map(hex => Buffer.from(hex, 'hex'))

test('is the bytes of a public key in base64', () => {
  for (let nth = 0; nth < 20; nth++) {
    const { publicKey } = createKeyPair()
    assert.equal(publicKeyOf(publicKey.toString('base64')), publicKey)
  }
})

test('is none that the vault could not encrypt to', () => {
  for (const point of weak) {
    for (const highest of [0, 0x80]) {
      const key = Buffer.from(point)
      key[31]! |= highest
      assert.throws(() => systemVault.seal(key, Buffer.from('text')))
      assert.is(publicKeyOf(key.toString('base64')), undefined, key.toString('hex'))
    }
  }
})

test('any other 32 bytes are one that the vault can encrypt to', () => {
  const random = new RandomBytes(1)
  for (let nth = 0; nth < 200; nth++) {
    const key = random.bytes(32)
    assert.equal(publicKeyOf(key.toString('base64')), key)
    systemVault.seal(key, Buffer.from('text'))
  }
})

for (const [what, text] of [
  ['nothing', ''],
  ['31 bytes', Buffer.alloc(31, 5).toString('base64')],
  ['33 bytes', Buffer.alloc(33, 5).toString('base64')],
  ['base64 for addresses', Buffer.alloc(32, 0xfb).toString('base64url')],
  ['base64 without its end', Buffer.alloc(32, 5).toString('base64').slice(0, -1)],
  ['another way to write the same', Buffer.alloc(32, 5).toString('base64').replace(/U=$/, 'V=')],
  ['hex', '05'.repeat(32)],
  ['a line break at the end', `${Buffer.alloc(32, 5).toString('base64')}\n`]
] as const) {
  test(`is none: ${what}`, () => assert.is(publicKeyOf(text), undefined))
}

test.run()
