import { setTimeout as sleep } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { systemClock } from '../../runtime/clock.ts'
import { EmbeddedLog } from '../../runtime/log/embedded/embedded-log.ts'
import { MemoryJournal } from '../../runtime/log/embedded/journal.ts'
import type { Log } from '../../runtime/log/log.ts'
import { World } from '../support/world.ts'

/** What the simulation has found. A seed is good for the code it failed on; these stay. */
const test = suite('found by the simulation')

const paidTopic = 'provider-acme-invoice-paid'
const provider = { type: 'Provider', tenant: 'demo', provider: 'acme', revision: 1, currencies: ['EUR'] }
const paid = {
  type: 'InvoicePaid', provider: 'acme', tenant: 'demo', reference: 'demo/alice/w-1/1', invoice: 'i-1', amount: 1n,
  currency: 'EUR'
}

let world: World
test.after.each(() => world.stop())

test('topics that come after their provider are read, though nobody looks the provider up', async () => {
  const log = await memoryLog()
  let areThere = true
  world = await World.create({
    log: instead(log, {
      describe: async topic => topic.startsWith('provider-') && !areThere ? undefined : await log.describe(topic)
    })
  })
  areThere = false
  await world.send('providers', provider)
  await world.start()
  areThere = true
  await world.send('providerInvoicePaid', paid)
  await eventually(async () => (await world.read('withdrawal-changelog')).length === 1)
})

test('a task does not stop when a successor moves the group on between its two looks at an input', async () => {
  const log = await memoryLog()
  let looks = 0
  const between = async <Answer>(topic: string, look: () => Promise<Answer>): Promise<Answer> => {
    const answer = await look()
    if (topic === paidTopic && looks++ === 0) await succeed(world)
    return answer
  }
  world = await World.create({
    partitions: 1,
    log: instead(log, {
      bounds: (topic, partition) => between(topic, () => log.bounds(topic, partition)),
      committed: (group, topic, partition) => between(topic, () => log.committed(group, topic, partition))
    })
  })
  await world.send('providers', provider)
  const states: string[] = []
  await world.start({ only: ['withdrawals'], observer: { onState: (_, state) => states.push(state) } })
  await eventually(() => states.includes('running') && looks >= 2)
  await sleep(20)
  assert.not(states.includes('stopped'))
})

test.run()

/** What a successor does: it consumes what there is. */
async function succeed(world: World): Promise<void> {
  await world.send('providerInvoicePaid', paid)
  const producer = world.log.producer('successor')
  await producer.fence()
  const transaction = await producer.begin()
  await transaction.sendOffsets('withdrawals', [{ topic: paidTopic, partition: 0, offset: 1 }])
  await transaction.commit()
  await producer.close()
}

function memoryLog(): Promise<Log> {
  return EmbeddedLog.open(new MemoryJournal('found'), systemClock)
}

/** The same log, with some of its methods replaced. */
function instead(log: Log, methods: Partial<Log>): Log {
  return new Proxy(log, {
    get: (target, name) => Reflect.get(methods, name) ?? (Reflect.get(target, name) as () => unknown).bind(target)
  })
}

const patienceMs = 5_000

async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const until = Date.now() + patienceMs; !await holds();) {
    assert.ok(Date.now() < until, 'not in time')
    await sleep(10)
  }
}
