/** How long a restore goes on before it is told how far it is, and again. */
export const RESTORE_TOLD_MS = 5_000

/** How far a restore is: a fact of the log. */
export interface RestoreFact {
  /** Offsets of the changelog that are folded, and of how many. */
  readonly done: number
  readonly of: number
  readonly percent: number
  readonly perSecond: number
  /** Seconds until it is done, as it went so far. */
  readonly secondsLeft: number
}

/** Says now and then how far a restore is: a store of millions of events is rebuilt for minutes. */
export class RestoreProgress {
  readonly #from: number
  readonly #end: number
  readonly #startedAt: number
  #toldAt: number

  /** @param now milliseconds, as of `at` */
  constructor(from: number, end: number, now: number) {
    this.#from = from
    this.#end = end
    this.#startedAt = this.#toldAt = now
  }

  /** What to tell when the next event is at this offset; undefined when it was told not long ago. */
  at(next: number, now: number): RestoreFact | undefined {
    if (now - this.#toldAt < RESTORE_TOLD_MS) return undefined
    this.#toldAt = now
    const [done, of] = [next - this.#from, this.#end - this.#from]
    const perSecond = Math.round(1_000 * done / (now - this.#startedAt))
    const secondsLeft = Math.ceil((of - done) / Math.max(1, perSecond))
    return { done, of, percent: Math.floor(100 * done / of), perSecond, secondsLeft }
  }
}
