import type avro from 'avsc'

import { avroType, type AvroType } from './avro.ts'

/**
 * Code for a record, an envelope with a `body` or not, is one flat object: the head's fields, `type`, and the body's.
 * On the wire the body is a union. `flatten` and `nest` go between the two; they are compiled per record, because
 * they run for every message and a generic copy costs more than the decoding itself.
 */
export interface RecordShape {
  readonly name: string
  readonly type: AvroType
  /** Names of the fields beside the body; none of a record without one. */
  readonly head: readonly string[]
  /** The body's records by name; a record without a body has itself. */
  readonly variants: ReadonlyMap<string, Variant>
  flatten(value: any): Flat
  nest(record: Flat): unknown
  /** The flat record of a head and a body that were made apart. */
  join(head: object, body: Flat): Flat
}

export interface Variant {
  readonly name: string
  /** Fields of head and body that a flat record of this type has. */
  readonly fields: readonly RecordField[]
  /** Those of the body alone: the parameters of a command. */
  readonly bodyFields: readonly RecordField[]
}

export interface RecordField { readonly name: string, readonly type: AvroType, defaultValue(): unknown }

export interface Flat { readonly type: string, readonly [field: string]: any }

export function recordShape(schema: unknown): RecordShape {
  const type = avroType(schema) as avro.types.RecordType
  const body = type.fields.find(field => field.name === 'body')
  const head = type.fields.filter(field => field !== body)
  const branches = body === undefined ? [type] : branchesOf(body.type)
  const wrapped = body !== undefined && body.type.typeName === 'union:wrapped'
  const compiled = new Map(branches.map(branch =>
    [shortName(branch), compile(head, branch, body !== undefined, wrapped)]))

  const codeOf = (record: Flat): Compiled => {
    const code = compiled.get(record.type)
    if (code === undefined) throw new TypeError(`${shortName(type)} has no ${record.type}`)
    return code
  }

  return {
    name: shortName(type),
    type,
    head: body === undefined ? [] : head.map(({ name }) => name),
    variants: new Map(branches.map(branch => [shortName(branch), {
      name: shortName(branch),
      fields: fieldsOf(body === undefined ? [] : head, branch),
      bodyFields: fieldsOf([], branch)
    }])),
    flatten: value => {
      if (body === undefined) return compiled.get(shortName(type))!.flatten(value, value)
      const branch = wrapped ? Object.keys(value.body)[0]! : branches[0]!.name!
      const code = compiled.get(branch.slice(branch.lastIndexOf('.') + 1))!
      return code.flatten(value, wrapped ? value.body[branch] : value.body)
    },
    nest: record => codeOf(record).nest(record),
    join: (head, body) => codeOf(body).join(head, body)
  }
}

function branchesOf(union: AvroType): avro.types.RecordType[] {
  return (union as unknown as { types?: avro.types.RecordType[] }).types ?? [union as avro.types.RecordType]
}

function fieldsOf(head: readonly RecordField[], branch: avro.types.RecordType): readonly RecordField[] {
  const names = new Set(head.map(field => field.name))
  for (const field of branch.fields) {
    if (names.has(field.name) || field.name === 'type') throw new Error(`${branch.name}.${field.name} hides a field`)
  }
  return [...head, ...branch.fields as RecordField[]]
}

function shortName(type: AvroType): string {
  const name = type.name!
  return name.slice(name.lastIndexOf('.') + 1)
}

interface Compiled {
  readonly flatten: (head: unknown, body: unknown) => Flat
  readonly nest: (record: Flat) => unknown
  readonly join: (head: object, body: Flat) => Flat
}

function compile(
  head: readonly RecordField[], branch: avro.types.RecordType, hasBody: boolean, wrapped: boolean
): Compiled {
  const flat = (part: (type: AvroType, value: string) => string): string => {
    const headFields = hasBody ? head.map(({ name, type }) => `${name}: ${part(type, `head.${name}`)}`) : []
    const bodyFields = branch.fields.map(({ name, type }) => `${name}: ${part(type, `body.${name}`)}`)
    const fields = [...headFields.slice(0, 3), `type: '${shortName(branch)}'`, ...headFields.slice(3), ...bodyFields]
    return `{ ${fields.join(', ')} }`
  }
  const body = wrapped ? `{ '${branch.name}': record }` : 'record'
  const nested = [...head.map(({ name }) => `${name}: record.${name}`), `body: ${body}`]
  return {
    flatten: withCopiers('head, body', flat(copy)) as Compiled['flatten'],
    nest: hasBody ? new Function('record', `return { ${nested.join(', ')} }`) as Compiled['nest'] : record => record,
    join: new Function('head, body', `return ${flat((_, value) => value)}`) as Compiled['join']
  }
}

/** An expression that turns avsc's class instances into plain objects, all the way down. */
function copy(type: AvroType, value: string): string {
  if (type.typeName === 'record') {
    const record = type as avro.types.RecordType
    return isRecursive(record, record) ? `copiers['${copier(record)}'](${value})` : copyFields(record, value)
  }
  if (type.typeName === 'array') {
    const item = copy((type as avro.types.ArrayType).itemsType, 'item')
    return item === 'item' ? value : `${value}.map(item => (${item}))`
  }
  if (type.typeName === 'union:unwrapped') {
    const record = (type as unknown as { types: AvroType[] }).types.find(({ typeName }) => typeName === 'record')
    return record === undefined ? value : `${value} === null ? null : ${copy(record, value)}`
  }
  return value
}

function copyFields({ fields }: avro.types.RecordType, value: string): string {
  return `{ ${fields.map(field => `${field.name}: ${copy(field.type, `${value}.${field.name}`)}`).join(', ')} }`
}

/** Records that hold records of their own kind cannot be written out: they are copied by a function each. */
const copiers: Record<string, unknown> = {}

function copier(record: avro.types.RecordType): string {
  const name = JSON.stringify(record.schema()).replaceAll(/[^\w]/g, '_')
  if (!(name in copiers)) {
    copiers[name] = undefined
    copiers[name] = withCopiers('value', copyFields(record, 'value'))
  }
  return name
}

function withCopiers(parameters: string, expression: string): unknown {
  return new Function('copiers', `return (${parameters}) => (${expression})`)(copiers)
}

function isRecursive(type: AvroType, sought: AvroType, seen = new Set<AvroType>()): boolean {
  if (seen.has(type)) return false
  seen.add(type)
  return partsOf(type).some(part => part === sought || isRecursive(part, sought, seen))
}

function partsOf(type: AvroType): readonly AvroType[] {
  if (type.typeName === 'record') return (type as avro.types.RecordType).fields.map(field => field.type)
  if (type.typeName === 'array') return [(type as avro.types.ArrayType).itemsType]
  return (type as unknown as { types?: readonly AvroType[] }).types ?? []
}
