import { setTimeout as sleep } from 'node:timers/promises'

export interface Patience {
  /** How often a request is tried before the connector goes on in silence. */
  readonly attemptsMax: number
  /** After the first failure; twice as long after each further one. */
  readonly pauseMs: number
  readonly pauseMsMax: number
  /** How long one call of a handler may take. Then its signal is aborted and it counts as failed. */
  readonly callMsMax: number
}

export const patienceByDefault: Patience = { attemptsMax: 6, pauseMs: 500, pauseMsMax: 30_000, callMsMax: 30_000 }

/** The provider gave no answer that says what it did. To be thrown by handlers, as any error; this one can say when. */
export class Unanswered extends Error {
  /** How long the provider wants to be left alone. */
  readonly retryAfterMs: number

  constructor(message: string, options: ErrorOptions & { readonly retryAfterMs?: number } = {}) {
    super(message, options)
    this.name = 'Unanswered'
    this.retryAfterMs = options.retryAfterMs ?? 0
  }
}

/**
 * Tries again, with growing pauses.
 * @returns undefined when it was given up, and when `ending` was aborted
 */
export async function persist<T>(
  patience: Patience, ending: AbortSignal, work: (signal: AbortSignal) => Promise<T>,
  onFailure: (error: unknown, attempt: number) => void
): Promise<T | undefined> {
  for (let attempt = 1; attempt <= patience.attemptsMax && !ending.aborted; attempt++) {
    try {
      return await callWithin(patience.callMsMax, ending, work)
    } catch (error) {
      if (ending.aborted) return undefined
      onFailure(error, attempt)
      if (attempt === patience.attemptsMax) return undefined
      await sleep(pauseAfter(patience, attempt, error), undefined, { signal: ending }).catch(() => {})
    }
  }
  return undefined
}

function pauseAfter({ pauseMs, pauseMsMax }: Patience, attempt: number, error: unknown): number {
  const wantedMs = error instanceof Unanswered ? error.retryAfterMs : 0
  return Math.min(Math.max(pauseMs * 2 ** (attempt - 1), wantedMs), pauseMsMax)
}

/** A call that pays no attention to its signal is left behind: it must not hold up its reference for ever. */
async function callWithin<T>(
  ms: number, ending: AbortSignal, work: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const call = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    call.signal.addEventListener('abort', () => reject(call.signal.reason as Error), { once: true })
  })
  const end = (): void => call.abort(new Unanswered('the connector is closing'))
  const timer = setTimeout(() => call.abort(new Unanswered(`no answer within ${ms} ms`)), ms)
  ending.addEventListener('abort', end, { once: true })
  try {
    return await Promise.race([work(call.signal), aborted])
  } finally {
    clearTimeout(timer)
    ending.removeEventListener('abort', end)
  }
}
