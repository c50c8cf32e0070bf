/**
 * The raw public key that a tenant's `personalKey` stands for; undefined when it is none. One that is of the right
 * length may still be none: there are points of the curve on which everybody agrees on the same secret. To encrypt to
 * one of them fails, and a partition must not fail for what a tenant has announced.
 */
export function publicKeyOf(personalKey: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]{43}=$/.test(personalKey)) return undefined
  const key = Buffer.from(personalKey, 'base64')
  // The last digit has two bits that do not count: of the ways to write a key we take one.
  if (key.toString('base64') !== personalKey) return undefined
  // The highest bit of a key does not count either.
  const point = Buffer.from(key)
  point[31]! &= 0x7f
  return weakPoints.has(point.toString('hex')) ? undefined : key
}

/** The points of X25519 whose order is small, in all the ways to write them. */
const weakPoints: ReadonlySet<string> = new Set([
  `00${'00'.repeat(31)}`,
  `01${'00'.repeat(31)}`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`
])
