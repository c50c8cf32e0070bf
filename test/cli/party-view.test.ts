import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { describeIdentity } from '../../cli/describe-identity.ts'
import { describeParty } from '../../cli/describe-party.ts'
import type { IdentityView } from '../../cli/identity-view.ts'
import { toJson } from '../../cli/json.ts'
import { PartyFold } from '../../cli/party-fold.ts'
import { partyView } from '../../cli/party-view.ts'
import type { PartyEvent } from '../../schemas/generated.ts'
import { usualAt } from '../support/given.ts'
import { contact, day } from '../processors/parties/examples.ts'
import { approved, create, hour, Life, p1, start, tenant } from './party-life.ts'

const add = {
  type: 'AddDestination', destinationId: 'home', identity: 'alice', kind: 'bank_account', token: 'acc_1'
} as const
const wallet = { type: 'RegisterWallet', wallet: 'alice-eur', identity: 'alice' } as const
const withdrawal = {
  type: 'RegisterWithdrawal', wallet: 'alice-eur', withdrawal: 'w-1', identity: 'alice', destinationId: 'home', level: 0
} as const

const denied = { type: 'VerificationDenied', reason: 'document:expired' } as const

function newLife(): Life {
  return new Life().does({ type: 'RegisterParty' }, create)
}

/** Alice is known for ten days by her passport, and her address is being looked at. */
function fullLife(): Life {
  return newLife()
    .does(add, { ...add, destinationId: 'card', kind: 'bank_card', token: 'card_1' }, start('kyc-1'))
    .hears('kyc-1', denied)
    .does(start('kyc-2'))
    .hears('kyc-2', { ...approved, validUntil: usualAt + 10 * day })
    .does(
      { type: 'ChangeContact', identity: 'alice', contact: { ...contact, phone: '' } },
      { ...create, identity: 'bob', contact: null },
      wallet, withdrawal, { type: 'RemoveDestination', destinationId: 'card' }, start('kyc-3', 'address')
    )
}

test('what is folded is what the processor has', () => {
  const life = fullLife()
  const { rows } = life.domain
  const fold = life.fold()
  const keyed = <Row>(entries: Iterable<readonly [string, Row]>): [string, Row][] =>
    [...entries].map(([key, row]) => [`acme/p-1/${key}`, row])
  assert.equal(fold.party, rows.parties.get('acme/p-1'))
  assert.equal(keyed([...fold.identities].map(([key, { row }]) => [key, row])), [...rows.identities])
  assert.equal(keyed([...fold.challengesOf('alice')].map(([key, { row }]) => [`alice/${key}`, row])),
    [...rows.challenges])
  assert.equal(keyed(fold.destinationsOf('alice')), [...rows.destinations])
  assert.equal([...fold.challengesOf('bob')], [])
  assert.is(fold.revision, 14)
})

test('an event that is missing is a contradiction', () => {
  const [first, , third] = fullLife().domain.partyEvents as [PartyEvent, PartyEvent, PartyEvent]
  const fold = new PartyFold()
  fold.add(first)
  assert.throws(() => fold.add(third), 'events are missing: 3 follows 1')
})

test('a party is told with what it has of what it may have, and each identity in a line', () => {
  assert.equal(describeParty(fullLife().party()), [
    'acme/p-1',
    '  status        registered, at revision 14',
    '  identities    2 of 1000',
    '  wallets       1 of 20',
    '  destinations  1 of 1000',
    '  withdrawals   1 of 3 open',
    '  identity  class   revision  status  pending  level',
    '  alice     person  7         active  kyc-3    1 until 2023-11-24 22:13:20.000, then 0',
    '  bob       person  1         none    -        0'
  ])
})

test('as JSON a party has its wallets and its open withdrawals, too', () => {
  const { wallets, withdrawals, counts } = fullLife().party()
  assert.equal(wallets, [{ wallet: 'alice-eur', identity: 'alice' }])
  assert.equal(withdrawals, [{ wallet: 'alice-eur', withdrawal: 'w-1', identity: 'alice' }])
  assert.equal(counts.wallets, { count: 1, ceiling: 20 })
})

test('where a tenant has no row there are no ceilings', () => {
  const view = partyView(newLife().fold(), p1, undefined, usualAt)!
  assert.equal(view.counts.identities, { count: 1 })
  assert.match(describeParty(view).join('\n'), '\n  identities    1\n')
})

test('what was never registered is no party, whatever was tried', () => {
  const life = new Life().does({ type: 'BlockParty' })
  assert.is(life.fold().revision, 1)
  assert.is(partyView(life.fold(), p1, tenant, usualAt), undefined)
})

test('a blocked party is told to be blocked, with each of its identities', () => {
  const life = newLife().does({ type: 'BlockParty' })
  assert.is(life.party().status, 'blocked')
  assert.match(describeIdentity(life.identity()).join('\n'), '\n  party     blocked\n')
  life.does({ type: 'UnblockParty' })
  assert.not.match(describeIdentity(life.identity()).join('\n'), 'party')
})

test('an erased party is told to be erased, and when', () => {
  const life = newLife().does({ type: 'ErasePersonalData' }, { type: 'BlockParty' })
  const [, status] = describeParty(life.party())
  assert.is(status, '  status        erased at 2023-11-15 00:13:20.000, for good, at revision 4')
  const lines = describeIdentity(life.identity())
  assert.ok(lines.includes('  party     erased'))
  assert.ok(lines.includes('  contact   of revision 1, encrypted, erased 2023-11-15 00:13:20.000'))
})

test('all of an identity is told but its contact data', () => {
  const view = fullLife().identity()
  assert.equal(describeIdentity(view), [
    'acme/p-1/alice',
    '  class      person',
    '  revision   7, created 2023-11-14 23:13:20.000',
    '  level      1 until 2023-11-24 22:13:20.000, then 0',
    '  status     active',
    '  effective  kyc-2, valid until 2023-11-24 22:13:20.000',
    '  pending    kyc-3, checkit is asked, and has until 2023-11-16 11:13:20.000',
    '  contact    of revision 6, encrypted',
    '  challenge  class     verifier  levels  status    since              ' +
      '      valid until              counts  reason',
    '  kyc-1      passport  checkit   0 to 1  denied    2023-11-15 ' +
      '03:13:20.000  -                        no      document:expired',
    '  kyc-2      passport  checkit   0 to 1  approved  2023-11-15 05:13:20.000  2023-11-24 22:13:20.000  yes     -',
    '  kyc-3      address   checkit   1 to 2  pending   2023-11-15 11:13:20.000  -                        no      -',
    '  destination  kind          revision  status   token',
    '  home         bank_account  1         active   acc_1',
    '  card         bank_card     2         removed  card_1'
  ])
})

test('contact data is in neither form of an identity, nor encrypted', () => {
  const life = fullLife()
  const [sealed] = life.domain.partyEvents.flatMap(event => event.type === 'IdentityCreated' ? [event.contact] : [])
  assert.ok(sealed!.length > 0)
  for (const text of [toJson(life.identity()), describeIdentity(life.identity()).join('\n'), toJson(life.party())]) {
    for (const secret of [...Object.values(contact), toJson(sealed).slice(1, -1)].filter(Boolean)) {
      assert.not.match(text, secret)
    }
  }
})

test('what has expired counts no more, before the event says so and after', () => {
  const life = fullLife()
  life.domain.now = usualAt + 10 * day - 1
  assert.is(life.identity().identification.level, 1)
  life.domain.now++
  const { identification, challenges } = life.identity()
  assert.equal([identification.level, identification.status, identification.challenge], [0, 'expired', ''])
  assert.equal(challenges.map(({ status, counts }) => [status, counts]), [
    ['denied', false], ['approved', false], ['pending', false]
  ])
  assert.is(life.party().identities[0]!.identification.level, 0)
  life.domain.tick()
  life.domain.settle('parties')
  assert.ok(life.domain.partyEvents.some(({ type }) => type === 'IdentificationExpired'))
  const { revision: _, ...after } = life.identity()
  assert.equal(after.identification, identification)
  const text = describeIdentity(life.identity()).join('\n')
  assert.match(text, '\n  level     0\n  status    expired\n')
  assert.not.match(text, 'effective')
})

test('an approval for ever is told so', () => {
  const text = describeIdentity(newLife().does(start('kyc-1')).hears('kyc-1', approved).identity()).join('\n')
  assert.match(text, '\n  level      1\n')
  assert.match(text, '\n  effective  kyc-1, valid for ever\n')
  assert.match(text, /\n {2}kyc-1 .* for ever {5}yes /)
})

test('a challenge has ended when it ended first, whatever is said of it later', () => {
  const cancel = { type: 'CancelChallenge', identity: 'alice', challenge: 'kyc-1' } as const
  const life = newLife().does(start('kyc-1'), cancel, cancel).hears('kyc-1', approved)
  assert.ok(life.domain.partyEvents.some(({ type }) => type === 'VerificationIgnored'))
  const [{ status, startedAt, endedAt, counts }] = life.identity().challenges as [IdentityView['challenges'][0]]
  assert.equal([status, startedAt, endedAt, counts], ['cancelled', usualAt + 2 * hour, usualAt + 3 * hour, false])
})

test('an identity of which nobody knows anything yet is short', () => {
  const life = new Life().does({ type: 'RegisterParty' }, { ...create, contact: null })
  assert.equal(describeIdentity(life.identity()), [
    'acme/p-1/alice', '  class     person', '  revision  1, created 2023-11-14 23:13:20.000', '  level     0',
    '  status    none', '  contact   none'
  ])
})

test.run()
