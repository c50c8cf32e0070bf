import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { systemClock } from '../../../../runtime/clock.ts'
import { EmbeddedLog } from '../../../../runtime/log/embedded/embedded-log.ts'
import { LevelJournal } from '../../../../runtime/log/embedded/level-journal.ts'
import { LogError } from '../../../../runtime/log/log.ts'

const reopened = suite('the embedded log, opened again')

reopened('has its topics, records, offsets and its id', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wallets-embedded-'))
  const first = await EmbeddedLog.open(await LevelJournal.open(folder), systemClock)
  await first.create('topic', { partitions: 2, config: { 'retention.ms': '-1' } })
  const producer = first.producer('id')
  await producer.fence()
  const transaction = await producer.begin()
  await transaction.send([{ topic: 'topic', partition: 1, key: 'k', value: Buffer.from('v') }, { topic: 'topic',
    partition: 1, key: null, value: null }])
  await transaction.sendOffsets('group', [{ topic: 'topic', partition: 0, offset: 7 }])
  await transaction.commit()
  const id = await first.id()
  await first.close()

  const second = await EmbeddedLog.open(await LevelJournal.open(folder), systemClock)
  assert.is(await second.id(), id)
  assert.equal(await second.describe('topic'), { partitions: 2, config: { 'retention.ms': '-1' } })
  assert.equal(await second.bounds('topic', 1), { start: 0, end: 2 })
  assert.is(await second.committed('group', 'topic', 0), 7)
  const [batch] = await second.reader([{ topic: 'topic', partition: 1, offset: 0 }]).read()
  assert.equal(batch!.records.map(({ key, value }) => [key?.toString(), value?.toString()]), [['k', 'v'],
    [undefined, undefined]])
  await second.close()
  await rm(folder, { recursive: true })
})

reopened('is refused to a second process while the first has it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wallets-embedded-'))
  const journal = await LevelJournal.open(folder)
  try {
    await LevelJournal.open(folder)
    assert.unreachable('it was opened twice')
  } catch (error) {
    assert.instance(error, LogError)
    assert.match((error as LogError).message, 'another process uses it')
  }
  await journal.close()
  await rm(folder, { recursive: true })
})

reopened.run()
