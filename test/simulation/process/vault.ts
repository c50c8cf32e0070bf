import type { Vault } from '../../../runtime/topology.ts'
import type { Random } from '../random.ts'

const KEY_BYTES = 32

/** It encrypts nothing that anybody could not undo, and what it writes shows no text all the same. */
export function simulatedVault(random: Random): Vault {
  return {
    createKey: recipient => {
      const privateKey = Buffer.from(Array.from({ length: KEY_BYTES }, () => random.between(1, 255)))
      return { publicKey: publicKeyOf(privateKey), privateKey: masked(recipient, privateKey) }
    },
    seal: masked
  }
}

/** What only its owner should have. */
export function opened(privateKey: Uint8Array, sealed: Uint8Array): Buffer {
  return masked(publicKeyOf(privateKey), sealed)
}

export function publicKeyOf(privateKey: Uint8Array): Buffer {
  return Buffer.from(privateKey).reverse()
}

/** Twice by one key, and it is as before. */
export function masked(key: Uint8Array, text: Uint8Array): Buffer {
  return Buffer.from(text.map((byte, index) => byte ^ key[index % key.length]! ^ 0x80))
}
