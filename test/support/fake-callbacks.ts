import { setTimeout as sleep } from 'node:timers/promises'

import { Lanes } from '../../connector/lanes.ts'
import { signatureHeader } from '../../connector/verify-signature.ts'

const concurrentMax = 32
const attemptsMax = 200
const pauseMsMax = 250
const callMsMax = 5_000

/** Sends signed callbacks, each again and again until somebody says 200. */
export class FakeCallbacks {
  /** Where to; without it they wait. */
  url: string | undefined
  readonly #secret: string
  readonly #lanes = new Lanes(concurrentMax)
  #closed = false
  #last = 0
  /** How many were confirmed, and how many attempts were not. */
  sent = 0
  refused = 0
  /** Given up. */
  undelivered = 0

  constructor(secret: string) {
    this.#secret = secret
  }

  /** Resolves when it is confirmed, or given up. */
  deliver(callback: object): Promise<void> {
    return new Promise(resolve => {
      this.#lanes.add(String(++this.#last), async () => {
        await this.#insist(Buffer.from(JSON.stringify(callback)))
        resolve()
      })
    })
  }

  close(): void {
    this.#closed = true
  }

  async #insist(body: Buffer): Promise<void> {
    for (let attempt = 1; attempt <= attemptsMax && !this.#closed; attempt++) {
      if (await this.#post(body)) return void this.sent++
      this.refused++
      await sleep(Math.min(10 * attempt, pauseMsMax))
    }
    this.undelivered++
  }

  async #post(body: Buffer): Promise<boolean> {
    if (this.url === undefined) return false
    const signature = signatureHeader(body, [this.#secret], Date.now() / 1_000)
    try {
      const { status } = await fetch(this.url, {
        method: 'POST', body, headers: { 'x-signature': signature }, signal: AbortSignal.timeout(callMsMax)
      })
      return status === 200
    } catch {
      return false
    }
  }
}
