import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { rowsNow } from './schemas/frozen-rows.ts'
import { linesOfTable, readText } from './support/transitions.ts'

const test = suite('docs/storage.md')

const page = readText('docs/storage.md')

test('rows are as large as it says', () => {
  const told = linesOfTable(page, '| row | key | value |')
  assert.ok(told.length > 20)
  const sizes = new Map(rowsNow().rows.map(({ row, key, hex }) =>
    [row, [String(Buffer.byteLength(key)), String(hex.length / 2)]] as const))
  for (const [row, key, value] of told) assert.equal([key, value], sizes.get(row!), row)
})

test('of an operation that has ended less is kept than of one that is pending', () => {
  const sizes = new Map(rowsNow().rows.map(({ row, hex }) => [row, hex.length / 2]))
  for (const [ended, pending] of [
    ['withdrawals failed', 'withdrawals pending'], ['deposits completed', 'deposits pending'],
    ['holds posted', 'holds placed'], ['batches completed', 'batches pending'],
    ['challenges approved', 'challenges pending'], ['transfers completed', 'transfers adjusting']
  ] as const) assert.ok(sizes.get(ended)! < sizes.get(pending)!, `${ended}: ${sizes.get(ended)}`)
})

test.run()
