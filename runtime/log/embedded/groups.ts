import { assign } from '../../assignment.ts'
import { LogError, type Membership, type MembershipListener } from '../log.ts'

interface Group { readonly members: Member[], readonly partitions: number }
interface Member { readonly id: string, readonly listener: MembershipListener, owned: readonly number[] }

/** Groups within one process: members come and go, nobody is ever lost. */
export class Groups {
  readonly #groups = new Map<string, Group>()
  #joined = 0

  join(group: string, partitions: number, listener: MembershipListener): Membership {
    const { members }: Group = this.#groups.get(group) ?? { members: [], partitions }
    this.#groups.set(group, { members, partitions })
    const member: Member = { id: `member-${String(this.#joined++).padStart(6, '0')}`, listener, owned: [] }
    members.push(member)
    queueMicrotask(() => this.#rebalance(group))
    return {
      confirmed: async () => {
        if (!members.includes(member)) throw new LogError('CLOSED', `the member of ${group} has left`)
      },
      close: () => {
        const index = members.indexOf(member)
        if (index >= 0) members.splice(index, 1)
        this.#rebalance(group)
        return Promise.resolve()
      }
    }
  }

  #rebalance(group: string): void {
    const { members, partitions } = this.#groups.get(group)!
    if (members.length === 0) return
    const shares = assign(partitions, members)
    for (const member of members) {
      member.owned = shares.get(member.id)!
      member.listener.onAssigned(member.owned)
    }
  }
}
