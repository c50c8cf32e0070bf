import type {
  CancelVerification, RequestVerification, VerificationRequest, VerificationRequestHead
} from '../schemas/generated.ts'
import { Bridge, type CommonOptions } from './bridge.ts'
import { encodeResult, type Result, type Verdict } from './result.ts'
import type { VerifierTopics } from './topics.ts'

/**
 * What a connector of a verifier is made of: how the verifier is asked. Each is called again with the same request
 * after a failure and after a restart, so the reference has to be the idempotency key towards the verifier.
 *
 * Say what is certain. No verdict at all (`[]`) is right while the verifier is at work, to throw is right when it could
 * not be reached: it is tried again, and in the end the connector is silent. Neither is ever an approval or a denial.
 */
export interface VerifierHandlers {
  /** Is this who it says? */
  verify(request: VerificationRequestHead & RequestVerification, signal: AbortSignal): Promise<readonly Verdict[]>
  /** The challenge was given up. The verifier may be told; no answer is needed, and none changes anything. */
  cancel(request: VerificationRequestHead & CancelVerification, signal: AbortSignal): Promise<readonly Verdict[]>
}

export interface VerifierConnectorOptions extends CommonOptions {
  readonly topics: VerifierTopics
  readonly handlers: VerifierHandlers
}

/**
 * Stands between the topics of one verifier and the verifier, as `Connector` does for a provider. No request is too
 * old: to verify somebody twice costs a fee and moves no money, and nobody would ask again.
 */
export class VerifierConnector {
  readonly #options: VerifierConnectorOptions
  readonly #bridge: Bridge<VerificationRequest>

  /** Starts at once. */
  constructor(options: VerifierConnectorOptions) {
    const { schemas: { codec }, topics: { requests, results }, handlers } = options
    this.#options = options
    this.#bridge = new Bridge<VerificationRequest>(options, {
      requests: { ...requests, value: 'VerificationRequest' },
      answers: { ...results, value: 'VerificationResult' },
      ask: async (request, signal) => {
        const { tenant, reference } = request
        const verdicts = await callHandler(handlers, request, signal)
        return verdicts.map(verdict => encodeResult(codec, results, { ...verdict, tenant, reference }))
      },
      isTooOld: () => false
    })
  }

  /**
   * Says what the verifier said unasked, in a callback. Resolves when it is in the log: confirm the callback then.
   * @throws BadNotification, which no repetition helps; LogError and others, after which it should be said again
   */
  async notify(result: Result): Promise<void> {
    const { schemas: { codec }, topics: { results } } = this.#options
    await this.#bridge.say(() => encodeResult(codec, results, result))
  }

  /** Whether all that was asked so far is answered, or passed over in silence. */
  async isIdle(): Promise<boolean> {
    return await this.#bridge.isIdle()
  }

  /** What is under way is left: the next one asks again, under the same references. */
  async close(): Promise<void> {
    await this.#bridge.close()
  }
}

function callHandler(
  handlers: VerifierHandlers, request: VerificationRequest, signal: AbortSignal
): Promise<readonly Verdict[]> {
  switch (request.type) {
    case 'RequestVerification': return handlers.verify(request, signal)
    case 'CancelVerification': return handlers.cancel(request, signal)
  }
}
