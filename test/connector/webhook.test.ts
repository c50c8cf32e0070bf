import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'

import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import {
  BadNotification, signatureHeader, Webhook, type Notification, type WebhookOptions
} from '../../connector/index.ts'
import { LogError } from '../../runtime/log/log.ts'
import { silent } from '../../runtime/logger.ts'
import { sleep, until } from '../support/until.ts'

const secret = 'whsec_0123456789abcdef'
const next = 'whsec_fedcba9876543210'
const bodyBytesMax = 2_000

const webhooks = suite('webhook')

const open: Webhook[] = []
webhooks.after.each(async () => {
  for (const webhook of open.splice(0)) await webhook.close()
})

const said: Notification[] = []
webhooks.before.each(() => { said.length = 0 })

async function listen(options: Partial<WebhookOptions> = {}): Promise<Webhook> {
  const webhook = await Webhook.listen({
    port: 0, path: '/callbacks', secrets: [secret], bodyBytesMax, logger: silent,
    read: json => {
      const { reference, ...other } = json as { reference?: string, event?: string }
      if (reference === undefined) throw new BadNotification('reference must be text')
      return other.event === 'ping' ? undefined : { type: 'InvoiceExpired', tenant: 'demo', reference }
    },
    notify: async notification => void said.push(notification),
    ...options
  })
  open.push(webhook)
  return webhook
}

const message = JSON.stringify({ event: 'expired', reference: 'demo/alice/w-1/1' })

interface Sent { readonly body?: string | Buffer, readonly secrets?: readonly string[], readonly ageS?: number }

async function post({ port }: Webhook, { body = message, secrets = [secret], ageS = 0 }: Sent = {}): Promise<number> {
  const signature = signatureHeader(Buffer.from(body), secrets, Date.now() / 1_000 - ageS)
  const response = await fetch(`http://127.0.0.1:${port}/callbacks`, {
    method: 'POST', body, headers: { 'x-signature': signature }
  })
  assert.is(await response.text(), '')
  return response.status
}

webhooks('200: it is in the log', async () => {
  const webhook = await listen()
  assert.is(await post(webhook), 200)
  assert.equal(said, [{ type: 'InvoiceExpired', tenant: 'demo', reference: 'demo/alice/w-1/1' }])
})

webhooks('it is not confirmed before it is in the log', async () => {
  let write: (() => void) | undefined
  const webhook = await listen({ notify: () => new Promise(resolve => { write = resolve }) })
  let status = 0
  const posted = post(webhook).then(found => { status = found })
  await until(() => write !== undefined)
  await sleep(30)
  assert.is(status, 0)
  write!()
  await posted
  assert.is(status, 200)
})

webhooks('200: what is nothing to us is not repeated', async () => {
  const webhook = await listen()
  assert.is(await post(webhook, { body: '{"event":"ping","reference":"r"}' }), 200)
  assert.equal(said, [])
})

webhooks('while secrets are changed both will do', async () => {
  const webhook = await listen({ secrets: [next, secret] })
  assert.is(await post(webhook), 200)
  assert.is(await post(webhook, { secrets: [next] }), 200)
})

for (const [what, sent] of [
  ['another secret', { secrets: [next] }],
  ['no signature at all', { secrets: [] }],
  ['an old one, said again', { ageS: 301 }],
  ['one of the future', { ageS: -302 }]
] as const) {
  webhooks(`401: ${what}`, async () => {
    assert.is(await post(await listen(), sent), 401)
    assert.equal(said, [])
  })
}

webhooks('401 without a header, whatever is in the body', async () => {
  const { port } = await listen()
  const { status } = await fetch(`http://127.0.0.1:${port}/callbacks`, { method: 'POST', body: '{' })
  assert.is(status, 401)
})

for (const [what, body] of [
  ['no JSON', 'event=paid'], ['empty', ''], ['no UTF-8', Buffer.from(message.replace('w-1', '\xff'), 'latin1')],
  ['incomplete', '{"event":"paid"}']
] as const) {
  webhooks(`400: ${what}`, async () => {
    assert.is(await post(await listen(), { body }), 400)
    assert.equal(said, [])
  })
}

webhooks('400: what can never be written', async () => {
  const webhook = await listen({ notify: () => Promise.reject(new BadNotification('too large')) })
  assert.is(await post(webhook), 400)
})

webhooks('404 and 405: another path, another method', async () => {
  const { port } = await listen()
  const of = async (path: string, method: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status
  assert.is(await of('/', 'POST'), 404)
  assert.is(await of('/callbacks/more', 'POST'), 404)
  assert.is(await of('/callbacks', 'GET'), 405)
  assert.is(await of('/callbacks', 'DELETE'), 405)
})

webhooks('413: a body that is larger than allowed is not read, also if it does not say so', async () => {
  const webhook = await listen()
  assert.is(await post(webhook, { body: ' '.repeat(bodyBytesMax - message.length) + message }), 200)
  assert.is(await post(webhook, { body: ' '.repeat(bodyBytesMax + 1) }), 413)
  const status = await new Promise((resolve, reject) => {
    const request = httpRequest({ port: webhook.port, path: '/callbacks', method: 'POST' })
    request.on('response', response => {
      request.destroy()
      resolve(response.statusCode)
    })
    request.on('error', reject)
    // It never ends.
    request.write(Buffer.alloc(bodyBytesMax * 2))
  })
  assert.is(status, 413)
  assert.is(said.length, 1)
})

webhooks('503: the log cannot take it, so the provider says it again', async () => {
  let isUp = false
  const webhook = await listen({
    notify: async notification => {
      if (!isUp) throw new LogError('UNAVAILABLE', 'append: no answer')
      said.push(notification)
    }
  })
  assert.is(await post(webhook), 503)
  isUp = true
  assert.is(await post(webhook), 200)
  assert.is(said.length, 1)
})

webhooks('no fact holds what was said', async () => {
  const lines: string[] = []
  const note = (fields: object, fact: string): void => void lines.push(JSON.stringify([fields, fact]))
  const logger = { debug: note, info: note, warn: note, error: note }
  const webhook = await listen({ logger, notify: () => Promise.reject(new LogError('UNAVAILABLE', 'append')) })
  await post(webhook)
  await post(webhook, { body: '{"reference":"demo/alice' })
  await post(webhook, { secrets: [next] })
  assert.is(lines.length, 3)
  assert.not.match(lines.join('\n'), 'alice')
  assert.not.match(lines.join('\n'), secret)
})

webhooks('a client that goes away in the middle does no harm', async () => {
  const webhook = await listen()
  const socket = connect(webhook.port, '127.0.0.1')
  socket.write('POST /callbacks HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{')
  await sleep(20)
  socket.destroy()
  assert.is(await post(webhook), 200)
})

webhooks('what is under way is finished before it closes', async () => {
  let write: (() => void) | undefined
  const webhook = await listen({ notify: () => new Promise(resolve => { write = resolve }) })
  const posted = post(webhook)
  await until(() => write !== undefined)
  let closed = false
  const closing = webhook.close().then(() => { closed = true })
  await sleep(30)
  assert.not(closed)
  write!()
  assert.is(await posted, 200)
  const start = Date.now()
  await closing
  assert.ok(Date.now() - start < 1_000, 'it waits for no idle connection')
  open.length = 0
})

for (const secrets of [[], [''], ['short'], [secret, 'short']]) {
  webhooks(`secrets that anybody could guess are refused: ${JSON.stringify(secrets)}`, async () => {
    await listen({ secrets }).then(() => assert.unreachable(), ({ message: text }: Error) =>
      assert.match(text, 'at least 16 characters'))
  })
}

webhooks('a port that is taken is said', async () => {
  const { port } = await listen()
  await listen({ port }).then(() => assert.unreachable(), ({ code }) => assert.is(code, 'EADDRINUSE'))
})

webhooks.run()
