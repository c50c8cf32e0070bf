import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { parseRows } from '../cli/row-file.ts'
import { finalize } from '../processors/cash-flow.ts'
import { projectRoot } from '../scripts/cluster/root.ts'
import { schemas } from '../schemas/generated.ts'
import { typesOf } from './schemas/arbitrary.ts'
import { codecOfAll } from './schemas/codecs.ts'

/** The table of transitions in docs/withdrawals.md is what the tests show. */
const test = suite('docs/withdrawals.md')

const folder = 'test/processors/withdrawals/transitions'
const page = readFileSync(join(projectRoot(), 'docs/withdrawals.md'), 'utf8')
const transitions = page.split(/^## /m).find(section => section.startsWith('Transitions\n'))!
const tables = new Map(transitions.split(/^### /m).slice(1).map(part => [part.split('\n')[0]!, rowsOf(part)]))
const shown = new Map(readdirSync(join(projectRoot(), folder)).flatMap(file => {
  const source = readFileSync(join(projectRoot(), folder, file), 'utf8')
  return testsOf(source).map(each => [each.name, each] as const)
}))

test('every transition has a test by its name, and every test a transition', () => {
  const names = [...tables.values()].flat().map(({ name }) => name)
  assert.ok(names.length > 90, `${names.length} transitions`)
  assert.is(new Set(names).size, names.length, 'no name twice')
  assert.equal([...names].sort(), [...shown.keys()].sort())
})

test('every part of the table is a suite', () => {
  for (const [part, rows] of tables) {
    assert.equal([...new Set(rows.map(({ name }) => shown.get(name)!.suite))], [`transitions: ${part.toLowerCase()}`])
  }
})

test('every test shows the events of its line, and the status that it leads to', () => {
  for (const { name, event, to } of [...tables.values()].flat()) {
    for (const word of [...codesIn(event), ...codesIn(to)]) {
      assert.match(shown.get(name)!.body, new RegExp(`'${word}'`), `${name}: ${word}`)
    }
    assert.ok(codesIn(event).length > 0 || /\.emits\(\)/.test(shown.get(name)!.body), `${name}: no event`)
  }
})

test('what a line names are events, reasons and statuses that there are', () => {
  const statuses = statusesOf(schemas.Payout)
  const events = typesOf(schemas.WithdrawalEvent)
  for (const { name, from, event, to } of [...tables.values()].flat()) {
    for (const word of [...codesIn(from), ...codesIn(to)]) assert.ok(statuses.includes(word), `${name}: ${word}`)
    for (const word of codesIn(event).filter(code => /^[A-Z]/.test(code))) {
      assert.ok(events.includes(word), `${name}: ${word}`)
    }
  }
})

test('every event of a payout is on some line, and every status', () => {
  const lines = [...tables.values()].flat()
  const named = new Set(lines.flatMap(({ from, event, to }) => [from, event, to].flatMap(codesIn)))
  const expected = [...typesOf(schemas.WithdrawalEvent), ...statusesOf(schemas.Payout)]
  assert.equal(expected.filter(word => !named.has(word)), ['RecordDeadLettered'])
})

test('every status, rejection and conflict is explained, and none that there is not', () => {
  assert.equal(codesOfTable('| status of a payout |'), [...statusesOf(schemas.Payout)].sort())
  const { symbols } = JSON.parse(read('schemas/shared/RejectionReason.avsc')) as { symbols: readonly string[] }
  assert.equal(codesOfTable('| reason |'), symbols.filter(symbol => symbol !== 'unknown').sort())
  const written = readdirSync(join(projectRoot(), 'processors/withdrawals'))
    .map(file => read(`processors/withdrawals/${file}`)).join('\n')
  const conflicts = [...written.matchAll(/contradicted\(spoken, ['`]([^'`]+)['`]\)/g)].flatMap(([, code = '']) =>
    failures.map(failure => code.replace('${outcome}', failure)))
  assert.ok(conflicts.length > 30)
  assert.equal(codesOfTable('| conflict |'), [...new Set(conflicts)].sort())
})

test('the example of a plan is what it moves', () => {
  const codec = codecOfAll()
  const [tenant] = parseRows(codec, 'tenants', read('examples/payouts/tenant.json'))
  const [paywell] = parseRows(codec, 'providers', read('examples/payouts/paywell.json'))
  const terminal = paywell!.content.terminals!.find(each => each.terminal === 'card')!
  const flow = finalize([...tenant!.content.withdrawalPlan!, ...terminal.fee],
    { wallet: 'alice', provider: 'paywell', amount: 100_00n, currency: 'EUR' })
  if (typeof flow === 'string') throw new Error(flow)
  const told = linesOfTable('| debit |').map(([debit, credit, amount]) => ({
    debit: debit!.replaceAll('`', ''), credit: credit!.replaceAll('`', ''),
    amount: BigInt(amount!.replace('.', '')), currency: 'EUR'
  }))
  assert.equal(told, flow.postings)
  assert.ok(page.includes(`and the provider is asked for ${Number(flow.paidOut) / 100}.00.`))
})

test.run()

const failures = ['declined', 'expired', 'cancelled', 'not_found']

function read(path: string): string {
  return readFileSync(join(projectRoot(), path), 'utf8')
}

/** The cells of a table's lines, found by how its head begins. */
function linesOfTable(head: string): readonly (readonly string[])[] {
  const [, found = ''] = page.split(`\n${head}`)
  const lines = found.split('\n').slice(2)
  return lines.slice(0, lines.findIndex(line => !line.startsWith('|')))
    .map(line => line.slice(1, -1).split('|').map(cell => cell.trim()))
}

function codesOfTable(head: string): readonly string[] {
  return linesOfTable(head).flatMap(([first = '']) => codesIn(first)).sort()
}

interface Row { readonly name: string, readonly from: string, readonly event: string, readonly to: string }

function rowsOf(part: string): readonly Row[] {
  const lines = part.split('\n').filter(line => line.startsWith('|')).slice(2)
  return lines.map(line => {
    const [name = '', from = '', , event = '', to = ''] = line.slice(1, -1).split('|').map(cell => cell.trim())
    return { name, from, event, to }
  })
}

interface Shown { readonly name: string, readonly suite: string, readonly body: string }

function testsOf(source: string): readonly Shown[] {
  const suiteName = /= suite\('([^']+)'\)/.exec(source)![1]!
  return [...source.matchAll(/^test\('([^']+)', \(\) => \{\n([\s\S]*?)^\}\)$/gm)]
    .map(([, name = '', body = '']) => ({ name, suite: suiteName, body }))
}

function codesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map(found => found[1]!)
}

function statusesOf(schema: unknown): readonly string[] {
  const { fields } = schema as { readonly fields: readonly { readonly name: string, readonly type: unknown }[] }
  return (fields.find(({ name }) => name === 'status')!.type as { readonly symbols: readonly string[] }).symbols
}
