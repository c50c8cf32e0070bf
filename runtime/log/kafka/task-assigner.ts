import { assign, type Assignment } from '../../assignment.ts'
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

/** Shares out partition numbers by what the members claim: see `assign`. */
export function share(partitions: number, claims: readonly Claim[]): Assignment {
  return assign(partitions, claims.map(({ memberId, owned, generation }) => ({ id: memberId, owned, generation })))
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
