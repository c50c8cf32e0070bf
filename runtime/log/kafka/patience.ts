import { setTimeout as sleep } from 'node:timers/promises'
import { LogError } from '../log.ts'
import { toLogError } from './errors.ts'

const firstWaitMs = 2
const longestWaitMs = 250

/** Rejects with UNAVAILABLE when the work is not done in time. What it was doing is left to its own end. */
export async function within<T>(timeoutMs: number, doing: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LogError('UNAVAILABLE', `${doing}: no answer in ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Repeats the attempt, with growing waits, while it fails in a way that says nothing was done, until the time is up.
 * Always ends in a result or a LogError, which has the reason of the last attempt, if that ended.
 */
export async function persist<T>(
  timeoutMs: number, doing: string, mayRepeat: (error: unknown) => boolean, attempt: () => Promise<T>
): Promise<T> {
  const until = performance.now() + timeoutMs
  let reason: unknown
  const run = async (): Promise<T> => {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      try {
        reason = undefined
        return await attempt()
      } catch (error) {
        reason = error
        if (!mayRepeat(error) || performance.now() + waitMs > until) throw error
      }
      await sleep(waitMs * (0.75 + Math.random() / 2))
    }
  }
  try {
    return await within(timeoutMs, doing, run())
  } catch (error) {
    throw toLogError(reason ?? error, doing)
  }
}
