import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { accountsHead, money, partsOf, plainly, Story } from './support/money-page.ts'
import { linesOfTable, readText } from './support/transitions.ts'

/** The example of docs/money.md is what happens, to the cent. */
const test = suite('docs/money.md')

const page = readText('docs/money.md')
const parts = partsOf(page)
const story = new Story(page)
const played = parts.map(part => story.play(part))

for (const [index, { heading, table }] of parts.entries()) {
  test(`${heading}: the table is what happens`, () => assert.equal(table, played[index]))
}

test('the trial balance is what the accounts have, and is zero', () => {
  const lines = linesOfTable(page, accountsHead).map(plainly)
  const [ledger] = lines.filter(([account]) => account === 'ledger')
  assert.is(ledger![1], ledger![2])
  assert.is(ledger![3], '0.00')
  assert.equal(lines, [...story.balances()].sort(byAccount))
})

test('every amount that a sentence names was in a table until then, or in what was sent', () => {
  const known = new Set<string>()
  for (const { heading, prose, table, records } of parts) {
    for (const amount of [...table.flat(), ...records.flatMap(({ record }) => amountsOf(record))]) known.add(amount)
    const named = [...prose.matchAll(/\b\d+\.\d\d\b/g)].map(([amount]) => amount)
    assert.equal(named.filter(amount => !known.has(amount)), [], heading)
  }
})

test('every event of a wallet that moves or holds money is in the story', () => {
  const told = new Set(parts.flatMap(({ table }) => table.map(([event]) => event!)))
  assert.equal(moving.filter(type => !told.has(type)), [])
})

test.run()

const moving = [
  'DepositCreated', 'DepositCompleted', 'DepositReverted', 'HoldPlaced', 'HoldPosted', 'HoldReleased', 'HoldExpired',
  'TransferCreated', 'TransferCredited', 'TransferCompleted', 'TransferDeclined', 'TransferFailed', 'BatchCreated',
  'CreditReserved', 'ReservationRecorded', 'BatchCompleted', 'WithdrawalCreated', 'WithdrawalCompleted',
  'DepositAdjusted', 'TransferAdjusting', 'CreditAdjusted', 'TransferAdjusted'
]

function byAccount([left = '']: readonly string[], [right = '']: readonly string[]): number {
  return left === 'ledger' ? 1 : right === 'ledger' ? -1 : left < right ? -1 : 1
}

function amountsOf(record: object): readonly string[] {
  return Object.values(record).flatMap(value =>
    typeof value === 'bigint' ? [money(value)] : Array.isArray(value) ? value.flatMap(amountsOf) : [])
}
