import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { LogRecord, OutgoingRecord } from '../../runtime/log/log.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { Codec } from '../../schemas/codec.ts'
import type { DeadLetterReason } from '../../schemas/generated.ts'
import type { World } from '../support/world.ts'
import { RandomBytes } from '../support/random-bytes.ts'
import { add, schemas } from './counter.ts'
import {
  closeWorlds, counterIn, counterWorld, digests, eventsOf, memoryLog, PARTITIONS, task
} from './counter-world.ts'
import { RecordingLog } from './wrapped-log.ts'

const test = suite('dead letters')
test.after.each(closeWorlds)

const counter = counterIn(1)
const good = encode(add(counter, 'o1', 5))

/** What cannot be read, and why. */
const poison: readonly (readonly [
  what: string,
  reason: DeadLetterReason,
  value: Buffer | null,
  key?: Buffer | null
])[] = [
  ['no value', 'empty', null],
  ['an empty value', 'empty', Buffer.alloc(0)],
  ['3 bytes', 'too_short', Buffer.from([0, 0, 0])],
  ['4 bytes', 'too_short', Buffer.from([0, 0, 0, 0])],
  ['64 KiB and a byte', 'too_large', Buffer.concat([good, Buffer.alloc(65_537)])],
  ['a wrong magic byte', 'wrong_magic_byte', Buffer.concat([Buffer.from([1]), good.subarray(1)])],
  ['text', 'wrong_magic_byte', Buffer.from('{"counter":"a"}')],
  ['an unknown schema id', 'unknown_schema', Buffer.concat([Buffer.from([0, 0, 0, 3, 231]), good.subarray(5)])],
  ['a truncated value', 'undecodable', good.subarray(0, -1)],
  ['a header alone', 'undecodable', good.subarray(0, 5)],
  ['trailing bytes', 'trailing_bytes', Buffer.concat([good, Buffer.from([0])])],
  ["another topic's schema", 'foreign_schema', Buffer.concat([Buffer.from([0, 0, 0, 0, 2]), good.subarray(5)])],
  ['random bytes', 'undecodable', Buffer.concat([good.subarray(0, 5), new RandomBytes(1).bytes(40)])],
  ['a key of another counter', 'key_mismatch', good, Buffer.from('other')],
  ['no key', 'key_mismatch', good, null],
  ['a key that is no text', 'key_mismatch', good, Buffer.from([0xff, 0xfe])]
]

for (const [what, reason, value, key = Buffer.from(counter)] of poison) {
  test(`${what}: a dead letter, ${reason}, in the transaction of its offset; the partition moves on`, async () => {
    const log = new RecordingLog(await memoryLog())
    const world = await counterWorld({ log })
    await world.start()
    await world.send('commands', add(counter, 'before', 1))
    await world.quiet()
    const [before] = await world.raw('counter-commands')
    const headers = { trace: Buffer.from([0, 255]), 'content-type': 'avro' }
    await log.append([{ topic: 'counter-commands', partition: 1, key, value, headers }])
    await world.send('commands', add(counter, 'after', 1))
    await world.quiet()

    const [letter, ...others] = await world.raw('counter-dead-letters')
    assert.is(others.length, 0)
    assertIsLetter(letter!, { key, value, reason, offset: before!.offset + 1, headers })
    assert.equal(
      (await eventsOf(world)).map(({ type, operationId, revision }) => [type, operationId, revision]),
      [
        ['Added', 'before', 1],
        ['RecordDeadLettered', '', 0],
        ['Added', 'after', 2]
      ]
    )
    const transaction = log.transactions.find(({ records }) =>
      records.some(({ topic }) => topic === 'counter-dead-letters')
    )!
    assert.ok(
      transaction.records.some(record => isEventOf(world, record, 1)),
      'its event is in the same transaction'
    )
    assert.ok(
      transaction.positions.some(
        ({ topic, partition, offset }) => topic === 'counter-commands' && partition === 1 && offset >= 2
      ),
      'and so is its offset'
    )
  })
}

test('a wrong partition for its key: to the dead letters, and decided by nobody', async () => {
  const world = await counterWorld()
  await world.start()
  for (let partition = 0; partition < PARTITIONS; partition++) {
    await world.log.append([{ topic: 'counter-commands', partition, key: counter, value: good }])
  }
  await world.quiet()
  assert.equal(
    (await world.raw('counter-dead-letters')).map(({ headers }) => String(headers['x-reason-code'])),
    new Array(3).fill('wrong_partition')
  )
  assert.equal(
    (await eventsOf(world, counter)).map(({ total }) => total),
    [5]
  )
})

test('random bytes of every length: each in the dead letters once, and in the changelog once', async () => {
  const world = await counterWorld()
  await world.start()
  const random = new RandomBytes(2)
  const values = Array.from({ length: 1_000 }, (_, index) =>
    index % 3 === 0 ? Buffer.concat([good.subarray(0, 5), random.bytes(index % 50)]) : random.bytes(index % 80)
  )
  await world.log.append(
    values.map((value, index) => ({ topic: 'counter-commands', partition: index % PARTITIONS, key: counter, value }))
  )
  await world.quiet()
  const letters = await world.raw('counter-dead-letters')
  assert.is(letters.length, 1_000)
  assert.is(new Set(letters.map(placeOf)).size, 1_000)
  assert.equal((await eventsOf(world)).map(({ type }) => type), new Array(1_000).fill('RecordDeadLettered'))
})

test('a dead letter is written once: restarts and wiped stores add none', async () => {
  const world = await counterWorld()
  await world.start()
  await world.log.append([{ topic: 'counter-commands', partition: 1, key: counter, value: Buffer.from('?') }])
  await world.send('commands', add(counter, 'o1', 1))
  await world.quiet()
  const before = digests(world)
  for (const stores of [world.stores, new MemoryStores()]) {
    await world.service.stop()
    await world.start({ stores })
    await world.quiet()
    assert.is((await world.raw('counter-dead-letters')).length, 1)
    assert.is(task(world, 1).checkpoint.inputs['counter-commands'], 2)
    assert.equal(digests(world), before)
  }
})

test('one that was the last of its topic is not read again by a store that was wiped', async () => {
  const world = await counterWorld()
  await world.start()
  await world.log.append([{ topic: 'counter-commands', partition: 1, key: counter, value: Buffer.from('?') }])
  await world.quiet()
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await world.quiet()
  assert.is((await world.raw('counter-dead-letters')).length, 1)
  assert.equal((await eventsOf(world)).map(({ type, reason }) => [type, reason]), [['RecordDeadLettered', 'too_short']])
})

test.run()

function encode(command: { readonly type: string }): Buffer {
  const codec = new Codec(schemas)
  codec.add('counter-commands', 'CounterCommand')
  codec.learn('counter-commands', 1, schemas.CounterCommand)
  return codec.encode('counter-commands', command)
}

interface Letter {
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly reason: string
  readonly offset: number
  readonly headers: Readonly<Record<string, Buffer | string>>
}

function assertIsLetter(letter: LogRecord, { key, value, reason, offset, headers }: Letter): void {
  assert.equal([letter.key, letter.value], [key, value])
  const { 'x-reason-code': code, ...rest } = letter.headers as Record<string, Buffer>
  assert.is(code!.toString(), reason)
  assert.is(rest['kafka_dlt-original-topic']!.toString(), 'counter-commands')
  assert.is(rest['kafka_dlt-original-partition']!.readInt32BE(), 1)
  assert.is(rest['kafka_dlt-original-offset']!.readBigInt64BE(), BigInt(offset))
  assert.ok(rest['kafka_dlt-original-timestamp']!.readBigInt64BE() > 1_600_000_000_000n)
  for (const [name, original] of Object.entries(headers))
    assert.equal(rest[name], Buffer.from(original as string), name)
  assert.is(Object.keys(rest).length, 4 + Object.keys(headers).length)
}

function isEventOf(world: World, { topic, partition, value }: OutgoingRecord, sourceOffset: number): boolean {
  if (topic !== 'counter-changelog' || partition !== partitionOf(counter, PARTITIONS)) return false
  const decoded = world.codec.decode(topic, value as Buffer)
  return (
    'record' in decoded &&
    decoded.record.type === 'RecordDeadLettered' &&
    decoded.record['sourceOffset'] === sourceOffset
  )
}

/** Where a dead letter was found. */
function placeOf({ headers }: LogRecord): string {
  const [partition, offset] = [
    headers['kafka_dlt-original-partition'],
    headers['kafka_dlt-original-offset']
  ] as Buffer[]
  return `${partition!.readInt32BE()}/${offset!.readBigInt64BE()}`
}
