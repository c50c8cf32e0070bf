import { setTimeout as sleep } from 'node:timers/promises'

import type { VerificationRequest, VerificationResult } from '../schemas/generated.ts'
import { VerifierConnector } from '../connector/verifier-connector.ts'
import { systemClock } from '../runtime/clock.ts'
import type { Connection } from './connection.ts'
import { SimulatedMemory } from './simulated-memory.ts'
import { lastVerdict, verdictOf, type SimulatedJudgement } from './simulated-verdicts.ts'
import { answerMsMax, concurrentMax, isIdle, topicOf, type StandIn } from './stand-ins.ts'

export interface SimulatedVerifierOptions extends SimulatedJudgement {
  readonly connection: Connection
  /** Its id: `verifier-<id>-…` are its topics. */
  readonly id: string
  /** How long it takes to answer. */
  readonly delayMs?: number
  /** How often it says the same: real ones repeat themselves. */
  readonly results?: number
  /** Told when another process took its place. */
  readonly onReplaced?: () => void
}

type Asked = Extract<VerificationRequest, { type: 'RequestVerification' }>

/**
 * A connector of a verifier that nobody is behind: it says what it is told to by the tokens of the proofs, or by its
 * options. Its only memory are its topics. What it said it says again, whatever it is told to say now.
 */
export class SimulatedVerifier implements StandIn {
  readonly #options: SimulatedVerifierOptions
  readonly #requestsName: string
  readonly #asked: SimulatedMemory<VerificationRequest>
  readonly #said: SimulatedMemory<VerificationResult>
  readonly #connector: VerifierConnector

  constructor(options: SimulatedVerifierOptions) {
    const { connection: { log, schemas, topology: { topics }, prefix, logger }, id, delayMs = 0, onReplaced } = options
    const requests = topicOf(topics['verifierRequests']!, { verifier: id })
    const results = topicOf(topics['verifierResults']!, { verifier: id })
    this.#options = options
    this.#requestsName = requests.name
    const isAsked = ({ type }: VerificationRequest): boolean => type === 'RequestVerification'
    this.#asked = new SimulatedMemory({ log, schemas, topic: requests, isFinal: isAsked })
    this.#said = new SimulatedMemory<VerificationResult>({ log, schemas, topic: results, isFinal: () => true })
    this.#connector = new VerifierConnector({
      log, schemas, topics: { requests, results }, group: `${prefix}simulated-verifier-${id}`, logger,
      handlers: {
        verify: (request, signal) => this.#verify(request, signal),
        cancel: ({ reference }, signal) => this.#cancel(reference, signal)
      },
      concurrentMax, patience: { callMsMax: delayMs + answerMsMax },
      onAnswered: count => logger.info({ verifier: id, requests: count }, 'simulated_verifier.answered'),
      ...onReplaced && { onReplaced }
    })
  }

  async isIdle(): Promise<boolean> {
    return await isIdle(this.#options.connection.log, this.#requestsName, this.#connector)
  }

  async close(): Promise<void> {
    await this.#connector.close()
  }

  async #verify(asked: Asked, signal: AbortSignal): Promise<readonly VerificationResult[]> {
    const { delayMs = 0 } = this.#options
    await this.#asked.keep(asked)
    if (delayMs > 0) await sleep(delayMs, undefined, { signal })
    const before = await this.#said.recall(asked.reference)
    return await this.#say(before ?? verdictOf(asked, this.#options, Math.floor(systemClock.now())))
  }

  async #cancel(reference: string, signal: AbortSignal): Promise<readonly VerificationResult[]> {
    const asked = await this.#asked.find(reference, signal)
    // What it was never asked to verify needs no answer.
    if (asked?.type !== 'RequestVerification') return []
    const before = await this.#said.find(reference, signal)
    return await this.#say(lastVerdict(asked, before, this.#options, Math.floor(systemClock.now())))
  }

  async #say(word: VerificationResult | undefined): Promise<readonly VerificationResult[]> {
    if (word === undefined) return []
    await this.#said.keep(word)
    return Array.from({ length: this.#options.results ?? 1 }, () => word)
  }
}
