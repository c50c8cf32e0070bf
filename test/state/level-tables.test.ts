import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { crc32c } from '../../state/crc32c.ts'
import { LevelStores } from '../../state/level-store.ts'
import { tableIntact, tablesIntact } from '../../state/level-tables.ts'
import { identity, write } from '../support/store-contract.ts'
import { RandomBytes } from '../support/random-bytes.ts'
import { temporaryFolder } from './folders.ts'
import { taskFolder } from './history.ts'

const test = suite('tables of LevelDB')

/** Of many blocks each, of rows that compress and of rows that do not. */
const folder = await writeTables()
const names = readdirSync(folder).filter(name => name.endsWith('.ldb')).filter(isFinished)
const tables = names.map(name => readFileSync(join(folder, name)))

test('are intact as LevelDB wrote them', async () => {
  assert.ok(tables.length > 0 && tables.every(table => table.length > 100_000), `${tables.map(({ length }) => length)}`)
  for (const table of tables) assert.is(tableIntact(table), true)
  assert.is(await tablesIntact(folder), true)
})

test('with one bit flipped before the footer are not, wherever it is', () => {
  const random = new RandomBytes(1)
  for (const table of tables) {
    for (let round = 0; round < 300; round++) {
      const place = random.below(table.length - 48)
      table[place] = table[place]! ^ (1 << (round & 7))
      assert.is(tableIntact(table), false, `byte ${place}`)
      table[place] = table[place]! ^ (1 << (round & 7))
    }
  }
})

test('with one bit of what the footer says flipped are not', () => {
  const table = tables[0]!
  const footer = table.length - 48
  for (let place = footer; place < footer + 8; place++) {
    if (table[place] === 0) continue
    for (let bit = 0; bit < 8; bit++) {
      table[place] = table[place]! ^ (1 << bit)
      assert.is(tableIntact(table), false, `bit ${bit} of byte ${place}`)
      table[place] = table[place]! ^ (1 << bit)
    }
  }
})

test('without their end were never finished, and are left to LevelDB, which does not read them', () => {
  const table = tables[0]!
  for (const length of [0, 1, 47, 48, 4_096, table.length - 8, table.length - 1]) {
    assert.is(tableIntact(table.subarray(0, length)), true, `${length} bytes`)
  }
})

test('of which one is damaged make the folder so', async () => {
  const name = names[0]!
  const table = readFileSync(join(folder, name))
  table[1_000] = table[1_000]! ^ 1
  writeFileSync(join(folder, name), table)
  assert.is(await tablesIntact(folder), false)
})

test('have the checksum that everybody calls CRC-32C', () => {
  assert.is(crc32c(Buffer.from('123456789')), 0xe3069283)
  assert.is(crc32c(Buffer.alloc(32)), 0x8a9136aa)
  assert.is(crc32c(Buffer.alloc(32, 0xff)), 0x62a8ab43)
  assert.is(crc32c(Buffer.alloc(0)), 0)
})

test.run()

async function writeTables(): Promise<string> {
  const root = temporaryFolder()
  const random = new RandomBytes(2)
  for (let opening = 0; opening < 3; opening++) {
    const store = await new LevelStores(root).open(identity)
    const rows = Array.from({ length: 4_000 }, (_, index): [string, string] => [
      `row\0acme\0wallet-${random.below(100_000)}`,
      index % 2 === 0 ? random.bytes(40).toString('latin1') : 'same '.repeat(40)
    ])
    await write(store, Object.fromEntries(rows))
    await store.close()
  }
  return join(root, taskFolder, 'rows')
}

/** A compaction that closing interrupted leaves a table without its end. */
function isFinished(name: string): boolean {
  return readFileSync(join(folder, name)).subarray(-8).equals(Buffer.from('57fb808b247547db', 'hex'))
}
