import { randomUUID } from 'node:crypto'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { KafkaLog } from '../../runtime/log/kafka/kafka-log.ts'
import { silent } from '../../runtime/logger.ts'
import { confluentRegistry } from '../../schemas/confluent-registry.ts'
import { ConnectorWorld, references } from '../connector/connector-world.ts'
import { ConnectorProcess } from '../support/connector-process.ts'
import { FakeHttpProvider } from '../support/fake-http-provider.ts'
import { booksProblems } from '../support/provider-books.ts'
import { until } from '../support/until.ts'

const apiKey = 'sk_test_1'
const secret = 'whsec_0123456789abcdef'
const requests = 200

/** Whether all requests that are in the topic are answered: tells from outside what the connector knows inside. */
async function allAnswered({ log, topics, group }: ConnectorWorld): Promise<boolean> {
  const { name, partitions } = topics.requests
  for (let partition = 0; partition < partitions; partition++) {
    const { end } = await log.bounds(name, partition)
    if (end > 0 && await log.committed(group, name, partition) !== end) return false
  }
  return true
}

const bridging = suite('the example connector on a real broker')

bridging('what it said equals the provider\'s books, though it was killed and the provider misbehaves', async () => {
  const { KAFKA_BROKERS, SCHEMA_REGISTRY_URL } = process.env as Record<string, string>
  const prefix = `c${randomUUID().slice(0, 8)}-`
  const log = new KafkaLog({ brokers: KAFKA_BROKERS!.split(','), clientId: 'test', logger: silent })
  const world = await ConnectorWorld.create(log, confluentRegistry({ url: SCHEMA_REGISTRY_URL! }), prefix)
  const provider = await FakeHttpProvider.start({ seed: 7, apiKey, secret, payMsMax: 2_000, callbackMsMax: 200 })
  const processes: ConnectorProcess[] = []
  const start = async (): Promise<ConnectorProcess> => {
    const started = new ConnectorProcess({
      WALLETS_PREFIX: prefix, PROVIDER_ID: 'acme', PROVIDER_URL: provider.url, PROVIDER_API_KEY: apiKey,
      WEBHOOK_SECRETS: secret, WEBHOOK_PORT: '0'
    })
    processes.push(started)
    provider.callbacks.url = `http://127.0.0.1:${await started.port()}/callbacks`
    return started
  }
  try {
    const all = references(requests)
    const first = await start()
    await world.ask(...all.map((reference, index) => ({ reference, amount: BigInt(1_000 + index) })))
    await until(() => provider.calls.length > requests / 2)
    await first.end('SIGKILL')
    const second = await start()
    await world.ask(...all.slice(0, 20).map(reference => ({ reference, type: 'CancelInvoice' })))
    await until(() => allAnswered(world))
    provider.heal()
    await provider.settle()

    await world.ask(...all.map(reference => ({ reference, type: 'RequestInvoiceStatus' })))
    await until(() => allAnswered(world))
    await provider.settle()
    const said = await world.said()
    assert.equal(booksProblems(provider.books, said, all), [])
    for (const { payments } of provider.books.values()) assert.ok(payments.length <= 1, 'nothing is paid twice')
    const types = new Set(said.map(({ type }) => type))
    for (const type of ['InvoiceIssued', 'InvoicePaid', 'InvoiceDeclined', 'InvoiceExpired', 'PayoutReturned']) {
      assert.ok(types.has(type), `too tame: no ${type}`)
    }
    assert.is(provider.callbacks.undelivered, 0)
    assert.is(await second.end('SIGTERM'), 0)
  } catch (error) {
    for (const { facts } of processes) console.error(facts.slice(-20))
    throw error
  } finally {
    for (const each of processes) await each.end('SIGKILL')
    await provider.close()
    await world.close()
  }
})

bridging.run()
