import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { systemClock } from '../../runtime/clock.ts'
import type { Log } from '../../runtime/log/log.ts'
import { silent } from '../../runtime/logger.ts'
import { Schemas } from '../../runtime/schemas.ts'
import { GlobalTables } from '../../runtime/tables.ts'
import { applyTopics, localRegistry, wantedTopics } from '../../runtime/topics.ts'
import type { Topic, Topology } from '../../runtime/topology.ts'
import { Codec } from '../../schemas/codec.ts'
import { outgoing } from '../support/outgoing.ts'
import { field, record } from './counter.ts'
import { memoryLog } from './counter-world.ts'

const rooms: Topic = {
  name: 'rooms', value: 'Room', key: ['house', 'room'], partitions: 1, config: { 'cleanup.policy': 'compact' }
}
const topology: Topology = {
  topics: { rooms }, stores: {}, processors: {},
  tables: { rooms: { topic: rooms }, sparse: { topic: rooms, isSparse: true } }
}
const schemas = { Room: record('Room', field('house', 'string'), field('room', 'string'), field('beds', 'int')) }

const test = suite('list of a table')
const open: Rooms[] = []
test.after.each(async () => { for (const each of open.splice(0)) await each.close() })

test('has the rows whose key begins so, in the order of their keys', async () => {
  const rooms = await Rooms.open()
  await rooms.put(['b', 'x'], ['a', '2'], ['a', '10'], ['a', '1'], ['b', 'a'])
  assert.equal(rooms.list('a'), ['a/1', 'a/10', 'a/2'])
  assert.equal(rooms.list('b'), ['b/a', 'b/x'])
  assert.equal(rooms.list(), ['a/1', 'a/10', 'a/2', 'b/a', 'b/x'])
  assert.equal(rooms.list('c'), [])
})

test('has no row of another, whatever the ids hold', async () => {
  const rooms = await Rooms.open()
  const houses = ['a', 'ab', 'a\0', 'a\0b', 'a\u0001', 'a\u0001\u0001b', '', '\0', '\u0001']
  await rooms.put(...houses.map(house => [house, 'b'] as const))
  for (const house of houses) assert.equal(rooms.list(house), [`${house}/b`], JSON.stringify(house))
  assert.is(rooms.list().length, houses.length)
})

test('follows what changes: rows that come, change and go', async () => {
  const rooms = await Rooms.open()
  await rooms.put(['a', '1'])
  const before = rooms.tables.list('rooms', 'a')
  assert.equal(before.map(({ beds }) => beds), [1])
  assert.is(rooms.tables.list('rooms', 'a'), before, 'as long as nothing changes it is the same')
  await rooms.put(['a', '2'], ['a', '1', 5])
  assert.equal(rooms.tables.list('rooms', 'a').map(({ beds }) => beds), [5, 1])
  await rooms.remove('a', '1')
  assert.equal(rooms.list('a'), ['a/2'])
  await rooms.remove('a', '2')
  assert.equal(rooms.list('a'), [])
})

test('counts as a miss while it is empty, each time, and not afterwards', async () => {
  const rooms = await Rooms.open()
  const { tables } = rooms
  for (let times = 1; times < 4; times++) {
    assert.equal(tables.list('rooms', 'a'), [])
    assert.is(tables.misses, times)
  }
  await rooms.put(['a', '1'])
  for (let times = 1; times < 4; times++) assert.is(tables.list('rooms', 'a').length, 1)
  assert.is(tables.misses, 3)
})

test('that is sparse counts no row that is missing', async () => {
  const { tables } = await Rooms.open()
  assert.is(tables.get('sparse', 'a', '1'), undefined)
  assert.is(tables.misses, 0)
  assert.is(tables.get('rooms', 'a', '1'), undefined)
  assert.is(tables.misses, 1)
})

test.run()

/** The table of rooms, on a log in memory. */
class Rooms {
  readonly tables: GlobalTables
  readonly #log: Log
  readonly #schemas: Schemas

  static async open(): Promise<Rooms> {
    const log = await memoryLog()
    const codec = new Codec(schemas)
    await applyTopics(log, localRegistry(), codec, wantedTopics(topology, ''), schemas, '')
    const rooms = new Rooms(log, codec)
    open.push(rooms)
    await rooms.#schemas.start()
    await rooms.tables.start()
    return rooms
  }

  private constructor(log: Log, codec: Codec) {
    const shared = { log, clock: systemClock, logger: silent }
    this.#log = log
    this.#schemas = new Schemas({ ...shared, codec, registry: undefined, prefix: '' })
    this.tables = new GlobalTables({ ...shared, topology, schemas: this.#schemas })
  }

  list(...key: readonly string[]): readonly string[] {
    return this.tables.list('rooms', ...key).map(({ house, room }) => `${house}/${room}`)
  }

  async put(...rows: readonly (readonly [house: string, room: string, beds?: number])[]): Promise<void> {
    await this.#log.append(rows.map(([house, room, beds = 1]) =>
      outgoing(rooms, this.#schemas.codec, { type: 'Room', house, room, beds })))
    await this.tables.caughtUp()
  }

  async remove(house: string, room: string): Promise<void> {
    await this.#log.append([{ topic: 'rooms', partition: 0, key: `${house}/${room}`, value: null }])
    await this.tables.caughtUp()
  }

  async close(): Promise<void> {
    await this.tables.close()
    await this.#schemas.close()
    await this.#log.close()
  }
}
