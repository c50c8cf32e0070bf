import type { Approval, Identification, Identity, Plain } from '../../schemas/generated.ts'
import { faultOf } from '../identification.ts'
import type { IdentificationFault } from '../identification.ts'

/**
 * How well an identity is known. Nobody sets a level: it follows from the challenges that were approved and are valid,
 * so that nothing else can raise it. Those that count are a chain: each begins at the level where the one before it
 * ends, and with one that expires those go that were built on it.
 */
export type Known = Pick<Identity, 'initialLevel' | 'approvals' | 'hasExpired'>

export function identificationAt(known: Known, at: number): Plain<Identification> {
  const { initialLevel, approvals, hasExpired } = knownAt(known, at)
  const level = levelOf(initialLevel, approvals)
  const validUntil = earliest(approvals)
  return {
    level,
    status: approvals.length > 0 ? 'active' : hasExpired ? 'expired' : 'none',
    validUntil,
    levelAfter: validUntil === 0 ? level : levelOf(initialLevel, counting(initialLevel, approvals, validUntil)),
    challenge: approvals.at(-1)?.challenge ?? ''
  }
}

/** As its wallets were told: what has expired since then is in `validUntil` and `levelAfter`. */
export function identificationTold(known: Known): Plain<Identification> {
  return identificationAt(known, 0)
}

/** Without what has expired by then. */
export function knownAt({ initialLevel, approvals, hasExpired }: Known, at: number): Known {
  const valid = counting(initialLevel, approvals, at)
  return { initialLevel, approvals: valid, hasExpired: hasExpired || valid.length < approvals.length }
}

/** With one more approval, if it is valid and begins at the level that the identity has. Else it never counts. */
export function knownAfter(known: Known, approval: Plain<Approval>, at: number): Known {
  const { initialLevel, approvals, hasExpired } = knownAt(known, at)
  return { initialLevel, approvals: counting(initialLevel, [...approvals, approval], at), hasExpired }
}

/** Why an identity is not known as well as is needed. */
export function identificationFault(known: Known, needed: number, at: number): IdentificationFault | undefined {
  const { level, status } = identificationAt(known, at)
  const hasLapsed = knownAt(known, at).approvals.length < known.approvals.length
  return faultOf({ level, status, hasLapsed }, needed)
}

type Approvals = Known['approvals']

function counting(initialLevel: number, approvals: Approvals, at: number): Approvals {
  let level = initialLevel
  return approvals.filter(({ fromLevel, toLevel, validUntil }) => {
    const isValid = validUntil === 0 || at < validUntil
    if (!isValid || fromLevel !== level || toLevel <= level) return false
    level = toLevel
    return true
  })
}

function levelOf(initialLevel: number, counted: Approvals): number {
  return counted.at(-1)?.toLevel ?? initialLevel
}

/** When the first of them expires. 0: none does. */
function earliest(approvals: Approvals): number {
  const times = approvals.map(({ validUntil }) => validUntil).filter(time => time !== 0)
  return times.length === 0 ? 0 : Math.min(...times)
}
