/** A member of a group, and what it claims. */
export interface AssignmentMember {
  readonly id: string
  /** The partition numbers it works on now. */
  readonly owned: readonly number[]
  /** The generation it got them in: of two that claim a partition the later one is believed. */
  readonly generation?: number
}

/** The partition numbers of each member, by its id. */
export type Assignment = ReadonlyMap<string, readonly number[]>

/**
 * Shares partition numbers among members: evenly (counts differ by one at most), and keeping as many as possible where
 * they are, since a move costs a restore. The same result for any order of the members.
 */
export function assign(partitions: number, members: readonly AssignmentMember[]): Assignment {
  const shares = new Map<string, number[]>()
  const least = Math.floor(partitions / members.length)
  let larger = partitions % members.length
  const free = new Set(Array.from({ length: partitions }, (_, partition) => partition))
  for (const [id, owned] of undisputed(partitions, members)) {
    const kept = owned.slice(0, larger > 0 ? least + 1 : least)
    if (kept.length > least) larger--
    for (const partition of kept) free.delete(partition)
    shares.set(id, kept)
  }
  const rest = [...free]
  for (const its of shares.values()) fill(its, least, rest)
  for (const its of shares.values()) fill(its, least + 1, rest)
  for (const its of shares.values()) its.sort((left, right) => left - right)
  return shares
}

/** Members in the order of their ids, each with the partitions that it alone has, or has of the latest generation. */
function undisputed(partitions: number, members: readonly AssignmentMember[]): ReadonlyMap<string, readonly number[]> {
  const sorted = members.toSorted((left, right) => left.id < right.id ? -1 : 1)
  const owners: (AssignmentMember | undefined)[] = Array.from({ length: partitions })
  for (const member of sorted) {
    for (const partition of member.owned) {
      if (partition < 0 || partition >= partitions) continue
      if (generationOf(owners[partition]) < generationOf(member)) owners[partition] = member
    }
  }
  const owned = new Map(sorted.map(({ id }) => [id, [] as number[]]))
  for (const [partition, owner] of owners.entries()) if (owner !== undefined) owned.get(owner.id)!.push(partition)
  return owned
}

/** Nobody's is before every other, and that of a member that was never assigned anything no later. */
function generationOf(member: AssignmentMember | undefined): number {
  return member === undefined ? -1 : member.generation ?? 0
}

function fill(share: number[], size: number, rest: number[]): void {
  while (share.length < size && rest.length > 0) share.push(rest.shift()!)
}
