import type { ChallengeRepaired, PartyCommandHead, RepairChallenge } from '../../schemas/generated.ts'
import { refuse } from '../decider.ts'
import type { Refusal, Tables } from '../decider.ts'
import { invalidRepairIds } from '../ids.ts'
import { repairFault, repairOf } from '../repair.ts'
import { findTenant } from '../tenant.ts'
import { identificationAt, knownAfter } from './identification.ts'
import { formatReference } from './reference.ts'
import { knownParty } from './rows.ts'
import type { ChallengeRow, PartyRows } from './rows.ts'
import { approvalOf } from './verification.ts'

/**
 * Somebody has looked for themselves, or has heard from the verifier by other ways than ours. Or it is asked again. An
 * approval is worth what the challenge is worth, and later words of the verifier count for nothing, as ever.
 */
export function repairChallenge(
  command: PartyCommandHead & RepairChallenge, rows: PartyRows, tables: Tables, at: number
): ChallengeRepaired | Refusal {
  const fields = invalidRepairIds(command)
  if (fields.length > 0) return refuse(command, 'invalid_id', { fields })
  const tenant = findTenant(tables, command.tenant)
  if (tenant === undefined) return refuse(command, 'tenant_not_found')
  const party = knownParty(rows)
  if (typeof party === 'string') return refuse(command, party)
  const { identities: identity, challenges: row } = rows
  if (identity === undefined) return refuse(command, 'identity_not_found')
  if (row === undefined) return refuse(command, 'challenge_not_found')
  const { status: before, since, verifier } = row
  if (before === 'failed' || before === 'cancelled') return refuse(command, 'challenge_already_failed')
  if (before !== 'pending') return refuse(command, 'challenge_already_completed')
  const { outcome, validUntil } = command
  const wrong = isTime(command, at) ? [] : ['validUntil']
  const fault = repairFault(command, tenant, { since, hasHold: false }, at, wrong)
  if (fault !== undefined) return fault

  const status = statusAfter(outcome)
  const approved = outcome === 'complete'
    ? identificationAt(knownAfter(identity, approvalOf(command.challenge, row, validUntil), at), at)
    : null
  return {
    type: 'ChallengeRepaired', identity: command.identity,
    // To ask again changes nothing of the identity.
    identityRevision: identity.revision + (outcome === 'retry' ? 0 : 1),
    challenge: command.challenge, ...repairOf(command), before, status, verifier, reference: formatReference(command),
    validUntil, identification: approved, tenantRevision: tenant.revision
  }
}

/** Only what is approved has an end, and one that is to come. */
function isTime({ outcome, validUntil }: RepairChallenge, at: number): boolean {
  return validUntil === 0 || outcome === 'complete' && validUntil > at
}

function statusAfter(outcome: RepairChallenge['outcome']): ChallengeRow['status'] {
  switch (outcome) {
    case 'complete': return 'approved'
    case 'fail': return 'failed'
    default: return 'pending'
  }
}
