import {
  createCipheriv, createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman, type KeyObject
} from 'node:crypto'

/** Of a raw key of X25519, public or private. */
export const KEY_BYTES = 32
const TAG_BYTES = 16
const NONCE_BYTES = 12

/** The numbers that RFC 9180 gives to X25519, HKDF-SHA256 and AES-256-GCM. */
const [kem, kdf, aead] = ['0020', '0001', '0002']
const agreement = Buffer.concat([Buffer.from('KEM'), Buffer.from(kem, 'hex')])
const suite = Buffer.concat([Buffer.from('HPKE'), Buffer.from(kem + kdf + aead, 'hex')])
const baseMode = Buffer.from([0])
const nothing = Buffer.alloc(0)

/**
 * Hybrid public key encryption as in RFC 9180, base mode, one message for each agreement: X25519 ephemeral-static,
 * HKDF-SHA256, AES-256-GCM. The public part of `ephemeral` comes first, then the ciphertext with its tag.
 *
 * @param ephemeral a private key for this message alone: used twice, it gives both away
 * @param info what both sides know without saying it
 * @throws Error when `recipient` is no public key
 */
export function sealTo(recipient: Uint8Array, ephemeral: KeyObject, text: Uint8Array, info: string): Buffer {
  const encapsulated = publicKeyOf(ephemeral)
  const shared = diffieHellman({ privateKey: ephemeral, publicKey: publicKey(recipient) })
  const { secret, nonce } = schedule(shared, encapsulated, recipient, info)
  const cipher = createCipheriv('aes-256-gcm', secret, nonce)
  return Buffer.concat([encapsulated, cipher.update(text), cipher.final(), cipher.getAuthTag()])
}

/** @throws Error when it was sealed to another key, or is not as it was */
export function openWith(key: KeyObject, sealed: Uint8Array, info: string): Buffer {
  const encapsulated = sealed.subarray(0, KEY_BYTES)
  const shared = diffieHellman({ privateKey: key, publicKey: publicKey(encapsulated) })
  const { secret, nonce } = schedule(shared, encapsulated, publicKeyOf(key), info)
  const decipher = createDecipheriv('aes-256-gcm', secret, nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(KEY_BYTES, -TAG_BYTES)), decipher.final()])
}

/** The raw public key that goes with a private one: what it agrees on with the base point of the curve. */
export function publicKeyOf(privateKey: KeyObject): Buffer {
  return diffieHellman({ privateKey, publicKey: basePoint })
}

/** What stands in DER before the raw private key. */
const head = Buffer.from('302e020100300506032b656e04220420', 'hex')

/**
 * Of 32 raw bytes; any will do. Keys are made of bytes and not by `generateKeyPairSync`: in Node 20, to export one that
 * was generated can wait for ever for its own lock.
 */
export function privateKeyFrom(raw: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([head, ofKeyLength(raw)]), format: 'der', type: 'pkcs8' })
}

function publicKey(raw: Uint8Array): KeyObject {
  const x = Buffer.from(ofKeyLength(raw)).toString('base64url')
  // In DER it takes ten times as long.
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' })
}

function ofKeyLength(raw: Uint8Array): Uint8Array {
  if (raw.length !== KEY_BYTES) throw new Error(`a key of ${raw.length} bytes, and not of ${KEY_BYTES}`)
  return raw
}

function schedule(
  shared: Uint8Array, encapsulated: Uint8Array, recipient: Uint8Array, info: string
): { readonly secret: Buffer, readonly nonce: Buffer } {
  const agreed = expand(
    agreement, extract(agreement, nothing, 'eae_prk', shared), 'shared_secret',
    Buffer.concat([encapsulated, recipient]), KEY_BYTES
  )
  const context = Buffer.concat([
    baseMode, extract(suite, nothing, 'psk_id_hash', nothing), extract(suite, nothing, 'info_hash', Buffer.from(info))
  ])
  const root = extract(suite, agreed, 'secret', nothing)
  return {
    secret: expand(suite, root, 'key', context, KEY_BYTES),
    nonce: expand(suite, root, 'base_nonce', context, NONCE_BYTES)
  }
}

/** The RFC's LabeledExtract. */
function extract(id: Uint8Array, salt: Uint8Array, label: string, material: Uint8Array): Buffer {
  return createHmac('sha256', salt).update('HPKE-v1').update(id).update(label).update(material).digest()
}

/** The RFC's LabeledExpand, for what fits one block of the hash. */
function expand(id: Uint8Array, root: Uint8Array, label: string, context: Uint8Array, bytes: number): Buffer {
  return createHmac('sha256', root).update(Buffer.from([0, bytes])).update('HPKE-v1').update(id).update(label)
    .update(context).update(Buffer.from([1])).digest().subarray(0, bytes)
}

const basePoint = publicKey(Buffer.concat([Buffer.from([9]), Buffer.alloc(KEY_BYTES - 1)]))
