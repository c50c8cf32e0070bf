import { test } from 'uvu'
import * as assert from 'uvu/assert'

import { Currencies } from '../../cli/currencies.ts'
import { describeWallet } from '../../cli/describe-wallet.ts'
import { toJson } from '../../cli/json.ts'
import { WalletFold, type WalletView } from '../../cli/wallet-view.ts'
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
  return fold.view('acme', 'alice', now)
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

test.run()
