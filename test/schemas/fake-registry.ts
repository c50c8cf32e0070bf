import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the server says to one request; `hang` is to accept and say nothing. */
export type Answer = { readonly status: number, readonly body: unknown } | 'hang'

/** A schema registry that answers as it is told, on a port of its own. */
export class FakeRegistry {
  readonly requests: {
    readonly method: string
    readonly path: string
    readonly authorization: string | undefined
  }[] = []
  readonly #server: Server
  #answer: (method: string, path: string) => Answer = () => 'hang'

  static async start(): Promise<FakeRegistry> {
    const registry = new FakeRegistry()
    await new Promise<void>(resolve => registry.#server.listen(0, '127.0.0.1', resolve))
    return registry
  }

  constructor() {
    this.#server = createServer((request, response) => this.#respond(request, response))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Decides how requests are answered from now on. */
  answers(answer: Answer | ((method: string, path: string) => Answer)): void {
    this.#answer = typeof answer === 'function' ? answer : () => answer
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  #respond({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse): void {
    this.requests.push({ method, path: url, authorization: headers.authorization })
    const answer = this.#answer(method, url)
    if (answer === 'hang') return
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    const type = typeof answer.body === 'string' ? 'text/html' : 'application/vnd.schemaregistry.v1+json'
    response.writeHead(answer.status, { 'content-type': type }).end(text)
  }
}

export const schemaNotFound: Answer = { status: 404, body: { error_code: 40403, message: 'Schema not found' } }
