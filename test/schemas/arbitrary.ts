import fc, { type Arbitrary } from 'fast-check'

import type { Flat } from '../../schemas/record.ts'

/** Any Avro schema as JSON, with every name defined where it is first used. */
type Schema = string | readonly Schema[] | Definition

interface Definition {
  readonly type: Schema
  readonly name?: string
  readonly namespace?: string
  readonly logicalType?: string
  readonly fields?: readonly { readonly name: string, readonly type: Schema }[]
  readonly symbols?: readonly string[]
  readonly items?: Schema
}

export interface MoneyRange { readonly min: bigint, readonly max: bigint }

export const int64: MoneyRange = { min: -(2n ** 63n), max: 2n ** 63n - 1n }

/** Sums of amounts. */
export const decimals: MoneyRange = { min: -(10n ** 38n - 1n), max: 10n ** 38n - 1n }

/** Plain longs are JavaScript numbers, and avsc reads those up to here exactly. */
const exactMax = 2 ** 52

/** Amounts that a reader with plain numbers has exactly. */
export const exactNumbers: MoneyRange = { min: BigInt(-exactMax), max: BigInt(exactMax) }

/** Flat records of a schema: what the code holds of an envelope, or of a record without a body. */
export function flatRecords(schema: unknown, money: MoneyRange = int64): Arbitrary<Flat> {
  const { name, fields } = schema as Required<Definition>
  const values = new Values(money)
  const body = fields.find(field => field.name === 'body')
  const head = values.fieldsOf(fields.filter(field => field !== body))
  if (body === undefined) return head.map(record => ({ type: name, ...record }))
  // In order: a name may be defined in one branch and used in the next.
  const bodies = (body.type as readonly Required<Definition>[]).map(branch =>
    values.fieldsOf(branch.fields).map(record => ({ type: branch.name, ...record })))
  return fc.tuple(head, fc.oneof(...bodies)).map(([above, below]) => ({ ...above, ...below }))
}

/** The branches of an envelope's body, or the record's own name. */
export function typesOf(schema: unknown): string[] {
  const { name, fields } = schema as Required<Definition>
  const body = fields.find(field => field.name === 'body')
  return body === undefined ? [name] : (body.type as readonly Required<Definition>[]).map(branch => branch.name)
}

/** A flat record as any Avro library has it: the body in its envelope, wrapped in its name where there are several. */
export function nested(schema: unknown, record: Flat): Record<string, unknown> {
  const { fields } = schema as Required<Definition>
  const values: Record<string, unknown> = {}
  for (const { name, type } of fields) values[name] = name === 'body' ? nestedBody(type, record) : record[name]
  return values
}

function nestedBody(union: Schema, record: Flat): unknown {
  const branches = union as readonly Required<Definition>[]
  const branch = branches.find(({ name }) => name === record.type)!
  const body = Object.fromEntries(branch.fields.map(({ name }) => [name, record[name]]))
  return branches.length === 1 ? body : { [`${branch.namespace}.${branch.name}`]: body }
}

/** How deep records are nested that hold records of their own kind. */
const DEPTH_MAX = 3

class Values {
  readonly #money: MoneyRange
  readonly #named = new Map<string, Arbitrary<unknown>>()
  /** Records that are being defined, and how deep. */
  readonly #open = new Map<string, { readonly definition: Definition, readonly depth: number }>()

  constructor(money: MoneyRange) {
    this.#money = money
  }

  fieldsOf(fields: Required<Definition>['fields']): Arbitrary<Record<string, unknown>> {
    return fc.record(Object.fromEntries(fields.map(({ name, type }) => [name, this.of(type)])), {
      noNullPrototype: true
    })
  }

  of(schema: Schema): Arbitrary<unknown> {
    if (typeof schema === 'string') {
      const open = this.#open.get(schema)
      return open === undefined ? this.#named.get(schema) ?? primitive(schema) : this.#recordOf(open.definition)
    }
    if (Array.isArray(schema)) return fc.oneof(...(schema as readonly Schema[]).map(branch => this.of(branch)))
    return this.#define(schema as Definition)
  }

  #define(definition: Definition): Arbitrary<unknown> {
    const { type, name, logicalType, symbols, items } = definition
    if (logicalType === 'minor-units') return fc.bigInt(this.#money)
    if (logicalType === 'decimal') return fc.bigInt(decimals)
    if (type === 'array') return this.#arrayOf(items!)
    const values = type === 'record' ? this.#recordOf(definition)
      : type === 'enum' ? fc.constantFrom(...symbols!) : this.of(type)
    if (name !== undefined) this.#named.set(name, values)
    return values
  }

  #recordOf(definition: Definition): Arbitrary<unknown> {
    const name = definition.name!
    const before = this.#open.get(name)
    this.#open.set(name, { definition, depth: (before?.depth ?? 0) + 1 })
    const values = this.fieldsOf(definition.fields!)
    if (before === undefined) this.#open.delete(name)
    else this.#open.set(name, before)
    return values
  }

  #arrayOf(items: Schema): Arbitrary<unknown> {
    const open = typeof items === 'string' ? this.#open.get(items) : undefined
    if (open?.depth === DEPTH_MAX) return fc.constant([])
    // A few of each kind: those that hold each other would be too many.
    return fc.array(this.of(items), { maxLength: open === undefined ? 5 : 2 })
  }
}

function primitive(type: string): Arbitrary<unknown> {
  switch (type) {
    case 'null': return fc.constant(null)
    case 'string': return fc.string({ unit: 'binary' })
    case 'boolean': return fc.boolean()
    case 'int': return fc.integer()
    case 'long': return fc.integer({ min: -exactMax, max: exactMax })
    case 'bytes': return fc.uint8Array().map(bytes => Buffer.from(bytes))
    default: throw new Error(`no arbitrary for ${type}`)
  }
}
