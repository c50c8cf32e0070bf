import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Unanswered, type Answer } from '../../connector/index.ts'
import { systemClock } from '../../runtime/clock.ts'
import { LogError, type TransactionalProducer } from '../../runtime/log/log.ts'
import { silent } from '../../runtime/logger.ts'
import { RecordingLog, WrappedLog } from '../runtime/wrapped-log.ts'
import { sleep, until } from '../support/until.ts'
import { ConnectorWorld, references } from './connector-world.ts'

const connecting = suite<{ world: ConnectorWorld }>('connector')

connecting.before.each(async context => { context.world = await ConnectorWorld.create() })
connecting.after.each(context => context.world.close())

const [alice, bob] = ['demo/alice/w-1/1', 'demo/bob/w-1/1'] as const
const paid: Answer = { type: 'InvoicePaid', invoice: 'i-1', amount: 500n, currency: 'EUR' }
const waitForEver = (): Promise<never> => new Promise(() => {})

connecting('each request goes to its handler, and the answer has its tenant and reference', async ({ world }) => {
  const asked: string[] = []
  const connector = world.connect({
    requestInvoice: async ({ type, amount, terminal }) => {
      asked.push(`${type} ${amount} ${terminal}`)
      return [{ type: 'InvoiceIssued', invoice: 'i-1' }, paid]
    },
    requestStatus: async ({ type }) => {
      asked.push(type)
      return [{ type: 'InvoiceStatus', state: 'not_found' }]
    },
    cancelInvoice: async ({ type }) => {
      asked.push(type)
      return [{ type: 'InvoiceCancelled' }]
    }
  })
  await world.ask({ reference: alice })
  await until(() => connector.isIdle())
  await world.ask({ reference: bob, type: 'RequestInvoiceStatus' }, { reference: bob, type: 'CancelInvoice' })
  await until(() => connector.isIdle())
  assert.equal(asked, ['RequestInvoice 500 t1', 'RequestInvoiceStatus', 'CancelInvoice'])
  assert.equal(await world.said(alice), [
    { type: 'InvoiceIssued', tenant: 'demo', reference: alice, invoice: 'i-1', details: '' },
    { tenant: 'demo', reference: alice, details: '', ...paid }
  ])
  assert.equal((await world.said(bob)).map(({ type, tenant, state }) => [type, tenant, state]), [
    ['InvoiceStatus', 'demo', 'not_found'], ['InvoiceCancelled', 'demo', undefined]
  ])
})

connecting('requests of one reference are handled in order, others beside them', async ({ world }) => {
  let underWay = 0
  const order: string[] = []
  const handle = async ({ type, reference }: { type: string, reference: string }): Promise<Answer[]> => {
    if (reference === bob) return [paid]
    assert.is(++underWay, 1)
    await sleep(20)
    order.push(type)
    underWay--
    return [{ type: 'InvoiceIssued', invoice: type }]
  }
  const connector = world.connect({ requestInvoice: handle, requestStatus: handle, cancelInvoice: handle })
  const types = ['RequestInvoice', 'RequestInvoiceStatus', 'CancelInvoice', 'RequestInvoiceStatus']
  await world.ask(...types.map(type => ({ reference: alice, type })), { reference: bob })
  await until(async () => (await world.said(bob)).length === 1)
  assert.ok(order.length < types.length)
  await until(() => connector.isIdle())
  assert.equal(order, types)
  assert.equal((await world.said(alice)).map(({ invoice }) => invoice), types)
})

connecting('as many are handled at a time as it is told, and no more', async ({ world }) => {
  let underWay = 0
  let most = 0
  const connector = world.connect({
    requestInvoice: async () => {
      most = Math.max(most, ++underWay)
      await sleep(5)
      underWay--
      return [paid]
    }
  }, { concurrentMax: 4 })
  await world.ask(...references(40).map(reference => ({ reference })))
  await until(() => connector.isIdle())
  assert.is(most, 4)
  assert.is((await world.said()).length, 40)
})

connecting('many calls at a time are no leak to Node', async ({ world }) => {
  const warnings: string[] = []
  const note = ({ message }: Error): void => void warnings.push(message)
  process.on('warning', note)
  const connector = world.connect({
    requestInvoice: async () => {
      await sleep(5)
      return [paid]
    }
  }, { concurrentMax: 32 })
  await world.ask(...references(60).map(reference => ({ reference })))
  await until(() => connector.isIdle())
  process.off('warning', note)
  assert.equal(warnings, [])
})

connecting('one that takes long does not hold up the answers of others, only the position', async ({ world }) => {
  let release: (answers: Answer[]) => void = () => {}
  const connector = world.connect({
    requestInvoice: ({ amount }) => amount === 1n ? new Promise(resolve => { release = resolve })
      : Promise.resolve([paid])
  })
  const positions = async (): Promise<number> => {
    const { name, partitions } = world.topics.requests
    const all = Array.from({ length: partitions }, (_, partition) => world.log.committed(world.group, name, partition))
    return (await Promise.all(all)).reduce<number>((sum, position) => sum + (position ?? 0), 0)
  }
  // Of one wallet, so that they are in one partition whatever the number of their withdrawal.
  await world.ask({ reference: alice, amount: 1n }, ...Array.from({ length: 30 }, () => ({ reference: bob })))
  const same = references(60)
  await world.ask(...same.map(reference => ({ reference })))
  await until(async () => (await world.said()).length === 90)
  assert.is.not(await connector.isIdle(), true)
  assert.ok(await positions() < 91, 'the first request of its partition is open')
  release([paid])
  await until(() => connector.isIdle())
  assert.is(await positions(), 91)
})

connecting('a handler that fails is called again with the same request, then all goes on', async ({ world }) => {
  const tried: string[] = []
  const connector = world.connect({
    requestInvoice: async ({ reference }) => {
      tried.push(reference)
      if (tried.length < 4) throw new Error('connection refused')
      return [paid]
    }
  })
  await world.ask({ reference: alice })
  await until(() => connector.isIdle())
  assert.equal(tried, [alice, alice, alice, alice])
  assert.equal((await world.said()).map(({ type }) => type), ['InvoicePaid'])
})

connecting('a provider that never answers is met with silence, after so many attempts', async ({ world }) => {
  const facts: string[] = []
  const note = (_: object, fact: string): void => void facts.push(fact)
  const logger = { ...silent, warn: note, error: note }
  const connector = world.connect({
    requestInvoice: ({ reference }) =>
      reference === alice ? Promise.reject(new Unanswered('503')) : Promise.resolve([paid])
  }, { logger, patience: { attemptsMax: 3, pauseMs: 1 } })
  await world.ask({ reference: alice }, { reference: bob })
  await until(() => connector.isIdle())
  assert.equal(await world.said(alice), [])
  assert.is((await world.said(bob)).length, 1)
  assert.equal(facts, ['connector.unanswered', 'connector.unanswered', 'connector.unanswered', 'connector.silent'])
})

connecting('a call that takes too long is told to stop, and counts as failed', async ({ world }) => {
  const signals: AbortSignal[] = []
  const connector = world.connect({
    requestInvoice: (_, signal) => {
      signals.push(signal)
      return waitForEver()
    }
  }, { patience: { attemptsMax: 2, pauseMs: 1, callMsMax: 10 } })
  await world.ask({ reference: alice })
  await until(() => connector.isIdle())
  assert.equal(signals.map(({ aborted }) => aborted), [true, true])
  assert.equal(await world.said(), [])
})

connecting('a provider that wants a pause gets it', async ({ world }) => {
  const times: number[] = []
  const connector = world.connect({
    requestInvoice: async () => {
      if (times.push(performance.now()) === 1) throw new Unanswered('429', { retryAfterMs: 60 })
      return [paid]
    }
  }, { patience: { pauseMs: 1, pauseMsMax: 1_000 } })
  await world.ask({ reference: alice })
  await until(() => connector.isIdle())
  assert.ok(times[1]! - times[0]! >= 55, `${times[1]! - times[0]!} ms`)
})

connecting('an answer that does not fit its schema is not written, and holds up nothing', async ({ world }) => {
  const connector = world.connect({
    requestInvoice: async ({ reference }) =>
      reference === alice ? [{ ...paid, amount: 5 as unknown as bigint }] : [{ ...paid, invoice: 'i'.repeat(9_000) }]
  })
  await world.ask({ reference: alice }, { reference: bob })
  await until(() => connector.isIdle())
  assert.equal(await world.said(), [])
})

connecting('details that are too long are cut', async ({ world }) => {
  const connector = world.connect({ requestInvoice: async () => [{ ...paid, details: 'd'.repeat(5_000) }] })
  await world.ask({ reference: alice })
  await until(() => connector.isIdle())
  assert.is((await world.said())[0]!['details'].length, 1_000)
})

connecting('a request that is too old is not passed on, an enquiry is', async ({ world }) => {
  const asked: string[] = []
  const handle = async ({ type }: { type: string }): Promise<Answer[]> => {
    asked.push(type)
    return []
  }
  const clock = { ...systemClock, now: () => systemClock.now() + 60_000 }
  const handlers = { requestInvoice: handle, requestStatus: handle, cancelInvoice: handle }
  const connector = world.connect(handlers, { clock, requestAgeMsMax: 50_000 })
  await world.ask({ reference: alice }, { reference: alice, type: 'RequestInvoiceStatus' })
  await until(() => connector.isIdle())
  assert.equal(asked, ['RequestInvoiceStatus'])
})

connecting('a record that nobody can read is passed over', async ({ world }) => {
  const { name: topic } = world.topics.requests
  await world.log.append([0, 1, 2].map(partition => ({ topic, partition, key: null, value: Buffer.from('nonsense') })))
  const connector = world.connect({ requestInvoice: async () => [paid] })
  await world.ask({ reference: alice })
  await until(() => connector.isIdle())
  assert.is((await world.said()).length, 1)
})

connecting('what was under way when it was closed is asked again, under the same reference', async ({ world }) => {
  const first: string[] = []
  const second: string[] = []
  const connector = world.connect({
    requestInvoice: ({ reference }) => {
      first.push(reference)
      return reference === alice ? waitForEver() : Promise.resolve([paid])
    }
  })
  await world.ask({ reference: alice }, { reference: bob })
  await until(async () => (await world.said()).length === 1 && first.length === 2)
  await connector.close()

  const next = world.connect({
    requestInvoice: async ({ reference }) => {
      second.push(reference)
      return [paid]
    }
  })
  await until(() => next.isIdle())
  assert.ok(second.includes(alice))
  assert.is((await world.said(alice)).length, 1)
  await next.close()

  const third = world.connect({ requestInvoice: () => Promise.reject(new Error('nothing is left to be asked')) })
  await until(() => third.isIdle())
})

connecting('a second one takes over; the first is told, and writes no more', async ({ world }) => {
  let replaced = 0
  let release: (answers: Answer[]) => void = () => {}
  const first = world.connect({ requestInvoice: () => new Promise(resolve => { release = resolve }) },
    { onReplaced: () => { replaced++ } })
  await world.ask({ reference: alice })
  await sleep(20)
  const second = world.connect({ requestInvoice: async () => [{ ...paid, invoice: 'second' }] })
  await until(() => second.isIdle())
  release([{ ...paid, invoice: 'first' }])
  await until(() => replaced === 1)
  assert.equal((await world.said()).map(({ invoice }) => invoice), ['second'])
  await first.close()
  assert.is(replaced, 1)
})

connecting('whoever wants to know is told how many requests are done with, once that is written', async ({ world }) => {
  const log = new RecordingLog(world.log)
  const told: object[] = []
  world.connect({ requestInvoice: async ({ reference }) => reference === alice ? [paid, paid] : [] }, {
    log, onAnswered: requests => told.push({ requests, written: log.transactions.at(-1)?.records.length })
  })
  await world.ask({ reference: alice })
  await until(() => told.length === 1)
  await world.ask({ reference: bob })
  await until(() => told.length === 2)
  assert.equal(told, [{ requests: 1, written: 2 }, { requests: 1, written: 0 }])
})

connecting('notifications are in the log when they are acknowledged', async ({ world }) => {
  const connector = world.connect({})
  await connector.notify({ tenant: 'demo', reference: alice, type: 'InvoiceExpired' })
  assert.equal((await world.said()).map(({ type, reference }) => [type, reference]), [['InvoiceExpired', alice]])
  const bad = { tenant: 'demo', reference: '', type: 'InvoiceExpired' } as const
  await connector.notify(bad).then(() => assert.unreachable(), ({ name }) => assert.is(name, 'BadNotification'))
})

connecting.run()

const failing = suite('connector on a log that fails')

/** Fails the commits that it is told to, before or after they are done. */
class FailingLog extends WrappedLog {
  failures: ('before' | 'after')[] = []

  override producer(transactionalId: string): TransactionalProducer {
    const producer = this.inner.producer(transactionalId)
    const begin: TransactionalProducer['begin'] = async () => {
      const transaction = await producer.begin()
      const commit = async (): Promise<void> => {
        const failure = this.failures.shift()
        if (failure !== 'before') await transaction.commit()
        if (failure !== undefined) throw new LogError('UNAVAILABLE', 'commit: no answer')
      }
      return { send: records => transaction.send(records), commit,
        sendOffsets: (group, positions) => transaction.sendOffsets(group, positions) }
    }
    return { fence: () => producer.fence(), begin, close: () => producer.close() }
  }
}

failing('answers are written at least once, whatever became of the commit', async () => {
  const inner = await ConnectorWorld.create()
  const log = new FailingLog(inner.log)
  log.failures = ['before', 'after']
  const asked: string[] = []
  const connector = inner.connect({
    requestInvoice: async ({ reference }) => {
      asked.push(reference)
      return [paid]
    }
  }, { log })
  await inner.ask({ reference: alice })
  await until(() => connector.isIdle())
  await inner.ask({ reference: bob })
  await until(() => connector.isIdle())
  // The first commit was not done: asked again. The second one was.
  assert.equal(asked, [alice, alice, bob])
  assert.is((await inner.said(alice)).length, 1)
  assert.is((await inner.said(bob)).length, 1)
  await inner.close()
})

failing.run()
