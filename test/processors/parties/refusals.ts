import type { PartyCommand, Reason } from '../../../schemas/generated.ts'
import { usualAt } from '../../support/given.ts'
import { longAgo } from '../examples.ts'
import type { Fault, Scenario } from '../refusals.test.ts'
import { repairChallenge } from '../wallets/repair-examples.ts'
import * as examples from './examples.ts'

/** Commands to parties that go through, and what makes them be refused. */
const configured = { tenant: examples.acme, verifier: examples.checkit }
const known = { ...configured, parties: examples.registered, identities: examples.alice }
const pending = { ...known, identities: examples.challenged, challenges: examples.pending }

export const partyScenarios: Readonly<Record<string, Scenario>> = {
  RegisterParty: { ...configured, command: examples.registerParty },
  BlockParty: { ...known, command: examples.blockParty },
  UnblockParty: { ...known, command: examples.unblockParty, parties: examples.blocked },
  ErasePersonalData: { ...known, command: examples.erasePersonalData },
  CreateIdentity: { ...known, command: examples.createIdentity, identities: undefined },
  ChangeContact: { ...known, command: examples.changeContact },
  StartChallenge: { ...known, command: examples.startChallenge },
  CancelChallenge: { ...pending, command: examples.cancelChallenge },
  RecordVerification: { ...pending, command: examples.recordVerification },
  ExpireIdentification: { ...known, command: examples.expireIdentification, identities: examples.expiring },
  ExpireChallenge: { ...pending, command: examples.expireChallenge },
  AddDestination: { ...known, command: examples.addDestination },
  ChangeDestination: { ...known, command: examples.changeDestination, destinations: examples.account },
  RemoveDestination: { ...known, command: examples.removeDestination, destinations: examples.account },
  RegisterWallet: { ...known, command: examples.registerWallet },
  UnregisterWallet: { ...known, command: examples.unregisterWallet },
  RegisterWithdrawal: { ...known, command: examples.registerWithdrawal, destinations: examples.account },
  UnregisterWithdrawal: { ...known, command: examples.unregisterWithdrawal },
  RepairChallenge: { ...pending, command: repairChallenge, challenges: { ...examples.pending, since: longAgo } }
}

const ofParties = Object.keys(partyScenarios)
const ofClients = [
  'RegisterParty', 'BlockParty', 'UnblockParty', 'ErasePersonalData', 'CreateIdentity', 'ChangeContact',
  'StartChallenge', 'CancelChallenge', 'AddDestination', 'ChangeDestination', 'RemoveDestination', 'RepairChallenge'
]
const byOperation: Partial<Record<PartyCommand['type'], string>> = {
  CreateIdentity: 'identities', RegisterWallet: 'wallets', AddDestination: 'destinations',
  RegisterWithdrawal: 'withdrawals'
}
const nobody = { phone: '', email: '', firstName: '', middleName: '', lastName: '' }
const { kind, token } = examples.startChallenge.proofs[0]!
const { challenges: asked, ...ofClass } = examples.person
const none: readonly unknown[] = []
const cheated = { ...examples.approves, verifier: 'other' }

export const faultsOfParties: Readonly<Partial<Record<Reason, readonly Fault[]>>> = {
  invalid_id: [
    ...['party', 'identity', 'challenge', 'destinationId', 'withdrawal', 'token'].map(field =>
      ({ of: ofParties.filter(name => name !== 'RecordVerification'), set: { command: { [field]: '' } } })),
    { of: ofClients, set: { command: { operationId: 'op-1/register' } } },
    { of: ['AddDestination'], set: { command: { kind: 'unknown' } } }
  ],
  invalid_contact: [
    { set: { command: { contact: nobody } } }, { set: { command: { contact: { ...nobody, phone: '123' } } } }
  ],
  invalid_proofs: [
    [{ kind, token: '' }], [{ kind, token }, { kind, token }], [{ kind, token }, { kind: 'a b', token }],
    Array.from({ length: 21 }, (_, index) => ({ kind: index === 0 ? kind : `kind-${index}`, token }))
  ].map((proofs): Fault => ({ set: { command: { proofs } } })).concat({
    // Only a class can ask for what is not there.
    set: {
      command: { proofs: [], class: 'passport' }, tenant: { classes: examples.acme.classes }, identities: {}
    }
  }),
  card_number: [{ of: ofClients, set: { command: { token: '4111 1111 1111 1111' } } }],
  personal_key_not_found: [
    { of: ['CreateIdentity', 'ChangeContact'], set: { parties: { publicKey: Buffer.alloc(0) } } }
  ],
  identity_class_not_found: [
    { of: ['CreateIdentity'], set: { command: { class: 'company' } } },
    { of: ['CreateIdentity'], set: { tenant: { classes: [] } } }
  ],
  party_not_found: [{ of: ofParties, set: { parties: 'gone' } }],
  party_already_exists: [
    { of: ['RegisterParty'], set: { parties: { status: 'registered' } } },
    { of: ['RegisterParty'], set: { parties: { status: 'erased' } } }
  ],
  party_erased: [{ of: accepting('party_erased'), set: { parties: { status: 'erased' } } }],
  party_blocked: [{ of: accepting('party_blocked'), set: { parties: { status: 'blocked' } } }],
  party_not_blocked: [{ of: ['UnblockParty'], set: { parties: { status: 'registered' } } }],
  party_has_wallets: [{ of: ['ErasePersonalData'], set: { parties: { wallets: examples.owning.wallets } } }],
  identity_not_found: [{
    of: [
      'ChangeContact', 'StartChallenge', 'CancelChallenge', 'AddDestination', 'RegisterWallet', 'RegisterWithdrawal',
      'RepairChallenge'
    ],
    set: { identities: 'gone' }
  }],
  identity_already_exists: [{ of: ['CreateIdentity'], set: { identities: { revision: 1 } } }],
  challenge_not_found: [
    { of: ['CancelChallenge', 'RecordVerification', 'RepairChallenge'], set: { challenges: 'gone' } },
    { set: { command: { verification: { ...examples.approves, reference: 'acme/p-1/alice/kyc-2' } } } }
  ],
  challenge_already_exists: [
    { of: ['StartChallenge'], set: { challenges: { status: 'pending' } } },
    { of: ['StartChallenge'], set: { challenges: { status: 'cancelled' } } }
  ],
  challenge_pending: [{ of: ['StartChallenge'], set: { identities: { pending: 'kyc-0' } } }],
  challenge_already_completed: ['approved', 'denied'].map((status): Fault =>
    ({ of: ['CancelChallenge', 'RepairChallenge'], set: { challenges: { status } } })),
  challenge_already_failed: [
    { of: ['CancelChallenge', 'RepairChallenge'], set: { challenges: { status: 'failed' } } },
    { of: ['RepairChallenge'], set: { challenges: { status: 'cancelled' } } }
  ],
  challenge_class_not_found: [
    { of: ['StartChallenge'], set: { command: { class: 'nonsense' } } },
    { of: ['StartChallenge'], set: { tenant: { classes: [] } } },
    {
      of: ['StartChallenge'],
      set: { tenant: { classes: [{ ...ofClass, challenges: asked.map(each => ({ ...each, toLevel: 0 })) }] } }
    }
  ],
  challenge_level_mismatch: [{ of: ['StartChallenge'], set: { identities: { initialLevel: 1 } } }],
  verifier_not_found: [
    { set: { verifier: 'gone' } },
    {
      of: ['StartChallenge'],
      set: { tenant: { classes: [{ ...ofClass, challenges: asked.map(each => ({ ...each, verifier: 'No!' })) }] } }
    }
  ],
  verifier_mismatch: [
    { of: ['RecordVerification'], set: { challenges: { verifier: 'other' } } },
    { set: { command: { verification: cheated } } }
  ],
  destination_not_found: [
    { of: ['ChangeDestination', 'RemoveDestination', 'RegisterWithdrawal'], set: { destinations: 'gone' } },
    { of: ['RegisterWithdrawal'], set: { destinations: { identity: 'bob' } } }
  ],
  destination_already_exists: [
    { of: ['AddDestination'], set: { destinations: { status: 'active' } } },
    { of: ['AddDestination'], set: { destinations: { status: 'removed' } } }
  ],
  destination_removed: [{
    of: ['ChangeDestination', 'RemoveDestination', 'RegisterWithdrawal'],
    set: { destinations: { status: 'removed' } }
  }],
  // A wallet that is registered already is not one more.
  service_limit_reached: Object.entries(byOperation).map(([name, limited]): Fault => ({
    of: [name],
    set: { tenant: { serviceLimits: [{ kind: limited, party: '', ceiling: 0 }] }, parties: { wallets: none } }
  })),
  wallet_already_exists: [{
    of: ['RegisterWallet'],
    set: { parties: { wallets: examples.owning.wallets.map(owned => ({ ...owned, identity: 'bob' })) } }
  }],
  // Only one of them can be the case.
  identification_required: [lacking(1, { hasExpired: false, approvals: none })],
  identification_expired: [
    lacking(1, { hasExpired: true, approvals: none }),
    lacking(1, { hasExpired: false, approvals: examples.expiring.approvals })
  ],
  identification_level_too_low: [
    lacking(2, { hasExpired: false, approvals: [{ ...examples.approval, validUntil: usualAt + 1 }] })
  ]
}

/** What is there once a fault brings it about. */
export const partyRows: Readonly<Record<string, object>> = {
  parties: examples.registered, identities: examples.alice, challenges: examples.pending,
  destinations: examples.account
}

function lacking(level: number, identities: Readonly<Record<string, unknown>>): Fault {
  return { of: ['RegisterWithdrawal'], set: { command: { level }, identities } }
}

/** The commands for which a status of their party is a reason. */
function accepting(reason: 'party_erased' | 'party_blocked'): readonly string[] {
  const ending = ['UnblockParty', 'ErasePersonalData', 'CancelChallenge', 'RemoveDestination', 'RepairChallenge']
  const beginning = [...ofClients, 'RegisterWallet', 'RegisterWithdrawal'].filter(name => name !== 'RegisterParty')
  return reason === 'party_erased' ? beginning : beginning.filter(name => !ending.includes(name))
}
