type Work = () => Promise<void>

/** Works of one lane run one after the other, those of different lanes side by side, up to a maximum. */
export class Lanes {
  readonly #concurrentMax: number
  /** The first work of each lane is under way, or its lane is ready. */
  readonly #lanes = new Map<string, Work[]>()
  #ready: string[] = []
  #running = 0
  #onIdle: (() => void)[] = []

  constructor(concurrentMax: number) {
    this.#concurrentMax = concurrentMax
  }

  /** @param work must not reject */
  add(lane: string, work: Work): void {
    const works = this.#lanes.get(lane)
    if (works !== undefined) return void works.push(work)
    this.#lanes.set(lane, [work])
    this.#ready.push(lane)
    this.#runReady()
  }

  /** Forgets what has not begun. */
  clear(): void {
    for (const lane of this.#ready) this.#lanes.delete(lane)
    this.#ready = []
    for (const works of this.#lanes.values()) works.length = 1
  }

  /** Resolves when nothing is under way or waiting. */
  async idle(): Promise<void> {
    if (this.#lanes.size > 0) await new Promise<void>(resolve => this.#onIdle.push(resolve))
  }

  #runReady(): void {
    while (this.#running < this.#concurrentMax && this.#ready.length > 0) void this.#runFirst(this.#ready.shift()!)
  }

  async #runFirst(lane: string): Promise<void> {
    const works = this.#lanes.get(lane)!
    this.#running++
    await works[0]!()
    this.#running--
    works.shift()
    if (works.length > 0) this.#ready.push(lane)
    else this.#lanes.delete(lane)
    this.#runReady()
    if (this.#lanes.size > 0) return
    for (const resolve of this.#onIdle.splice(0)) resolve()
  }
}
