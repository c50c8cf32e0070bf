import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { projectRoot } from '../../scripts/cluster/root.ts'
import type { Flat } from '../../schemas/record.ts'
import { schemas } from '../../schemas/generated.ts'
import { typesOf } from './arbitrary.ts'
import { codecOf, recordTopics } from './codecs.ts'

/**
 * Records and their bytes, one file for each topic: what other programs read. Whoever changes a schema sees here what
 * it does to them, and changes the file on purpose. In the files money is `"7n"` and bytes are `"0x07"`.
 */
const test = suite('frozen bytes')

const folder = join(projectRoot(), 'test', 'schemas', 'frozen')

interface Frozen { readonly record: Flat, readonly hex: string }

test('there is a file for every topic, and no other', () => {
  assert.equal(readdirSync(folder).sort(), recordTopics.map(({ name }) => `${fileOf(name)}.json`).sort())
})

for (const { name, value } of recordTopics) {
  const frozen = read(name)

  test(`every record of ${name} has bytes that are frozen`, () => {
    assert.equal([...new Set(frozen.map(({ record }) => record.type))], typesOf(schemas[value]))
  })

  test(`the records of ${name} are written and read as ever`, () => {
    const codec = codecOf(schemas[value])
    for (const { record, hex } of frozen) {
      assert.is(codec.encode('topic', record).toString('hex'), hex, record.type)
      assert.equal(codec.decode('topic', Buffer.from(hex, 'hex')), { record }, record.type)
    }
  })
}

test.run()

function fileOf(topic: string): string {
  return topic.replace(/[{}]/g, '')
}

function read(topic: string): Frozen[] {
  const path = join(folder, `${fileOf(topic)}.json`)
  if (!existsSync(path)) return []
  return JSON.parse(readFileSync(path, 'utf8'), (_, part: unknown) => {
    if (typeof part !== 'string') return part
    if (/^-?\d+n$/.test(part)) return BigInt(part.slice(0, -1))
    return part.startsWith('0x') ? Buffer.from(part.slice(2), 'hex') : part
  }) as Frozen[]
}
