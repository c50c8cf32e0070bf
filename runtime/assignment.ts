/** A member of a group and the partition numbers it works on now. */
export interface AssignmentMember { readonly id: string, readonly owned: readonly number[] }

/** The partition numbers of each member, by its id. */
export type Assignment = ReadonlyMap<string, readonly number[]>

/**
 * Shares partition numbers among members: evenly, and keeping as many as possible where they are, since a move
 * costs a restore. The same result for any order of the members.
 */
export function assign(partitions: number, members: readonly AssignmentMember[]): Assignment {
  const sorted = [...members].sort((left, right) => left.id < right.id ? -1 : 1)
  const all = Array.from({ length: partitions }, (_, partition) => partition)
  const least = Math.floor(partitions / sorted.length)
  let larger = partitions % sorted.length
  const taken = new Set<number>()
  const shares = new Map<string, number[]>()

  // Those that own the most keep the larger shares.
  const byOwned = [...sorted].sort((left, right) => right.owned.length - left.owned.length)
  for (const { id, owned } of byOwned) {
    const mine = all.filter(partition => owned.includes(partition) && !taken.has(partition))
    const quota = mine.length > least && larger > 0 ? least + 1 : least
    if (quota > least) larger--
    const kept = mine.slice(0, quota)
    for (const partition of kept) taken.add(partition)
    shares.set(id, kept)
  }

  const free = all.filter(partition => !taken.has(partition))
  for (const { id } of sorted) {
    const share = shares.get(id)!
    while (share.length < least) share.push(free.shift()!)
  }
  for (const { id } of sorted) {
    const share = shares.get(id)!
    if (share.length === least && larger > 0 && free.length > 0) {
      share.push(free.shift()!)
      larger--
    }
  }
  return new Map([...shares].map(([id, share]) => [id, share.sort(ascending)]))
}

function ascending(left: number, right: number): number {
  return left - right
}
