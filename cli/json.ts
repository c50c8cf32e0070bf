import type { ArrayType, AvroType, EnumType, RecordType, UnionType } from '../schemas/avro.ts'
import { InputRefused } from './input-refused.ts'
import { didYouMean } from './nearest.ts'

/** Records may hold records of their own kind; nobody needs as many within one another as a stack can take. */
const pathLengthMax = 1_000
const pathLengthShown = 50

/**
 * JSON → a value of an Avro type, checked. Money is written as decimal text, or as a number while that is exact.
 * Bytes are base64. Messages name the field and never repeat its value: it may be somebody's.
 *
 * @throws InputRefused
 */
export function fromJson(type: AvroType, value: unknown, path: string): unknown {
  if (path.length > pathLengthMax) throw new InputRefused(`${path.slice(0, pathLengthShown)}…: nested too deeply`)
  switch (type.typeName) {
    case 'null': return value === null ? null : wrong(path, 'null')
    case 'boolean': return typeof value === 'boolean' ? value : wrong(path, 'true or false')
    case 'string': return typeof value === 'string' && !halfCharacter.test(value) ? value : wrong(path, 'a text')
    case 'int': return wholeNumber(value, path, -(2 ** 31), 2 ** 31 - 1)
    case 'long': return wholeNumber(value, path, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    case 'abstract:long' as string: return minorUnits(value, path)
    case 'logical:decimal' as string: return wholeDecimal(value, path)
    case 'float':
    case 'double': return typeof value === 'number' ? value : wrong(path, 'a number')
    case 'bytes': return typeof value === 'string' ? Buffer.from(value, 'base64') : wrong(path, 'a text in base64')
    case 'enum': return symbol(type as EnumType, value, path)
    case 'array': return items(type as ArrayType, value, path)
    case 'record': return fieldsFromJson((type as RecordType).fields, value, path)
    case 'union:unwrapped': return branch(type as UnionType, value, path)
    default: throw new Error(`${path}: ${type.typeName} has no JSON form here`)
  }
}

/** An object with these fields and no others. Those with a default may be left out. @throws InputRefused */
export function fieldsFromJson(fields: readonly JsonField[], value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(path, 'an object')
  const given = value as Readonly<Record<string, unknown>>
  const names = fields.map(({ name }) => name)
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw new InputRefused(`unknown field ${within(path, name)}${didYouMean(name, names)}`)
  }
  return Object.fromEntries(fields.map(field => [field.name, fieldFromJson(field, given, path)]))
}

export interface JsonField { readonly name: string, readonly type: AvroType, defaultValue(): unknown }

/** @throws InputRefused */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InputRefused(`not JSON: ${withoutQuotes((error as Error).message)}`)
  }
}

/** V8 quotes the text around the fault, which may be anybody's. */
function withoutQuotes(message: string): string {
  return message.replace(/,? ?\.{0,3}"[\s\S]*"\.{0,3} is not valid JSON/, '').replace(/ \(line .*\)$/, '')
}

/** A record as one line of JSON: money as decimal text, bytes as base64. */
export function toJson(record: unknown): string {
  return JSON.stringify(plain(record))
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]))
}

function fieldFromJson(field: JsonField, given: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(given, field.name)) return fromJson(field.type, given[field.name], within(path, field.name))
  const usual = field.defaultValue()
  if (usual === undefined) throw new InputRefused(`missing field ${within(path, field.name)}`)
  return usual
}

function wholeNumber(value: unknown, path: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) return wrong(path, 'a whole number')
  return value >= min && value <= max ? value : wrong(path, `a whole number from ${min} to ${max}`)
}

/** Half of a surrogate pair: it has no UTF-8, so what would be read back is another text. */
const halfCharacter = /\p{Surrogate}/u

const int64Max = 2n ** 63n - 1n
const int64Min = -(2n ** 63n)

function minorUnits(value: unknown, path: string): bigint {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new InputRefused(`${path}: as a number it has lost its last digits; write it as text: "12500"`)
  }
  const isWhole = Number.isInteger(value) || typeof value === 'string' && /^-?\d{1,20}$/.test(value)
  if (!isWhole) return wrong(path, 'a whole number of minor units (cents)')
  const units = BigInt(value as string | number)
  if (units > int64Max || units < int64Min) throw new InputRefused(`${path}: out of range; the largest is ${int64Max}`)
  return units
}

/** A sum of amounts, always as text. */
function wholeDecimal(value: unknown, path: string): bigint {
  return typeof value === 'string' && /^-?\d{1,38}$/.test(value) ? BigInt(value) : wrong(path, 'a whole number as text')
}

function symbol(type: EnumType, value: unknown, path: string): string {
  if (typeof value === 'string' && type.symbols.includes(value)) return value
  const hint = typeof value === 'string' ? didYouMean(value, type.symbols) : ''
  throw new InputRefused(`${path}: one of ${type.symbols.join(', ')} is expected${hint}`)
}

function items(type: ArrayType, value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) return wrong(path, 'a list')
  return value.map((item, index) => fromJson(type.itemsType, item, `${path}[${index}]`))
}

/** `null` and something else: all that our schemas have. */
function branch(type: UnionType, value: unknown, path: string): unknown {
  const { types } = type as unknown as { types: readonly AvroType[] }
  if (value === null && types.some(({ typeName }) => typeName === 'null')) return null
  const others = types.filter(({ typeName }) => typeName !== 'null')
  if (others.length !== 1) throw new Error(`${path}: a union of several types has no JSON form here`)
  return fromJson(others[0]!, value, path)
}

function wrong(path: string, expected: string): never {
  throw new InputRefused(`${path === '' ? 'the line' : path}: ${expected} is expected`)
}

function within(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
