import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { privateKeyFrom, publicKeyOf } from '../../runtime/hpke.ts'
import { createKeyPair, systemVault, unseal, vaultOf } from '../../runtime/vault.ts'

const test = suite('vault')

const text = Buffer.from('{"phone":"+491701234567"}')
const privateKey = privateKeyFrom(counting(0))
const publicKey = publicKeyOf(privateKey)

/** Sealed by another implementation of RFC 9180 (`@hpke/core` 1.9), with the ephemeral key 40 41 … 5f. */
const foreign = '0179a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a' +
  '15ecf9abcea99ee07253ef035ca82ad475c78759de85b568db5dc55a77199c9ef54a3cd3c6bbc0c45d'

test('seals as other implementations of the standard do, to the byte', () => {
  assert.is(publicKey.toString('hex'), '8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f')
  assert.is(Buffer.from(vaultOf(() => counting(64)).seal(publicKey, text)).toString('hex'), foreign)
  assert.equal(unseal(privateKey, Buffer.from(foreign, 'hex')), text)
})

test('what is sealed is a version, a key, the text in as many bytes as it has, and a tag', () => {
  for (const length of [0, 1, 25, 10_000]) {
    const sealed = systemVault.seal(publicKey, Buffer.alloc(length))
    assert.equal([sealed.length, sealed[0]], [1 + 32 + length + 16, 1])
    assert.equal(unseal(privateKey, sealed), Buffer.alloc(length))
  }
})

test('twice the same text is sealed differently, and without a trace of itself', () => {
  const [one, two] = [systemVault.seal(publicKey, text), systemVault.seal(publicKey, text)] as [Buffer, Buffer]
  assert.not.equal(one.subarray(1, 33), two.subarray(1, 33))
  assert.not.equal(one.subarray(33), two.subarray(33))
  assert.not.ok(one.includes('+49'))
})

test('a key comes sealed to its recipient', () => {
  const key = systemVault.createKey(publicKey)
  const raw = unseal(privateKey, key.privateKey)!
  assert.is(raw.length, 32)
  assert.equal(publicKeyOf(privateKeyFrom(raw)), key.publicKey)
  assert.equal(unseal(privateKeyFrom(raw), systemVault.seal(key.publicKey, text)), text)
  assert.not.equal(systemVault.createKey(publicKey).publicKey, key.publicKey)
})

test('nothing can be read with another key, with one byte changed, or one missing', () => {
  const sealed = Buffer.from(foreign, 'hex')
  assert.is(unseal(privateKeyFrom(createKeyPair().privateKey), sealed), undefined)
  for (let index = 1; index < sealed.length; index++) {
    const changed = Buffer.from(sealed)
    // The highest bit of a public key does not count.
    changed[index]! ^= 1
    assert.is(unseal(privateKey, changed), undefined, `byte ${index}`)
    assert.is(unseal(privateKey, sealed.subarray(0, index)), undefined, `${index} bytes`)
  }
  assert.is(unseal(privateKey, Buffer.alloc(0)), undefined)
})

test('another version is told from another key', () => {
  const sealed = Buffer.from(foreign, 'hex')
  sealed[0] = 2
  assert.throws(() => unseal(privateKey, sealed), 'sealed in a way that is not known: 2')
})

test('nothing is sealed to what is no public key', () => {
  assert.throws(() => systemVault.seal(publicKey.subarray(1), text), 'a key of 31 bytes, and not of 32')
  // A point on which everybody agrees on the same.
  assert.throws(() => systemVault.seal(Buffer.alloc(32), text))
})

test.run()

/** 32 bytes: `first`, and each one more. */
function counting(first: number): Buffer {
  return Buffer.from(Array.from({ length: 32 }, (_, index) => first + index))
}
