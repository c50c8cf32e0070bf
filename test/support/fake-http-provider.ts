import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'

import { FakeCallbacks } from './fake-callbacks.ts'
import {
  draw, fateOf, noMisbehaviour, sumOf, usualMisbehaviour, viewOf, type BookedPayout, type Fate, type Misbehaviour,
  type Order
} from './fake-payouts.ts'
import { Timetable } from './timetable.ts'

export interface FakeHttpProviderOptions {
  readonly seed: number
  readonly apiKey: string
  /** Signs its callbacks. */
  readonly secret: string
  readonly misbehaviour?: Partial<Misbehaviour>
  /** How long paying, expiring and returning take at most, and how much later callbacks are sent. */
  readonly payMsMax?: number
  readonly callbackMsMax?: number
  /** How long a call is held that is never answered: longer than its client waits. */
  readonly silentMs?: number
  /** For tests that want a certain fate. */
  readonly fate?: (reference: string, usual: Fate) => Fate
}

export interface SeenCall { readonly method: string, readonly reference: string, readonly order?: Order }

type Reply = readonly [status: number, body: object]

/**
 * A provider that pays out, over HTTP, with everything that providers do: it is slow, repeats itself, says things in
 * the wrong order, declines, expires, sends money back a while after it was paid, fails with the work done or not, and
 * forgets to call back. It never lies in its `books`, which say what really moved.
 */
export class FakeHttpProvider {
  readonly books = new Map<string, BookedPayout>()
  /** Calls in the order in which they came. */
  readonly calls: SeenCall[] = []
  readonly callbacks: FakeCallbacks
  /** The most calls that were under way at a time. */
  concurrentSeen = 0
  readonly #options: FakeHttpProviderOptions
  readonly #timetable = new Timetable()
  readonly #server: Server
  readonly #counts = new Map<string, number>()
  #misbehaviour: Misbehaviour
  #concurrent = 0

  static async start(options: FakeHttpProviderOptions): Promise<FakeHttpProvider> {
    const provider = new FakeHttpProvider(options)
    await new Promise<void>(resolve => provider.#server.listen(0, '127.0.0.1', resolve))
    return provider
  }

  private constructor(options: FakeHttpProviderOptions) {
    this.#options = options
    this.#misbehaviour = { ...usualMisbehaviour, ...options.misbehaviour }
    this.callbacks = new FakeCallbacks(options.secret)
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => response.destroy())
    })
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** From now on it behaves: it does what it is asked to, answers at once and calls back. */
  heal(): void {
    this.#misbehaviour = noMisbehaviour
  }

  /** Does at once what it was going to do, and resolves when all of it is called back. */
  async settle(): Promise<void> {
    await this.#timetable.finish()
  }

  /** Pays a second time, as if somebody had pressed the button again. */
  payAgain(reference: string): void {
    const payout = this.books.get(reference)!
    this.#pay(payout, BigInt(payout.order!.amount))
  }

  async close(): Promise<void> {
    this.callbacks.close()
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
    await this.#timetable.close()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.concurrentSeen = Math.max(this.concurrentSeen, ++this.#concurrent)
    response.once('close', () => this.#concurrent--)
    const { method = '', url = '', headers } = request
    const body = await textOf(request)
    if (headers.authorization !== `Bearer ${this.#options.apiKey}`) return answer(response, [401, {}])
    const [, encoded] = /^\/payouts\/([^/]+)$/.exec(url) ?? []
    if (encoded === undefined) return answer(response, [404, {}])
    const reference = decodeURIComponent(encoded)
    const order = method === 'PUT' ? JSON.parse(body) as Order : undefined
    this.calls.push({ method, reference, ...order && { order } })
    const nth = (this.#counts.get(`${method} ${reference}`) ?? 0) + 1
    this.#counts.set(`${method} ${reference}`, nth)
    this.#misbehave(response, `${nth}. ${method} ${reference}`, () => this.#execute(method, reference, order))
  }

  #misbehave(response: ServerResponse, call: string, execute: () => Reply): void {
    const { seed, silentMs = 200 } = this.#options
    const trouble = draw(seed, 'trouble', call)
    if (trouble >= this.#misbehaviour.trouble) return answer(response, execute())
    const silence = (): void => void setTimeout(() => response.destroy(), silentMs).unref()
    const kinds: readonly (() => void)[] = [
      () => answer(response, [503, {}]),
      () => {
        execute()
        answer(response, [500, {}])
      },
      () => answer(response.setHeader('retry-after', '0.05'), [429, {}]),
      silence,
      () => {
        execute()
        silence()
      },
      () => {
        // Its client is long gone by then.
        this.#timetable.at(silentMs, () => void execute())
        silence()
      }
    ]
    kinds[Math.floor(trouble / this.#misbehaviour.trouble * kinds.length)]!()
  }

  #execute(method: string, reference: string, order: Order | undefined): Reply {
    const payout = this.books.get(reference)
    if (method === 'PUT') return payout === undefined ? this.#accept(reference, order!) : again(payout, order!)
    if (method === 'GET') return payout?.order === undefined ? [404, {}] : [200, viewOf(payout)]
    if (method !== 'DELETE') return [405, {}]
    if (payout === undefined) return [200, viewOf(this.#book(reference, undefined, 'cancelled'))]
    if (payout.state === 'pending') this.#end(payout, 'cancelled')
    return [payout.state === 'paid' ? 409 : 200, viewOf(payout)]
  }

  #book(reference: string, order: Order | undefined, state: BookedPayout['state']): BookedPayout {
    const id = order === undefined ? '' : `po_${this.books.size + 1}`
    const payout: BookedPayout = { reference, order, id, state, reason: '', payments: [], returns: [] }
    this.books.set(reference, payout)
    return payout
  }

  #accept(reference: string, order: Order): Reply {
    const { seed, payMsMax = 100, fate = (_, usual) => usual } = this.#options
    const chosen = fate(reference, fateOf(seed, reference, this.#misbehaviour, payMsMax))
    const payout = this.#book(reference, order, 'pending')
    if (chosen.outcome === 'declined' && chosen.isDeclinedLater !== true) {
      this.#decline(payout, chosen)
      return refused(payout)
    }
    const shown = viewOf(payout)
    if (chosen.isPaidFirst === true) {
      this.#carryOut(payout, chosen)
      this.#timetable.at(payMsMax, () => this.#callBack(payout, 'issued'))
    } else {
      this.#callBack(payout, 'issued')
      this.#timetable.at(chosen.afterMs, () => this.#carryOut(payout, chosen))
    }
    return [201, shown]
  }

  #carryOut(payout: BookedPayout, fate: Fate): void {
    if (payout.state !== 'pending') return
    if (fate.outcome === 'expired') return this.#end(payout, 'expired')
    if (fate.outcome === 'declined') return this.#decline(payout, fate)
    payout.state = 'paid'
    const amount = fate.amount ?? BigInt(payout.order!.amount)
    this.#pay(payout, amount)
    if (fate.isPaidTwice === true) this.#pay(payout, amount)
    for (const percent of fate.returnedPercents ?? []) {
      this.#timetable.at(fate.afterMs + percent, () => this.#giveBack(payout, amount * BigInt(percent) / 100n))
    }
  }

  #pay(payout: BookedPayout, amount: bigint): void {
    const { reference, order, payments, id } = payout
    if (this.books.get(reference) !== payout || order === undefined) throw new Error(`${reference} is not ordered`)
    const paymentId = payments.length === 0 ? id : `${id}_${payments.length + 1}`
    const payment = { id: paymentId, amount, currency: order.currency }
    payments.push(payment)
    this.#callBack(payout, 'paid', { ...payment, amount: String(amount) })
  }

  #giveBack(payout: BookedPayout, amount: bigint): void {
    const { id, order, returns, payments } = payout
    if (amount <= 0n || sumOf(returns) + amount > sumOf(payments)) return
    const reason = 'account_closed'
    const given = { id: `${id}_return_${returns.length + 1}`, amount, currency: order!.currency, reason }
    returns.push(given)
    this.#callBack(payout, 'returned', { return: { ...given, amount: String(amount) } })
  }

  #decline(payout: BookedPayout, { reason = 'declined' }: Fate): void {
    payout.state = 'declined'
    payout.reason = reason
    this.#callBack(payout, 'declined', { reason })
  }

  #end(payout: BookedPayout, state: 'expired' | 'cancelled'): void {
    payout.state = state
    this.#callBack(payout, state)
  }

  /** Late by chance, so that callbacks overtake each other. */
  #callBack({ reference, order, id }: BookedPayout, event: string, more: object = {}): void {
    const { seed, callbackMsMax = 50 } = this.#options
    const { lost, repeated } = this.#misbehaviour
    const drawn = (what: string): number => draw(seed, what, reference, event, JSON.stringify(more))
    if (event !== 'returned' && drawn('lost') < lost) return
    const callback = { event, id, reference, tenant: order!.tenant, ...more }
    const times = drawn('repeated') < repeated ? 2 : 1
    for (let time = 1; time <= times; time++) {
      this.#timetable.at(drawn(`late ${time}`) * callbackMsMax, () => this.callbacks.deliver(callback))
    }
  }
}

/** The same reference again: what it is now. With other words it would be another order, which it cannot be. */
function again(payout: BookedPayout, order: Order): Reply {
  if (payout.order === undefined) return [410, viewOf(payout)]
  if (!isDeepStrictEqual(payout.order, order)) return [409, {}]
  return payout.state === 'declined' ? refused(payout) : [200, viewOf(payout)]
}

function refused({ id, reason }: BookedPayout): Reply {
  return [422, { id, reason }]
}

function answer(response: ServerResponse, [status, body]: Reply): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
