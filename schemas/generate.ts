/**
 * Writes `generated.ts` from the `.avsc` files: one interface per record with its docs, one flat type per
 * envelope, and the schemas themselves, whole, as constants (`tsc` does not copy `.avsc` files).
 * Run by `npm run generate`; a test checks that the committed file is fresh.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Schema = string | Schema[] | Definition
interface Definition {
  readonly type: Schema
  readonly name?: string
  readonly namespace?: string
  readonly doc?: string
  readonly logicalType?: string
  readonly fields?: readonly Field[]
  readonly symbols?: readonly string[]
  readonly items?: Schema
}
interface Field { readonly name: string, readonly type: Schema, readonly doc?: string, readonly default?: unknown }

/** Folders of `schemas/` in the order in which the generated file lists them. */
const folders = ['shared', 'commands', 'events', 'providers', 'verifiers', 'tables', 'rows', 'envelopes']

const header = `// Generated from schemas/**/*.avsc by \`npm run generate\`. Do not edit.
`

/** Reads every `.avsc` below `root`, by record name, in a stable order. */
export function readSchemas(root: string): Map<string, Definition> {
  const definitions = new Map<string, Definition>()
  for (const folder of folders) {
    for (const file of readdirSync(join(root, folder)).filter(file => file.endsWith('.avsc')).sort()) {
      const definition = JSON.parse(readFileSync(join(root, folder, file), 'utf8')) as Definition
      if (`${definition.name}.avsc` !== file) throw new Error(`${folder}/${file} defines ${definition.name}`)
      definitions.set(file.slice(0, -'.avsc'.length), definition)
    }
  }
  return definitions
}

/** The text of `generated.ts`. */
export function generate(definitions: ReadonlyMap<string, Definition>): string {
  const all = [...definitions.values()]
  const named = all.flatMap(nestedEnums)
  const records = all.filter(({ type }) => type === 'record')
  const roots = all.filter(definition => isRoot(definition, all))

  return [
    header,
    '/** A record inside another: without the name that tells top-level records apart. */',
    "export type Plain<Type> = Omit<Type, 'type'>\n",
    ...named.map(enumType),
    ...records.filter(record => body(record) === undefined).map(interfaceOf),
    ...records.filter(record => body(record) !== undefined).flatMap(envelopeTypes),
    `/** Every record that the wire or the store knows, by name. */\nexport const schemas = ${
      JSON.stringify(Object.fromEntries(roots.map(root => [root.name, inline(root, definitions, new Set())])), null, 1)
    } as const`,
    ''
  ].join('\n')
}

/** A row of a table is a record of its own, also where another one has it in itself. */
const rowRecords: ReadonlySet<string> = new Set(['Tenant'])

function isRoot(definition: Definition, all: readonly Definition[]): boolean {
  if (definition.type !== 'record') return false
  if (rowRecords.has(definition.name!)) return true
  return !all.some(other => other !== definition && mentions(other, definition.name!))
}

function mentions(definition: Definition, name: string): boolean {
  return JSON.stringify(definition.fields?.map(field => field.type) ?? []).includes(`"${name}"`)
}

function nestedEnums(definition: Definition): Definition[] {
  if (definition.type === 'enum') return [definition]
  const types = (definition.fields ?? []).map(field => field.type)
  return types.filter((type): type is Definition => typeof type === 'object' && 'symbols' in type)
}

function body(record: Definition): readonly string[] | undefined {
  return record.fields?.find(field => field.name === 'body')?.type as string[] | undefined
}

function enumType({ name, doc, symbols }: Definition): string {
  return `${comment(doc, '')}export type ${name} =\n${symbols!.map(symbol => `  | '${symbol}'`).join('\n')}\n`
}

function interfaceOf(record: Definition): string {
  const { name, doc } = record
  return `${comment(doc, '')}export interface ${name} {\n  readonly type: '${name}'\n${fields(record)}}\n`
}

/** An envelope and its body are one flat object in code: the head's fields, `type`, and the body's fields. */
function envelopeTypes(record: Definition): string[] {
  const head = { ...record, fields: record.fields!.filter(field => field.name !== 'body') }
  return [
    `/** The head of ${record.name}. ${record.doc} */\n` +
    `export interface ${record.name}Head {\n${fields(head, optionalName)}}\n`,
    `${comment(record.doc, '')}export type ${record.name} = ${record.name}Head & ${record.name}Body\n` +
    `export type ${record.name}Body =\n${body(record)!.map(name => `  | ${name}`).join('\n')}\n`
  ]
}

function fields(record: Definition, nameOf: (field: Field) => string = ({ name }) => name): string {
  return record.fields!
    .map(field => `${comment(field.doc, '  ')}  readonly ${nameOf(field)}: ${typeOf(field.type)}\n`)
    .join('')
}

/** Of a head: what came later need not be given, it has its default then. */
function optionalName(field: Field): string {
  return 'default' in field ? `${field.name}?` : field.name
}

function comment(doc: string | undefined, indent: string): string {
  return doc === undefined ? '' : `${indent}/** ${doc} */\n`
}

const primitives: Readonly<Record<string, string>> =
  { string: 'string', int: 'number', long: 'number', boolean: 'boolean', bytes: 'Uint8Array', null: 'null' }

function typeOf(schema: Schema): string {
  if (typeof schema === 'string') return primitives[schema] ?? (isRecordName(schema) ? `Plain<${schema}>` : schema)
  if (Array.isArray(schema)) return schema.map(typeOf).join(' | ')
  if (schema.logicalType === 'minor-units' || schema.logicalType === 'decimal') return 'bigint'
  if (schema.type === 'array') return `readonly ${typeOf(schema.items!)}[]`
  if (schema.name !== undefined) return schema.name
  return typeOf(schema.type)
}

let recordNames: ReadonlySet<string> = new Set()
function isRecordName(name: string): boolean { return recordNames.has(name) }

/** A schema that stands alone: the first mention of a name is its definition. */
function inline(schema: Schema, definitions: ReadonlyMap<string, Definition>, seen: Set<string>): unknown {
  if (typeof schema === 'string') {
    const definition = definitions.get(schema)
    if (definition === undefined || seen.has(schema)) return schema
    return inline(definition, definitions, seen)
  }
  if (Array.isArray(schema)) return schema.map(branch => inline(branch, definitions, seen))
  if (schema.name !== undefined) seen.add(schema.name)
  return Object.fromEntries(Object.entries(schema).map(([attribute, value]) => {
    if (attribute === 'fields') {
      return [attribute, (value as Field[]).map(field => ({ ...field, type: inline(field.type, definitions, seen) }))]
    }
    return [attribute, attribute === 'items' ? inline(value as Schema, definitions, seen) : value]
  }))
}

/** The source folder of the schemas, from the source tree and from `dist/` alike. */
export function schemaFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  return here.replace(/([/\\])dist([/\\])schemas$/, '$1schemas')
}

export function generatedText(root: string): string {
  const definitions = readSchemas(root)
  recordNames = new Set([...definitions.values()].filter(({ type }) => type === 'record').map(({ name }) => name!))
  return generate(definitions)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(schemaFolder(), 'generated.ts'), generatedText(schemaFolder()))
}
