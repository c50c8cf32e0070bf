import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import avro from 'avsc'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { generate, generatedText, readSchemas, schemaFolder } from '../../schemas/generate.ts'
import { schemas } from '../../schemas/generated.ts'
import { exactNumbers, flatRecords, nested, typesOf } from './arbitrary.ts'
import { codecOfAll, recordTopics } from './codecs.ts'

type Definitions = Parameters<typeof generate>[0]

const test = suite('generated.ts and the schemas')

test('generated.ts is what the .avsc files say', () => {
  const committed = readFileSync(join(schemaFolder(), 'generated.ts'), 'utf8')
  assert.is(committed, generatedText(schemaFolder()), 'run `npm run generate`')
})

test('every record and every enum says what it is', () => {
  const definitions = [...readSchemas(schemaFolder())]
  assert.ok(definitions.length > 30, `${definitions.length} definitions`)
  for (const [name, { doc }] of definitions) assert.match(doc ?? '', /^[A-Z].*\.$/, name)
})

test('every enum has a default, so that an old reader survives a new symbol', () => {
  const enums = JSON.stringify(Object.values(schemas)).match(/"type":"enum"[^}]*\}/g) ?? []
  assert.ok(enums.length > 5, `${enums.length} enums`)
  for (const text of enums) assert.match(text, /"default":"\w+"/)
})

test('every .avsc file is plain Avro: a library that never heard of us takes it', () => {
  const registry = {}
  const definitions = readSchemas(schemaFolder())
  const defined = new Set<string>()
  // A name has to be defined before another schema has it.
  const define = (name: string): void => {
    if (defined.has(name)) return
    defined.add(name)
    const definition = definitions.get(name)!
    const text = JSON.stringify(definition)
    for (const other of definitions.keys()) if (text.includes(`"${other}"`)) define(other)
    assert.is(avro.Type.forSchema(definition as avro.Schema, { registry }).name, `wallets.${name}`)
  }
  for (const name of definitions.keys()) define(name)
})

test('a record that holds itself stands alone, and is a type of its own', () => {
  const tree: Definitions = new Map([['Tree', {
    type: 'record', name: 'Tree', namespace: 'wallets', doc: 'A tree.',
    fields: [{ name: 'branches', type: { type: 'array', items: 'Tree' } }]
  }]])
  const text = generate(tree)
  assert.match(text, /export interface Tree \{/)
  assert.match(text, /"Tree": \{\n  "type": "record"/)
  assert.match(JSON.stringify(schemas.Tenant), /"items":"Volume"/)
})

for (const { name, value } of recordTopics) {
  test(`a stranger with stock Avro and the registry's text reads ${name}`, () => {
    const text = JSON.parse(JSON.stringify(schemas[value])) as avro.Schema
    const stranger = avro.Type.forSchema(text, { logicalTypes: { decimal: Decimal } as never })
    const codec = codecOfAll()
    const seen = new Set<string>()
    fc.assert(fc.property(flatRecords(schemas[value], exactNumbers), record => {
      seen.add(record.type)
      const read = stranger.fromBuffer(codec.encode(name, record).subarray(5))
      assert.is(jsonOf(read), jsonOf(nested(schemas[value], record)))
    }), { seed: 1, numRuns: 30 * typesOf(schemas[value]).length })
    assert.is(seen.size, typesOf(schemas[value]).length, 'every record of the topic')
  })
}

/** Avro's words: the two's complement of the number, in big-endian byte order. */
class Decimal extends avro.types.LogicalType {
  override _fromValue(bytes: Buffer): number {
    const sum = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
    return Number(bytes[0]! > 0x7f ? sum - 256n ** BigInt(bytes.length) : sum)
  }
}

/** Money as a number, as a library without big integers has it. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => typeof part === 'bigint' ? Number(part) : part)
}

test.run()
