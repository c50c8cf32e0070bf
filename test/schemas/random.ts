/** Bytes that look random and are the same in every run: Marsaglia's xorshift. */
export function randomBytes(seed: number): (length: number) => Buffer {
  let state = seed * 0x9e3779b1 | 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 8 & 0xff
  }
  return length => Buffer.from(Array.from({ length }, next))
}
