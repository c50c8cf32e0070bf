import { randomUUID } from 'node:crypto'

import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { applyWanted } from '../../cli/apply.ts'
import { completeRow } from '../../cli/complete-row.ts'
import { Connection } from '../../cli/connection.ts'
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
const asked = { type: 'RequestInvoice', amount: 5n, currency: 'EUR', destination: 'tok' }
const enquiry = { type: 'RequestInvoiceStatus', dueAt: 1 }
const row = { type: 'Provider', tenant: 'demo', provider: 'acme', revision: 1, currencies: ['EUR'] }

const connections: Connection[] = []
test.after(async () => { for (const connection of connections) await connection.close() })

async function connect(): Promise<Connection> {
  const log = await EmbeddedLog.open(new MemoryJournal(randomUUID()), systemClock)
  const opened: OpenedLog = { log, registry: undefined, prefix: 'x-', logger: silent }
  await applyWanted(opened, wantedTopics(deploy(topology, { prefix: 'x-', partitions }), 'x-'))
  const connection = await Connection.over(opened)
  connections.push(connection)
  return connection
}

async function request(connection: Connection, ...references: readonly string[]): Promise<void> {
  await ask(connection, ...references.map(reference => ({ ...asked, reference })))
}

async function ask(
  { log, schemas }: Connection, ...requests: readonly (Flat & { readonly reference: string })[]
): Promise<void> {
  const topic = 'x-provider-acme-invoice-requests'
  await schemas.caughtUp()
  schemas.add(topic, 'ProviderRequest')
  await log.append(requests.map(record => ({
    topic, partition: partitionOf(record.reference, partitions), key: record.reference,
    value: schemas.codec.encode(topic, { ...record, tenant: 'demo' })
  })))
}

async function notifications({ log, schemas }: Connection): Promise<Flat[]> {
  const topic = 'x-provider-acme-invoice-paid'
  const found: Flat[] = []
  for (let partition = 0; partition < partitions; partition++) {
    for await (const { value } of readPartition(log, topic, partition)) {
      const read = await schemas.decode(topic, value)
      if ('record' in read) found.push(read.record)
    }
  }
  return found.sort((left, right) => left['reference'].localeCompare(right['reference']))
}

async function withProviders(
  options: SimulatedProvidersOptions, work: (providers: SimulatedProviders) => Promise<void>
): Promise<void> {
  const providers = new SimulatedProviders(options)
  await providers.start()
  try {
    await work(providers)
    await eventually('all is answered', () => providers.isIdle())
  } finally {
    await providers.close()
  }
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
})

test('it says first that the invoice is issued, and may decline it in the end', async () => {
  const connection = await connect()
  await withProviders({ connection, issue: true, decline: 'no_account', delayMs: 50 }, async () => {
    await new Sender(connection).put('providers', row)
    await request(connection, 'demo/alice/w1/1')
    await eventually('it is issued', async () => (await notifications(connection)).length === 1)
  })
  assert.equal((await notifications(connection)).map(({ type, reason }) => [type, reason]), [
    ['InvoiceIssued', undefined], ['InvoiceDeclined', 'no_account']
  ])
})

test('another one, later, knows from its topic what was said', async () => {
  const connection = await connect()
  const [known, unknown] = ['demo/alice/w1/1', 'demo/bob/w1/1']
  await withProviders({ connection }, async () => {
    await new Sender(connection).put('providers', row)
    await request(connection, known)
  })
  await withProviders({ connection, decline: 'x' }, () => ask(
    connection, { ...enquiry, reference: known }, { type: 'CancelInvoice', reference: known },
    { ...enquiry, reference: unknown }
  ))
  assert.equal((await notifications(connection)).map(({ type, reference, state, amount }) =>
    [reference, type, state, amount]), [
    [known, 'InvoicePaid', undefined, 5n], [known, 'InvoiceStatus', 'paid', 5n], [known, 'InvoicePaid', undefined, 5n],
    [unknown, 'InvoiceStatus', 'not_found', 0n]
  ])
})

test('asked in one breath it answers by what it says in the same', async () => {
  const connection = await connect()
  await new Sender(connection).put('providers', row)
  const reference = 'demo/alice/w1/1'
  await ask(connection, { ...asked, reference }, { ...enquiry, reference })
  await withProviders({ connection }, () => Promise.resolve())
  assert.equal((await notifications(connection)).map(({ type, state }) => [type, state]), [
    ['InvoicePaid', undefined], ['InvoiceStatus', 'paid']
  ])
})

test('whoever asks again to be paid hears the same, whatever it is told to say now', async () => {
  const connection = await connect()
  const reference = 'demo/alice/w1/1'
  await new Sender(connection).put('providers', row)
  await withProviders({ connection }, () => request(connection, reference))
  await withProviders({ connection, decline: 'x' }, () => request(connection, reference))
  const [first, second, ...rest] = await notifications(connection)
  assert.is(first!.type, 'InvoicePaid')
  assert.equal(second, first)
  assert.is(rest.length, 0)
})

test('closed while it takes its time, it leaves the answer to the next one', async () => {
  const connection = await connect()
  await new Sender(connection).put('providers', row)
  const slow = new SimulatedProviders({ connection, issue: true, delayMs: 600_000 })
  await slow.start()
  await request(connection, 'demo/alice/w1/1')
  await eventually('it is issued', async () => (await notifications(connection)).length === 1)
  assert.is(await slow.isIdle(), false)
  await slow.close()
  await withProviders({ connection }, () => Promise.resolve())
  assert.equal((await notifications(connection)).map(({ type }) => type), ['InvoiceIssued', 'InvoicePaid'])
})

test('while a provider has no topics nobody asks it, and once it has it answers', async () => {
  const connection = await connect()
  const { log, codec, topology: { tables } } = connection
  const { name: topic, value } = tables['providers']!.topic
  const whole = completeRow(codec, value!, row)
  await log.append([{ topic, partition: 0, key: 'demo/acme', value: codec.encode(topic, whole) }])
  await withProviders({ connection }, async providers => {
    await eventually('it is known', () => Promise.resolve(providers.ids.length === 1))
    assert.ok(await providers.isIdle())
    await new Sender(connection).put('providers', row)
    await request(connection, 'demo/alice/w1/1')
  })
  assert.equal((await notifications(connection)).map(({ type }) => type), ['InvoicePaid'])
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
})

test.run()
