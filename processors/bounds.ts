import type { Bound, Plain } from '../schemas/generated.ts'

/** The least value that an end lets through. What has no end has none. */
export function leastOf(lower: Plain<Bound>): bigint {
  return lower.isInclusive ? lower.value : lower.value + 1n
}

/** The largest. */
export function mostOf(upper: Plain<Bound>): bigint {
  return upper.isInclusive ? upper.value : upper.value - 1n
}

export function isBelow(value: bigint, lower: Plain<Bound> | null): boolean {
  return lower !== null && value < leastOf(lower)
}

export function isAbove(value: bigint, upper: Plain<Bound> | null): boolean {
  return upper !== null && value > mostOf(upper)
}
