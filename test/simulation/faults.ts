import { Random } from './random.ts'

/**
 * What can go wrong, and how often at most: of a hundred steps of a process, of a hundred requests of the kind, or of
 * a hundred calls of the store.
 */
const worst = {
  /** A process dies, and maybe its machine. */
  crash: 1.5,
  /** A process stands still for longer than its session, and goes on as if nothing had been. */
  freeze: 0.6,
  /** A process is told to stop, and started again. */
  stop: 0.4,
  /** A group puts out a member that is well, which learns of it later. */
  evict: 0.6,
  /** A commit does not arrive; or it does, and the answer is lost; or it arrives when nobody waits for it any more. */
  commitLost: 15,
  commitUnanswered: 15,
  commitLate: 15,
  /** The same for fences, records and offsets. */
  writeLost: 4,
  writeUnanswered: 4,
  writeLate: 4,
  /** Records are doubled or missing, and the answer says so. */
  acksMismatch: 4,
  /** A transaction is decided, and its partitions learn of it one by one. */
  markersLate: 60,
  readFails: 3,
  /** A request takes its time, while its process goes on with everything else. */
  slow: 4,
  heartbeatLost: 30,
  storeFails: 4,
  /** A row cannot be read any more: the store has to be rebuilt. */
  storeCorrupt: 1
} as const

export type Fault = keyof typeof worst

export const faults = Object.keys(worst) as readonly Fault[]

/** A seed has some kinds of faults and not others: a fault that always comes would hide what comes without it. */
const ENABLED = 0.5

export class Faults {
  readonly #random: Random
  readonly #rates: Readonly<Record<Fault, number>>
  readonly #struck = new Map<Fault, number>()
  #active = true

  constructor(seed: number) {
    const swarm = new Random(seed, 'swarm')
    this.#random = new Random(seed, 'faults')
    const rates = Object.entries(worst).map(([fault, percent]) => {
      const enabled = swarm.chance(ENABLED)
      const strength = 0.1 + 0.9 * swarm.next()
      return [fault, enabled ? strength * percent / 100 : 0]
    })
    this.#rates = Object.fromEntries(rates) as Record<Fault, number>
  }

  get active(): boolean {
    return this.#active
  }

  /** From now on nothing goes wrong. */
  heal(): void {
    this.#active = false
  }

  /** How often each fault struck. */
  get struck(): ReadonlyMap<Fault, number> {
    return this.#struck
  }

  strikes(fault: Fault, weight = 1): boolean {
    const rate = this.#rates[fault]
    if (!this.#active || rate === 0 || !this.#random.chance(rate * weight)) return false
    this.#struck.set(fault, (this.#struck.get(fault) ?? 0) + 1)
    return true
  }
}
