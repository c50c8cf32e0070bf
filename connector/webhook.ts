import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { systemClock, type Clock } from '../runtime/clock.ts'
import { errorFields, type Logger } from '../runtime/logger.ts'
import { BadNotification, type Notification } from './notification.ts'
import { verifySignature } from './verify-signature.ts'

/** @template Said what a callback says: a provider's notification, or a verifier's result */
export interface WebhookOptions<Said = Notification> {
  /** 127.0.0.1 by default: in front of it should be something that speaks TLS. */
  readonly host?: string
  /** 0 is any free one. */
  readonly port: number
  /** The only one there is: `/callbacks`. */
  readonly path: string
  /** Each of at least 16 characters. Several while they are changed. */
  readonly secrets: readonly string[]
  /** What a callback says; undefined if it is nothing to us. @throws BadNotification when it cannot be understood */
  readonly read: (body: unknown) => Said | undefined
  /** Resolves when it is in the log: `notify` of the connector. */
  readonly notify: (said: Said) => Promise<void>
  /** How far the provider's clock may be from ours. Five minutes by default. */
  readonly toleranceS?: number
  readonly bodyBytesMax?: number
  readonly clock?: Clock
  readonly logger: Logger
}

const secretLengthMin = 16
const toleranceByDefaultS = 300
const bodyBytesByDefault = 64 * 1024
const connectionsMax = 256
const requestMsMax = 10_000

/**
 * Where a provider or a verifier sends its callbacks. One that is not signed by it changes nothing, and one that is
 * counts as received (200) when it is in the log and never before: until then it has to be repeated.
 */
export class Webhook<Said = Notification> {
  readonly #options: WebhookOptions<Said>
  readonly #server: Server

  static listen(options: WebhookOptions): Promise<Webhook>
  static listen<Said>(options: WebhookOptions<Said>): Promise<Webhook<Said>>
  static async listen<Said>(options: WebhookOptions<Said>): Promise<Webhook<Said>> {
    const { secrets, host = '127.0.0.1', port } = options
    if (secrets.length === 0 || secrets.some(({ length }) => length < secretLengthMin)) {
      throw new Error(`a webhook needs secrets of at least ${secretLengthMin} characters`)
    }
    const webhook = new Webhook<Said>(options)
    await new Promise<void>((resolve, reject) => {
      webhook.#server.once('error', reject)
      webhook.#server.listen(port, host, () => resolve())
    })
    return webhook
  }

  private constructor(options: WebhookOptions<Said>) {
    this.#options = options
    this.#server = createServer((request, response) => void this.#respond(request, response))
    this.#server.maxConnections = connectionsMax
    this.#server.requestTimeout = requestMsMax
    this.#server.headersTimeout = requestMsMax
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** Callbacks under way are finished first. */
  async close(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve))
    this.#server.closeIdleConnections()
    await closed
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const status = await this.#receive(request).catch(error => {
      // The connection broke, most likely: nobody hears this.
      this.#options.logger.warn(errorFields(error), 'webhook.failed')
      return 400
    })
    if (status === 405) response.setHeader('allow', 'POST')
    // What is left of a body that was not read is not worth waiting for.
    if (!request.complete || !this.#server.listening) response.setHeader('connection', 'close')
    response.writeHead(status, { 'content-length': 0 }).end()
  }

  async #receive(request: IncomingMessage): Promise<number> {
    const { path, secrets, toleranceS = toleranceByDefaultS, clock = systemClock, logger } = this.#options
    if (request.url?.split('?')[0] !== path) return 404
    if (request.method !== 'POST') return 405
    const body = await readBody(request, this.#options.bodyBytesMax ?? bodyBytesByDefault)
    if (body === undefined) return 413
    const header = request.headers['x-signature']?.toString()
    const verdict = verifySignature({ header, body }, { secrets, toleranceS, nowS: clock.now() / 1_000 })
    if (verdict === 'valid') return await this.#take(body)
    logger.warn({ signature: verdict }, 'webhook.refused')
    return 401
  }

  async #take(body: Buffer): Promise<number> {
    const { read, notify, logger } = this.#options
    try {
      const said = read(parse(body))
      if (said === undefined) logger.info({}, 'webhook.ignored')
      else await notify(said)
      return 200
    } catch (error) {
      if (error instanceof BadNotification) {
        logger.error(errorFields(error), 'webhook.unreadable')
        return 400
      }
      logger.warn(errorFields(error), 'webhook.unavailable')
      return 503
    }
  }
}

/** Undefined when it is too large; then the rest of it is not read. */
async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return undefined
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes <= bytesMax) return
      request.pause()
      resolve(undefined)
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', reject)
    request.on('close', () => reject(new Error('the connection was closed')))
  })
}

/** @throws BadNotification. Says nothing of what is in it: messages of the parser would. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new BadNotification('the body is no JSON')
  }
}
