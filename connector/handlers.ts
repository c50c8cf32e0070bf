import type {
  CancelInvoice, ProviderRequest, ProviderRequestHead, RequestInvoice, RequestInvoiceStatus
} from '../schemas/generated.ts'
import type { Answer } from './notification.ts'

/**
 * What a connector is made of: how a provider is asked. Each is called again with the same request after a failure and
 * after a restart, so the reference has to be the idempotency key towards the provider.
 *
 * Say what is certain. No answer at all (`[]`) is right when nothing is known yet, to throw is right when the provider
 * did not answer: it is tried again, and in the end the connector is silent. Neither is ever a decline.
 */
export interface Handlers {
  /** Pay this out, once. */
  requestInvoice(request: ProviderRequestHead & RequestInvoice, signal: AbortSignal): Promise<readonly Answer[]>
  /** What became of it? `not_found` is a promise: there is none and there will be none. */
  requestStatus(request: ProviderRequestHead & RequestInvoiceStatus, signal: AbortSignal): Promise<readonly Answer[]>
  /** Cancel it if it is not paid yet; else say what happened instead. */
  cancelInvoice(request: ProviderRequestHead & CancelInvoice, signal: AbortSignal): Promise<readonly Answer[]>
}

export function callHandler(
  handlers: Handlers, request: ProviderRequest, signal: AbortSignal
): Promise<readonly Answer[]> {
  switch (request.type) {
    case 'RequestInvoice': return handlers.requestInvoice(request, signal)
    case 'RequestInvoiceStatus': return handlers.requestStatus(request, signal)
    case 'CancelInvoice': return handlers.cancelInvoice(request, signal)
  }
}
