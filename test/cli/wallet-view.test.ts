import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { Currencies } from '../../cli/currencies.ts'
import { describeWallet } from '../../cli/describe-wallet.ts'
import { toJson } from '../../cli/json.ts'
import { WalletFold } from '../../cli/wallet-fold.ts'
import { walletView, type WalletView } from '../../cli/wallet-view.ts'
import type { Identification, Owner, Plain, WalletEvent, WalletEventBody } from '../../schemas/generated.ts'
import { head, usualAt } from '../support/given.ts'
import { known, owner, unknown } from '../processors/parties/examples.ts'

const balance = { posted: 0n, held: 0n }
const opened = { type: 'WalletOpened', currency: 'EUR', balance, tenantRevision: 1, owner: null } as const
const requested: WalletEventBody = {
  type: 'WalletRequested', currency: 'EUR', party: 'p-1', identity: 'alice', balance, tenantRevision: 1
}
const hour = 60 * 60_000
const expiring: Plain<Identification> = { ...known, validUntil: usualAt + hour }

function view(now: number, ...bodies: readonly WalletEventBody[]): WalletView | undefined {
  const fold = new WalletFold()
  for (const [index, body] of bodies.entries()) fold.add({ ...head(`o${index}`, index + 1), ...body } as WalletEvent)
  return walletView(fold, 'acme', 'alice', now)
}

function told(identification: Plain<Identification>, isBlocked = false): WalletEventBody {
  return { type: 'OwnerUpdated', owner: ownerOf(identification, isBlocked), balance }
}

function ownerOf(identification: Plain<Identification>, isBlocked = false): Plain<Owner> {
  return { ...owner, revision: 3, isBlocked, identification }
}

/** The line of the owner, or undefined. */
function lineOf(now: number, ...bodies: readonly WalletEventBody[]): string | undefined {
  const currencies = new Currencies([{ tenant: 'acme', currencies: [{ code: 'EUR', exponent: 2 }] } as never])
  return describeWallet(view(now, ...bodies)!, currencies).find(line => line.startsWith('  owner'))
}

test('a wallet without an owner tells of none', () => {
  assert.is(lineOf(usualAt, opened), undefined)
  assert.not.match(toJson(view(usualAt, opened)), 'owner')
})

test('an owner whose party has not confirmed it is known by name alone', () => {
  assert.is(lineOf(usualAt, requested), '  owner      p-1/alice, whose party has not confirmed it yet')
  const { status, owner: found } = view(usualAt, requested)!
  assert.equal([status, found!.isConfirmed, found!.revision, found!.level], ['opening', false, 0, 0])
})

for (const [line, ...events] of [
  ['p-1/alice, at level 0', { ...opened, owner }],
  ['p-1/alice, at level 1', { ...opened, owner: ownerOf(known) }],
  ['p-1/alice, at level 1', { ...opened, owner }, told(known)],
  ['p-1/alice, at level 1 until 2023-11-14 23:13:20.000, then 0',
    { ...opened, owner: ownerOf({ ...expiring, levelAfter: 0 }) }],
  ['p-1/alice, at level 1, and blocked', { ...opened, owner: ownerOf(known) }, told(known, true)],
  ['p-1/alice, at level 1', { ...opened, owner: ownerOf(known) }, told(known, true), told(known)]
] as const satisfies readonly (readonly [string, ...WalletEventBody[]])[]) {
  test(`after ${events.map(({ type }) => type).join(', ')} the owner is ${line}`, () => {
    assert.is(lineOf(usualAt, requested, ...events), `  owner      ${line}`)
    assert.ok(view(usualAt, requested, ...events)!.owner!.isConfirmed)
  })
}

test('what the party told has its time: then the level is the one for after that', () => {
  const events = [requested, { ...opened, owner: ownerOf({ ...expiring, levelAfter: 0 }) }]
  const end = usualAt + hour
  const [before, after] = [view(end - 1, ...events)!.owner!, view(end, ...events)!.owner!]
  assert.equal([before.level, before.hasLapsed], [1, false])
  assert.equal([after.level, after.hasLapsed], [0, true])
  assert.is(after.identification.level, 1, 'as it was told')
  assert.is(lineOf(end, ...events), '  owner      p-1/alice, at level 0 since 2023-11-14 23:13:20.000')
})

test('a wallet that was not confirmed is none', () => {
  assert.is(view(usualAt, requested, { type: 'WalletRejected', reason: 'identity_not_found', limit: null }), undefined)
})

test('a wallet that was closed tells whose it was', () => {
  const closed: WalletEventBody = { type: 'WalletClosed', balance }
  const found = view(usualAt, requested, { ...opened, owner: ownerOf(unknown) }, closed)!
  assert.equal([found.status, found.owner!.identity, found.owner!.isConfirmed], ['closed', 'alice', true])
})

const pinned = { tenantRevision: 1, identity: '', identityRevision: 0, localDay: 0 }
const money = { currency: 'EUR', flow: [], ...pinned }

/** Lines of what is pending, and of what is expected. */
function pendingAfter(...bodies: readonly WalletEventBody[]): readonly string[] {
  const currencies = new Currencies([{ tenant: 'acme', currencies: [{ code: 'EUR', exponent: 2 }] } as never])
  const found = view(usualAt, { ...opened, balance: { posted: 100_00n, held: 0n } }, ...bodies)!
  return describeWallet(found, currencies).filter(line => /^ {2}(\w+:|expected)/.test(line))
}

const after = { posted: 100_00n, held: 50_00n }
const placed: WalletEventBody = {
  type: 'HoldPlaced', holdId: 'h-1', counterparty: 'shop', amount: 30_00n, currency: 'EUR', expiresAt: usualAt + hour,
  balance: after, ...pinned
}
const transfer: WalletEventBody = {
  type: 'TransferCreated', transfer: 't-1', to: 'bob', amount: 10_00n, hold: 10_00n, credited: 10_00n, balance: after,
  ...money
}
const batch: WalletEventBody = {
  type: 'BatchCreated', batch: 'b-1', amount: 3_00n, hold: 3_00n, balance: after, ...money,
  transfers: ['t-4', 't-5'].map(id => ({ transfer: id, to: 'bob', amount: 1_50n, credited: 1_50n }))
}
const deposit: WalletEventBody = {
  type: 'DepositCreated', deposit: 'd-1', source: 'cash', amount: 5_00n, credited: 4_00n, balance: after, dueAt: 1,
  failsAt: 0, sourceRevision: 1, ...money
}
const reserved: WalletEventBody = {
  type: 'CreditReserved', from: 'bob', batch: 'b-1', transfer: 'b-1/t-4', amount: 2_00n, currency: 'EUR',
  balance: after, ...pinned
}

for (const [lines, ...events] of [
  [['  hold: h-1, 30.00 EUR for shop until 2023-11-14 23:13:20.000'], placed],
  [['  transfer: t-1, 10.00 EUR to bob, pending'], transfer],
  [[], transfer, {
    type: 'TransferFailed', transfer: 't-1', reason: 'wallet_closed', amount: 10_00n, currency: 'EUR', balance: after
  }],
  [['  batch: b-1, 3.00 EUR to 2 wallets, 2 of them have not answered'], batch],
  [['  batch: b-1, 3.00 EUR to 2 wallets, 1 of them have not answered'], batch,
    { type: 'ReservationRecorded', batch: 'b-1', transfer: 't-4', balance: after }],
  [['  expected     6.00 EUR', '  expected: d-1, 4.00 EUR from cash', '  expected: b-1/t-4, 2.00 EUR from bob'],
    deposit, reserved],
  [[], deposit, {
    type: 'DepositFailed', deposit: 'd-1', reason: 'source_not_authorized', amount: 5_00n, currency: 'EUR',
    balance: after, sourceRevision: 1
  }]
] as const satisfies readonly (readonly [readonly string[], ...WalletEventBody[]])[]) {
  test(`after ${events.map(({ type }) => type).join(', ')} is pending: ${lines.length} lines`, () => {
    assert.equal(pendingAfter(...events), lines)
  })
}

test('an adjustment that waits for the other wallet is told with its transfer', () => {
  const completed: WalletEventBody = {
    type: 'TransferCompleted', transfer: 't-1', to: 'bob', amount: 10_00n, currency: 'EUR', balance: after,
    postings: []
  }
  const adjusting: WalletEventBody = {
    type: 'TransferAdjusting', transfer: 't-1', to: 'bob', status: 'failed', credited: 10_00n, currency: 'EUR',
    author: 'carol', reason: 'ticket 7', balance: after
  }
  assert.equal(pendingAfter(transfer, completed, adjusting), [
    '  transfer: t-1, 10.00 EUR to bob, completed, o3 waits for bob'
  ])
})

test.run()
