import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { isFinal } from '../../cli/simulated-answers.ts'
import { SimulatedMemory } from '../../cli/simulated-memory.ts'
import { encodeNotification, type Answer } from '../../connector/notification.ts'
import { partitionOf } from '../../runtime/partition.ts'
import type { ProviderNotification } from '../../schemas/generated.ts'
import { WrappedLog } from '../runtime/wrapped-log.ts'
import { ConnectorWorld, references } from '../connector/connector-world.ts'

const memory = suite<{ world: ConnectorWorld }>('what a simulated provider said')

memory.before.each(async context => {
  context.world = await ConnectorWorld.create()
  context.world.schemas.add(context.world.topics.notifications.name, 'ProviderNotification')
})
memory.after.each(context => context.world.close())

/** Of one partition, whose words drive each other out. */
const [first, second, third] = references(20).filter(reference => partitionOf(reference, 3) === 0) as [
  string, string, string, ...string[]
]
const { signal } = new AbortController()

function paid(reference: string, invoice = 'i-1'): ProviderNotification {
  return { type: 'InvoicePaid', tenant: 'demo', reference, invoice, amount: 5n, currency: 'EUR', details: '' }
}

async function write({ log, schemas, topics }: ConnectorWorld, ...words: readonly ProviderNotification[]) {
  await log.append(words.map(word => encodeNotification(schemas.codec, topics.notifications, word)))
}

function open({ log, schemas, topics: { notifications: topic } }: ConnectorWorld, recentMax?: number) {
  const counted = new CountingLog(log)
  const remembers = new SimulatedMemory<ProviderNotification>({
    log: counted, schemas, topic, isFinal, ...recentMax !== undefined && { recentMax }
  })
  return { counted, remembers }
}

class CountingLog extends WrappedLog {
  readers = 0

  override reader(...given: Parameters<WrappedLog['reader']>): ReturnType<WrappedLog['reader']> {
    this.readers++
    return super.reader(...given)
  }
}

memory('it is known from the topic, the last word that counts, and before it is written', async ({ world }) => {
  const status: Answer = { type: 'InvoiceStatus', state: 'unknown' }
  await write(world, paid(first, 'i-1'), paid(first, 'i-2'), {
    ...status, tenant: 'demo', reference: first, invoice: '', amount: 0n, currency: '', reason: '', details: ''
  })
  const { remembers } = open(world)
  assert.equal(await remembers.recall(first), paid(first, 'i-2'))
  assert.equal(await remembers.find(first, signal), paid(first, 'i-2'))
  await remembers.keep(paid(second))
  assert.equal(await remembers.find(second, signal), paid(second))
})

memory('a topic that is in memory as a whole is read once, whoever asks', async ({ world }) => {
  await write(world, paid(first))
  const { remembers, counted } = open(world)
  await Promise.all([first, second, third].map(reference => remembers.find(reference, signal)))
  assert.is(await remembers.find(second, signal), undefined)
  assert.is(counted.readers, 1)
})

memory('what was said long ago is looked up', async ({ world }) => {
  await write(world, paid(first, 'i-1'), paid(first, 'i-2'), paid(second), paid(third))
  const { remembers } = open(world, 2)
  assert.is(await remembers.recall(first), undefined)
  assert.equal(await remembers.find(first, signal), paid(first, 'i-2'))
  assert.equal(await remembers.recall(third), paid(third))
})

memory('what is said now drives out what was said first, and it is looked up from then on', async ({ world }) => {
  await write(world, paid(first), paid(second))
  const { remembers } = open(world, 2)
  await remembers.keep(paid(first, 'i-9'))
  await remembers.keep(paid(third))
  assert.equal(await remembers.recall(first), paid(first, 'i-9'))
  assert.is(await remembers.recall(second), undefined)
  assert.equal(await remembers.find(second, signal), paid(second))
})

memory('a search is given up when it is told to', async ({ world }) => {
  await write(world, paid(first), paid(second), paid(third))
  const { remembers } = open(world, 1)
  const aborted = remembers.find(first, AbortSignal.abort())
  await aborted.then(() => assert.unreachable(), ({ name }) => assert.is(name, 'AbortError'))
})

memory('after a failure of the log it is read again', async ({ world }) => {
  await write(world, paid(first))
  const { remembers, counted } = open(world)
  counted.bounds = () => Promise.reject(new Error('not now'))
  await remembers.recall(first).then(() => assert.unreachable(), ({ message }) => assert.is(message, 'not now'))
  counted.bounds = (topic, partition) => world.log.bounds(topic, partition)
  assert.equal(await remembers.recall(first), paid(first))
})

memory.run()
