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
 *
 * In the folders below are the schemas and the bytes of versions that were in use: they are in changelogs for ever, and
 * are read with `added` for the fields that came later.
 */
const test = suite('frozen bytes')

const folder = join(projectRoot(), 'test', 'schemas', 'frozen')
const versions = ['before-payouts', 'before-parties', 'before-retention', 'before-hash-chain']

/** The id of an older version's schema. Ours has 1. */
const OLD = 2

interface Frozen { readonly record: Flat, readonly hex: string }

interface Version {
  readonly schema: unknown
  readonly written: readonly (Frozen & { readonly added: object })[]
}

test('there is a file for every topic, a folder for every version, and no other', () => {
  const files = recordTopics.map(({ name }) => fileOf(name))
  assert.equal(readdirSync(folder).sort(), [...files, ...versions].sort())
})

for (const { name, value } of recordTopics) {
  const frozen = read<readonly Frozen[]>(fileOf(name)) ?? []

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

  for (const version of versions) {
    const older = read<Version>(join(version, fileOf(name)))
    if (older === undefined) continue

    test(`the records of ${name} are read as they were written ${version}`, () => {
      const codec = codecOf(schemas[value])
      codec.learn('topic', OLD, older.schema)
      for (const { record, added, hex } of older.written) {
        const bytes = Buffer.from(hex, 'hex')
        bytes.writeInt32BE(OLD, 1)
        assert.equal(codec.decode('topic', bytes), { record: { ...record, ...added } }, record.type)
      }
    })
  }
}

test('no version has topics that are not there any more', () => {
  const files = recordTopics.map(({ name }) => fileOf(name))
  for (const version of versions) {
    const found = readdirSync(join(folder, version))
    assert.ok(found.length > 0)
    assert.equal(found.filter(file => !files.includes(file)), [])
  }
})

test.run()

function fileOf(topic: string): string {
  return `${topic.replace(/[{}]/g, '')}.json`
}

function read<Content>(file: string): Content | undefined {
  const path = join(folder, file)
  if (!existsSync(path)) return undefined
  return JSON.parse(readFileSync(path, 'utf8'), (_, part: unknown) => {
    if (typeof part !== 'string') return part
    if (/^-?\d+n$/.test(part)) return BigInt(part.slice(0, -1))
    return part.startsWith('0x') ? Buffer.from(part.slice(2), 'hex') : part
  }) as Content
}
