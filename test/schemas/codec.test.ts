import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Decoded } from '../../schemas/codec.ts'
import { schemas } from '../../schemas/generated.ts'
import { fixed, maxOf, minOf, posting, providerOf, share, tenantOf } from '../support/plans.ts'
import { RandomBytes } from '../support/random-bytes.ts'
import { flatRecords, typesOf } from './arbitrary.ts'
import { codecOf, codecOfAll, recordTopics } from './codecs.ts'
import { examples } from './examples.ts'

const codec = codecOfAll()

const roundTrip = suite('round trip')

for (const { name, value } of recordTopics) {
  roundTrip(`every record of ${name} is read as it was written`, () => {
    const seen = new Set<string>()
    fc.assert(fc.property(flatRecords(schemas[value]), record => {
      seen.add(record.type)
      assert.equal(codec.decode(name, codec.encode(name, record)), { record })
    }), { seed: 2, numRuns: 60 * typesOf(schemas[value]).length })
    assert.is(seen.size, typesOf(schemas[value]).length, 'every record of the topic')
  })
}

roundTrip('a record that holds records of its own kind comes back as plain objects, however deep', () => {
  let volume = share(3, 100, 'half_towards_zero')
  for (let depth = 0; depth < 60; depth++) {
    volume = depth % 2 === 0 ? minOf(volume, fixed(BigInt(depth))) : maxOf(volume)
  }
  const record = { type: 'Tenant', ...tenantOf({ withdrawalPlan: [posting('wallet', 'system', volume)] }) }
  const read = recordOf(codec.decode('tenants', codec.encode('tenants', record)))
  assert.equal(read, record)
  let found = (read as typeof record).withdrawalPlan[0]!.volume
  for (let depth = 60; ; depth--) {
    assert.is(Object.getPrototypeOf(found), Object.prototype, `${depth} to go`)
    if (depth === 0) break
    assert.is(found.kind, depth % 2 === 1 ? 'min_of' : 'max_of')
    found = found.of[0]!
  }
})

roundTrip('records that hold each other are copied too, each version of them by its own fields', () => {
  const named = (name: string, fields: readonly object[]): any => ({ type: 'record', name, namespace: 'test', fields })
  const leaf = (...more: readonly object[]): object => named('Leaf', [
    { name: 'trees', type: { type: 'array', items: 'Tree' } }, { name: 'color', type: 'string' }, ...more
  ])
  const tree = (leaves: object): { readonly name: string } =>
    named('Tree', [{ name: 'leaf', type: ['null', leaves], default: null }])
  const older = codecOf(tree(leaf()))
  const newer = codecOf(tree(leaf({ name: 'size', type: 'int', default: 3 })))
  newer.learn('topic', 2, tree(leaf()))
  const record = (size: object): any => {
    const inner = { leaf: { trees: [], color: 'red', ...size } }
    return { type: 'Tree', leaf: { trees: [inner, { leaf: null }], color: 'green', ...size } }
  }
  const bytes = older.encode('topic', record({}))
  assert.equal(older.decode('topic', bytes), { record: record({}) })
  bytes.writeInt32BE(2, 1)
  assert.equal(newer.decode('topic', bytes), { record: record({ size: 3 }) })
  assert.equal(newer.decode('topic', newer.encode('topic', record({ size: 7 }))), { record: record({ size: 7 }) })
})

roundTrip('a record larger than the buffer that records share is written whole', () => {
  const currencies = Array.from({ length: 20_000 }, (_, index) => `currency-${index}`)
  const record = { type: 'Provider', ...providerOf('swift', { currencies }) }
  assert.equal(codec.decode('providers', codec.encode('providers', record)), { record })
})

roundTrip('a record keeps its bytes when the next one is written', () => {
  const [first, second] = ['one', 'two'].map(tenant =>
    codec.encode('tenants', { type: 'Tenant', tenant, revision: 1, currencies: [] }))
  assert.is.not(first!.equals(second!), true)
  assert.is(recordOf(codec.decode('tenants', first!))['tenant'], 'one')
})

roundTrip.run()

const header = suite('header')
const tenant = { type: 'Tenant', ...tenantOf() }

header('is a zero byte and the id of the schema as int32', () => {
  const registered = codecOf(schemas.Tenant)
  registered.learn('topic', 0x01020304, schemas.Tenant)
  assert.is(registered.encode('topic', tenant).subarray(0, 5).toString('hex'), '0001020304')
})

header('no value is empty, and so is a value without bytes', () => {
  assert.equal(codec.decode('tenants', null), { unreadable: 'empty' })
  assert.equal(codec.decode('tenants', Buffer.alloc(0)), { unreadable: 'empty' })
})

header('up to four bytes are too short for one', () => {
  for (const length of [1, 2, 3, 4]) {
    assert.equal(codec.decode('tenants', Buffer.alloc(length)), { unreadable: 'too_short' }, `${length}`)
  }
})

header('any first byte but zero is wrong', () => {
  const bytes = codec.encode('tenants', tenant)
  for (let magic = 1; magic < 256; magic++) {
    bytes[0] = magic
    assert.equal(codec.decode('tenants', bytes), { unreadable: 'wrong_magic_byte' }, `${magic}`)
  }
})

header('an id that nobody taught is unknown, which says nothing of the record', () => {
  const bytes = codec.encode('tenants', tenant)
  for (const id of [0, 99, 2 ** 31 - 1, -1]) {
    bytes.writeInt32BE(id, 1)
    assert.equal(codec.decode('tenants', bytes), { unknownId: id })
  }
})

header('an id that was taught is known, for its topic alone', () => {
  const taught = codecOfAll()
  assert.is(taught.knows('tenants', 77), false)
  taught.learn('tenants', 77, schemas.Tenant)
  assert.is(taught.knows('tenants', 77), true)
  assert.is(taught.knows('providers', 77), false)
})

header('the schema of another topic is foreign, however well its bytes would fit', () => {
  const bytes = codec.encode('wallet-commands', { tenant: 'a', wallet: 'b', operationId: 'c', type: 'BlockWallet' })
  for (const { name } of recordTopics.filter(topic => topic.name !== 'wallet-commands')) {
    assert.equal(codec.decode(name, bytes), { unreadable: 'foreign_schema' }, name)
  }
})

header('two topics that share an id both read it', () => {
  const shared = codecOf(schemas.Tenant)
  shared.add('other', 'Tenant')
  shared.learn('other', 1, schemas.Tenant)
  const bytes = shared.encode('topic', tenant)
  for (const topic of ['topic', 'other']) assert.equal(shared.decode(topic, bytes), { record: tenant })
})

header('nothing is written before the id of our own schema is known', () => {
  const ignorant = codecOf(schemas.Tenant)
  ignorant.add('other', 'Tenant')
  assert.is(ignorant.canEncode('topic'), true)
  assert.is(ignorant.canEncode('other'), false)
  assert.throws(() => ignorant.encode('other', tenant), /topology apply/)
})

header.run()

const poison = suite('poison')

poison('no record is read from less than all of its bytes', () => {
  let lengths = 0
  for (const { topic, record } of examples) {
    const bytes = codec.encode(topic.name, record)
    for (let length = 0; length < bytes.length; length++) {
      const decoded = codec.decode(topic.name, bytes.subarray(0, length))
      const expected = length === 0 ? 'empty' : length < 5 ? 'too_short' : 'undecodable'
      assert.equal(decoded, { unreadable: expected }, `${record.type}, ${length} of ${bytes.length} bytes`)
      lengths++
    }
  }
  assert.ok(lengths > 1_000, `${lengths} lengths`)
})

poison('bytes that follow a record are noticed', () => {
  for (const { topic, record } of examples) {
    const bytes = codec.encode(topic.name, record)
    for (const rest of [Buffer.alloc(1), Buffer.alloc(100, 7)]) {
      assert.equal(
        codec.decode(topic.name, Buffer.concat([bytes, rest])),
        { unreadable: 'trailing_bytes' },
        record.type
      )
    }
  }
})

poison('ten thousand values of random bytes are answered, not thrown over', () => {
  const answers = { record: 0, unreadable: 0, unknownId: 0 }
  const random = new RandomBytes(3)
  for (let index = 0; index < 10_000; index++) {
    const { name } = recordTopics[index % recordTopics.length]!
    const bytes = random.bytes(index % 97)
    // Every other one gets a header that lets it through to the Avro decoder.
    if (index % 2 === 0 && bytes.length >= 5) bytes.set([0, 0, 0, 0, 1 + index % recordTopics.length])
    answers[answerOf(codec.decode(name, bytes))]++
  }
  assert.ok(answers.unreadable > 9_000, JSON.stringify(answers))
  assert.is(answers.record + answers.unreadable + answers.unknownId, 10_000)
})

poison('ten thousand records with one byte changed are answered, not thrown over', () => {
  const answers = { record: 0, unreadable: 0, unknownId: 0 }
  const random = new RandomBytes(4)
  for (let index = 0; index < 10_000; index++) {
    const { topic, record } = examples[index % examples.length]!
    const bytes = codec.encode(topic.name, record)
    const place = random.below(bytes.length)
    bytes[place] = bytes[place]! ^ (1 + random.below(255))
    answers[answerOf(codec.decode(topic.name, bytes))]++
  }
  for (const [answer, count] of Object.entries(answers)) assert.ok(count > 100, `${answer}: ${count}`)
})

poison('an array that claims more items than there are bytes takes neither memory nor time', () => {
  const list = { type: 'array', items: 'string' }
  const lists = codecOf({ type: 'record', name: 'List', fields: [{ name: 'items', type: list }] } as { name: string })
  const bytes = lists.encode('topic', { type: 'List', items: [] })
  const fourBillion = Buffer.from('80f0ffff1f', 'hex')
  const minusFourBillion = Buffer.from('fffffff73f00', 'hex')
  for (const count of [fourBillion, minusFourBillion]) {
    assert.equal(lists.decode('topic', Buffer.concat([bytes.subarray(0, -1), count])), { unreadable: 'undecodable' })
  }
})

poison('a union branch or an enum symbol that does not exist is undecodable', () => {
  const bytes = codec.encode('wallet-commands', { tenant: 'a', wallet: 'b', operationId: 'c', type: 'BlockWallet' })
  for (const branch of [16, 254, 255]) {
    const changed = Buffer.concat([bytes.subarray(0, -1), Buffer.from(branch < 128 ? [branch] : [branch, 1])])
    assert.equal(codec.decode('wallet-commands', changed), { unreadable: 'undecodable' }, `${branch}`)
  }
})

poison.run()

const refusals = suite('encode')

refusals('a record that is not of the topic is refused', () => {
  assert.throws(() => codec.encode('wallet-commands', { ...tenant, tenant: 'a' }), /WalletCommand has no Tenant/)
})

refusals('a record that lacks a field without a default is refused', () => {
  for (const { topic, record } of examples) {
    const { tenant: _, letter: __, ...rest } = record
    assert.throws(() => codec.encode(topic.name, rest as never), /invalid "string"/, record.type)
  }
})

refusals('a topic or a record that nobody added is an error of ours', () => {
  assert.throws(() => codec.encode('nowhere', tenant), /unknown topic nowhere/)
  assert.throws(() => codec.decode('nowhere', null), /unknown topic nowhere/)
  assert.throws(() => codec.add('nowhere', 'Nothing'), /no schema named Nothing/)
})

refusals('a body whose field hides one of the head is an error of ours', () => {
  const hiding = (name: string): unknown => ({
    type: 'record', name: 'Envelope', fields: [
      { name: 'id', type: 'string' },
      { name: 'body', type: [{ type: 'record', name: 'Body', fields: [{ name, type: 'string' }] }] }
    ]
  })
  for (const name of ['id', 'type']) {
    assert.throws(() => codecOf(hiding(name) as { name: string }), new RegExp(`Body.${name} hides a field`))
  }
})

refusals.run()

function answerOf(decoded: Decoded): 'record' | 'unreadable' | 'unknownId' {
  const answers = (['record', 'unreadable', 'unknownId'] as const).filter(answer => answer in decoded)
  assert.is(answers.length, 1, JSON.stringify(answers))
  return answers[0]!
}

function recordOf(decoded: Decoded): Record<string, unknown> {
  if (!('record' in decoded)) throw new Error(JSON.stringify(decoded))
  return decoded.record
}
