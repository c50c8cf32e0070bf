import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { LevelStores } from '../../state/level-store.ts'
import { identity } from '../support/store-contract.ts'
import { RandomBytes } from '../support/random-bytes.ts'
import { temporaryFolder } from './folders.ts'
import { changed, holds, nextBatch } from './history.ts'

const test = suite('a killed process')

const SEED = 7
const KILLS = 8

test('leaves what it wrote: all batches that it knew to be written, and no part of another', async () => {
  const root = temporaryFolder()
  const model = new Model()
  for (let kill = 0; kill < KILLS; kill++) {
    const written = writeUntilKilled(root, 60 + kill * 40)
    let told: string | undefined
    const store = await new LevelStores(root, (_, why) => { told = why }).open(identity)
    const found = store.checkpoint()?.changelogNext ?? 0
    assert.is(told, undefined)
    assert.ok(found === written || found === written + 1, `${found} where ${written} were known to be written`)
    assert.ok(await holds(store, model.at(found)), `kill ${kill}, at batch ${found}`)
    // Every other time the next process finds it as the killed one left it.
    await (kill % 2 === 0 ? store.close() : store.abandon())
  }
  assert.ok(model.batch > 200, `${model.batch} batches`)
})

test.run()

/** @returns the number of the last batch that the process said it had written */
function writeUntilKilled(root: string, lifeMs: number): number {
  const script = fileURLToPath(new URL('./endless-writer.js', import.meta.url))
  const { signal, stdout, stderr } = spawnSync(process.execPath, [script, root, String(SEED), String(lifeMs)], {
    maxBuffer: 1 << 26
  })
  assert.is(signal, 'SIGKILL', stderr.toString())
  return Number(stdout.toString().trimEnd().split('\n').at(-1))
}

/** The rows after any number of batches, the numbers growing. */
class Model {
  readonly #random = new RandomBytes(SEED)
  #rows: Readonly<Record<string, string>> = {}
  batch = 0

  at(batch: number): Readonly<Record<string, string>> {
    for (; this.batch < batch; this.batch++) this.#rows = changed(this.#rows, nextBatch(this.#random))
    return this.#rows
  }
}
