import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { schemas } from '../schemas/generated.ts'
import { topology } from '../topology.ts'
import { typesOf } from './schemas/arbitrary.ts'
import { codesIn, linesOfTable, readText } from './support/transitions.ts'

/** What docs/repair.md says is there, and nothing else. */
const test = suite('docs/repair.md')

const page = readText('docs/repair.md')
const commands = linesOfTable(page, '| command | of what |')

test('has every command that repairs, in the topic that takes it', () => {
  const told = commands.map(([command = '', , topic = '']) => `${codesIn(command)[0]} ${topic.replaceAll('`', '')}`)
  const { topics } = topology
  const found = Object.values(topics).flatMap(topic => 'value' in topic
    ? typesOf(schemas[topic.value]).filter(isRepair).map(type => `${type} ${topic.name}`)
    : [])
  // A payout is repaired by a decision, which has a topic of its own and then goes where all others are.
  assert.equal(told.sort(), found.filter(each => each !== 'RepairPayout withdrawal-commands').sort())
})

test('says of each what becomes of it, for each outcome', () => {
  const outcomes = linesOfTable(page, '| of | outcome | hold |')
  const kinds = outcomes.map(([kind = '']) => kind).filter(kind => kind !== '')
  assert.equal(outcomes.map(([, outcome = '']) => codesIn(outcome)[0]),
    kinds.flatMap(() => ['retry', 'complete', 'fail']))
  for (const kind of ['opening', 'deposit', 'transfer', 'batch', 'withdrawal']) assert.ok(kinds.includes(kind), kind)
})

test('explains every field of a repair', () => {
  const { fields } = JSON.parse(readText('schemas/commands/RepairTransfer.avsc')) as Named
  for (const { name } of fields) assert.ok(name === 'transfer' || page.includes(`\`${name}\``), name)
})

test.run()

interface Named { readonly fields: readonly { readonly name: string }[] }

function isRepair(type: string): boolean {
  return type.startsWith('Repair')
}
