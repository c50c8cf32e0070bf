import { randomUUID } from 'node:crypto'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { applyWanted } from '../../cli/apply.ts'
import { Connection } from '../../cli/connection.ts'
import { decode } from '../../cli/decode.ts'
import type { OpenedLog } from '../../cli/open-log.ts'
import { readPartition } from '../../cli/read-partition.ts'
import { Sender } from '../../cli/sender.ts'
import { SimulatedProviders, type SimulatedProvidersOptions } from '../../cli/simulated-providers.ts'
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
const row = { type: 'Provider', tenant: 'demo', provider: 'acme', revision: 1, currencies: ['EUR'] }

async function connect(): Promise<Connection> {
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
  const opened: OpenedLog = { log, registry: undefined, prefix: 'x-', logger: silent }
  await applyWanted(opened, wantedTopics(deploy(topology, { prefix: 'x-', partitions }), 'x-'))
  return await Connection.over(opened)
}

async function request({ log, schemas }: Connection, ...references: readonly string[]): Promise<void> {
  const topic = 'x-provider-acme-invoice-requests'
  await schemas.caughtUp()
  schemas.add(topic, 'ProviderRequest')
  await log.append(references.map(reference => ({
    topic, partition: partitionOf(reference, partitions), key: reference,
    value: schemas.codec.encode(topic, {
      type: 'RequestInvoice', tenant: 'demo', reference, amount: 5n, currency: 'EUR', destination: 'tok'
    })
  })))
}

async function notifications({ log, schemas }: Connection): Promise<Flat[]> {
  const topic = 'x-provider-acme-invoice-paid'
  const found: Flat[] = []
  for (let partition = 0; partition < partitions; partition++) {
    for await (const { value } of readPartition(log, topic, partition)) {
      const read = await decode(schemas, topic, value)
      if ('record' in read) found.push(read.record)
    }
  }
  return found.sort((left, right) => left['reference'] < right['reference'] ? -1 : 1)
}

async function withProviders(
  options: SimulatedProvidersOptions, work: (providers: SimulatedProviders) => Promise<void>
): Promise<void> {
  const providers = new SimulatedProviders(options)
  await providers.start()
  await work(providers)
  await eventually('all is answered', () => providers.isIdle())
  await providers.close()
}

test('it pays what it is asked to, and goes on where it was', async () => {
  const connection = await connect()
  await withProviders({ connection }, async () => {
    await new Sender(connection).put('providers', row)
    await request(connection, 'demo/alice/w1/1', 'demo/bob/w1/1')
  })
  const first = await notifications(connection)
  assert.equal(first.map(({ type, reference, amount, currency }) => [type, reference, amount, currency]), [
    ['InvoicePaid', 'demo/alice/w1/1', 5n, 'EUR'], ['InvoicePaid', 'demo/bob/w1/1', 5n, 'EUR']
  ])
  assert.is.not(first[0]!['invoice'], first[1]!['invoice'])

  await withProviders({ connection }, () => request(connection, 'demo/carol/w1/1'))
  assert.equal((await notifications(connection)).map(({ reference }) => reference), [
    'demo/alice/w1/1', 'demo/bob/w1/1', 'demo/carol/w1/1'
  ])
  await connection.close()
})

test('it says the same twice when it is told to', async () => {
  const connection = await connect()
  await withProviders({ connection, notifications: 2 }, async () => {
    await new Sender(connection).put('providers', row)
    await request(connection, 'demo/alice/w1/1')
  })
  const [first, second, ...rest] = await notifications(connection)
  assert.equal(first, second)
  assert.is(rest.length, 0)
  await connection.close()
})

test('it stands in for those alone that it is told', async () => {
  const connection = await connect()
  await withProviders({ connection, only: ['other'] }, async providers => {
    await new Sender(connection).put('providers', row)
    await request(connection, 'demo/alice/w1/1')
    assert.ok(await providers.isIdle())
    assert.equal(providers.ids, [])
  })
  assert.equal(await notifications(connection), [])
  await connection.close()
})

test('a second one takes over, and the first is told', async () => {
  const connection = await connect()
  await new Sender(connection).put('providers', row)
  let replaced = false
  const first = new SimulatedProviders({ connection, onReplaced: () => { replaced = true } })
  await first.start()
  await eventually('the first is there', () => first.isIdle())
  await withProviders({ connection }, async second => {
    await eventually('the second is there', () => second.isIdle())
    await request(connection, 'demo/alice/w1/1')
    await eventually('the first is replaced', () => replaced)
  })
  assert.is((await notifications(connection)).length, 1)
  await first.close()
  await connection.close()
})

test.run()
