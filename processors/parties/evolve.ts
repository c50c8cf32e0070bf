import type {
  ChallengeApproved, IdentificationExpired, PartyEvent, PartyEventHead, WalletRegistered, WithdrawalRegistered
} from '../../schemas/generated.ts'
import { assert, unreachable } from '../decider.ts'
import { knownAfter, knownAt } from './identification.ts'
import { isSame } from './rows.ts'
import type { ChallengeRow, DestinationRow, IdentityRow, PartyRow, PartyRows } from './rows.ts'
import { approvalOf } from './verification.ts'

/** Folds what happened to a party into its rows. */
export function evolveParty(rows: PartyRows, event: PartyEvent): PartyRows {
  switch (event.type) {
    case 'PartyRegistered': {
      const { publicKey } = event
      return {
        ...rows,
        parties: { status: 'registered', publicKey, identities: 0, destinations: 0, wallets: [], withdrawals: [] }
      }
    }
    case 'PartyBlocked': return { ...rows, parties: { ...party(rows), status: 'blocked' } }
    case 'PartyUnblocked': return { ...rows, parties: { ...party(rows), status: 'registered' } }
    case 'PersonalDataErased': return { ...rows, parties: { ...party(rows), status: 'erased' } }
    case 'IdentityCreated':
    case 'ContactChanged':
    case 'IdentificationExpired': return evolveIdentity(rows, event)
    case 'ChallengeStarted':
    case 'ChallengeApproved':
    case 'ChallengeDenied':
    case 'ChallengeFailed':
    case 'ChallengeCancelled':
    case 'ChallengeRepaired': return evolveChallenge(rows, event)
    case 'DestinationAdded':
    case 'DestinationChanged':
    case 'DestinationRemoved': return evolveDestination(rows, event)
    case 'WalletRegistered':
    case 'WalletUnregistered':
    case 'WithdrawalRegistered':
    case 'WithdrawalUnregistered': return { ...rows, parties: evolveBelongings(party(rows), event) }
    case 'VerificationIgnored':
    case 'RegistrationRejected':
    case 'OperationRefused':
    case 'RecordDeadLettered': return rows
    default: return unreachable(event)
  }
}

type EventOf<Type extends PartyEvent['type']> = PartyEventHead & Extract<PartyEvent, { readonly type: Type }>

function evolveIdentity(
  rows: PartyRows, event: EventOf<'IdentityCreated' | 'ContactChanged' | 'IdentificationExpired'>
): PartyRows {
  const { identityRevision: revision } = event
  switch (event.type) {
    case 'IdentityCreated': {
      const { class: name, identification: { level: initialLevel } } = event
      const known = { initialLevel, approvals: [], hasExpired: false }
      const parties = { ...party(rows), identities: party(rows).identities + 1 }
      return { ...rows, parties, identities: { revision, class: name, ...known, pending: '', dueAt: 0 } }
    }
    case 'ContactChanged': return { ...rows, identities: { ...identity(rows), revision } }
    case 'IdentificationExpired': {
      const { validUntil: dueAt } = event.identification
      const identities = { ...identity(rows), ...knownAt(identity(rows), event.at), revision, dueAt }
      return { ...rows, parties: told(rows, event), identities }
    }
    default: return unreachable(event)
  }
}

function evolveChallenge(
  rows: PartyRows,
  event: EventOf<
    'ChallengeStarted' | 'ChallengeApproved' | 'ChallengeDenied' | 'ChallengeFailed' | 'ChallengeCancelled' |
    'ChallengeRepaired'
  >
): PartyRows {
  const { identityRevision: revision, challenge: pending } = event
  switch (event.type) {
    case 'ChallengeStarted': {
      const { verifier, class: name, proofs, fromLevel, toLevel, dueAt, at: since } = event
      const worth = { fromLevel, toLevel, validUntil: 0 }
      const challenges = { status: 'pending', verifier, class: name, proofs, ...worth, dueAt, since } as const
      return { ...rows, identities: { ...identity(rows), revision, pending }, challenges }
    }
    case 'ChallengeApproved': return approved(rows, event)
    case 'ChallengeRepaired': {
      const { status, identification } = event
      if (identification !== null) return approved(rows, { ...event, identification })
      return status === 'pending' ? rows : ended(rows, revision, status)
    }
    case 'ChallengeDenied': return ended(rows, revision, 'denied')
    case 'ChallengeFailed': return ended(rows, revision, 'failed')
    case 'ChallengeCancelled':
      return challenge(rows).status === 'cancelled' ? rows : ended(rows, revision, 'cancelled')
    default: return unreachable(event)
  }
}

/** What an approval has in common with its end: the identity is known otherwise from then on. */
type Approved = PartyEventHead & Pick<IdentificationExpired, 'identity' | 'identityRevision' | 'identification'>

function approved(rows: PartyRows, event: Approved & Pick<ChallengeApproved, 'challenge' | 'validUntil'>): PartyRows {
  const { identityRevision, validUntil, identification, at } = event
  const before = identity(rows)
  const known = knownAfter(before, approvalOf(event.challenge, challenge(rows), validUntil), at)
  // What had expired already stays due: that levels fell is for the clock to say, and for wallets to hear.
  const isOverdue = before.dueAt > 0 && before.dueAt <= at
  const dueAt = isOverdue ? before.dueAt : identification.validUntil
  const after = ended(rows, identityRevision, 'approved', validUntil)
  return { ...after, parties: told(rows, event), identities: { ...identity(after), ...known, dueAt } }
}

function ended(rows: PartyRows, revision: number, status: ChallengeRow['status'], validUntil = 0): PartyRows {
  const identities = { ...identity(rows), revision, pending: '' }
  const rest = { class: '', proofs: [], dueAt: 0, since: 0 }
  return { ...rows, identities, challenges: { ...challenge(rows), status, validUntil, ...rest } }
}

/** What its wallets are told of an identity is kept beside them. */
function told(rows: PartyRows, event: Approved): PartyRow {
  const { identity: id, identityRevision: revision, identification } = event
  const { wallets } = party(rows)
  return {
    ...party(rows),
    wallets: wallets.map(owned => owned.identity === id ? { ...owned, revision, identification } : owned)
  }
}

function evolveDestination(
  rows: PartyRows, event: EventOf<'DestinationAdded' | 'DestinationChanged' | 'DestinationRemoved'>
): PartyRows {
  const { destinationRevision: revision } = event
  switch (event.type) {
    case 'DestinationAdded': {
      const { identity: of, kind, token } = event
      const parties = { ...party(rows), destinations: party(rows).destinations + 1 }
      return { ...rows, parties, destinations: { status: 'active', revision, identity: of, kind, token } }
    }
    case 'DestinationChanged':
      return { ...rows, destinations: { ...destination(rows), revision, token: event.token } }
    case 'DestinationRemoved': {
      const parties = { ...party(rows), destinations: party(rows).destinations - 1 }
      return { ...rows, parties, destinations: { ...destination(rows), status: 'removed', revision } }
    }
    default: return unreachable(event)
  }
}

function evolveBelongings(
  before: PartyRow,
  event: EventOf<'WalletRegistered' | 'WalletUnregistered' | 'WithdrawalRegistered' | 'WithdrawalUnregistered'>
): PartyRow {
  switch (event.type) {
    case 'WalletRegistered': return withWallet(before, event)
    case 'WalletUnregistered':
      return { ...before, wallets: before.wallets.filter(({ wallet }) => wallet !== event.wallet) }
    case 'WithdrawalRegistered': return withWithdrawal(before, event)
    case 'WithdrawalUnregistered':
      return { ...before, withdrawals: before.withdrawals.filter(open => !isSame(open, event)) }
    default: return unreachable(event)
  }
}

function withWallet(before: PartyRow, { wallet, identity: id, owner }: WalletRegistered): PartyRow {
  const { revision, identification } = owner
  const others = before.wallets.filter(owned => owned.wallet !== wallet)
  return { ...before, wallets: [...others, { wallet, identity: id, revision, identification }] }
}

function withWithdrawal(before: PartyRow, event: WithdrawalRegistered): PartyRow {
  if (before.withdrawals.some(open => isSame(open, event))) return before
  const { wallet, withdrawal, pinned } = event
  return { ...before, withdrawals: [...before.withdrawals, { wallet, withdrawal, identity: pinned.identity }] }
}

function party({ parties: row }: PartyRows): PartyRow {
  assert(row !== undefined, 'an event needs its party')
  return row
}

function identity({ identities: row }: PartyRows): IdentityRow {
  assert(row !== undefined, 'an event needs its identity')
  return row
}

function challenge({ challenges: row }: PartyRows): ChallengeRow {
  assert(row !== undefined, 'an event needs its challenge')
  return row
}

function destination({ destinations: row }: PartyRows): DestinationRow {
  assert(row !== undefined, 'an event needs its destination')
  return row
}
