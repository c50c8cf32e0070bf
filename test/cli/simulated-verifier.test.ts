import { randomUUID } from 'node:crypto'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { applyWanted } from '../../cli/apply.ts'
import { Connection } from '../../cli/connection.ts'
import type { OpenedLog } from '../../cli/open-log.ts'
import { readPartition } from '../../cli/read-partition.ts'
import { Sender } from '../../cli/sender.ts'
import { SimulatedVerifiers, type SimulatedVerifiersOptions } from '../../cli/simulated-verifiers.ts'
import { systemClock } from '../../runtime/clock.ts'
import { deploy } from '../../runtime/deployment.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import { silent } from '../../runtime/logger.ts'
import { partitionOf } from '../../runtime/partition.ts'
import { wantedTopics } from '../../runtime/topics.ts'
import type { Flat } from '../../schemas/record.ts'
import { topology } from '../../topology.ts'
import { eventually } from './process.ts'

const partitions = 2
const row = { type: 'Verifier', tenant: 'demo', verifier: 'idcheck', revision: 1 }
const [alice, bob] = ['demo/p-1/alice/kyc-1', 'demo/p-1/bob/kyc-1'] as const

const connections: Connection[] = []
test.after(async () => { for (const connection of connections) await connection.close() })

async function connect(): Promise<Connection> {
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
  const opened: OpenedLog = { log, registry: undefined, prefix: 'x-', logger: silent }
  await applyWanted(opened, wantedTopics(deploy(topology, { prefix: 'x-', partitions }), 'x-'))
  const connection = await Connection.over(opened)
  connections.push(connection)
  await new Sender(connection).put('verifiers', row)
  return connection
}

async function ask({ log, schemas }: Connection, reference: string, token: string | undefined): Promise<void> {
  const topic = 'x-verifier-idcheck-requests'
  await schemas.caughtUp()
  schemas.add(topic, 'VerificationRequest')
  const body = token === undefined ? { type: 'CancelVerification' }
    : { type: 'RequestVerification', class: 'passport', proofs: [{ kind: 'passport', token }] }
  const value = schemas.codec.encode(topic, { ...body, tenant: 'demo', reference })
  await log.append([{ topic, partition: partitionOf(reference, partitions), key: reference, value }])
}

async function results({ log, schemas }: Connection): Promise<Flat[]> {
  const topic = 'x-verifier-idcheck-results'
  const found: Flat[] = []
  for (let partition = 0; partition < partitions; partition++) {
    for await (const { value } of readPartition(log, topic, partition)) {
      const read = await schemas.decode(topic, value)
      if ('record' in read) found.push(read.record)
    }
  }
  return found.sort((left, right) => left['reference'].localeCompare(right['reference']))
}

async function said(connection: Connection): Promise<string[]> {
  return (await results(connection)).map(({ type, reference }) => `${reference.split('/')[2]} ${type}`)
}

async function withVerifiers(
  options: SimulatedVerifiersOptions, work: (verifiers: SimulatedVerifiers) => Promise<void>
): Promise<void> {
  const verifiers = new SimulatedVerifiers(options)
  await verifiers.start()
  try {
    await work(verifiers)
    await eventually('all is answered', () => verifiers.isIdle())
  } finally {
    await verifiers.close()
  }
}

test('it says what the tokens tell, and goes on where it was', async () => {
  const connection = await connect()
  await withVerifiers({ connection }, async () => {
    await ask(connection, alice, 'approve_7f3a')
    await ask(connection, bob, 'doc_19c4')
  })
  assert.equal(await said(connection), ['alice VerificationApproved', 'bob VerificationFailed'])
  await withVerifiers({ connection }, () => ask(connection, 'demo/p-1/carol/kyc-1', 'deny_1'))
  assert.equal(await said(connection), [
    'alice VerificationApproved', 'bob VerificationFailed', 'carol VerificationDenied'
  ])
})

test('asked the same again, by another one and later, it says the same to the millisecond', async () => {
  const connection = await connect()
  await withVerifiers({ connection, otherwise: 'approve', validForMs: 5_000, results: 2 }, () =>
    ask(connection, alice, 'doc_7f3a'))
  await withVerifiers({ connection, otherwise: 'deny' }, async () => {
    await ask(connection, alice, 'doc_7f3a')
    await ask(connection, alice, undefined)
  })
  const [first, ...others] = await results(connection)
  assert.is(first!.type, 'VerificationApproved')
  assert.ok(Math.abs(first!['validUntil'] - Date.now() - 5_000) < 5_000)
  assert.equal(others, [first, first, first])
})

test('one that is silent says nothing until the challenge is given up', async () => {
  const connection = await connect()
  await withVerifiers({ connection }, () => ask(connection, alice, 'silent_1'))
  assert.equal(await said(connection), [])
  await withVerifiers({ connection }, () => ask(connection, alice, undefined))
  assert.equal(await said(connection), ['alice VerificationCancelled'])
})

test('one that is late approves when the challenge is given up, whoever was asked', async () => {
  const connection = await connect()
  await withVerifiers({ connection }, () => ask(connection, alice, 'late_1'))
  assert.equal(await said(connection), [])
  await withVerifiers({ connection }, () => ask(connection, alice, undefined))
  assert.equal(await said(connection), ['alice VerificationApproved'])
})

test('one that takes its time hears of the end too late', async () => {
  const connection = await connect()
  const order: string[] = []
  await withVerifiers({ connection, delayMs: 100 }, async verifiers => {
    await ask(connection, alice, 'approve_1')
    await ask(connection, alice, undefined)
    assert.is(await verifiers.isIdle(), false)
    order.push(...await said(connection))
  })
  assert.equal(order, [])
  assert.equal(await said(connection), ['alice VerificationApproved', 'alice VerificationApproved'])
})

test('what it was never asked to verify it does not answer', async () => {
  const connection = await connect()
  await withVerifiers({ connection }, () => ask(connection, alice, undefined))
  assert.equal(await said(connection), [])
})

test('it stands in for those alone that it is told', async () => {
  const connection = await connect()
  await withVerifiers({ connection, only: ['other'] }, async verifiers => {
    await ask(connection, alice, 'approve_1')
    assert.ok(await verifiers.isIdle())
    assert.equal(verifiers.ids, [])
  })
  assert.equal(await said(connection), [])
})

test('a second one takes over, and the first is told', async () => {
  const connection = await connect()
  let replaced = false
  const first = new SimulatedVerifiers({ connection, onReplaced: () => { replaced = true } })
  await first.start()
  await eventually('the first is there', () => first.isIdle())
  await withVerifiers({ connection }, async second => {
    await eventually('the second is there', () => second.isIdle())
    await ask(connection, alice, 'approve_1')
    await eventually('the first is replaced', () => replaced)
  })
  assert.equal(await said(connection), ['alice VerificationApproved'])
  await first.close()
})

test.run()
