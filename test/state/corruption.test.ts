import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { LevelStores } from '../../state/level-store.ts'
import { identity, rowsOf, write } from '../support/store-contract.ts'
import { RandomBytes } from '../support/random-bytes.ts'
import { temporaryFolder } from './folders.ts'
import { momentOf, taskFolder, writeHistory, type History } from './history.ts'
import { mutations, type Mutation } from './mutations.ts'

const test = suite('damage to a store')

/** What opening a damaged store came to: the moment it is at, and why it was rebuilt, if it was. */
interface Outcome { readonly moment: number, readonly told: string | undefined }

const ROUNDS = 15

for (const stop of ['closed', 'killed'] as const) {
  const history = await writeHistory(temporaryFolder(), stop, stop === 'closed' ? 1 : 2)
  const last = history.moments.length - 1

  test(`a store that was ${stop} is as it was, when nothing happened to it`, async () => {
    assert.equal(await open(history, () => 'nothing', new RandomBytes(1)), { moment: last, told: undefined })
  })

  for (const [index, [name, mutation]] of Object.entries(mutations).entries()) {
    test(`${name} in a store that was ${stop}: right rows or none, in ${ROUNDS} of ${ROUNDS} rounds`, async () => {
      const random = new RandomBytes(100 + index)
      for (let round = 0; round < ROUNDS; round++) {
        const { moment, told } = await open(history, mutation, random)
        // What was closed in order is trusted whole or not at all.
        if (stop === 'closed')
          assert.ok(moment === last || told !== undefined, `${moment} of ${last}, and nobody was told`)
        if (told !== undefined) assert.is(moment, 0, `rebuilt, because ${told}`)
      }
    })
  }
}

test('no digit of a checkpoint can turn into another', async () => {
  const history = await writeHistory(temporaryFolder(), 'killed', 3)
  const rows = join(history.root, taskFolder, 'rows')
  const field = 'changelogNext":'
  let digits = 0
  for (const name of readdirSync(rows).filter(file => /\.(ldb|log)$/.test(file))) {
    const bytes = readFileSync(join(rows, name))
    for (let place = bytes.indexOf(field); place >= 0; place = bytes.indexOf(field, place + 1)) {
      await open(history, folder => {
        const damaged = Buffer.from(bytes)
        damaged[place + field.length] = damaged[place + field.length]! ^ 1
        writeFileSync(join(folder, 'rows', name), damaged)
        return `a digit of the checkpoint in byte ${place} of ${name}`
      }, new RandomBytes(1))
      digits++
    }
  }
  assert.ok(digits > 50, `${digits} digits`)
})

test.run()

/** Opens a damaged copy, checks that it is a moment of the history, and that it goes on from there. */
async function open(history: History, mutation: Mutation, random: RandomBytes): Promise<Outcome> {
  const root = join(history.root, 'copy')
  rmSync(root, { recursive: true, force: true })
  cpSync(join(history.root, taskFolder), join(root, taskFolder), { recursive: true })
  const what = mutation(join(root, taskFolder), random).replaceAll(root, '')
  let told: string | undefined
  const stores = new LevelStores(root, (_, why) => { told = why })
  const store = await stores.open(identity)
  const moment = await momentOf(store, history.moments)
  if (moment === undefined) throw new Error(`${what}: ${JSON.stringify(store.checkpoint())} was never so`)

  await write(store, { 'row\0new': 'new' })
  await store.close()
  const reopened = await stores.open(identity)
  assert.equal(await rowsOf(reopened), { ...history.moments[moment]!.rows, 'row\0new': 'new' }, what)
  await reopened.close()
  return { moment, told }
}
