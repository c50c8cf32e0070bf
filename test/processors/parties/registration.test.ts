import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { Tables } from '../../../processors/decider.ts'
import { parties } from '../../../processors/parties/index.ts'
import type {
  LimitKind, PartyEventBody, Plain, ReachedLimit, Reason, ServiceLimit
} from '../../../schemas/generated.ts'
import { specification, tablesOf, usualAt } from '../../support/given.ts'
import {
  account, acme, addDestination, alice, blocked, checkit, createIdentity, day, erased, eventOf, expiring, identified,
  known, owner, owning, paying, registered, registerWallet, registerWithdrawal, removed, tables, unknown,
  unregisterWallet, unregisterWithdrawal
} from './examples.ts'

const given = specification(parties, tables)

function limited(...serviceLimits: readonly Plain<ServiceLimit>[]): Tables {
  return tablesOf({ tenants: [{ ...acme, serviceLimits }], verifiers: [checkit] })
}

function rejection(
  reason: Reason, { withdrawal = '', limit = null }: { withdrawal?: string, limit?: Plain<ReachedLimit> | null } = {}
): PartyEventBody {
  return { type: 'RegistrationRejected', wallet: 'alice-eur', withdrawal, reason, limit }
}

const ofWallets = suite('registration of wallets')

const walletRegistered = {
  type: 'WalletRegistered', wallet: 'alice-eur', identity: 'alice', owner, tenantRevision: 7
} as const

ofWallets('gives a wallet the owner that it asks for, as the identity is now', () => {
  given({ parties: registered, identities: alice }).when(registerWallet).emits(walletRegistered)
  given({ parties: registered, identities: identified }).when(registerWallet)
    .emits({ ...walletRegistered, owner: { ...owner, revision: 3, identification: known } })
})

ofWallets('tells of an approval that has just expired until when it counted: the clock tells the rest', () => {
  const identification = { ...known, validUntil: usualAt, levelAfter: 0 }
  given({ parties: registered, identities: expiring }).when(registerWallet)
    .emits({ ...walletRegistered, owner: { ...owner, revision: 3, identification } })
})

ofWallets('answers why not, in an event that the wallet gets', () => {
  given({}).when(registerWallet).emits(rejection('party_not_found'))
  given({ parties: erased }).when(registerWallet).emits(rejection('party_erased'))
  given({ parties: blocked, identities: alice }).when(registerWallet).emits(rejection('party_blocked'))
  given({ parties: registered }).when(registerWallet).emits(rejection('identity_not_found'))
  given({ parties: registered }, tablesOf({})).when(registerWallet).emits(rejection('tenant_not_found'))
})

ofWallets('confirms again what is registered, and counts it once', () => {
  const tight = limited({ kind: 'wallets', party: '', ceiling: 1 })
  const rows = { parties: owning, identities: alice }
  given(rows, tight).when(registerWallet).emits(walletRegistered)
  assert.equal(parties.evolve(rows, eventOf(walletRegistered)), rows)
  given(rows, tight).when({ ...registerWallet, wallet: 'alice-usd' }).emits({
    ...rejection('service_limit_reached', { limit: { kind: 'wallets', ceiling: 1 } }), wallet: 'alice-usd'
  } as PartyEventBody)
})

ofWallets('does not give a wallet to another identity', () => {
  given({ parties: owning, identities: alice }).when({ ...registerWallet, identity: 'bob' })
    .emits(rejection('wallet_already_exists'))
})

ofWallets('folds into the row, and out of it', () => {
  const rows = parties.evolve({ parties: registered, identities: alice }, eventOf(walletRegistered))
  assert.equal(rows, { parties: owning, identities: alice })
  given(rows).when(unregisterWallet).emits({ type: 'WalletUnregistered', wallet: 'alice-eur' })
  const closed = { type: 'WalletUnregistered', wallet: 'alice-eur' } as const
  assert.equal(parties.evolve({ parties: rows.parties }, eventOf(closed)), { parties: registered })
  assert.equal(parties.evolve({ parties: registered }, eventOf(closed)), { parties: registered }, 'listed or not')
})

ofWallets('confirms or rejects the wallet in its own operation', () => {
  const head = { tenant: 'acme', wallet: 'alice-eur' }
  assert.equal(parties.react!(eventOf(walletRegistered, 'op-1/register'), { parties: owning }), [
    { to: 'walletCommands', record: { type: 'ConfirmWallet', ...head, operationId: 'op-1/register/confirm', owner } }
  ])
  const limit = { kind: 'wallets', ceiling: 3 } as const
  const body = rejection('service_limit_reached', { limit })
  assert.equal(parties.react!(eventOf(body, 'op-1/register'), { parties: owning }), [{
    to: 'walletCommands',
    record: {
      type: 'RejectWallet', ...head, operationId: 'op-1/register/reject', reason: 'service_limit_reached', limit
    }
  }])
})

ofWallets.run()

const ofWithdrawals = suite('registration of withdrawals')

const withdrawal = 'w-1'
const pinned = {
  party: 'p-1', identity: 'alice', identityRevision: 1, destinationId: 'home', destinationRevision: 1
}
const withdrawalRegistered = {
  type: 'WithdrawalRegistered', wallet: 'alice-eur', withdrawal, destination: 'tok_1', method: 'bank_account', pinned,
  tenantRevision: 7
} as const
const rows = { parties: owning, identities: alice, destinations: account }

ofWithdrawals('says where to, and pins the revisions of identity and destination', () => {
  given(rows).when(registerWithdrawal).emits(withdrawalRegistered)
  const changed = { ...account, revision: 4, token: 'tok_9', kind: 'crypto_wallet' } as const
  given({ ...rows, identities: identified, destinations: changed }).when(registerWithdrawal).emits({
    ...withdrawalRegistered, destination: 'tok_9', method: 'crypto_wallet',
    pinned: { ...pinned, identityRevision: 3, destinationRevision: 4 }
  })
})

ofWithdrawals('answers why not, in an event that the wallet gets', () => {
  const answers = (because: Reason, change: object): void =>
    given({ ...rows, ...change }).when(registerWithdrawal).emits(rejection(because, { withdrawal }))
  answers('party_not_found', { parties: undefined })
  answers('party_erased', { parties: erased })
  answers('party_blocked', { parties: blocked })
  answers('identity_not_found', { identities: undefined })
  answers('destination_not_found', { destinations: undefined })
  answers('destination_not_found', { destinations: { ...account, identity: 'bob' } })
  answers('destination_not_found', { destinations: { ...removed, identity: 'bob' } })
  answers('destination_removed', { destinations: removed })
})

ofWithdrawals('looks at the level again, by the time that the broker gives', () => {
  const needed = { ...registerWithdrawal, level: 1 }
  const until = { ...identified, approvals: [{ ...identified.approvals[0]!, validUntil: usualAt + day }] }
  const late = usualAt + day
  given(rows).when(needed).emits(rejection('identification_required', { withdrawal }))
  given({ ...rows, identities: until }).when({ ...needed, level: 2 })
    .emits(rejection('identification_level_too_low', { withdrawal }))
  const registeredIt = { ...withdrawalRegistered, pinned: { ...pinned, identityRevision: 3 } }
  given({ ...rows, identities: until }, tables, late - 1).when(needed).emits(registeredIt)
  given({ ...rows, identities: until }, tables, late).when(needed)
    .emits(rejection('identification_expired', { withdrawal }))
})

ofWithdrawals('counts those that are open, and the same one once', () => {
  const tight = limited({ kind: 'withdrawals', party: '', ceiling: 1 })
  given({ ...rows, parties: paying }, tight).when(registerWithdrawal).emits(withdrawalRegistered)
  const limit = { kind: 'withdrawals', ceiling: 1 } as const
  for (const other of [{ withdrawal: 'w-2' }, { wallet: 'alice-usd' }]) {
    given({ ...rows, parties: paying }, tight).when({ ...registerWithdrawal, ...other }).emits({
      ...rejection('service_limit_reached', { withdrawal, limit }), ...other
    } as PartyEventBody)
  }
})

ofWithdrawals('folds into the row, and out of it', () => {
  const after = parties.evolve({ parties: owning }, eventOf(withdrawalRegistered))
  assert.equal(after, { parties: paying })
  assert.equal(parties.evolve(after, eventOf(withdrawalRegistered)), after)
  given(after).when(unregisterWithdrawal)
    .emits({ type: 'WithdrawalUnregistered', wallet: 'alice-eur', withdrawal })
  const ended = { type: 'WithdrawalUnregistered', wallet: 'alice-eur', withdrawal } as const
  for (const other of [{ wallet: 'alice-usd' }, { withdrawal: 'w-2' }]) {
    assert.equal(parties.evolve(after, eventOf({ ...ended, ...other })), after)
  }
  assert.equal(parties.evolve(after, eventOf(ended)), { parties: owning })
  assert.equal(parties.evolve({ parties: owning }, eventOf(ended)), { parties: owning }, 'listed or not')
})

ofWithdrawals('confirms or fails the withdrawal in its own operation', () => {
  const head = { tenant: 'acme', wallet: 'alice-eur', withdrawal }
  const { destination, method } = withdrawalRegistered
  assert.equal(parties.react!(eventOf(withdrawalRegistered, 'op-2/register'), { parties: paying }), [{
    to: 'walletCommands',
    record: {
      type: 'ConfirmWithdrawal', ...head, operationId: 'op-2/register/confirm', destination, method, pinned
    }
  }])
  for (const [limit, reason] of [
    [null, 'destination_removed'],
    [{ kind: 'withdrawals', ceiling: 1_000 }, 'destination_removed:withdrawals:1000']
  ] as const) {
    const rejected = eventOf(rejection('destination_removed', { withdrawal, limit }), 'op-2/register')
    assert.equal(parties.react!(rejected, { parties: owning }), [{
      to: 'walletCommands',
      record: { type: 'FailWithdrawal', ...head, operationId: 'op-2/register/fail', reason }
    }])
  }
})

ofWithdrawals.run()

const limits = suite('service limits')

const full = {
  ...registered, identities: 1_000, destinations: 1_000,
  wallets: Array.from({ length: 1_000 }, (_, index) =>
    ({ wallet: `w${index}`, identity: 'alice', revision: 1, identification: unknown })),
  withdrawals: Array.from({ length: 1_000 }, (_, index) =>
    ({ wallet: 'w0', withdrawal: `w-${index + 2}`, identity: 'alice' }))
}

/** One more of each kind, and the rows beside that of the party. */
const more = {
  identities: [createIdentity, {}],
  wallets: [registerWallet, { identities: alice }],
  destinations: [addDestination, { identities: alice }],
  withdrawals: [registerWithdrawal, { identities: alice, destinations: account }]
} as const

for (const [kind, [command, beside]] of Object.entries(more) as [LimitKind, typeof more[keyof typeof more]][]) {
  const limitFor = (party: typeof full, of: Tables = tables): unknown => {
    const event = parties.decide(command, { ...beside, parties: party }, of, usualAt)
    return 'limit' in event ? [event.type, event.reason, event.limit] : event.type
  }
  const answer = ['wallets', 'withdrawals'].includes(kind) ? 'RegistrationRejected' : 'OperationRefused'
  const reached = (ceiling: number): unknown => [answer, 'service_limit_reached', { kind, ceiling }]
  const count = full[kind as 'identities']
  const oneLess = { ...full, [kind]: Array.isArray(count) ? count.slice(1) : count - 1 }

  limits(`are a thousand ${kind}, unless the tenant says otherwise`, () => {
    assert.equal(limitFor(full), reached(1_000))
    assert.is(typeof limitFor(oneLess), 'string')
    assert.is(typeof limitFor(full, limited({ kind, party: '', ceiling: 1_001 })), 'string')
    assert.equal(limitFor(registered as typeof full, limited({ kind, party: '', ceiling: 0 })), reached(0))
  })

  limits(`of ${kind} are those of the party before those of all`, () => {
    const of = limited({ kind, party: '', ceiling: 0 }, { kind, party: 'p-1', ceiling: 2_000 })
    assert.is(typeof limitFor(full, of), 'string')
    assert.equal(limitFor(full, limited({ kind, party: '', ceiling: 9_999 }, { kind, party: 'p-1', ceiling: 7 })),
      reached(7))
    assert.equal(limitFor(full, limited({ kind, party: 'p-2', ceiling: 9_999 })), reached(1_000))
  })

  limits(`of other kinds say nothing of ${kind}`, () => {
    const others = (['identities', 'wallets', 'destinations', 'withdrawals', 'unknown'] as const)
      .filter(other => other !== kind).map(other => ({ kind: other, party: '', ceiling: 0 }))
    assert.is(typeof limitFor(oneLess, limited(...others)), 'string')
  })
}

limits('may be lowered below what there is: that stays, and nothing is added', () => {
  const tight = limited({ kind: 'wallets', party: '', ceiling: 1 })
  given({ parties: full, identities: alice }, tight).when(registerWallet)
    .emits(rejection('service_limit_reached', { limit: { kind: 'wallets', ceiling: 1 } }))
  given({ parties: full }, tight).when({ ...unregisterWallet, wallet: 'w7' })
    .emits({ type: 'WalletUnregistered', wallet: 'w7' })
})

limits.run()
