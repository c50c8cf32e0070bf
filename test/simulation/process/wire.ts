import { LogError } from '../../../runtime/log/log.ts'
import type { Fault, Faults } from '../faults.ts'
import type { Random } from '../random.ts'
import type { Actor, Scheduler } from '../scheduler.ts'

/** A late request arrives soon, most often; or when its sender has a successor already, or a successor's successor. */
const LATE_MS_MAX = 10_000
/** Longer than a session: the sender may have lost its partition when it goes on, or have lost it and got it back. */
const SLOW_MS_MAX = 8_000
const MARK_DELAY_MS_MAX = 200

/** The way from one process to everything outside of it: every call waits for its turn there, and may go wrong. */
export class Wire {
  readonly actor: Actor
  readonly scheduler: Scheduler
  readonly faults: Faults
  readonly random: Random

  constructor(actor: Actor, scheduler: Scheduler, faults: Faults, random: Random) {
    this.actor = actor
    this.scheduler = scheduler
    this.faults = faults
    this.random = random
  }

  /** A question, which changes nothing. */
  ask<Value>(label: string, effect: () => Value): Promise<Value> {
    return this.#send(label, () => this.answer(effect))
  }

  /** The answer to a question, or none. */
  answer<Value>(effect: () => Value): Value {
    if (this.faults.strikes('readFails')) throw unavailable('no answer')
    return effect()
  }

  /** A change of something that is not committed by it. */
  write<Value>(label: string, effect: () => Value): Promise<Value> {
    return this.#change(label, effect, { lost: 'writeLost', unanswered: 'writeUnanswered', late: 'writeLate' })
  }

  commit<Value>(label: string, effect: () => Value): Promise<Value> {
    return this.#change(label, effect, { lost: 'commitLost', unanswered: 'commitUnanswered', late: 'commitLate' })
  }

  /** How long a partition waits for the mark of a transaction that is decided. */
  markDelayMs(): number {
    return this.faults.strikes('markersLate') ? 1 + MARK_DELAY_MS_MAX * this.random.next() : 0
  }

  #change<Value>(label: string, effect: () => Value, { lost, unanswered, late }: Trouble): Promise<Value> {
    return this.#send(label, () => {
      if (this.faults.strikes(lost)) throw unavailable('the request is lost')
      if (this.faults.strikes(late)) {
        this.scheduler.post(`late ${label}`, LATE_MS_MAX * this.random.next() ** 4, effect)
        throw unavailable('the request is late')
      }
      const value = effect()
      if (this.faults.strikes(unanswered)) throw unavailable('the answer is lost')
      return value
    })
  }

  #send<Value>(label: string, effect: () => Value): Promise<Value> {
    if (!this.faults.strikes('slow')) return this.scheduler.request(this.actor, label, effect)
    return this.scheduler.later(this.actor, `${label}, slowly`, SLOW_MS_MAX * this.random.next() ** 2, effect).promise
  }
}

type Trouble = Readonly<Record<'lost' | 'unanswered' | 'late', Fault>>

function unavailable(why: string): LogError {
  return new LogError('UNAVAILABLE', why)
}
