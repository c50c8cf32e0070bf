import type { Clock } from '../../../runtime/clock.ts'
import type { Actor, Scheduler } from '../scheduler.ts'

/** The time of the run. Who sleeps is woken by the scheduler, unless dead by then. */
export function simulatedClock(actor: Actor, scheduler: Scheduler): Clock {
  return {
    now: () => scheduler.now,
    sleep: ms => scheduler.later(actor, `slept ${ms} ms`, ms, () => {}).promise
  }
}

/** The time that a machine takes for the right one. */
export function skewed(clock: Clock, skewMs: number): Clock {
  return { now: () => clock.now() + skewMs, sleep: ms => clock.sleep(ms) }
}
