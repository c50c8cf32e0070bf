import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { Unanswered } from '../../connector/index.ts'
import { readCallback } from '../../examples/http-connector/callbacks.ts'
import { HttpConnector } from '../../examples/http-connector/http-connector.ts'
import { httpProvider } from '../../examples/http-connector/http-provider.ts'
import { readSettings } from '../../examples/http-connector/settings.ts'
import type { Flat } from '../../schemas/record.ts'
import { FakeHttpProvider, type FakeHttpProviderOptions } from '../support/fake-http-provider.ts'
import { noMisbehaviour, type Fate } from '../support/fake-payouts.ts'
import { booksProblems } from '../support/provider-books.ts'
import { until } from '../support/until.ts'
import { ConnectorWorld, references } from './connector-world.ts'

const apiKey = 'sk_test_1'
const secret = 'whsec_0123456789abcdef'
const alice = 'demo/alice/w-1/1'

const bridging = suite<{ world: ConnectorWorld, closing: (() => Promise<void>)[] }>('http connector')

bridging.before.each(async context => {
  context.world = await ConnectorWorld.create()
  context.closing = []
})
bridging.after.each(async ({ world, closing }) => {
  for (const close of closing.reverse()) await close()
  await world.close()
})

interface Context { readonly world: ConnectorWorld, readonly closing: (() => Promise<void>)[] }

async function startProvider(
  { closing }: Context, options: Partial<FakeHttpProviderOptions> = {}
): Promise<FakeHttpProvider> {
  const provider = await FakeHttpProvider.start({
    seed: 1, apiKey, secret, misbehaviour: noMisbehaviour, payMsMax: 20, callbackMsMax: 10, ...options
  })
  closing.push(() => provider.close())
  return provider
}

async function startConnector(
  { world, closing }: Context, provider: FakeHttpProvider, concurrentMax = 16
): Promise<HttpConnector> {
  const connector = await HttpConnector.start({
    ...world.options, concurrentMax, patience: { pauseMs: 1, pauseMsMax: 20, callMsMax: 1_000 },
    provider: { url: provider.url, apiKey }, webhook: { port: 0, path: '/callbacks', secrets: [secret] }
  })
  closing.push(() => connector.close())
  provider.callbacks.url = `http://127.0.0.1:${connector.webhook.port}/callbacks`
  return connector
}

const fated = (fate: Partial<Fate>): Pick<FakeHttpProviderOptions, 'fate'> =>
  ({ fate: () => ({ outcome: 'paid', afterMs: 0, ...fate }) })

const gist = (records: readonly Flat[]): unknown[] => records.map(({ type, state, amount, reason }) =>
  [type, state, amount, reason].filter(value => value !== undefined && value !== '' && value !== 0n))

bridging('a payout is issued, paid and called back', async context => {
  const provider = await startProvider(context)
  const { connector } = await startConnector(context, provider)
  await context.world.ask({ reference: alice, amount: 700n })
  await until(() => connector.isIdle())
  await provider.settle()
  const said = await context.world.said(alice)
  assert.equal([...new Set(gist(said).map(each => JSON.stringify(each, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value)))].sort(), ['["InvoiceIssued"]', '["InvoicePaid","700"]'])
  assert.equal(provider.calls, [{
    method: 'PUT', reference: alice, order:
      { tenant: 'demo', amount: '700', currency: 'EUR', destination: 'tok', method: 'card', terminal: 't1' }
  }])
})

for (const [what, fate, expected] of [
  ['declined at once', { outcome: 'declined', reason: 'account_closed' }, ['InvoiceDeclined', 'account_closed']],
  ['declined later', { outcome: 'declined', reason: 'account_closed', isDeclinedLater: true },
    ['InvoiceDeclined', 'account_closed']],
  ['expired', { outcome: 'expired' }, ['InvoiceExpired']],
  ['paid with another amount', { amount: 499n }, ['InvoicePaid', 499n]],
  ['returned in part', { returnedPercents: [50] }, ['PayoutReturned', 250n, 'account_closed']]
] as const) {
  bridging(`a payout that is ${what} is said to be so`, async context => {
    const provider = await startProvider(context, fated(fate))
    const { connector } = await startConnector(context, provider)
    await context.world.ask({ reference: alice })
    await until(() => connector.isIdle())
    await provider.settle()
    const found = gist(await context.world.said(alice))
    assert.ok(found.some(each => isSame(each, expected)), String(found))
  })
}

bridging('paid twice is said with both of their ids', async context => {
  const provider = await startProvider(context, fated({}))
  const { connector } = await startConnector(context, provider)
  await context.world.ask({ reference: alice })
  await until(() => connector.isIdle())
  await provider.settle()
  provider.payAgain(alice)
  await provider.settle()
  const paid = (await context.world.said(alice)).filter(({ type }) => type === 'InvoicePaid')
  assert.is(new Set(paid.map(({ invoice }) => invoice as string)).size, 2)
})

bridging('a status tells what a lost callback did not, returns included', async context => {
  const misbehaviour = { ...noMisbehaviour, lost: 1 }
  const provider = await startProvider(context, { misbehaviour, ...fated({ returnedPercents: [40] }) })
  const { connector } = await startConnector(context, provider)
  await context.world.ask({ reference: alice })
  await until(() => connector.isIdle())
  await provider.settle()
  await context.world.ask({ reference: alice, type: 'RequestInvoiceStatus' })
  await until(() => connector.isIdle())
  const found = gist(await context.world.said(alice))
  // The return is said twice: once in its callback.
  assert.equal(found, [
    ['InvoiceIssued'], ['PayoutReturned', 200n, 'account_closed'], ['InvoiceStatus', 'paid', 500n],
    ['PayoutReturned', 200n, 'account_closed']
  ])
})

bridging('a reference that is unknown is set aside before it is said to be not found', async context => {
  const provider = await startProvider(context)
  const { connector } = await startConnector(context, provider)
  const enquiry = { reference: alice, type: 'RequestInvoiceStatus' }
  await context.world.ask(enquiry, enquiry, { reference: alice })
  await until(() => connector.isIdle())
  assert.equal(gist(await context.world.said()), [
    ['InvoiceStatus', 'not_found'], ['InvoiceStatus', 'not_found'], ['InvoiceCancelled']
  ])
  // The request that comes after it is refused: not found was a promise.
  assert.equal(provider.calls.map(({ method }) => method), ['GET', 'DELETE', 'GET', 'DELETE', 'PUT'])
  assert.equal(provider.books.get(alice)!.payments, [])
})

bridging('a request to cancel is answered by what happens', async context => {
  const later = 'demo/bob/w-1/1'
  const fate = (reference: string): Fate => ({ outcome: 'paid', afterMs: reference === later ? 60_000 : 0 })
  const provider = await startProvider(context, { fate, misbehaviour: { ...noMisbehaviour, lost: 1 } })
  const { connector } = await startConnector(context, provider)
  await context.world.ask({ reference: alice }, { reference: later })
  await until(() => connector.isIdle())
  await until(() => provider.books.get(alice)!.state === 'paid')
  await context.world.ask({ reference: alice, type: 'CancelInvoice' }, { reference: later, type: 'CancelInvoice' })
  await until(() => connector.isIdle())
  assert.equal(gist(await context.world.said(alice)), [['InvoiceIssued'], ['InvoicePaid', 500n]])
  assert.equal(gist(await context.world.said(later)), [['InvoiceIssued'], ['InvoiceCancelled']])
  assert.equal(provider.books.get(later)!.payments, [])
})

bridging('a key that the provider refuses is no decline', async context => {
  const provider = await startProvider(context, { apiKey: 'another' })
  const { connector } = await startConnector(context, provider)
  await context.world.ask({ reference: alice })
  await until(() => connector.isIdle())
  assert.equal(await context.world.said(), [])
})

const pending = { id: 'po_1', state: 'pending' }
const reason = 'account_closed'

for (const [status, body, expected] of [
  [201, pending, 'InvoiceIssued'],
  [200, { ...pending, state: 'paid', amount: '5', currency: 'EUR' }, 'InvoicePaid'],
  [200, { ...pending, state: 'paid' }, undefined],
  [200, { ...pending, state: 'odd' }, undefined],
  [200, 'OK', undefined],
  [202, pending, undefined],
  [307, {}, undefined],
  ...[400, 402, 422].map(refusal => [refusal, { reason }, 'InvoiceDeclined'] as const),
  ...[401, 403, 404, 405, 408, 409, 425, 429, 500, 503].map(other => [other, { reason }, undefined] as const),
  [422, {}, undefined],
  [422, 'Unprocessable', undefined],
  [410, {}, 'InvoiceCancelled']
] as const) {
  bridging(`${status} ${JSON.stringify(body)} means ${expected ?? 'nothing'}`, async ({ closing }) => {
    const server = createServer((_, response) => {
      const headers = { location: '/elsewhere', 'retry-after': '3' }
      response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    closing.push(async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    })
    const { port } = server.address() as AddressInfo
    const { requestInvoice } = httpProvider({ url: `http://127.0.0.1:${port}`, apiKey })
    const request = {
      type: 'RequestInvoice', tenant: 'demo', reference: alice, amount: 5n, currency: 'EUR', destination: 'tok',
      method: '', terminal: '', pinned: null
    } as const
    const answers = await requestInvoice(request, new AbortController().signal).catch((error: Error) => error)
    assert.is(answers instanceof Error ? undefined : answers[0]!.type, expected)
    if (answers instanceof Unanswered) assert.is(answers.retryAfterMs, 3_000)
  })
}

for (const seed of [1, 2, 3]) {
  bridging(`everything goes wrong and the connector is restarted: it pays once, seed ${seed}`, async context => {
    const { world } = context
    const provider = await startProvider(context, { seed, misbehaviour: { trouble: 0.3 }, silentMs: 160 })
    const all = references(120)
    const first = await startConnector(context, provider)
    await world.ask(...all.map((reference, index) => ({ reference, amount: BigInt(100 + index) })))
    await until(() => provider.calls.length > 60)
    await first.close()
    const second = await startConnector(context, provider, 8)
    await world.ask(...all.slice(0, 20).map(reference => ({ reference, type: 'CancelInvoice' })))
    await until(() => second.connector.isIdle())
    provider.heal()
    await provider.settle()
    await world.ask(...all.map(reference => ({ reference, type: 'RequestInvoiceStatus' })))
    await until(() => second.connector.isIdle())
    await provider.settle()

    assert.equal(booksProblems(provider.books, await world.said(), all), [])
    for (const { payments, order } of provider.books.values()) {
      assert.ok(payments.length <= 1, 'nothing is paid twice')
      assert.ok(payments.every(({ amount }) => String(amount) === order!.amount))
    }
    const states = new Set([...provider.books.values()].map(({ state }) => state))
    assert.ok(states.size >= 3, `too tame: ${[...states].join(', ')}`)
    assert.is(provider.callbacks.undelivered, 0)
  })
}

bridging('no more calls at a time than it is told', async context => {
  const provider = await startProvider(context)
  const { connector } = await startConnector(context, provider, 3)
  await context.world.ask(...references(60).map(reference => ({ reference })))
  await until(() => connector.isIdle())
  assert.ok(provider.concurrentSeen <= 3, String(provider.concurrentSeen))
})

bridging('a callback that cannot be understood is refused', () => {
  const whole = { event: 'paid', id: 'po_1', tenant: 'demo', reference: alice, amount: '500', currency: 'EUR' }
  assert.equal(readCallback(whole), {
    type: 'InvoicePaid', invoice: 'po_1', tenant: 'demo', reference: alice, amount: 500n, currency: 'EUR'
  })
  assert.is(readCallback({ ...whole, event: 'balance_low' }), undefined)
  for (const wrong of [
    null, [], 'paid', { ...whole, event: 1 }, { ...whole, tenant: undefined }, { ...whole, reference: '' },
    { ...whole, amount: 500 }, { ...whole, amount: '0' }, { ...whole, amount: '-5' }, { ...whole, amount: '5.0' },
    { ...whole, amount: '9223372036854775808' }, { ...whole, currency: undefined }, { ...whole, id: undefined },
    { ...whole, event: 'declined' }, { ...whole, event: 'returned' }, { ...whole, event: 'returned', return: {} }
  ]) {
    assert.throws(() => readCallback(wrong), ({ name }: Error) => name === 'BadNotification', JSON.stringify(wrong))
  }
})

bridging('a provider that cannot be reached, or says nonsense, has said nothing', async context => {
  const { signal } = new AbortController()
  const request = { tenant: 'demo', reference: alice, type: 'RequestInvoiceStatus', dueAt: 1 } as const
  const nowhere = httpProvider({ url: 'http://127.0.0.1:1', apiKey })
  await nowhere.requestStatus(request, signal).then(() => assert.unreachable(), () => {})
  const provider = await startProvider(context)
  const elsewhere = httpProvider({ url: `${provider.url}/nothing/here`, apiKey })
  await elsewhere.requestStatus(request, signal).then(() => assert.unreachable(), () => {})
})

bridging('settings are read, and all that is wrong is said at once', () => {
  const good = {
    KAFKA_BROKERS: 'localhost:9092', SCHEMA_REGISTRY_URL: 'http://localhost:8081', WALLETS_PREFIX: 'x-',
    PROVIDER_ID: 'acme', PROVIDER_URL: 'https://api.acme.example/v1/', PROVIDER_API_KEY: apiKey,
    WEBHOOK_SECRETS: `${secret}, ${secret}2`
  }
  const { prefix, provider, webhook } = readSettings(good)
  assert.equal({ prefix, provider, webhook }, {
    prefix: 'x-', provider: { url: 'https://api.acme.example/v1', apiKey },
    webhook: { host: '127.0.0.1', port: 8090, path: '/callbacks', secrets: [secret, `${secret}2`] }
  })
  assert.throws(() => readSettings({ WEBHOOK_PORT: 'x' }), (error: Error) => {
    const wrong = [
      'KAFKA_BROKERS', 'PROVIDER_ID', 'PROVIDER_URL', 'PROVIDER_API_KEY', 'WEBHOOK_SECRETS', 'WEBHOOK_PORT'
    ]
    return wrong.every(name => error.message.includes(name))
  })
})

bridging.run()

function isSame(one: unknown, other: unknown): boolean {
  try {
    assert.equal(one, other)
    return true
  } catch {
    return false
  }
}
