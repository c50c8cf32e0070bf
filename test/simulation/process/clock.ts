import type { Clock } from '../../../runtime/clock.ts'
import type { Actor, Scheduler } from '../scheduler.ts'

/** The time of the run. Who sleeps is woken by the scheduler, unless dead by then. */
export function simulatedClock(actor: Actor, scheduler: Scheduler): Clock {
  return {
    now: () => scheduler.now,
    sleep: ms => scheduler.later(actor, `slept ${ms} ms`, ms, () => {}).promise
  }
}
