import { isId } from '../ids.ts'

/**
 * Our name for one challenge: `acme/p-1/alice/kyc-1`. A verifier echoes it and need not understand it; we find the
 * challenge by it, and its partition, without a lookup.
 */
export interface ChallengeReference {
  readonly tenant: string
  readonly party: string
  readonly identity: string
  readonly challenge: string
}

export function formatReference({ tenant, party, identity, challenge }: ChallengeReference): string {
  return `${tenant}/${party}/${identity}/${challenge}`
}

/** Exactly what `formatReference` writes, or undefined: there is one way to write a reference. */
export function parseReference(text: string): ChallengeReference | undefined {
  const parts = text.split('/', partsCount + 1)
  if (parts.length !== partsCount || !parts.every(isId)) return undefined

  const [tenant = '', party = '', identity = '', challenge = ''] = parts
  return { tenant, party, identity, challenge }
}

const partsCount = 4
