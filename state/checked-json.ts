import { RunningDigest } from './digest.ts'

/** JSON that knows whether it is what was written: a flipped digit is as good a number as the right one. */
export function toCheckedJson(value: object): string {
  return JSON.stringify({ value, hash: hash(JSON.stringify(value)) })
}

/** @throws Error when it is not what was written */
export function fromCheckedJson<Value extends object>(text: string): Value {
  const { value, hash: expected } = (JSON.parse(text) ?? {}) as { value?: Value, hash?: string }
  if (value === undefined || hash(JSON.stringify(value)) !== expected) throw new Error('differs from its hash')
  return value
}

function hash(text: string): string {
  const digest = new RunningDigest()
  digest.add('', Buffer.from(text))
  return digest.value().sum
}
