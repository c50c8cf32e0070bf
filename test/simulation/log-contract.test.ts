import { setTimeout as sleep } from 'node:timers/promises'
import { logContract } from '../support/log-contract.ts'
import { Broker } from './broker/broker.ts'
import { Faults } from './faults.ts'
import { SimulatedLog } from './process/log.ts'
import { Wire } from './process/wire.ts'
import { Random } from './random.ts'
import { Actor, Scheduler } from './scheduler.ts'
import { Trace } from './trace.ts'

/** It is an implementation of the port and has to pass what all of them pass: here without faults, and in real time. */
logContract('simulated', async () => {
  const random = new Random(1, 'contract')
  const scheduler = new Scheduler({ random, trace: Trace.hashed(), startMs: Date.now(), stepMs: 0 })
  const faults = new Faults(1)
  faults.heal()
  const wire = new Wire(new Actor('contract'), scheduler, faults, random)
  const log = new SimulatedLog(new Broker(scheduler), wire, { waitMs: 50 })
  const ended = new AbortController()
  const turning = turn(scheduler, ended.signal)
  return {
    log,
    close: async () => {
      ended.abort()
      await turning
    }
  }
})

/** Turns as long as anything can go on, and waits as long as everybody sleeps. */
async function turn(scheduler: Scheduler, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    if (scheduler.idleMs > 0) await sleep(Math.min(scheduler.idleMs, 1))
    else await scheduler.turn(() => {})
    if (scheduler.idleMs > 0) scheduler.pass(1)
  }
}
