import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { projectRoot } from '../scripts/cluster/root.ts'
import { schemas } from '../schemas/generated.ts'
import { typesOf } from './schemas/arbitrary.ts'

/** The tables in docs/parties.md are what the tests show and the schemas say. */
const test = suite('docs/parties.md')

const folder = 'test/processors/parties/transitions'
const page = read('docs/parties.md')
const transitions = page.split(/^## /m).find(section => section.startsWith('Transitions\n'))!
const tables = new Map(transitions.split(/^### /m).slice(1).map(part => [part.split('\n')[0]!, rowsOf(part)]))
const lines = [...tables.values()].flat()
const shown = new Map(readdirSync(join(projectRoot(), folder)).flatMap(file =>
  testsOf(read(`${folder}/${file}`)).map(each => [each.name, each] as const)))

test('every transition has a test by its name, and every test a transition', () => {
  const names = lines.map(({ name }) => name)
  assert.ok(names.length > 30, `${names.length} transitions`)
  assert.is(new Set(names).size, names.length, 'no name twice')
  assert.equal([...names].sort(), [...shown.keys()].sort())
})

test('every part of the table is a suite', () => {
  for (const [part, rows] of tables) {
    assert.equal([...new Set(rows.map(({ name }) => shown.get(name)!.suite))], [`transitions: ${part.toLowerCase()}`])
  }
})

test('every test shows the events of its line, and the status that it leads to', () => {
  for (const { name, event, to } of lines) {
    const { body } = shown.get(name)!
    for (const word of [...codesIn(event), ...codesIn(to)]) assert.ok(shows(body, word), `${name}: ${word}`)
    assert.ok(codesIn(event).length > 0 || /\.emits\(\)/.test(body), `${name}: no event`)
  }
})

test('what a line names are statuses and events that there are', () => {
  const statuses = { Challenge: symbolsOf('ChallengeStatus'), Identification: symbolsOf('IdentificationStatus') }
  const events = [...typesOf(schemas.PartyEvent), ...symbolsOf('Reason')]
  for (const [part, rows] of tables) {
    for (const { name, from, event, to } of rows) {
      for (const word of [...codesIn(from), ...codesIn(to)]) {
        assert.ok(statuses[part as keyof typeof statuses].includes(word), `${name}: ${word}`)
      }
      for (const word of codesIn(event)) assert.ok(events.includes(word), `${name}: ${word}`)
    }
  }
})

test('every end of a challenge is on some line, and every status', () => {
  const named = new Set(lines.flatMap(({ from, event, to }) => [from, event, to].flatMap(codesIn)))
  const events = typesOf(schemas.PartyEvent).filter(type => /^(Challenge|Verification|Identification)/.test(type))
  assert.ok(events.length > 6, `${events.length} events`)
  const expected = [...events, ...symbolsOf('ChallengeStatus'), ...symbolsOf('IdentificationStatus')]
  assert.equal(expected.filter(word => !named.has(word)), [])
})

test('every kind of limit and of destination is explained, and every field of an identification', () => {
  assert.equal(codesOfTable('| kind | what is counted'), symbolsOf('LimitKind').slice(1).sort())
  const [, destinations = ''] = /^A destination is a token of a kind: (.*)\. The kind/ms.exec(page) ?? []
  assert.equal([...codesIn(destinations)].sort(), symbolsOf('DestinationKind').slice(1).sort())
  assert.equal(codesOfTable('| field | what it says'), fieldsOf('Identification'))
  assert.equal(codesOfTable('| field | may be'), fieldsOf('Contact'))
})

test.run()

function shows(body: string, word: string): boolean {
  return new RegExp(`'${word}'`).test(body)
}

function read(path: string): string {
  return readFileSync(join(projectRoot(), path), 'utf8')
}

function symbolsOf(name: string): readonly string[] {
  return (JSON.parse(read(`schemas/shared/${name}.avsc`)) as { readonly symbols: readonly string[] }).symbols
}

function fieldsOf(name: string): readonly string[] {
  const { fields } = JSON.parse(read(`schemas/shared/${name}.avsc`)) as { readonly fields: readonly { name: string }[] }
  return fields.map(field => field.name).sort()
}

/** The codes in the first column of a table, found by how its head begins. */
function codesOfTable(head: string): readonly string[] {
  const [, found = ''] = page.split(`\n${head}`)
  const rows = found.split('\n').slice(2)
  return rows.slice(0, rows.findIndex(line => !line.startsWith('|')))
    .flatMap(line => codesIn(line.slice(1).split('|')[0]!)).sort()
}

interface Row { readonly name: string, readonly from: string, readonly event: string, readonly to: string }

function rowsOf(part: string): readonly Row[] {
  return part.split('\n').filter(line => line.startsWith('|')).slice(2).map(line => {
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
