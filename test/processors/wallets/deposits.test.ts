import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { wallets } from '../../../processors/wallets/index.ts'
import type { WalletRows } from '../../../processors/wallets/rows.ts'
import type { Deposit, Plain, Revert, Wallet, WalletCommand, WalletEventBody } from '../../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../../support/given.ts'
import { fixed, posting, share, tenantOf } from '../../support/plans.ts'
import { acme, blocked, closeWallet, createDeposit, open, owned, tables } from '../examples.ts'
import {
  bank, deposited, depositNamed, expected, expecting, revertDeposit, reverted, reviewDeposit, strange
} from './examples.ts'

const given = specification(wallets, tables)
const most = 2n ** 63n - 1n
const whole = posting('source', 'wallet', share(1, 1))
const flow = deposited.flow

const unsure = tablesOf({ tenants: [acme], sources: [strange] })
const sure = tablesOf({ tenants: [acme], sources: [{ ...bank, revision: 5 }] })

const pins = { tenantRevision: 7, identity: '', identityRevision: 0, localDay: 0 }
const money = { deposit: 'd-1', source: 'bank', amount: 50_00n, currency: 'EUR' }
const completedEvent: WalletEventBody = {
  type: 'DepositCompleted', ...money, credited: 50_00n, balance: { posted: 150_00n, held: 0n }, postings: flow, ...pins,
  sourceRevision: 0
}
const createdEvent: WalletEventBody = {
  type: 'DepositCreated', ...money, credited: 50_00n, balance: { posted: 100_00n, held: 0n }, flow, ...pins,
  sourceRevision: 4, dueAt: expected.dueAt, failsAt: expected.failsAt
}
const failedEvent: WalletEventBody = {
  type: 'DepositFailed', deposit: 'd-1', reason: 'source_not_authorized', amount: 50_00n, currency: 'EUR',
  balance: { posted: 100_00n, held: 0n }, sourceRevision: 4
}
const revertedEvent: WalletEventBody = {
  type: 'DepositReverted', deposit: 'd-1', revert: 'r-1', source: 'bank', amount: 20_00n, currency: 'EUR', left: 30_00n,
  reason: 'ticket 17', tenantRevision: 7, identity: '', identityRevision: 0, balance: { posted: 80_00n, held: 0n },
  postings: reverted.flow
}

const creating = suite('deposits: create')

creating('completes at once when the source is authorized, and when nothing is said of it', () => {
  given({ wallets: open }).when(depositNamed).emits(completedEvent)
  given({ wallets: open }, sure).when(depositNamed).emits({ ...completedEvent, sourceRevision: 5 } as never)
})

creating('waits when the source is not authorized: money is expected, and none has moved', () => {
  given({ wallets: open }, unsure).when(depositNamed).emits(createdEvent)
  const patient = tablesOf({ tenants: [acme], sources: [{ ...strange, waitMs: 0 }] })
  given({ wallets: open }, patient).when(depositNamed).emits({ ...createdEvent, failsAt: 0 } as never)
})

creating('cannot wait without an id', () => {
  given({ wallets: open }, unsure).when(createDeposit).refuses('invalid_id', { fields: ['deposit'] })
})

creating('takes what the plan says from the source, and gives the wallet the rest', () => {
  const tenant = tenantOf({ depositPlan: [whole, posting('wallet', 'system', share(1, 100))] })
  const postings = [...flow, { debit: 'wallet/alice', credit: 'system/settlement', amount: 50n, currency: 'EUR' }]
  given({ wallets: open }, tablesOf({ tenants: [tenant] })).when(depositNamed).emits({
    ...completedEvent, credited: 49_50n, balance: { posted: 149_50n, held: 0n }, postings
  } as never)
})

creating('of which the wallet gets nothing is none, be it by a unit', () => {
  for (const [fee, reason] of [
    [49_99n, undefined], [50_00n, 'amount_mismatch'], [50_01n, 'amount_mismatch']
  ] as const) {
    const tenant = tenantOf({ depositPlan: [whole, posting('wallet', 'system', fixed(fee))] })
    const event = wallets.decide(depositNamed, { wallets: open }, tablesOf({ tenants: [tenant] }), usualAt)
    assert.is('reason' in event ? event.reason : undefined, reason)
  }
})

creating('needs room for what it brings, beside what is expected already', () => {
  for (const [posted, incoming, isTaken] of [
    [most - 50_00n, 0n, true], [most - 50_00n, 1n, false], [0n, most - 50_00n, true], [0n, most - 49_99n, false]
  ] as const) {
    for (const [of, type] of [[tables, 'DepositCompleted'], [unsure, 'DepositCreated']] as const) {
      const event = wallets.decide(depositNamed, { wallets: { ...open, posted, incoming } }, of, usualAt)
      assert.is(event.type, isTaken ? type : 'OperationRefused')
    }
  }
})

creating('pins the owner as the wallet knows it', () => {
  const pinned = { identity: 'ada', identityRevision: 3 }
  given({ wallets: owned }, unsure).when(depositNamed).emits({ ...createdEvent, ...pinned } as never)
})

creating.run()

const reviewing = suite('deposits: review')
const waiting = { wallets: expecting, deposits: expected }
const unchanged = { type: 'Unchanged', followUps: [] }

reviewing('completes when the source is authorized by then, or known no more', () => {
  const event = { ...completedEvent, sourceRevision: 5 }
  given(waiting, sure, expected.dueAt).when(reviewDeposit).emits(event as never)
  given(waiting, tables, expected.dueAt).when(reviewDeposit).emits({ ...event, sourceRevision: 0 } as never)
})

reviewing('goes on waiting while it is not, and says nothing', () => {
  for (const at of [expected.dueAt, expected.failsAt - 1]) {
    assert.equal(wallets.decide(reviewDeposit, waiting, unsure, at), unchanged)
  }
  const patient = { ...waiting, deposits: { ...expected, failsAt: 0 } }
  assert.equal(wallets.decide(reviewDeposit, patient, unsure, Number.MAX_SAFE_INTEGER), unchanged)
})

reviewing('fails when its time is over, unless the source is authorized after all', () => {
  given(waiting, unsure, expected.failsAt).when(reviewDeposit).emits(failedEvent)
  assert.is(wallets.decide(reviewDeposit, waiting, sure, expected.failsAt).type, 'DepositCompleted')
})

reviewing('is nothing new before it is due, of another time, or after the end', () => {
  for (const [deposits, at] of [
    [expected, expected.dueAt - 1], [undefined, expected.dueAt], [deposited, expected.dueAt],
    [{ ...expected, status: 'failed', dueAt: 0 }, expected.dueAt], [{ ...expected, dueAt: 5 }, expected.dueAt]
  ] as const) {
    assert.equal(wallets.decide(reviewDeposit, { wallets: expecting, deposits }, sure, at), unchanged)
  }
})

reviewing('is never refused: not by a block, a full wallet, a plan or a tenant that is gone', () => {
  for (const change of [{ ...blocked }, { posted: most - 50_00n }]) {
    const rows = { ...waiting, wallets: { ...expecting, ...change, incoming: 50_00n } }
    assert.is(wallets.decide(reviewDeposit, rows, tablesOf({}), expected.dueAt).type, 'DepositCompleted')
  }
})

reviewing('keeps its wallet from being closed until then', () => {
  const empty = { ...expecting, posted: 0n }
  given({ ...waiting, wallets: empty }).when(closeWallet)
    .refuses('wallet_not_empty', { balance: { posted: 0n, held: 0n } })
})

reviewing('is asked at growing distances, and when it would fail', () => {
  const key = ['acme', 'alice', 'd-1']
  const { dueAt } = expected
  const waits: number[] = []
  for (let now = dueAt; waits.length < 9;) {
    const { command, next } = wallets.tick!('deposits', key, { ...expected, failsAt: 0 }, now)
    assert.equal(command, reviewDeposit)
    waits.push(next! - now)
    now = next!
  }
  assert.equal(waits.map(ms => ms / 1_000), [1, 1, 2, 4, 8, 16, 32, 60, 60])
  const soon = { ...expected, failsAt: dueAt + 500 }
  assert.is(wallets.tick!('deposits', key, soon, dueAt).next, soon.failsAt)
  assert.is(wallets.tick!('deposits', key, soon, soon.failsAt).next, soon.failsAt + 1_000)
})

reviewing.run()

const reverting = suite('deposits: revert')
const whence = { wallets: open, deposits: deposited, reverts: undefined }

reverting('gives a part back to the source, or all', () => {
  given(whence).when(revertDeposit).emits(revertedEvent)
  const event = wallets.decide({ ...revertDeposit, amount: 50_00n }, whence, tables, usualAt)
  assert.is((event as { left: bigint }).left, 0n)
})

reverting('gives no unit more than is left of what the wallet got', () => {
  for (const [credited, reverted, isTaken] of [
    [20_00n, 0n, true], [19_99n, 0n, false], [50_00n, 30_00n, true], [50_00n, 30_01n, false]
  ] as const) {
    const rows = { ...whence, deposits: { ...deposited, credited, reverted } }
    const { type } = wallets.decide(revertDeposit, rows, tables, usualAt)
    assert.is(type, isTaken ? 'DepositReverted' : 'OperationRefused')
  }
})

reverting('takes only what may be spent', () => {
  const wallet = { ...open, posted: 50_00n, held: 30_01n }
  given({ ...whence, wallets: wallet }).when(revertDeposit)
    .refuses('insufficient_funds', { balance: { posted: 50_00n, held: 30_01n } })
  const event = wallets.decide(revertDeposit, { ...whence, wallets: { ...wallet, held: 30_00n } }, tables, usualAt)
  assert.is(event.type, 'DepositReverted')
})

reverting.run()

const evolving = suite('deposits: evolve')

evolving('keeps a row of what has an id, and none of what has not', () => {
  const rows: WalletRows = { wallets: open, deposits: undefined }
  assert.equal(folded(rows, completedEvent), { wallets: { ...open, posted: 150_00n }, deposits: deposited })
  const unnamed = { ...completedEvent, deposit: '' } as WalletEventBody
  assert.equal(folded({ wallets: open }, unnamed), { wallets: { ...open, posted: 150_00n } })
})

evolving('keeps room from the creation to the end, whichever it is', () => {
  const created = folded({ wallets: open, deposits: undefined }, createdEvent)
  assert.equal(created, { wallets: expecting, deposits: expected })
  assert.equal(folded(created, completedEvent), { wallets: { ...open, posted: 150_00n }, deposits: deposited })
  assert.equal(folded(created, failedEvent),
    { wallets: open, deposits: { ...deposited, status: 'failed' } }, 'and what it was to move can still be read')
})

evolving('sums up what was reverted', () => {
  const once = folded(whence, revertedEvent)
  assert.equal(once, {
    wallets: { ...open, posted: 80_00n }, deposits: { ...deposited, reverted: 20_00n }, reverts: reverted
  })
  assert.is(folded({ ...once, reverts: undefined }, revertedEvent).deposits!.reverted, 40_00n)
})

evolving.run()

const living = suite('deposits: any life')

const id = fc.constantFrom('d-1', 'd-2', 'd-3')
const revert = fc.constantFrom('r-1', 'r-2')
const amount = fc.bigInt({ min: 1n, max: 60_00n })
const step = fc.oneof(
  fc.record({ type: fc.constant('CreateDeposit' as const), deposit: id, amount }),
  fc.record({ type: fc.constant('ReviewDeposit' as const), deposit: id }),
  fc.record({ type: fc.constant('RevertDeposit' as const), deposit: id, revert, amount }),
  fc.record({ type: fc.constant('authorize' as const), isAuthorized: fc.boolean() }),
  fc.record({ type: fc.constant('fill' as const), posted: fc.constantFrom(100_00n, most - 70_00n) })
)

living('keeps room for all that is expected, and gives back no more than came', () => {
  const reached = new Set<string>()
  fc.assert(fc.property(fc.array(step, { minLength: 10, maxLength: 30, size: 'max' }), steps => {
    const stores = { deposits: new Map<string, any>(), reverts: new Map<string, any>() }
    let [wallet, source, began] = [open, strange, 0n]
    for (const each of steps) {
      // Money that comes and goes otherwise, as far as there is room.
      if (each.type === 'fill' && each.posted + wallet.incoming <= most) {
        began += each.posted - wallet.posted
        wallet = { ...wallet, posted: each.posted }
      }
      if (each.type === 'authorize') source = { ...source, isAuthorized: each.isAuthorized }
      if (each.type === 'fill' || each.type === 'authorize') continue
      const { type, ...fields } = each
      const key = [fields.deposit, `${fields.deposit}/${'revert' in fields ? fields.revert : ''}`] as const
      const rows = { wallets: wallet, deposits: stores.deposits.get(key[0]), reverts: stores.reverts.get(key[1]) }
      const usual = { CreateDeposit: depositNamed, ReviewDeposit: reviewDeposit, RevertDeposit: revertDeposit }[type]
      const at = type === 'ReviewDeposit' ? expected.dueAt : usualAt
      const event = wallets.decide({ ...usual, ...fields } as WalletCommand, rows,
        tablesOf({ tenants: [acme], sources: [source] }), at) as WalletEventBody
      reached.add(event.type === 'OperationRefused' ? event.reason : event.type)
      if ((event as { type: string }).type === 'Unchanged') continue
      const after = folded(rows, event)
      wallet = after.wallets!
      if (after.deposits !== undefined) stores.deposits.set(key[0], after.deposits)
      if (after.reverts !== undefined) stores.reverts.set(key[1], after.reverts)
      checkMoney(wallet, stores, began)
    }
  }), { seed: 32, numRuns: 500 })
  assert.equal([...reached].sort(), [
    'DepositCompleted', 'DepositCreated', 'DepositReverted', 'Unchanged', 'amount_mismatch', 'balance_over_limit',
    'deposit_already_exists', 'deposit_not_found', 'deposit_still_pending', 'revert_already_exists'
  ])
})

living.run()

interface Stored {
  readonly deposits: ReadonlyMap<string, Plain<Deposit>>
  readonly reverts: ReadonlyMap<string, Plain<Revert>>
}

/** By the rows of all deposits and reverts, whatever the wallet's row says. */
function checkMoney({ posted, incoming }: Plain<Wallet>, { deposits, reverts }: Stored, began: bigint): void {
  let [came, due, back] = [0n, 0n, 0n]
  for (const [key, { status, credited, reverted }] of deposits) {
    if (status === 'completed') came += credited
    if (status === 'pending') due += credited
    let own = 0n
    for (const [name, row] of reverts) if (name.startsWith(`${key}/`)) own += row.amount
    assert.is(reverted, own)
    assert.ok(own <= (status === 'completed' ? credited : 0n), 'no more goes back than came')
    back += own
  }
  assert.equal([incoming, posted], [due, 100_00n + began + came - back])
  assert.ok(posted + incoming <= most, 'there is room for all that is expected')
}

function folded(before: WalletRows, event: WalletEventBody): WalletRows {
  return wallets.evolve(before, { ...head('op-1'), ...event })
}
