import { cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { LevelStores } from '../../state/level-store.ts'
import { identity, rejects, rowsOf, storeContract, write } from '../support/store-contract.ts'
import { temporaryFolder } from './folders.ts'
import { taskFolder } from './history.ts'

const test = suite('LevelDB store')

storeContract(test, async () => new LevelStores(temporaryFolder()))

test('in the folder of another task is refused as foreign', async () => {
  for (const other of [{ ...identity, partition: 4 }, { ...identity, processor: 'withdrawals' }]) {
    const root = temporaryFolder()
    const store = await new LevelStores(root).open(identity)
    await write(store, { a: '1' })
    await store.close()
    renameSync(join(root, taskFolder), join(root, `${other.processor}-${other.partition}`))
    await rejects(new LevelStores(root).open(other), 'FOREIGN')
  }
})

test('tells of nothing but a store that it emptied', async () => {
  const root = temporaryFolder()
  const told: string[] = []
  const stores = new LevelStores(root, (folder, why) => told.push(`${folder.slice(root.length + 1)}: ${why}`))
  for (const end of ['close', 'abandon', 'close'] as const) await (await stores.open(identity))[end]()
  assert.equal(told, [])
  await (await stores.open({ ...identity, format: 'format-2' })).close()
  assert.equal(told, [`${taskFolder}: rows have another format`])
})

test('closed in order is sealed, and the seal is broken as long as it is open', async () => {
  const root = temporaryFolder()
  const sealed = (): boolean => existsSync(join(root, taskFolder, 'SEAL.json'))
  const stores = new LevelStores(root)
  const store = await stores.open(identity)
  assert.is(sealed(), false)
  await store.close()
  assert.is(sealed(), true)
  const reopened = await stores.open(identity)
  assert.is(sealed(), false)
  await reopened.abandon()
  assert.is(sealed(), false, 'what was abandoned is not vouched for')
})

test('whose seal cannot be written is closed all the same, and read whole the next time', async () => {
  const root = temporaryFolder()
  const stores = new LevelStores(root)
  const store = await stores.open(identity)
  const last = await write(store, { a: '1' })
  mkdirSync(join(root, taskFolder, 'SEAL.json.new'))
  await store.close()
  const reopened = await stores.open(identity)
  assert.equal(reopened.checkpoint(), last)
  assert.equal(await rowsOf(reopened), { a: '1' })
  await reopened.close()
})

test('an older copy of it is a store that is behind', async () => {
  const root = temporaryFolder()
  const store = await new LevelStores(root).open(identity)
  const first = await write(store, { a: '1' })
  cpSync(join(root, taskFolder), join(root, 'copy', taskFolder), { recursive: true })
  await write(store, { a: '2', b: '3' })
  await store.close()
  const copy = await new LevelStores(join(root, 'copy')).open(identity)
  assert.equal(copy.checkpoint(), first)
  assert.equal(await rowsOf(copy), { a: '1' })
  await copy.close()
})

test('a root that is no folder is trouble of the environment', async () => {
  await rejects(new LevelStores('/dev/null/state').open(identity), 'FAILED')
})

test('is for the eyes of its owner alone', async () => {
  const root = temporaryFolder()
  const store = await new LevelStores(root).open(identity)
  await store.close()
  for (const folder of [taskFolder, join(taskFolder, 'rows')]) {
    assert.is((statSync(join(root, folder)).mode & 0o077).toString(8), '0', folder)
  }
})

test.run()
