import { randomUUID } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { applyWanted } from '../../cli/apply.ts'
import { describeError } from '../../cli/exit-codes.ts'
import type { OpenedLog } from '../../cli/open-log.ts'
import { systemClock } from '../../runtime/clock.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { silent } from '../../runtime/logger.ts'
import { checkTopics, TopologyMismatch, wantedTopics } from '../../runtime/topics.ts'
import { topology } from '../../topology.ts'

const test = suite('topics of an older version')

/** As tables were before operations could be followed to the revision that they pin. */
const compacted = { 'cleanup.policy': 'compact', 'compression.type': 'uncompressed', 'max.message.bytes': '1048588' }
const wanted = wantedTopics(topology, '')

async function oldLog(partitions = 1): Promise<EmbeddedLog> {
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
  await log.create('tenants', { partitions, config: compacted })
  return log
}

function openedOn(log: EmbeddedLog, alter?: OpenedLog['alter']): OpenedLog {
  return { log, registry: undefined, prefix: '', logger: silent, ...alter && { alter } }
}

async function mismatch(opened: OpenedLog): Promise<TopologyMismatch> {
  const error = await applyWanted(opened, wanted).then(() => undefined, (thrown: unknown) => thrown)
  assert.instance(error, TopologyMismatch)
  return error as TopologyMismatch
}

test('on the embedded log are brought up to date', async () => {
  const log = await oldLog()
  await applyWanted(openedOn(log, (topic, settings) => log.alter(topic, settings)), wanted)
  await checkTopics(log, wanted)
})

test('on a cluster are left alone, and it is said how they are altered', async () => {
  const log = await oldLog()
  const text = describeError(await mismatch(openedOn(log)))
  assert.match(text, 'topic tenants: cleanup.policy is compact, the topology says delete\n')
  assert.match(text, '\n  kafka-configs.sh --bootstrap-server $KAFKA_BROKERS --alter --topic tenants --add-config ' +
    'cleanup.policy=delete,retention.ms=-1,retention.bytes=-1,message.timestamp.type=LogAppendTime')
  assert.is(await log.describe('providers'), undefined, 'nothing was made')
  assert.equal((await log.describe('tenants'))!.config, compacted)
})

test('with another number of partitions are left alone everywhere', async () => {
  const log = await oldLog(2)
  const error = await mismatch(openedOn(log, (topic, settings) => log.alter(topic, settings)))
  assert.equal(error.alterations, [])
  assert.equal((await log.describe('tenants'))!.config, compacted)
})

test.run()
