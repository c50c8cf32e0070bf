import avro from 'avsc'

export type AvroType = avro.Type
export type EnumType = avro.types.EnumType
export type ArrayType = avro.types.ArrayType
export type RecordType = avro.types.RecordType
export type UnionType = avro.types.UnwrappedUnionType

/**
 * An avsc type whose `minor-units` longs are bigints, exact over the whole of int64; other longs stay numbers. Bytes
 * that are `decimal` are bigints too: sums of amounts.
 * avsc compiles schemas to code: only trusted schemas come here, never ones taken from a record.
 */
export function avroType(schema: unknown): AvroType {
  return avro.Type.forSchema(schema as avro.Schema, {
    // A lone branch is read bare and several records are wrapped; the codec asks the type which it is.
    wrapUnions: 'auto',
    logicalTypes: { decimal: WholeDecimal },
    assertLogicalTypes: true,
    typeHook: (attributes: unknown, options: avro.ForSchemaOptions) => {
      const { logicalType, type } = (attributes ?? {}) as { logicalType?: string, type?: unknown }
      if (logicalType === 'minor-units') return minorUnits
      return type === 'array' ? new BoundedArray(attributes as never, options) : undefined
    }
  } as unknown as avro.ForSchemaOptions)
}

/** Nothing that is added up here comes near to it: there are not as many longs. */
const DECIMAL_BYTES_MAX = 16
const DECIMAL_DIGITS_MAX = 38
const DECIMAL_END = 10n ** BigInt(DECIMAL_DIGITS_MAX)

/** Avro's own `decimal` without digits after the point: the bytes of a whole number, the highest first. */
class WholeDecimal extends avro.types.LogicalType {
  constructor(schema: avro.Schema, options: unknown) {
    super(schema, options as never)
    const { precision, scale = 0 } = schema as unknown as { precision?: number, scale?: number }
    if (precision !== DECIMAL_DIGITS_MAX || scale !== 0)
      throw new Error('a decimal has 38 digits here, and no fraction')
  }

  override _fromValue(bytes: Buffer): bigint {
    if (bytes.length === 0 || bytes.length > DECIMAL_BYTES_MAX) throw new Error('no decimal has as many bytes')
    return BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`))
  }

  override _toValue(value: unknown): Buffer | undefined {
    if (typeof value !== 'bigint' || value >= DECIMAL_END || value <= -DECIMAL_END) return undefined
    let length = 1
    while (BigInt.asIntN(length * 8, value) !== value) length++
    return Buffer.from(BigInt.asUintN(length * 8, value).toString(16).padStart(length * 2, '0'), 'hex')
  }

  override _export(schema: avro.Schema): void {
    Object.assign(schema as object, { precision: DECIMAL_DIGITS_MAX, scale: 0 })
  }

  override _resolve(type: AvroType): ((value: unknown) => unknown) | undefined {
    return type instanceof WholeDecimal ? value => value : undefined
  }
}

interface Tap { readonly buf: Buffer, pos: number, readLong(): number, skipLong(): void }

/** avsc believes what an array says of its length, and four bytes could take all memory. An item takes one at least. */
class BoundedArray extends avro.types.ArrayType {
  _read(tap: Tap): unknown[] {
    const items: unknown[] = []
    const item = this.itemsType as unknown as { _read(tap: Tap): unknown }
    for (let count = tap.readLong(); count !== 0; count = tap.readLong()) {
      if (count < 0) {
        count = -count
        tap.skipLong()
      }
      if (count > tap.buf.length - tap.pos) throw new Error('an array longer than its bytes')
      for (; count > 0; count--) items.push(item._read(tap))
    }
    return items
  }
}

const INT64_MAX = 2n ** 63n - 1n
const INT64_MIN = -(2n ** 63n)

/** Varints of up to seven bytes hold less than 2^49 and are exact in plain numbers: the usual case, much faster. */
const FAST_BYTES_MAX = 7
const LONG_BYTES_MAX = 10

const minorUnits = avro.types.LongType.__with({
  fromBuffer: readZigZag,
  toBuffer: writeZigZag,
  fromJSON: (value: number | string) => BigInt(value),
  toJSON: (value: bigint) => value <= INT64_MAX && value >= INT64_MIN ? Number(value) : NaN,
  isValid: (value: unknown) => typeof value === 'bigint' && value <= INT64_MAX && value >= INT64_MIN,
  compare: (left: bigint, right: bigint) => left < right ? -1 : left > right ? 1 : 0
} as never, true)

function readZigZag(bytes: Buffer): bigint {
  if (bytes.length > FAST_BYTES_MAX) return readLongZigZag(bytes)
  let value = 0
  let scale = 1
  for (let index = 0; index < bytes.length; index++) {
    value += (bytes[index]! & 0x7f) * scale
    scale *= 128
  }
  return BigInt(value % 2 === 0 ? value / 2 : -(value + 1) / 2)
}

function readLongZigZag(bytes: Buffer): bigint {
  if (bytes.length > LONG_BYTES_MAX) throw new Error('long too long')
  let value = 0n
  for (let index = bytes.length - 1; index >= 0; index--) value = (value << 7n) | BigInt(bytes[index]! & 0x7f)
  if (value >= 2n ** 64n) throw new Error('long out of range')
  return value % 2n === 0n ? value / 2n : -(value + 1n) / 2n
}

/** One buffer per length, reused: avsc copies the bytes at once. */
const scratch = Array.from({ length: 11 }, (_, length) => Buffer.alloc(length))

function writeZigZag(value: bigint): Buffer {
  const small = Number(value)
  if (small < 2 ** 47 && small > -(2 ** 47)) return writeVarint(small >= 0 ? small * 2 : -small * 2 - 1)
  let rest = value >= 0n ? value * 2n : -value * 2n - 1n
  let length = 1
  for (let left = rest >> 7n; left > 0n; left >>= 7n) length++
  const bytes = scratch[length]!
  for (let index = 0; index < length; index++, rest >>= 7n) {
    bytes[index] = Number(rest & 0x7fn) | (index < length - 1 ? 0x80 : 0)
  }
  return bytes
}

function writeVarint(value: number): Buffer {
  let length = 1
  for (let left = Math.floor(value / 128); left > 0; left = Math.floor(left / 128)) length++
  const bytes = scratch[length]!
  for (let index = 0, rest = value; index < length; index++, rest = Math.floor(rest / 128)) {
    bytes[index] = (rest % 128) | (index < length - 1 ? 0x80 : 0)
  }
  return bytes
}
