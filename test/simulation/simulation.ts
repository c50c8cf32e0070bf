import { audit } from './audit/audit.ts'
import { none, type Sabotage } from './sabotage.ts'
import { Trace } from './trace.ts'
import { World, type Violation } from './world.ts'

/** After what it was asked to do is done, the world goes on as bad as it was for a while. */
const AFTERMATH_MS_MAX = 8_000
/** A run that is not done by then never will be. */
const STEPS_MAX = 60_000
const HEALING_STEPS_MAX = 10_000
/** Quiet for so long is quiet for good: longer than the slowest request. */
const CALM_MS = 9_000
/** Looking whether all is quiet costs as much as many steps. */
const LOOK_EVERY = 20

export interface Run {
  readonly seed: number
  readonly violations: readonly Violation[]
  readonly steps: number
  /** Of every step taken: two runs with the same hash were the same. */
  readonly hash: string
  readonly lines: readonly string[]
}

/** One run: first everything goes wrong that the seed has in store, then nothing more, and all must end well. */
export async function simulate(seed: number, sabotage: Sabotage = none, trace: Trace = Trace.hashed()): Promise<Run> {
  const world = new World(seed, sabotage, trace)
  const onRejection = (error: unknown) => world.fail('no rejection goes unheard', String((error as Error)?.stack ?? error))
  process.on('unhandledRejection', onRejection)
  try {
    world.begin()
    await suffer(world)
    world.faults.heal()
    trace.note(world.scheduler.now, 'world', () => '* healed')
    await settle(world)
  } finally {
    process.off('unhandledRejection', onRejection)
  }
  const violations = [...world.violations, ...await audit(world)]
  return { seed, violations, steps: world.scheduler.steps, hash: trace.hash, lines: trace.lines }
}

async function suffer(world: World): Promise<void> {
  let until = Infinity
  while (world.scheduler.now < until && world.scheduler.steps < STEPS_MAX && !hasStopped(world)) {
    if (!await world.turn()) return
    if (until === Infinity && world.isAllSent) until = world.scheduler.now + AFTERMATH_MS_MAX * world.random.next()
  }
}

async function settle(world: World): Promise<void> {
  const { scheduler } = world
  const last = scheduler.steps + HEALING_STEPS_MAX
  let quietSince = Infinity
  while (!hasStopped(world)) {
    if (scheduler.steps >= last) return world.fail('all comes to rest', `not within ${HEALING_STEPS_MAX} steps: ${world.unrest}`)
    if (!await world.turn()) return world.fail('all comes to rest', 'nobody waits for anything')
    if (scheduler.steps % LOOK_EVERY !== 0) continue
    quietSince = world.unrest === undefined ? Math.min(quietSince, scheduler.now) : Infinity
    if (scheduler.now - quietSince < CALM_MS) continue
    world.hasSettled = true
    return
  }
}

/** A task that stopped will not go on: the run is over. */
function hasStopped({ violations }: World): boolean {
  return violations.some(({ invariant }) => invariant === 'no task stops')
}
