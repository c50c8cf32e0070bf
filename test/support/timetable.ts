/** Works that are to be done some time later, and can be told not to wait. */
export class Timetable {
  readonly #waiting = new Map<() => Promise<void>, NodeJS.Timeout>()
  readonly #running = new Set<Promise<void>>()
  #closed = false

  at(ms: number, work: () => void | Promise<void>): void {
    if (this.#closed) return
    const run = async (): Promise<void> => { await work() }
    this.#waiting.set(run, setTimeout(() => this.#run(run), ms))
  }

  /** Does everything now, and what comes of it. */
  async finish(): Promise<void> {
    while (this.#waiting.size + this.#running.size > 0) {
      for (const run of [...this.#waiting.keys()]) this.#run(run)
      await Promise.all(this.#running)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const timer of this.#waiting.values()) clearTimeout(timer)
    this.#waiting.clear()
    await Promise.all(this.#running)
  }

  #run(run: () => Promise<void>): void {
    clearTimeout(this.#waiting.get(run))
    this.#waiting.delete(run)
    const running = run().finally(() => this.#running.delete(running))
    this.#running.add(running)
  }
}
