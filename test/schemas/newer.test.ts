import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { avroType } from '../../schemas/avro.ts'
import { schemas } from '../../schemas/generated.ts'
import { additionOf } from '../../schemas/newer.ts'
import { projectRoot } from '../../scripts/cluster/root.ts'

const test = suite('what a newer schema says more')

const frozen = join(projectRoot(), 'test', 'schemas', 'frozen')
const olderFiles = readdirSync(frozen, { withFileTypes: true }).filter(entry => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(frozen, name)).map(file => join(frozen, name, file)))

test('of every version that was ever in use nothing is left out', () => {
  assert.ok(olderFiles.length > 5)
  for (const path of olderFiles) {
    const { schema } = JSON.parse(readFileSync(path, 'utf8')) as { schema: { name: keyof typeof schemas } }
    const [older, ours] = [avroType(schema), avroType(schemas[schema.name])]
    assert.is(additionOf(older, ours), undefined, path)
    assert.ok(additionOf(ours, older) !== undefined, `${path} is of an older version`)
  }
})

test('every schema says what it says itself', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    assert.is(additionOf(avroType(schema), avroType(schema)), undefined, name)
  }
})

const colour = (...symbols: readonly string[]) => ({ type: 'enum', name: 'Colour', symbols, default: symbols[0] })
const box = (...fields: readonly object[]) => ({ type: 'record', name: 'Box', fields })
const size = { name: 'size', type: 'int', default: 0 }
const lid = (...fields: readonly object[]) => ({ type: 'record', name: 'Lid', fields })

for (const [what, writer, ours, path] of [
  ['a field', box(size), box(), 'Box.size'],
  ['a field less', box(), box(size), undefined],
  ['a field in a field', box({ name: 'lid', type: lid(size) }), box({ name: 'lid', type: lid() }), 'Box.lid.Lid.size'],
  ['a field in an item of a list', box({ name: 'lids', type: { type: 'array', items: lid(size) } }),
    box({ name: 'lids', type: { type: 'array', items: lid() } }), 'Box.lids.Lid.size'],
  ['a symbol', box({ name: 'paint', type: colour('red', 'blue') }), box({ name: 'paint', type: colour('red') }),
    'Box.paint.blue'],
  ['a symbol less', box({ name: 'paint', type: colour('red') }), box({ name: 'paint', type: colour('red', 'blue') }),
    undefined],
  ['a branch', box({ name: 'lid', type: ['null', lid()] }), box({ name: 'lid', type: ['null'] }), 'Box.lid.Lid'],
  ['a field in a branch', box({ name: 'lid', type: ['null', lid(size)] }), box({ name: 'lid', type: ['null', lid()] }),
    'Box.lid.Lid.size'],
  ['what may be nothing now', box({ name: 'lid', type: lid() }), box({ name: 'lid', type: ['null', lid()] }),
    undefined],
  ['a field in boxes within boxes', box({ name: 'box', type: ['null', 'Box'] }, size),
    box({ name: 'box', type: ['null', 'Box'] }), 'Box.size']
] as const) {
  test(`${what}: ${path ?? 'nothing more'}`, () =>
    assert.is(additionOf(avroType(writer), avroType(ours)), path))
}

test.run()
