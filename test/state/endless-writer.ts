import { writeSync } from 'node:fs'

import { LevelStores } from '../../state/level-store.ts'
import { identity, write } from '../support/store-contract.ts'
import { RandomBytes } from '../support/random-bytes.ts'
import { nextBatch } from './history.ts'

/**
 * A process that writes the batches of one history into a store, from where the store is, says each number when
 * it is written, and kills itself in the middle of it.
 */
const [root = '', seed = '1', lifeMs = '100'] = process.argv.slice(2)

const random = new RandomBytes(Number(seed))
const store = await new LevelStores(root).open(identity)
const start = store.checkpoint()?.changelogNext ?? 0
for (let batch = 0; batch < start; batch++) nextBatch(random)

setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(lifeMs))
for (let batch = start + 1; ; batch++) {
  await write(store, nextBatch(random))
  writeSync(1, `${batch}\n`)
}
