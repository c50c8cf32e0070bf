import { MemberAssignment, MemberMetadata } from './kafkajs.ts'

/** What a member tells the others when it joins. */
export interface Claim {
  readonly memberId: string
  /** The partition numbers it works on, and the generation it got them in. */
  readonly owned: readonly number[]
  readonly generation: number
}

/** Members of another protocol cannot be in the group. A change of meaning needs a new name. */
export const protocolName = 'wallets-tasks-1'

/**
 * Shares out partition numbers: evenly (counts differ by one at most), stickily (who works on a partition keeps it
 * while the shares allow) and the same whatever the order of members. Of two that claim a partition the one of the
 * later generation is believed.
 */
export function share(partitions: number, claims: readonly Claim[]): ReadonlyMap<string, readonly number[]> {
  const shares = new Map<string, number[]>()
  const least = Math.floor(partitions / claims.length)
  let larger = partitions % claims.length
  const free = new Set(Array.from({ length: partitions }, (_, partition) => partition))
  for (const [memberId, owned] of undisputed(partitions, claims)) {
    const kept = owned.slice(0, larger > 0 ? least + 1 : least)
    if (kept.length > least) larger--
    for (const partition of kept) free.delete(partition)
    shares.set(memberId, kept)
  }
  const rest = [...free]
  for (const its of shares.values()) fill(its, least, rest)
  for (const its of shares.values()) fill(its, least + 1, rest)
  return shares
}

/** The subscription sent with a request to join. */
export function encodeClaim(topic: string, { owned, generation }: Omit<Claim, 'memberId'>): Buffer {
  const userData = Buffer.alloc(4 * (owned.length + 1))
  for (const [index, number] of [generation, ...owned].entries()) userData.writeInt32BE(number, 4 * index)
  return MemberMetadata.encode({ version: 0, topics: [topic], userData })
}

export function decodeClaim(memberId: string, metadata: Buffer): Claim {
  const userData = MemberMetadata.decode(metadata).userData ?? Buffer.alloc(0)
  const numbers = Array.from({ length: userData.length >> 2 }, (_, index) => userData.readInt32BE(4 * index))
  const [generation = -1, ...owned] = numbers
  return { memberId, owned, generation }
}

export function encodeShare(topic: string, partitions: readonly number[]): Buffer {
  return MemberAssignment.encode({ version: 0, assignment: { [topic]: partitions } })
}

/** No partitions when the leader gave none. */
export function decodeShare(topic: string, assignment: Buffer): readonly number[] {
  return MemberAssignment.decode(assignment)?.assignment[topic]?.sort((left, right) => left - right) ?? []
}

/** Members in the order of their ids, each with the partitions that it alone has, or has of the latest generation. */
function undisputed(partitions: number, claims: readonly Claim[]): ReadonlyMap<string, readonly number[]> {
  const sorted = claims.toSorted((left, right) => left.memberId < right.memberId ? -1 : 1)
  const owners: (Claim | undefined)[] = Array.from({ length: partitions })
  for (const claim of sorted) {
    for (const partition of claim.owned) {
      if (partition < 0 || partition >= partitions) continue
      if ((owners[partition]?.generation ?? -1) < claim.generation) owners[partition] = claim
    }
  }
  const owned = new Map(sorted.map(({ memberId }) => [memberId, [] as number[]]))
  for (const [partition, owner] of owners.entries()) if (owner !== undefined) owned.get(owner.memberId)!.push(partition)
  return owned
}

function fill(share: number[], size: number, rest: number[]): void {
  while (share.length < size && rest.length > 0) share.push(rest.shift()!)
}
