import type { Flat, Variant } from '../schemas/record.ts'

/**
 * A fingerprint tells whether a command with a known operation id is the same command, and if not, which fields
 * differ. Eight bytes decide; four bytes for each field only name the difference. A field at its default adds
 * nothing, so a repeat sent by a client with a newer schema is still a repeat.
 *
 * It is in an event, which is for ever, and whoever guesses a value can hash it. So of a field that is personal it has
 * one byte: whoever guesses a phone number is told that of 256 one may be right. A repeat is still a repeat; a field
 * with another value is taken for the same in one of 256 cases.
 */
const DECISION_BYTES = 8
const FIELD_BYTES = 4

/** @param personal names of fields */
export function fingerprint(variant: Variant, record: Flat, personal: ReadonlySet<string> = noFields): Buffer {
  const hints: number[] = []
  let low = hash('type', variant.name, LOW_SEED)
  let high = hash('type', variant.name, HIGH_SEED)
  for (const field of variant.bodyFields) {
    let text = valueText(record[field.name])
    if (text === defaultText(field)) continue
    if (personal.has(field.name)) text = oneByte(field.name, text)
    const lane = hash(field.name, text, LOW_SEED)
    low = (low + lane) >>> 0
    high = (high + hash(field.name, text, HIGH_SEED)) >>> 0
    hints.push(hintName(field.name), lane & 0xffff)
  }
  const bytes = Buffer.allocUnsafe(DECISION_BYTES + hints.length * 2)
  bytes.writeUInt32LE(low, 0)
  bytes.writeUInt32LE(high, 4)
  for (let index = 0; index < hints.length; index++) bytes.writeUInt16LE(hints[index]!, DECISION_BYTES + index * 2)
  return bytes
}

/** Whether two commands have the same type and parameters. */
export function sameOperation(left: Buffer, right: Buffer): boolean {
  return left.compare(right, 0, DECISION_BYTES, 0, DECISION_BYTES) === 0
}

/** Hex of the deciding bytes. */
export function decisionText(print: Buffer): string {
  return print.toString('hex', 0, DECISION_BYTES)
}

/** One half, 0 or 1, of the deciding bytes. */
export function decisionOf(print: Buffer, half: 0 | 1): number {
  return print.length < DECISION_BYTES ? 0 : print.readUInt32LE(half * 4)
}

/** The fields of `variant` in which two operations differ; `type` when it is no field of it. */
export function differingFields(variant: Variant, left: Buffer, right: Buffer): string[] {
  const [before, after] = [readHints(left), readHints(right)]
  const names = variant.bodyFields.map(field => field.name).filter(name =>
    before.get(hintName(name)) !== after.get(hintName(name)))
  return names.length > 0 ? names : ['type']
}

function readHints(print: Buffer): Map<number, number> {
  const hints = new Map<number, number>()
  for (let offset = DECISION_BYTES; offset + FIELD_BYTES <= print.length; offset += FIELD_BYTES) {
    hints.set(print.readUInt16LE(offset), print.readUInt16LE(offset + 2))
  }
  return hints
}

const hintNames = new Map<string, number>()
function hintName(name: string): number {
  let hint = hintNames.get(name)
  if (hint === undefined) hintNames.set(name, hint = hash(name, '', LOW_SEED) & 0xffff)
  return hint
}

const defaults = new WeakMap<object, string | undefined>()
function defaultText(field: Variant['bodyFields'][number]): string | undefined {
  if (defaults.has(field)) return defaults.get(field)
  const value = field.defaultValue()
  const text = value === undefined ? undefined : valueText(value)
  defaults.set(field, text)
  return text
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'bigint' || typeof value === 'number') return value.toString()
  return JSON.stringify(value, (_, part: unknown) => typeof part === 'bigint' ? part.toString() : part)
}

const noFields: ReadonlySet<string> = new Set()

/** All that a personal field adds: one of 256 texts. Without salt, or the same contact under many ids would add up. */
function oneByte(name: string, text: string): string {
  return String(hash(name, text, BYTE_SEED) & 0xff)
}

const LOW_SEED = 0x2f0b4c47
const HIGH_SEED = 0x51ed270b
const BYTE_SEED = 0x1b56c4e9

/** Two texts into 32 bits, murmur3-like. */
function hash(name: string, text: string, seed: number): number {
  let lane = seed
  for (let index = 0; index < name.length; index++) lane = mix(lane, name.charCodeAt(index))
  lane = mix(lane, 0x10000 + name.length)
  for (let index = 0; index < text.length; index++) lane = mix(lane, text.charCodeAt(index))
  lane ^= text.length
  lane = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b)
  lane = Math.imul(lane ^ (lane >>> 13), 0xc2b2ae35)
  return (lane ^ (lane >>> 16)) >>> 0
}

function mix(lane: number, unit: number): number {
  lane = Math.imul(lane ^ unit, 0xcc9e2d51)
  lane = (lane << 15) | (lane >>> 17)
  return Math.imul(lane, 5) + 0xe6546b64 | 0
}
