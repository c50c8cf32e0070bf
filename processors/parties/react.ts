import type {
  ChallengeCancelled, ChallengeRepaired, ChallengeStarted, Owner, PartyEvent, PartyEventHead, PersonalDataErased, Plain,
  RegistrationRejected, WalletCommand, WalletRegistered, WithdrawalRegistered
} from '../../schemas/generated.ts'
import { assert, unreachable } from '../decider.ts'
import type { FollowUp } from '../decider.ts'
import type { PartyRow, PartyRows } from './rows.ts'

/** What an event of a party asks of verifiers, and what its wallets have to know. */
export function reactToParty(event: PartyEvent, rows: PartyRows): readonly FollowUp[] {
  const { parties: party } = rows
  switch (event.type) {
    case 'PersonalDataErased': return [forgetKey(event)]
    case 'PartyBlocked':
    case 'PartyUnblocked': return updateOwners(event, party, () => true)
    case 'ChallengeStarted': return [requestVerification(event)]
    case 'ChallengeCancelled': return event.isByVerifier || event.verifier === '' ? [] : [cancelVerification(event)]
    case 'ChallengeApproved': return updateOwners(event, party, identity => identity === event.identity)
    case 'ChallengeRepaired': return reactToRepair(event, rows)
    case 'IdentificationExpired':
      return [
        ...updateOwners(event, party, identity => identity === event.identity),
        ...reviewWithdrawals(event, party, event.identity)
      ]
    case 'WalletRegistered': return [confirmWallet(event)]
    case 'WithdrawalRegistered': return [confirmWithdrawal(event)]
    case 'RegistrationRejected': return [event.withdrawal === '' ? rejectWallet(event) : failWithdrawal(event)]
    case 'PartyRegistered':
    case 'IdentityCreated':
    case 'ContactChanged':
    case 'ChallengeDenied':
    case 'ChallengeFailed':
    case 'VerificationIgnored':
    case 'DestinationAdded':
    case 'DestinationChanged':
    case 'DestinationRemoved':
    case 'WalletUnregistered':
    case 'WithdrawalUnregistered':
    case 'OperationRefused':
    case 'RecordDeadLettered': return []
    default: return unreachable(event)
  }
}

type Head = PartyEventHead

/** The topic is compacted: this record replaces the one that has the key, and nobody can read what it encrypts. */
function forgetKey({ tenant, party }: Head & PersonalDataErased): FollowUp {
  return {
    to: 'partyKeys', record: { type: 'PartyKey', tenant, party, privateKey: Buffer.alloc(0), tenantRevision: 0 }
  }
}

/** An approval is told as ever. A verifier that is asked again finds the same request under the same reference. */
function reactToRepair(
  event: Head & ChallengeRepaired, { parties: party, challenges: row }: PartyRows
): readonly FollowUp[] {
  switch (event.outcome) {
    case 'complete': return updateOwners(event, party, identity => identity === event.identity)
    case 'retry': {
      assert(row !== undefined, 'an event needs its challenge')
      return [requestVerification({ ...event, class: row.class, proofs: row.proofs })]
    }
    default: return []
  }
}

function requestVerification(
  event: Head & Pick<ChallengeStarted, 'verifier' | 'reference' | 'class' | 'proofs'>
): FollowUp {
  const { tenant, verifier, reference, class: name, proofs } = event
  return {
    to: 'verifierRequests',
    params: { verifier },
    record: { type: 'RequestVerification', tenant, reference, class: name, proofs }
  }
}

function cancelVerification({ tenant, verifier, reference }: Head & ChallengeCancelled): FollowUp {
  return { to: 'verifierRequests', params: { verifier }, record: { type: 'CancelVerification', tenant, reference } }
}

/** One operation for all of them: they are different wallets. */
function updateOwners(
  { tenant, party: id, operationId }: Head, party: PartyRow | undefined, isOf: (identity: string) => boolean
): readonly FollowUp[] {
  assert(party !== undefined, 'an event needs its party')
  const isBlocked = party.status === 'blocked'
  return party.wallets.filter(({ identity }) => isOf(identity)).map(owned => {
    const { wallet, identity, revision, identification } = owned
    const owner: Plain<Owner> = { party: id, identity, revision, isBlocked, identification }
    return toWallet({ type: 'UpdateOwner', tenant, wallet, operationId: `${operationId}/owner`, owner })
  })
}

/** After the wallets know better. Two withdrawals of one wallet are two operations. */
function reviewWithdrawals(
  { tenant, operationId }: Head, party: PartyRow | undefined, identity: string
): readonly FollowUp[] {
  assert(party !== undefined, 'an event needs its party')
  return party.withdrawals.filter(open => open.identity === identity).map(({ wallet, withdrawal }) =>
    toWallet({
      type: 'ReviewWithdrawal', tenant, wallet, operationId: `${operationId}/review/${withdrawal}`, withdrawal
    }))
}

function confirmWallet({ tenant, wallet, operationId, owner }: Head & WalletRegistered): FollowUp {
  return toWallet({ type: 'ConfirmWallet', tenant, wallet, operationId: `${operationId}/confirm`, owner })
}

function rejectWallet({ tenant, wallet, operationId, reason, limit }: Head & RegistrationRejected): FollowUp {
  return toWallet({ type: 'RejectWallet', tenant, wallet, operationId: `${operationId}/reject`, reason, limit })
}

function confirmWithdrawal(event: Head & WithdrawalRegistered): FollowUp {
  const { tenant, wallet, withdrawal, destination, method, pinned } = event
  const operationId = `${event.operationId}/confirm`
  return toWallet({
    type: 'ConfirmWithdrawal', tenant, wallet, operationId, withdrawal, destination, method, pinned
  })
}

/** The reason is a code of tokens, as those of providers are. */
function failWithdrawal(event: Head & RegistrationRejected): FollowUp {
  const { tenant, wallet, withdrawal, limit } = event
  const reason = limit === null ? event.reason : `${event.reason}:${limit.kind}:${limit.ceiling}`
  return toWallet({
    type: 'FailWithdrawal', tenant, wallet, operationId: `${event.operationId}/fail`, withdrawal, reason
  })
}

function toWallet(record: WalletCommand): FollowUp {
  return { to: 'walletCommands', record }
}
