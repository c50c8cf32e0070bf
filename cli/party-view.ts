import { ceilingOf } from '../processors/parties/limits.ts'
import type { PartyRow } from '../processors/parties/rows.ts'
import type { LimitKind, PartyStatus, Plain, Tenant } from '../schemas/generated.ts'
import { summaryOf, type IdentitySummary } from './identity-view.ts'
import type { PartyFold } from './party-fold.ts'

export interface PartyId { readonly tenant: string, readonly party: string }

/** A party as its events leave it. */
export interface PartyView extends PartyId {
  /** Of its last event, refusals included. */
  readonly revision: number
  readonly status: PartyStatus
  /** When its personal data was erased. */
  readonly erasedAt?: number
  readonly counts: Readonly<Record<CountedKind, Counted>>
  /** In the order in which they were created. */
  readonly identities: readonly IdentitySummary[]
  readonly wallets: readonly { readonly wallet: string, readonly identity: string }[]
  /** Those that have not ended. */
  readonly withdrawals: PartyRow['withdrawals']
}

/** What a tenant can set ceilings for. */
export type CountedKind = Exclude<LimitKind, 'unknown'>

export interface Counted {
  readonly count: number
  /** Undefined where the tenant has no row, and nothing can be begun. */
  readonly ceiling?: number
}

/**
 * Undefined when it was never registered.
 *
 * @param tenant its row, which has the ceilings
 * @param at milliseconds since 1970, for what has expired
 */
export function partyView(
  fold: PartyFold, { tenant, party }: PartyId, row: Plain<Tenant> | undefined, at: number
): PartyView | undefined {
  if (fold.party === undefined) return undefined
  const { status, identities, wallets, destinations, withdrawals } = fold.party
  const counted = (kind: CountedKind, count: number): Counted =>
    ({ count, ...row !== undefined && { ceiling: ceilingOf(row, party, kind) } })
  return {
    tenant, party, revision: fold.revision, status,
    ...fold.erasedAt !== undefined && { erasedAt: fold.erasedAt },
    counts: {
      identities: counted('identities', identities),
      wallets: counted('wallets', wallets.length),
      destinations: counted('destinations', destinations),
      withdrawals: counted('withdrawals', withdrawals.length)
    },
    identities: [...fold.identities].map(([identity, folded]) => summaryOf(identity, folded, at)),
    wallets: wallets.map(({ wallet, identity }) => ({ wallet, identity })),
    withdrawals
  }
}
