import { Unanswered, type Answer, type Handlers } from '../../connector/index.ts'
import { object, outcomeOf, readPayout, statusOf, text, type Payout } from './payout.ts'

export interface HttpProviderOptions {
  /** `/payouts/…` is below it. */
  readonly url: string
  readonly apiKey: string
}

/**
 * With these the provider itself refuses a payment, if it gives a reason. Others of the 4xx speak of the call: the key
 * is wrong, there are too many calls, a proxy is in the way. Of the payment they say nothing.
 */
const declines = [400, 402, 422]

const asText = { 'content-type': 'application/json' }

/** Handlers for a provider with an HTTP API: docs/providers.md describes it. */
export function httpProvider({ url, apiKey }: HttpProviderOptions): Handlers {
  const call = async (method: string, reference: string, signal: AbortSignal, body?: object): Promise<Reply> => {
    // A reference has slashes. And the key goes nowhere else, wherever we are sent.
    const response = await fetch(`${url}/payouts/${encodeURIComponent(reference)}`, {
      method, signal, redirect: 'error',
      headers: { authorization: `Bearer ${apiKey}`, ...body && asText },
      ...body && { body: JSON.stringify(body) }
    })
    const json = await response.json().catch(() => undefined) as unknown
    return { status: response.status, json, retryAfterMs: retryAfterMs(response) }
  }

  const cancel = async (reference: string, signal: AbortSignal): Promise<Payout> => {
    const reply = await call('DELETE', reference, signal)
    // 409: too late. The payout that it shows says for what.
    if (reply.status === 200 || reply.status === 409) return readPayout(reply.json)
    throw unanswered(reply)
  }

  return {
    async requestInvoice({ tenant, reference, amount, currency, destination, method, terminal }, signal) {
      const body = { tenant, amount: String(amount), currency, destination, method, terminal }
      const reply = await call('PUT', reference, signal, body)
      if (reply.status === 200 || reply.status === 201) return [outcomeOf(readPayout(reply.json))]
      // The reference was set aside before the request came: it is refused, and will be for ever.
      if (reply.status === 410) return [{ type: 'InvoiceCancelled' }]
      return [declined(reply)]
    },

    async requestStatus({ reference }, signal) {
      const reply = await call('GET', reference, signal)
      if (reply.status === 200) return statusOf(readPayout(reply.json))
      if (reply.status !== 404) throw unanswered(reply)
      // It does not know the reference. But a request that we gave up may still be on its way to it; so the reference
      // is set aside first. Only then there is none, and there will be none.
      const payout = await cancel(reference, signal)
      return payout.id === '' ? [{ type: 'InvoiceStatus', state: 'not_found' }] : statusOf(payout)
    },

    async cancelInvoice({ reference }, signal) {
      return [outcomeOf(await cancel(reference, signal))]
    }
  }
}

interface Reply { readonly status: number, readonly json: unknown, readonly retryAfterMs: number }

/** @throws Unanswered unless the provider itself says no */
function declined(reply: Reply): Answer {
  if (!declines.includes(reply.status) || reply.json === undefined) throw unanswered(reply)
  const fields = object(reply.json)
  return { type: 'InvoiceDeclined', reason: text(fields, 'reason'), invoice: text(fields, 'id', '') }
}

function unanswered({ status, retryAfterMs }: Reply): Unanswered {
  return new Unanswered(`the provider answers ${status}`, { retryAfterMs })
}

function retryAfterMs({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? 0)
  return Number.isFinite(seconds) ? seconds * 1_000 : 0
}
