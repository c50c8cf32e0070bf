import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

import { privateKeyFrom } from '../runtime/hpke.ts'
import { createKeyPair } from '../runtime/vault.ts'
import { CommandFailure } from './exit-codes.ts'

/**
 * Writes a new private key, in PEM as OpenSSL has it, for its owner's eyes. Never over a file that is there: what was
 * encrypted to that one could not be read any more.
 *
 * @returns the public key, in base64. @throws CommandFailure
 */
export async function createKeyFile(path: string): Promise<string> {
  const { publicKey, privateKey } = createKeyPair()
  const pem = privateKeyFrom(privateKey).export({ format: 'pem', type: 'pkcs8' })
  try {
    await writeFile(path, pem, { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new CommandFailure(2, `${path} is there already, and a key is never written over`)
    throw new CommandFailure(2, `${path} cannot be written: ${code}`)
  }
  return publicKey.toString('base64')
}

/** @throws CommandFailure */
export async function readKeyFile(path: string): Promise<KeyObject> {
  const text = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(2, `${path} cannot be read: ${error.code}`)
  })
  const key = privateKeyOf(text)
  if (key?.asymmetricKeyType !== 'x25519') {
    throw new CommandFailure(2, `${path} is no private key of X25519 in PEM, or it needs a passphrase`)
  }
  return key
}

function privateKeyOf(text: Buffer): KeyObject | undefined {
  try {
    return createPrivateKey(text)
  } catch {
    return undefined
  }
}
