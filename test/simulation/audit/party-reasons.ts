import type { Flat } from '../../../schemas/record.ts'
import type { LimitKind } from '../../../schemas/generated.ts'
import { tenants } from '../workload/deployment.ts'
import { ceilingOf, challengeClassOf, classes, quota } from '../workload/policies.ts'
import { identificationOf, type ModelChallenge, type ModelIdentity } from './identity-model.ts'
import type { ModelParty } from './party-model.ts'
import type { Since } from './wallet-reasons.ts'

interface Of {
  readonly command: Flat
  readonly party: ModelParty | undefined
  readonly identity: ModelIdentity | undefined
  readonly challenge: ModelChallenge | undefined
  readonly at: number
  readonly since: Since
}

/** @returns whether the reason is true of the command and its party. */
type Truth = (of: Of) => boolean

const perhaps: Truth = () => true
const pending: Truth = ({ identity }) =>
  [...identity?.challenges.values() ?? []].some(({ status }) => status === 'pending')

/** When a refusal is right. What is not here is never right. */
const reasons: Readonly<Record<string, Truth>> = {
  operation_id_reused: perhaps,
  // The audit of rates counts.
  rate_exceeded: ({ command }) => quota(command['tenant']) > 0,
  invalid_contact: ({ command: { contact } }) => !/^\+49/.test(contact?.phone) || !contact.email.includes('@') ||
    contact.lastName.includes('\n'),
  invalid_proofs: ({ command, identity }) => !isProven(command, identity),
  card_number: ({ command: { token } }) => token?.startsWith('4111') === true,
  tenant_not_found: ({ command: { tenant } }) => !tenants.includes(tenant),
  personal_key_not_found: ({ command, party }) => command['contact'] !== null && party?.hasKey !== true,
  identity_class_not_found: ({ command }) => !classes.some(({ class: name }) => name === command['class']),
  party_not_found: ({ party }) => party === undefined,
  party_already_exists: ({ party }) => party !== undefined,
  party_erased: ({ party }) => party?.status === 'erased',
  party_blocked: ({ party }) => party?.status === 'blocked',
  party_not_blocked: ({ party }) => party?.status === 'registered',
  party_has_wallets: ({ party }) => party !== undefined && party.wallets.size > 0,
  identity_not_found: ({ identity }) => identity === undefined,
  identity_already_exists: ({ identity }) => identity !== undefined,
  // Words of nobody's challenge have a party of their own.
  challenge_not_found: ({ challenge, command }) => challenge === undefined || !isOfThisChallenge(command),
  challenge_already_exists: ({ challenge }) => challenge !== undefined,
  challenge_pending: pending,
  challenge_already_completed: ({ challenge }) => challenge?.status === 'approved' || challenge?.status === 'denied',
  challenge_already_failed: ({ challenge }) => challenge?.status === 'failed',
  challenge_class_not_found: ({ command, identity }) =>
    challengeClassOf(identity?.class ?? '', command['class']) === undefined,
  challenge_level_mismatch: ({ command, identity, at }) =>
    identificationOf(identity!, at).level !== challengeClassOf(identity!.class, command['class'])?.fromLevel,
  verifier_not_found: ({ command, identity, at, since }) =>
    at <= since(challengeClassOf(identity!.class, command['class'])!.verifier),
  verifier_mismatch: ({ command, challenge }) => command['verification'].verifier !== challenge?.verifier,
  destination_not_found: ({ command, party }) => party?.destinations.has(command['destinationId']) === false,
  destination_already_exists: ({ command, party }) => party?.destinations.has(command['destinationId']) === true,
  destination_removed: ({ command, party }) => party?.destinations.get(command['destinationId'])?.isRemoved === true
}

/** @returns what is wrong with the refusal, if anything */
export function partyRefusal(
  event: Flat, command: Flat, party: ModelParty | undefined, since: Since
): string | undefined {
  const { reason, limit, at } = event as Flat & { reason: string, at: number }
  const identity = party?.identities.get(command['identity'])
  const challenge = identity?.challenges.get(command['challenge'])
  const isRight = reason === 'service_limit_reached'
    ? isReached(limit, party)
    : reasons[reason]?.({ command, party, identity, challenge, at, since }) === true
  if (isRight) return undefined
  return `${command.type} is refused as ${reason}, and the party is ${party?.status ?? 'not there'}`
}

/** What is wrong with the rejection of a wallet or a withdrawal, if anything. */
export function rejectionFault(event: Flat, command: Flat, party: ModelParty | undefined): string | undefined {
  const { reason, limit, at } = event as Flat & { reason: string, at: number }
  const { wallet, identity: id, destinationId, level } = command as Flat & { wallet: string, identity: string }
  const identity = party?.identities.get(id)
  const destination = party?.destinations.get(destinationId)
  const isKnownTooLittle = identity !== undefined && identificationOf(identity, at).level < level
  const truths: Readonly<Record<string, () => boolean>> = {
    party_not_found: () => party === undefined,
    party_erased: () => party?.status === 'erased',
    party_blocked: () => party?.status === 'blocked',
    identity_not_found: () => identity === undefined,
    wallet_already_exists: () => (party?.wallets.get(wallet)?.identity ?? id) !== id,
    destination_not_found: () => destination?.identity !== id,
    destination_removed: () => destination?.isRemoved === true,
    service_limit_reached: () => isReached(limit, party),
    identification_required: () => isKnownTooLittle && identificationOf(identity, at).status === 'none',
    identification_expired: () => isKnownTooLittle &&
      (identity.hasExpired || identity.approvals.some(({ until }) => until <= at)),
    identification_level_too_low: () => isKnownTooLittle && identificationOf(identity, at).status === 'active'
  }
  return truths[reason]?.() === true ? undefined : `${command.type} is rejected as ${reason}`
}

/** As many as there may be, by the ceiling that is told. */
function isReached(limit: Flat | null, party: ModelParty | undefined): boolean {
  if (party === undefined || limit === null) return false
  const { kind, ceiling } = limit as Flat & { kind: LimitKind, ceiling: number }
  const counts: Readonly<Record<string, number>> = {
    identities: party.identities.size,
    wallets: party.wallets.size,
    destinations: [...party.destinations.values()].filter(({ isRemoved }) => !isRemoved).length,
    withdrawals: party.withdrawals.size
  }
  return ceiling === ceilingOf(party.tenant, party.party, kind) && counts[kind] === ceiling
}

function isProven({ class: name, proofs }: Flat, identity: ModelIdentity | undefined): boolean {
  const asked = challengeClassOf(identity?.class ?? '', name)?.proofs ?? []
  return asked.every(kind => proofs.some((proof: Flat) => proof['kind'] === kind))
}

function isOfThisChallenge({ tenant, party, identity, challenge, verification }: Flat): boolean {
  return verification === undefined || verification.reference === [tenant, party, identity, challenge].join('/')
}
