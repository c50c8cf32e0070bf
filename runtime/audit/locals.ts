import { sameOperation } from '../fingerprint.ts'
import type { Answered } from './answered.ts'
import type { Findings, Place } from './finding.ts'
import { nameOf } from './follow-ups.ts'
import { sideText, type Sent } from './sending.ts'

interface Local { readonly sent: Sent, readonly cause: Place }

/** What has to be decided in the transaction of the event under way, in the order in which it is. */
export class Locals {
  readonly #answered: Answered
  readonly #findings: Findings
  #queue: Local[] = []

  constructor(answered: Answered, findings: Findings) {
    this.#answered = answered
    this.#findings = findings
  }

  add(sent: Sent, cause: Place): void {
    this.#queue.push({ sent, cause })
  }

  /** An event says that it followed at once. */
  take(place: Place, key: string, operationId: string, fingerprint: Buffer): void {
    const index = this.#queue.findIndex(({ sent }) => sent.key === key && sent.record['operationId'] === operationId)
    if (index < 0) {
      this.#findings.add('follow_up_orphaned', place, key, `nothing has caused ${operationId}, which followed at once`)
      return
    }
    this.#missing(this.#queue.splice(0, index))
    const { sent, cause } = this.#queue.shift()!
    if (sameOperation(sent.print, fingerprint)) return
    const what = `decided on other parameters than ${sideText(sent.record)}, caused by ${nameOf(cause)}`
    this.#findings.add('follow_up_altered', place, key, what)
  }

  /** Nothing follows any more from the event under way. */
  end(): void {
    if (this.#queue.length > 0) this.#missing(this.#queue.splice(0))
  }

  /** A repeat has no event of its own. */
  #missing(locals: readonly Local[]): void {
    for (const { sent: { key, record, print }, cause } of locals) {
      if (this.#answered.noveltyOf(key, record['operationId'] as string, print) === 'repeat') continue
      this.#findings.add('follow_up_missing', cause, key, `${sideText(record)} was not decided at once`)
    }
  }
}
