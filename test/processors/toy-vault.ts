import type { Vault } from '../../processors/decider.ts'

/** A vault that anybody can open, and see what is in it: keys are counted, and what is sealed is only written down. */
export function toyVault(): Vault {
  let keys = 0
  return {
    createKey: recipient => {
      keys++
      return { publicKey: Buffer.alloc(32, keys), privateKey: Buffer.from([...recipient, keys]) }
    },
    seal: (publicKey, text) => Buffer.concat([publicKey, Buffer.from(text).map(byte => byte ^ mask)])
  }
}

/** What is in it, and under which key. */
export function opened(sealed: Uint8Array): { readonly key: number, readonly contact: unknown } {
  const bytes = Buffer.from(sealed)
  return { key: bytes[0]!, contact: JSON.parse(bytes.subarray(32).map(byte => byte ^ mask).toString()) }
}

const mask = 0x55
