import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { rowsOf, STORE_VERSION } from '../../runtime/rows.ts'
import type { Processor } from '../../runtime/topology.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import { topology } from '../../topology.ts'
import { frozenRowsFile, rowsNow, type FrozenRows } from './frozen-rows.ts'

/**
 * Rows and their bytes, one file for each version of them: whoever changes a row sees here that stores of the version
 * before cannot be read any more, and raises the version on purpose.
 */
const test = suite('frozen rows')

const advice = `rows are not those of version ${STORE_VERSION}. If that version was ever in use, raise STORE_VERSION in
runtime/rows.ts. Then freeze them: node dist/test/schemas/freeze-rows.js, see docs/storage.md`

test('rows, checkpoint and the schemas of rows are what this version has frozen', () => {
  assert.ok(existsSync(frozenRowsFile(STORE_VERSION)), advice)
  const frozen = read(STORE_VERSION)
  const now = rowsNow()
  assert.equal(now.rows.map(({ row }) => row), frozen.rows.map(({ row }) => row), advice)
  for (const [index, row] of now.rows.entries()) assert.equal(row, frozen.rows[index], advice)
  assert.equal(now, frozen, advice)
})

test('every version is frozen under its number, the latest one is ours, and no two have the same schemas', () => {
  const versions = readdirSync(dirname(frozenRowsFile(STORE_VERSION))).map(file => Number.parseInt(file, 10))
  assert.is(Math.max(...versions), STORE_VERSION)
  const all = versions.map(read)
  assert.equal(all.map(({ version }) => version), versions)
  assert.is(new Set(all.map(({ formats, rows }) => JSON.stringify([formats, rows]))).size, versions.length)
})

test('what is frozen is read as it was written', () => {
  const codec = new Codec(schemas)
  const { rows: frozen } = read(STORE_VERSION)
  const seen = new Set<string>()
  for (const processor of Object.values<Processor>(topology.processors)) {
    const { main, others, aggregate } = rowsOf(topology, processor, codec)
    for (const [name, rowCodec] of [[main, aggregate], ...others.map(store => [store.name, store.codec])] as const) {
      for (const { row, hex } of frozen.filter(each => each.row.startsWith(`${name as string} `))) {
        const { encode, decode } = rowCodec as typeof aggregate
        assert.is(encode(decode(Buffer.from(hex, 'hex'))).toString('hex'), hex, row)
        seen.add(row)
      }
    }
  }
  const rest = frozen.map(({ row }) => row).filter(row => !seen.has(row))
  assert.equal(rest, ['operation', 'mark of a row that is due'])
})

test.run()

function read(version: number): FrozenRows {
  return JSON.parse(readFileSync(frozenRowsFile(version), 'utf8')) as FrozenRows
}
