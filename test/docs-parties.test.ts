import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { schemas } from '../schemas/generated.ts'
import { typesOf } from './schemas/arbitrary.ts'
import { codesIn, codesOfTable, readText, readTransitions, shownByTests } from './support/transitions.ts'

/** The tables in docs/parties.md are what the tests show and the schemas say. */
const test = suite('docs/parties.md')

const transitions = readTransitions('docs/parties.md', 'test/processors/parties/transitions')
const { page, tables, lines } = transitions

shownByTests(test, transitions, 46)

test('what a line names are statuses and events that there are', () => {
  const ofChallenges = symbolsOf('ChallengeStatus')
  const statuses = {
    Challenge: ofChallenges, 'Repairs of challenges': ofChallenges, Identification: symbolsOf('IdentificationStatus')
  }
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
  const own = /^(Challenge|Verification|Identification)/
  const events = typesOf(schemas.PartyEvent).filter(type => own.test(type))
  assert.ok(events.length > 6, `${events.length} events`)
  const expected = [...events, ...symbolsOf('ChallengeStatus'), ...symbolsOf('IdentificationStatus')]
  assert.equal(expected.filter(word => !named.has(word)), [])
})

test('every kind of limit and of destination is explained, and every field of an identification', () => {
  assert.equal(codesOfTable(page, '| kind | what is counted'), symbolsOf('LimitKind').slice(1).sort())
  const [, destinations = ''] = /^A destination is a token of a kind: (.*)\. The kind/ms.exec(page) ?? []
  assert.equal([...codesIn(destinations)].sort(), symbolsOf('DestinationKind').slice(1).sort())
  assert.equal(codesOfTable(page, '| field | what it says'), fieldsOf('Identification'))
  assert.equal(codesOfTable(page, '| field | may be'), fieldsOf('Contact'))
})

test.run()

function symbolsOf(name: string): readonly string[] {
  return (sharedSchema(name) as { readonly symbols: readonly string[] }).symbols
}

function fieldsOf(name: string): readonly string[] {
  const { fields } = sharedSchema(name) as { readonly fields: readonly { readonly name: string }[] }
  return fields.map(field => field.name).sort()
}

function sharedSchema(name: string): unknown {
  return JSON.parse(readText(`schemas/shared/${name}.avsc`))
}
