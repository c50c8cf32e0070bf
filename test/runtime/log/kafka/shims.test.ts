import { createServer } from 'node:net'
import { test } from 'uvu'
import * as assert from 'uvu/assert'
import '../../../../runtime/log/kafka/shims.ts'
import { RequestQueue } from '../../../../runtime/log/kafka/kafkajs.ts'
import { openSocket } from '../../../../runtime/log/kafka/socket.ts'

const logger = { debug() {}, warn() {} }
const Queue = RequestQueue as unknown as new (options: object) => {
  push(request: object): void
  fulfillRequest(response: object): void
  maybeThrottle(ms: number): void
  destroy(): void
}

function queueOf(options: object = {}) {
  const usual = { logger, requestTimeout: 1_000, enforceRequestTimeout: false, clientId: 'c', broker: 'b' }
  return new Queue({ ...usual, ...options })
}

/** Pushes a request; the promise says when it was sent. */
function push(queue: InstanceType<typeof Queue>, correlationId: number): Promise<void> {
  return new Promise(sent => {
    const entry = { correlationId, resolve() {}, reject() {} }
    queue.push({ entry, expectResponse: true, requestTimeout: null, sendRequest: sent })
  })
}

test('an idle connection sets no timers', async () => {
  const queue = queueOf()
  await push(queue, 1)
  const { setTimeout: real } = globalThis
  let timers = 0
  globalThis.setTimeout = ((...parameters: Parameters<typeof real>) => {
    timers++
    return real(...parameters)
  }) as typeof real
  try {
    queue.fulfillRequest({ correlationId: 1, payload: Buffer.alloc(0), size: 0 })
    await new Promise(resolve => real(resolve, 50))
    assert.is(timers, 0)
  } finally {
    globalThis.setTimeout = real
  }
})

test('a throttled request is sent when its time has come', async () => {
  const queue = queueOf()
  queue.maybeThrottle(30)
  const start = Date.now()
  await push(queue, 1)
  assert.ok(Date.now() - start >= 25)
  queue.destroy()
})

test('a request beyond those that may be under way is sent after one is answered', async () => {
  const queue = queueOf({ maxInFlightRequests: 1 })
  await push(queue, 1)
  const second = push(queue, 2)
  queue.fulfillRequest({ correlationId: 1, payload: Buffer.alloc(0), size: 0 })
  await second
  queue.destroy()
})

test('sockets send at once', async () => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  let delay: unknown
  const { prototype } = (await import('node:net')).Socket
  const { setNoDelay } = prototype
  prototype.setNoDelay = function (value) {
    delay = value
    return setNoDelay.call(this, value)
  }
  try {
    await new Promise<void>(resolve => {
      const socket = openSocket({ host: '127.0.0.1', port, ssl: undefined, onConnect: () => {
        socket.destroy()
        resolve()
      } })
    })
  } finally {
    prototype.setNoDelay = setNoDelay
    server.close()
  }
  assert.is(delay, true)
})

test.run()
