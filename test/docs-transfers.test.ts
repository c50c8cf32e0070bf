import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../processors/wallets/index.ts'
import { schemas } from '../schemas/generated.ts'
import type { Plain, Posting, WalletCommand, WalletEvent } from '../schemas/generated.ts'
import { open } from './processors/examples.ts'
import { completeTransfer, createTransfer } from './processors/transfers/examples.ts'
import { typesOf } from './schemas/arbitrary.ts'
import { head, tablesOf, usualAt } from './support/given.ts'
import { fixed, posting, share, tenantOf } from './support/plans.ts'
import { codesIn, codesOfTable, linesOfTable, readText, readTransitions, shownByTests } from './support/transitions.ts'

/** The table of transitions in docs/transfers.md is what the tests show. */
const test = suite('docs/transfers.md')

const transitions = readTransitions('docs/transfers.md', 'test/processors/transfers/transitions')
const { page, lines } = transitions
const statuses = symbolsOf('OperationStatus')

shownByTests(test, transitions, 30)

test('what a line names are events, reasons and statuses that there are', () => {
  const events = [...typesOf(schemas.WalletEvent), ...symbolsOf('Reason')]
  for (const { name, from, event, to } of lines) {
    for (const word of [...codesIn(from), ...codesIn(to)]) assert.ok(statuses.includes(word), `${name}: ${word}`)
    for (const word of codesIn(event)) assert.ok(events.includes(word), `${name}: ${word}`)
  }
})

test('every event of a transfer is on some line, and every status', () => {
  const named = new Set(lines.flatMap(({ from, event, to }) => [from, event, to].flatMap(codesIn)))
  const events = typesOf(schemas.WalletEvent).filter(type => /^Transfer(?!Adjust|Repaired)/.test(type))
  assert.is(events.length, 5)
  assert.equal([...events, ...statuses].filter(word => !named.has(word)), [])
  assert.equal(codesOfTable(page, '| status | what it says |'), [...statuses].sort())
})

test('the example of a plan is what it moves', () => {
  const transferPlan = [
    posting('wallet', 'destination', share(1, 1)), posting('wallet', 'system', fixed(1_00n)),
    posting('destination', 'subagent', share(1, 100))
  ]
  const tables = tablesOf({ tenants: [tenantOf({ transferPlan })] })
  const happens = (command: WalletCommand, rows: object): { readonly event: WalletEvent, readonly after: object } => {
    const event = { ...head(command.operationId), ...wallets.decide(command, rows, tables, usualAt) } as WalletEvent
    return { event: { ...event, wallet: command.wallet }, after: wallets.evolve(rows, event) }
  }
  const created = happens(createTransfer, { wallets: open })
  const [asked] = wallets.react!(created.event, created.after)
  const credited = happens(asked!.record as WalletCommand, { wallets: open })
  const completed = happens(completeTransfer, created.after)
  const moved = [credited.event, completed.event].flatMap(event =>
    (event as { readonly postings: readonly Plain<Posting>[] }).postings.map(each => ({ event: event.type, ...each })))
  const told = linesOfTable(page, '| event | debit |').map(cells => {
    const [event, debit, credit, amount] = cells.map(cell => cell.replaceAll('`', ''))
    return { event, debit, credit, amount: BigInt(amount!.replace('.', '')), currency: 'EUR' }
  })
  assert.equal(told, moved)
})

test.run()

function symbolsOf(name: string): readonly string[] {
  return (JSON.parse(readText(`schemas/shared/${name}.avsc`)) as { readonly symbols: readonly string[] }).symbols
}
