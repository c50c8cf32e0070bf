import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../processors/wallets/index.ts'
import type { WalletRows } from '../processors/wallets/rows.ts'
import type { Plain, Posting, WalletEventBody } from '../schemas/generated.ts'
import { open, tables } from './processors/examples.ts'
import { adjustDeposit } from './processors/wallets/adjustment-examples.ts'
import { deposited } from './processors/wallets/examples.ts'
import { head, usualAt } from './support/given.ts'
import { linesOfTable, readText } from './support/transitions.ts'

const test = suite('docs/adjustments.md')

test('its table is what happens', () => {
  let rows: WalletRows = { wallets: open, deposits: deposited }
  const lines = linesOfTable(readText('docs/adjustments.md'), '| said |')
  for (const [index, [said = '', moves = '', left = '']] of lines.entries()) {
    const operationId = `adjust-${index}`
    const status = said.split(',')[0] as 'completed' | 'failed'
    const command = { ...adjustDeposit, operationId, status, postings: postingsIn(said) }
    const event = wallets.decide(command, rows, tables, usualAt)
    if (event.type === 'OperationRefused') assert.is(moves, `refused: \`${event.reason}\``)
    else assert.equal('postings' in event ? event.postings : [], postingsIn(moves), said)
    rows = wallets.evolve(rows, { ...head(operationId), ...event as WalletEventBody })
    assert.is(rows.wallets?.posted, amountOf(left), said)
  }
  assert.ok(lines.length >= 6, 'it has lines')
})

test.run()

function postingsIn(cell: string): readonly Plain<Posting>[] {
  return [...cell.matchAll(/`([\w/]+)` to `([\w/]+)` ([\d.]+)/g)].map(([, debit = '', credit = '', amount = '']) =>
    ({ debit, credit, amount: amountOf(amount), currency: 'EUR' }))
}

function amountOf(text: string): bigint {
  return BigInt(text.replace('.', ''))
}
