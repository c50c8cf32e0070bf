import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../processors/wallets/index.ts'
import type { WalletRows } from '../processors/wallets/rows.ts'
import { schemas } from '../schemas/generated.ts'
import type { Plain, Posting, WalletCommand, WalletEvent } from '../schemas/generated.ts'
import { open } from './processors/examples.ts'
import { depositNamed, placeHold, postHold, revertDeposit } from './processors/wallets/examples.ts'
import { typesOf } from './schemas/arbitrary.ts'
import { head, tablesOf, usualAt } from './support/given.ts'
import { fixed, posting, share, tenantOf } from './support/plans.ts'
import { codesIn, codesOfTable, linesOfTable, readText, readTransitions, shownByTests } from './support/transitions.ts'

/** The tables in docs/holds.md and docs/deposits.md are what the tests show and the schemas say. */
const pages = {
  'docs/holds.md': { folder: 'holds', status: 'HoldStatus', events: /^Hold/, countMin: 35 },
  'docs/deposits.md': {
    folder: 'deposits', status: 'OperationStatus', events: /^Deposit(?!Adjust|Repaired)/, countMin: 36
  }
} as const

for (const [path, { folder, status, events: own, countMin }] of Object.entries(pages)) {
  const test = suite(path)
  const transitions = readTransitions(path, `test/processors/${folder}/transitions`)
  const { page, lines } = transitions
  const statuses = symbolsOf(status)

  shownByTests(test, transitions, countMin)

  test('what a line names are events, reasons and statuses that there are', () => {
    const known = [...typesOf(schemas.WalletEvent), ...symbolsOf('Reason')]
    for (const { name, from, event, to } of lines) {
      for (const word of [...codesIn(from), ...codesIn(to)]) assert.ok(statuses.includes(word), `${name}: ${word}`)
      for (const word of codesIn(event)) assert.ok(known.includes(word), `${name}: ${word}`)
    }
  })

  test('every event is on some line, and every status on some line and explained', () => {
    const named = new Set(lines.flatMap(({ from, event, to }) => [from, event, to].flatMap(codesIn)))
    const events = typesOf(schemas.WalletEvent).filter(type => own.test(type))
    assert.is(events.length, 4)
    assert.equal([...events, ...statuses].filter(word => !named.has(word)), [])
    assert.equal(codesOfTable(page, '| status | what it says |'), [...statuses].sort())
  })

  test.run()
}

const examples = suite('examples of holds and deposits')

examples('a hold that is posted in part moves what docs/holds.md says, and leaves it', () => {
  const page = readText('docs/holds.md')
  const events = happen({ wallets: open, holds: undefined }, placeHold, { ...postHold, amount: 20_00n, isFinal: true })
  assert.equal(postingsIn(page, '| event | debit |'), movedBy(events))
  const told = linesOfTable(page, '| after | posted |')
  assert.equal(told.map(([event, ...money]) => [...codesIn(event!), ...money.map(units)]), events.map(event => {
    const { posted, held } = (event as Extract<WalletEvent, { readonly type: 'HoldPlaced' }>).balance
    return [event.type, posted, held]
  }))
})

examples('a deposit with fees, and its revert, move what docs/deposits.md says', () => {
  const page = readText('docs/deposits.md')
  const [completed, reverted] = happen(
    { wallets: open, deposits: undefined, reverts: undefined }, depositNamed, revertDeposit
  )
  assert.equal(postingsIn(page, '| event | debit | credit | amount | why |'), movedBy([completed!]))
  assert.equal(postingsIn(page, '| revert | debit |'), movedBy([reverted!]))
  const { credited } = completed as Extract<WalletEvent, { readonly type: 'DepositCompleted' }>
  assert.match(page, `and \`credited\` is ${credited / 100n}.${credited % 100n}.`)
})

examples('every field of a source is explained', () => {
  const { fields } = JSON.parse(readText('schemas/tables/Source.avsc')) as { fields: readonly { name: string }[] }
  const own = fields.map(({ name }) => name).filter(name => !['tenant', 'source', 'revision'].includes(name))
  assert.equal(codesOfTable(readText('docs/deposits.md'), '| field | what it says'), own.sort())
})

examples.run()

/** One after the other, of alice, in a tenant that has the plan of docs/deposits.md. */
function happen(rows: WalletRows, ...commands: readonly WalletCommand[]): readonly WalletEvent[] {
  const depositPlan = [
    posting('source', 'wallet', share(1, 1)), posting('wallet', 'system', share(1, 100)),
    posting('source', 'subagent', fixed(10n))
  ]
  const tables = tablesOf({ tenants: [tenantOf({ depositPlan })] })
  let now = rows
  return commands.map(command => {
    const event = { ...head(command.operationId), ...wallets.decide(command, now, tables, usualAt) } as WalletEvent
    now = wallets.evolve(now, event)
    return event
  })
}

interface Moved extends Plain<Posting> { readonly event: string }

function movedBy(events: readonly WalletEvent[]): readonly Moved[] {
  return events.flatMap(event => 'postings' in event
    ? event.postings.map(each => ({ event: event.type, ...each }))
    : [])
}

/** Lines without an amount say that nothing moves. */
function postingsIn(page: string, heading: string): readonly Moved[] {
  return linesOfTable(page, heading).filter(([, debit]) => debit !== '').map(cells => {
    const [event = '', debit = '', credit = '', amount = ''] = cells.map(cell => cell.replaceAll('`', ''))
    return { event, debit, credit, amount: units(amount), currency: 'EUR' }
  })
}

function units(amount: string): bigint {
  return BigInt(amount.replace('.', ''))
}

function symbolsOf(name: string): readonly string[] {
  return (JSON.parse(readText(`schemas/shared/${name}.avsc`)) as { readonly symbols: readonly string[] }).symbols
}
