import type {
  Plain, Proof, RequestVerification, VerificationRequestHead, VerificationResult
} from '../schemas/generated.ts'

/** What a simulated verifier can be told to do. */
export const conducts = ['silent', 'fail', 'deny', 'late', 'approve'] as const

export type Conduct = typeof conducts[number]

export interface SimulatedJudgement {
  /** What it does with proofs whose tokens do not tell. Without it those cannot be found out. */
  readonly otherwise?: Conduct
  /** Why it denies or fails: a code. */
  readonly reason?: string
  /** How long an approval is valid. 0: for ever. */
  readonly validForMs?: number
}

type Asked = VerificationRequestHead & RequestVerification

const tokenPattern = new RegExp(`^(${conducts.join('|')})(?:_|$)`)

/**
 * What it says at once. Nothing is approved unless somebody said so, by the beginnings of all tokens or for all whose
 * tokens do not tell.
 *
 * @returns undefined when it says nothing
 */
export function verdictOf(asked: Asked, judgement: SimulatedJudgement, now: number): VerificationResult | undefined {
  const { tenant, reference } = asked
  const { reason = simulated } = judgement
  switch (conductOf(asked.proofs, judgement.otherwise)) {
    case 'untold': return { type: 'VerificationFailed', tenant, reference, reason: 'simulated:not_told' }
    case 'fail': return { type: 'VerificationFailed', tenant, reference, reason }
    case 'deny': return { type: 'VerificationDenied', tenant, reference, reason }
    case 'approve': return approved(asked, judgement, now)
    case 'silent':
    case 'late': return undefined
  }
}

/**
 * What it says when the challenge was given up. One that is late approves just then; otherwise it stands by its word.
 * @param asked what it was asked to verify @param before what it said of that
 */
export function lastVerdict(
  asked: Asked, before: VerificationResult | undefined, judgement: SimulatedJudgement, now: number
): VerificationResult {
  if (before !== undefined) return before
  if (conductOf(asked.proofs, judgement.otherwise) === 'late') return approved(asked, judgement, now)
  return { type: 'VerificationCancelled', tenant: asked.tenant, reference: asked.reference, reason: '' }
}

const simulated = 'simulated'

function approved({ tenant, reference }: Asked, { validForMs = 0 }: SimulatedJudgement, now: number) {
  const validUntil = validForMs === 0 ? 0 : now + validForMs
  return { type: 'VerificationApproved', tenant, reference, validUntil } as const
}

/** Of several proofs the least favourable counts. */
function conductOf(proofs: readonly Plain<Proof>[], otherwise: Conduct | undefined): Conduct | 'untold' {
  const told = proofs.map(({ token }) => tokenPattern.exec(token)?.[1] as Conduct | undefined ?? otherwise)
  const all = told.length === 0 ? [otherwise] : told
  return all.includes(undefined) ? 'untold' : conducts.find(conduct => all.includes(conduct))!
}
