import { FuzzWorld, type Deciders, type Violation } from './world.ts'

const STEPS_MIN = 60
const STEPS_MAX = 260

export interface Sequence {
  readonly seed: number
  readonly violations: readonly Violation[]
  /** Every kind of event that came about. */
  readonly events: ReadonlySet<string>
  readonly trace: readonly string[]
}

/** One random sequence; the same seed is the same sequence. */
export function play(seed: number, deciders: Deciders = {}): Sequence {
  const world = new FuzzWorld(seed, deciders)
  try {
    world.play(world.random.between(STEPS_MIN, STEPS_MAX))
  } catch (error) {
    world.fail('no decider throws', (error as Error).stack ?? String(error))
  }
  const events = new Set([...world.machines.values()].flatMap(machine => machine.events.map(({ type }) => type)))
  return { seed, violations: world.violations, events, trace: world.trace }
}

/** What to tell whoever broke it. */
export function failureOf({ seed, violations, trace }: Sequence): string {
  const [{ invariant, detail }] = violations as readonly [Violation]
  const last = trace.slice(-40).map(line => `  ${line}`).join('\n')
  return `sequence ${seed}: ${invariant}: ${detail}\n${last}\n  again: npm run fuzz -- --seed ${seed} --sequences 1`
}
