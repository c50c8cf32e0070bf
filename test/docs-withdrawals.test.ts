import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { parseRows } from '../cli/row-file.ts'
import { finalize } from '../processors/cash-flow.ts'
import { projectRoot } from '../scripts/cluster/root.ts'
import { schemas } from '../schemas/generated.ts'
import { typesOf } from './schemas/arbitrary.ts'
import { codecOfAll } from './schemas/codecs.ts'
import { codesIn, codesOfTable, linesOfTable, readText, readTransitions, shownByTests } from './support/transitions.ts'

/** The table of transitions in docs/withdrawals.md is what the tests show. */
const test = suite('docs/withdrawals.md')

const transitions = readTransitions('docs/withdrawals.md', 'test/processors/withdrawals/transitions')
const { page, lines } = transitions

shownByTests(test, transitions, 115)

test('what a line names are events, reasons and statuses that there are', () => {
  const statuses = statusesOf(schemas.Payout)
  const events = typesOf(schemas.WithdrawalEvent)
  for (const { name, from, event, to } of lines) {
    for (const word of [...codesIn(from), ...codesIn(to)]) assert.ok(statuses.includes(word), `${name}: ${word}`)
    for (const word of codesIn(event).filter(code => /^[A-Z]/.test(code))) {
      assert.ok(events.includes(word), `${name}: ${word}`)
    }
  }
})

test('every event of a payout is on some line, and every status', () => {
  const named = new Set(lines.flatMap(({ from, event, to }) => [from, event, to].flatMap(codesIn)))
  const expected = [...typesOf(schemas.WithdrawalEvent), ...statusesOf(schemas.Payout)]
  assert.equal(expected.filter(word => !named.has(word)), ['RecordDeadLettered'])
})

test('every status, rejection and conflict is explained, and none that there is not', () => {
  assert.equal(codesOfTable(page, '| status of a payout |'), [...statusesOf(schemas.Payout)].sort())
  const { symbols } = JSON.parse(readText('schemas/shared/RejectionReason.avsc')) as { symbols: readonly string[] }
  assert.equal(codesOfTable(page, '| reason |'), symbols.filter(symbol => symbol !== 'unknown').sort())
  const written = readdirSync(join(projectRoot(), 'processors/withdrawals'))
    .map(file => readText(`processors/withdrawals/${file}`)).join('\n')
  const conflicts = [...written.matchAll(/contradicted\(spoken, ['`]([^'`]+)['`]\)/g)].flatMap(([, code = '']) =>
    failures.map(failure => code.replace('${outcome}', failure)))
  assert.ok(conflicts.length > 30)
  assert.equal(codesOfTable(page, '| conflict |'), [...new Set(conflicts)].sort())
})

test('the example of a plan is what it moves', () => {
  const codec = codecOfAll()
  const [tenant] = parseRows(codec, 'tenants', readText('examples/payouts/tenant.json'))
  const [paywell] = parseRows(codec, 'providers', readText('examples/payouts/paywell.json'))
  const terminal = paywell!.content.terminals!.find(each => each.terminal === 'card')!
  const flow = finalize([...tenant!.content.withdrawalPlan!, ...terminal.fee],
    { wallet: 'alice', provider: 'paywell', amount: 100_00n, currency: 'EUR' })
  if (typeof flow === 'string') throw new Error(flow)
  const told = linesOfTable(page, '| debit |').map(([debit, credit, amount]) => ({
    debit: debit!.replaceAll('`', ''), credit: credit!.replaceAll('`', ''),
    amount: BigInt(amount!.replace('.', '')), currency: 'EUR'
  }))
  assert.equal(told, flow.postings)
  assert.ok(page.includes(`and the provider is asked for ${Number(flow.paidOut) / 100}.00.`))
})

test.run()

const failures = ['declined', 'expired', 'cancelled', 'not_found']

function statusesOf(schema: unknown): readonly string[] {
  const { fields } = schema as { readonly fields: readonly { readonly name: string, readonly type: unknown }[] }
  return (fields.find(({ name }) => name === 'status')!.type as { readonly symbols: readonly string[] }).symbols
}
