/**
 * What is to happen when: names, each with one time. Setting a time again or deleting it is cheap, as the heap keeps
 * what is not true any more until it comes up, or until that is most of what it has.
 */
export class Timers {
  readonly #times = new Map<string, number>()
  #heap: Timer[] = []

  get size(): number {
    return this.#times.size
  }

  /** The earliest time; Infinity when there is none. */
  get next(): number {
    this.#dropFirstStale()
    return this.#heap[0]?.time ?? Infinity
  }

  set(name: string, time: number): void {
    if (this.#times.get(name) === time) return
    this.#times.set(name, time)
    this.#heap.push({ name, time })
    this.#rise(this.#heap.length - 1)
    if (this.#heap.length > 2 * this.#times.size + STALE_MAX) this.#rebuild()
  }

  delete(name: string): void {
    this.#times.delete(name)
  }

  /** Takes out those whose time has come, the earliest first. */
  take(now: number, max: number): string[] {
    const taken: string[] = []
    while (taken.length < max && this.size > 0 && this.next <= now) {
      const { name } = this.#pop()
      this.#times.delete(name)
      taken.push(name)
    }
    return taken
  }

  #dropFirstStale(): void {
    while (this.#heap.length > 0 && !this.#isTrue(this.#heap[0]!)) this.#pop()
  }

  #isTrue({ name, time }: Timer): boolean {
    return this.#times.get(name) === time
  }

  #rebuild(): void {
    // Sorted is a heap too.
    this.#heap = [...this.#times].map(([name, time]) => ({ name, time })).sort((left, right) => left.time - right.time)
  }

  #pop(): Timer {
    const first = this.#heap[0]!
    const last = this.#heap.pop()!
    if (this.#heap.length > 0) {
      this.#heap[0] = last
      this.#sink()
    }
    return first
  }

  #rise(index: number): void {
    const timer = this.#heap[index]!
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (this.#heap[parent]!.time <= timer.time) break
      this.#heap[index] = this.#heap[parent]!
      index = parent
    }
    this.#heap[index] = timer
  }

  #sink(): void {
    const timer = this.#heap[0]!
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      const right = left + 1
      if (left >= this.#heap.length) break
      const child = right < this.#heap.length && this.#heap[right]!.time < this.#heap[left]!.time ? right : left
      if (this.#heap[child]!.time >= timer.time) break
      this.#heap[index] = this.#heap[child]!
      index = child
    }
    this.#heap[index] = timer
  }
}

interface Timer { readonly name: string, readonly time: number }

/** Times that are not true any more and may stay, whatever the size. */
const STALE_MAX = 1_000
