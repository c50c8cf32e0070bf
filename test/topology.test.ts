import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { checkTopology } from '../runtime/check.ts'
import type { Processor, Topic } from '../runtime/topology.ts'
import { projectRoot } from '../scripts/cluster/root.ts'
import { Codec } from '../schemas/codec.ts'
import { schemas } from '../schemas/generated.ts'
import { topology } from '../topology.ts'
import { postedMax } from '../processors/balance.ts'
import * as examples from './processors/examples.ts'
import * as people from './processors/parties/examples.ts'
import { adjusting } from './processors/wallets/adjustment-examples.ts'
import { pendingBatch, reserved } from './processors/wallets/batch-examples.ts'
import * as money from './processors/wallets/examples.ts'
import { flatRecords, typesOf } from './schemas/arbitrary.ts'
import { codecOfAll } from './schemas/codecs.ts'
import { tablesOf, usualAt } from './support/given.ts'

const test = suite('topology')

const codec = codecOfAll()
const processors: Readonly<Record<string, Processor>> = topology.processors
const topics: Readonly<Record<string, Topic>> = topology.topics

/** What the clock, a provider or a verifier says. */
const mayBeNoNews = [
  'RecordNotification', 'RecordInvoicePaid', 'WakePayout', 'ExpireQuote', 'RecordVerification', 'ExpireIdentification',
  'ExpireChallenge', 'ExpireHold', 'ReviewDeposit'
]

/** Rows of every store: most events need those that they change. */
const rows = {
  wallets: { ...examples.owned, incoming: postedMax }, withdrawals: examples.pending, quotes: examples.quote,
  payouts: examples.started,
  turnovers: examples.turnover, reservations: examples.reservation,
  holds: money.placed, deposits: money.expected, reverts: money.reverted, transfers: adjusting, credits: reserved,
  batches: pendingBatch,
  parties: people.paying, identities: people.alice, challenges: people.pending, destinations: people.account
}

test('passes the check of the engine', () => checkTopology(topology, new Codec(schemas)))

test('every topic is somebody\'s: of a processor, of a table, of those whom processors send to, of operators', () => {
  const used = new Set<Topic>([
    topology.topics.deadLetterDecisions,
    ...Object.values(processors).flatMap(({ commands, changelog, deadLetters, routes = [], sends }) =>
      [commands, changelog, deadLetters, ...routes.map(({ from }) => from), ...sends]),
    ...Object.values(topology.tables).map(({ topic }) => topic)
  ])
  for (const topic of Object.values(topics)) assert.ok(used.has(topic), topic.name)
  assert.is(used.size, Object.values(topics).length)
})

test('every processor has commands, a changelog and dead letters of its own', () => {
  const own = Object.values(processors).flatMap(({ commands, changelog, deadLetters }) => [
    commands,
    changelog,
    deadLetters
  ])
  assert.is(new Set(own).size, 3 * Object.keys(processors).length)
})

test('every store is one processor\'s, and every row schema is one store\'s or a part of another', () => {
  const stores = Object.values(processors).flatMap(processor => processor.stores)
  // Of each processor that clients send commands to: a quota is one of theirs.
  assert.equal([...stores].sort(), [...Object.keys(topology.stores), 'rates'].sort())
  const parts = [
    'Approval.avsc', 'Attempt.avsc', 'Hold.avsc', 'Moved.avsc', 'Movement.avsc', 'OpenWithdrawal.avsc',
    'OwnedWallet.avsc', 'Usage.avsc', 'Waiting.avsc', 'WalletUsage.avsc'
  ]
  const files = readdirSync(join(projectRoot(), 'schemas/rows')).filter(file => !parts.includes(file))
  // What a tenant said is kept as the row of the table that comes of it.
  const rows = Object.values(topology.stores).map(({ row }) => row).filter(row => row !== 'Tenant')
  assert.equal(files.sort(), rows.map(row => `${row}.avsc`).sort())
})

test('changelogs are never compacted and never expire, whatever a name makes one expect', () => {
  for (const { changelog } of Object.values(processors)) {
    assert.is(changelog.config['cleanup.policy'], 'delete', changelog.name)
    assert.is(changelog.config['retention.ms'], '-1', changelog.name)
    assert.is(changelog.config['retention.bytes'], '-1', changelog.name)
  }
})

test('no topic of commands or notifications is compacted: two commands of a wallet share a key', () => {
  for (const topic of Object.values(topics)) {
    assert.is(topic.config['cleanup.policy'], topic === topology.topics.partyKeys ? 'compact' : 'delete', topic.name)
  }
})

test('tables keep every revision of their rows: operations pin them', () => {
  for (const { topic: { config } } of Object.values(topology.tables)) {
    assert.equal([config['cleanup.policy'], config['retention.ms'], config['retention.bytes']], ['delete', '-1', '-1'])
  }
})

for (const [name, { commands, changelog, decider, routes = [], sends }] of Object.entries(processors)) {
  const commandSchema = schemas[commands.value as 'WalletCommand']
  const eventSchema = schemas[changelog.value as 'WalletEvent']

  test(`every command of ${commands.name} is decided by ${name}, and by no other`, () => {
    const seen = new Set<string>()
    const events = typesOf(eventSchema)
    fc.assert(fc.property(flatRecords(commandSchema), command => {
      const event = decider.decide(command, {}, tablesOf({}), usualAt)
      const isAnswer = events.includes(event.type) || event.type === 'Unchanged' && mayBeNoNews.includes(command.type)
      assert.ok(isAnswer, `${command.type} leads to ${event.type}`)
      seen.add(command.type)
    }), { seed: 1, numRuns: 60 * typesOf(commandSchema).length })
    assert.equal([...seen].sort(), [...typesOf(commandSchema)].sort())
    const owners = Object.values(processors).filter(other => typesOf(schemas[other.commands.value as 'WalletCommand'])
      .some(type => seen.has(type)))
    assert.is(owners.length, 1)
  })

  test(`every event of ${changelog.name} is emitted somewhere in ${name}, or by the engine`, () => {
    const folder = join(projectRoot(), 'processors', name)
    const source = readdirSync(folder).map(file => readFileSync(join(folder, file), 'utf8')).join('\n')
    const engine = ['OperationRefused', 'RecordDeadLettered']
    for (const type of typesOf(eventSchema).filter(each => !engine.includes(each)))
      assert.match(source, new RegExp(`type: '${type}'`))
  })

  test(`every event of ${changelog.name} can be folded, and what it causes can be written where it goes`, () => {
    const seen = new Set<string>()
    const receivers = new Set<string>()
    fc.assert(fc.property(flatRecords(eventSchema), event => {
      seen.add(event.type)
      decider.evolve(rows, event)
      for (const { to, record } of decider.react?.(event, rows) ?? []) {
        const topic = topics[to]!
        assert.ok(sends.includes(topic), `${event.type} to ${to}`)
        assert.ok(codec.encode(topic.name, record).length > 5)
        receivers.add(to)
      }
    }), { seed: 2, numRuns: 60 * typesOf(eventSchema).length })
    assert.equal([...seen].sort(), [...typesOf(eventSchema)].sort())
    assert.ok(receivers.size > 0)
  })

  for (const { from, map } of routes) {
    test(`every record of ${from.name} becomes a command that can be written`, () => {
      fc.assert(fc.property(flatRecords(schemas[from.value as 'ProviderNotification']), notification => {
        const { to, record } = map(notification, { provider: 'swift', verifier: 'checkit' })
        assert.ok(sends.includes(topics[to]!))
        assert.ok(codec.encode(topics[to]!.name, record).length > 5)
      }), { seed: 3 })
    })
  }
}

test.run()
