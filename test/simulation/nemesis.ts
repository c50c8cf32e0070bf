import type { Fault } from './faults.ts'
import type { Instance } from './process/instance.ts'
import type { Step } from './scheduler.ts'
import type { World } from './world.ts'

/** Steps at which a process is most worth killing: what is committed and what is not is decided there. */
const delicate = /^(send|offsets|commit|apply|fence)/
const DELICATE_WEIGHT = 4

/** So that a run ends: bad luck has to run out. */
const BLOWS_MAX = 60

/** Strikes processes at the worst moments: in the middle of whatever they do. */
export class Nemesis {
  readonly #world: World
  #blows = 0

  constructor(world: World) {
    this.#world = world
  }

  /** Told of every step before it is taken. */
  before(step: Step): void {
    const { faults, instances, scheduler, trace } = this.#world
    if (!faults.active || this.#blows >= BLOWS_MAX) return
    const instance = instances.find(({ actor }) => actor === step.actor)
    if (instance === undefined) return

    const weight = delicate.test(step.label) ? DELICATE_WEIGHT : 1
    for (const [fault, strike] of blows) {
      if (!faults.strikes(fault, weight)) continue
      this.#blows++
      trace.step(scheduler.now, instance.name, `* ${fault}`)
      return strike(this.#world, instance)
    }
  }
}

const blows: readonly (readonly [Fault, (world: World, instance: Instance) => void])[] = [
  ['crash', (_, instance) => instance.crash()],
  ['freeze', (_, instance) => instance.freeze()],
  ['stop', (_, instance) => instance.stop()],
  ['evict', ({ broker, random }) => broker.groups.evict(items => random.pick(items))]
]
