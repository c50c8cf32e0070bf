import type { Random } from './random.ts'
import type { Trace } from './trace.ts'

/** Whoever takes steps: a process of the service, a client, the network. */
export class Actor {
  readonly name: string
  /** Takes no steps for now; others think it is dead. */
  frozen = false
  /** Takes no steps any more. What it waits for never comes. */
  gone = false
  readonly withheld: Step[] = []

  constructor(name: string) {
    this.name = name
  }
}

/** One effect on the world, complete and indivisible, and whom to tell. */
export interface Step {
  readonly actor: Actor
  readonly label: string
  readonly effect: () => unknown
  /** On its way to another machine: it may arrive although its sender is dead. */
  readonly isRequest: boolean
  readonly answer: Answer | undefined
}

interface Answer { resolve(value: unknown): void, reject(error: unknown): void }

interface Sleeper { readonly due: number, readonly step: Step }

/** Something that happens after a while, or sooner when it is hastened. */
export interface Later<Value> { readonly promise: Promise<Value>, hasten(): void }

/**
 * Everything that is waited for in a run waits here. One step at a time is picked by the dice, run, and followed by
 * whatever code it sets free, until all wait again. So a run is a function of its seed: no thread, no timer and no
 * real clock has a say in it. Time is a number that grows with every step, and jumps when everybody sleeps.
 */
export class Scheduler {
  readonly network = new Actor('network')
  readonly #random: Random
  readonly #trace: Trace
  readonly #stepMs: number
  readonly #ready: Step[] = []
  /** In the order of their time. */
  readonly #sleepers: Sleeper[] = []
  #now: number
  #steps = 0

  /** @param options.stepMs the most that one step takes. */
  constructor(options: { random: Random, trace: Trace, startMs: number, stepMs: number }) {
    this.#random = options.random
    this.#trace = options.trace
    this.#now = options.startMs
    this.#stepMs = options.stepMs
  }

  get now(): number {
    return this.#now
  }

  get steps(): number {
    return this.#steps
  }

  /** How long it takes until anybody can go on. */
  get idleMs(): number {
    return this.#ready.length > 0 ? 0 : Math.max(0, (this.#sleepers[0]?.due ?? Infinity) - this.#now)
  }

  /** Whether requests are under way whose senders do not wait for them any more. */
  get hasStrayRequests(): boolean {
    return this.#ready.some(({ actor }) => actor === this.network)
  }

  /** Resolves with what the effect returned, once it had its turn. */
  step<Value>(actor: Actor, label: string, effect: () => Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#add({ actor, label, effect, isRequest: false, answer: { resolve: resolve as Answer['resolve'], reject } })
    })
  }

  /** The same for an effect on another machine. */
  request<Value>(actor: Actor, label: string, effect: () => Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.#add({ actor, label, effect, isRequest: true, answer: { resolve: resolve as Answer['resolve'], reject } })
    })
  }

  later<Value>(actor: Actor, label: string, delayMs: number, effect: () => Value): Later<Value> {
    let sleeper: Sleeper | undefined
    const promise = new Promise<Value>((resolve, reject) => {
      const answer = { resolve: resolve as Answer['resolve'], reject }
      sleeper = this.#sleep(delayMs, { actor, label, effect, isRequest: false, answer })
    })
    return { promise, hasten: () => this.#hasten(sleeper!) }
  }

  /** An effect that nobody waits for: a delayed request, or the broker's own business. @returns how to call it off. */
  post(label: string, delayMs: number, effect: () => unknown): () => void {
    const sleeper = this.#sleep(delayMs, { actor: this.network, label, effect, isRequest: false, answer: undefined })
    return () => {
      const index = this.#sleepers.indexOf(sleeper)
      if (index >= 0) this.#sleepers.splice(index, 1)
    }
  }

  /** The actor dies. Some of its requests have left already. */
  kill(actor: Actor, hasLeft: () => boolean): void {
    actor.gone = true
    actor.withheld.length = 0
    const its = this.#takeReady(actor)
    for (const step of its) {
      if (step.isRequest && hasLeft()) this.#add({ ...step, actor: this.network, answer: undefined })
    }
    const awake = this.#sleepers.filter(({ step }) => step.actor !== actor)
    this.#sleepers.splice(0, this.#sleepers.length, ...awake)
  }

  /** The actor stands still. Requests that have left arrive, and it hears the answers when it goes on. */
  freeze(actor: Actor, hasLeft: () => boolean): void {
    actor.frozen = true
    for (const step of this.#takeReady(actor)) this.#add(step.isRequest && hasLeft() ? this.#inFlight(step) : step)
  }

  thaw(actor: Actor): void {
    actor.frozen = false
    for (const step of actor.withheld.splice(0)) this.#add(step)
  }

  /** Lets time go by in which nobody does anything. */
  pass(ms: number): void {
    this.#now += Math.min(ms, this.idleMs)
  }

  /**
   * One step and all that follows from it.
   * @param before told of the step; it may kill or freeze its actor first.
   * @returns false when nobody waits for anything: the run is stuck
   */
  async turn(before: (step: Step) => void): Promise<boolean> {
    this.#wake()
    if (this.#ready.length === 0) {
      if (this.#sleepers.length === 0) return false
      this.#now = Math.max(this.#now, this.#sleepers[0]!.due)
      this.#wake()
      if (this.#ready.length === 0) return true
    }
    this.#now += this.#random.next() * this.#stepMs
    this.#steps++
    const step = this.#random.pick(this.#ready)
    before(step)
    if (this.#take(step)) this.#run(step)
    await settled()
    return true
  }

  #run({ actor, label, effect, answer }: Step): void {
    try {
      const value = effect()
      this.#trace.step(this.#now, actor.name, label)
      answer?.resolve(value)
    } catch (error) {
      this.#trace.step(this.#now, actor.name, `${label} ! ${(error as Error).message}`)
      answer?.reject(error)
    }
  }

  #inFlight(step: Step): Step {
    const effect = () => {
      const outcome = outcomeOf(step.effect)
      this.#add({ ...step, label: `${step.label} is answered`, effect: outcome, isRequest: false })
      return outcome()
    }
    return { ...step, actor: this.network, effect, answer: undefined }
  }

  #add(step: Step): void {
    if (step.actor.gone) return
    if (step.actor.frozen) step.actor.withheld.push(step)
    else this.#ready.push(step)
  }

  /** @returns false when it is not ready any more. */
  #take(step: Step): boolean {
    const index = this.#ready.indexOf(step)
    if (index < 0) return false
    const last = this.#ready.pop()!
    if (index < this.#ready.length) this.#ready[index] = last
    return true
  }

  #takeReady(actor: Actor): Step[] {
    const its = this.#ready.filter(step => step.actor === actor)
    const others = this.#ready.filter(step => step.actor !== actor)
    this.#ready.splice(0, this.#ready.length, ...others)
    return its
  }

  #sleep(delayMs: number, step: Step): Sleeper {
    const sleeper = { due: this.#now + delayMs, step }
    if (step.actor.gone) return sleeper
    let index = this.#sleepers.length
    while (index > 0 && this.#sleepers[index - 1]!.due > sleeper.due) index--
    this.#sleepers.splice(index, 0, sleeper)
    return sleeper
  }

  #wake(): void {
    while (this.#sleepers.length > 0 && this.#sleepers[0]!.due <= this.#now) this.#add(this.#sleepers.shift()!.step)
  }

  #hasten(sleeper: Sleeper): void {
    const index = this.#sleepers.indexOf(sleeper)
    if (index < 0) return
    this.#sleepers.splice(index, 1)
    this.#add(sleeper.step)
  }
}

function outcomeOf(effect: () => unknown): () => unknown {
  try {
    const value = effect()
    return () => value
  } catch (error) {
    return () => { throw error }
  }
}

/** Promises that can go on have gone on before the next immediate. */
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
