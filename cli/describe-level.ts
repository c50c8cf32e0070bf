import type { Identification, Plain } from '../schemas/generated.ts'
import { formatTime } from './format.ts'

/** `1`, or `1 until 2026-03-01 12:30:05.120, then 0`. */
export function describeLevel({ level, validUntil, levelAfter }: Plain<Identification>): string {
  return validUntil === 0 ? String(level) : `${level} until ${formatTime(validUntil)}, then ${levelAfter}`
}
