import type { Identification, Plain, Reason } from '../schemas/generated.ts'

export type IdentificationFault =
  Extract<Reason, 'identification_required' | 'identification_expired' | 'identification_level_too_low'>

/** What is known of somebody at one time. */
export interface KnownNow extends Pick<Plain<Identification>, 'level' | 'status'> {
  /** Something that vouched is valid no more, and nobody has been told yet. */
  readonly hasLapsed: boolean
}

/** Why somebody is not known as well as is needed, or undefined: the same for a wallet and for its owner's party. */
export function faultOf({ level, status, hasLapsed }: KnownNow, needed: number): IdentificationFault | undefined {
  if (needed <= level) return undefined
  if (status === 'expired' || hasLapsed) return 'identification_expired'
  return status === 'none' ? 'identification_required' : 'identification_level_too_low'
}
