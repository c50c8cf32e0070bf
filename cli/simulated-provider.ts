import { setTimeout as sleep } from 'node:timers/promises'

import type { ProviderNotification, ProviderRequest } from '../schemas/generated.ts'
import { Connector } from '../connector/connector.ts'
import type { Connection } from './connection.ts'
import { finalWord, firstWord, isFinal, type SimulatedConduct } from './simulated-answers.ts'
import { SimulatedMemory } from './simulated-memory.ts'
import { answerMsMax, concurrentMax, isIdle, topicOf, type StandIn } from './stand-ins.ts'

export interface SimulatedProviderOptions extends SimulatedConduct {
  readonly connection: Connection
  /** Its id: `provider-<id>-…` are its topics. */
  readonly id: string
  /** How long it takes to answer. */
  readonly delayMs?: number
  /** How often it says the same: real ones repeat themselves. */
  readonly notifications?: number
  /** Told when another process took its place. */
  readonly onReplaced?: () => void
}

/**
 * A connector that pays whatever it is asked to. It has no provider behind it: its only memory is what it said, in its
 * topic. By that it stands, whoever asks again and whatever it is told to say now.
 */
export class SimulatedProvider implements StandIn {
  readonly #options: SimulatedProviderOptions
  readonly #requestsName: string
  readonly #memory: SimulatedMemory<ProviderNotification>
  readonly #connector: Connector

  constructor(options: SimulatedProviderOptions) {
    const { connection: { log, schemas, topology: { topics }, prefix, logger }, id, delayMs = 0, onReplaced } = options
    const requests = topicOf(topics['providerInvoiceRequests']!, { provider: id })
    const notifications = topicOf(topics['providerInvoicePaid']!, { provider: id })
    const answer = (request: ProviderRequest, signal: AbortSignal) => this.#answer(request, signal)
    this.#options = options
    this.#requestsName = requests.name
    this.#memory = new SimulatedMemory({ log, schemas, topic: notifications, isFinal })
    this.#connector = new Connector({
      log, schemas, topics: { requests, notifications }, group: `${prefix}simulated-provider-${id}`, logger,
      handlers: { requestInvoice: answer, requestStatus: answer, cancelInvoice: answer },
      // It forgets nothing, so it may answer what is old.
      concurrentMax, requestAgeMsMax: Infinity, patience: { callMsMax: delayMs + answerMsMax },
      onAnswered: requests => logger.info({ provider: id, requests }, 'simulated_provider.answered'),
      ...onReplaced && { onReplaced }
    })
  }

  async isIdle(): Promise<boolean> {
    return await isIdle(this.#options.connection.log, this.#requestsName, this.#connector)
  }

  async close(): Promise<void> {
    await this.#connector.close()
  }

  async #answer(request: ProviderRequest, signal: AbortSignal): Promise<readonly ProviderNotification[]> {
    const { delayMs = 0 } = this.#options
    // The first word does not wait for the last.
    for (const word of this.#repeat(firstWord(request, this.#options))) await this.#connector.notify(word)
    if (delayMs > 0) await sleep(delayMs, undefined, { signal })
    const word = finalWord(request, await this.#saidBefore(request, signal), this.#options)
    if (isFinal(word)) await this.#memory.keep(word)
    return this.#repeat([word])
  }

  /** It is asked to pay once; if once more, after a failure or a start, that is soon. */
  #saidBefore({ type, reference }: ProviderRequest, signal: AbortSignal): Promise<ProviderNotification | undefined> {
    return type === 'RequestInvoice' ? this.#memory.recall(reference) : this.#memory.find(reference, signal)
  }

  #repeat(words: readonly ProviderNotification[]): readonly ProviderNotification[] {
    const { notifications = 1 } = this.#options
    return words.flatMap(word => Array.from({ length: notifications }, () => word))
  }
}
