import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Decider, Topic, Topology } from '../../runtime/topology.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import { World } from '../support/world.ts'
import { field, record } from './counter.ts'
import { closeWorlds, digests, opened, PARTITIONS } from './counter-world.ts'

const test = suite('a row whose key has an empty part')
test.after.each(closeWorlds)

interface Rows { readonly notes?: { readonly times: number }, readonly shelves?: { readonly times: number } }
interface Note { readonly type: string, readonly note: string, readonly shelf: string }

/** Notes of a desk, each perhaps on a shelf, which counts what was put there. What was read is on the event. */
const decider: Decider = {
  decide: ({ note, shelf }: Note, { notes, shelves }: Rows) =>
    ({ type: 'Noted', note, shelf, read: `${notes?.times ?? 0} ${shelves?.times ?? 0}` }) as { type: string },
  evolve: (rows: Rows) => ({
    ...rows, notes: { times: (rows.notes?.times ?? 0) + 1 }, shelves: { times: (rows.shelves?.times ?? 0) + 1 }
  })
}

const key = ['desk'] as const
const commands: Topic = { name: 'note-commands', value: 'NoteCommand', key, partitions: PARTITIONS, config: {} }
const changelog: Topic = {
  name: 'note-changelog', value: 'NoteEvent', key, partitions: PARTITIONS,
  config: { 'cleanup.policy': 'delete', 'retention.ms': '-1' }
}
const deadLetters: Topic = { name: 'note-dead-letters', partitions: PARTITIONS, config: {} }

const topology: Topology = {
  topics: { commands, changelog, deadLetters },
  stores: {
    notes: { key: ['desk', 'note'], row: 'Times' },
    shelves: { key: ['desk', 'shelf', 'note'], row: 'Times' }
  },
  tables: {},
  processors: {
    notes: { key, commands, changelog, deadLetters, stores: ['notes', 'shelves'], tables: [], sends: [], decider }
  }
}

const body = [field('note', 'string'), field('shelf', 'string')]
const schemas = {
  NoteCommand: record('NoteCommand',
    field('desk', 'string'), field('operationId', 'string'), field('body', [record('Write', ...body)])),
  NoteEvent: record('NoteEvent',
    field('desk', 'string'), field('operationId', 'string'), field('revision', 'long'), field('at', 'long'),
    field('sourceTopic', 'string'), field('sourceOffset', 'long'), field('fingerprint', 'bytes'),
    field('body', [
      record('Noted', ...body, field('read', 'string')),
      record('OperationRefused',
        field('command', 'string'), field('reason', 'string'), field('fields', { type: 'array', items: 'string' })),
      record('RecordDeadLettered', field('reason', 'string'))
    ])),
  Times: record('Times', field('times', 'int'))
}

const all = [
  ['n', 's', '0 0'], ['n', 's', '1 1'],
  ['n', '', '2 0'], ['n', '', '3 0'],
  ['', 's', '0 0'], ['', 's', '0 0'],
  ['', '', '0 0'], ['', '', '0 0'],
  ['n', 's', '4 2']
] as const

test('is none: it is not read, and what an event says of it is not kept', async () => {
  const world = opened(await World.create({ topology, schemas, partitions: PARTITIONS, ids: {} }))
  await world.start()
  await world.send('commands', ...all.map(([note, shelf], index) =>
    ({ type: 'Write', desk: 'd', operationId: `o${index}`, note, shelf })))
  await world.quiet()
  assert.equal((await world.read('note-changelog')).map(({ read }) => read), all.map(([, , read]) => read))
  assert.equal(await rowsIn(world), ['row/notes d n', 'row/shelves d s n'])
})

test('is none for a restore either: it comes to the same', async () => {
  const world = opened(await World.create({ topology, schemas, partitions: PARTITIONS, ids: {} }))
  await world.start()
  for (const [index, [note, shelf]] of all.entries()) {
    await world.send('commands', { type: 'Write', desk: 'd', operationId: `o${index}`, note, shelf })
    await world.quiet()
  }
  const before = digests(world)
  await world.service.stop()
  await world.start({ stores: new MemoryStores() })
  await world.quiet()
  assert.equal(digests(world), before)
})

test.run()

/** The keys of the domain's rows, as words. */
async function rowsIn(world: World): Promise<readonly string[]> {
  const disks = [...(world.stores as MemoryStores).disks.values()]
  return disks.flatMap(({ rows }) => [...rows.keys()]).filter(row => row.startsWith('row/'))
    .map(row => row.replaceAll('\0', ' ').trim()).sort()
}
