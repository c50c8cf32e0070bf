import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { silent, type Logger } from '../../runtime/logger.ts'
import { STORE_VERSION } from '../../runtime/rows.ts'
import { LevelStores } from '../../state/level-store.ts'
import type { Digest } from '../../state/store.ts'
import { temporaryFolder } from '../state/folders.ts'
import { RandomBytes } from '../support/random-bytes.ts'
import type { World } from '../support/world.ts'
import { add } from './counter.ts'
import {
  closeWorlds, counterIn, counterWorld, digests, eventsOf, impatientClock, PARTITIONS, task, until
} from './counter-world.ts'

const test = suite('state folder')
test.after.each(closeWorlds)

const counters = Array.from({ length: PARTITIONS }, (_, partition) => counterIn(partition))

/** Harm to the folder of partition 1 between two runs, and whether its rows are found in order after it. */
const harms: Readonly<Record<string, { readonly harm: (folder: string) => void, readonly rebuilt: boolean }>> = {
  'left alone': { harm: () => {}, rebuilt: false },
  deleted: { harm: folder => rmSync(folder, { recursive: true }), rebuilt: false },
  'without its identity': { harm: folder => rmSync(join(folder, 'identity.json')), rebuilt: true },
  'with a bit flipped in every file': { harm: folder => flipAll(join(folder, 'rows')), rebuilt: true },
  'with a bit flipped in every file, and no seal': {
    harm: folder => {
      rmSync(join(folder, 'SEAL.json'))
      flipAll(join(folder, 'rows'))
    },
    rebuilt: true
  },
  'without its rows': { harm: folder => rmSync(join(folder, 'rows'), { recursive: true }), rebuilt: true }
}

for (const [name, { harm, rebuilt }] of Object.entries(harms)) {
  test(`${name}: the same balances, digest for digest, and it goes on`, async () => {
    const root = temporaryFolder()
    const told: string[] = []
    const stores = new LevelStores(root, folder => told.push(folder))
    const { world, before } = await ran(stores)
    harm(join(root, 'counters-1'))
    await world.start({ stores })
    await until(
      () =>
        world.service.tasks.length === PARTITIONS && world.service.tasks.every(({ state }) => state === 'running'),
      'all run'
    )
    assert.equal(digests(world), before)
    assert.equal(told, rebuilt ? [join(root, 'counters-1')] : [])
    await goesOn(world, 4)
  })
}

test('an older copy of itself: it catches up', async () => {
  const root = temporaryFolder()
  const stores = new LevelStores(root)
  const { world } = await ran(stores)
  cpSync(join(root, 'counters-1'), join(root, 'copy'), { recursive: true })
  await world.start({ stores })
  await goesOn(world, 4)
  const before = digests(world)
  await world.service.stop()
  rmSync(join(root, 'counters-1'), { recursive: true })
  renameSync(join(root, 'copy'), join(root, 'counters-1'))
  await world.start({ stores })
  await world.quiet()
  assert.equal(digests(world), before)
})

test('of another partition: refused, loudly, and left as it is', async () => {
  const root = temporaryFolder()
  const stores = new LevelStores(root)
  const { world } = await ran(stores)
  rmSync(join(root, 'counters-1'), { recursive: true })
  cpSync(join(root, 'counters-2'), join(root, 'counters-1'), { recursive: true })
  const errors: string[] = []
  await world.start({ stores, logger: listening(errors) })
  await until(() => task(world, 1).state === 'stopped', 'partition 1 stops')
  assert.match(errors.join(), /was made for partition 2, not 1/)
  await world.send('commands', ...counters.map(counter => add(counter, 'later', 1)))
  for (const partition of [0, 2, 3]) {
    await until(
      async () => (await eventsOf(world, counters[partition])).at(-1)!['total'] === 4,
      `partition ${partition} goes on`
    )
  }
  assert.is((await eventsOf(world, counters[1])).at(-1)!['total'], 3)
  await world.stop()
  assert.ok(readdirSync(join(root, 'counters-1', 'rows')).length > 0)
})

test('of another cluster: refused, loudly, in every partition', async () => {
  const root = temporaryFolder()
  const { world } = await ran(new LevelStores(root))
  await world.stop()
  const other = await counterWorld({ stores: new LevelStores(root) })
  const errors: string[] = []
  await other.start({ logger: listening(errors) })
  await until(() => other.service.tasks.every(({ state }) => state === 'stopped'), 'all stop')
  assert.is(
    errors.filter(message => /was made for cluster .*: give this service another folder, or delete it/.test(message))
      .length,
    PARTITIONS
  )
})

test('held by another process: it waits until that one is gone, then goes on', async () => {
  const root = temporaryFolder()
  const stores = new LevelStores(root)
  const { world } = await ran(stores)
  const holder = await new LevelStores(root).open({
    cluster: await world.log.id(), processor: 'counters', partition: 1, partitions: PARTITIONS,
    version: STORE_VERSION,
    format: JSON.parse(readFileSync(join(root, 'counters-1', 'identity.json'), 'utf8')).value.format as string
  })
  const warnings: string[] = []
  await world.start({
    stores,
    clock: impatientClock,
    logger: { ...silent, warn: fields => warnings.push((fields as { error: string }).error) }
  })
  await until(() => warnings.filter(error => error === 'LOCKED').length >= 2, 'it tries again')
  await holder.close()
  await goesOn(world, 4)
})

test.run()

/** Three events for every counter, and a stop in order. */
async function ran(stores: LevelStores): Promise<{ readonly world: World, readonly before: readonly Digest[] }> {
  const world = await counterWorld({ stores })
  await world.start()
  await world.send(
    'commands',
    ...counters.flatMap(counter => ['o1', 'o2', 'o3'].map(operationId => add(counter, operationId, 1)))
  )
  await world.quiet()
  const before = digests(world)
  await world.service.stop()
  return { world, before }
}

async function goesOn(world: World, total: number): Promise<void> {
  await world.send('commands', ...counters.map(counter => add(counter, `o${total}`, 1)))
  await world.quiet()
  for (const counter of counters) assert.is((await eventsOf(world, counter)).at(-1)!['total'], total)
}

function flipAll(rows: string): void {
  const random = new RandomBytes(1)
  for (const name of readdirSync(rows).filter(file => !/^LO/.test(file))) {
    const bytes = readFileSync(join(rows, name))
    if (bytes.length === 0) continue
    const place = random.below(bytes.length)
    bytes[place] = bytes[place]! ^ 4
    writeFileSync(join(rows, name), bytes)
  }
}

function listening(errors: string[]): Logger {
  return { ...silent, error: fields => errors.push((fields as { message: string }).message) }
}
