import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { checkTopology } from '../../runtime/check.ts'
import type { Own, Processor, Store, Topic, Topology } from '../../runtime/topology.ts'
import { Codec } from '../../schemas/codec.ts'
import { schemas as walletsSchemas } from '../../schemas/generated.ts'
import { topology as wallets } from '../../topology.ts'
import { decider, field, record, schemas, topology, type RecordSchema } from './counter.ts'
import { schemas as diarySchemas, topology as diaries } from './diary.ts'
import { schemas as eggSchemas, topology as eggs } from './egg-timer.ts'
import { schemas as shopSchemas, topology as shops } from './shops.ts'

const test = suite('checkTopology')

const { commands, changelog, deadLetters } = topology.topics as Record<'commands' | 'changelog' | 'deadLetters', Topic>
const counters = topology.processors['counters']!
const eggTimer = eggs.processors['eggs']!
const table: Topic = {
  name: 'limits',
  value: 'Counter',
  key: ['total'],
  partitions: 1,
  config: { 'cleanup.policy': 'compact' }
}

test('passes the wallets', () => checkTopology(wallets, new Codec(walletsSchemas)))

test('passes the egg timer, whose rows are due', () => checkTopology(eggs, new Codec(eggSchemas)))

test('passes the shops, which may have topics of their own', () => checkTopology(shops, new Codec(shopSchemas)))

test('passes the diaries, where something is personal', () => checkTopology(diaries, new Codec(diarySchemas)))

test('passes the counters, and a table beside them', () => {
  checkTopology(topology, new Codec(schemas))
  checkTopology(withTable(table), new Codec(schemas))
})

/** One fault each, and what is said of it. */
const faults: readonly (readonly [fault: RegExp, topology: Topology, schemas?: Readonly<Record<string, unknown>>])[] =
  [
    [/counter\.commands: dots and underscores collide/, withCommands({ name: 'counter.commands' })],
    [/counter_commands: dots and underscores collide/, withCommands({ name: 'counter_commands' })],
    [/counter-\{id\}: a placeholder and `per` go together/, withCommands({ name: 'counter-{id}' })],
    [
      /counter-commands: a placeholder and `per` go together/,
      withCommands({ per: { table: 'limits', field: 'total' } })
    ],
    [/counter-commands: Add has no tenant for the key/, withCommands({ key: ['tenant'] })],
    [/two topics are called counter-commands/, withTopic('again', { ...deadLetters, name: 'counter-commands' })],
    [/counter-commands: there is no table limits/, withCommands({ per: { table: 'limits', field: 'total' } })],
    [
      /two processors own counter-commands\ntwo processors own counter-changelog/,
      { ...topology, processors: { counters, again: counters } }
    ],
    [/table limits: its topic is not in topics/, { ...topology, tables: { limits: { topic: table } } }],
    [/table limits: limits is read whole and must have one partition/, withTable({ ...table, partitions: 2 })],
    [/table limits: limits must be compacted, or kept for ever/, withTable({ ...table, config: {} })],
    [
      /table limits: limits must be compacted, or kept for ever/,
      withTable({ ...table, config: { 'cleanup.policy': 'delete', 'retention.ms': '86400000' } })
    ],
    [
      /processor counters: elsewhere is not in topics/,
      withProcessor({ sends: [{ ...commands, name: 'elsewhere' }] })
    ],
    [
      /processor counters: elsewhere is not in topics/,
      withProcessor({ routes: [{ from: { ...commands, name: 'elsewhere' }, map: () => never() }] })
    ],
    [
      /processor counters: counter-dead-letters must have as many partitions as counter-commands/,
      withDeadLetters({ partitions: 3 })
    ],
    [
      /processor counters: counter-changelog must have as many partitions as counter-commands/,
      withChangelog({ partitions: 3 })
    ],
    [/processor counters: the key of counter-changelog is not counter/, withChangelog({ key: ['operationId'] })],
    [
      /processor counters: the key of counter-commands is not counter/,
      withCommands({ key: ['counter', 'operationId'] })
    ],
    [
      /processor counters: counter-changelog is the ledger: never compacted, never expired/,
      withChangelog({ config: { 'cleanup.policy': 'compact', 'retention.ms': '-1' } })
    ],
    [
      /processor counters: counter-changelog is the ledger: never compacted, never expired/,
      withChangelog({ config: { 'cleanup.policy': 'delete', 'retention.ms': '1' } })
    ],
    [/processor counters: there is no store totals/, withProcessor({ stores: ['counters', 'totals'] })],
    [/processor counters: there is no table limits/, withProcessor({ tables: ['limits'] })],
    [
      /processor counters: counter-changelog lacks OperationRefused/,
      topology,
      withEvents(['Added', 'RecordDeadLettered'])
    ],
    [
      /processor counters: counter-changelog lacks RecordDeadLettered/,
      topology,
      withEvents(['Added', 'OperationRefused'])
    ],
    ...['operationId', 'revision', 'at', 'sourceTopic', 'sourceOffset', 'fingerprint'].map(
      name =>
        [new RegExp(`processor counters: Added lacks ${name}`), topology, without('CounterEvent', name)] as const
    ),
    [/processor counters: Add lacks operationId/, topology, without('CounterCommand', 'operationId')],
    [
      /processor diaries: has personal fields, and the decider has no seal/,
      withDiaries({ decider }),
      diarySchemas
    ],
    [
      /processor diaries: mood is personal, and no command has it/,
      withDiaries({ personal: ['text', 'mood'] }),
      diarySchemas
    ],
    [
      /processor diaries: operationId is personal, and no command has it/,
      withDiaries({ personal: ['operationId'] }),
      diarySchemas
    ],
    [
      /processor diaries: page is personal, and in Written it is not of type bytes/,
      withDiaries({ personal: ['page'] }),
      diarySchemas
    ],
    [
      /processor eggs: store eggs is due by readyAt, which Egg does not have/,
      withEggs({ due: 'readyAt' }),
      eggSchemas
    ],
    [
      /processor eggs: store eggs is due by waiter, which is no number of type long/,
      withEggs({ due: 'waiter' }),
      eggSchemas
    ],
    [
      /processor eggs: store eggs has rows that are due, and the decider has no tick/,
      { ...eggs, processors: { eggs: { ...eggTimer, decider } } },
      eggSchemas
    ],
    [
      /processor eggs: store eggs has rows that are due, and no kitchen in its key/,
      withEggs({ key: ['egg'] }),
      eggSchemas
    ],
    [
      /processor eggs: store eggs has the processor's own key, so its rows cannot be due/,
      withEggs({ key: ['kitchen'] }),
      eggSchemas
    ],
    [/own topics: there is no table malls/, withOwn({ table: 'malls' }), shopSchemas],
    [/own topics: there is no processor clerks, guards/, withOwn({ processors: ['clerks', 'guards'] }), shopSchemas],
    [/own topics: the key of shops is not till/, withOwn({ key: 'till' }), shopSchemas],
    [/own topics: Shop has no topics/, withOwn({ field: 'topics' }), shopSchemas],
    [
      /own topics: vault-commands is also of a processor that all share/,
      withOwn({ processors: ['vaults'] }),
      shopSchemas
    ],
    [/own topics: the key of vault-commands has no till/, withOwn({ key: 'till' }), shopSchemas],
    [
      /own topics: old-receipts ends like receipts, so two owners could have one topic/,
      withTillSends('old-receipts'),
      shopSchemas
    ]
  ]

for (const [fault, broken, brokenSchemas = schemas] of faults) {
  test(`says: ${fault.source.replaceAll('\\', '')}`, () => {
    assert.throws(() => checkTopology(broken, new Codec(brokenSchemas)), fault)
  })
}

test('says all that is wrong, not the first of it', () => {
  const broken = { ...withProcessor({ stores: ['one'], tables: ['two'] }) }
  assert.throws(() => checkTopology(broken, new Codec(schemas)), /no store one\n.*no table two/)
})

test.run()

function withTopic(name: string, topic: Topic): Topology {
  return { ...topology, topics: { ...topology.topics, [name]: topic } }
}

function withTable(topic: Topic): Topology {
  return { ...withTopic('limits', topic), tables: { limits: { topic } } }
}

/** The egg timer with its store changed. */
function withEggs(change: Partial<Store>): Topology {
  return { ...eggs, stores: { eggs: { ...eggs.stores['eggs']!, ...change } } }
}

/** The shops, with other words on who may have topics of its own. */
function withOwn(change: Partial<Own>): Topology {
  return { ...shops, own: { ...shops.own!, ...change } }
}

/** The shops with one more topic that tills send to. */
function withTillSends(name: string): Topology {
  const topic = { ...shops.topics['receipts']!, name }
  const tills = shops.processors['tills']!
  return {
    ...shops,
    topics: { ...shops.topics, [name]: topic },
    processors: { ...shops.processors, tills: { ...tills, sends: [...tills.sends, topic] } }
  }
}

function withDiaries(change: Partial<Processor>): Topology {
  return { ...diaries, processors: { diaries: { ...diaries.processors['diaries']!, ...change } } }
}

function withProcessor(change: Partial<Processor>): Topology {
  return { ...topology, processors: { counters: { ...counters, ...change } } }
}

/** The same topology with one topic changed, wherever it stands. */
function withCommands(change: Partial<Topic>): Topology {
  const topic = { ...commands, ...change }
  return { ...withProcessor({ commands: topic }), topics: { ...topology.topics, commands: topic } }
}

function withChangelog(change: Partial<Topic>): Topology {
  const topic = { ...changelog, ...change }
  return { ...withProcessor({ changelog: topic }), topics: { ...topology.topics, changelog: topic } }
}

function withDeadLetters(change: Partial<Topic>): Topology {
  const topic = { ...deadLetters, ...change }
  return { ...withProcessor({ deadLetters: topic }), topics: { ...topology.topics, deadLetters: topic } }
}

function without(name: 'CounterCommand' | 'CounterEvent', missing: string): Readonly<Record<string, unknown>> {
  const { fields } = schemas[name]
  return { ...schemas, [name]: record(name, ...fields.filter(each => each.name !== missing)) }
}

function withEvents(names: readonly string[]): Readonly<Record<string, unknown>> {
  const { fields } = schemas.CounterEvent
  const body = fields.find(({ name }) => name === 'body')!.type as readonly RecordSchema[]
  const kept = body.filter(({ name }) => names.includes(name))
  return {
    ...schemas,
    CounterEvent: record('CounterEvent', ...fields.filter(({ name }) => name !== 'body'), field('body', kept))
  }
}

function never(): never {
  throw new Error('nothing is routed here')
}
