import { assign } from '../../../runtime/assignment.ts'
import type { Scheduler } from '../scheduler.ts'

/** Members that were silent for so long are put out. */
const SESSION_TIMEOUT_MS = 5_000

interface Member { owned: readonly number[], seenAt: number }

interface Group {
  readonly partitions: number
  readonly members: Map<string, Member>
  generation: number
  joined: number
}

/** What a member is told at a heartbeat; undefined when it is none any more. */
export interface Share { readonly generation: number, readonly partitions: readonly number[] }

/**
 * The coordinator of groups. There is no barrier: the new owner of a partition starts while the old one has not heard
 * of it, which is harder on the service than Kafka is.
 */
export class Groups {
  readonly #scheduler: Scheduler
  readonly #groups = new Map<string, Group>()

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  /** @returns the id of the new member */
  join(name: string, partitions: number): string {
    const group = this.#groups.get(name) ?? { partitions, members: new Map<string, Member>(), generation: 0, joined: 0 }
    this.#groups.set(name, group)
    const id = `member-${String(++group.joined).padStart(4, '0')}`
    group.members.set(id, { owned: [], seenAt: this.#scheduler.now })
    this.#rebalance(group)
    return id
  }

  heartbeat(name: string, id: string): Share | undefined {
    const group = this.#groups.get(name)!
    const member = group.members.get(id)
    if (member !== undefined) member.seenAt = this.#scheduler.now
    this.#expire(group)
    return member && { generation: group.generation, partitions: member.owned }
  }

  leave(name: string, id: string): void {
    const group = this.#groups.get(name)!
    if (group.members.delete(id)) this.#rebalance(group)
  }

  /** Puts out a member for no reason. */
  evict(pick: <Item>(items: readonly Item[]) => Item): void {
    const group = pick([...this.#groups.values()])
    if (group === undefined || group.members.size === 0) return
    group.members.delete(pick([...group.members.keys()]))
    this.#rebalance(group)
  }

  #expire(group: Group): void {
    const { size } = group.members
    for (const [id, { seenAt }] of group.members) {
      if (seenAt + SESSION_TIMEOUT_MS < this.#scheduler.now) group.members.delete(id)
    }
    if (group.members.size < size) this.#rebalance(group)
  }

  #rebalance(group: Group): void {
    group.generation++
    if (group.members.size === 0) return
    const shares = assign(group.partitions, [...group.members].map(([id, { owned }]) => ({ id, owned })))
    for (const [id, member] of group.members) member.owned = shares.get(id)!
  }
}
