import type {
  AddDestination, CancelChallenge, Challenge, ChallengeClass, ChangeContact, ChangeDestination, Contact, CreateIdentity,
  Destination, ExpireChallenge, ExpireIdentification, Identification, Identity, IdentityClass, Owner, Party,
  PartyCommandHead, PartyEvent, PartyEventBody, Plain, RecordVerification, RegisterWallet, RegisterWithdrawal,
  RemoveDestination, StartChallenge, Tenant, UnregisterWallet, UnregisterWithdrawal, Verification, Verifier
} from '../../../schemas/generated.ts'
import { head as headOf, tablesOf, usualAt } from '../../support/given.ts'
import { tenantOf } from '../../support/plans.ts'

/**
 * The people of every example: alice, a person of the party p-1 of acme. Her passport takes her to level 1, her address
 * to level 2.
 */
export const day = 24 * 60 * 60_000

export const passport: Plain<ChallengeClass> =
  { class: 'passport', verifier: 'checkit', proofs: ['passport'], fromLevel: 0, toLevel: 1, answerMs: day }
export const address: Plain<ChallengeClass> =
  { class: 'address', verifier: 'checkit', proofs: [], fromLevel: 1, toLevel: 2, answerMs: 0 }
export const person: Plain<IdentityClass> =
  { class: 'person', levels: [], initialLevel: 0, challenges: [passport, address] }
export const acme: Plain<Tenant> =
  tenantOf({ personalKey: Buffer.alloc(32, 9).toString('base64'), classes: [person] })
export const checkit: Plain<Verifier> = { tenant: 'acme', verifier: 'checkit', revision: 2 }
export const tables = tablesOf({ tenants: [acme], verifiers: [checkit] })

export const unknown: Plain<Identification> =
  { level: 0, status: 'none', validUntil: 0, levelAfter: 0, challenge: '' }
export const known: Plain<Identification> =
  { level: 1, status: 'active', validUntil: 0, levelAfter: 1, challenge: 'kyc-1' }

export const registered: Plain<Party> = {
  status: 'registered', publicKey: Buffer.alloc(32, 1), identities: 1, destinations: 1, wallets: [], withdrawals: []
}
export const owning: Plain<Party> = {
  ...registered, wallets: [{ wallet: 'alice-eur', identity: 'alice', revision: 1, identification: unknown }]
}
export const paying: Plain<Party> = {
  ...owning, withdrawals: [{ wallet: 'alice-eur', withdrawal: 'w-1', identity: 'alice' }]
}
export const blocked: Plain<Party> = { ...registered, status: 'blocked' }
export const erased: Plain<Party> = { ...registered, status: 'erased' }

export const alice: Plain<Identity> = {
  revision: 1, class: 'person', initialLevel: 0, approvals: [], hasExpired: false, pending: '', dueAt: 0
}
export const challenged: Plain<Identity> = { ...alice, revision: 2, pending: 'kyc-1' }
export const approval = { challenge: 'kyc-1', fromLevel: 0, toLevel: 1, validUntil: 0 }
export const identified: Plain<Identity> = { ...alice, revision: 3, approvals: [approval] }
export const expiring: Plain<Identity> = {
  ...identified, approvals: [{ ...approval, validUntil: usualAt }], dueAt: usualAt
}

export const pending: Plain<Challenge> = {
  status: 'pending', verifier: 'checkit', class: 'passport', proofs: [{ kind: 'passport', token: 'doc_1' }],
  fromLevel: 0, toLevel: 1, validUntil: 0, dueAt: usualAt + day, since: usualAt
}
export const account: Plain<Destination> =
  { status: 'active', revision: 1, identity: 'alice', kind: 'bank_account', token: 'tok_1' }
export const removed: Plain<Destination> = { ...account, status: 'removed', revision: 2 }

export const contact: Plain<Contact> =
  { phone: '+358401234567', email: 'alice@example.com', firstName: 'Alice', middleName: '', lastName: 'Åberg' }
export const owner: Plain<Owner> =
  { party: 'p-1', identity: 'alice', revision: 1, isBlocked: false, identification: unknown }

const p1 = { tenant: 'acme', party: 'p-1' }
export const reference = 'acme/p-1/alice/kyc-1'

export const registerParty = { type: 'RegisterParty', ...p1, operationId: 'op-1' } as const
export const blockParty = { type: 'BlockParty', ...p1, operationId: 'op-2' } as const
export const unblockParty = { type: 'UnblockParty', ...p1, operationId: 'op-3' } as const
export const erasePersonalData = { type: 'ErasePersonalData', ...p1, operationId: 'op-4' } as const
export const createIdentity: PartyCommandHead & CreateIdentity =
  { type: 'CreateIdentity', ...p1, operationId: 'op-5', identity: 'alice', class: 'person', contact }
export const changeContact: PartyCommandHead & ChangeContact =
  { type: 'ChangeContact', ...p1, operationId: 'op-6', identity: 'alice', contact }

const kyc = { ...p1, identity: 'alice', challenge: 'kyc-1' }
const proofs = [{ kind: 'passport', token: 'doc_1' }]
export const startChallenge: PartyCommandHead & StartChallenge =
  { type: 'StartChallenge', ...kyc, operationId: 'op-7', class: 'passport', proofs }
export const cancelChallenge: PartyCommandHead & CancelChallenge =
  { type: 'CancelChallenge', ...kyc, operationId: 'op-8' }
export const approves: Plain<Verification> =
  { verifier: 'checkit', reference, kind: 'approved', validUntil: 0, reason: '' }
export const recordVerification: PartyCommandHead & RecordVerification =
  { type: 'RecordVerification', ...kyc, operationId: 'verified/checkit/approved', verification: approves }
export const expireChallenge: PartyCommandHead & ExpireChallenge =
  { type: 'ExpireChallenge', ...kyc, operationId: 'expire/challenge/alice/kyc-1', dueAt: pending.dueAt }
export const expireIdentification: PartyCommandHead & ExpireIdentification = {
  type: 'ExpireIdentification', ...p1, operationId: 'expire/identity/alice/3', identity: 'alice', dueAt: usualAt
}

export const addDestination: PartyCommandHead & AddDestination = {
  type: 'AddDestination', ...p1, operationId: 'op-9', destinationId: 'home', identity: 'alice', kind: 'bank_account',
  token: 'tok_1'
}
export const changeDestination: PartyCommandHead & ChangeDestination =
  { type: 'ChangeDestination', ...p1, operationId: 'op-10', destinationId: 'home', token: 'tok_2' }
export const removeDestination: PartyCommandHead & RemoveDestination =
  { type: 'RemoveDestination', ...p1, operationId: 'op-11', destinationId: 'home' }

export const registerWallet: PartyCommandHead & RegisterWallet =
  { type: 'RegisterWallet', ...p1, operationId: 'op-1/register', wallet: 'alice-eur', identity: 'alice' }
export const unregisterWallet: PartyCommandHead & UnregisterWallet =
  { type: 'UnregisterWallet', ...p1, operationId: 'op-9/unregister', wallet: 'alice-eur' }
export const registerWithdrawal: PartyCommandHead & RegisterWithdrawal = {
  type: 'RegisterWithdrawal', ...p1, operationId: 'op-2/register', wallet: 'alice-eur', withdrawal: 'w-1',
  identity: 'alice', destinationId: 'home', level: 0
}
export const unregisterWithdrawal: PartyCommandHead & UnregisterWithdrawal = {
  type: 'UnregisterWithdrawal', ...p1, operationId: 'op-2/unregister', wallet: 'alice-eur', withdrawal: 'w-1'
}

/** An event with the head that the engine gives it. */
export function eventOf(body: PartyEventBody, operationId = 'op-1', at = usualAt): PartyEvent {
  const { wallet: _, ...head } = headOf(operationId)
  return { ...head, ...body, party: 'p-1', at }
}
