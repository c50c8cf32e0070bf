import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { systemClock } from '../../../../runtime/clock.ts'
import { EmbeddedLog } from '../../../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../../../runtime/log/embedded/journal.ts'
import { LevelJournal } from '../../../../runtime/log/embedded/level-journal.ts'
import { logContract } from '../../../support/log-contract.ts'

logContract('embedded, in memory', async () => {
  const log = await EmbeddedLog.open(new MemoryJournal('memory'), systemClock)
  return { log, close: () => log.close() }
})

logContract('embedded, on disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wallets-embedded-'))
  const log = await EmbeddedLog.open(await LevelJournal.open(folder), systemClock)
  return {
    log,
    close: async () => {
      await log.close()
      await rm(folder, { recursive: true })
    }
  }
})
