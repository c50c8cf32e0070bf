import { randomUUID } from 'node:crypto'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { applyWanted } from '../../cli/apply.ts'
import { Connection } from '../../cli/connection.ts'
import type { OpenedLog } from '../../cli/open-log.ts'
import { readIdentity, readParty } from '../../cli/read-party.ts'
import { systemClock } from '../../runtime/clock.ts'
import { deploy } from '../../runtime/deployment.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { silent } from '../../runtime/logger.ts'
import { wantedTopics } from '../../runtime/topics.ts'
import { topology } from '../../topology.ts'
import { outgoing } from '../support/outgoing.ts'
import { approved, create, hour, id, Life, p1, start } from './party-life.ts'

const connections: Connection[] = []
test.after(async () => { for (const connection of connections) await connection.close() })

/** A deployment whose changelog has the events of a life. */
async function deploymentOf({ domain: { partyEvents } }: Life): Promise<Connection> {
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
  const opened: OpenedLog = { log, registry: undefined, prefix: '', logger: silent }
  await applyWanted(opened, wantedTopics(deploy(topology, { prefix: '', partitions: 2 }), ''))
  const connection = await Connection.over(opened)
  connections.push(connection)
  const { topics } = connection.topology
  await log.append(partyEvents.map(event => outgoing(topics['partyChangelog']!, connection.codec, event)))
  return connection
}

test('an identity at a revision is as well known as it was when it got it', async () => {
  const life = new Life().does({ type: 'RegisterParty' }, create, start('kyc-1'))
  const validUntil = life.domain.now + hour
  life.hears('kyc-1', { ...approved, validUntil }).does({ type: 'ChangeContact', identity: 'alice', contact: none })
  const connection = await deploymentOf(life)
  const found = []
  for (const revision of [1, 2, 3, 4, undefined]) {
    const { identification: { level, status }, challenges } = await readIdentity(connection, id, validUntil, revision)
    found.push([level, status, challenges.map(({ counts }) => counts)])
  }
  const lapsed = [0, 'expired', [false]]
  assert.equal(found, [[0, 'none', []], [0, 'none', [false]], [1, 'active', [true]], lapsed, lapsed])
  assert.is((await readIdentity(connection, id, validUntil - 1)).identification.level, 1)
})

test('how far the reading is, is told to its end', async () => {
  const life = new Life().does({ type: 'RegisterParty' }, create)
  const told: number[][] = []
  await readParty(await deploymentOf(life), p1, life.domain.now, (...progress) => told.push(progress))
  assert.equal(told.at(-1), [2, 2])
})

test.run()

const none = { phone: '', email: 'alice@example.com', firstName: '', middleName: '', lastName: '' }
