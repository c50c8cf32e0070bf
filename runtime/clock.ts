/** Time, for waiting and for logs. Decisions never see it: theirs comes with the record. */
export interface Clock {
  /** Milliseconds since 1970, with fractions. */
  now(): number
  sleep(ms: number): Promise<void>
}

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: ms => new Promise(resolve => setTimeout(resolve, ms))
}
