import { audit } from './audit/audit.ts'
import { Facts } from './audit/facts.ts'
import type { Fault } from './faults.ts'
import { none, type Sabotage } from './sabotage.ts'
import { Trace } from './trace.ts'
import { World, type Violation } from './world.ts'

/** After what it was asked to do is done, the world goes on as bad as it was for a while. */
const AFTERMATH_MS_MAX = 8_000
/** A run that is not done by then never will be. */
const STEPS_MAX = 60_000
const HEALING_STEPS_MAX = 20_000
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
  /** How often each fault struck. */
  readonly struck: ReadonlyMap<Fault, number>
  /** Every kind of event that came about. */
  readonly events: ReadonlySet<string>
  /** The steps as text, if the trace was recorded. */
  readonly lines: readonly string[]
}

/** One run: first everything goes wrong that the seed has in store, then nothing more, and all must end well. */
export async function simulate(seed: number, sabotage: Sabotage = none, trace = Trace.hashed()): Promise<Run> {
  const world = new World(seed, sabotage, trace)
  const onRejection = (error: unknown) => world.fail('no rejection goes unheard', stackOf(error))
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
  const facts = new Facts(world)
  const violations = [...world.violations, ...await audit(facts)]
  const { scheduler: { steps }, faults: { struck } } = world
  return { seed, violations, steps, hash: trace.hash, struck, events: eventsOf(facts), lines: trace.lines }
}

async function suffer(world: World): Promise<void> {
  let until = Infinity
  while (world.scheduler.now < until && world.scheduler.steps < STEPS_MAX && !hasStopped(world)) {
    if (!await world.turn()) return
    if (until === Infinity && world.isAllSent) until = world.scheduler.now + AFTERMATH_MS_MAX * world.random.next()
  }
}

const REST = 'all comes to rest'

async function settle(world: World): Promise<void> {
  const { scheduler } = world
  const last = scheduler.steps + HEALING_STEPS_MAX
  let quietSince = Infinity
  while (!hasStopped(world)) {
    if (scheduler.steps >= last) return world.fail(REST, `not within ${HEALING_STEPS_MAX} steps: ${world.unrest}`)
    if (!await world.turn()) return world.fail(REST, 'nobody waits for anything')
    if (scheduler.steps % LOOK_EVERY !== 0) continue
    quietSince = world.unrest === undefined ? Math.min(quietSince, scheduler.now) : Infinity
    if (scheduler.now - quietSince < CALM_MS) continue
    world.hasSettled = true
    return
  }
}

function eventsOf(facts: Facts): ReadonlySet<string> {
  const changelogs = facts.ledgers.map(({ processor }) => processor.changelog.name)
  return new Set(changelogs.flatMap(name => facts.records(name).map(({ type }) => type)))
}

/** A task that stopped will not go on: the run is over. */
function hasStopped({ violations }: World): boolean {
  return violations.some(({ invariant }) => invariant === 'no task stops')
}

function stackOf(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error)
}
