import { randomBytes, type KeyObject } from 'node:crypto'

import { KEY_BYTES, openWith, privateKeyFrom, publicKeyOf, sealTo } from './hpke.ts'
import type { Vault } from './topology.ts'

/**
 * What is sealed is one byte that says how, 1, and then HPKE (RFC 9180) with this as its `info`:
 * docs/personal-data.md has it for readers in other languages.
 */
const VERSION = Buffer.from([1])
const INFO = 'wallets personal data'

/** Bytes that nobody can foresee, and never the same twice: every seal has a key of its own. */
export type RandomSource = (bytes: number) => Uint8Array

/** Raw X25519 keys of 32 bytes. */
export interface KeyPair { readonly publicKey: Buffer, readonly privateKey: Buffer }

/** A simulation has a source of its own, which is the same in each run. */
export function vaultOf(random: RandomSource): Vault {
  const seal = (publicKey: Uint8Array, text: Uint8Array): Buffer =>
    Buffer.concat([VERSION, sealTo(publicKey, privateKeyFrom(random(KEY_BYTES)), text, INFO)])
  return {
    seal,
    createKey: recipient => {
      const { publicKey, privateKey } = createKeyPair(random)
      return { publicKey, privateKey: seal(recipient, privateKey) }
    }
  }
}

export const systemVault: Vault = vaultOf(randomBytes)

export function createKeyPair(random: RandomSource = randomBytes): KeyPair {
  const privateKey = Buffer.from(random(KEY_BYTES))
  return { publicKey: publicKeyOf(privateKeyFrom(privateKey)), privateKey }
}

/**
 * What a vault has sealed, for who has the private key. Undefined when it was sealed to another key, or is not as it
 * was.
 *
 * @throws Error when it was sealed in a way that this version does not know
 */
export function unseal(privateKey: KeyObject, sealed: Uint8Array): Buffer | undefined {
  const version = sealed[0]
  if (version !== undefined && version !== VERSION[0]) throw new Error(`sealed in a way that is not known: ${version}`)
  try {
    return openWith(privateKey, sealed.subarray(VERSION.length), INFO)
  } catch {
    return undefined
  }
}
