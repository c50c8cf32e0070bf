import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { systemClock } from '../../runtime/clock.ts'
import { silent, type Logger } from '../../runtime/logger.ts'
import { RESTORE_TOLD_MS } from '../../runtime/restore-progress.ts'
import { STORE_VERSION } from '../../runtime/rows.ts'
import { schemaRow } from '../../runtime/schemas.ts'
import { Codec } from '../../schemas/codec.ts'
import { fromCheckedJson, toCheckedJson } from '../../state/checked-json.ts'
import { LevelStores } from '../../state/level-store.ts'
import { MemoryStores } from '../../state/memory-store.ts'
import type { StoreIdentity } from '../../state/store.ts'
import { temporaryFolder } from '../state/folders.ts'
import type { World } from '../support/world.ts'
import { add, field, record, schemas, type RecordSchema } from './counter.ts'
import { closeWorlds, counterIn, counterWorld, digests, eventsOf, PARTITIONS, task, until } from './counter-world.ts'

const test = suite('versions of rows and events')
test.after.each(closeWorlds)

const counters = Array.from({ length: PARTITIONS }, (_, partition) => counterIn(partition))
const NEW_ID = 900

const { fields } = schemas.CounterEvent
const head = fields.slice(0, -1)
const [added, ...others] = fields.at(-1)!.type as RecordSchema[]

/** Schemas of events, and what a service that has ours makes of an event by them: undefined if it folds it. */
const schemasOfEvents: Readonly<Record<string, readonly [RecordSchema, RegExp | undefined]>> = {
  'the same': [eventBy(added!), undefined],
  'an event less': [record('CounterEvent', ...head, field('body', [added, others[0], others[1]])), undefined],
  'an event more': [eventBy(added!, record('Halved')), /schema 900 is not known, or one of a newer version/],
  'a field more': [
    eventBy(record('Added', ...added!.fields, field('note', 'string'))),
    /newer version.*: it has CounterEvent.body.Added.note/
  ],
  'a field more in its head': [
    record('CounterEvent', ...head, field('step', 'int'), field('body', [added, ...others])),
    /newer version.*: it has CounterEvent.step/
  ]
}

for (const [what, [schema, refused]] of Object.entries(schemasOfEvents)) {
  const outcome = refused === undefined ? 'it is folded' : 'its partition stops'
  test(`an event by a schema with ${what}: ${outcome}`, async () => {
    const world = await counterWorld()
    await world.start()
    await world.send('commands', ...counters.map(counter => add(counter, 'o1', 1)))
    await world.quiet()
    await world.service.stop()
    await world.log.append([{ topic: 'schemas', partition: 0, ...schemaRow('counter-changelog', NEW_ID, schema) }])
    await writeBy(world, schema)

    const failed: string[] = []
    const logger: Logger = { ...silent, error: (fields, fact) => void failed.push(`${fact} ${JSON.stringify(fields)}`) }
    await world.start({ logger, stores: new MemoryStores() })
    const states = refused === undefined ? ['running'] : ['running', 'stopped']
    await until(() => world.service.tasks.length === PARTITIONS &&
      world.service.tasks.every(({ state }) => states.includes(state)), 'all have made up their mind')
    assert.is(task(world, 0).state, states.at(-1))
    const [said = ''] = failed.filter(fact => fact.startsWith('task.failed'))
    assert.match(said, refused ?? /^$/)
    if (refused !== undefined) return
    await world.send('commands', add(counters[0]!, 'o3', 1))
    await world.quiet()
    world.codec.learn('counter-changelog', NEW_ID, schema)
    assert.equal((await eventsOf(world, counters[0])).at(-1)!['total'], 9)
  })
}

test('a store that a newer version wrote stops its partition, names both versions, and stays as it is', async () => {
  const { world, root } = await ranInFolder()
  const newer = changeIdentity(root, identity => ({ ...identity, version: STORE_VERSION + 1 }))
  const failed: string[] = []
  const logger: Logger = { ...silent, error: (fields, fact) => void failed.push(`${fact} ${JSON.stringify(fields)}`) }
  const rebuilt: string[] = []
  await world.start({ logger, stores: new LevelStores(root, folder => rebuilt.push(folder)) })
  await until(() => world.service.tasks.some(({ state }) => state === 'stopped'), 'it stops')
  assert.is(task(world, 1).state, 'stopped')
  assert.match(failed.join(), `rows of version ${STORE_VERSION + 1}, and this service reads version ${STORE_VERSION}`)
  assert.equal(rebuilt, [])
  assert.is(readFileSync(join(root, 'counters-1', 'identity.json'), 'utf8'), newer)
})

for (const [what, change, why] of [
  ['of an earlier version', { version: STORE_VERSION - 1 }, `rows are of version ${STORE_VERSION - 1}`],
  ['from before there were versions', { version: undefined }, 'rows are of version 1'],
  ['with another row', { format: 'other' }, 'rows have another format']
] as const) {
  test(`a store ${what} is rebuilt by itself, and is what it was`, async () => {
    const { world, root, before } = await ranInFolder()
    changeIdentity(root, identity => ({ ...identity, ...change }) as StoreIdentity)
    const rebuilt: string[] = []
    await world.start({ stores: new LevelStores(root, (folder, because) => rebuilt.push(`${folder} ${because}`)) })
    await world.quiet()
    assert.equal(digests(world), before)
    assert.is(rebuilt.length, 1)
    assert.match(rebuilt[0]!, join(root, 'counters-1'))
    assert.match(rebuilt[0]!, why)
  })
}

test('a rebuild says how far it is, every few seconds, and never more often', async () => {
  const world = await counterWorld()
  await world.start()
  const many = 9_000
  await world.send('commands', ...Array.from({ length: many }, (_, index) => add(counters[1]!, `o${index}`, 1)))
  await world.quiet()
  await world.service.stop()

  // Each look at this clock costs a fifth of the time after which it is told.
  let looks = 0
  const clock = { ...systemClock, now: () => looks++ * RESTORE_TOLD_MS / 5 }
  const told: Record<string, number>[] = []
  const info: Logger['info'] = (fields, fact) => void (fact === 'task.restoring' && told.push(fields as never))
  const logger: Logger = { ...silent, info }
  const folded: number[] = []
  const observer = { onRestored: (partition: number, done: number) => void (partition === 1 && folded.push(done)) }
  await world.start({ logger, observer, clock, stores: new MemoryStores() })
  await until(() => folded.at(-1) === many, 'it is rebuilt')
  assert.ok(folded.length >= 5, `${folded.length} steps`)
  assert.ok(told.length >= 1 && told.length < folded.length, `told ${told.length} times in ${folded.length} steps`)
  for (const { partition, done, of, percent } of told) {
    assert.equal([partition, of], [1, many])
    assert.is(percent, Math.floor(100 * done! / many))
  }
})

test.run()

function eventBy(first: RecordSchema, ...more: readonly RecordSchema[]): RecordSchema {
  return record('CounterEvent', ...head, field('body', [first, ...others, ...more]))
}

/** Adds 7 to the counter of partition 0 as a service with this schema does. */
async function writeBy(world: World, schema: RecordSchema): Promise<void> {
  const codec = new Codec({ CounterEvent: schema })
  codec.add('counter-changelog', 'CounterEvent')
  codec.learn('counter-changelog', NEW_ID, schema)
  const key = counters[0]!
  const value = codec.encode('counter-changelog', {
    type: 'Added', counter: key, operationId: 'o2', revision: 2, at: 1, sourceTopic: 'counter-commands',
    sourceOffset: 1, fingerprint: Buffer.alloc(8), by: 7, total: 8, note: 'hello', step: 0
  })
  await world.log.append([
    { topic: 'counter-commands', partition: 0, key, value: null },
    { topic: 'counter-changelog', partition: 0, key, value }
  ])
}

/** A service with some events, whose stores are in a folder, and which has ended. */
async function ranInFolder() {
  const root = temporaryFolder()
  const world = await counterWorld()
  await world.start({ stores: new LevelStores(root) })
  await world.send('commands', ...counters.map(counter => add(counter, 'o1', 1)))
  await world.quiet()
  const before = digests(world)
  await world.service.stop()
  return { world, root, before }
}

/** @returns what the file has now */
function changeIdentity(root: string, change: (identity: StoreIdentity) => StoreIdentity): string {
  const path = join(root, 'counters-1', 'identity.json')
  const text = toCheckedJson(change(fromCheckedJson(readFileSync(path, 'utf8'))))
  writeFileSync(path, text)
  return text
}
