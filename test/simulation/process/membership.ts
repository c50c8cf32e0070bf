import { LogError, type Membership, type MembershipListener } from '../../../runtime/log/log.ts'
import type { Broker } from '../broker/broker.ts'
import type { Wire } from './wire.ts'

const HEARTBEAT_MS = 1_000

/** A member of a group. It learns of a rebalance at its next heartbeat; until then it does what it did before. */
export class SimulatedMembership implements Membership {
  readonly #broker: Broker
  readonly #wire: Wire
  readonly #group: string
  readonly #partitions: number
  readonly #listener: MembershipListener
  #id: string
  #generation = 0
  #confirmedAt = -Infinity
  #ended: LogError | undefined
  #waiting: { resolve(): void, reject(error: LogError): void }[] = []

  static join(
    broker: Broker, wire: Wire, group: string, topic: string, listener: MembershipListener
  ): Promise<SimulatedMembership> {
    return wire.ask(`join ${group}`, () => {
      const { partitions } = broker.describe(topic)!
      return new SimulatedMembership(broker, wire, group, partitions, listener)
    })
  }

  private constructor(broker: Broker, wire: Wire, group: string, partitions: number, listener: MembershipListener) {
    this.#broker = broker
    this.#wire = wire
    this.#group = group
    this.#partitions = partitions
    this.#listener = listener
    this.#id = broker.groups.join(group, partitions)
    this.#heartbeat()
    void this.#live()
  }

  async confirmed(): Promise<void> {
    const { actor, scheduler } = this.#wire
    const isFresh = await scheduler.step(actor, `confirmed ${this.#group}`, () => {
      if (this.#ended !== undefined) throw this.#ended
      return scheduler.now - this.#confirmedAt < 2 * HEARTBEAT_MS
    })
    if (isFresh) return
    await new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  async close(): Promise<void> {
    this.#ended ??= new LogError('CLOSED', `the member of ${this.#group} has left`)
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended)
    await this.#wire.scheduler.request(this.#wire.actor, `leave ${this.#group}`, () => {
      this.#broker.groups.leave(this.#group, this.#id)
    })
  }

  async #live(): Promise<void> {
    const { actor, scheduler } = this.#wire
    while (this.#ended === undefined) {
      await scheduler.later(actor, `heartbeat ${this.#group}`, HEARTBEAT_MS, () => this.#heartbeat()).promise
    }
  }

  #heartbeat(): void {
    if (this.#ended !== undefined || this.#wire.faults.strikes('heartbeatLost')) return
    let share = this.#broker.groups.heartbeat(this.#group, this.#id)
    if (share === undefined) {
      this.#id = this.#broker.groups.join(this.#group, this.#partitions)
      share = this.#broker.groups.heartbeat(this.#group, this.#id)!
    }
    this.#confirmedAt = this.#wire.scheduler.now
    for (const { resolve } of this.#waiting.splice(0)) resolve()
    if (share.generation === this.#generation) return
    this.#generation = share.generation
    this.#listener.onAssigned(share.partitions)
  }
}
