import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SignedMessage {
  /** `t=<seconds since 1970>,v1=<hex>`, with one `v1` for each secret that the sender has. Other parts are ignored. */
  readonly header: string | undefined
  /** As it came: the signature is of these bytes, not of what they mean. */
  readonly body: Uint8Array
}

export interface SignatureRules {
  /** Any of them will do: while secrets are changed there are two. */
  readonly secrets: readonly string[]
  readonly nowS: number
  /** How far the sender's clock may be from ours. An older message may be one that somebody kept and repeats. */
  readonly toleranceS: number
}

export type SignatureVerdict = 'valid' | 'missing' | 'malformed' | 'wrong' | 'too_old' | 'too_early'

/** A header has no reason to hold more. */
const signaturesMax = 8

/** Whether a message was signed by somebody who has one of the secrets, and lately. */
export function verifySignature({ header, body }: SignedMessage, rules: SignatureRules): SignatureVerdict {
  if (header === undefined || header === '') return 'missing'
  const { timestamps, signatures } = readHeader(header)
  const [timestamp] = timestamps
  if (timestamps.length !== 1 || !/^\d{1,12}$/.test(timestamp!)) return 'malformed'
  if (signatures.length === 0 || signatures.length > signaturesMax) return 'malformed'
  if (!signatures.every(signature => /^[0-9a-f]{64}$/i.test(signature))) return 'malformed'

  const expected = rules.secrets.map(secret => signatureOf(timestamp!, body, secret))
  const given = signatures.map(signature => Buffer.from(signature, 'hex'))
  if (!given.some(one => expected.some(other => timingSafeEqual(one, other)))) return 'wrong'

  const ageS = rules.nowS - Number(timestamp)
  if (ageS > rules.toleranceS) return 'too_old'
  return ageS < -rules.toleranceS ? 'too_early' : 'valid'
}

/** The header for a message, as a provider makes it. */
export function signatureHeader(body: Uint8Array, secrets: readonly string[], nowS: number): string {
  const timestamp = String(Math.floor(nowS))
  const signatures = secrets.map(secret => `v1=${signatureOf(timestamp, body, secret).toString('hex')}`)
  return [`t=${timestamp}`, ...signatures].join(',')
}

function signatureOf(timestamp: string, body: Uint8Array, secret: string): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest()
}

interface Header { readonly timestamps: readonly string[], readonly signatures: readonly string[] }

function readHeader(header: string): Header {
  const parts = header.split(',').map(part => part.trim())
  const valuesOf = (name: string): string[] =>
    parts.filter(part => part.startsWith(`${name}=`)).map(part => part.slice(name.length + 1))
  return { timestamps: valuesOf('t'), signatures: valuesOf('v1') }
}
