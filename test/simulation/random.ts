/** Seeded dice: the same seed and stream, the same throws. Mulberry32, small and good enough for a simulation. */
export class Random {
  #state: number

  /** @param stream streams of one seed have nothing to do with each other. */
  constructor(seed: number, stream: string) {
    let state = (seed ^ Math.floor(seed / 2 ** 32)) >>> 0
    for (let index = 0; index < stream.length; index++) state = Math.imul(state ^ stream.charCodeAt(index), 0x9e3779b1)
    this.#state = state
  }

  /** At least 0 and below 1. */
  next(): number {
    this.#state = this.#state + 0x6d2b79f5 | 0
    let mixed = Math.imul(this.#state ^ this.#state >>> 15, 1 | this.#state)
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.between(0, items.length - 1)]!
  }

  /** Picks by weight. */
  weighted<Item extends string>(weights: Readonly<Record<Item, number>>): Item {
    const entries = Object.entries(weights) as [Item, number][]
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [item, weight] of entries) if ((left -= weight) < 0) return item
    return entries.at(-1)![0]
  }
}
