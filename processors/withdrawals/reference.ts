import { isId } from '../ids.ts'

/**
 * Our name for one attempt to pay out: `acme/alice/w-1/1`. A provider echoes it and need not understand it; we find
 * the payout by it, and its partition, without a lookup.
 */
export interface Reference {
  readonly tenant: string
  readonly wallet: string
  readonly withdrawal: string
  /** 1, 2, 3 … */
  readonly attempt: number
}

export function formatReference({ tenant, wallet, withdrawal, attempt }: Reference): string {
  return `${tenant}/${wallet}/${withdrawal}/${attempt}`
}

/** Exactly what `formatReference` writes, or undefined: there is one way to write a reference. */
export function parseReference(text: string): Reference | undefined {
  const parts = text.split('/', partsCount + 1)
  if (parts.length !== partsCount) return undefined

  const [tenant = '', wallet = '', withdrawal = '', attempt = ''] = parts
  if (!isId(tenant) || !isId(wallet) || !isId(withdrawal) || !attemptPattern.test(attempt)) return undefined

  return { tenant, wallet, withdrawal, attempt: Number(attempt) }
}

const partsCount = 4
const attemptPattern = /^[1-9][0-9]{0,5}$/
