/**
 * When a row is asked once more, while it is due and nothing becomes of it: the command waits in the topic, or this
 * machine's clock is ahead of the broker's.
 */
export const tickRetryMs = 5_000

/** As long as anything may be configured to take. */
export const longestMs = 366 * 24 * 60 * 60 * 1_000

/**
 * A time that is to come: later than `at`, or it would have the name of a deadline that has just passed, and not so
 * late that nobody could write it down, whatever is configured.
 */
export function later(at: number, ms: number): number {
  return at + Math.min(longestMs, Math.max(1, ms))
}
